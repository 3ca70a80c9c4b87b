/* Lines over years, the name of a series at its end. Places are whole numbers. */
#include "render/colours.h"
#include "render/html/html_inside.h"
#include "render/places.h"
#include <stdlib.h>

enum { WIDTH = 860, LEFT = 70, RIGHT = 600, NAMES = 616, TOP = 16, HEIGHT = 280, FOOT = 30, NAME_STEP = 18 };

static int across(const struct line_chart *c, size_t point)
{
    return c->n_points > 1 ? LEFT + (int)((size_t)(RIGHT - LEFT) * point / (c->n_points - 1)) : LEFT;
}

static int below(const struct line_chart *c, int hundredths) { return TOP + HEIGHT - (int)((long)HEIGHT * hundredths / c->axis.top); }
static int rate_of(const struct line_chart *c, size_t series, size_t point) { return c->rates[series * c->n_points + point]; }

static void put_axes(struct html *h, const struct line_chart *c)
{
    char words[AXIS_WORDS];
    for (int at = 0; at <= c->axis.top; at += c->axis.step) {
        svg_line(h, LEFT, below(c, at), RIGHT, below(c, at), at ? LOOK_GRID : LOOK_ZERO);
        svg_text(h, LEFT - 8, below(c, at) + 4, LOOK_MARK_SMALL_END, axis_words(&c->axis, at, words));
    }
    for (size_t i = 0; i < c->n_points; i++) svg_text(h, across(c, i), TOP + HEIGHT + 20, LOOK_MARK_SMALL_MID, c->points[i]);
    text_add_char(h->out, '\n');
}

/* A negative share means that there is none; the line has a gap there. */
static void put_series(struct html *h, const struct line_chart *c, size_t series, int name_at)
{
    const char *ink = series_colours[series % SERIES_COLOURS];
    for (size_t i = 0; i < c->n_points; i++) {
        int rate = rate_of(c, series, i), before = i ? rate_of(c, series, i - 1) : -1;
        if (rate < 0) continue;
        if (before >= 0)
            text_printf(h->out, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"/>", across(c, i - 1), below(c, before),
                        across(c, i), below(c, rate), ink);
        text_printf(h->out, "<circle cx=\"%d\" cy=\"%d\" r=\"3\" fill=\"%s\"/>", across(c, i), below(c, rate), ink);
    }
    text_printf(h->out, "<text x=\"%d\" y=\"%d\" style=\"font-size:12px;fill:%s\">", NAMES, name_at + 4, ink);
    xml_escape(h->out, c->series[series]);
    text_add(h->out, "</text>\n");
}

void html_lines(struct html *h, const struct line_chart *c)
{
    int *names = memory_alloc((c->n_series + 1) * sizeof *names), needed = (int)c->n_series * NAME_STEP;
    int bottom = TOP + (needed > HEIGHT ? needed : HEIGHT);
    for (size_t i = 0; i < c->n_series; i++) names[i] = below(c, c->n_points ? rate_of(c, i, c->n_points - 1) : 0);
    places_apart(names, c->n_series, NAME_STEP, bottom);
    svg_open(h, c->heading, c->described, WIDTH, bottom + FOOT);
    put_axes(h, c);
    for (size_t i = 0; i < c->n_series; i++) put_series(h, c, i, names[i]);
    svg_close(h, NULL);
    free(names);
}
