/* Shares over the years: of all together in one chart, of each agency in a small one. */
#include "base/text.h"
#include "documents/comparison_inside.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- all together ---- */

/* A line needs a share of enough cases in every year. */
static bool has_line(const struct comparison *c, size_t indicator)
{
    bool whole = c->n_years > 1 && c->indicators->list[indicator].chart;
    for (size_t y = 0; y < c->n_years; y++) whole = whole && c->years[y].pooled[indicator].state == MEASURE_ENOUGH;
    return whole;
}

const struct line_chart *comparison_lines(struct arena *a, const struct comparison *c)
{
    enum { STEPS = 8 };
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
                                 .n_points = c->n_years, .series = series, .n_series = n, .rates = rates, .axis = axis_up_to(most, STEPS)};
    return chart;
}

/* ---- each agency ---- */

enum { NO_RATE = -1, MOST_POINTS = 8 };

struct year_span comparison_span(const struct comparison *c)
{
    int first = c->years[c->n_years - 1].year, last = c->years[0].year;
    if (last - first >= MOST_POINTS) first = last - MOST_POINTS + 1;
    return (struct year_span){first, (size_t)(last - first) + 1};
}

/* The place of that year among the comparison's; n_years = it has none. */
static size_t year_at(const struct comparison *c, int year)
{
    size_t y = 0;
    while (y < c->n_years && c->years[y].year != year) y++;
    return y;
}

static bool has_rate(const struct measure *m)
{
    return m->state == MEASURE_FEW || m->state == MEASURE_ENOUGH || (m->state == MEASURE_DOUBTFUL && fraction_fits(m->cases));
}

struct panel_point comparison_point(const struct comparison *c, size_t agency, int year, size_t indicator)
{
    size_t y = year_at(c, year);
    const struct comparison_entry *e = y < c->n_years ? comparison_entry(c, agency, y) : NULL;
    const struct measure *m = e ? &e->measures[indicator] : NULL;
    if (!m || !has_rate(m)) return (struct panel_point){.rate = NO_RATE};
    return (struct panel_point){.rate = m->state == MEASURE_DOUBTFUL ? fraction_rate(m->cases) : m->rate, .few = m->cases.whole < c->settings.cases, .doubtful = m->state == MEASURE_DOUBTFUL};
}

/* An agency's line before it is drawn: how many years have a share, and of how many cases. */
struct trend { size_t agency, rates; int64_t cases; const struct panel_point *points; };

static struct trend trend_of(struct arena *a, const struct comparison *c, size_t agency, size_t indicator, struct year_span span)
{
    struct panel_point *points = arena_alloc(a, span.n * sizeof *points);
    struct trend t = {.agency = agency, .points = points};
    for (size_t i = 0; i < span.n; i++) {
        points[i] = comparison_point(c, agency, span.first + (int)i, indicator);
        t.rates += points[i].rate >= 0;
    }
    for (size_t y = 0; y < c->n_years; y++) {
        const struct comparison_entry *e = comparison_entry(c, agency, y);
        if (e && has_rate(&e->measures[indicator])) t.cases += e->measures[indicator].cases.whole;
    }
    return t;
}

static int by_cases(const void *a, const void *b)
{
    const struct trend *x = a, *y = b;
    if (x->cases != y->cases) return x->cases > y->cases ? -1 : 1;
    return (x->agency > y->agency) - (x->agency < y->agency);
}

static int by_agency(const void *a, const void *b)
{
    const struct trend *x = a, *y = b;
    return (x->agency > y->agency) - (x->agency < y->agency);
}

/* 30.00% → 44.44%: the first and the last year that has a share, named where they are not those of the axis. */
static const char *trend_words(struct arena *a, const struct panel_point *points, size_t n, int first_year)
{
    char first[WORDS], last[WORDS];
    size_t from = 0, to = n - 1;
    while (points[from].rate < 0) from++;
    while (points[to].rate < 0) to--;
    percent_words(points[from].rate, first);
    percent_words(points[to].rate, last);
    if (!from && to + 1 == n) return arena_printf(a, "%s → %s", first, last);
    return arena_printf(a, "%d %s → %d %s", first_year + (int)from, first, first_year + (int)to, last);
}

static bool all_alike(const struct trend *trends, size_t n, size_t n_points)
{
    int rate = NO_RATE;
    for (size_t i = 0; i < n; i++)
        for (size_t p = 0; p < n_points; p++) {
            int here = trends[i].points[p].rate;
            if (here >= 0 && rate >= 0 && here != rate) return false;
            if (here >= 0) rate = here;
        }
    return true;
}

static void find_axis(struct panel_chart *chart)
{
    enum { STEPS = 4 };
    int most = 0;
    for (size_t p = 0; p < chart->n_points; p++) {
        if (chart->all[p] > most) most = chart->all[p];
        for (size_t i = 0; i < chart->n; i++)
            if (chart->panels[i].points[p].rate > most) most = chart->panels[i].points[p].rate;
    }
    chart->axis = axis_up_to(most, STEPS);
}

static const struct panel_chart *draw(struct arena *a, const struct comparison *c, size_t indicator, struct year_span span, const struct trend *trends, size_t n, size_t total)
{
    const struct indicator *one = &c->indicators->list[indicator];
    struct panel_chart *chart = arena_alloc(a, sizeof *chart);
    struct panel *panels = arena_alloc(a, n * sizeof *panels);
    const char **points = arena_alloc(a, span.n * sizeof *points);
    int *all = arena_alloc(a, span.n * sizeof *all);
    for (size_t i = 0; i < n; i++) panels[i] = (struct panel){c->agencies[trends[i].agency].shown, trend_words(a, trends[i].points, span.n, span.first), trends[i].points};
    for (size_t p = 0; p < span.n; p++) {
        size_t y = year_at(c, span.first + (int)p);
        points[p] = arena_printf(a, "%d", span.first + (int)p);
        all[p] = y < c->n_years && has_rate(&c->years[y].pooled[indicator]) ? c->years[y].pooled[indicator].rate : NO_RATE;
    }
    *chart = (struct panel_chart){.heading = n < total ? arena_printf(a, "%s（件数最多的%zu / %zu个机关）", one->label, n, total) : arena_printf(a, "%s（%zu个机关）", one->label, n),
                                  .caption = arena_printf(a, "%s＝%s。空心的不到%" PRId64 "件，升降可能出于偶然；打叉（工作簿里是红点）的报告有须改正之处；断开的没有那一年的数。", one->label, one->formula, c->settings.cases),
                                  .described = arena_printf(a, "折线图：各机关各年度的%s%s", one->label, c->n_agencies > 1 ? "，虚线是全体" : ""), .names_label = "机关", .points = points,
                                  .n_points = span.n, .panels = panels, .n = n, .own_name = "本机关", .all_name = c->n_agencies > 1 ? "全体" : NULL, .all = all};
    find_axis(chart);
    return chart;
}

const struct panel_chart *comparison_trends(struct arena *a, const struct comparison *c, size_t indicator, size_t most)
{
    if (c->n_years < 2 || !c->indicators->list[indicator].chart) return NULL;
    struct year_span span = comparison_span(c);
    struct trend *trends = arena_alloc(a, (c->n_agencies + 1) * sizeof *trends);
    size_t n = 0, total;
    for (size_t i = 0; i < c->n_agencies; i++) {
        trends[n] = trend_of(a, c, i, indicator, span);
        n += trends[n].rates > 1;
    }
    total = n;
    qsort(trends, n, sizeof *trends, by_cases);
    if (!n || trends[0].cases < c->settings.cases || all_alike(trends, n, span.n)) return NULL;
    if (n > most) n = most;
    qsort(trends, n, sizeof *trends, by_agency);
    return draw(a, c, indicator, span, trends, n, total);
}
