/* How far each share lies from its group's, in standard deviations.
 *
 * Chance alone gives a share of many cases a tiny deviation, and agencies of one kind differ by more than chance: measured by chance
 * alone, each large agency would stand out. Where a group has enough agencies that are judged (settings.spread), its own spread is the
 * measure: the median of the distances' sizes, over the 0.67449 that chance would give. It only ever makes distances smaller. */
#include "compare/comparison_inside.h"
#include <stdlib.h>

struct far { size_t group; struct judged *judged; };

static int64_t size_of(const struct judged *j) { return j->distance < 0 ? -j->distance : j->distance; }

static int by_group_and_size(const void *a, const void *b)
{
    const struct far *x = a, *y = b;
    if (x->group != y->group) return x->group < y->group ? -1 : 1;
    return (size_of(x->judged) > size_of(y->judged)) - (size_of(x->judged) < size_of(y->judged));
}

/* The list is sorted by size. */
static void scale(const struct comparison *c, struct far *list, size_t n)
{
    enum { MEDIAN_OF_CHANCE = 67449, OF = 100000, ONE = 1000 };
    if (n < c->settings.spread) return;
    int64_t median = (size_of(list[(n - 1) / 2].judged) + size_of(list[n / 2].judged)) / 2, spread = median * OF / MEDIAN_OF_CHANCE;
    for (size_t i = 0; spread > ONE && i < n; i++) list[i].judged->distance = list[i].judged->distance * ONE / spread;
}

static void scale_groups(const struct comparison *c, struct far *list, size_t n)
{
    if (n) qsort(list, n, sizeof *list, by_group_and_size);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from; to < n && list[to].group == list[from].group; to++) {}
        scale(c, list + from, to - from);
    }
}

void comparison_measure_distances(struct comparison *c)
{
    struct far *list = memory_alloc((c->n_entries + 1) * sizeof *list);
    for (size_t i = 0; i < c->indicators->n; i++) {
        for (size_t from = 0, to; from < c->n_entries; from = to) {
            size_t n = 0;
            for (to = from; to < c->n_entries && c->entries[to].year == c->entries[from].year; to++) {
                struct comparison_entry *e = &c->entries[to];
                const struct measure *peers = comparison_peers_of(c, e, i);
                if (!peers) continue;
                struct judged *j = &e->measures[i].judged;
                if (fraction_fits(peers->cases)) j->distance = fraction_distance(j->cases, peers->cases);
                list[n++] = (struct far){c->agencies[e->agency].group, j};
            }
            scale_groups(c, list, n);
        }
    }
    free(list);
}
