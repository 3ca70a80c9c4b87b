#include "render/page/grid_layout.h"
#include <math.h>
#include <stdlib.h>

static const double TOLERANCE = 0.01;

double grid_sum(const double *sizes, int first, int count)
{
    double sum = 0;
    for (int i = first; i < first + count; i++) sum += sizes[i];
    return sum;
}

void grid_widths(const struct grid *g, const double *least, double total, double *widths)
{
    double shares = grid_sum(g->widths, 0, g->n_cols), lacking = 0, spare = 0;
    for (int c = 0; c < g->n_cols; c++) {
        widths[c] = total * g->widths[c] / shares;
        if (widths[c] < least[c]) lacking += least[c] - widths[c];
        else spare += widths[c] - least[c];
    }
    if (lacking > spare) return;                       /* there is not enough for all: leave the form's proportions */
    for (int c = 0; c < g->n_cols; c++) {
        if (widths[c] < least[c]) widths[c] = least[c];
        else if (lacking > 0) widths[c] -= lacking * (widths[c] - least[c]) / spare;
    }
}

void grid_heights(const struct grid *g, const double *needs, double *heights)
{
    for (int r = 0; r < g->n_rows; r++) heights[r] = 0;
    for (size_t i = 0; i < g->n_cells; i++)
        if (g->cells[i].rowspan == 1) heights[g->cells[i].row] = fmax(heights[g->cells[i].row], needs[i]);
    for (size_t i = 0; i < g->n_cells; i++) {
        const struct grid_cell *c = &g->cells[i];
        double lacking = needs[i] - grid_sum(heights, c->row, c->rowspan);
        for (int r = c->row; r < c->row + c->rowspan && lacking > TOLERANCE; r++) heights[r] += lacking / c->rowspan;
    }
}

double grid_row_room(const struct grid *g, const double *heights, int row, double room)
{
    double own = 0;
    for (int r = row; r > 0 && g->rows[r - 1].head; r--) own += heights[r - 1];
    return room - fmax(own, grid_sum(heights, g->rows[row].head_first, g->rows[row].head_count));
}

struct grid grid_in_lines(const struct grid *g, const int *lines, struct arena *a)
{
    int *at = arena_alloc(a, ((size_t)g->n_rows + 1) * sizeof *at);      /* where each row begins, and the end */
    for (int r = 0; r < g->n_rows; r++) at[r + 1] = at[r] + lines[r];
    struct grid_row *rows = arena_alloc(a, (size_t)at[g->n_rows] * sizeof *rows);
    struct grid_cell *cells = arena_alloc(a, g->n_cells * sizeof *cells);
    for (int r = 0; r < g->n_rows; r++) {
        int first = g->rows[r].head_first, end = first + g->rows[r].head_count;
        for (int k = at[r]; k < at[r + 1]; k++) rows[k] = (struct grid_row){g->rows[r].head, at[first], at[end] - at[first]};
    }
    for (size_t i = 0; i < g->n_cells; i++) {
        cells[i] = g->cells[i];
        cells[i].row = at[g->cells[i].row];
        cells[i].rowspan = at[g->cells[i].row + g->cells[i].rowspan] - cells[i].row;
    }
    struct grid in_lines = *g;
    in_lines.n_rows = at[g->n_rows];
    in_lines.rows = rows;
    in_lines.cells = cells;
    return in_lines;
}

/* Whether a page break before row `at` would leave a group of rows with one row on either side of it. */
static bool leaves_one_row(const struct grid *g, int at)
{
    for (size_t i = 0; i < g->n_cells; i++) {
        const struct grid_cell *c = &g->cells[i];
        int end = c->row + c->rowspan;
        if (c->role == GRID_LABEL && c->row < at && at < end && (at - c->row == 1 || end - at == 1)) return true;
    }
    return false;
}

/* How many rows from `first` on fit. Heads at the end are left for the next page, with the rows that they head; so are
 * up to two rows that would be parted from their group's others, and so many that the last page has some. */
enum { LAST_ROWS = 3 };
static int rows_that_fit(const struct grid *g, const double *heights, int first, double room)
{
    int n = 0;
    while (first + n < g->n_rows && heights[first + n] <= room + TOLERANCE) room -= heights[first + n++];
    int left = g->n_rows - first - n;
    if (!left) return n;
    if (left < LAST_ROWS && n > 2 * LAST_ROWS) n -= LAST_ROWS - left;
    for (int given_up = 0; given_up < 2 && n > 3 && leaves_one_row(g, first + n); given_up++) n--;
    while (n > 0 && g->rows[first + n - 1].head) n--;
    return n;
}

size_t grid_split(const struct grid *g, const double *heights, double first_room, double room, struct arena *a,
                  struct grid_part **parts)
{
    size_t n = 0;
    *parts = arena_alloc(a, ((size_t)g->n_rows + 1) * sizeof **parts);
    for (int row = 0; row < g->n_rows;) {
        struct grid_part p = {.first = row};
        if (row > 0 && !g->rows[row].head) {
            p.head_first = g->rows[row].head_first;
            p.head_count = g->rows[row].head_count;
        }
        double head = grid_sum(heights, p.head_first, p.head_count);
        p.count = rows_that_fit(g, heights, row, (n ? room : first_room) - head);
        if (!p.count && n) {                           /* only heads that leave no room for a line come here */
            while (row + p.count < g->n_rows && g->rows[row + p.count].head) p.count++;
            if (row + p.count < g->n_rows) p.count++;
        }
        p.height = head + grid_sum(heights, p.first, p.count);
        (*parts)[n++] = p;
        row += p.count;
    }
    return n;
}
