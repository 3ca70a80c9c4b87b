/* Which parts of a sum break its equations, and which moved its cells since last year. */
#include "form_fixture.h"
#include "form/sources.h"

enum { PARTS = 3 };

static struct form *form;
static struct arena arena;
static struct filing filings[PARTS] = {{.name = "甲局"}, {.name = "乙局"}, {.name = "丙局"}};
static struct rollup sum;

static void use(const char *dir)
{
    form_free(form);
    arena_release(&arena);
    form = load(dir);
    size_t *first = arena_alloc(&arena, (form->n_tables + 1) * sizeof *first);
    const struct filing **parts = arena_alloc(&arena, PARTS * sizeof *parts);
    sum = (struct rollup){.filings = filings, .n_filings = PARTS, .parts = parts, .n_parts = PARTS, .first = first};
    for (size_t i = 0; i < form->n_tables; sum.n_slots += form->tables[i++].n_slots) first[i] = sum.n_slots;
    for (size_t p = 0; p < PARTS; p++) parts[p] = &filings[p];
    sum.numbers = arena_alloc(&arena, PARTS * sum.n_slots * sizeof *sum.numbers);
}

static int set_up(void **state)
{
    (void)state;
    use(PROJECT_SOURCE_DIR "/report_templates/2021");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_release(&arena);
    form_free(form);
    return 0;
}

static struct decimal *cell(size_t part, const char *address)
{
    const struct form_table *t;
    int slot;
    assert_true(form_address(form, address, &t, &slot));
    return &sum.numbers[part * sum.n_slots + sum.first[t - form->tables] + (size_t)slot];
}

static void clear(void)
{
    memset(sum.numbers, 0, PARTS * sum.n_slots * sizeof *sum.numbers);
    sum.n_sources = 0;
    sum.last = NULL;
}

static void assert_words(const struct source_line *line, size_t most, const char *words)
{
    struct text t = {0};
    sources_words(&t, line, most);
    assert_string_equal(text_get(&t), words);
    text_release(&t);
}

static void the_largest_share_comes_first(void **state)
{
    (void)state;
    clear();
    cell(0, "review/direct_suit/upheld")->value = 2;   /* of 未经复议直接起诉 five cells are one equation */
    cell(1, "requests/new/total")->value = 1;
    cell(2, "requests/new/total")->value = 12;
    sources_find(&arena, form, &sum);
    size_t found = 0;
    for (size_t i = 0; i < sum.n_sources; i++) {
        const struct source_line *line = &sum.sources[i];
        if (strcmp(line->identity->table->id, "requests")) continue;
        found++;
        assert_int_equal(line->n, 2);
        assert_ptr_equal(line->list[0].part, &filings[2]);
        assert_words(line, 10, "丙局：新收/总计 多12（写的12，应为0）、乙局：新收/总计 多1（写的1，应为0）");
        assert_words(line, 1, "丙局：新收/总计 多12（写的12，应为0）……（共2个机关）");
        assert_ptr_equal(sources_of(&sum, line->identity, line->line), line);
    }
    assert_int_equal(found, 2);                        /* the row and the column of the cell */
    assert_int_equal(sum.n_sources, 3);
}

static void what_was_left_blank_is_no_written_0(void **state)
{
    (void)state;
    clear();
    cell(0, "requests/new/natural_person")->value = 3;
    cell(0, "requests/closed/natural_person")->value = cell(0, "requests/closed/total")->value = 3;
    cell(0, "requests/1/natural_person")->value = cell(0, "requests/1/total")->value = 3;
    cell(0, "requests/new/total")->scale = -1;
    sources_find(&arena, form, &sum);
    assert_true(sum.n_sources > 0);
    assert_words(&sum.sources[0], 10, "甲局：新收/总计 空着（应为3）");
    cell(0, "requests/new/total")->scale = 0;
}

static void shares_that_cancel_are_seen(void **state)
{
    (void)state;
    clear();
    cell(0, "review/direct_suit/total")->value = -3;
    cell(2, "review/direct_suit/total")->value = 3;
    sources_find(&arena, form, &sum);
    assert_int_equal(sum.n_sources, 1);
    assert_int_equal(sum.sources[0].gap.value, 0);
    assert_int_equal(sum.sources[0].n, 2);
    assert_ptr_equal(sum.sources[0].list[0].part, &filings[0]);    /* equal shares: in the order of the parts */
    cell(1, "review/direct_suit/upheld")->value = -7;
    sum.n_sources = 0;
    sources_find(&arena, form, &sum);
    assert_int_equal(sum.sources[0].n, 3);
    assert_int_equal(sum.sources[0].list[0].part - filings, 1);
}

/* Part of a whole: only what exceeds it is wrong, and the others' wholes hide it. */
static void a_part_that_exceeds_its_whole_is_a_source(void **state)
{
    (void)state;
    const struct form_identity *id = NULL;
    use(PROJECT_SOURCE_DIR "/report_templates/2014");
    for (size_t i = 0; !id && i < form->n_identities; i++)
        if (form->identities[i].at_most && form->identities[i].n_left == 1 && form->identities[i].n_right == 1) id = &form->identities[i];
    assert_non_null(id);
    clear();
    cell(0, id->table->slots[id->lines[0].left[0]].address)->value = 3;
    cell(0, id->table->slots[id->lines[0].right[0]].address)->value = 1;
    cell(1, id->table->slots[id->lines[0].right[0]].address)->value = 50;
    sources_find(&arena, form, &sum);
    const struct source_line *line = sources_of(&sum, id, &id->lines[0]);
    assert_non_null(line);
    assert_int_equal(line->n, 1);
    assert_true(form_holds(id, line->gap.value));
    assert_words(line, 10, "甲局（多出2）");
    use(PROJECT_SOURCE_DIR "/report_templates/2021");
}

static void a_cell_is_moved_by_its_agencies(void **state)
{
    (void)state;
    clear();
    struct decimal *last = arena_alloc(&arena, sum.n_slots * sizeof *last);
    bool *known = arena_alloc(&arena, sum.n_slots);
    memset(known, 1, sum.n_slots);
    struct rollup_mover movers[] = {{"甲局", NULL, 0, last}, {"旧局", "已停用", -1, last}, {"丙局", "新成立", 2, NULL}};
    const struct rollup_last years = {movers, 3, NULL, known};
    struct decimal before, by;
    size_t n, at = sum.first[form_table(form, "review") - form->tables], moved;
    sum.last = &years;
    cell(0, form->tables[2].slots[0].address)->value = 9;
    cell(2, form->tables[2].slots[0].address)->value = 4;
    last[at].value = 4;
    const struct rollup_move *moves = rollup_moves(&arena, &sum, 2, 0, &n, &before, &by);
    assert_int_equal(n, 3);
    assert_int_equal(before.value, 8);
    assert_int_equal(by.value, 5);
    static const int64_t sizes[] = {5, -4, 4};
    for (moved = 0; moved < n; moved++) {
        assert_ptr_equal(moves[moved].mover, &movers[moved]);
        assert_int_equal(moves[moved].by.value, sizes[moved]);
        assert_null(moves[moved].without);
    }
    cell(0, form->tables[2].slots[0].address)->scale = -1;         /* left blank this year: it is said, as its −4 is no change of its own */
    moves = rollup_moves(&arena, &sum, 2, 0, &n, &before, &by);
    assert_int_equal(n, 3);
    assert_ptr_equal(moves[0].mover, &movers[0]);
    assert_int_equal(moves[0].by.value, -4);
    assert_string_equal(moves[0].without, "今年没有这个数");
    cell(0, form->tables[2].slots[0].address)->scale = 0;
    last[at].scale = -1;
    moves = rollup_moves(&arena, &sum, 2, 0, &n, &before, &by);
    assert_string_equal(moves[0].without, "上年没有这个数");
    last[at].scale = 0;
    known[at] = false;
    assert_null(rollup_moves(&arena, &sum, 2, 0, &n, &before, &by));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_largest_share_comes_first), cmocka_unit_test(what_was_left_blank_is_no_written_0),
        cmocka_unit_test(shares_that_cancel_are_seen), cmocka_unit_test(a_part_that_exceeds_its_whole_is_a_source),
        cmocka_unit_test(a_cell_is_moved_by_its_agencies)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
