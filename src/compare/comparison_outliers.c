/* Finds shares that differ from those of all agencies, or of the year before, by more than chance explains; and the cell behind each. */
#include "compare/comparison_inside.h"
#include <stdlib.h>
#include <string.h>

static const int64_t *terms_of(const struct comparison *c, const struct comparison_entry *e, size_t indicator)
{
    return e->terms + indicator * c->indicators->most_terms;
}

static const struct indicator_sum *numerator_of(const struct comparison *c, const struct comparison_entry *e, size_t indicator)
{
    return &indicators_cells(c->indicators, indicator, e->form)->numerator;
}

/* The cell of all reports of the entry's year that are of its form: cells of other forms are other cells. */
static struct fraction cell_of_all(const struct comparison *c, const struct comparison_entry *e, size_t indicator, size_t term)
{
    struct fraction all = {0, 0};
    for (size_t i = 0; i < c->n_entries; i++) {
        const struct comparison_entry *other = &c->entries[i];
        const struct measure *m = &other->measures[indicator];
        if (other->year != e->year || strcmp(other->form, e->form) || m->state < MEASURE_NOTHING) continue;
        all.part += terms_of(c, other, indicator)[term];
        all.whole += m->cases.whole;
    }
    return all;
}

/* The cell of the same address a year before; 0 where that year's form does not have it. */
static struct fraction cell_before(const struct comparison *c, const struct comparison_entry *before, size_t indicator, const char *address)
{
    const struct indicator_sum *sum = numerator_of(c, before, indicator);
    struct fraction f = {0, before->measures[indicator].cases.whole};
    for (size_t i = 0; i < sum->n; i++)
        if (!strcmp(sum->terms[i].address, address)) f.part = terms_of(c, before, indicator)[i];
    return f;
}

/* Names the numerator's cell that moves the share furthest in its direction; the first of equals. */
static void name_cell(const struct comparison *c, struct outlier *o)
{
    const struct comparison_entry *e = &c->entries[o->entry];
    const struct indicator_sum *sum = numerator_of(c, e, o->indicator);
    int64_t most = 0;
    o->whole = e->measures[o->indicator].cases.whole;
    for (size_t i = 0; i < sum->n; i++) {
        int64_t value = terms_of(c, e, o->indicator)[i];
        struct fraction other = o->before == NO_ENTRY ? cell_of_all(c, e, o->indicator, i)
                                                      : cell_before(c, &c->entries[o->before], o->indicator, sum->terms[i].address);
        /* Shares are brought to the entry's own number of cases, where all cells have the same. */
        int64_t pull = other.whole ? value * FRACTION_WHOLE - other.part * FRACTION_WHOLE / other.whole * o->whole : 0;
        if (o->distance < 0) pull = -pull;
        if (i && pull <= most) continue;
        most = pull;
        o->address = sum->terms[i].address;
        o->name = sum->terms[i].name;
        o->value = value;
        o->other = other;
    }
}

static void add(struct comparison *c, struct outlier o)
{
    if (llabs(o.distance) < c->limit) return;
    name_cell(c, &o);
    c->outliers = memory_grow(c->outliers, c->n_outliers, &c->cap_outliers, sizeof *c->outliers);
    c->outliers[c->n_outliers++] = o;
}

static void look_at(struct comparison *c, size_t entry, size_t indicator)
{
    struct comparison_entry *e = &c->entries[entry];
    struct measure *m = &e->measures[indicator];
    const struct measure *all = &c->years[e->year].pooled[indicator];
    if (m->state != MEASURE_ENOUGH) return;
    if (fraction_fits(all->cases)) m->distance = fraction_distance(m->cases, all->cases);
    add(c, (struct outlier){.entry = entry, .before = NO_ENTRY, .indicator = indicator, .distance = m->distance});
    if (e->year + 1 == c->n_years || c->years[e->year + 1].year != c->years[e->year].year - 1) return;
    size_t before = c->places[e->agency * c->n_years + e->year + 1];
    if (before == NO_ENTRY || c->entries[before].measures[indicator].state != MEASURE_ENOUGH) return;
    int64_t change = fraction_change(m->cases, c->entries[before].measures[indicator].cases);
    add(c, (struct outlier){.entry = entry, .before = before, .indicator = indicator, .distance = change});
}

static int by_distance(const void *a, const void *b)
{
    const struct outlier *x = a, *y = b;
    long long p = llabs(x->distance), q = llabs(y->distance);
    if (p != q) return p > q ? -1 : 1;
    if (x->indicator != y->indicator) return x->indicator < y->indicator ? -1 : 1;
    if (x->entry != y->entry) return x->entry < y->entry ? -1 : 1;
    return (x->before > y->before) - (x->before < y->before);
}

void comparison_find_outliers(struct comparison *c)
{
    for (size_t i = 0; i < c->indicators->n; i++)
        for (size_t k = 0; c->indicators->list[i].unit == UNIT_PERCENT && k < c->n_entries; k++) look_at(c, k, i);
    if (c->n_outliers) qsort(c->outliers, c->n_outliers, sizeof *c->outliers, by_distance);
}
