/* Ranks of a year, by one indicator, in each group among the agencies that are judged.
 *
 * Best first: by the exact share, from the highest (from the lowest where lower is better); of equal shares the one with
 * more cases comes first. The first is the best of its tie: those after it whose share lies within its interval are tied
 * with it and have its rank. The first outside is the best of the next tie; its rank is one more than the number of agencies
 * before it. Equal shares of equally many cases have the same interval, so the order of adding has no influence. */
#include "compare/comparison_inside.h"
#include <stdlib.h>

struct runner { size_t group; struct judged *judged; enum indicator_direction direction; };

static int best_first(const void *a, const void *b)
{
    const struct runner *x = a, *y = b;
    if (x->group != y->group) return x->group < y->group ? -1 : 1;
    int order = fraction_compare(x->judged->cases, y->judged->cases);
    if (order) return x->direction == DIRECTION_LOWER ? order : -order;
    return (x->judged->cases.whole < y->judged->cases.whole) - (x->judged->cases.whole > y->judged->cases.whole);
}

static void rank_group(struct runner *list, size_t n)
{
    for (size_t i = 0, end; i < n; i = end) {
        const struct judged *best = list[i].judged;
        for (end = i + 1; end < n && fraction_within(list[end].judged->cases, best->interval); end++) {}
        for (size_t k = i; k < end; k++) {
            list[k].judged->rank = (int)i + 1;
            list[k].judged->tied = (int)(end - i);
        }
    }
}

static void rank(struct runner *list, size_t n)
{
    if (n) qsort(list, n, sizeof *list, best_first);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from; to < n && list[to].group == list[from].group; to++) {}
        rank_group(list + from, to - from);
    }
}

void comparison_rank(struct comparison *c)
{
    struct runner *list = memory_alloc((c->n_entries + 1) * sizeof *list);
    for (size_t i = 0; i < c->indicators->n; i++) {
        for (size_t from = 0, to; from < c->n_entries; from = to) {
            size_t n = 0;
            for (to = from; to < c->n_entries && c->entries[to].year == c->entries[from].year; to++)
                if (comparison_peers_of(c, &c->entries[to], i))
                    list[n++] = (struct runner){c->agencies[c->entries[to].agency].group, &c->entries[to].measures[i].judged, c->indicators->list[i].direction};
            rank(list, n);
        }
    }
    free(list);
}
