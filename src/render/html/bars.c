/* Bar charts. Places are whole numbers, so that no locale and no rounding can show. */
#include "render/html/html_inside.h"
#include <stdio.h>

enum { WIDTH = 860, NAMES = 218, BAR = 226, BAR_END = 546, RATE_END = 630, CASES_END = 784, RANK_END = 850, HEAD = 30, ROW = 24, GAP_ROW = 22, FOOT = 26,
       THICK = 15, CAP = 4, NAME_CHARACTERS = 14 };

static int across(const struct bar_chart *c, int hundredths) { return BAR + (BAR_END - BAR) * hundredths / c->axis.top; }

static void put_axis(struct html *h, const struct bar_chart *chart, int bottom)
{
    char words[AXIS_WORDS];
    for (int at = 0; at <= chart->axis.top; at += chart->axis.step) {
        svg_line(h, across(chart, at), HEAD, across(chart, at), bottom, at ? LOOK_GRID : LOOK_ZERO);
        svg_text(h, across(chart, at), bottom + 17, LOOK_MARK_SMALL_MID, axis_words(&chart->axis, at, words));
    }
}

static void put_bar(struct html *h, const struct bar_chart *chart, const struct chart_bar *b, int middle)
{
    int end = across(chart, b->rate);
    svg_name(h, NAMES, middle + 5, LOOK_MARK_END, b->name, NAME_CHARACTERS);
    if (end > BAR) {
        text_printf(h->out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"", BAR, middle - THICK / 2, end - BAR, THICK);
        html_look(h, b->few ? LOOK_BAR_FEW : b->outstanding ? LOOK_BAR_OUT : LOOK_BAR);
        text_add(h->out, "/>");
    }
    if (b->ranked) {
        int low = across(chart, b->low), high = across(chart, b->high);
        enum html_look inside = b->outstanding ? LOOK_WHISKER_OUT : LOOK_WHISKER;      /* of a dark bar */
        svg_line(h, low, middle, end, middle, inside);
        svg_line(h, low, middle - CAP, low, middle + CAP, inside);
        svg_line(h, end, middle, high, middle, LOOK_WHISKER);
        svg_line(h, high, middle - CAP, high, middle + CAP, LOOK_WHISKER);
    }
    svg_text(h, RATE_END, middle + 5, LOOK_MARK_END, b->rate_words);
    svg_text(h, CASES_END, middle + 5, LOOK_MARK_END, b->cases_words);
    svg_text(h, RANK_END, middle + 5, LOOK_MARK_END, b->rank_words);
    text_add_char(h->out, '\n');
}

static void put_share_of_all(struct html *h, const struct bar_chart *chart, int bottom)
{
    if (!chart->has_all) return;
    svg_line(h, across(chart, chart->all_rate), HEAD, across(chart, chart->all_rate), bottom, LOOK_ALL);
    enum { RIGHT = BAR_END - 20 };                     /* not over the heads */
    int x = across(chart, chart->all_rate);
    svg_text(h, x > RIGHT ? RIGHT : x, HEAD - 8, LOOK_MARK_ALL, chart->all_words);
}

void html_bars(struct html *h, const struct bar_chart *chart)
{
    int bottom = HEAD + (int)chart->n * ROW + (chart->gap < chart->n ? GAP_ROW : 0), middle = HEAD + ROW / 2;
    svg_open(h, chart->heading, chart->described, WIDTH, bottom + FOOT);
    put_axis(h, chart, bottom);
    svg_text(h, RATE_END, HEAD - 8, LOOK_MARK_SMALL_END, "比率");
    svg_text(h, CASES_END, HEAD - 8, LOOK_MARK_SMALL_END, "件数");
    svg_text(h, RANK_END, HEAD - 8, LOOK_MARK_SMALL_END, "名次");
    text_add_char(h->out, '\n');
    for (size_t i = 0; i < chart->n; i++, middle += ROW) {
        if (i == chart->gap) {
            char words[64];
            snprintf(words, sizeof words, "……（略%zu个）", chart->omitted);
            svg_text(h, NAMES, middle + 3, LOOK_MARK_SMALL_END, words);
            middle += GAP_ROW;
        }
        put_bar(h, chart, &chart->bars[i], middle);
    }
    put_share_of_all(h, chart, bottom);
    svg_close(h, chart->caption);
}
