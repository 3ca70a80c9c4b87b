/* Small line charts in rows of four, on one axis; the rows of a page are one figure. */
#include "base/text.h"
#include "render/colours.h"
#include "render/page/page_inside.h"

/* Points. Of a panel, from its top: name and words, the plot, the years; between two panels, and below a row. */
enum { ACROSS = 4, NAME_STEP = 11 };
static const double AXIS = 30, BETWEEN = 10, WORDS_STEP = 13, PLOT = 44, YEARS = 11, ROW_GAP = 8, LEGEND = 14, CAPTION = 11, BEHIND = 6, INSET = 6;
static const double NAME = 8.5, SMALL = 7.5, LEAST_NAME = 7, RISE = 0.36, DOT = 3.6, TOLERANCE = 0.01;

struct panel_pen { struct pages *p; struct canvas *canvas; const struct panel_chart *chart; double left, bottom, name; };      /* name: size of type */

static double row_height(void) { return NAME_STEP + WORDS_STEP + PLOT + YEARS + ROW_GAP; }
static double panel_width(void) { return (AREA_WIDTH - AXIS - (ACROSS - 1) * BETWEEN) / ACROSS; }
static size_t rows_of(const struct panel_chart *c) { return (c->n + ACROSS - 1) / ACROSS; }

/* At least so many rows stand below the heading. */
double pages_panels_least_height(const struct panel_chart *chart)
{
    size_t rows = rows_of(chart) < 2 ? rows_of(chart) : 2;
    return LEGEND + (double)rows * row_height();
}

static double width_of(const struct panel_pen *pen, double size, const char *text) { return typeset_width(&pen->p->setter, FONT_SONG, size, text); }

static double across(const struct panel_pen *pen, size_t point)
{
    size_t n = pen->chart->n_points;
    return n < 2 ? pen->left + panel_width() / 2 : pen->left + INSET + (panel_width() - 2 * INSET) * (double)point / (double)(n - 1);
}

static double above(const struct panel_pen *pen, int hundredths) { return pen->bottom + PLOT * hundredths / pen->chart->axis.top; }
static void colour(const struct panel_pen *pen, const char *hex) { canvas_hex_colour(pen->canvas, colour_value(hex)); }
static void ink(const struct panel_pen *pen, const char *hex) { canvas_hex_ink(pen->canvas, colour_value(hex)); }

static double name_width(void) { return panel_width() + BETWEEN / 2; }

/* Long names make all of a chart smaller. */
static double name_size(const struct panel_pen *pen)
{
    double size = NAME;
    for (size_t i = 0; i < pen->chart->n; i++)
        while (size > LEAST_NAME && width_of(pen, size, pen->chart->panels[i].name) > name_width()) size -= 0.5;
    return size;
}

/* One that is still too long loses its middle. */
static void put_name(const struct panel_pen *pen, double y, const char *name)
{
    struct text shown = {0};
    double size = pen->name, width = name_width();
    text_add(&shown, name);
    for (size_t n = utf8_length(name); n > 3 && width_of(pen, size, text_get(&shown)) > width;) {
        text_clear(&shown);
        text_add_within(&shown, name, --n);
    }
    canvas_words(pen->canvas, FONT_SONG, size, pen->left, y, text_get(&shown));
    text_release(&shown);
}

/* Lines at the steps, the percents left of the first panel of a row, the first and the last year. */
static void draw_axes(const struct panel_pen *pen, bool first)
{
    const struct panel_chart *c = pen->chart;
    char words[AXIS_WORDS];
    colour(pen, COLOUR_FAINT);
    for (int at = 0; at <= c->axis.top; at += c->axis.step) {
        ink(pen, at ? COLOUR_GRID : COLOUR_ZERO);
        canvas_rule(pen->canvas, pen->left, above(pen, at), pen->left + panel_width(), above(pen, at), at ? 0.25 : 0.6);
        if (!first) continue;
        double width = width_of(pen, SMALL, axis_words(&c->axis, at, words));
        canvas_words(pen->canvas, FONT_SONG, SMALL, pen->left - 4 - width, above(pen, at) - RISE * SMALL, words);
    }
    for (size_t i = 0; i < c->n_points; i++) {
        enum { MOST_YEARS = 4 };
        if (c->n_points > MOST_YEARS && i && i + 1 < c->n_points) continue;
        double width = width_of(pen, SMALL, c->points[i]), x = across(pen, i) - width / 2, right = pen->left + panel_width() - width;
        canvas_words(pen->canvas, FONT_SONG, SMALL, x < pen->left ? pen->left : x > right ? right : x, pen->bottom - SMALL - 2, c->points[i]);
    }
}

static void draw_dashes(const struct panel_pen *pen, double x0, double y0, double x1, double y1)
{
    enum { PARTS = 9 };                                /* drawn and blank in turn */
    for (int i = 0; i < PARTS; i += 2)
        canvas_rule(pen->canvas, x0 + (x1 - x0) * i / PARTS, y0 + (y1 - y0) * i / PARTS, x0 + (x1 - x0) * (i + 1) / PARTS, y0 + (y1 - y0) * (i + 1) / PARTS, 0.8);
}

static void draw_all(const struct panel_pen *pen)
{
    const struct panel_chart *c = pen->chart;
    if (!c->all_name) return;
    ink(pen, COLOUR_ALL);
    for (size_t i = 1; i < c->n_points; i++)
        if (c->all[i] >= 0 && c->all[i - 1] >= 0) draw_dashes(pen, across(pen, i - 1), above(pen, c->all[i - 1]), across(pen, i), above(pen, c->all[i]));
    if (c->n_points == 1 && c->all[0] >= 0) draw_dashes(pen, pen->left, above(pen, c->all[0]), pen->left + panel_width(), above(pen, c->all[0]));
}

static void draw_dot(const struct panel_pen *pen, double x, double y, bool few, bool doubtful)
{
    double half = DOT / 2;
    ink(pen, COLOUR_BAR_OUT);
    if (few) canvas_colour(pen->canvas, 1, 1, 1);
    else colour(pen, COLOUR_BAR_OUT);
    canvas_box(pen->canvas, x - half, y - half, DOT, DOT);
    if (few) canvas_frame(pen->canvas, x - half, y - half, DOT, DOT, 0.7);
    if (!doubtful) return;
    ink(pen, COLOUR_DOUBT);
    canvas_rule(pen->canvas, x - DOT, y - DOT, x + DOT, y + DOT, 0.9);
    canvas_rule(pen->canvas, x - DOT, y + DOT, x + DOT, y - DOT, 0.9);
}

static void draw_line(const struct panel_pen *pen, const struct panel_point *points)
{
    size_t n = pen->chart->n_points;
    ink(pen, COLOUR_BAR_OUT);
    for (size_t i = 1; i < n; i++)
        if (points[i].rate >= 0 && points[i - 1].rate >= 0)
            canvas_rule(pen->canvas, across(pen, i - 1), above(pen, points[i - 1].rate), across(pen, i), above(pen, points[i].rate), 1.1);
    for (size_t i = 0; i < n; i++)
        if (points[i].rate >= 0) draw_dot(pen, across(pen, i), above(pen, points[i].rate), points[i].few, points[i].doubtful);
}

static void draw_panel(struct panel_pen *pen, size_t i, double top)
{
    const struct panel *panel = &pen->chart->panels[i];
    size_t col = i % ACROSS;
    pen->left = AREA_LEFT + AXIS + (double)col * (panel_width() + BETWEEN);
    pen->bottom = top - NAME_STEP - WORDS_STEP - PLOT;
    typeset_at(&pen->p->setter, arena_printf(pen->p->setter.arena, "图“%s”中“%s”", pen->chart->heading, panel->name));
    canvas_colour(pen->canvas, 0, 0, 0);
    put_name(pen, top - NAME, panel->name);
    colour(pen, COLOUR_FAINT);
    if (panel->words) canvas_words(pen->canvas, FONT_SONG, SMALL, pen->left, top - NAME_STEP - SMALL, panel->words);
    draw_axes(pen, !col);
    draw_all(pen);
    draw_line(pen, panel->points);
}

/* What the signs mean, once above the panels. */
static void draw_legend(const struct panel_pen *pen, double top)
{
    static const double SIGN = 18;
    double x = AREA_LEFT + AXIS, y = top - SMALL;
    typeset_at(&pen->p->setter, arena_printf(pen->p->setter.arena, "图“%s”的图例", pen->chart->heading));
    for (int i = 0; i < PANEL_SIGNS; i++) {
        const char *words = panel_sign_words(pen->chart, i);
        double middle = y + RISE * SMALL;
        if (!words) continue;
        ink(pen, i == PANEL_ALL ? COLOUR_ALL : COLOUR_BAR_OUT);
        if (i == PANEL_ALL) draw_dashes(pen, x, middle, x + SIGN, middle);
        else canvas_rule(pen->canvas, x, middle, x + SIGN, middle, 1.1);
        if (i != PANEL_ALL) draw_dot(pen, x + SIGN / 2, middle, i == PANEL_FEW, i == PANEL_DOUBTFUL);
        colour(pen, COLOUR_FAINT);
        canvas_words(pen->canvas, FONT_SONG, SMALL, x + SIGN + 4, y, words);
        x += SIGN + 4 + width_of(pen, SMALL, words) + 14;
    }
}

/* As many rows as this page holds, one figure. */
static void draw_part(struct panel_pen *pen, size_t first, size_t rows, bool legend)
{
    struct pages *p = pen->p;
    size_t n = rows * ACROSS < pen->chart->n - first ? rows * ACROSS : pen->chart->n - first;
    double top = pages_y(p), height = (legend ? LEGEND : 0) + (double)rows * row_height();
    const double box[] = {AREA_LEFT, top - height, AREA_LEFT + AREA_WIDTH, top};
    struct tag *tag = pages_tag(p, "Figure");
    canvas_figure(p->canvas, tag, panels_described(p->setter.arena, pen->chart, first, n), box);
    canvas_begin(p->canvas, tag);
    if (legend) draw_legend(pen, top);
    for (size_t i = 0; i < n; i++) draw_panel(pen, first + i, top - (legend ? LEGEND : 0) - (double)(i / ACROSS) * row_height());
    canvas_ink(p->canvas, 0, 0, 0);
    canvas_colour(p->canvas, 0, 0, 0);
    canvas_end(p->canvas);
    p->used += height;
}

void pages_panels(struct pages *p, const struct panel_chart *chart)
{
    struct panel_pen pen = {.p = p, .canvas = p->canvas, .chart = chart};
    struct type type = {FONT_SONG, SMALL, SMALL};
    struct paragraph text = typeset(&p->setter, &type, chart->caption, PARAGRAPH_JUSTIFIED, AREA_WIDTH, 0);
    double caption = (double)text.n_lines * CAPTION;
    bool legend = true;
    pen.name = name_size(&pen);
    for (size_t row = 0, here; row < rows_of(chart); row += here) {
        double room = pages_room(p) - (legend ? LEGEND : 0) + TOLERANCE;
        here = room > 0 ? (size_t)(room / row_height()) : 0;
        if (here >= rows_of(chart) - row) {            /* the last row stays with the caption */
            here = rows_of(chart) - row;
            if (room < (double)here * row_height() + caption) here--;
        }
        if (here) draw_part(&pen, row * ACROSS, here, legend);
        else pages_new(p);
        legend = legend && !here;
    }
    pages_paragraph(p, pages_tag(p, "P"), &type, &text, CAPTION);
    p->used += BEHIND;
}
