/* Where the cells of a table stand.
 *
 * As in browsers, but for one thing: pages pasted from Word have spans that are too long, too short or missing, which browsers show
 * as a ragged edge and people read without noticing. Their rows still have a label and as many numbers as the others, so in a wide table
 * of numbers these stand at the right edge that the heads have. */
#include "base/spelling.h"
#include "manuscript/html_inside.h"
#include <stdlib.h>
#include <string.h>

enum { WIDE = 5 };                                     /* numbers side by side */

/* A column at the row at hand: the cell that reaches down into it. */
struct reach {
    int left;                                          /* rows that it still takes, this one included; 0 = none */
    int since;                                         /* the row of the cell */
    int col;                                           /* its first column */
};
struct web_grid {
    const struct web_table *t;
    struct manuscript_cell *cells;                     /* with their texts, in the order of the page */
    size_t n;                                          /* that have a place */
    int numbers;                                       /* cells of numbers at the end of most rows, WIDE or more; 0 = no such table */
    int width;                                         /* where the heads end */
    int beyond;                                        /* blank cells that rows of numbers have behind that, as Word writes them */
    struct reach reach[MANUSCRIPT_COLS];
};

static int cols_of(const GumboNode *cell)
{
    int n = web_number(cell, "colspan", MANUSCRIPT_COLS, 1);
    return n ? n : 1;
}

static int own_width(const struct web_row *row)
{
    int n = 0;
    for (int i = 0; i < row->n && n <= MANUSCRIPT_COLS; i++) n += cols_of(row->cells[i]);
    return n > MANUSCRIPT_COLS ? MANUSCRIPT_COLS : n;
}

/* ---- numbers ---- */

/* Blank, a number, or a sign for none; a note may follow: 22（其中修订16件）, 22件. "1.属于国家秘密" is none. */
static bool is_datum(const char *text)
{
    static const char *const ends[] = {"(", "件", "\n", "其中"};
    struct text folded = {0};
    spelling_fold(&folded, (struct slice){text, strlen(text)});
    const char *s = text_get(&folded), *digits = s;
    bool is = !*s || !strcmp(s, "/") || !strcmp(s, "-") || !strcmp(s, "—") || !strcmp(s, "——") || !strcmp(s, "无");
    if (*s == '-' || *s == '+') s++, digits++;
    s += strspn(s, "0123456789.,");
    is = is || (s > digits && !*s);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) is = is || (s > digits && s[-1] != '.' && !strncmp(s, ends[i], strlen(ends[i])));
    text_release(&folded);
    return is;
}

/* Cells of numbers at the end of a row whose first cell is `first`. */
static int data_of(const struct web_grid *g, int row, size_t first)
{
    int n = g->t->rows[row].n, k = n;
    while (k > 0 && is_datum(g->cells[first + (size_t)k - 1].text)) k--;
    return n - k;
}

/* As many as most rows have of those that have WIDE or more. */
static int most_numbers(const struct web_grid *g)
{
    int rows[MANUSCRIPT_COLS + 1] = {0}, most = 0;
    size_t first = 0;
    for (size_t i = 0; i < g->t->n; first += (size_t)g->t->rows[i++].n) {
        int n = data_of(g, (int)i, first);
        if (n >= WIDE && n <= MANUSCRIPT_COLS) rows[n]++;
    }
    for (int n = WIDE; n <= MANUSCRIPT_COLS; n++)
        if (rows[n] > rows[most]) most = n;
    return most;
}

/* ---- reaches ---- */

/* How many columns cells from above take in this row. */
static int taken(const struct web_grid *g)
{
    int n = 0;
    for (int c = 0; c < MANUSCRIPT_COLS; c++) n += g->reach[c].left > 0;
    return n;
}

/* Takes back the reach of the cell that began last, from this row on. */
static bool end_last_reach(struct web_grid *g, int row)
{
    int last = -1;
    for (int c = 0; c < MANUSCRIPT_COLS; c++)
        if (g->reach[c].left > 0 && (last < 0 || g->reach[c].since >= g->reach[last].since)) last = c;
    if (last < 0) return false;
    struct reach ended = g->reach[last];
    for (int c = 0; c < MANUSCRIPT_COLS; c++)
        if (g->reach[c].left > 0 && g->reach[c].since == ended.since && g->reach[c].col == ended.col) g->reach[c].left = 0;
    for (size_t i = 0; i < g->n; i++)
        if (g->cells[i].row == ended.since && g->cells[i].col == ended.col) g->cells[i].rows = row - ended.since;
    return true;
}

static int last_of_group(const struct web_table *t, int row)
{
    int end = row + 1;
    while ((size_t)end < t->n && t->rows[end].group == t->rows[row].group) end++;
    return end;
}

/* ---- rows ---- */

/* As many columns as are free side by side. */
static int room(const struct web_grid *g, int col, int wanted)
{
    int n = 0;
    while (n < wanted && col + n < MANUSCRIPT_COLS && g->reach[col + n].left <= 0) n++;
    return n;
}

/* The next cell, at the first free column from *col on. false: there is none left. */
static bool place(struct web_grid *g, int row, int k, int wanted, int *col)
{
    int down = web_number(g->t->rows[row].cells[k], "rowspan", MANUSCRIPT_ROWS, 1), end = last_of_group(g->t, row);
    int most = MANUSCRIPT_COLS - (g->t->rows[row].n - k - 1);   /* the cells behind it need a column too */
    while (*col < MANUSCRIPT_COLS && g->reach[*col].left > 0) ++*col;
    int cols = room(g, *col, *col + wanted > most ? most - *col : wanted);
    if (cols < 1) return false;
    if (!down || down > end - row) down = end - row;   /* 0 = to the end of its group */
    struct manuscript_cell *c = &g->cells[g->n++];
    c->row = row, c->col = *col, c->rows = down, c->cols = cols;
    for (int i = *col; i < *col + cols; i++) g->reach[i] = (struct reach){down, row, *col};
    *col += cols;
    return true;
}

/* Blank cells at the end of a row. */
static int blanks_of(const struct web_grid *g, int row, size_t first)
{
    int n = g->t->rows[row].n, k = n;
    while (k > 0 && !*g->cells[first + (size_t)k - 1].text) k--;
    return n - k;
}

static void look_beyond(struct web_grid *g)
{
    size_t first = 0;
    for (size_t i = 0; i < g->t->n; first += (size_t)g->t->rows[i++].n) {
        int more = own_width(&g->t->rows[i]) - g->width;
        if (more > g->beyond && data_of(g, (int)i, first) == g->numbers && blanks_of(g, (int)i, first) >= more) g->beyond = more;
    }
}

/* By how many columns the label before the numbers is longer or shorter than it says. */
static int mend_row(struct web_grid *g, int row)
{
    int own = own_width(&g->t->rows[row]), width = g->width + g->beyond;
    if (g->t->rows[row].n <= g->numbers || data_of(g, row, g->n) != g->numbers || blanks_of(g, row, g->n) < g->beyond) return 0;
    while (own + taken(g) > width && end_last_reach(g, row)) {}
    return width - own - taken(g);
}

static bool place_row(struct web_grid *g, int row, int more)
{
    const struct web_row *r = &g->t->rows[row];
    int col = 0;
    for (int i = 0; i < r->n; i++) {
        int cols = cols_of(r->cells[i]) + (i == r->n - g->numbers - 1 ? more : 0);
        if (!place(g, row, i, cols < 1 ? 1 : cols, &col)) return false;
    }
    for (int c = 0; c < MANUSCRIPT_COLS; c++) g->reach[c].left -= g->reach[c].left > 0;
    return true;
}

/* Rows before the first with numbers; a table that goes on from another one has none, and ends where its longest row ends. */
static int head_rows(const struct web_grid *g)
{
    size_t first = 0;
    for (size_t i = 0; i < g->t->n; first += (size_t)g->t->rows[i++].n)
        if (data_of(g, (int)i, first) >= WIDE) return (int)i;
    return (int)g->t->n;
}

static void widen(struct web_grid *g, int to)
{
    if (to > g->width) g->width = to;
}

static void widen_by_rows(struct web_grid *g)
{
    for (size_t i = 0; i < g->t->n; i++)
        if (g->t->rows[i].n > 1) widen(g, own_width(&g->t->rows[i]));
}

/* What a row of one cell says of its width is often more than there is. */
static void cut_titles(struct web_grid *g)
{
    int width = 1;
    for (size_t i = 0; i < g->n; i++)
        if (g->t->rows[g->cells[i].row].n > 1 && g->cells[i].col + g->cells[i].cols > width) width = g->cells[i].col + g->cells[i].cols;
    for (size_t i = 0; i < g->n; i++) {
        struct manuscript_cell *c = &g->cells[i];
        if (c->cols > 1 && c->col + c->cols > width) c->cols = width > c->col ? width - c->col : 1;
    }
}

bool web_table_place(const struct web_table *t, struct manuscript_cell *cells)
{
    struct web_grid g = {.t = t, .cells = cells};
    g.numbers = most_numbers(&g);
    int heads = head_rows(&g);
    for (int row = 0; (size_t)row < t->n; row++) {
        bool mends = g.numbers && row >= heads;
        if (mends && !g.width) widen_by_rows(&g);
        if (row == heads) look_beyond(&g);
        if (!mends && t->rows[row].n > 1) widen(&g, own_width(&t->rows[row]) + taken(&g));
        if (!place_row(&g, row, mends ? mend_row(&g, row) : 0)) return false;
    }
    cut_titles(&g);
    return true;
}
