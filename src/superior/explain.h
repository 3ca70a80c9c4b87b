/* The smallest sets of moves that explain why published numbers differ from a sum.
 *
 * A move is what one agency may have done to all cells at once: it was left out, counted twice, counted by another copy … . A set
 * explains a cell whose moves add up to its difference there; a cell without a difference is explained by a set that leaves it as
 * it is. Looked for, in this order, with at most EXPLAIN_SIZE moves of different agencies:
 *
 *  1. the smallest sets that explain all cells;
 *  2. where there is none, the set that explains the most cells, the smaller one before the larger; so too of each table alone,
 *     where that explains more of it (tables may have been summed differently);
 *  3. for each cell that is left, the smallest sets that explain it alone.
 *
 * Sets that explain equally well are all given. Step 1 is exact; sets for step 2 are found by explaining all of a table, a row or a
 * column, so that wrong numbers elsewhere do no harm. The work is bounded, whatever the numbers are: `searched` tells up to which size
 * no set was missed.
 */
#ifndef SUPERIOR_EXPLAIN_H
#define SUPERIOR_EXPLAIN_H
#include "base/memory.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EXPLAIN_SIZE = 3, EXPLAIN_SETS = 64 };          /* moves in a set; sets that are noted */

struct explain_cell { int64_t difference; size_t table, row, column; };   /* numbers that are equal where they are the same; rows and columns of all tables differ */
struct explain_move { size_t agency; const int64_t *by; };                /* by cell */
struct explain_set { uint32_t moves[EXPLAIN_SIZE]; size_t n; };           /* in rising order */
/* Of a cell with a difference; n 0 = nothing explains it. */
struct explained { const struct explain_set *sets; size_t n; bool more; int searched; };   /* more: than are noted */

/* One outcome a cell, of the arena; those of cells without a difference are empty. */
const struct explained *explain(struct arena *arena, const struct explain_cell *cells, size_t n_cells, const struct explain_move *moves, size_t n_moves);

#endif
