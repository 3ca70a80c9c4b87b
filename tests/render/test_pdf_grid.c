/* Tables in widths, heights and pages: two head rows, then a group of rows under a label that spans them. */
#include "base/text.h"
#include "render/page/page.h"
#include "render/page/table_layout.h"
#include "support/sample_report.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

enum { ROWS = 22, COLS = 3 };
static const double widths[COLS] = {1, 2, 1};
static const double SLIGHT = 0.001;

/* Rows 0 and 1 are heads. The other rows have labels in column 1, and each `group` rows share a label in column 0. */
static struct grid make_grid(struct arena *a, int group)
{
    struct grid g = {.n_rows = ROWS, .n_cols = COLS, .widths = widths};
    struct grid_row *rows = arena_alloc(a, ROWS * sizeof *rows);
    struct grid_cell *cells = arena_alloc(a, (size_t)ROWS * COLS * sizeof *cells);
    for (int r = 0; r < ROWS; r++) {
        rows[r] = (struct grid_row){r < 2, 0, 2};
        if (r < 2)
            cells[g.n_cells++] = (struct grid_cell){.row = r, .rowspan = 1, .colspan = COLS, .role = GRID_HEAD, .slot = -1};
        if (r >= 2 && (r - 2) % group == 0)
            cells[g.n_cells++] = (struct grid_cell){.row = r, .rowspan = group, .colspan = 1, .role = GRID_LABEL, .slot = -1};
        if (r >= 2)
            cells[g.n_cells++] = (struct grid_cell){.row = r, .col = 1, .rowspan = 1, .colspan = 2, .role = GRID_DATA, .slot = r};
    }
    g.rows = rows;
    g.cells = cells;
    return g;
}

static double *heights_of(struct arena *a, double height)
{
    double *heights = arena_alloc(a, ROWS * sizeof *heights);
    for (int r = 0; r < ROWS; r++) heights[r] = height;
    return heights;
}

/* Every row on one page and in order; every page but the first begins with the heads; no page overflows. */
static void assert_sound(const struct grid_part *parts, size_t n, double first_room, double room)
{
    int row = 0;
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(parts[i].first, row);
        assert_true(parts[i].height <= (i ? room : first_room) + SLIGHT);
        assert_int_equal(parts[i].head_count, row ? 2 : 0);
        assert_true(i == 0 || parts[i].count > 0);
        row += parts[i].count;
    }
    assert_int_equal(row, ROWS);
}

static void test_widths(void **state)
{
    (void)state;
    struct grid g = {.n_cols = COLS, .widths = widths};
    double out[COLS];
    grid_widths(&g, (double[]){10, 10, 10}, 100, out);
    assert_true(fabs(out[0] - 25) < SLIGHT && fabs(out[1] - 50) < SLIGHT);
    grid_widths(&g, (double[]){10, 10, 40}, 100, out);
    assert_true(fabs(out[2] - 40) < SLIGHT && fabs(out[0] + out[1] + out[2] - 100) < SLIGHT);
    assert_true(out[0] > 10 && out[1] > 10);
    grid_widths(&g, (double[]){90, 90, 90}, 100, out);                    /* not enough for all */
    assert_true(fabs(out[2] - 25) < SLIGHT);
}

static void test_heights(void **state)
{
    (void)state;
    struct arena a = {0};
    struct grid g = make_grid(&a, 4);
    double *needs = arena_alloc(&a, g.n_cells * sizeof *needs), heights[ROWS];
    for (size_t i = 0; i < g.n_cells; i++) needs[i] = g.cells[i].rowspan > 1 ? 60 : 10;
    grid_heights(&g, needs, heights);
    assert_true(fabs(heights[0] - 10) < SLIGHT);
    assert_true(fabs(heights[2] - 15) < SLIGHT && fabs(heights[5] - 15) < SLIGHT);      /* the label's 60 shared by four */
    arena_release(&a);
}

static void test_one_page(void **state)
{
    (void)state;
    struct arena a = {0};
    struct grid g = make_grid(&a, 4);
    struct grid_part *parts;
    assert_int_equal(grid_split(&g, heights_of(&a, 10), 220, 220, &a, &parts), 1);
    assert_sound(parts, 1, 220, 220);
    arena_release(&a);
}

static void test_heads_are_repeated(void **state)
{
    (void)state;
    struct arena a = {0};
    struct grid_part *parts;
    for (int group = 2; group <= 20; group += group < 5 ? 1 : 5) {
        if (20 % group) continue;
        struct grid g = make_grid(&a, group);
        for (double room = 60; room < 220; room += 5) {
            size_t n = grid_split(&g, heights_of(&a, 10), room, room, &a, &parts);
            assert_sound(parts, n, room, room);
        }
    }
    arena_release(&a);
}

static void test_too_little_room_to_begin(void **state)
{
    (void)state;
    struct arena a = {0};
    struct grid g = make_grid(&a, 4);
    struct grid_part *parts;
    size_t n = grid_split(&g, heights_of(&a, 10), 25, 220, &a, &parts);   /* only the heads would fit */
    assert_int_equal(n, 2);
    assert_int_equal(parts[0].count, 0);
    assert_int_equal(parts[1].count, ROWS);
    arena_release(&a);
}

static void test_no_row_left_alone(void **state)
{
    (void)state;
    struct arena a = {0};
    struct grid g = make_grid(&a, 5);
    struct grid_part *parts;
    grid_split(&g, heights_of(&a, 10), 80, 220, &a, &parts);              /* room for 8: row 7 would stand alone */
    assert_int_equal(parts[0].count, 7);
    grid_split(&g, heights_of(&a, 10), 60, 220, &a, &parts);              /* room for 6: row 6 would be left behind */
    assert_int_equal(parts[0].count, 5);
    arena_release(&a);
}

static void test_row_higher_than_a_page(void **state)
{
    (void)state;
    struct arena a = {0};
    struct grid g = make_grid(&a, 4);
    double *heights = heights_of(&a, 10);
    heights[7] = 500;
    struct grid_part *parts;
    size_t n = grid_split(&g, heights, 100, 100, &a, &parts);
    int rows = 0;
    for (size_t i = 0; i < n; i++) rows += parts[i].count;
    assert_int_equal(rows, ROWS);
    arena_release(&a);
}

/* ---- labels ---- */

static double advance(void *fonts, enum font_role role, uint32_t c, double size)
{
    (void)fonts, (void)role;
    return c == '-' ? 0.1 * size : size;
}

static void at(void *fonts, const char *place) { (void)fonts, (void)place; }

/* The first label of the sample's first table, `tenths` tenths of a character long, as it is laid out on an empty page. */
static struct cell_text lay_label(struct sample *s, struct arena *a, int tenths, double *size, double *width)
{
    const struct typesetter setter = {a, advance, at, NULL};
    struct grid *g = &s->form.tables[0].grid;
    size_t label = 0;
    while (g->cells[label].role != GRID_LABEL) label++;
    const char *words = g->cells[label].text;
    struct text t = {0};
    for (int i = 0; i < tenths / 10; i++) text_add(&t, "字");
    for (int i = 0; i < tenths % 10; i++) text_add_char(&t, '-');
    g->cells[label].text = text_get(&t);
    struct laid_table *laid = table_lay(&setter, &s->report->tables[0], "二", 0, 0);
    g->cells[label].text = words;
    text_release(&t);
    *size = laid->cells.size;
    *width = table_cells_inner_width(&laid->cells, label);
    return laid->cells.cells[label];
}

/* ---- a row that no page holds ---- */

/* A cell's lines over the pages: each once, in order, within the cell's rows there. */
static void assert_all_lines(const struct laid_table *t, size_t cell, const struct grid_part *parts, size_t n)
{
    const struct grid_cell *c = &t->grid->cells[cell];
    const struct cell_text *whole = &t->cells.cells[cell];
    size_t drawn = 0;
    for (size_t i = 0; i < n; i++) {
        int first = c->row > parts[i].first ? c->row : parts[i].first, end = parts[i].first + parts[i].count;
        if (end > c->row + c->rowspan) end = c->row + c->rowspan;
        if (end <= first) continue;
        struct cell_text here = table_cells_lines(whole, (size_t)(first - c->row), (size_t)(end - first));
        assert_true(here.height <= grid_sum(t->heights, first, end - first) + SLIGHT);
        for (size_t k = 0; k < here.text.n_lines; k++) assert_int_equal(here.text.lines[k].first, whole->text.lines[drawn++].first);
    }
    assert_int_equal(drawn, whole->text.n_lines);
}

/* Its lines stand on several pages, with the heads above them, wherever on its page the table begins; no page overflows. */
static void test_row_in_lines(void **state)
{
    (void)state;
    struct sample s;
    struct arena a = {0};
    const struct typesetter setter = {&a, advance, at, NULL};
    sample_init(&s);
    struct grid *g = &s.form.tables[0].grid;
    size_t label = 0;
    while (g->cells[label].role != GRID_LABEL || g->cells[label].rowspan > 1) label++;
    const char *words = g->cells[label].text;
    for (int length = 2500; length < 9000; length += 1700) {
        struct text t = {0};
        for (int i = 0; i < length; i++) text_add(&t, "字");
        g->cells[label].text = text_get(&t);
        for (double used = 0; used < AREA_HEIGHT; used += 97) {
            const struct laid_table *laid = table_lay(&setter, &s.report->tables[0], "二", used, 0);
            struct grid_part *parts;
            size_t n = grid_split(laid->grid, laid->heights, AREA_HEIGHT - used - TABLE_GAP, AREA_HEIGHT - TABLE_GAP, &a, &parts), row = 0;
            assert_true(n > 1 && laid->goes_on && laid->grid->n_cells == g->n_cells);
            for (size_t i = 0; i < n; row += (size_t)parts[i++].count) {
                const struct grid_row *first = &laid->grid->rows[parts[i].first];
                assert_true(parts[i].height <= AREA_HEIGHT - TABLE_GAP - (i ? 0 : used) + SLIGHT);
                assert_true(first->head || parts[i].head_count == first->head_count);
                assert_int_equal(parts[i].first, row);
            }
            assert_int_equal(row, laid->grid->n_rows);
            assert_all_lines(laid, label, parts, n);
        }
        g->cells[label].text = words;
        text_release(&t);
    }
    assert_null(table_lay(&setter, &s.report->tables[0], "二", 0, 0)->goes_on);
    sample_release(&s);
    arena_release(&a);
}

/* A note below a number is counted behind its lines; one beside it stands with the first. */
static void test_lines_of_a_note(void **state)
{
    (void)state;
    struct paragraph_line lines[3] = {{.first = 1}, {.first = 2}, {.first = 3}};
    struct cell_text c = {.type = {FONT_SONG, 10, 10}, .note_type = {FONT_SONG, 8, 8}, .text = {.lines = lines, .n_lines = 2}, .note = {.lines = lines, .n_lines = 3}};
    struct cell_text cut = table_cells_lines(&c, 1, 2);
    assert_true(cut.text.n_lines == 1 && cut.text.lines->first == 2 && cut.note.n_lines == 1 && cut.note.lines->first == 1);
    assert_true(fabs(cut.height - 18 * CELL_LEADING) < SLIGHT);
    cut = table_cells_lines(&c, 3, 9);
    assert_true(cut.text.n_lines == 0 && cut.note.n_lines == 2 && cut.note.lines->first == 2);
    c.beside = true;
    assert_int_equal(table_cells_lines(&c, 0, 1).note.n_lines, 3);
    assert_int_equal(table_cells_lines(&c, 1, 1).note.n_lines, 0);
}

/* A label that is a little too long for one line stands on one line all the same, half a point smaller; a longer one has two. */
static void test_label_one_character_too_long(void **state)
{
    (void)state;
    struct sample s;
    struct arena a = {0};
    double size, width;
    sample_init(&s);
    lay_label(&s, &a, 10, &size, &width);
    int fits = (int)(width / size * 10), smaller = (int)(width / (size - 0.5) * 10);
    assert_true(smaller > fits);
    struct cell_text one = lay_label(&s, &a, fits, &size, &width), over = lay_label(&s, &a, smaller, &size, &width), two = lay_label(&s, &a, smaller + 5, &size, &width);
    struct cell_text wider = lay_label(&s, &a, smaller + 2, &size, &width);
    assert_int_equal(one.text.n_lines, 1);
    assert_true(fabs(one.type.size - size) < SLIGHT);
    assert_int_equal(over.text.n_lines, 1);
    assert_true(fabs(over.type.size - (size - 0.5)) < SLIGHT && fabs(over.type.em - over.type.size) < SLIGHT);
    assert_int_equal(wider.text.n_lines, 1);           /* its column takes what is lacking from the others */
    assert_true(width / (size - 0.5) * 10 >= smaller + 2);
    assert_int_equal(two.text.n_lines, 2);
    assert_true(fabs(two.type.size - size) < SLIGHT);
    sample_release(&s);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_widths), cmocka_unit_test(test_heights), cmocka_unit_test(test_one_page),
        cmocka_unit_test(test_heads_are_repeated), cmocka_unit_test(test_too_little_room_to_begin),
        cmocka_unit_test(test_no_row_left_alone), cmocka_unit_test(test_row_higher_than_a_page),
        cmocka_unit_test(test_row_in_lines), cmocka_unit_test(test_lines_of_a_note),
        cmocka_unit_test(test_label_one_character_too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
