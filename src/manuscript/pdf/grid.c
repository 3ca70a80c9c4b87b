#include "manuscript/pdf/grid.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Points. Pieces of a rule that lie so near are one; rules that miss each other by so much still meet; lines of a double rule are one
 * line of the grid. */
static const double near_enough = 1.3, meeting = 2, double_rule = 3.2;
static const double shortest_level = 18, shortest_upright = 9, beyond = 6;
static const double wall = 0.6, no_wall = 0.12;        /* how much of its side a rule must cover, and may, to be one, and none */
static const char half_ruled[] = "格线只画了一段，分不清是一格还是两格", odd_shape[] = "格子不是方的，分不清是几格";

/* ---- whole rules ---- */

static int by_line(const void *a, const void *b)
{
    const struct pdf_rule *x = a, *y = b;
    if (x->upright != y->upright) return x->upright ? 1 : -1;
    return (x->at > y->at) - (x->at < y->at);
}

static int by_start(const void *a, const void *b)
{
    const struct pdf_rule *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

/* Pieces of one line, in place; how many rules are left. */
static size_t merge_line(struct pdf_rule *of, size_t n)
{
    size_t kept = 0;
    qsort(of, n, sizeof *of, by_start);
    for (size_t i = 1; i < n; i++) {
        struct pdf_rule *last = &of[kept];
        if (of[i].from > last->to + near_enough) {
            of[++kept] = of[i];
            continue;
        }
        double old = last->to - last->from, added = of[i].to - of[i].from;
        if (old + added > 0) last->at = (last->at * old + of[i].at * added) / (old + added);
        last->to = fmax(last->to, of[i].to);
    }
    return kept + 1;
}

static size_t merge(struct pdf_rule *of, size_t n)
{
    size_t kept = 0;
    qsort(of, n, sizeof *of, by_line);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && of[end].upright == of[i].upright && of[end].at - of[i].at <= near_enough;) end++;
        size_t whole = merge_line(of + i, end - i);
        for (size_t k = 0; k < whole; k++)
            if (of[i + k].to - of[i + k].from >= (of[i].upright ? shortest_upright : shortest_level)) of[kept++] = of[i + k];
    }
    return kept;
}

/* ---- rules that meet ---- */

static size_t root(size_t *parents, size_t i)
{
    while (parents[i] != i) i = parents[i] = parents[parents[i]];
    return i;
}

static bool meet(const struct pdf_rule *level, const struct pdf_rule *upright)
{
    return upright->at >= level->from - meeting && upright->at <= level->to + meeting && level->at >= upright->from - meeting &&
           level->at <= upright->to + meeting;
}

/* Levels come first in `of`. */
static void join_meeting(const struct pdf_rule *of, size_t n, size_t *parents)
{
    size_t levels = 0;
    while (levels < n && !of[levels].upright) levels++;
    for (size_t i = 0; i < n; i++) parents[i] = i;
    for (size_t i = 0; i < levels; i++)
        for (size_t k = levels; k < n; k++)
            if (meet(&of[i], &of[k])) parents[root(parents, i)] = root(parents, k);
}

/* ---- the lines of a grid ---- */

struct ruled_lines { double *of; int n, most; };

/* A value of a sorted run; lines nearer than a double rule become one in their middle. */
static bool add_line(struct ruled_lines *l, double *first, double at)
{
    if (l->n && at - *first <= double_rule) {
        l->of[l->n - 1] = (*first + at) / 2;
        return true;
    }
    if (l->n == l->most) return false;
    *first = at;
    l->of[l->n++] = at;
    return true;
}

static bool lines_of(struct ruled_lines *l, const struct pdf_rule *of, size_t n, bool upright)
{
    double first = 0;
    for (size_t i = 0; i < n; i++)
        if (of[i].upright == upright && !add_line(l, &first, of[i].at)) return false;
    return true;
}

/* Where two rules or more run past the first or last line that crosses them, a border is missing (WPS leaves the bottom of a table
 * open at the end of a page, many papers the sides): the grid is closed where they end. */
static void close_ends(struct ruled_lines *l, const struct pdf_rule *of, size_t n, bool crossing)
{
    double low = INFINITY, high = -INFINITY;
    size_t n_low = 0, n_high = 0;
    if (!l->n) return;
    for (size_t i = 0; i < n; i++) {
        if (of[i].upright != crossing) continue;
        if (of[i].from < l->of[0] - beyond) low = fmin(low, of[i].from), n_low++;
        if (of[i].to > l->of[l->n - 1] + beyond) high = fmax(high, of[i].to), n_high++;
    }
    if (n_high > 1 && l->n < l->most) l->of[l->n++] = high;
    if (n_low > 1 && l->n < l->most) {
        memmove(l->of + 1, l->of, (size_t)l->n * sizeof *l->of);
        l->of[0] = low;
        l->n++;
    }
}

/* ---- walls ---- */

/* How much of each side of each box is ruled: right[i] to the box on the right, below[i] to the one below. */
struct pdf_walls { double *right, *below; };

static int nearest(const double *lines, int n, double at)
{
    int best = -1;
    for (int i = 0; i < n; i++)
        if (fabs(lines[i] - at) <= double_rule && (best < 0 || fabs(lines[i] - at) < fabs(lines[best] - at))) best = i;
    return best;
}

static double share(double from, double to, double low, double high)
{
    double inner = fmin(to, high) - fmax(from, low);
    return inner > 0 && high > low ? inner / (high - low) : 0;
}

static void build_walls(struct pdf_walls *w, const struct pdf_grid *g, const struct pdf_rule *of, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct pdf_rule *r = &of[i];
        int at = nearest(r->upright ? g->xs : g->ys, (r->upright ? g->n_cols : g->n_rows) + 1, r->at) - 1;
        if (at < 0 || at >= (r->upright ? g->n_cols : g->n_rows) - 1) continue;     /* a border */
        for (int k = 0; k < (r->upright ? g->n_rows : g->n_cols); k++) {
            const double *ends = r->upright ? g->ys : g->xs;
            int row = r->upright ? k : at, col = r->upright ? at : k;
            double *side = (r->upright ? w->right : w->below) + (size_t)row * (size_t)g->n_cols + (size_t)col;
            double part = share(r->from, r->to, ends[k], ends[k + 1]);
            if (part > *side) *side = part;                /* lines of a double rule do not add up */
        }
    }
}

/* ---- cells ---- */

static void add_cell(struct pdf_grid *g, size_t *cap, int row, int col, int rows, int cols, const char *unsure)
{
    g->cells = memory_grow(g->cells, g->n, cap, sizeof *g->cells);
    for (int r = row; r < row + rows; r++)
        for (int c = col; c < col + cols; c++) g->owners[r * g->n_cols + c] = (int)g->n;
    g->cells[g->n++] = (struct pdf_grid_cell){row, col, rows, cols, unsure};
}

struct box_set { int top, left, bottom, right, boxes; };

/* A set of boxes that is no rectangle becomes a cell a row, each of them unsure. */
static void cells_of_sets(struct pdf_grid *g, size_t *parents, struct box_set *extents)
{
    size_t places = (size_t)g->n_rows * (size_t)g->n_cols, cap = 0;
    for (size_t i = 0; i < places; i++) {
        struct box_set *e = &extents[root(parents, i)];
        int row = (int)i / g->n_cols, col = (int)i % g->n_cols;
        if (!e->boxes++) *e = (struct box_set){row, col, row, col, 1};
        if (col < e->left) e->left = col;
        if (col > e->right) e->right = col;
        e->bottom = row;
    }
    for (size_t i = 0; i < places; i++) {
        size_t set = root(parents, i);
        const struct box_set *e = &extents[set];
        int row = (int)i / g->n_cols, col = (int)i % g->n_cols, cols = 1, high = e->bottom - e->top + 1, wide = e->right - e->left + 1;
        if (g->owners[i] >= 0) continue;
        if (high * wide == e->boxes) {
            add_cell(g, &cap, row, col, high, wide, NULL);
            continue;
        }
        while (col + cols < g->n_cols && root(parents, i + (size_t)cols) == set) cols++;
        add_cell(g, &cap, row, col, 1, cols, odd_shape);
    }
}

static void doubt(struct pdf_grid *g, size_t a, size_t b, double covered)
{
    if (covered <= no_wall || covered >= wall) return;
    g->cells[g->owners[a]].unsure = half_ruled;
    g->cells[g->owners[b]].unsure = half_ruled;
}

static void build_cells(struct pdf_grid *g, const struct pdf_walls *w)
{
    size_t places = (size_t)g->n_rows * (size_t)g->n_cols, cols = (size_t)g->n_cols;
    size_t *parents = memory_alloc(places * sizeof *parents);
    struct box_set *extents = memory_alloc(places * sizeof *extents);
    g->owners = memory_alloc(places * sizeof *g->owners);
    for (size_t i = 0; i < places; i++) parents[i] = i, g->owners[i] = -1;
    for (size_t i = 0; i < places; i++) {
        if ((i + 1) % cols && w->right[i] < wall) parents[root(parents, i + 1)] = root(parents, i);
        if (i + cols < places && w->below[i] < wall) parents[root(parents, i + cols)] = root(parents, i);
    }
    cells_of_sets(g, parents, extents);
    for (size_t i = 0; i < places; i++) {
        if ((i + 1) % cols) doubt(g, i, i + 1, w->right[i]);
        if (i + cols < places) doubt(g, i, i + cols, w->below[i]);
    }
    free(parents);
    free(extents);
}

/* ---- grids ---- */

static void release(struct pdf_grid *g)
{
    free(g->xs);
    free(g->ys);
    free(g->cells);
    free(g->owners);
}

/* A box around a text is no table: it has one cell. */
static bool build(struct pdf_grids *grids, const struct pdf_rule *of, size_t n)
{
    struct pdf_grid g = {.xs = memory_alloc((PDF_GRID_COLS + 1) * sizeof *g.xs), .ys = memory_alloc((PDF_GRID_ROWS + 1) * sizeof *g.ys)};
    struct ruled_lines xs = {g.xs, 0, PDF_GRID_COLS + 1}, ys = {g.ys, 0, PDF_GRID_ROWS + 1};
    bool fits = lines_of(&xs, of, n, true) && lines_of(&ys, of, n, false);
    close_ends(&ys, of, n, true);
    close_ends(&xs, of, n, false);
    g.n_cols = xs.n - 1;
    g.n_rows = ys.n - 1;
    if (fits && g.n_cols > 0 && g.n_rows > 0) {
        size_t places = (size_t)g.n_rows * (size_t)g.n_cols;
        struct pdf_walls w = {memory_alloc(places * sizeof *w.right), memory_alloc(places * sizeof *w.below)};
        build_walls(&w, &g, of, n);
        build_cells(&g, &w);
        free(w.right);
        free(w.below);
    }
    if (g.n > 1) {
        grids->of = memory_grow(grids->of, grids->n, &grids->cap, sizeof *grids->of);
        grids->of[grids->n++] = g;
    } else release(&g);
    return fits;
}

static int by_top(const void *a, const void *b)
{
    const struct pdf_grid *x = a, *y = b;
    return x->ys[0] != y->ys[0] ? (x->ys[0] > y->ys[0]) - (x->ys[0] < y->ys[0]) : (x->xs[0] > y->xs[0]) - (x->xs[0] < y->xs[0]);
}

bool pdf_grids_find(struct pdf_grids *grids, const struct pdf_rule *rules, size_t n)
{
    struct pdf_rule *of = memory_alloc((n + 1) * sizeof *of), *set = memory_alloc((n + 1) * sizeof *of);
    *grids = (struct pdf_grids){0};
    if (n) memcpy(of, rules, n * sizeof *of);
    n = merge(of, n);
    bool ok = n <= PDF_GRID_RULES;
    size_t *parents = memory_alloc((n + 1) * sizeof *parents);
    if (ok) join_meeting(of, n, parents);
    for (size_t i = 0; ok && i < n; i++) {
        size_t members = 0;
        if (root(parents, i) != i) continue;
        for (size_t k = 0; k < n; k++)
            if (root(parents, k) == i) set[members++] = of[k];
        if (members > 2) ok = build(grids, set, members);
    }
    if (grids->n) qsort(grids->of, grids->n, sizeof *grids->of, by_top);
    free(parents);
    free(set);
    free(of);
    return ok;
}

void pdf_grids_release(struct pdf_grids *grids)
{
    for (size_t i = 0; i < grids->n; i++) release(&grids->of[i]);
    free(grids->of);
    *grids = (struct pdf_grids){0};
}

static int interval(const double *lines, int n, double at)
{
    for (int i = 0; i < n; i++)
        if (at >= lines[i] && at < lines[i + 1]) return i;
    return -1;
}

int pdf_grid_at(const struct pdf_grid *g, double x, double y)
{
    int col = interval(g->xs, g->n_cols, x), row = interval(g->ys, g->n_rows, y);
    return col < 0 || row < 0 ? -1 : g->owners[row * g->n_cols + col];
}

struct pdf_box pdf_grid_box(const struct pdf_grid *g) { return (struct pdf_box){g->xs[0], g->ys[0], g->xs[g->n_cols], g->ys[g->n_rows]}; }

struct pdf_box pdf_grid_cell_box(const struct pdf_grid *g, const struct pdf_grid_cell *c)
{
    return (struct pdf_box){g->xs[c->col], g->ys[c->row], g->xs[c->col + c->cols], g->ys[c->row + c->rows]};
}
