#include "manuscript/pdf/pdf_inside.h"
#include "base/text.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double same_edge = 4;                     /* points */

/* Whether every upright of one is an upright of the other. */
static bool has_lines_of(const struct pdf_fragment *all, const struct pdf_fragment *some)
{
    for (int i = 0, k = 0; i <= some->n_cols; i++) {
        while (k <= all->n_cols && all->xs[k] < some->xs[i] - same_edge) k++;
        if (k > all->n_cols || all->xs[k] > some->xs[i] + same_edge) return false;
    }
    return true;
}

/* A cell of many rows that the page cut may have no border of its own on the next page (browsers): the first column is missing there. */
bool pdf_table_goes_on(const struct pdf_fragment *last, const struct pdf_fragment *next)
{
    bool left = fabs(next->box.x1 - last->box.x1) <= same_edge, right = fabs(next->box.x2 - last->box.x2) <= same_edge;
    if (next->page != last->page + 1 || !right) return false;
    return left || (next->n_cols > 4 && (has_lines_of(last, next) || has_lines_of(next, last)));
}

/* ---- columns ---- */

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

struct joined_columns { double *xs; int n; };

static struct joined_columns columns_of(struct pdf_fragment *const *of, size_t n)
{
    size_t all = 0;
    for (size_t i = 0; i < n; i++) all += (size_t)of[i]->n_cols + 1;
    struct joined_columns c = {memory_alloc(all * sizeof *c.xs), 0};
    for (size_t i = 0, at = 0; i < n; at += (size_t)of[i++]->n_cols + 1) memcpy(c.xs + at, of[i]->xs, ((size_t)of[i]->n_cols + 1) * sizeof *c.xs);
    qsort(c.xs, all, sizeof *c.xs, by_value);
    for (size_t i = 0; i < all; i++)
        if (!c.n || c.xs[i] - c.xs[c.n - 1] > same_edge) c.xs[c.n++] = c.xs[i];
    return c;
}

static int column_at(const struct joined_columns *c, double x)
{
    int best = 0;
    for (int i = 1; i < c->n; i++)
        if (fabs(c->xs[i] - x) < fabs(c->xs[best] - x)) best = i;
    return best;
}

static void place(const struct joined_columns *c, struct pdf_fragment *f)
{
    for (size_t i = 0; i < f->n; i++) {
        struct pdf_cell *cell = &f->cells[i];
        int from = column_at(c, f->xs[cell->col]), to = column_at(c, f->xs[cell->col + cell->cols]);
        cell->col = from;
        cell->cols = to > from ? to - from : 1;
    }
}

/* ---- a row that the page cut ---- */

static bool is_numeral(uint32_t c)
{
    static const char numerals[] = "一二三四五六七八九十";
    uint32_t one;
    for (size_t at = 0; at < sizeof numerals - 1;) {
        at += utf8_next(numerals + at, sizeof numerals - 1 - at, &one);
        if (one == c) return true;
    }
    return false;
}

/* 1. 1、 （一） 一、: the rows of a form are numbered. */
static bool is_numbered(const char *text)
{
    size_t n = strlen(text), at = 0, digits = 0;
    uint32_t c = 0;
    bool bracket = false;
    while (at < n) {
        at += utf8_next(text + at, n - at, &c);
        if (!digits && !bracket && (c == '(' || c == 0xFF08)) bracket = true;
        else if ((c >= '0' && c <= '9') || is_numeral(c)) digits++;
        else break;
    }
    return digits && (bracket ? c == ')' || c == 0xFF09 : c == '.' || c == 0xFF0E || c == 0x3001);
}

enum cell_content { EMPTY, NUMBER, WORDS };

static bool is_digit(uint32_t c) { return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19); }

/* A number may be full-width, and have a unit or a note behind it: ２２（其中修订16件）. */
static enum cell_content content_of(const struct pdf_cell *c)
{
    enum cell_content found = EMPTY;
    const char *first = c->lines.n ? c->lines.of[0].text : "";
    if (is_digit(pdf_first(first)) && !is_numbered(first)) return NUMBER;
    for (size_t i = 0; i < c->lines.n; i++)
        for (const char *p = c->lines.of[i].text; *p; p++)
            if ((unsigned char)*p >= 0x80 || (*p >= 'A' && *p <= 'z')) return WORDS;
            else found = NUMBER;
    return found;
}

static struct pdf_cell *ends_at(struct pdf_cell *cells, size_t n, int row, const struct pdf_cell *like)
{
    for (size_t i = 0; i < n; i++)
        if (cells[i].row + cells[i].rows == row && cells[i].col == like->col && cells[i].cols == like->cols) return &cells[i];
    return NULL;
}

static bool is_free(const struct pdf_cell *cells, size_t n, int row, const struct pdf_cell *like)
{
    for (size_t i = 0; i < n; i++)
        if (cells[i].row + cells[i].rows == row && cells[i].col < like->col + like->cols && like->col < cells[i].col + cells[i].cols) return false;
    return true;
}

/* The last words of the row, of the cells that only it has. */
static const char *label(const struct pdf_cell *cells, size_t n, int row)
{
    const char *found = "";
    int at = -1;
    for (size_t i = 0; i < n; i++)
        if (cells[i].row == row && cells[i].rows == 1 && cells[i].col > at && content_of(&cells[i]) == WORDS) {
            found = cells[i].lines.of[0].text;
            at = cells[i].col;
        }
    return found;
}

/* Below the rest of its heads a table has numbers; heads that stand again have more heads below them, or the same words. */
static bool goes_on_with_numbers(const struct pdf_fragment *next)
{
    bool any = false;
    for (size_t i = 0; i < next->n; i++) {
        if (next->cells[i].row == 1 && content_of(&next->cells[i]) == WORDS) return false;
        any |= next->cells[i].row == 1 && content_of(&next->cells[i]) == NUMBER;
    }
    return any;
}

/* The first row of `next` is the rest of the row above: the same columns, its words go on (the row above has a number, this has none), and
 * no column has its own number in both, but for one whose digits the page parted too. */
static bool is_cut(struct pdf_cell *above, size_t n, int rows, const struct pdf_fragment *next)
{
    enum { HEADS = 5 };                                /* so many cells of words side by side are heads */
    int numbers = 0, both = 0, words = 0;
    bool again = false;
    for (size_t i = 0; i < next->n; i++) {
        const struct pdf_cell *b = &next->cells[i];
        if (b->row) continue;
        const struct pdf_cell *a = ends_at(above, n, rows, b);
        if (!a && is_free(above, n, rows, b)) continue;    /* the page before has no such column */
        if (!a) return false;
        enum cell_content x = content_of(a), y = content_of(b);
        if (x == WORDS && y == NUMBER) return false;       /* a number may have its unit on the next page */
        if (a->rows > 1 || b->rows > 1) continue;          /* a cell of several rows says nothing of one */
        words += x == WORDS;
        again |= x == WORDS && y == WORDS && !strcmp(a->lines.of[0].text, b->lines.of[0].text);
        numbers += x == NUMBER || y == NUMBER;
        both += x == NUMBER && y == NUMBER;
    }
    if (!numbers && words >= HEADS) return !again && goes_on_with_numbers(next);
    const char *here = label(next->cells, next->n, 0), *before = label(above, n, rows - 1);
    bool goes_on = !*here || (is_numbered(before) && !is_numbered(here));
    return goes_on && numbers && both < numbers;
}

/* Numbers of two rows that may be one: the first row's label has a number in front, that of the second, on the next page, goes on from it.
 * Something else in them does not fit (is_cut). */
static void doubt_cut(struct pdf_cell *above, size_t n, int rows, struct pdf_fragment *next)
{
    static const char why[] = "这一行被分页切开，认不全";
    const char *here = label(next->cells, next->n, 0), *before = label(above, n, rows - 1);
    if (!*here || is_numbered(here) || !is_numbered(before)) return;
    bool any = false;
    for (size_t i = 0; i < next->n; i++) any |= !next->cells[i].row && content_of(&next->cells[i]) == NUMBER;
    for (size_t i = 0; i < next->n && any; i++) {
        struct pdf_cell *c = &next->cells[i];
        const struct pdf_cell *a = c->row ? NULL : ends_at(above, n, rows, c);
        bool number = content_of(c) == NUMBER || (a && content_of(a) == NUMBER);
        if (!c->row && number && !c->unsure) c->unsure = why;
    }
    for (size_t i = 0; i < n && any; i++)
        if (above[i].row == rows - 1 && content_of(&above[i]) == NUMBER && !above[i].unsure) above[i].unsure = why;
}

static void append(struct pdf_cell *to, struct pdf_cell *from)
{
    for (size_t i = 0; i < from->lines.n; i++) {
        to->lines.of = memory_grow(to->lines.of, to->lines.n, &to->lines.cap, sizeof *to->lines.of);
        to->lines.of[to->lines.n++] = from->lines.of[i];
    }
    to->rows += from->rows - 1;
    if (!to->unsure) to->unsure = from->unsure;
}

/* ---- the table ---- */

struct joined_rows { struct pdf_cell *cells; size_t n, cap; int rows; };

static void add_fragment(struct joined_rows *j, struct pdf_fragment *f)
{
    bool cut = j->n && is_cut(j->cells, j->n, j->rows, f);
    int above = j->rows, offset = j->rows - cut;
    if (j->n && !cut) doubt_cut(j->cells, j->n, j->rows, f);
    for (size_t i = 0; i < f->n; i++) {
        struct pdf_cell *from = &f->cells[i], *to = cut && !from->row ? ends_at(j->cells, j->n, above, from) : NULL;
        if (to) {
            append(to, from);
            continue;
        }
        j->cells = memory_grow(j->cells, j->n, &j->cap, sizeof *j->cells);
        j->cells[j->n] = *from;
        j->cells[j->n++].row += offset;
        from->lines = (struct pdf_line_list){0};
    }
    j->rows = offset + f->n_rows;
}

void pdf_table_add(struct manuscript *m, struct pdf_fragment *const *of, size_t n)
{
    struct joined_rows j = {0};
    struct joined_columns columns = columns_of(of, n);
    for (size_t i = 0; i < n; i++) {
        place(&columns, of[i]);
        add_fragment(&j, of[i]);
    }
    struct manuscript_table *t = manuscript_add_table(m, of[0]->page);
    for (size_t i = 0; i < j.n; i++) {
        struct pdf_cell *c = &j.cells[i];
        const char *text = pdf_cell_text(c, &m->arena);
        manuscript_add_cell(m, t, &(struct manuscript_cell){c->row, c->col, c->rows, c->cols, c->page, text, c->unsure});
        free(c->lines.of);
    }
    free(j.cells);
    free(columns.xs);
}
