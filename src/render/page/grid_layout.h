/* A printed grid in widths, heights and pages: arithmetic, without fonts; nothing is drawn.
 *
 * Pages are broken between rows. A row that no page holds is made rows of its lines first (grid_in_lines). A page that begins with a
 * row repeats the head rows of that row (grid_row).
 */
#ifndef RENDER_PAGE_GRID_LAYOUT_H
#define RENDER_PAGE_GRID_LAYOUT_H
#include "base/memory.h"
#include "form/form.h"

/* The rows of one page: `head_count` repeated head rows, then `count` rows from `first` on. */
struct grid_part { int head_first, head_count, first, count; double height; };

/* Shares `total` among the columns by the grid's relative widths, but gives none less than least[col]. */
void grid_widths(const struct grid *g, const double *least, double total, double *widths);
/* Row heights for cells that need needs[cell]; where a cell over several rows needs more than they have, they grow alike. */
void grid_heights(const struct grid *g, const double *needs, double *heights);
double grid_sum(const double *sizes, int first, int count);
/* What of a page's `room` row `row` may have at most: the heads above it, repeated or its own, are on the same page. */
double grid_row_room(const struct grid *g, const double *heights, int row, double room);
/* The grid with lines[r] rows for each row r. Its cells are the same in the same order, over all rows that were made of theirs. */
struct grid grid_in_lines(const struct grid *g, const int *lines, struct arena *a);
/* Divides the rows over pages: first_room on the first, room on the others. A first part without rows means that the
 * first page has no room worth beginning on. */
size_t grid_split(const struct grid *g, const double *heights, double first_room, double room, struct arena *a,
                  struct grid_part **parts);

#endif
