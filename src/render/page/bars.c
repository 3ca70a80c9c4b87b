/* A bar for each line of a chart, with its interval, numbers and rank; the share of all as a dashed line. */
#include "base/text.h"
#include "render/colours.h"
#include "render/page/page_inside.h"

/* Points, from the left edge of the text area: where names end, bars begin and end, and numbers end. */
static const double NAME_END = 116, BAR = 122, BAR_END = 290, RATE_END = 334, CASES_END = 412;
static const double ROW = 12, THICK_BAR = 7.5, HEAD = 18, FOOT = 12, GAP_ROW = 11, BEHIND = 6, LINE = 11;
static const double NAME = 9, LEAST_NAME = 7, FIGURE = 9, SMALL = 8, RISE = 0.36;       /* sizes of type; RISE: half the height of digits, as a part of the size */

struct bar_pen { struct pages *p; struct canvas *canvas; const struct bar_chart *chart; double top, name; };      /* name: size of type */

static double figure_height(const struct bar_chart *chart)
{
    return HEAD + (double)chart->n * ROW + (chart->gap < chart->n ? GAP_ROW : 0) + FOOT;
}

double pages_bars_height(const struct bar_chart *chart) { return figure_height(chart) + 2 * LINE + BEHIND; }

static double across(const struct bar_pen *pen, int hundredths)
{
    return AREA_LEFT + BAR + (BAR_END - BAR) * hundredths / pen->chart->axis.top;
}

static double width_of(const struct bar_pen *pen, double size, const char *text) { return typeset_width(&pen->p->setter, FONT_SONG, size, text); }

static void put_right(const struct bar_pen *pen, double size, double end, double y, const char *text)
{
    canvas_words(pen->canvas, FONT_SONG, size, AREA_LEFT + end - width_of(pen, size, text), y, text);
}

static void put_centred(const struct bar_pen *pen, double size, double x, double y, const char *text)
{
    canvas_words(pen->canvas, FONT_SONG, size, x - width_of(pen, size, text) / 2, y, text);
}

static void grey(const struct bar_pen *pen) { canvas_hex_colour(pen->canvas, colour_value(COLOUR_FAINT)); }
static void black(const struct bar_pen *pen) { canvas_colour(pen->canvas, 0, 0, 0); }

/* Long names make all of a chart smaller. */
static double name_size(const struct bar_pen *pen)
{
    double size = NAME;
    for (size_t i = 0; i < pen->chart->n; i++)
        while (size > LEAST_NAME && width_of(pen, size, pen->chart->bars[i].name) > NAME_END) size -= 0.5;
    return size;
}

/* One that is still too long loses its middle. */
static void put_name(const struct bar_pen *pen, double y, const char *name)
{
    struct text shown = {0};
    double size = pen->name;
    text_add(&shown, name);
    for (size_t n = utf8_length(name); n > 3 && width_of(pen, size, text_get(&shown)) > NAME_END;) {
        text_clear(&shown);
        text_add_within(&shown, name, --n);
    }
    put_right(pen, size, NAME_END, y, text_get(&shown));
    text_release(&shown);
}

/* Within a dark bar it is white. */
static void draw_interval(const struct bar_pen *pen, const struct chart_bar *b, double middle)
{
    double low = across(pen, b->low), end = across(pen, b->rate), high = across(pen, b->high), cap = THICK_BAR * 0.25;
    canvas_hex_ink(pen->canvas, b->outstanding ? 0xffffff : colour_value(COLOUR_WHISKER));
    canvas_rule(pen->canvas, low, middle, end, middle, 0.6);
    canvas_rule(pen->canvas, low, middle - cap, low, middle + cap, 0.6);
    canvas_hex_ink(pen->canvas, colour_value(COLOUR_WHISKER));
    canvas_rule(pen->canvas, end, middle, high, middle, 0.6);
    canvas_rule(pen->canvas, high, middle - cap, high, middle + cap, 0.6);
    canvas_ink(pen->canvas, 0, 0, 0);
}

/* Filled where it may be judged, darker where it stands out; hollow where there are few cases. */
static void draw_bar(const struct bar_pen *pen, const struct chart_bar *b, double middle)
{
    struct canvas *c = pen->canvas;
    double width = across(pen, b->rate) - across(pen, 0), y = middle - THICK_BAR / 2;
    if (b->few) {
        canvas_hex_ink(c, colour_value(COLOUR_BAR_FEW));
        if (width > 0) canvas_frame(c, across(pen, 0), y, width, THICK_BAR, 0.5);
        canvas_ink(c, 0, 0, 0);
        return;
    }
    canvas_hex_colour(c, colour_value(b->outstanding ? COLOUR_BAR_OUT : COLOUR_BAR));
    if (width > 0) canvas_box(c, across(pen, 0), y, width, THICK_BAR);
    if (b->ranked) draw_interval(pen, b, middle);
}

static void draw_line(const struct bar_pen *pen, const struct chart_bar *b, double middle)
{
    double y = middle - RISE * FIGURE;
    typeset_at(&pen->p->setter, arena_printf(pen->p->setter.arena, "图“%s”中“%s”", pen->chart->label, b->name));
    draw_bar(pen, b, middle);
    black(pen);
    put_name(pen, middle - RISE * pen->name, b->name);
    /* The brackets of a figure in brackets hang, so that digits stand below digits. */
    put_right(pen, FIGURE, RATE_END + (b->few ? FIGURE : 0), y, b->rate_words);
    put_right(pen, FIGURE, CASES_END, y, b->cases_words);
    put_right(pen, FIGURE, AREA_WIDTH, y, b->rank_words);
}

/* Vertical lines at the steps, with their percents below. */
static void draw_axis(const struct bar_pen *pen, double bottom)
{
    struct canvas *c = pen->canvas;
    const struct axis axis = pen->chart->axis;
    char words[AXIS_WORDS];
    canvas_hex_ink(c, colour_value(COLOUR_GRID));
    for (int at = 0; at <= axis.top; at += axis.step) canvas_rule(c, across(pen, at), bottom, across(pen, at), pen->top - HEAD, 0.25);
    canvas_ink(c, 0, 0, 0);
    grey(pen);
    for (int at = 0; at <= axis.top; at += axis.step) put_centred(pen, SMALL, across(pen, at), bottom - SMALL - 2, axis_words(&axis, at, words));
    canvas_rule(c, across(pen, 0), bottom, across(pen, 0), pen->top - HEAD, 0.6);
}

static void draw_share_of_all(const struct bar_pen *pen, double bottom)
{
    static const double DASH = 3, BLANK = 2;
    struct canvas *c = pen->canvas;
    if (!pen->chart->has_all) return;
    double x = across(pen, pen->chart->all_rate);
    canvas_hex_ink(c, colour_value(COLOUR_ALL));
    for (double y = pen->top - HEAD + 2; y > bottom; y -= DASH + BLANK) canvas_rule(c, x, y, x, y - DASH > bottom ? y - DASH : bottom, 0.8);
    canvas_ink(c, 0, 0, 0);
    canvas_hex_colour(c, colour_value(COLOUR_ALL));
    double right = AREA_LEFT + BAR_END + 8 - width_of(pen, SMALL, pen->chart->all_words) / 2;      /* not over the heads */
    put_centred(pen, SMALL, x > right ? right : x, pen->top - HEAD + 4, pen->chart->all_words);
    black(pen);
}

static void draw_heads(const struct bar_pen *pen)
{
    grey(pen);
    put_right(pen, SMALL, RATE_END, pen->top - HEAD + 4, "比率");
    put_right(pen, SMALL, CASES_END, pen->top - HEAD + 4, "件数");
    put_right(pen, SMALL, AREA_WIDTH, pen->top - HEAD + 4, "名次");
    black(pen);
}

static void draw_caption(struct pages *p, const char *words)
{
    struct type type = {FONT_SONG, SMALL, SMALL};
    struct paragraph text = typeset(&p->setter, &type, words, PARAGRAPH_JUSTIFIED, AREA_WIDTH, 0);
    pages_paragraph(p, pages_tag(p, "P"), &type, &text, LINE);
    p->used += BEHIND;
}

void pages_bars(struct pages *p, const struct bar_chart *chart)
{
    struct bar_pen pen = {p, p->canvas, chart, pages_y(p), NAME};
    double height = figure_height(chart), bottom = pen.top - (height - FOOT), middle = pen.top - HEAD - ROW / 2;
    const double box[] = {AREA_LEFT, pen.top - height, AREA_LEFT + AREA_WIDTH, pen.top};
    pen.name = name_size(&pen);
    struct tag *tag = pages_tag(p, "Figure");
    canvas_figure(p->canvas, tag, chart->described, box);
    canvas_begin(p->canvas, tag);
    draw_axis(&pen, bottom);
    for (size_t i = 0; i < chart->n; i++) {
        if (i == chart->gap) {
            grey(&pen);
            put_right(&pen, SMALL, NAME_END, middle + ROW / 2 - GAP_ROW / 2 - RISE * SMALL, arena_printf(p->setter.arena, "……（略%zu个）", chart->omitted));
            middle -= GAP_ROW;
        }
        draw_line(&pen, &chart->bars[i], middle);
        middle -= ROW;
    }
    draw_share_of_all(&pen, bottom);
    draw_heads(&pen);
    canvas_end(p->canvas);
    p->used += height;
    draw_caption(p, chart->caption);
}
