/* Ranks of a year, by one indicator, among the agencies with enough cases.
 *
 * Best first: by the exact share, from the highest (from the lowest where lower is better); of equal shares the one with
 * more cases comes first. The first is the best of its group: those after it whose share lies within its interval are tied
 * with it and have its rank. The first outside is the best of the next group; its rank is one more than the number of agencies
 * before it. Equal shares of equally many cases have the same interval, so the order of adding has no influence. */
#include "compare/comparison_inside.h"
#include <stdlib.h>

struct runner { struct measure *measure; enum indicator_direction direction; };

static int best_first(const void *a, const void *b)
{
    const struct runner *x = a, *y = b;
    int order = fraction_compare(x->measure->cases, y->measure->cases);
    if (order) return x->direction == DIRECTION_LOWER ? order : -order;
    return (x->measure->cases.whole < y->measure->cases.whole) - (x->measure->cases.whole > y->measure->cases.whole);
}

static void rank(struct runner *list, size_t n)
{
    qsort(list, n, sizeof *list, best_first);
    for (size_t i = 0, end; i < n; i = end) {
        const struct measure *best = list[i].measure;
        for (end = i + 1; end < n && fraction_within(list[end].measure->cases, best->interval); end++) {}
        for (size_t k = i; k < end; k++) {
            list[k].measure->rank = (int)i + 1;
            list[k].measure->tied = (int)(end - i);
        }
    }
}

void comparison_rank(struct comparison *c)
{
    struct runner *list = memory_alloc((c->n_entries + 1) * sizeof *list);
    for (size_t i = 0; i < c->indicators->n; i++) {
        if (c->indicators->list[i].unit != UNIT_PERCENT) continue;
        for (size_t from = 0, to; from < c->n_entries; from = to) {
            size_t n = 0;
            for (to = from; to < c->n_entries && c->entries[to].year == c->entries[from].year; to++)
                if (c->entries[to].measures[i].state == MEASURE_ENOUGH)
                    list[n++] = (struct runner){&c->entries[to].measures[i], c->indicators->list[i].direction};
            rank(list, n);
        }
    }
    free(list);
}
