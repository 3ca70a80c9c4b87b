#include "manuscript/html_inside.h"
#include <stdlib.h>
#include <string.h>

/* ---- rows and cells ---- */

static void add_row(struct web_table *t, struct arena *arena, const GumboNode *tr)
{
    const GumboVector *children = web_children(tr);
    struct web_row row = {.cells = arena_alloc(arena, (children->length + 1) * sizeof *row.cells), .group = t->group};
    for (unsigned i = 0; i < children->length; i++) {
        const GumboNode *cell = children->data[i];
        if ((web_is(cell, GUMBO_TAG_TD) || web_is(cell, GUMBO_TAG_TH)) && !web_hidden(cell)) row.cells[row.n++] = cell;
    }
    t->rows = memory_grow(t->rows, t->n, &t->cap, sizeof *t->rows);
    t->rows[t->n++] = row;
}

static void add_group(struct web_table *t, struct arena *arena, const GumboNode *group)
{
    const GumboVector *children = web_children(group);
    t->group++;
    for (unsigned i = 0; i < children->length; i++)
        if (web_is(children->data[i], GUMBO_TAG_TR) && !web_hidden(children->data[i])) add_row(t, arena, children->data[i]);
}

/* Heads are shown first and feet last, wherever they are written. */
void web_table_open(struct web_table *t, struct arena *arena, const GumboNode *table)
{
    static const GumboTag order[] = {GUMBO_TAG_THEAD, GUMBO_TAG_TBODY, GUMBO_TAG_TFOOT};
    const GumboVector *children = web_children(table);
    *t = (struct web_table){0};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (unsigned i = 0; i < children->length; i++)
            if (web_is(children->data[i], order[k]) && !web_hidden(children->data[i])) add_group(t, arena, children->data[i]);
}

void web_table_close(struct web_table *t) { free(t->rows); }

/* ---- what kind of table ---- */

/* The cells of the largest table below the node. */
static size_t largest_within(const GumboNode *node)
{
    const GumboVector *children = web_children(node);
    size_t largest = 0;
    if (web_unseen(node)) return 0;
    if (web_is(node, GUMBO_TAG_TABLE)) {
        struct arena arena = {0};
        struct web_table t;
        web_table_open(&t, &arena, node);
        for (size_t i = 0; i < t.n; i++) largest += (size_t)t.rows[i].n;
        web_table_close(&t);
        arena_release(&arena);
    }
    for (unsigned i = 0; children && i < children->length; i++) {
        size_t n = largest_within(children->data[i]);
        if (n > largest) largest = n;
    }
    return largest;
}

/* Nobody writes so much into the cell of a report's table. */
static bool is_long(const GumboNode *cell)
{
    enum { LONG = 3000 };                              /* bytes: 1000 Han */
    struct text raw = {0}, words = {0};
    web_gather(&raw, cell);
    web_words(&words, &raw);
    bool is = words.n > LONG;
    text_release(&raw);
    text_release(&words);
    return is;
}

bool web_table_is_layout(const struct web_table *t)
{
    enum { SMALL = 3 };                                /* a table in a cell has at most a third of the cells of the table around it */
    size_t cells = 0, within = 0;
    bool one_column = true, any_long = false;
    for (size_t i = 0; i < t->n; i++) {
        cells += (size_t)t->rows[i].n;
        one_column &= t->rows[i].n <= 1;
        for (int k = 0; k < t->rows[i].n; k++) {
            size_t n = largest_within(t->rows[i].cells[k]);
            if (n > within) within = n;
            any_long = any_long || is_long(t->rows[i].cells[k]);
        }
    }
    return one_column || any_long || (within > 1 && cells < SMALL * within);
}

/* ---- the grid ---- */

/* A column at the row at hand: the cell that reaches down into it. */
struct reach {
    int left;                                          /* rows that it still takes, this one included; 0 = none */
    int since;                                         /* the row of the cell */
    int col;                                           /* its first column */
};
struct web_grid {
    const struct web_table *t;
    int width;                                         /* where rows end; 0 = not known */
    struct reach reach[MANUSCRIPT_COLS];
    struct manuscript_cell *cells;                     /* without texts, in the order of the page */
    size_t n;
};

static int cols_of(const GumboNode *cell)
{
    int n = web_number(cell, "colspan", MANUSCRIPT_COLS, 1);
    return n ? n : 1;
}

/* 0 = to the end of its group. */
static int rows_of(const GumboNode *cell) { return web_number(cell, "rowspan", MANUSCRIPT_ROWS, 1); }

static int own_width(const struct web_row *row)
{
    int n = 0;
    for (int i = 0; i < row->n && n <= MANUSCRIPT_COLS; i++) n += cols_of(row->cells[i]);
    return n > MANUSCRIPT_COLS ? MANUSCRIPT_COLS : n;
}

/* The first row of a sound table is as wide as the table. What a row of one cell says of its width is often more than there is. */
static int width_of(const struct web_table *t)
{
    int width = 0;
    for (size_t i = 0; i < t->n; i++)
        if (t->rows[i].n > 1 && own_width(&t->rows[i]) > width) width = own_width(&t->rows[i]);
    return width;
}

static int last_of_group(const struct web_table *t, size_t row)
{
    size_t end = row + 1;
    while (end < t->n && t->rows[end].group == t->rows[row].group) end++;
    return (int)end;
}

/* How many columns cells from above take in this row. */
static int taken(const struct web_grid *g)
{
    int n = 0;
    for (int c = 0; c < g->width; c++) n += g->reach[c].left > 0;
    return n;
}

/* Takes back the reach of the cell that began last, from this row on. */
static bool end_last_reach(struct web_grid *g, int row)
{
    int last = -1;
    for (int c = 0; c < g->width; c++)
        if (g->reach[c].left > 0 && (last < 0 || g->reach[c].since > g->reach[last].since ||
                                     (g->reach[c].since == g->reach[last].since && g->reach[c].col > g->reach[last].col)))
            last = c;
    if (last < 0) return false;
    struct reach ended = g->reach[last];
    for (int c = 0; c < g->width; c++)
        if (g->reach[c].left > 0 && g->reach[c].since == ended.since && g->reach[c].col == ended.col) g->reach[c].left = 0;
    for (size_t i = 0; i < g->n; i++)
        if (g->cells[i].row == ended.since && g->cells[i].col == ended.col) g->cells[i].rows = row - ended.since;
    return true;
}

/* A row that is short by what a cell above left free just before it: that cell ended a row too early. */
static void stretch(struct web_grid *g, int row, int missing)
{
    for (size_t i = g->n; i-- > 0;) {
        struct manuscript_cell *c = &g->cells[i];
        if (c->rows < 2 || c->row + c->rows != row || c->cols != missing || g->t->rows[c->row].group != g->t->rows[row].group) continue;
        c->rows++;
        for (int k = c->col; k < c->col + c->cols; k++) g->reach[k] = (struct reach){1, c->row, c->col};
        return;
    }
}

static int first_free(const struct web_grid *g, int col)
{
    while (col < MANUSCRIPT_COLS && g->reach[col].left > 0) col++;
    return col;
}

/* As many columns as are free side by side. */
static int room(const struct web_grid *g, int col, int wanted)
{
    int n = 0;
    while (n < wanted && col + n < MANUSCRIPT_COLS && g->reach[col + n].left <= 0) n++;
    return n;
}

/* false: there is no column left. */
static bool place(struct web_grid *g, int row, int k, int *col)
{
    const GumboNode *cell = g->t->rows[row].cells[k];
    int more = g->t->rows[row].n - k - 1;              /* cells that need a column too */
    int down = rows_of(cell), end = last_of_group(g->t, (size_t)row), wanted = cols_of(cell);
    *col = first_free(g, *col);
    if (g->t->rows[row].n == 1 && g->width && wanted > g->width - *col) wanted = g->width > *col ? g->width - *col : 1;
    if (wanted > MANUSCRIPT_COLS - *col - more) wanted = MANUSCRIPT_COLS - *col - more;
    int cols = room(g, *col, wanted);
    if (cols < 1) return false;
    if (!down || down > end - row) down = end - row;
    g->cells[g->n++] = (struct manuscript_cell){.row = row, .col = *col, .rows = down, .cols = cols};
    for (int c = *col; c < *col + cols; c++) g->reach[c] = (struct reach){down, row, *col};
    *col += cols;
    return true;
}

static bool place_row(struct web_grid *g, int row)
{
    const struct web_row *r = &g->t->rows[row];
    int own = own_width(r), col = 0;
    if (r->n > 1) {
        while (own + taken(g) > g->width && end_last_reach(g, row)) {}
        if (own + taken(g) < g->width) stretch(g, row, g->width - own - taken(g));
    }
    for (int i = 0; i < r->n; i++)
        if (!place(g, row, i, &col)) return false;
    for (int c = 0; c < MANUSCRIPT_COLS; c++) g->reach[c].left -= g->reach[c].left > 0;
    return true;
}

/* ---- into the manuscript ---- */

static bool holds_picture(const GumboNode *node)
{
    const GumboVector *children = web_children(node);
    if (web_unseen(node)) return false;
    if (web_is(node, GUMBO_TAG_IMG)) return true;
    for (unsigned i = 0; children && i < children->length; i++)
        if (holds_picture(children->data[i])) return true;
    return false;
}

static bool holds_field(const GumboNode *node)
{
    const GumboVector *children = web_children(node);
    const char *field = web_unseen(node) ? NULL : web_field(node);
    if (field && *field) return true;
    for (unsigned i = 0; children && i < children->length; i++)
        if (holds_field(children->data[i])) return true;
    return false;
}

static void add_texts(struct manuscript *m, const struct web_grid *g)
{
    struct manuscript_table *table = manuscript_add_table(m, 0);
    struct text raw = {0}, words = {0};
    size_t at = 0;
    for (size_t i = 0; i < g->t->n; i++)
        for (int k = 0; k < g->t->rows[i].n && !m->refused; k++, at++) {
            const GumboNode *cell = g->t->rows[i].cells[k];
            text_clear(&raw);
            text_clear(&words);
            web_gather(&raw, cell);
            web_words(&words, &raw);
            if (!words.n && holds_picture(cell)) manuscript_remark(m, "有的单元格里是图片，没有读");
            if (holds_field(cell)) manuscript_remark(m, "有的单元格是输入框，按框里的值读");
            g->cells[at].text = text_get(&words);
            manuscript_add_cell(m, table, &g->cells[at]);
        }
    text_release(&raw);
    text_release(&words);
}

void web_table_add(struct manuscript *m, const struct web_table *t)
{
    struct web_grid g = {.t = t, .width = width_of(t)};
    size_t cells = 0;
    bool fits = t->n <= MANUSCRIPT_ROWS;
    for (size_t i = 0; i < t->n; i++) cells += (size_t)t->rows[i].n;
    if (!cells) return;
    g.cells = memory_alloc((cells + 1) * sizeof *g.cells);
    for (size_t i = 0; i < t->n && fits; i++) fits = place_row(&g, (int)i);
    if (fits) add_texts(m, &g);
    else manuscript_refuse(m, "有一张表太大，不像年报的表");
    free(g.cells);
}
