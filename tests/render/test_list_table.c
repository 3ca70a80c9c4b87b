/* A list as a table; the axis of charts and the space between their labels. */
#include "documents/axis.h"
#include "render/page/list_table.h"
#include "render/page/page.h"
#include "render/page/table_layout.h"
#include "render/places.h"
#include "support/toy_document.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

enum { COLUMNS = 5, ROWS = 6 };                        /* of the list */

static void a_list_becomes_a_table(void **state)
{
    (void)state;
    struct document d;
    document_init(&d, &(struct document_facts){.title = "样本", .stamp = ""});
    const struct report_table *t = list_table(&d.arena, toy_list(&d, true), "toy");
    const struct grid *g = &t->form->grid;
    assert_int_equal(g->n_rows, 2 + ROWS);
    assert_int_equal(g->n_cols, COLUMNS);
    assert_int_equal(g->n_cells, 5 + ROWS * COLUMNS - ROWS / 2);
    const struct grid_cell *head = &g->cells[0], *group = &g->cells[5];
    assert_true(head->rowspan == 2 && head->colspan == 2 && head->role == GRID_HEAD);
    assert_true(group->rowspan == 2 && group->colspan == 1 && group->role == GRID_LABEL && !strcmp(group->text, "组0"));
    assert_true(g->rows[1].head && !g->rows[2].head && g->rows[2].head_count == 2);
    const struct cell *first = &t->cells[0];           /* numbers are cells, texts are labels */
    assert_string_equal(first->text, "1/7份");
    assert_string_equal(first->note, "共7件");
    assert_string_equal(t->form->slots[0].row_label, "机关<0>");
    assert_int_equal(t->form->n_slots, 2 * ROWS);
    assert_int_equal(t->n_footnotes, 1);
    document_release(&d);
}

/* ---- types ---- */

static double advance(void *fonts, enum font_role role, uint32_t c, double size)
{
    (void)fonts, (void)role;
    return c < 0x2E80 ? size / 2 : size;
}

static void at(void *fonts, const char *place) { (void)fonts, (void)place; }

static void fill_wide(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    (void)scratch;
    items[0] = item_text(row ? "名称很长很长很长的一个机关" : "甲");
    for (int c = 1; c < list->n_columns; c++) {
        items[c] = (struct item){.type = ITEM_SHARE, .text = row == 1 ? "100.00%" : "5.00%", .note = row == 2 ? "12345/123456" : "1/2"};
        if (row == 3) items[c].note = NULL;
    }
}

/* However narrow: in a column all numbers, all notes and all labels have one size; a fraction stands on one line. */
static void a_column_has_one_type(void **state)
{
    (void)state;
    enum { MOST = 14 };
    struct list_column wide[MOST] = {{.id = "name", .label = "机关", .type = ITEM_TEXT, .share = 2, .heads_row = true}};
    for (int c = 1; c < MOST; c++) wide[c] = (struct list_column){.id = "share", .label = "比率", .type = ITEM_SHARE, .share = 1};
    for (int n = 2; n <= MOST; n++)
        for (int compact = 0; compact < 2; compact++) {
            struct document d;
            document_init(&d, &(struct document_facts){.title = "样本", .stamp = ""});
            struct list *list = document_list(&d, "wide", wide, n);
            list->n_rows = 5;
            list->fill = fill_wide;
            list->compact = compact;
            const struct typesetter setter = {&d.arena, advance, at, NULL, false};
            const struct laid_table *t = table_lay(&setter, list_table(&d.arena, list, "wide"), "表", 0, 0);
            const struct cell_text *firsts[MOST] = {0}, *noted[MOST] = {0};
            for (size_t i = 0; i < t->grid->n_cells; i++) {
                const struct cell_text *c = &t->cells.cells[i];
                int col = t->grid->cells[i].col;
                if (t->grid->cells[i].role == GRID_HEAD) continue;
                if (!firsts[col]) firsts[col] = c;
                assert_true(c->type.size == firsts[col]->type.size);
                assert_true(col == 0 || c->text.n_lines == 1);
                if (!c->note.n_lines) continue;
                if (!noted[col]) noted[col] = c;
                assert_true(c->note.n_lines == 1 && c->note_type.size == noted[col]->note_type.size && c->beside == noted[col]->beside);
            }
            document_release(&d);
        }
}

static void fill_high(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    (void)list, (void)scratch;
    items[0] = item_text(row % 2 ? "甲" : "乙");
    items[1] = item_text("这一行的话很长，要占许多行，所以几行就是一页。这一行的话很长，要占许多行，所以几行就是一页。这一行的话很长，要占许多行，所以几行就是一页。");
}

/* Below a short beginning, few but high rows begin on the same page; where less than two fifths of it is left they stay together. */
static void high_rows_leave_no_page_empty(void **state)
{
    (void)state;
    static const struct list_column columns[] = {{.id = "name", .label = "机关", .type = ITEM_TEXT, .share = 2}, {.id = "why", .label = "为什么", .type = ITEM_TEXT, .share = 1}};
    struct document d;
    document_init(&d, &(struct document_facts){.title = "样本", .stamp = ""});
    struct list *list = document_list(&d, "high", columns, 2);
    list->n_rows = 6;
    list->fill = fill_high;
    list->compact = true;
    const struct typesetter setter = {&d.arena, advance, at, NULL, false};
    assert_false(table_lay(&setter, list_table(&d.arena, list, "high"), "表", AREA_HEIGHT * 0.3, 0)->wants_page);
    assert_true(table_lay(&setter, list_table(&d.arena, list, "high"), "表", AREA_HEIGHT * 0.7, 0)->wants_page);
    document_release(&d);
}

static void axes_and_labels(void **state)
{
    (void)state;
    char words[AXIS_WORDS];
    static const struct { int most, steps, top, step; } cases[] = {{0, 5, 1000, 200}, {-1, 4, 1000, 500}, {1, 5, 20, 20}, {100, 5, 100, 20}, {101, 5, 150, 50}, {5000, 5, 5000, 1000},
                                                                      {5001, 5, 6000, 2000}, {6050, 8, 7000, 1000}, {6667, 4, 8000, 2000}, {10000, 8, 10000, 2000}, {10000, 4, 10000, 5000},
                                                                      {10000, 1, 10000, 10000}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct axis a = axis_up_to(cases[i].most, cases[i].steps);
        assert_int_equal(a.top, cases[i].top);
        assert_int_equal(a.step, cases[i].step);
    }
    assert_string_equal(axis_words(&(struct axis){100, 50}, 50, words), "0.50%");
    assert_string_equal(axis_words(&(struct axis){6000, 2000}, 4000, words), "40%");
    int places[] = {50, 10, 12, 95, 99};
    places_apart(places, 5, 10, 100);
    assert_int_equal(places[1], 10);
    assert_int_equal(places[2], 20);
    assert_int_equal(places[0], 50);
    assert_int_equal(places[3], 90);
    assert_int_equal(places[4], 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_list_becomes_a_table), cmocka_unit_test(a_column_has_one_type), cmocka_unit_test(high_rows_leave_no_page_empty), cmocka_unit_test(axes_and_labels)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
