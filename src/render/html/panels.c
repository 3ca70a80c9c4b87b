/* Small line charts in rows, on one axis; the rows are one picture. Places are whole numbers. */
#include "render/html/html_inside.h"
#include <stdio.h>

enum { WIDTH = 860, AXIS = 46, ACROSS = 4, BETWEEN = 18, PANEL = (WIDTH - AXIS - (ACROSS - 1) * BETWEEN) / ACROSS, NAME = 16, WORDS_AT = 32, PLOT_TOP = 42, PLOT = 84,
       ROW = PLOT_TOP + PLOT + 34, LEGEND = 26, INSET = 12, NAME_CHARACTERS = 13, DOT = 4, MOST_YEARS = 4 };

struct panel_place { struct html *h; const struct panel_chart *chart; int left, bottom; };

static int across(const struct panel_place *at, size_t point)
{
    size_t n = at->chart->n_points;
    return n < 2 ? at->left + PANEL / 2 : at->left + INSET + (int)((size_t)(PANEL - 2 * INSET) * point / (n - 1));
}

static int height_of(const struct panel_place *at, int hundredths) { return at->bottom - (int)((long)PLOT * hundredths / at->chart->axis.top); }

static void put_axes(const struct panel_place *at, bool first)
{
    const struct panel_chart *c = at->chart;
    char words[AXIS_WORDS];
    for (int step = 0; step <= c->axis.top; step += c->axis.step) {
        svg_line(at->h, at->left, height_of(at, step), at->left + PANEL, height_of(at, step), step ? LOOK_GRID : LOOK_ZERO);
        if (first) svg_text(at->h, at->left - 6, height_of(at, step) + 4, LOOK_MARK_SMALL_END, axis_words(&c->axis, step, words));
    }
    for (size_t i = 0; i < c->n_points; i++)
        if (c->n_points <= MOST_YEARS || !i || i + 1 == c->n_points) svg_text(at->h, across(at, i), at->bottom + 16, LOOK_MARK_SMALL_MID, c->points[i]);
}

static void put_dot(struct html *h, int x, int y, bool few, bool doubtful)
{
    text_printf(h->out, "<circle cx=\"%d\" cy=\"%d\" r=\"%d\"", x, y, DOT);
    html_look(h, few ? LOOK_DOT_FEW : LOOK_DOT);
    text_add(h->out, "/>");
    if (!doubtful) return;
    svg_line(h, x - 2 * DOT, y - 2 * DOT, x + 2 * DOT, y + 2 * DOT, LOOK_DOUBT);
    svg_line(h, x - 2 * DOT, y + 2 * DOT, x + 2 * DOT, y - 2 * DOT, LOOK_DOUBT);
}

static void put_lines(const struct panel_place *at, const struct panel_point *points)
{
    const struct panel_chart *c = at->chart;
    for (size_t i = 1; c->all_name && i < c->n_points; i++)
        if (c->all[i] >= 0 && c->all[i - 1] >= 0)
            svg_line(at->h, across(at, i - 1), height_of(at, c->all[i - 1]), across(at, i), height_of(at, c->all[i]), LOOK_ALL);
    if (c->all_name && c->n_points == 1 && c->all[0] >= 0) svg_line(at->h, at->left, height_of(at, c->all[0]), at->left + PANEL, height_of(at, c->all[0]), LOOK_ALL);
    for (size_t i = 1; i < c->n_points; i++)
        if (points[i].rate >= 0 && points[i - 1].rate >= 0)
            svg_line(at->h, across(at, i - 1), height_of(at, points[i - 1].rate), across(at, i), height_of(at, points[i].rate), LOOK_LINE);
    for (size_t i = 0; i < c->n_points; i++)
        if (points[i].rate >= 0) put_dot(at->h, across(at, i), height_of(at, points[i].rate), points[i].few, points[i].doubtful);
}

static void put_panel(struct panel_place *at, size_t i)
{
    const struct panel *panel = &at->chart->panels[i];
    int top = LEGEND + (int)(i / ACROSS) * ROW;
    at->left = AXIS + (int)(i % ACROSS) * (PANEL + BETWEEN);
    at->bottom = top + PLOT_TOP + PLOT;
    svg_name(at->h, at->left, top + NAME, LOOK_MARK_START, panel->name, NAME_CHARACTERS);
    if (panel->words) svg_text(at->h, at->left, top + WORDS_AT, LOOK_MARK_SMALL, panel->words);
    put_axes(at, !(i % ACROSS));
    put_lines(at, panel->points);
    text_add_char(at->h->out, '\n');
}

/* What the signs mean, once above the panels. */
static void put_legend(struct html *h, const struct panel_chart *c)
{
    enum { SIGN = 30, STEP = 110, MIDDLE = 10 };
    for (int i = 0; i < PANEL_SIGNS; i++) {
        int x = AXIS + i * STEP;
        const char *words = panel_sign_words(c, i);
        if (!words) continue;
        svg_line(h, x, MIDDLE, x + SIGN, MIDDLE, i == PANEL_ALL ? LOOK_ALL : LOOK_LINE);
        if (i != PANEL_ALL) put_dot(h, x + SIGN / 2, MIDDLE, i == PANEL_FEW, i == PANEL_DOUBTFUL);
        svg_text(h, x + SIGN + 6, MIDDLE + 4, LOOK_MARK_SMALL, words);
    }
    text_add_char(h->out, '\n');
}

void html_panels(struct html *h, const struct panel_chart *c)
{
    struct arena a = {0};
    struct panel_place at = {.h = h, .chart = c};
    svg_open(h, c->heading, panels_described(&a, c, 0, c->n), WIDTH, LEGEND + (int)((c->n + ACROSS - 1) / ACROSS) * ROW);
    put_legend(h, c);
    for (size_t i = 0; i < c->n; i++) put_panel(&at, i);
    svg_close(h, c->caption);
    arena_release(&a);
}
