#include "render/page/table_layout.h"
#include "render/page/page.h"
#include <math.h>
#include <string.h>

/* Of the type's size: the inset and the size of a note. In points: what no eye sees, the smallest note that can be read, and the smallest label. */
static const double ROUNDING = 0.1, INSET = 0.22, NOTE = 0.8, LEAST_NOTE = 6.5, LEAST_TYPE = 4, HALF_A_POINT = 0.5;

/* Characters: a line of a group's label holds at least so many, so that （续） is not broken; a head of so many is not broken (自然人); in a compact table a line
 * of a row's name holds so many. */
enum { GROUP_LABEL = 3, SHORT_HEAD = 3, COMPACT_LABEL = 6 };

static const struct grid *grid_of(const struct table_cells *t) { return &t->table->form->grid; }

static const struct cell *value_of(const struct table_cells *t, const struct grid_cell *g)
{
    return g->slot >= 0 ? &t->table->cells[g->slot] : NULL;
}

static const char *words_of(const struct table_cells *t, const struct grid_cell *g)
{
    const struct cell *value = value_of(t, g);
    const char *words = value ? value->text : g->text;
    return words ? words : "";
}

/* Heads and captions are set in 黑体, labels and numbers in 宋体. */
static enum font_role role_of(const struct grid_cell *g)
{
    return g->role == GRID_LABEL || g->role == GRID_DATA ? FONT_SONG : FONT_HEI;
}

static bool has_label_tree(const struct grid *g)
{
    for (size_t i = 0; i < g->n_cells; i++)
        if (g->cells[i].role == GRID_LABEL && g->cells[i].col > 0) return true;
    return false;
}

/* Labels in more than one column begin at their left edge; those of a single column are centred, as are heads, numbers and units. */
static enum paragraph_fit fit_of(const struct grid *grid, const struct grid_cell *g)
{
    return g->role == GRID_LABEL && !g->word && g->rowspan == 1 && has_label_tree(grid) ? PARAGRAPH_LEFT : PARAGRAPH_BALANCED;
}

static double inner_width(const struct table_cells *t, const struct grid_cell *g)
{
    double width = 0;
    for (int c = g->col; c < g->col + g->colspan; c++) width += t->widths[c];
    return width - 2 * t->inset;
}

static void set_height(struct cell_text *c)
{
    c->height = (double)c->text.n_lines * c->type.size * CELL_LEADING;
    if (c->note.n_lines && !c->beside) c->height += (double)c->note.n_lines * c->note_type.size * CELL_LEADING;
}

static size_t fewer(size_t a, size_t b) { return a < b ? a : b; }

static void cut_lines(struct paragraph *p, size_t first, size_t n)
{
    p->lines += first;
    p->n_lines = n;
}

struct cell_text table_cells_lines(const struct cell_text *cell, size_t first, size_t n)
{
    struct cell_text c = *cell;
    size_t skip = fewer(first, c.text.n_lines), own = fewer(n, c.text.n_lines - skip);
    cut_lines(&c.text, skip, own);
    if (c.beside) {
        if (first || !n) c.note.n_lines = 0;
    } else {
        skip = fewer(first - skip, c.note.n_lines);
        cut_lines(&c.note, skip, fewer(n - own, c.note.n_lines - skip));
    }
    set_height(&c);
    return c;
}

static struct type type_of(const struct grid_cell *g, double size)
{
    return (struct type){role_of(g), size, size};
}

/* A number is never broken: where it is wider than its cell, or than another of its column, it is set smaller. */
static void lay_number(const struct typesetter *setter, struct cell_text *c, const struct column_sizes *column, const char *words, double width)
{
    if (column) c->type.size = c->type.em = column->number;
    double natural = typeset_natural(setter, &c->type, words);
    if (natural > width) c->type.size = c->type.em = c->type.size * width / natural;
    c->text = typeset(setter, &c->type, words, PARAGRAPH_BALANCED, width + 1, 0);
}

const char *table_note(struct arena *a, const char *note)
{
    size_t n = strlen(note), mark = strlen("（");
    bool bracketed = n > 2 * mark && !strncmp(note, "（", mark) && !strcmp(note + n - mark, "）");
    return bracketed ? note : arena_printf(a, "（%s）", note);
}

/* 41/60 and the like is never broken. */
static bool is_number(const char *note) { return note[strspn(note, "0123456789./%")] == 0; }

/* A note that is a little wider than its cell is set smaller, so that none is broken for one character. */
static void lay_note(const struct typesetter *setter, struct cell_text *c, const struct column_sizes *column, const char *note, double width)
{
    double size = column ? column->note : fmax(c->type.size * NOTE, LEAST_NOTE);
    const char *words = table_note(setter->arena, note);
    c->note_type = (struct type){FONT_SONG, size, size};
    double fitting = size * width / typeset_natural(setter, &c->note_type, words);
    if (!column && fitting < size && fitting >= LEAST_NOTE) c->note_type.size = c->note_type.em = fitting;
    c->note = typeset(setter, &c->note_type, words, PARAGRAPH_BALANCED, column ? width + 1 : width, 0);
    c->beside = c->note.n_lines == 1 && (column ? !column->below : paragraph_width(&c->text) + paragraph_width(&c->note) <= width);
}

static void say_place(const struct typesetter *setter, const struct table_cells *t, size_t i)
{
    const struct grid_cell *g = &grid_of(t)->cells[i];
    const char *label = value_of(t, g) ? t->table->form->slots[g->slot].row_label : g->text;
    if (!t->places[i]) t->places[i] = arena_printf(setter->arena, "“%s”的表中“%s”", t->section, label ? label : "");
    typeset_at(setter, t->places[i]);
}

/* A label that needs one line less half a point smaller is set so; one that is centred only where it then stands on one line. */
static void lay_label(const struct typesetter *setter, const struct table_cells *t, const struct grid_cell *g, struct cell_text *c, double width)
{
    const char *words = words_of(t, g);
    c->text = typeset(setter, &c->type, words, c->fit, width, 0);
    if (t->table->even || g->role != GRID_LABEL || t->size - HALF_A_POINT < LEAST_TYPE || c->text.n_lines < 2 || (c->fit != PARAGRAPH_LEFT && c->text.n_lines > 2)) return;
    const struct type smaller = type_of(g, t->size - HALF_A_POINT);
    struct paragraph shorter = typeset(setter, &smaller, words, c->fit, width, 0);
    if (shorter.n_lines == c->text.n_lines) return;
    c->type = smaller;
    c->text = shorter;
}

static void lay_cell(const struct typesetter *setter, struct table_cells *t, size_t i)
{
    const struct grid_cell *g = &grid_of(t)->cells[i];
    const struct cell *value = value_of(t, g);
    struct cell_text *c = &t->cells[i];
    double width = inner_width(t, g);
    say_place(setter, t, i);
    *c = (struct cell_text){.type = type_of(g, t->size), .fit = value ? PARAGRAPH_BALANCED : fit_of(grid_of(t), g)};
    const struct column_sizes *column = t->table->even ? &t->columns[g->col] : NULL;
    if (value) lay_number(setter, c, column, words_of(t, g), width);
    else lay_label(setter, t, g, c, width);
    if (value && value->note) lay_note(setter, c, column, value->note, width);
    set_height(c);
}

/* In an even table: the size that the widest number of a column needs, and the widest note; notes stand beside numbers in all rows or in
 * none. */
static void size_columns(const struct typesetter *setter, struct table_cells *t)
{
    const struct grid *grid = grid_of(t);
    for (int c = 0; c < grid->n_cols; c++) t->columns[c] = (struct column_sizes){t->size, fmax(t->size * NOTE, LEAST_NOTE), false};
    for (size_t i = 0; i < grid->n_cells; i++) {
        const struct grid_cell *g = &grid->cells[i];
        const struct cell *value = value_of(t, g);
        if (!value) continue;
        struct column_sizes *column = &t->columns[g->col];
        struct type type = type_of(g, t->size), note = {FONT_SONG, column->note, column->note};
        double width = inner_width(t, g), natural = typeset_natural(setter, &type, words_of(t, g));
        if (natural > width + ROUNDING) column->number = fmin(column->number, t->size * width / natural);
        if (!value->note) continue;
        double said = typeset_natural(setter, &note, table_note(setter->arena, value->note)), fitting = column->note * width / said;
        if (fitting < column->note && (fitting >= LEAST_NOTE || is_number(value->note))) column->note = fitting;
        if (natural + said > width + ROUNDING) column->below = true;
    }
}

/* What a column must have: its widest number, a short head, or two characters of its labels. */
static double *least_widths(const struct typesetter *setter, struct table_cells *t)
{
    const struct grid *grid = grid_of(t);
    double *least = arena_alloc(setter->arena, (size_t)grid->n_cols * sizeof *least);
    const int named = has_label_tree(grid);            /* the column whose labels name the rows, where others stand before it */
    for (int c = 0; c < grid->n_cols; c++) least[c] = 2 * t->size + 2 * t->inset;
    for (size_t i = 0; i < grid->n_cells; i++) {
        const struct grid_cell *g = &grid->cells[i];
        if (g->colspan > 1) continue;
        if (g->role == GRID_LABEL && g->rowspan > 1) least[g->col] = fmax(least[g->col], GROUP_LABEL * t->size + 2 * t->inset);
        say_place(setter, t, i);
        struct type type = type_of(g, t->size);
        double width = typeset_natural(setter, &type, words_of(t, g));
        bool whole = value_of(t, g) || (g->role == GRID_HEAD && width < (SHORT_HEAD + 0.5) * t->size);
        const struct cell *value = value_of(t, g);
        if (t->table->even && value && value->note && is_number(value->note)) {
            struct type note = {FONT_SONG, LEAST_NOTE, LEAST_NOTE};
            least[g->col] = fmax(least[g->col], typeset_natural(setter, &note, table_note(setter->arena, value->note)) + 2 * t->inset);
        }
        int fits = !t->table->compact ? 0 : g->role == GRID_HEAD ? SHORT_HEAD : g->role == GRID_LABEL && g->col == named ? COMPACT_LABEL : 0;
        if (fits) least[g->col] = fmax(least[g->col], fmin(width, fits * t->size) + 2 * t->inset);
        if (whole) least[g->col] = fmax(least[g->col], width + 2 * t->inset);
    }
    return least;
}

/* Asks a little more for a column whose labels are still too long half a point smaller: columns of numbers have room to spare. */
static void ask_for_labels(const struct typesetter *setter, const struct table_cells *t, double *least)
{
    const double little = t->table->even ? 1.5 : 0.3;  /* of a character */
    for (size_t i = 0; i < grid_of(t)->n_cells; i++) {
        const struct grid_cell *g = &grid_of(t)->cells[i];
        if (g->role != GRID_LABEL || g->colspan > 1 || g->rowspan > 1) continue;
        say_place(setter, t, i);
        const struct type smaller = type_of(g, t->table->even ? t->size : t->size - HALF_A_POINT);
        double wants = typeset_natural(setter, &smaller, words_of(t, g)) + 2 * t->inset + ROUNDING;
        if (wants > t->widths[g->col] && wants < t->widths[g->col] + little * smaller.size) least[g->col] = fmax(least[g->col], wants);
    }
}

void table_cells_lay(const struct typesetter *setter, struct table_cells *t, double size)
{
    const struct grid *grid = grid_of(t);
    t->size = size;
    t->inset = size * INSET;
    if (!t->cells) {
        t->cells = arena_alloc(setter->arena, grid->n_cells * sizeof *t->cells);
        t->places = arena_alloc(setter->arena, grid->n_cells * sizeof *t->places);
        t->widths = arena_alloc(setter->arena, (size_t)grid->n_cols * sizeof *t->widths);
        t->columns = arena_alloc(setter->arena, (size_t)grid->n_cols * sizeof *t->columns);
    }
    double *least = least_widths(setter, t);
    grid_widths(grid, least, AREA_WIDTH, t->widths);
    ask_for_labels(setter, t, least);
    grid_widths(grid, least, AREA_WIDTH, t->widths);
    if (t->table->even) size_columns(setter, t);
    for (size_t i = 0; i < grid->n_cells; i++) lay_cell(setter, t, i);
}

/* Sets a label smaller until it fits the height. */
static struct cell_text lay_within(const struct typesetter *setter, const struct table_cells *t, size_t i, const char *words, double height)
{
    const struct grid_cell *g = &grid_of(t)->cells[i];
    struct cell_text c = {.type = type_of(g, t->size)};
    for (;; c.type.size *= 0.9, c.type.em = c.type.size) {
        c.text = typeset(setter, &c.type, words, fit_of(grid_of(t), g), inner_width(t, g), 0);
        set_height(&c);
        if (c.height <= height || c.type.size * 0.9 < LEAST_TYPE) return c;
    }
}

struct cell_text table_cells_continued(const struct typesetter *setter, const struct table_cells *t, size_t i, double height)
{
    return lay_within(setter, t, i, arena_printf(setter->arena, "%s（续）", words_of(t, &grid_of(t)->cells[i])), height);
}

struct cell_text table_cells_shrunk(const struct typesetter *setter, const struct table_cells *t, size_t i, double height)
{
    return lay_within(setter, t, i, words_of(t, &grid_of(t)->cells[i]), height);
}

double table_cells_inner_width(const struct table_cells *t, size_t i) { return inner_width(t, &grid_of(t)->cells[i]); }
