/* Shares over years, one line a series, its name at its end. */
#include "render/colours.h"
#include "render/page/page_inside.h"
#include "render/places.h"
#include <math.h>

/* Points, from the left edge of the text area and from the top of the figure. */
static const double LEFT = 40, RIGHT = 300, NAMES = 308, PLOT_TOP = 8, PLOT_HEIGHT = 150, FOOT = 18, BEHIND = 8;
static const double SMALL = 8, RISE = 0.36, DOT = 3;
enum { NAME_STEP = 11 };

struct line_pen { struct pages *p; const struct line_chart *chart; double bottom; };

static double figure_height(void) { return PLOT_TOP + PLOT_HEIGHT + FOOT; }

double pages_lines_height(const struct line_chart *chart)
{
    double names = (double)chart->n_series * NAME_STEP;
    return (names > PLOT_HEIGHT ? figure_height() + names - PLOT_HEIGHT : figure_height()) + BEHIND;
}

static double across(const struct line_pen *pen, size_t point)
{
    size_t gaps = pen->chart->n_points > 1 ? pen->chart->n_points - 1 : 1;
    return AREA_LEFT + LEFT + (RIGHT - LEFT) * (double)point / (double)gaps;
}

static double above(const struct line_pen *pen, int hundredths) { return pen->bottom + PLOT_HEIGHT * hundredths / pen->chart->axis.top; }
static int rate_of(const struct line_chart *chart, size_t series, size_t point) { return chart->rates[series * chart->n_points + point]; }

static void put_centred(const struct line_pen *pen, double x, double y, const char *words)
{
    canvas_words(pen->p->canvas, FONT_SONG, SMALL, x - typeset_width(&pen->p->setter, FONT_SONG, SMALL, words) / 2, y, words);
}

static void draw_axes(const struct line_pen *pen)
{
    struct canvas *c = pen->p->canvas;
    char words[AXIS_WORDS];
    canvas_hex_ink(c, colour_value(COLOUR_GRID));
    for (int at = 0; at <= pen->chart->axis.top; at += pen->chart->axis.step)
        canvas_rule(c, AREA_LEFT + LEFT, above(pen, at), AREA_LEFT + RIGHT, above(pen, at), at ? 0.25 : 0.8);
    canvas_hex_colour(c, colour_value(COLOUR_FAINT));
    for (int at = 0; at <= pen->chart->axis.top; at += pen->chart->axis.step) {
        double width = typeset_width(&pen->p->setter, FONT_SONG, SMALL, axis_words(&pen->chart->axis, at, words));
        canvas_words(c, FONT_SONG, SMALL, AREA_LEFT + LEFT - 6 - width, above(pen, at) - RISE * SMALL, words);
    }
    for (size_t i = 0; i < pen->chart->n_points; i++) put_centred(pen, across(pen, i), pen->bottom - SMALL - 4, pen->chart->points[i]);
}

/* A negative share means that there is none; the line has a gap there. */
static void draw_series(const struct line_pen *pen, size_t series, int name_at)
{
    struct canvas *c = pen->p->canvas;
    const uint32_t ink = colour_value(series_colours[series % SERIES_COLOURS]);
    canvas_hex_ink(c, ink);
    canvas_hex_colour(c, ink);
    for (size_t i = 0; i < pen->chart->n_points; i++) {
        int rate = rate_of(pen->chart, series, i), before = i ? rate_of(pen->chart, series, i - 1) : -1;
        if (rate < 0) continue;
        if (before >= 0) canvas_rule(c, across(pen, i - 1), above(pen, before), across(pen, i), above(pen, rate), 1.2);
        canvas_box(c, across(pen, i) - DOT / 2, above(pen, rate) - DOT / 2, DOT, DOT);
    }
    typeset_at(&pen->p->setter, arena_printf(pen->p->setter.arena, "图“%s”中“%s”", pen->chart->heading, pen->chart->series[series]));
    canvas_words(c, FONT_SONG, SMALL, AREA_LEFT + NAMES, pen->bottom + PLOT_HEIGHT - name_at - RISE * SMALL, pen->chart->series[series]);
}

void pages_lines(struct pages *p, const struct line_chart *chart)
{
    double height = pages_lines_height(chart), top = pages_y(p);
    const double box[] = {AREA_LEFT, top - height + BEHIND, AREA_LEFT + AREA_WIDTH, top};
    int *names = arena_alloc(p->setter.arena, (chart->n_series + 1) * sizeof *names);
    struct line_pen pen = {p, chart, top - PLOT_TOP - PLOT_HEIGHT};
    for (size_t i = 0; i < chart->n_series; i++)       /* from the top of the plot */
        names[i] = (int)lround(pen.bottom + PLOT_HEIGHT - above(&pen, chart->n_points ? rate_of(chart, i, chart->n_points - 1) : 0));
    places_apart(names, chart->n_series, NAME_STEP, (int)(height - BEHIND - FOOT));
    struct tag *tag = pages_tag(p, "Figure");
    canvas_figure(p->canvas, tag, chart->described, box);
    canvas_begin(p->canvas, tag);
    draw_axes(&pen);
    for (size_t i = 0; i < chart->n_series; i++) draw_series(&pen, i, names[i]);
    canvas_ink(p->canvas, 0, 0, 0);
    canvas_colour(p->canvas, 0, 0, 0);
    canvas_end(p->canvas);
    p->used += height;
}
