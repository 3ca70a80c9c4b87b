/* 比较.html: one page that opens from the disk, with everything in it; sorting is a little script that nothing needs. */
#include "base/text.h"
#include "render/html_compare_parts.h"
#include "render/html_grid.h"
#include <string.h>

static void put_element(struct text *t, const char *name, const char *words)
{
    text_printf(t, "<%s>", name);
    html_escape(t, words);
    text_printf(t, "</%.*s>\n", (int)strcspn(name, " "), name);
}

static void put_list(struct text *t, const char *class, const char *const *list, size_t n)
{
    if (!n) return;
    text_printf(t, "<ul class=\"%s\">\n", class);
    for (size_t i = 0; i < n; i++) put_element(t, "li", list[i]);
    text_add(t, "</ul>\n");
}

/* A table that may be wider than the screen scrolls in its own box, also by the keyboard. */
static void open_table(struct text *t, const char *class, const char *caption)
{
    text_add(t, "<div class=\"box\" role=\"region\" tabindex=\"0\" aria-label=\"");
    html_escape(t, caption);
    text_printf(t, "\">\n<table class=\"%s\">\n<caption>", class);
    html_escape(t, caption);
    text_add(t, "</caption>\n");
}

static void close_table(struct text *t) { text_add(t, "</tbody>\n</table>\n</div>\n"); }

/* What a column is sorted by stands with the figure, so that the script reads no words; few cases are not put in order. */
static void put_measure(struct text *t, enum indicator_unit unit, const struct measure *m)
{
    char words[WORDS], cases[WORDS], rank[WORDS];
    if (!m) {
        text_add(t, "<td>—</td>");
        return;
    }
    text_printf(t, "<td%s", m->state == MEASURE_FEW ? " class=\"few\"" : "");
    if (m->state == MEASURE_ENOUGH) text_printf(t, " data-v=\"%lld\"", unit == UNIT_PERCENT ? (long long)m->rate : (long long)m->cases.part);
    text_printf(t, ">%s", measure_words(unit, m, words));
    if (*cases_words(unit, m, cases)) text_printf(t, "<small>%s</small>", cases);
    if (*rank_words(m, rank)) text_printf(t, "<small>名次 %s</small>", rank);
    text_add(t, "</td>");
}

static size_t group_end(const struct comparison *c, size_t from)
{
    size_t end = from + 1;
    while (end < c->indicators->n && !strcmp(c->indicators->list[end].group, c->indicators->list[from].group)) end++;
    return end;
}

/* ---- all together ---- */

static void put_all(struct text *t, const struct comparison *c)
{
    put_element(t, "h2", "一、总的情况");
    open_table(t, "roomy", "全体各年度的指标和算法");
    text_add(t, "<thead><tr><th scope=\"col\" colspan=\"2\">指标</th><th scope=\"col\">怎样算</th>");
    for (size_t y = 0; y < c->n_years; y++) text_printf(t, "<th scope=\"col\">%d年</th>", c->years[y].year);
    text_add(t, "</tr></thead>\n");
    for (size_t i = 0, end = 0; i < c->indicators->n; i++) {
        const struct indicator *one = &c->indicators->list[i];
        text_add(t, i == end ? i ? "</tbody>\n<tbody>\n<tr>" : "<tbody>\n<tr>" : "<tr>");
        if (i == end) {
            end = group_end(c, i);
            text_printf(t, "<th scope=\"rowgroup\" rowspan=\"%zu\">", end - i);
            html_escape(t, one->group);
            text_add(t, "</th>");
        }
        text_add(t, "<th scope=\"row\">");
        html_escape(t, one->label);
        text_add(t, "</th><td class=\"words\">");
        html_escape(t, one->formula);
        text_add(t, "</td>");
        for (size_t y = 0; y < c->n_years; y++) put_measure(t, one->unit, &c->years[y].pooled[i]);
        text_add(t, "</tr>\n");
    }
    close_table(t);
}

/* ---- agencies of a year ---- */

static void put_agencies(struct text *t, struct arena *a, const struct comparison *c, size_t year)
{
    open_table(t, "wide", arena_printf(a, "%d年各机关（%zu个）", c->years[year].year, c->years[year].n));
    text_add(t, "<thead>\n<tr><th scope=\"col\" rowspan=\"2\">机关</th>");
    for (size_t i = 0, end; i < c->indicators->n; i = end) {
        end = group_end(c, i);
        text_printf(t, "<th scope=\"colgroup\" colspan=\"%zu\">", end - i);
        html_escape(t, c->indicators->list[i].group);
        text_add(t, "</th>");
    }
    text_add(t, "</tr>\n<tr>");
    for (size_t i = 0; i < c->indicators->n; i++) put_element(t, "th scope=\"col\"", c->indicators->list[i].label);
    text_add(t, "</tr>\n</thead>\n<tbody class=\"sortable\">\n<tr class=\"total\"><th scope=\"row\">全体</th>");
    for (size_t i = 0; i < c->indicators->n; i++) put_measure(t, c->indicators->list[i].unit, &c->years[year].pooled[i]);
    text_add(t, "</tr>\n");
    for (size_t k = 0; k < c->n_agencies; k++) {
        const struct comparison_entry *e = comparison_entry(c, k, year);
        if (!e) continue;
        text_add(t, "<tr><th scope=\"row\">");
        html_escape(t, entry_short_words(a, c, e));
        text_add(t, "</th>");
        for (size_t i = 0; i < c->indicators->n; i++) put_measure(t, c->indicators->list[i].unit, &e->measures[i]);
        text_add(t, "</tr>\n");
    }
    close_table(t);
}

static void put_charts(struct text *t, struct arena *a, const struct comparison *c, size_t most)
{
    put_element(t, "h2", arena_printf(a, "二、%d年各机关比较", c->years[0].year));
    for (size_t i = 0; i < c->indicators->n; i++) {
        if (!c->indicators->list[i].chart) continue;
        struct chart chart = chart_make(a, c, i, 0, most);
        if (chart.n) html_compare_chart(t, a, c, &chart);
    }
}

/* ---- years of an agency ---- */

static void put_years(struct text *t, struct arena *a, const struct comparison *c)
{
    put_element(t, "h2", "三、各年度比较");
    if (c->n_years < 2) put_element(t, "p", "只有一个年度的报告。");
    for (size_t i = 0; c->n_years > 1 && i < c->indicators->n; i++) {
        const struct indicator *one = &c->indicators->list[i];
        if (!one->chart && one->unit == UNIT_PERCENT) continue;
        text_add(t, "<details open=\"open\">\n<summary>");
        html_escape(t, one->label);
        text_add(t, "</summary>\n");
        open_table(t, "roomy", arena_printf(a, "%s，各机关各年度", one->label));
        text_add(t, "<thead><tr><th scope=\"col\">机关</th>");
        for (size_t y = c->n_years; y-- > 0;) text_printf(t, "<th scope=\"col\">%d年</th>", c->years[y].year);
        text_add(t, "</tr></thead>\n<tbody class=\"sortable\">\n");
        for (size_t k = 0; k < c->n_agencies; k++) {
            text_add(t, "<tr><th scope=\"row\">");
            html_escape(t, c->agencies[k].name);
            text_add(t, "</th>");
            for (size_t y = c->n_years; y-- > 0;) {
                const struct comparison_entry *e = comparison_entry(c, k, y);
                put_measure(t, one->unit, e ? &e->measures[i] : NULL);
            }
            text_add(t, "</tr>\n");
        }
        close_table(t);
        text_add(t, "</details>\n");
    }
}

/* ---- what stands out, and how to read it ---- */

static void put_outliers(struct text *t, struct arena *a, const struct comparison *c)
{
    char words[WORDS];
    put_element(t, "h2", "四、离群");
    if (!c->n_outliers) {
        put_element(t, "p", "没有离群的数。");
        return;
    }
    open_table(t, "roomy", arena_printf(a, "离群（%zu处）", c->n_outliers));
    text_add(t, "<thead><tr><th scope=\"col\">年度和机关</th><th scope=\"col\">与什么相比</th><th scope=\"col\">偏离最多的单元格</th>"
                "<th scope=\"col\">偏离（倍标准差）</th></tr></thead>\n<tbody>\n");
    for (size_t k = 0; k < c->n_outliers; k++) {
        const struct outlier *o = &c->outliers[k];
        text_add(t, "<tr><th scope=\"row\">");
        html_escape(t, entry_words(a, c, &c->entries[o->entry]));
        text_add(t, "</th><td class=\"words\">");
        html_escape(t, outlier_words(a, c, o));
        text_add(t, "</td><td class=\"words\">");
        html_escape(t, outlier_cell_words(a, c, o));
        text_printf(t, "</td><td>%s</td></tr>\n", deviation_words(o->distance, words));
    }
    close_table(t);
}

static void put_page(struct text *t, struct arena *a, const struct comparison_rendering *r)
{
    const struct comparison *c = r->comparison;
    size_t n;
    text_add(t, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    put_element(t, "title", r->title);
    text_printf(t, "<style>\n%s</style>\n</head>\n<body>\n<main>\n", html_compare_style);
    put_element(t, "h1", r->title);
    put_element(t, "p", comparison_summary(a, c));
    const char *const *cautions = comparison_cautions(a, c, &n);
    put_list(t, "cautions", cautions, n);
    put_all(t, c);
    put_charts(t, a, c, (size_t)settings_number(r->paper.settings, "compare.charted"));
    put_years(t, a, c);
    put_outliers(t, a, c);
    put_element(t, "h2", "五、各机关一览");
    for (size_t y = 0; y < c->n_years; y++) put_agencies(t, a, c, y);
    put_element(t, "h2", "六、说明");
    const char *const *method = comparison_method(a, c, &n);
    put_list(t, "method", method, n);
    text_printf(t, "</main>\n<script>\n%s</script>\n</body>\n</html>\n", html_compare_script);
}

bool html_compare_write(struct comparison_rendering *r, struct outdir *out, const char *file, struct diag *diag)
{
    struct text t = {0};
    struct arena a = {0};
    put_page(&t, &a, r);
    bool ok = utf8_valid(text_get(&t), t.n, NULL) ? outdir_put(out, file, text_get(&t), t.n, diag)
                                                  : diag_fail(diag, DIAG_INPUT, "写不了 %s：有文字不是 UTF-8，请检查各机关的名称", file);
    text_release(&t);
    arena_release(&a);
    return ok;
}
