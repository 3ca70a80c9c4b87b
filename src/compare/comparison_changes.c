/* The change of the whole between the two latest years, and how much of it each agency makes. */
#include "compare/comparison_inside.h"
#include <stdlib.h>

/* The agency's number that is in the year's sum; 0/0 where there is none. */
static struct fraction counted(const struct comparison *c, size_t agency, size_t year, size_t indicator, bool *there)
{
    const struct comparison_entry *e = comparison_entry(c, agency, year);
    *there = e && measure_counts(&e->measures[indicator]);
    return *there ? e->measures[indicator].cases : (struct fraction){0, 0};
}

/* Contributions are compared exactly: all of an indicator have the same denominator. */
struct weighed { struct contribution of; contribution_exact exact; };

/* An agency without a number in one of the years has no change of its own: it does not lead those that have. */
static int by_size(const void *a, const void *b)
{
    const struct weighed *x = a, *y = b;
    const bool one = x->of.kind != CONTRIBUTION_BOTH, other = y->of.kind != CONTRIBUTION_BOTH;
    if (one != other) return one ? 1 : -1;
    contribution_exact p = x->exact < 0 ? -x->exact : x->exact, q = y->exact < 0 ? -y->exact : y->exact;
    if (p != q) return p > q ? -1 : 1;
    return (x->of.agency > y->of.agency) - (x->of.agency < y->of.agency);
}

static struct weighed weigh(const struct comparison_change *change, bool share, struct contribution one)
{
    contribution_exact exact = share ? contribution_of(one.before, one.now, change->before, change->now) : one.now.part - one.before.part;
    one.amount = share ? contribution_rounded(exact, change->before, change->now) : (int64_t)exact;
    return (struct weighed){one, exact};
}

/* Why the agency has no number in one of the years. */
static void count_one_year(const struct comparison *c, struct comparison_change *change, const struct contribution *one)
{
    if (one->kind == CONTRIBUTION_BOTH) return;
    const struct comparison_entry *other = comparison_entry(c, one->agency, one->kind == CONTRIBUTION_WENT ? 0 : 1);
    change->came += one->kind == CONTRIBUTION_CAME;
    change->went += one->kind == CONTRIBUTION_WENT;
    change->unreported += !other;
    change->blank += other && other->measures[change->indicator].state == MEASURE_BLANK;
}

static void list_agencies(struct comparison *c, struct comparison_change *change, struct weighed *list)
{
    bool share = c->indicators->list[change->indicator].unit == UNIT_PERCENT;
    contribution_exact apart = 0;
    size_t n = 0;
    for (size_t a = 0; a < c->n_agencies; a++) {
        bool now, before;
        struct contribution one = {.agency = a, .now = counted(c, a, 0, change->indicator, &now), .before = counted(c, a, 1, change->indicator, &before)};
        if (!now && !before) continue;
        one.kind = !before ? CONTRIBUTION_CAME : !now ? CONTRIBUTION_WENT : CONTRIBUTION_BOTH;
        count_one_year(c, change, &one);
        struct weighed w = weigh(change, share, one);
        if (one.kind != CONTRIBUTION_BOTH) apart += w.exact;
        if (w.exact || one.kind != CONTRIBUTION_BOTH) list[n++] = w;
    }
    change->apart = share ? contribution_rounded(apart, change->before, change->now) : (int64_t)apart;
    if (n) qsort(list, n, sizeof *list, by_size);
    change->list = arena_alloc(&c->arena, (n + 1) * sizeof *change->list);
    for (change->n = 0; change->n < n; change->n++) change->list[change->n] = list[change->n].of;
}

/* Of a share both wholes must have cases. */
static bool comparable(const struct comparison *c, size_t indicator)
{
    const struct indicator *one = &c->indicators->list[indicator];
    const struct measure *now = &c->years[0].pooled[indicator], *before = &c->years[1].pooled[indicator];
    if (one->unit == UNIT_COUNT) return now->state == MEASURE_ENOUGH && before->state == MEASURE_ENOUGH;
    return one->chart && now->state >= MEASURE_FEW && before->state >= MEASURE_FEW;
}

static bool is_told(const struct comparison *c, const struct comparison_change *change)
{
    bool percent = c->indicators->list[change->indicator].unit == UNIT_PERCENT, any = change->amount != 0;
    for (size_t i = 0; i < change->n; i++) any = any || change->list[i].amount;
    return any && (!percent || (change->before.whole >= c->settings.cases && change->now.whole >= c->settings.cases));
}

void comparison_find_changes(struct comparison *c)
{
    if (!c->n_years || comparison_year_before(c, 0) == c->n_years) return;
    struct weighed *list = memory_alloc((c->n_agencies + 1) * sizeof *list);
    c->changes = arena_alloc(&c->arena, (c->indicators->n + 1) * sizeof *c->changes);
    for (size_t i = 0; i < c->indicators->n; i++) {
        if (!comparable(c, i)) continue;
        struct comparison_change *change = &c->changes[c->n_changes++];
        *change = (struct comparison_change){.indicator = i, .before = c->years[1].pooled[i].cases, .now = c->years[0].pooled[i].cases};
        bool share = c->indicators->list[i].unit == UNIT_PERCENT;
        change->amount = weigh(change, share, (struct contribution){.before = change->before, .now = change->now}).of.amount;
        list_agencies(c, change, list);
        change->told = is_told(c, change);
    }
    free(list);
}
