/* Tables of a page from its rules: pieces become whole rules, rules that meet become a grid, and boxes of the grid with no rule
 * between them become a cell.
 *
 * What is wrong with a cell's borders it says itself (unsure): a rule that goes only a part of the way may part two cells or not.
 */
#ifndef PDF_GRID_H
#define PDF_GRID_H
#include "manuscript/pdf/page.h"

enum { PDF_GRID_COLS = 128, PDF_GRID_ROWS = 1000, PDF_GRID_RULES = 4000 };

struct pdf_grid_cell { int row, col, rows, cols; const char *unsure; };
struct pdf_grid {
    double *xs, *ys;                                   /* of n_cols + 1 and n_rows + 1 lines */
    int n_cols, n_rows;
    struct pdf_grid_cell *cells;                           /* by row, then column; together they cover the grid */
    size_t n;
    int *owners;                                       /* the cell of each place, row by row */
};
struct pdf_grids { struct pdf_grid *of; size_t n, cap; };      /* from the top down */

/* False where there are more rules or lines than a report's page has. */
bool pdf_grids_find(struct pdf_grids *grids, const struct pdf_rule *rules, size_t n);
void pdf_grids_release(struct pdf_grids *grids);

/* The place of a point in a grid, or -1 where it lies outside. */
int pdf_grid_at(const struct pdf_grid *g, double x, double y);
struct pdf_box pdf_grid_box(const struct pdf_grid *g);
struct pdf_box pdf_grid_cell_box(const struct pdf_grid *g, const struct pdf_grid_cell *c);

#endif
