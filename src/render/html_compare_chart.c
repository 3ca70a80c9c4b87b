/* Bar charts as inline SVG. Places are whole numbers, so that no locale and no rounding can show. */
#include "render/html_compare_parts.h"
#include "render/html_grid.h"

enum { WIDTH = 860, NAMES = 218, BAR = 226, BAR_END = 586, RATE_END = 676, CASES_END = 766, RANK_END = 850, HEAD = 30, ROW = 24, GAP_ROW = 22, FOOT = 26,
       THICK = 15, CAP = 4, NAME_CHARACTERS = 14 };

static int across(const struct chart *c, int hundredths) { return BAR + (BAR_END - BAR) * hundredths / c->top; }

static void put_text(struct text *t, int x, int y, const char *class, const char *words)
{
    text_printf(t, "<text x=\"%d\" y=\"%d\" class=\"%s\">", x, y, class);
    html_escape(t, words);
    text_add(t, "</text>");
}

/* A name that would run over the edge loses its middle, and is whole where the pointer rests on it. */
static void put_name(struct text *t, struct arena *a, int y, const char *name)
{
    const char *shown = name_within(a, name, NAME_CHARACTERS);
    text_printf(t, "<text x=\"%d\" y=\"%d\" class=\"end\">", NAMES, y);
    if (shown != name) {
        text_add(t, "<title>");
        html_escape(t, name);
        text_add(t, "</title>");
    }
    html_escape(t, shown);
    text_add(t, "</text>");
}

static void put_line(struct text *t, int x0, int y0, int x1, int y1, const char *class)
{
    text_printf(t, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" class=\"%s\"/>", x0, y0, x1, y1, class);
}

static void put_axis(struct text *t, const struct chart *chart, int bottom)
{
    char words[WORDS];
    for (int at = 0; at <= chart->top; at += chart->step) {
        put_line(t, across(chart, at), HEAD, across(chart, at), bottom, at ? "grid" : "zero");
        if (chart->step % 100) percent_words(at, words);
        else snprintf(words, sizeof words, "%d%%", at / 100);
        put_text(t, across(chart, at), bottom + 17, "small mid", words);
    }
}

static void put_bar(struct text *t, struct arena *a, const struct comparison *c, const struct chart *chart, const struct chart_line *l, int middle)
{
    const struct measure *m = l->measure;
    char words[WORDS];
    int end = across(chart, m->rate);
    const char *class = m->state == MEASURE_FEW ? "few" : chart_stands_out(c, m) ? "out" : "bar";
    put_name(t, a, middle + 5, entry_short_words(a, c, l->entry));
    if (end > BAR) text_printf(t, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" class=\"%s\"/>", BAR, middle - THICK / 2, end - BAR, THICK, class);
    if (m->rank) {
        int low = across(chart, m->interval.low), high = across(chart, m->interval.high);
        put_line(t, low, middle, high, middle, "whisker");
        put_line(t, low, middle - CAP, low, middle + CAP, "whisker");
        put_line(t, high, middle - CAP, high, middle + CAP, "whisker");
    }
    put_text(t, RATE_END, middle + 5, "end", measure_words(UNIT_PERCENT, m, words));
    put_text(t, CASES_END, middle + 5, "end", cases_words(UNIT_PERCENT, m, words));
    put_text(t, RANK_END, middle + 5, "end", rank_words(m, words));
    text_add_char(t, '\n');
}

static void put_share_of_all(struct text *t, struct arena *a, const struct chart *chart, int bottom)
{
    char words[WORDS];
    if (chart->all->state < MEASURE_FEW) return;
    put_line(t, across(chart, chart->all->rate), HEAD, across(chart, chart->all->rate), bottom, "all");
    put_text(t, across(chart, chart->all->rate), HEAD - 8, "small mid allwords", arena_printf(a, "全体 %s", measure_words(UNIT_PERCENT, chart->all, words)));
}

void html_compare_chart(struct text *t, struct arena *a, const struct comparison *c, const struct chart *chart)
{
    bool gap = chart->gap < chart->n;
    int bottom = HEAD + (int)chart->n * ROW + (gap ? GAP_ROW : 0), middle = HEAD + ROW / 2;
    text_add(t, "<figure>\n<h3>");
    html_escape(t, chart->heading);
    text_printf(t, "</h3>\n<svg viewBox=\"0 0 %d %d\" role=\"img\"><title>", WIDTH, bottom + FOOT);
    html_escape(t, chart->described);
    text_add(t, "</title>\n");
    put_axis(t, chart, bottom);
    put_text(t, RATE_END, HEAD - 8, "small end", "比率");
    put_text(t, CASES_END, HEAD - 8, "small end", "件数");
    put_text(t, RANK_END, HEAD - 8, "small end", "名次");
    text_add_char(t, '\n');
    for (size_t i = 0; i < chart->n; i++, middle += ROW) {
        if (i == chart->gap) {
            put_text(t, NAMES, middle + 3, "small end", arena_printf(a, "……（略%zu个）", chart->total - chart->n));
            middle += GAP_ROW;
        }
        put_bar(t, a, c, chart, &chart->lines[i], middle);
    }
    put_share_of_all(t, a, chart, bottom);
    text_add(t, "\n</svg>\n<figcaption>");
    html_escape(t, chart->indicator->label);
    text_add(t, "＝");
    html_escape(t, chart->indicator->formula);
    text_add(t, "。横线是95%区间，虚线是全体；深色为离群；空心、括号为件数不足，不排名。</figcaption>\n</figure>\n");
}
