#include "render/pdf/compare_parts.h"
#include "base/text.h"
#include <string.h>

/* Points, from the left edge of the text area: where names end, bars begin and end, and numbers end. */
static const double NAME_END = 116, BAR = 122, BAR_END = 306, RATE_END = 356, CASES_END = 404;
static const double ROW = 12, THICK_BAR = 7.5, HEAD = 18, FOOT = 12, GAP_ROW = 11, BEHIND = 6, LINE = 11;
static const double NAME = 9, LEAST_NAME = 7, FIGURE = 9, SMALL = 8, RISE = 0.36;       /* sizes; of a size, half the height of digits */

struct pen { struct flow *f; const struct comparison *comparison; const struct chart *chart; double top; };

static double figure_height(const struct chart *chart)
{
    return HEAD + (double)chart->n * ROW + (chart->gap < chart->n ? GAP_ROW : 0) + FOOT;
}

double compare_chart_height(const struct chart *chart) { return figure_height(chart) + 2 * LINE + BEHIND; }

static double across(const struct pen *p, int hundredths)
{
    return FLOW_LEFT + BAR + (BAR_END - BAR) * hundredths / p->chart->top;
}

static void put_right(const struct pen *p, double size, double end, double y, const char *text)
{
    double width = canvas_width(p->f->canvas, FONT_SONG, size, text);
    canvas_words(p->f->canvas, FONT_SONG, size, FLOW_LEFT + end - width, y, text);
}

static void put_centred(const struct pen *p, double size, double x, double y, const char *text)
{
    canvas_words(p->f->canvas, FONT_SONG, size, x - canvas_width(p->f->canvas, FONT_SONG, size, text) / 2, y, text);
}

static void grey(const struct pen *p) { canvas_colour(p->f->canvas, 0.35, 0.35, 0.35); }
static void black(const struct pen *p) { canvas_colour(p->f->canvas, 0, 0, 0); }

/* A long name is set smaller, and then loses its middle. */
static void put_name(const struct pen *p, double y, const char *name)
{
    struct canvas *c = p->f->canvas;
    const char *shown = name;
    double size = NAME;
    while (size > LEAST_NAME && canvas_width(c, FONT_SONG, size, name) > NAME_END) size -= 0.5;
    for (size_t n = utf8_length(name); n > 3 && canvas_width(c, FONT_SONG, size, shown) > NAME_END;) shown = name_within(p->f->arena, name, --n);
    put_right(p, size, NAME_END, y, shown);
}

/* Filled where it may be judged, darker where it stands out; hollow where there are few cases. */
static void draw_bar(const struct pen *p, const struct measure *m, double middle)
{
    struct canvas *c = p->f->canvas;
    double width = across(p, m->rate) - across(p, 0), y = middle - THICK_BAR / 2;
    bool out = chart_stands_out(p->comparison, m);
    if (m->state == MEASURE_FEW) {
        canvas_ink(c, 0.45, 0.5, 0.56);
        if (width > 0) canvas_frame(c, across(p, 0), y, width, THICK_BAR, 0.5);
        canvas_ink(c, 0, 0, 0);
        return;
    }
    if (out) canvas_colour(c, 0.22, 0.36, 0.54);
    else canvas_colour(c, 0.64, 0.72, 0.82);
    if (width > 0) canvas_box(c, across(p, 0), y, width, THICK_BAR);
    double low = across(p, m->interval.low), high = across(p, m->interval.high), cap = THICK_BAR * 0.25;
    canvas_ink(c, 0.1, 0.1, 0.1);
    canvas_rule(c, low, middle, high, middle, 0.6);
    canvas_rule(c, low, middle - cap, low, middle + cap, 0.6);
    canvas_rule(c, high, middle - cap, high, middle + cap, 0.6);
    canvas_ink(c, 0, 0, 0);
}

static void draw_line(const struct pen *p, const struct chart_line *l, double middle)
{
    char words[WORDS];
    double y = middle - RISE * FIGURE;
    const char *name = entry_short_words(p->f->arena, p->comparison, l->entry);
    fonts_at(p->f->fonts, arena_printf(p->f->arena, "图“%s”中“%s”", p->chart->indicator->label, name));
    draw_bar(p, l->measure, middle);
    black(p);
    put_name(p, middle - RISE * NAME, name);
    /* The brackets of a figure in brackets hang, so that digits stand below digits. */
    measure_words(UNIT_PERCENT, l->measure, words);
    put_right(p, FIGURE, RATE_END + (l->measure->state == MEASURE_FEW ? FIGURE : 0), y, words);
    put_right(p, FIGURE, CASES_END, y, cases_words(UNIT_PERCENT, l->measure, words));
    put_right(p, FIGURE, FLOW_WIDTH, y, rank_words(l->measure, words));
}

/* Vertical lines at the steps, with their percents below. */
static void draw_axis(const struct pen *p, double bottom)
{
    struct canvas *c = p->f->canvas;
    char words[WORDS];
    canvas_ink(c, 0.85, 0.85, 0.85);
    for (int at = 0; at <= p->chart->top; at += p->chart->step) canvas_rule(c, across(p, at), bottom, across(p, at), p->top - HEAD, 0.4);
    canvas_ink(c, 0, 0, 0);
    grey(p);
    for (int at = 0; at <= p->chart->top; at += p->chart->step) {
        if (p->chart->step % 100) percent_words(at, words);
        else snprintf(words, sizeof words, "%d%%", at / 100);
        put_centred(p, SMALL, across(p, at), bottom - SMALL - 2, words);
    }
    canvas_rule(c, across(p, 0), bottom, across(p, 0), p->top - HEAD, 0.6);
}

static void draw_share_of_all(const struct pen *p, double bottom)
{
    static const double DASH = 3, BLANK = 2;
    struct canvas *c = p->f->canvas;
    char words[WORDS], *rate = measure_words(UNIT_PERCENT, p->chart->all, words);
    if (p->chart->all->state < MEASURE_FEW) return;
    double x = across(p, p->chart->all->rate);
    canvas_ink(c, 0.7, 0.35, 0.1);
    for (double y = p->top - HEAD + 2; y > bottom; y -= DASH + BLANK) canvas_rule(c, x, y, x, y - DASH > bottom ? y - DASH : bottom, 0.8);
    canvas_ink(c, 0, 0, 0);
    canvas_colour(c, 0.6, 0.3, 0.1);
    put_centred(p, SMALL, x, p->top - HEAD + 4, arena_printf(p->f->arena, "全体 %s", rate));
    black(p);
}

static void draw_heads(const struct pen *p)
{
    grey(p);
    put_right(p, SMALL, RATE_END, p->top - HEAD + 4, "比率");
    put_right(p, SMALL, CASES_END, p->top - HEAD + 4, "件数");
    put_right(p, SMALL, FLOW_WIDTH, p->top - HEAD + 4, "名次");
    black(p);
}

static void draw_legend(struct flow *f, const struct chart *chart)
{
    static const char legend[] = "横线是95%区间，虚线是全体；深色为离群；空心、括号为件数不足，不排名。";
    struct type type = {f->fonts, FONT_SONG, SMALL, SMALL};
    const char *words = arena_printf(f->arena, "%s＝%s。%s", chart->indicator->label, chart->indicator->formula, legend);
    struct paragraph p = flow_lay(f, &type, words, PARAGRAPH_JUSTIFIED, FLOW_WIDTH, 0);
    flow_paragraph(f, tag_new(f->canvas->tags, f->document, "P"), &type, &p, LINE);
    f->used += BEHIND;
}

void compare_chart_draw(struct flow *f, const struct comparison *c, const struct chart *chart)
{
    struct pen p = {f, c, chart, flow_y(f)};
    double height = figure_height(chart), bottom = p.top - (height - FOOT), middle = p.top - HEAD - ROW / 2;
    const double box[] = {FLOW_LEFT, p.top - height, FLOW_LEFT + FLOW_WIDTH, p.top};
    struct tag *tag = tag_new(f->canvas->tags, f->document, "Figure");
    tag_figure(f->canvas->tags, tag, chart->described, box);
    canvas_begin(f->canvas, tag);
    draw_axis(&p, bottom);
    for (size_t i = 0; i < chart->n; i++) {
        if (i == chart->gap) {
            grey(&p);
            put_right(&p, SMALL, NAME_END, middle + ROW / 2 - GAP_ROW / 2 - RISE * SMALL, arena_printf(f->arena, "……（略%zu个）", chart->total - chart->n));
            middle -= GAP_ROW;
        }
        draw_line(&p, &chart->lines[i], middle);
        middle -= ROW;
    }
    draw_share_of_all(&p, bottom);
    draw_heads(&p);
    canvas_end(f->canvas);
    f->used += height;
    draw_legend(f, chart);
}
