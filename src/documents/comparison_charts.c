/* The charts of the comparison: which bars are shown, in which order, on which axis. */
#include "base/text.h"
#include "documents/comparison_inside.h"
#include <stdlib.h>
#include <string.h>

/* An agency's bar before it is drawn; upwards: the best share is the lowest. */
struct ranked_bar { const struct comparison_entry *entry; const struct measure *measure; bool upwards; };
struct ranking { struct ranked_bar *bars; size_t n, total, gap; };

/* Ranked ones by rank and share; those with few cases behind them, by share; what is equal in the order of the agencies. */
static int by_rank(const void *a, const void *b)
{
    const struct ranked_bar *x = a, *y = b;
    bool few_x = !x->measure->judged.years, few_y = !y->measure->judged.years;
    if (few_x != few_y) return few_x - few_y;
    if (x->measure->judged.rank != y->measure->judged.rank) return x->measure->judged.rank < y->measure->judged.rank ? -1 : 1;
    int order = fraction_compare(few_x ? x->measure->cases : x->measure->judged.cases, few_y ? y->measure->cases : y->measure->judged.cases);
    if (!x->upwards) order = -order;
    return order ? order : (x->entry->agency > y->entry->agency) - (x->entry->agency < y->entry->agency);
}

/* All that have a share; where they are more than `most`, those with enough cases; and of more than `most` of these the first and
 * the last halves. */
static struct ranking rank(struct arena *a, const struct comparison *c, size_t indicator, size_t year, size_t most)
{
    struct ranking r = {.bars = arena_alloc(a, (c->n_agencies + 1) * sizeof *r.bars)};
    for (size_t i = 0; i < c->n_agencies; i++) {
        const struct comparison_entry *e = comparison_entry(c, i, year);
        if (e && e->measures[indicator].state >= MEASURE_FEW)
            r.bars[r.n++] = (struct ranked_bar){e, &e->measures[indicator], c->indicators->list[indicator].direction == DIRECTION_LOWER};
    }
    qsort(r.bars, r.n, sizeof *r.bars, by_rank);
    r.total = r.n;
    while (r.n > most && !r.bars[r.n - 1].measure->judged.years) r.n--;
    if (r.n < r.total)                                 /* where there is no room for all of few cases, none of them is shown */
        while (r.n && !r.bars[r.n - 1].measure->judged.years) r.n--;
    r.gap = r.n;
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
    int most = chart->all_rate;
    for (size_t i = 0; i < chart->n; i++) {
        int end = chart->bars[i].ranked ? chart->bars[i].high : chart->bars[i].rate;
        if (end > most) most = end;
    }
    chart->axis = axis_up_to(most);
}

static void describe(struct arena *a, struct bar_chart *chart, int year, const struct measure *all)
{
    struct text t = {0};
    char rate[WORDS], cases[WORDS];
    text_printf(&t, "条形图：%d年各机关的%s。全体%s（%s）。", year, chart->label, measure_words(UNIT_PERCENT, all, rate), cases_words(UNIT_PERCENT, all, cases));
    for (size_t i = 0; i < chart->n; i++) {
        const struct chart_bar *b = &chart->bars[i];
        if (i == chart->gap) text_add(&t, "……；");
        text_printf(&t, "%s%s（%s）%s", b->name, b->rate_words, b->cases_words, i + 1 < chart->n ? "；" : "。");
    }
    chart->described = arena_dup(a, text_get(&t));
    text_release(&t);
}

static struct chart_bar bar_of(struct arena *a, const struct comparison *c, const struct ranked_bar *r)
{
    const struct measure *m = r->measure;
    bool judged = m->judged.years > 0;
    char words[WORDS];
    return (struct chart_bar){
        .name = entry_short_words(a, c, r->entry), .rate_words = arena_dup(a, judged ? judged_words(m, words) : measure_words(UNIT_PERCENT, m, words)),
        .cases_words = arena_dup(a, judged ? judged_cases_words(m, words) : cases_words(UNIT_PERCENT, m, words)), .rank_words = arena_dup(a, rank_words(m, words)),
        .rate = judged ? m->judged.rate : m->rate, .low = m->judged.interval.low, .high = m->judged.interval.high, .ranked = judged, .few = !judged,
        .outstanding = measure_stands_out(c, m),
    };
}

const struct bar_chart *comparison_bars(struct arena *a, const struct comparison *c, size_t indicator, size_t year, size_t most)
{
    static const char legend[] = "横线是95%区间，虚线是全体；深色为离群；空心、括号为件数不足，不排名。";
    const struct indicator *one = &c->indicators->list[indicator];
    const struct measure *all = &c->years[year].pooled[indicator];
    int number = c->years[year].year;
    if (!one->chart) return NULL;
    struct ranking r = rank(a, c, indicator, year, most);
    if (!r.n) return NULL;
    struct bar_chart *chart = arena_alloc(a, sizeof *chart);
    char words[WORDS];
    *chart = (struct bar_chart){
        .label = one->label, .names_label = "机关", .caption = arena_printf(a, "%s＝%s。%s", one->label, one->formula, legend), .n = r.n, .gap = r.gap,
        .omitted = r.gap < r.n ? r.total - r.n : 0, .has_all = all->state >= MEASURE_FEW, .all_rate = all->rate,
        .all_words = arena_printf(a, "全体 %s", measure_words(UNIT_PERCENT, all, words)),
        .bars = arena_alloc(a, r.n * sizeof *chart->bars),
    };
    for (size_t i = 0; i < r.n; i++) chart->bars[i] = bar_of(a, c, &r.bars[i]);
    chart->heading = r.n < r.total ? arena_printf(a, "%s（%d年，显示%zu / %zu个机关）", one->label, number, r.n, r.total)
                                   : arena_printf(a, "%s（%d年，%zu个机关）", one->label, number, r.n);
    find_axis(chart);
    describe(a, chart, number, all);
    return chart;
}

/* ---- over the years ---- */

/* A line needs a share of enough cases in every year. */
static bool has_line(const struct comparison *c, size_t indicator)
{
    bool whole = c->n_years > 1 && c->indicators->list[indicator].chart;
    for (size_t y = 0; y < c->n_years; y++) whole = whole && c->years[y].pooled[indicator].state == MEASURE_ENOUGH;
    return whole;
}

const struct line_chart *comparison_lines(struct arena *a, const struct comparison *c)
{
    size_t n = 0;
    const char **series = arena_alloc(a, (c->indicators->n + 1) * sizeof *series), **points = arena_alloc(a, (c->n_years + 1) * sizeof *points);
    int *rates = arena_alloc(a, (c->indicators->n * c->n_years + 1) * sizeof *rates), most = 0;
    for (size_t y = 0; y < c->n_years; y++) points[y] = arena_printf(a, "%d年", c->years[c->n_years - 1 - y].year);
    for (size_t i = 0; i < c->indicators->n; i++) {
        if (!has_line(c, i)) continue;
        for (size_t y = 0; y < c->n_years; y++) rates[n * c->n_years + y] = c->years[c->n_years - 1 - y].pooled[i].rate;
        for (size_t y = 0; y < c->n_years; y++)
            if (rates[n * c->n_years + y] > most) most = rates[n * c->n_years + y];
        series[n++] = c->indicators->list[i].label;
    }
    if (!n) return NULL;
    struct line_chart *chart = arena_alloc(a, sizeof *chart);
    *chart = (struct line_chart){.heading = "全体各年度", .described = "折线图：全体各年度的比率，数字在右边的表里", .points_label = "年度", .points = points,
                                 .n_points = c->n_years, .series = series, .n_series = n, .rates = rates, .axis = axis_up_to(most)};
    return chart;
}
