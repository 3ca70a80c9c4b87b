/* The sets of moves that explain every one of some cells, found by hashing: the hash of a sum is the sum of the hashes. */
#ifndef SUPERIOR_EXPLAIN_SEARCH_H
#define SUPERIOR_EXPLAIN_SEARCH_H
#include "superior/explain.h"

struct explain_problem {
    const struct explain_cell *cells;
    size_t n_cells;
    const struct explain_move *moves;
    size_t n_moves;
    uint32_t **support;                                /* by cell: the moves that change it */
    size_t *n_support;
};
/* The smallest sets that explain all cells of the view; searched: the size up to which all was looked at. */
struct explain_found { struct explain_set sets[EXPLAIN_SETS]; size_t n; bool more; int searched; };

/* `steps` bounds the work. */
void explain_search(const struct explain_problem *p, const size_t *view, size_t n_view, int64_t steps, struct explain_found *found);
/* Whether the set explains the cell. */
bool explain_holds(const struct explain_problem *p, const struct explain_set *set, size_t cell);
/* Adds a set that is not there yet; sets *more where there is no room. */
void explain_note(struct explain_set *sets, size_t *n, bool *more, const struct explain_set *set);

#endif
