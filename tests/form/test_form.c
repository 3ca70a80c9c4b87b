/* The forms of report_templates/ agree with the official ones: their grids, sums, sections, identities and queries. */
#include "form_fixture.h"
#include "form/form_inside.h"

/* ---- the forms of report_templates/ ---- */

/* The grid as text: place, spans, role, and the label or the cell's address. */
static void dump(const struct form *f, struct text *t)
{
    static const char *const roles[] = {"caption", "corner", "head", "label", "data"};
    for (size_t i = 0; i < f->n_sections; i++) text_printf(t, "section %s %s\n", f->sections[i].id, f->sections[i].heading);
    for (size_t i = 0; i < f->n_tables; i++) {
        const struct form_table *table = &f->tables[i];
        const struct grid *g = &table->grid;
        text_printf(t, "table %s: %d x %d\n", table->id, g->n_rows, g->n_cols);
        for (size_t k = 0; k < g->n_cells; k++) {
            const struct grid_cell *c = &g->cells[k];
            text_printf(t, "%d,%d %dx%d %s %s\n", c->row, c->col, c->rowspan, c->colspan, roles[c->role],
                        c->slot >= 0 ? table->slots[c->slot].address : c->text);
        }
    }
}

static void expect_grid(const char *dir, const char *golden)
{
    struct form *f = load(dir);
    struct text t = {0};
    dump(f, &t);
    char *expected = read_all(golden);
    assert_string_equal(text_get(&t), expected);
    free(expected);
    text_release(&t);
    form_free(f);
}

static void the_grids_are_the_official_ones(void **state)
{
    (void)state;
    expect_grid(TEMPLATES "/2021", FIXTURES "/grid_2021.txt");
    expect_grid(TEMPLATES "/2019", FIXTURES "/grid_2019.txt");
    expect_grid(FIXTURES "/before2019", FIXTURES "/grid_before2019.txt");
}

static void grids_and_sums_are_whole(void **state)
{
    (void)state;
    static const char *const dirs[] = {TEMPLATES "/2021", TEMPLATES "/2019", FIXTURES "/before2019"};
    for (size_t i = 0; i < 3; i++) {
        struct form *f = load(dirs[i]);
        for (size_t t = 0; t < f->n_tables; t++) {
            check_grid(&f->tables[t]);
            check_sums(&f->tables[t]);
        }
        form_free(f);
    }
}

static void cells_are_found_by_address(void **state)
{
    (void)state;
    struct form *f = load(TEMPLATES "/2021");
    const struct form_table *t = NULL;
    int slot = -1;
    assert_int_equal(f->n_tables, 3);
    assert_int_equal(form_table(f, "proactive")->n_slots, 10);
    assert_int_equal(form_table(f, "requests")->n_slots, 175);
    assert_int_equal(form_table(f, "review")->n_slots, 15);
    assert_true(form_address(f, "requests/3.4/enterprise", &t, &slot));
    assert_string_equal(t->id, "requests");
    assert_string_equal(t->slots[slot].row_label, "4.保护第三方合法权益");
    assert_string_equal(t->slots[slot].col_label, "商业企业");
    assert_int_equal(t->slots[slot].n_terms, 0);
    assert_true(form_address(f, "review/direct_suit/upheld", &t, &slot));
    assert_string_equal(t->slots[slot].row_label, "未经复议直接起诉");
    for (size_t i = 0; i < f->n_tables; i++)
        for (size_t k = 0; k < f->tables[i].n_slots; k++) {
            const struct form_slot *s = &f->tables[i].slots[k];
            assert_int_equal(form_slot(&f->tables[i], s->row, s->col), (int)k);
            assert_true(form_address(f, s->address, &t, &slot));
            assert_ptr_equal(t, &f->tables[i]);
            assert_int_equal(slot, (int)k);
        }
    assert_false(form_address(f, "request/3.4/enterprise", &t, &slot));
    assert_false(form_address(f, "requests/3/enterprise", &t, &slot));
    assert_false(form_address(f, "requests/3.4/enterpris", &t, &slot));
    assert_false(form_address(f, "requests/3.4/enterprise/", &t, &slot));
    assert_false(form_address(f, "requests/3.9/enterprise", &t, &slot));
    assert_false(form_address(f, "requests/3.4", &t, &slot));
    assert_false(form_address(f, "", &t, &slot));
    t = form_table(f, "proactive");
    assert_int_equal(t->slots[form_slot(t, "fees", "amount")].type, CELL_DECIMAL);
    assert_int_equal(t->slots[form_slot(t, "rules", "made")].type, CELL_COUNT);
    assert_int_equal(form_slot(t, "rules", "decisions"), -1);
    assert_null(form_table(f, "nothing"));
    form_free(f);
}

static void totals_are_the_sums_of_the_form(void **state)
{
    (void)state;
    struct form *f = load(TEMPLATES "/2021"), *old = load(TEMPLATES "/2019");
    const struct form_table *t = form_table(f, "requests"), *review = form_table(f, "review");
    assert_int_equal(t->n_sums, 24 + 7);
    assert_int_equal(t->slots[form_slot(t, "new", "total")].n_terms, 6);
    assert_int_equal(t->slots[form_slot(t, "closed", "enterprise")].n_terms, 21);
    /* Where two sums cross, the sum of the row counts: (七)总计 of the 总计 column adds up the leaves' totals. */
    const struct form_slot *corner = &t->slots[form_slot(t, "closed", "total")];
    assert_int_equal(corner->n_terms, 21);
    assert_int_equal(corner->terms[0], form_slot(t, "1", "total"));
    assert_int_equal(review->n_sums, 3);
    assert_int_equal(review->slots[form_slot(review, "reconsideration", "total")].n_terms, 4);
    t = form_table(old, "requests");
    assert_int_equal(t->n_slots, 23 * 7);
    assert_int_equal(t->slots[form_slot(t, "closed", "total")].n_terms, 19);
    form_free(f);
    form_free(old);
}

static void sections_and_identities_are_read(void **state)
{
    (void)state;
    struct form *f = load(TEMPLATES "/2021");
    assert_int_equal(f->first_year, 2021);
    assert_int_equal(f->last_year, 0);
    assert_int_equal(f->n_sections, 6);
    assert_true(f->sections[0].invented);
    assert_int_equal(f->sections[0].n_defaults, 5);
    assert_string_equal(f->sections[0].defaults[1].heading, "（二）依申请公开");
    assert_ptr_equal(f->sections[2].table, form_table(f, "requests"));
    assert_false(f->sections[4].invented);
    assert_string_equal(f->sections[5].always_word, "信息处理费");
    assert_non_null(f->sections[5].always.query);
    assert_int_equal(f->n_identities, 4);
    assert_string_equal(f->identities[0].id, "I1");
    assert_string_equal(f->identities[0].check, "D01");
    assert_string_equal(f->identities[0].standing, "official");
    assert_false(f->identities[0].by_row);
    assert_int_equal(f->identities[1].n_left, 21);
    assert_true(f->identities[2].by_row);
    assert_string_equal(f->identities[3].table->id, "review");
    form_free(f);
}

/* The line of a query is the one on which its SQL begins, so that a fault in it can be named. */
static void queries_know_their_lines(void **state)
{
    (void)state;
    struct form *f = load(TEMPLATES "/2021");
    char *s = read_all(TEMPLATES "/2021/form.yaml"), *at = strstr(s, "  SELECT name || :year");
    int line = 1;
    for (const char *p = s; p < at; p++) line += *p == '\n';
    assert_int_equal(f->title_line, line);
    assert_int_equal(strncmp(f->title_query, "SELECT name || :year", 20), 0);
    assert_int_equal(form_table(f, "requests")->query_line, 1);
    free(s);
    form_free(f);
}

static void equal_labels_need_the_row_above(void **state)
{
    (void)state;
    struct form *f = load(TEMPLATES "/2014");
    const struct form_table *t = form_table(f, "annex");
    const struct form_slot *other = NULL;
    assert_null(form_twins(t, &other));
    struct label_node *node = (struct label_node *)t->slots[form_slot(t, "suits_other", "amount")].row_node;
    assert_string_equal(node->under, "suits");
    node->under = NULL;
    assert_string_equal(form_twins(t, &other)->row, "review_other");
    assert_string_equal(other->row, "suits_other");
    form_free(f);
}

static void what_may_be_empty_is_known(void **state)
{
    (void)state;
    struct form *f = load(TEMPLATES "/2014");
    const struct form_table *t = form_table(f, "annex");
    static const struct { const char *row; bool may_be_empty; } rows[] = {
        {"offices", true}, {"staff", true}, {"website", true}, {"received", false}, {"refused", false}, {"fees", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(t->slots[form_slot(t, rows[i].row, "amount")].may_be_empty, rows[i].may_be_empty);
    for (size_t i = 0; i < f->n_identities; i++) {
        const struct form_identity *e = &f->identities[i];
        assert_true(form_holds(e, 0));
        assert_false(form_holds(e, 1));
        assert_int_equal(form_holds(e, -1), e->at_most);
    }
    form_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_grids_are_the_official_ones), cmocka_unit_test(grids_and_sums_are_whole),
        cmocka_unit_test(cells_are_found_by_address), cmocka_unit_test(totals_are_the_sums_of_the_form),
        cmocka_unit_test(sections_and_identities_are_read), cmocka_unit_test(queries_know_their_lines),
        cmocka_unit_test(equal_labels_need_the_row_above), cmocka_unit_test(what_may_be_empty_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
