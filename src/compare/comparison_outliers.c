/* Finds shares that differ from those of the group, or of the year before, by more than chance explains; and the cell behind each. */
#include "compare/comparison_inside.h"
#include <stdlib.h>
#include <string.h>

/* The sums of every cell of every form, of each group's reports of a year: made once, so that each outlier costs no walk over all. */
struct sums { const struct comparison *c; int64_t *parts, *wholes; };

static size_t form_place(const struct comparison *c, const char *form)
{
    size_t f = 0;
    while (strcmp(c->indicators->forms[f], form)) f++;
    return f;
}

static size_t place(const struct comparison *c, size_t year, size_t group, size_t form, size_t indicator)
{
    return ((year * c->n_groups + group) * c->indicators->n_forms + form) * c->indicators->n + indicator;
}

static const int64_t *terms_of(const struct comparison *c, const struct comparison_entry *e, size_t indicator)
{
    return e->terms + indicator * c->indicators->most_terms;
}

static void sum_cells(struct sums *s)
{
    const struct comparison *c = s->c;
    const struct indicators *all = c->indicators;
    size_t n = c->n_years * c->n_groups * all->n_forms * all->n;
    s->parts = memory_alloc((n * all->most_terms + 1) * sizeof *s->parts);
    s->wholes = memory_alloc((n + 1) * sizeof *s->wholes);
    for (size_t k = 0; k < c->n_entries; k++) {
        const struct comparison_entry *e = &c->entries[k];
        for (size_t i = 0; i < all->n; i++) {
            if (!measure_counts(&e->measures[i])) continue;
            size_t at = place(c, e->year, c->agencies[e->agency].group, form_place(c, e->form), i);
            s->wholes[at] += e->measures[i].cases.whole;
            for (size_t t = 0; t < all->list[i].cells[form_place(c, e->form)].numerator.n; t++) s->parts[at * all->most_terms + t] += terms_of(c, e, i)[t];
        }
    }
}

/* Where the sum has that address; n where it has not. */
static size_t term_at(const struct indicator_sum *sum, const char *address)
{
    size_t t = 0;
    while (t < sum->n && strcmp(sum->terms[t].address, address)) t++;
    return t;
}

/* The cell in the group's reports of the years that are judged, of all forms that have it. */
static struct fraction cell_of_peers(const struct sums *s, const struct outlier *o, const char *address)
{
    const struct comparison *c = s->c;
    const struct comparison_entry *e = &c->entries[o->entry];
    struct fraction all = {0, 0};
    size_t y = e->year;
    for (int k = 0; k < e->measures[o->indicator].judged.years; k++, y = comparison_year_before(c, y)) {
        for (size_t f = 0; f < c->indicators->n_forms; f++) {
            const struct indicator_sum *sum = &c->indicators->list[o->indicator].cells[f].numerator;
            size_t t = term_at(sum, address), at = place(c, y, c->agencies[e->agency].group, f, o->indicator);
            if (t == sum->n) continue;
            all.part += s->parts[at * c->indicators->most_terms + t];
            all.whole += s->wholes[at];
        }
    }
    return all;
}

/* The entry's cell of that address, in so many years up to its own; forms without it have 0 of it. */
static struct fraction own_cell(const struct comparison *c, const struct comparison_entry *e, size_t indicator, const char *address, int years)
{
    struct fraction f = {0, 0};
    size_t y = e->year;
    for (int k = 0; k < years; k++, y = comparison_year_before(c, y)) {
        const struct comparison_entry *one = comparison_entry(c, e->agency, y);
        const struct indicator_sum *sum = &indicators_cells(c->indicators, indicator, one->form)->numerator;
        size_t t = term_at(sum, address);
        if (t < sum->n) f.part += terms_of(c, one, indicator)[t];
        f.whole += one->measures[indicator].cases.whole;
    }
    return f;
}

/* Names the numerator's cell that moves the share furthest in its direction; the first of equals. */
static void name_cell(const struct sums *s, struct outlier *o)
{
    const struct comparison *c = s->c;
    const struct comparison_entry *e = &c->entries[o->entry];
    const struct indicator_sum *sum = &indicators_cells(c->indicators, o->indicator, e->form)->numerator;
    int64_t most = 0;
    for (size_t i = 0; i < sum->n; i++) {
        const char *address = sum->terms[i].address;
        bool years = o->before != NO_ENTRY;
        struct fraction own = own_cell(c, e, o->indicator, address, years ? 1 : e->measures[o->indicator].judged.years);
        struct fraction other = years ? own_cell(c, &c->entries[o->before], o->indicator, address, 1) : cell_of_peers(s, o, address);
        /* Shares are brought to the entry's own number of cases, where all cells have the same. */
        int64_t pull = other.whole ? own.part * FRACTION_WHOLE - other.part * FRACTION_WHOLE / other.whole * own.whole : 0;
        if (o->distance < 0) pull = -pull;
        if (i && pull <= most) continue;
        most = pull;
        o->address = address;
        o->name = sum->terms[i].name;
        o->value = own.part;
        o->whole = own.whole;
        o->other = other;
    }
}

static void add(struct comparison *c, const struct sums *s, struct outlier o)
{
    if (llabs(o.distance) < c->settings.outlier) return;
    name_cell(s, &o);
    c->outliers = memory_grow(c->outliers, c->n_outliers, &c->cap_outliers, sizeof *c->outliers);
    c->outliers[c->n_outliers++] = o;
}

static void against_peers(struct comparison *c, const struct sums *s, size_t entry, size_t indicator)
{
    const struct comparison_entry *e = &c->entries[entry];
    if (!comparison_peers_of(c, e, indicator)) return;
    add(c, s, (struct outlier){.entry = entry, .before = NO_ENTRY, .indicator = indicator, .distance = e->measures[indicator].judged.distance});
}

/* Both years by their own cases. */
static void against_before(struct comparison *c, const struct sums *s, size_t entry, size_t indicator)
{
    struct comparison_entry *e = &c->entries[entry];
    size_t year = comparison_year_before(c, e->year);
    const struct comparison_entry *before = year < c->n_years ? comparison_entry(c, e->agency, year) : NULL;
    if (!before || before->measures[indicator].state != MEASURE_ENOUGH || e->measures[indicator].state != MEASURE_ENOUGH) return;
    int64_t change = fraction_change(e->measures[indicator].cases, before->measures[indicator].cases);
    add(c, s, (struct outlier){.entry = entry, .before = (size_t)(before - c->entries), .indicator = indicator, .distance = change});
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
    struct sums s = {.c = c};
    sum_cells(&s);
    for (size_t i = 0; i < c->indicators->n; i++) {
        for (size_t k = 0; c->indicators->list[i].unit == UNIT_PERCENT && k < c->n_entries; k++) {
            against_peers(c, &s, k, i);
            against_before(c, &s, k, i);
        }
    }
    if (c->n_outliers) qsort(c->outliers, c->n_outliers, sizeof *c->outliers, by_distance);
    free(s.parts);
    free(s.wholes);
}
