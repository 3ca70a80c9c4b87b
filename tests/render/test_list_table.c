/* A list as a table; the axis of charts and the space between their labels. */
#include "documents/axis.h"
#include "render/page/list_table.h"
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
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_list_becomes_a_table), cmocka_unit_test(axes_and_labels)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
