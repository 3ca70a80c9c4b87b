/* Which cells must be wrong when an equation fails. tests/whole/mending.py tries whole reports with changed cells. */
#include "form_fixture.h"
#include "form/mending.h"

static struct form *form;
static const struct form_table *requests;
static struct mending_value values[400];

static int set_up(void **state)
{
    (void)state;
    form = load(PROJECT_SOURCE_DIR "/report_templates/2021");
    requests = form_table(form, "requests");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    form_free(form);
    return 0;
}

static void fill(int64_t number)
{
    for (size_t i = 0; i < requests->n_slots; i++) values[i] = (struct mending_value){true, false, {number, 0}};
}

static void put(const char *row, const char *col, int64_t number) { values[form_slot(requests, row, col)].number.value = number; }

static void assert_advice(const struct mending_line *line, const char *words)
{
    struct text t = {0};
    mending_advice(&t, line, values);
    assert_string_equal(text_get(&t), words);
    text_release(&t);
}

static void one_cell_mends_a_row_and_a_column(void **state)
{
    (void)state;
    struct mending m;
    struct text side = {0};
    fill(0);
    put("3.4", "enterprise", 5);
    mending_find(&m, form, requests, values, false);
    assert_int_equal(m.n, 2);
    assert_string_equal(requests->slots[m.list[0].cells[0].slot].address, "requests/3.4/enterprise");
    assert_advice(&m.list[0], "只改这一格：保护第三方合法权益/商业企业 5→0，2处不平就都平了");
    mending_side(&side, m.list[0].identity, m.list[0].line, false, values);
    assert_string_equal(text_get(&side), "办理结果总计 0");
    text_release(&side);
    mending_release(&m);
}

/* In a report that is counted from records no sum is wrong by itself, but each of its terms may be. */
static void sums_follow_their_terms(void **state)
{
    (void)state;
    struct mending m;
    fill(0);
    put("carried_in", "welfare", 2);
    put("carried_in", "total", 2);
    mending_find(&m, form, requests, values, true);
    assert_int_equal(m.n, 2);
    for (size_t i = 0; i < m.n; i++) {
        assert_true(m.list[i].n_cells > 20 && !m.list[i].certain);
        for (size_t k = 0; k < m.list[i].n_cells; k++) assert_int_equal(requests->slots[m.list[i].cells[k].slot].n_terms, 0);
    }
    mending_release(&m);
}

static void parts_exceed_their_whole(void **state)
{
    (void)state;
    struct mending m;
    fill(0);
    for (size_t i = 0; i < requests->n_slots; i++) values[i].there = false;
    put("new", "enterprise", 5);
    put("new", "total", 4);
    values[form_slot(requests, "new", "enterprise")].there = values[form_slot(requests, "new", "total")].there = true;
    mending_find(&m, form, requests, values, false);
    assert_int_equal(m.n, 1);
    assert_string_equal(m.list[0].identity->id, "I3");
    assert_advice(&m.list[0], "有几格不对，说不准是哪几格，请逐格核对");
    mending_release(&m);
    put("new", "enterprise", 4);
    mending_find(&m, form, requests, values, false);
    assert_int_equal(m.n, 0);
    mending_release(&m);
}

static void an_unknown_cell_is_no_term(void **state)
{
    (void)state;
    struct mending m;
    fill(0);
    put("3.4", "enterprise", 5);
    values[form_slot(requests, "closed", "enterprise")].there = false;
    mending_find(&m, form, requests, values, false);
    assert_int_equal(m.n, 1);                          /* the row; the column's equations lack a term */
    mending_release(&m);
}

/* With numbers near the limits of int64 the finding states the equation, and nothing overflows (UBSan). */
static void huge_numbers_do_not_overflow(void **state)
{
    (void)state;
    struct mending m;
    static const int64_t numbers[] = {9223372036854, -9223372036854, 92233720368, 10000000001};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        fill(0);
        put("new", "research", numbers[i]);
        put("carried_out", "research", -numbers[i] / 2);
        mending_find(&m, form, requests, values, false);
        assert_true(m.n > 1);
        assert_advice(&m.list[0], "有几格不对，说不准是哪几格，请逐格核对");
        mending_release(&m);
    }
    fill(9223372036854);
    mending_find(&m, form, requests, values, false);
    mending_release(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_cell_mends_a_row_and_a_column), cmocka_unit_test(sums_follow_their_terms), cmocka_unit_test(parts_exceed_their_whole), cmocka_unit_test(an_unknown_cell_is_no_term),
        cmocka_unit_test(huge_numbers_do_not_overflow),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
