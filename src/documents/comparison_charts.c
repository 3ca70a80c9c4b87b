/* The bar charts of the comparison: which bars are shown, in which order, on which axis. */
#include "base/text.h"
#include "documents/comparison_inside.h"
#include <stdlib.h>
#include <string.h>

/* An agency's bar before it is drawn; upwards: the best share is the lowest. */
struct ranked_bar { const struct comparison_entry *entry; const struct judged *judged; bool upwards; };
struct ranking { struct ranked_bar *bars; size_t n, total, gap; };

/* By rank and share; what is equal in the order of the agencies. */
static int by_rank(const void *a, const void *b)
{
    const struct ranked_bar *x = a, *y = b;
    if (x->judged->rank != y->judged->rank) return x->judged->rank < y->judged->rank ? -1 : 1;
    int order = fraction_compare(x->judged->cases, y->judged->cases);
    if (!x->upwards) order = -order;
    return order ? order : (x->entry->agency > y->entry->agency) - (x->entry->agency < y->entry->agency);
}

/* All of the group that are ranked in the latest year; of more than `most` the first and the last halves. */
static struct ranking rank(struct arena *a, const struct comparison *c, size_t group, size_t indicator, size_t most)
{
    struct ranking r = {.bars = arena_alloc(a, (c->n_agencies + 1) * sizeof *r.bars)};
    for (size_t i = 0; i < c->n_agencies; i++) {
        const struct comparison_entry *e = comparison_entry(c, i, 0);
        if (e && c->agencies[i].group == group && e->measures[indicator].judged.rank)
            r.bars[r.n++] = (struct ranked_bar){e, &e->measures[indicator].judged, c->indicators->list[indicator].direction == DIRECTION_LOWER};
    }
    qsort(r.bars, r.n, sizeof *r.bars, by_rank);
    r.total = r.gap = r.n;
    if (r.n > most) {
        size_t half = most / 2;
        memmove(r.bars + half, r.bars + r.n - half, half * sizeof *r.bars);
        r.n = 2 * half;
        r.gap = half;
    }
    return r;
}

static void find_axis(struct bar_chart *chart)
{
    enum { STEPS = 8 };
    int most = chart->has_all ? chart->all_rate : 0;
    for (size_t i = 0; i < chart->n; i++)
        if (chart->bars[i].high > most) most = chart->bars[i].high;
    chart->axis = axis_up_to(most, STEPS);
}

static const char *taken(struct arena *a, struct text *t)
{
    const char *copy = arena_dup(a, text_get(t));
    text_release(t);
    return copy;
}

static void describe(struct arena *a, struct bar_chart *chart)
{
    struct text t = {0};
    text_printf(&t, "条形图：%s。", chart->heading);
    if (chart->has_all) text_printf(&t, "%s。", chart->all_words);
    for (size_t i = 0; i < chart->n; i++) {
        const struct chart_bar *b = &chart->bars[i];
        if (i == chart->gap) text_add(&t, "……；");
        text_printf(&t, "%s%s（%s）%s", b->name, b->rate_words, b->cases_words, i + 1 < chart->n ? "；" : "。");
    }
    chart->described = taken(a, &t);
}

/* Cases of several years are marked: 41/90（近三年）. */
static struct chart_bar bar_of(struct arena *a, const struct comparison *c, const struct ranked_bar *r, size_t indicator)
{
    const struct measure *m = &r->entry->measures[indicator];
    char words[WORDS];
    const char *cases = arena_dup(a, judged_cases_words(m, words));
    if (m->judged.years > 1) cases = arena_printf(a, "%s（近%d年）", cases, m->judged.years);
    return (struct chart_bar){
        .name = entry_short_words(a, c, r->entry), .rate_words = arena_dup(a, percent_words(m->judged.rate, words)), .cases_words = cases,
        .rank_words = arena_dup(a, rank_words(m, words)), .rate = m->judged.rate, .low = m->judged.interval.low, .high = m->judged.interval.high,
        .ranked = true, .outstanding = measure_stands_out(c, m),
    };
}

static const char *left_out(struct arena *a, size_t n) { return n ? arena_printf(a, "没有排名的%zu个，见“各机关”的表。", n) : ""; }

static bool can_be_ranked(const struct comparison *c, size_t group, size_t indicator)
{
    enum { LEAST_BARS = 3 };                           /* of fewer there is nothing to rank */
    const struct comparison_group *g = &c->groups[group];
    return c->n_years && c->indicators->list[indicator].chart && g->judged && g->enough[indicator] >= LEAST_BARS;
}

const struct judged *comparison_same_share(const struct comparison *c, size_t group, size_t indicator)
{
    const struct judged *first = NULL;
    for (size_t k = 0; can_be_ranked(c, group, indicator) && k < c->years[0].n; k++) {
        const struct judged *j = &c->entries[k].measures[indicator].judged;
        if (c->agencies[c->entries[k].agency].group != group || !j->rank) continue;
        if (first && fraction_compare(first->cases, j->cases)) return NULL;
        first = j;
    }
    return first;
}

bool comparison_has_bars(const struct comparison *c, size_t group, size_t indicator)
{
    return can_be_ranked(c, group, indicator) && !comparison_same_share(c, group, indicator);
}

const struct bar_chart *comparison_bars(struct arena *a, const struct comparison *c, size_t group, size_t indicator, size_t most)
{
    const struct indicator *one = &c->indicators->list[indicator];
    if (!comparison_has_bars(c, group, indicator)) return NULL;
    struct ranking r = rank(a, c, group, indicator, most);
    const struct measure *all = comparison_peers(c, group, 0, 1, indicator);
    struct bar_chart *chart = arena_alloc(a, sizeof *chart);
    char words[WORDS];
    bool few = all->state == MEASURE_FEW || all->state == MEASURE_ENOUGH;
    *chart = (struct bar_chart){
        .label = one->label, .names_label = "机关", .caption = arena_printf(a, "%s＝%s。%s", one->label, one->formula, left_out(a, c->groups[group].n - r.total)), .n = r.n, .gap = r.gap,
        .omitted = r.gap < r.n ? r.total - r.n : 0, .has_all = few, .all_rate = all->rate,
        .all_words = few ? arena_printf(a, "%s %s", c->n_groups > 1 ? "同类" : "全体", percent_words(all->rate, words)) : NULL,
        .bars = arena_alloc(a, r.n * sizeof *chart->bars),
    };
    for (size_t i = 0; i < r.n; i++) chart->bars[i] = bar_of(a, c, &r.bars[i], indicator);
    const char *of = c->n_groups > 1 ? c->groups[group].label : "机关";
    chart->heading = r.n < r.total ? arena_printf(a, "%s（%d年，%s，显示%zu / %zu个）", one->label, c->years[0].year, of, r.n, r.total)
                                   : arena_printf(a, "%s（%d年，%s，%zu个）", one->label, c->years[0].year, of, r.n);
    find_axis(chart);
    describe(a, chart);
    return chart;
}
