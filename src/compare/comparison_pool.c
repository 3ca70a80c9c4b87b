/* Cases together: of all, of each group over one and several years; and what each agency is judged by. */
#include "compare/comparison_inside.h"

static void add(struct measure *all, const struct measure *m)
{
    all->cases.part += m->cases.part;
    all->cases.whole += m->cases.whole;
    all->state = MEASURE_NOTHING;
}

/* Adds an entry's number to its group's sums that hold its year. */
static void add_to_peers(struct comparison *c, const struct comparison_entry *e, size_t indicator)
{
    const struct measure *m = &e->measures[indicator];
    size_t group = c->agencies[e->agency].group, last = e->year;
    for (int years = 1; years <= c->settings.pooled; years++) {
        if (years > 1 && !measure_counts_back(c, e, indicator)) return;
        for (int longer = years; longer <= c->settings.pooled; longer++) add(comparison_peers_at(c, group, last, longer, indicator), m);
        if (!last || comparison_year_before(c, last - 1) != last) return;
        last--;
    }
}

static void pool_all(struct comparison *c)
{
    size_t n = c->indicators->n;
    for (size_t y = 0; y < c->n_years; y++) c->years[y].pooled = arena_alloc(&c->arena, n * sizeof(struct measure));
    c->peers_pooled = arena_alloc(&c->arena, (c->n_years * c->n_groups * (size_t)c->settings.pooled * n + 1) * sizeof *c->peers_pooled);
    for (size_t k = 0; k < c->n_entries; k++) {
        const struct comparison_entry *e = &c->entries[k];
        for (size_t i = 0; i < n; i++) {
            if (c->indicators->list[i].unit == UNIT_DAYS || !measure_counts(&e->measures[i])) continue;
            add(&c->years[e->year].pooled[i], &e->measures[i]);
            add_to_peers(c, e, i);
        }
    }
}

static void judge_sums(struct comparison *c, struct measure *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].state) measure_judge(&list[i], c->indicators->list[i % c->indicators->n].unit, c->settings.cases);
}

/* Its own year; in the latest year also the years before, as long as the cases are too few and no year is missing. */
static void judge(struct comparison *c, const struct comparison_entry *e, size_t indicator)
{
    struct measure *m = &e->measures[indicator];
    struct judged j = {.years = 1, .cases = m->cases};
    if (m->state < MEASURE_FEW) return;
    bool back = !e->year && measure_counts_back(c, e, indicator);
    for (size_t y = e->year; back && j.cases.whole < c->settings.cases && j.years < c->settings.pooled; j.years++) {
        y = comparison_year_before(c, y);
        const struct comparison_entry *before = y < c->n_years ? comparison_entry(c, e->agency, y) : NULL;
        if (!before || !measure_counts_back(c, before, indicator)) break;
        j.cases.part += before->measures[indicator].cases.part;
        j.cases.whole += before->measures[indicator].cases.whole;
    }
    if (j.cases.whole < c->settings.cases || !fraction_fits(j.cases)) return;
    j.rate = fraction_rate(j.cases);
    j.interval = fraction_interval(j.cases);
    m->judged = j;
    struct comparison_group *g = &c->groups[c->agencies[e->agency].group];
    if (!e->year) g->enough[indicator]++, g->any = true;
}

void comparison_pool(struct comparison *c)
{
    pool_all(c);
    for (size_t y = 0; y < c->n_years; y++) judge_sums(c, c->years[y].pooled, c->indicators->n);
    judge_sums(c, c->peers_pooled, c->n_years * c->n_groups * (size_t)c->settings.pooled * c->indicators->n);
    for (size_t i = 0; i < c->indicators->n; i++)
        for (size_t k = 0; c->indicators->list[i].unit == UNIT_PERCENT && k < c->n_entries; k++) judge(c, &c->entries[k], i);
}
