/* Grids from rules: whole ones and those that real papers have, with missing borders, pieces, double and half rules. */
#include "manuscript/pdf/grid.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 64 };
struct drawn { struct pdf_rule of[MOST]; size_t n; };

static void level(struct drawn *d, double y, double from, double to) { d->of[d->n++] = (struct pdf_rule){false, y, from, to}; }
static void upright(struct drawn *d, double x, double from, double to) { d->of[d->n++] = (struct pdf_rule){true, x, from, to}; }

/* Three columns of 60 and three rows of 20, from 100, 100. */
static void draw_plain(struct drawn *d)
{
    for (int i = 0; i <= 3; i++) {
        level(d, 100 + 20 * i, 100, 280);
        upright(d, 100 + 60 * i, 100, 160);
    }
}

static struct pdf_grid only(struct pdf_grids *all, const struct drawn *d)
{
    assert_true(pdf_grids_find(all, d->of, d->n));
    assert_int_equal(all->n, 1);
    return all->of[0];
}

static void assert_cell(const struct pdf_grid *g, double x, double y, int row, int col, int rows, int cols)
{
    int at = pdf_grid_at(g, x, y);
    assert_true(at >= 0);
    const struct pdf_grid_cell *c = &g->cells[at];
    assert_int_equal(c->row, row);
    assert_int_equal(c->col, col);
    assert_int_equal(c->rows, rows);
    assert_int_equal(c->cols, cols);
}

static void a_plain_grid(void **state)
{
    (void)state;
    struct drawn d = {0};
    struct pdf_grids all;
    draw_plain(&d);
    struct pdf_grid g = only(&all, &d);
    assert_int_equal(g.n_rows, 3);
    assert_int_equal(g.n_cols, 3);
    assert_int_equal(g.n, 9);
    assert_cell(&g, 130, 110, 0, 0, 1, 1);
    assert_cell(&g, 270, 150, 2, 2, 1, 1);
    assert_int_equal(pdf_grid_at(&g, 90, 110), -1);
    for (size_t i = 0; i < g.n; i++) assert_null(g.cells[i].unsure);
    pdf_grids_release(&all);
}

static void a_missing_rule_merges(void **state)
{
    (void)state;
    struct drawn d = {0};
    struct pdf_grids all;
    for (int i = 0; i <= 3; i += 3) level(&d, 100 + 20 * i, 100, 280), upright(&d, 100 + 60 * i, 100, 160);
    level(&d, 120, 160, 280);                          /* the first column is one cell of two rows */
    level(&d, 140, 100, 280);
    upright(&d, 160, 100, 160);
    upright(&d, 220, 120, 160);                        /* the first row's other cell has two columns */
    struct pdf_grid g = only(&all, &d);
    assert_cell(&g, 130, 130, 0, 0, 2, 1);
    assert_cell(&g, 250, 110, 0, 1, 1, 2);
    assert_cell(&g, 190, 130, 1, 1, 1, 1);
    assert_int_equal(g.n, 7);
    pdf_grids_release(&all);
}

static void pieces_are_whole_and_double_rules_one(void **state)
{
    (void)state;
    struct drawn d = {0};
    struct pdf_grids all;
    draw_plain(&d);
    d.n = 0;
    for (int i = 0; i <= 3; i++)
        for (int k = 0; k < 3; k++) {
            level(&d, 100 + 20 * i + 0.4 * k, 100 + 60 * k, 159 + 60 * k);        /* each cell's own border, a little off, with gaps */
            upright(&d, 100 + 60 * i, 100 + 20 * k, 119 + 20 * k);
            upright(&d, 102 + 60 * i, 100 + 20 * k, 119 + 20 * k);
        }
    struct pdf_grid g = only(&all, &d);
    assert_int_equal(g.n_rows, 3);
    assert_int_equal(g.n_cols, 3);
    assert_int_equal(g.n, 9);
    pdf_grids_release(&all);
}

static void missing_borders_are_closed(void **state)
{
    (void)state;
    struct drawn d = {0};
    struct pdf_grids all;
    for (int i = 0; i < 3; i++) level(&d, 100 + 20 * i, 100, 280);                /* no rule at the bottom … */
    for (int i = 1; i < 3; i++) upright(&d, 100 + 60 * i, 100, 160);              /* … and none at the sides */
    struct pdf_grid g = only(&all, &d);
    assert_int_equal(g.n_rows, 3);
    assert_int_equal(g.n_cols, 3);
    assert_cell(&g, 110, 155, 2, 0, 1, 1);
    pdf_grids_release(&all);
}

static void a_half_rule_is_no_answer(void **state)
{
    (void)state;
    struct drawn d = {0};
    struct pdf_grids all;
    draw_plain(&d);
    d.of[3] = (struct pdf_rule){true, 160, 100, 130};  /* the upright after the first column ends within the second row */
    assert_true(d.of[3].upright);
    struct pdf_grid g = only(&all, &d);
    const struct pdf_grid_cell *left = &g.cells[pdf_grid_at(&g, 130, 130)];
    assert_non_null(left->unsure);
    assert_null(g.cells[pdf_grid_at(&g, 130, 110)].unsure);
    pdf_grids_release(&all);
}

static void what_is_no_table(void **state)
{
    (void)state;
    struct drawn d = {0};
    struct pdf_grids all;
    level(&d, 100, 100, 280);                          /* an underline */
    level(&d, 300, 100, 280), level(&d, 400, 100, 280), upright(&d, 100, 300, 400), upright(&d, 280, 300, 400);   /* a box around a text */
    for (int i = 0; i < 6; i++) level(&d, 500 + i, 100 + 3 * i, 110 + 3 * i), upright(&d, 100 + i, 500, 508);     /* strokes of letters */
    assert_true(pdf_grids_find(&all, d.of, d.n));
    assert_int_equal(all.n, 0);
    pdf_grids_release(&all);
}

static void too_many_rules(void **state)
{
    (void)state;
    enum { MANY = PDF_GRID_RULES + 1 };
    static struct pdf_rule of[MANY];
    struct pdf_grids all;
    for (int i = 0; i < MANY; i++) of[i] = (struct pdf_rule){false, 2 * i, 0, 100};
    assert_false(pdf_grids_find(&all, of, MANY));
    pdf_grids_release(&all);
    for (int i = 0; i <= PDF_GRID_COLS + 1; i++) of[i] = (struct pdf_rule){true, 5 * i, 0, 100};
    of[PDF_GRID_COLS + 2] = (struct pdf_rule){false, 10, 0, 5 * PDF_GRID_COLS + 5};
    of[PDF_GRID_COLS + 3] = (struct pdf_rule){false, 90, 0, 5 * PDF_GRID_COLS + 5};
    assert_false(pdf_grids_find(&all, of, PDF_GRID_COLS + 4));
    pdf_grids_release(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_grid),           cmocka_unit_test(a_missing_rule_merges),    cmocka_unit_test(pieces_are_whole_and_double_rules_one),
        cmocka_unit_test(missing_borders_are_closed), cmocka_unit_test(a_half_rule_is_no_answer), cmocka_unit_test(what_is_no_table),
        cmocka_unit_test(too_many_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
