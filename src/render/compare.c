#include "render/compare.h"
#include "base/text.h"
#include "render/manifest.h"
#include <stdlib.h>
#include <string.h>

static bool manifest_compare_write(struct comparison_rendering *r, struct outdir *out, const char *file, struct diag *diag)
{
    const struct comparison *c = r->comparison;
    const struct manifest_hash hashes[] = {{"indicators", c->indicators->hash}, {"settings", settings_hash(r->paper.settings)}};
    struct input_file *inputs = memory_alloc((c->n_entries + 1) * sizeof *inputs);
    for (size_t i = 0; i < c->n_entries; i++) inputs[i] = (struct input_file){.name = c->entries[i].shown, .rows = -1, .digests = c->entries[i].digests};
    const struct manifest m = {r->program, r->stamp, hashes, sizeof hashes / sizeof *hashes, r->paper.fonts, r->paper.n_fonts, inputs, c->n_entries};
    bool ok = manifest_put(&m, out, file, diag);
    free(inputs);
    return ok;
}

const struct comparison_driver comparison_drivers[] = {
    {"比较.pdf", pdf_compare_write},
    {"比较.xlsx", xlsx_compare_write},
    {"比较.html", html_compare_write},
    {"comparison.json", json_compare_write},
    {"manifest.json", manifest_compare_write},
    {NULL, NULL},
};

/* ---- charts ---- */

bool chart_stands_out(const struct comparison *c, const struct measure *m)
{
    return m->state == MEASURE_ENOUGH && llabs(m->distance) >= c->limit;
}

/* Ranked ones by rank and share; those with few cases behind them, by share; what is equal in the order of the agencies. */
static int by_rank(const void *a, const void *b)
{
    const struct chart_line *x = a, *y = b;
    bool few_x = x->measure->state == MEASURE_FEW, few_y = y->measure->state == MEASURE_FEW;
    if (few_x != few_y) return few_x - few_y;
    if (x->measure->rank != y->measure->rank) return x->measure->rank < y->measure->rank ? -1 : 1;
    int order = fraction_compare(x->measure->cases, y->measure->cases);
    if (!x->upwards) order = -order;
    return order ? order : (x->entry->agency > y->entry->agency) - (x->entry->agency < y->entry->agency);
}

static void find_axis(struct chart *c)
{
    static const int steps[] = {20, 50, 100, 200, 500, 1000, 2000, 2500};
    enum { STEPS = sizeof steps / sizeof *steps, MOST_STEPS = 5 };
    int most = c->all->rate;
    for (size_t i = 0; i < c->n; i++) {
        const struct measure *m = c->lines[i].measure;
        int end = m->rank ? m->interval.high : m->rate;
        if (end > most) most = end;
    }
    size_t i = 0;
    while (i + 1 < STEPS && most > MOST_STEPS * steps[i]) i++;
    c->step = steps[i];
    c->top = most ? (most + c->step - 1) / c->step * c->step : c->step;
}

static void describe(struct arena *a, const struct comparison *c, struct chart *chart)
{
    struct text t = {0};
    char rate[WORDS], cases[WORDS];
    text_printf(&t, "条形图：%d年各机关的%s。全体%s（%s）。", chart->year, chart->indicator->label, measure_words(UNIT_PERCENT, chart->all, rate),
                cases_words(UNIT_PERCENT, chart->all, cases));
    for (size_t i = 0; i < chart->n; i++) {
        const struct chart_line *l = &chart->lines[i];
        if (i == chart->gap) text_add(&t, "……；");
        text_printf(&t, "%s%s（%s）%s", entry_short_words(a, c, l->entry), measure_words(UNIT_PERCENT, l->measure, rate),
                    cases_words(UNIT_PERCENT, l->measure, cases), i + 1 < chart->n ? "；" : "。");
    }
    chart->described = arena_dup(a, text_get(&t));
    text_release(&t);
}

struct chart chart_make(struct arena *a, const struct comparison *c, size_t indicator, size_t year, size_t most)
{
    struct chart chart = {.indicator = &c->indicators->list[indicator], .all = &c->years[year].pooled[indicator], .year = c->years[year].year};
    chart.lines = arena_alloc(a, (c->n_agencies + 1) * sizeof *chart.lines);
    for (size_t i = 0; i < c->n_agencies; i++) {
        const struct comparison_entry *e = comparison_entry(c, i, year);
        if (e && e->measures[indicator].state >= MEASURE_FEW) chart.lines[chart.n++] = (struct chart_line){e, &e->measures[indicator], chart.indicator->direction == DIRECTION_LOWER};
    }
    qsort(chart.lines, chart.n, sizeof *chart.lines, by_rank);
    chart.total = chart.n;
    while (chart.n > most && chart.lines[chart.n - 1].measure->state == MEASURE_FEW) chart.n--;
    if (chart.n < chart.total)                         /* where there is no room for all of few cases, none of them is shown */
        while (chart.n && chart.lines[chart.n - 1].measure->state == MEASURE_FEW) chart.n--;
    chart.gap = chart.n;
    if (chart.n > most) {
        size_t half = most / 2;
        memmove(chart.lines + half, chart.lines + chart.n - half, half * sizeof *chart.lines);
        chart.n = 2 * half;
        chart.gap = half;
    }
    find_axis(&chart);
    chart.heading = chart.n < chart.total ? arena_printf(a, "%s（%d年，显示%zu / %zu个机关）", chart.indicator->label, chart.year, chart.n, chart.total)
                                          : arena_printf(a, "%s（%d年，%zu个机关）", chart.indicator->label, chart.year, chart.n);
    describe(a, c, &chart);
    return chart;
}
