#include "render/page/table_layout.h"
#include "render/page/page.h"
#include <math.h>

/* Type and padding from comfortable to tight. In the pleasant ones a table may share its page with what comes before; one that
 * is divided need not be tight. */
struct table_grade { double size, padding; };
static const struct table_grade narrow[] = {{12, 6}, {12, 5}, {12, 4}, {11, 4}, {10.5, 4}, {10.5, 3}};
static const struct table_grade wide[] = {{10.5, 5}, {10.5, 4}, {10.5, 3}, {10, 3}, {10, 2.5}, {9.5, 2.5},
                                          {9, 2.5}, {9, 2}, {8.5, 2}, {8, 1.5}, {7.5, 1}};
enum { N_NARROW = sizeof narrow / sizeof *narrow, N_WIDE = sizeof wide / sizeof *wide };
enum { NARROW_COLUMNS = 6, PLEASANT_WIDE = 8, DIVIDED_WIDE = 6 };

static const double NOTE_SIZE = 10.5;

static bool is_narrow(const struct laid_table *t) { return t->grid->n_cols <= NARROW_COLUMNS && !t->cells.table->compact; }

static void lay_footnotes(const struct typesetter *setter, struct laid_table *t)
{
    const struct report_table *table = t->cells.table;
    t->footnote_type = (struct type){FONT_SONG, NOTE_SIZE, NOTE_SIZE};
    t->footnotes = arena_alloc(setter->arena, table->n_footnotes * sizeof *t->footnotes);
    for (size_t i = 0; i < table->n_footnotes; i++) {
        typeset_at(setter, arena_printf(setter->arena, "“%s”表下第%zu条注", t->cells.section, i + 1));
        t->footnotes[i] = typeset(setter, &t->footnote_type, table->footnotes[i], PARAGRAPH_JUSTIFIED, AREA_WIDTH, 0);
        t->footnotes_height += (double)t->footnotes[i].n_lines * FOOTNOTE_PITCH;
    }
    if (table->n_footnotes) t->footnotes_height += TABLE_GAP;
}

static double line_height(const struct type *type) { return type->size * CELL_LEADING; }

/* In how many lines a row is divided that no page holds, and how high they are; 1: a page holds it. */
static int lines_of(const struct laid_table *t, const struct grid *form, int row, double *height)
{
    static const double TOLERANCE = 0.01;
    double most = grid_row_room(form, t->heights, row, AREA_HEIGHT - TABLE_GAP);
    size_t lines = 1;
    *height = t->cells.size * CELL_LEADING;
    if (form->rows[row].head || t->heights[row] <= most + TOLERANCE) return 1;
    for (size_t i = 0; i < form->n_cells; i++) {
        const struct cell_text *c = &t->cells.cells[i];
        if (form->cells[i].row != row || form->cells[i].rowspan > 1) continue;
        size_t n = c->text.n_lines + (c->beside ? 0 : c->note.n_lines);
        if (n > lines) lines = n;
        *height = fmax(*height, fmax(line_height(&c->type), c->note.n_lines ? line_height(&c->note_type) : 0));
    }
    return (int)fmax((double)lines, ceil((t->heights[row] - 2 * t->padding) / *height));      /* the label of a group may need more than its rows */
}

/* Rows that no page holds become rows of one line each. */
static void divide_high_rows(const struct typesetter *setter, struct laid_table *t, const struct grid *form)
{
    struct arena *a = setter->arena;
    int *lines = arena_alloc(a, (size_t)form->n_rows * sizeof *lines), k = 0;
    double *each = arena_alloc(a, (size_t)form->n_rows * sizeof *each);
    bool any = false;
    for (int r = 0; r < form->n_rows; r++) any = (lines[r] = lines_of(t, form, r, &each[r])) > 1 || any;
    if (!any) return;
    struct grid *grid = arena_alloc(a, sizeof *grid);
    *grid = grid_in_lines(form, lines, a);
    double *heights = arena_alloc(a, (size_t)grid->n_rows * sizeof *heights);
    bool *goes_on = arena_alloc(a, (size_t)grid->n_rows * sizeof *goes_on);
    for (int r = 0; r < form->n_rows; r++)
        for (int i = 0; i < lines[r]; i++, k++) {
            goes_on[k] = i > 0;
            heights[k] = lines[r] == 1 ? t->heights[r] : each[r] + (i == 0 || i == lines[r] - 1 ? t->padding : 0);
        }
    t->grid = grid;
    t->heights = heights;
    t->goes_on = goes_on;
}

/* Measures the table in this grade; returns its height with everything below it. */
static double lay(const struct typesetter *setter, struct laid_table *t, const struct table_grade *grade)
{
    const struct grid *form = &t->cells.table->form->grid;
    double *needs = arena_alloc(setter->arena, form->n_cells * sizeof *needs);
    t->grid = form;
    t->heights = arena_alloc(setter->arena, (size_t)form->n_rows * sizeof *t->heights);
    t->goes_on = NULL;
    t->padding = grade->padding;
    if (t->cells.size != grade->size) table_cells_lay(setter, &t->cells, grade->size);
    for (size_t i = 0; i < form->n_cells; i++) {
        const struct cell_text *c = &t->cells.cells[i];
        double line = form->cells[i].rowspan == 1 ? grade->size * CELL_LEADING : 0;    /* an empty row has room for one line */
        needs[i] = (c->height > line ? c->height : line) + 2 * grade->padding;
    }
    grid_heights(form, needs, t->heights);
    divide_high_rows(setter, t, form);
    return grid_sum(t->heights, 0, t->grid->n_rows) + 2 * TABLE_GAP + t->footnotes_height;
}

/* In an even table no column should be set smaller than the others. */
static bool is_shrunk(const struct laid_table *t)
{
    for (int c = 0; t->cells.table->even && c < t->grid->n_cols; c++)
        if (t->cells.columns[c].number < t->cells.size) return true;
    return false;
}

static bool lay_to_fit(const struct typesetter *setter, struct laid_table *t, const struct table_grade *grades, size_t n, double room)
{
    for (size_t i = 0; i < n; i++) {
        double height = lay(setter, t, &grades[i]);
        if (height <= room && (i + 1 == n || !is_shrunk(t))) return true;
    }
    return false;
}

/* The first grade from `i` on in which an even table has its numbers in the size of its words. */
static void lay_even(const struct typesetter *setter, struct laid_table *t, const struct table_grade *grades, size_t i, size_t n)
{
    while (lay(setter, t, &grades[i]), i + 1 < n && is_shrunk(t)) i++;
}

/* Whether rows fit into the room, with their heads. */
static bool begins_within(const struct typesetter *setter, const struct laid_table *t, double room)
{
    struct grid_part *parts;
    return grid_split(t->grid, t->heights, room, AREA_HEIGHT - TABLE_GAP, setter->arena, &parts) && parts[0].count;
}

/* A compact table of many rows is divided rather than that a quarter of a page stays empty, one of few but high rows at two fifths. */
static bool divides_well(const struct typesetter *setter, struct laid_table *t, const struct table_grade *grades, size_t n, double used, double lead)
{
    enum { MANY_ROWS = 14 };
    double room = AREA_HEIGHT - used - lead - TABLE_GAP;
    if (!t->cells.table->compact || room < AREA_HEIGHT * (t->grid->n_rows < MANY_ROWS ? 0.4 : 0.25)) return false;
    lay_even(setter, t, grades, 0, n);
    return begins_within(setter, t, room);
}

struct laid_table *table_lay(const struct typesetter *setter, const struct report_table *table, const char *section, double used, double lead)
{
    struct laid_table *t = arena_alloc(setter->arena, sizeof *t);
    t->cells.table = table;
    t->cells.section = section;
    t->grid = &table->form->grid;
    lay_footnotes(setter, t);
    const struct table_grade *grades = is_narrow(t) ? narrow : wide;
    size_t n = is_narrow(t) ? N_NARROW : N_WIDE, pleasant = is_narrow(t) ? N_NARROW : PLEASANT_WIDE;
    if (lay_to_fit(setter, t, grades, pleasant, AREA_HEIGHT - used - lead)) return t;
    if (divides_well(setter, t, grades, n, used, lead)) return t;
    t->wants_page = used > 0;
    if (lay_to_fit(setter, t, grades, n, AREA_HEIGHT - lead)) return t;
    lay_even(setter, t, grades, is_narrow(t) ? 0 : DIVIDED_WIDE, n);
    t->wants_page = used > 0 && (AREA_HEIGHT - used < AREA_HEIGHT / 3 || !begins_within(setter, t, AREA_HEIGHT - used - lead - TABLE_GAP));
    return t;
}
