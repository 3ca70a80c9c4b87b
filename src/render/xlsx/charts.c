/* Charts of the spreadsheet's own, each beside the figures that it draws. */
#include "base/text.h"
#include "render/colours.h"
#include "render/xlsx/xlsx_inside.h"
#include <stdlib.h>

enum { NAME_PIXELS = 200 };

static void put_rate(struct book *b, lxw_worksheet *s, int row, int col, int hundredths)
{
    struct look look = book_plain();
    look.across = LXW_ALIGN_CENTER;
    look.wrap = false;
    look.number = "0.00%";
    if (hundredths < 0) book_put_text(b, s, row, col, NULL, look);    /* there is none: the line has a gap */
    else book_put_share(b, s, row, col, hundredths, 10000, look);
}

static lxw_chart_font font_of(struct book *b, const char *name, double size) { return (lxw_chart_font){.name = arena_dup(&b->arena, name), .size = size}; }

static void dress(struct book *b, lxw_chart *chart, lxw_chart_axis *shares, const struct axis *axis, const char *title, double size)
{
    lxw_chart_font font = font_of(b, "宋体", 9), heading = font_of(b, "黑体", size);
    lxw_chart_line faint = {.color = colour_value(COLOUR_GRID), .width = 0.25};
    chart_title_set_name(chart, arena_dup(&b->arena, book_string(b, title)));
    chart_title_set_name_font(chart, &heading);
    chart_axis_set_num_font(chart->x_axis, &font);
    chart_axis_set_num_font(chart->y_axis, &font);
    chart_axis_set_num_format(shares, axis->step % 100 ? "0.00%" : "0%");
    chart_axis_set_min(shares, 0);
    chart_axis_set_max(shares, axis->top / 10000.0);
    chart_axis_set_major_unit(shares, axis->step / 10000.0);
    chart_axis_major_gridlines_set_line(shares, &faint);
}

static void insert(struct book *b, lxw_worksheet *s, int row, int left, lxw_chart *chart, int width, int height, const char *words)
{
    lxw_chart_options options = {.x_offset = left, .x_scale = width / 480.0, .y_scale = height / 288.0, .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                                 .description = arena_dup(&b->arena, book_string(b, words ? words : ""))};
    book_check(b, worksheet_insert_chart_opt(s, (lxw_row_t)row, 0, chart, &options));
}

/* How to read it, in the two rows below. */
static void put_caption(struct book *b, const struct drawn_sheet *s, struct chart_frame at, int pixels, const char *words)
{
    int row = at.row + (pixels + LAY_ROW_PIXELS - 1) / LAY_ROW_PIXELS;
    struct look look = book_plain();
    look.border = false;
    look.size = 9;
    if (!words) return;
    book_merge(b, s->sheet, row, 0, row + 1, at.figures - 2, look);
    book_put_text(b, s->sheet, row, 0, words, look);
}

/* Hollow where there are few cases, darker where it stands out. */
static void colour_points(struct book *b, lxw_chart_series *series, const struct bar_chart *chart)
{
    lxw_chart_fill hollow = {.none = LXW_TRUE}, usual = {.color = colour_value(COLOUR_BAR)}, dark = {.color = colour_value(COLOUR_BAR_OUT)};
    lxw_chart_line edge = {.color = colour_value(COLOUR_BAR_FEW), .width = 0.75};
    lxw_chart_point *points = memory_alloc(chart->n * sizeof *points);
    lxw_chart_point **list = memory_alloc((chart->n + 1) * sizeof *list);
    for (size_t i = 0; i < chart->n; i++) {
        points[i] = chart->bars[i].few ? (lxw_chart_point){.fill = &hollow, .line = &edge} : (lxw_chart_point){.fill = chart->bars[i].outstanding ? &dark : &usual};
        list[i] = &points[i];
    }
    book_check(b, chart_series_set_points(series, list));
    free(list);
    free(points);
}

/* The names take room from the bars: the middle of a long one goes. */
static void put_name(struct book *b, lxw_worksheet *sheet, int row, int col, const char *name)
{
    enum { NAME_CHARACTERS = 18 };
    struct text shown = {0};
    text_add_within(&shown, name, NAME_CHARACTERS);
    book_put_text(b, sheet, row, col, text_get(&shown), book_plain());
    text_release(&shown);
}

/* Of bars the x axis is the one that runs across. */
static void draw_bars(struct book *b, const struct drawn_sheet *s, const struct bar_chart *chart, struct chart_frame at)
{
    lxw_chart *picture = workbook_add_chart(b->workbook, LXW_CHART_BAR);
    if (!picture) return;
    lxw_chart_series *series = chart_add_series(picture, NULL, NULL);
    lxw_row_t first = (lxw_row_t)at.row + 1, last = first + (lxw_row_t)chart->n - 1;
    lxw_col_t names = (lxw_col_t)at.figures;
    lxw_chart_font font = font_of(b, "宋体", 9);
    chart_series_set_categories(series, s->facts->name, first, names, last, names);
    chart_series_set_values(series, s->facts->name, first, names + 1, last, names + 1);
    chart_series_set_name(series, book_string(b, chart->label));
    chart_series_set_labels(series);
    chart_series_set_labels_font(series, &font);
    colour_points(b, series, chart);
    dress(b, picture, picture->x_axis, &chart->axis, chart->heading, 13);
    chart_axis_set_reverse(picture->y_axis);           /* the first at the top */
    chart_axis_set_label_position(picture->x_axis, LXW_CHART_AXIS_LABEL_POSITION_HIGH);    /* and the percents below all */
    chart_legend_set_position(picture, LXW_CHART_LEGEND_NONE);
    chart_set_series_gap(picture, 40);
    insert(b, s->sheet, at.row, 0, picture, at.width, xlsx_plan_bars_pixels(chart), chart->described);
}

int chart_put_bars(struct drawing *w, struct drawn_sheet *s, const struct bar_chart *chart, struct chart_frame at)
{
    struct book *b = &w->book;
    if (!chart->n) return at.row;
    book_column(b, s->sheet, at.figures, NAME_PIXELS);
    book_put_text(b, s->sheet, at.row, at.figures, chart->names_label, book_head());
    book_put_text(b, s->sheet, at.row, at.figures + 1, chart->label, book_head());
    for (size_t i = 0; i < chart->n; i++) {
        put_name(b, s->sheet, at.row + 1 + (int)i, at.figures, chart->bars[i].name);
        put_rate(b, s->sheet, at.row + 1 + (int)i, at.figures + 1, chart->bars[i].rate);
    }
    if (!b->fault) draw_bars(b, s, chart, at);
    put_caption(b, s, at, xlsx_plan_bars_pixels(chart), chart->caption);
    return at.row + xlsx_plan_chart_rows(xlsx_plan_bars_pixels(chart), chart->n);
}

static void draw_series(struct book *b, const struct drawn_sheet *s, lxw_chart *picture, const struct line_chart *chart, size_t number, struct chart_frame at)
{
    lxw_row_t first = (lxw_row_t)at.row + 1, last = (lxw_row_t)at.row + (lxw_row_t)chart->n_points;
    lxw_col_t names = (lxw_col_t)at.figures, col = names + 1 + (lxw_col_t)number;
    book_put_text(b, s->sheet, at.row, col, chart->series[number], book_head());
    for (size_t i = 0; i < chart->n_points; i++) put_rate(b, s->sheet, at.row + 1 + (int)i, col, chart->rates[number * chart->n_points + i]);
    if (b->fault) return;
    lxw_chart_series *series = chart_add_series(picture, NULL, NULL);
    chart_series_set_categories(series, s->facts->name, first, names, last, names);
    chart_series_set_values(series, s->facts->name, first, col, last, col);
    chart_series_set_name_range(series, s->facts->name, (lxw_row_t)at.row, col);
    lxw_chart_line line = {.color = colour_value(series_colours[number % SERIES_COLOURS]), .width = 1.75};
    chart_series_set_line(series, &line);
    chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
    lxw_chart_fill dot = {.color = line.color};
    chart_series_set_marker_fill(series, &dot);
    chart_series_set_marker_line(series, &line);
}

int chart_put_lines(struct drawing *w, struct drawn_sheet *s, const struct line_chart *chart, struct chart_frame at)
{
    struct book *b = &w->book;
    book_column(b, s->sheet, at.figures, NAME_PIXELS);
    book_put_text(b, s->sheet, at.row, at.figures, chart->points_label, book_head());
    for (size_t i = 0; i < chart->n_points; i++) book_put_text(b, s->sheet, at.row + 1 + (int)i, at.figures, chart->points[i], book_plain());
    lxw_chart *picture = b->fault || !chart->n_series ? NULL : workbook_add_chart(b->workbook, LXW_CHART_LINE);
    if (picture) {
        for (size_t i = 0; i < chart->n_series; i++) draw_series(b, s, picture, chart, i, at);
        dress(b, picture, picture->y_axis, &chart->axis, chart->heading, 13);
        chart_legend_set_position(picture, LXW_CHART_LEGEND_BOTTOM);
        insert(b, s->sheet, at.row, 0, picture, at.width, PLAN_LINES_PIXELS, chart->described);
    }
    return at.row + xlsx_plan_chart_rows(PLAN_LINES_PIXELS, chart->n_points);
}

/* ---- small charts ---- */

/* A row of the figures as a line; hollow where there are few cases, red where they are in doubt. */
static void add_line(struct book *b, const struct drawn_sheet *s, lxw_chart *picture, const struct panel_chart *c, const struct panel *panel, int row, struct chart_frame at)
{
    lxw_chart_series *series = chart_add_series(picture, NULL, NULL);
    lxw_col_t names = (lxw_col_t)at.figures, last = names + (lxw_col_t)c->n_points;
    lxw_chart_line line = {.color = colour_value(panel ? COLOUR_BAR_OUT : COLOUR_ALL), .width = 1.5, .dash_type = panel ? LXW_CHART_LINE_DASH_SOLID : LXW_CHART_LINE_DASH_DASH};
    lxw_chart_fill full = {.color = line.color}, hollow = {.color = 0xFFFFFF}, red = {.color = colour_value(COLOUR_DOUBT)};
    lxw_chart_line edge = {.color = line.color, .width = 1}, red_edge = {.color = red.color, .width = 1};
    chart_series_set_categories(series, s->facts->name, (lxw_row_t)at.row, names + 1, (lxw_row_t)at.row, last);
    chart_series_set_values(series, s->facts->name, (lxw_row_t)row, names + 1, (lxw_row_t)row, last);
    chart_series_set_name_range(series, s->facts->name, (lxw_row_t)row, names);
    chart_series_set_line(series, &line);
    chart_series_set_marker_type(series, panel ? LXW_CHART_MARKER_CIRCLE : LXW_CHART_MARKER_NONE);
    if (!panel) return;
    lxw_chart_point *points = memory_alloc(c->n_points * sizeof *points);
    lxw_chart_point **list = memory_alloc((c->n_points + 1) * sizeof *list);
    bool full_one = false;                             /* LibreOffice looks at the series alone */
    for (size_t i = 0; i < c->n_points; i++) {
        const struct panel_point *p = &panel->points[i];
        full_one = full_one || (p->rate >= 0 && !p->few);
        points[i] = (lxw_chart_point){.line = p->doubtful ? &red_edge : &edge, .fill = p->doubtful ? &red : p->few ? &hollow : &full};
        list[i] = &points[i];
    }
    chart_series_set_marker_size(series, 6);
    chart_series_set_marker_line(series, &edge);
    chart_series_set_marker_fill(series, full_one ? &full : &hollow);
    book_check(b, chart_series_set_points(series, list));
    free(list);
    free(points);
}

static void draw_panel(struct book *b, const struct drawn_sheet *s, const struct panel_chart *c, size_t i, struct chart_frame at)
{
    lxw_chart *picture = workbook_add_chart(b->workbook, LXW_CHART_LINE);
    if (!picture) return;
    int width = at.width / PLAN_PANELS_ACROSS, first = at.row + 1;
    struct arena scratch = {0};
    add_line(b, s, picture, c, &c->panels[i], first + (int)i, at);
    if (c->all_name) add_line(b, s, picture, c, NULL, first + (int)c->n, at);
    dress(b, picture, picture->y_axis, &c->axis, c->panels[i].name, 10);
    chart_show_blanks_as(picture, LXW_CHART_BLANKS_AS_GAP);
    chart_legend_set_position(picture, LXW_CHART_LEGEND_NONE);
    insert(b, s->sheet, at.row + (int)(i / PLAN_PANELS_ACROSS) * (PLAN_PANEL_PIXELS / LAY_ROW_PIXELS), (int)(i % PLAN_PANELS_ACROSS) * width, picture, width, PLAN_PANEL_PIXELS,
           panels_described(&scratch, c, i, 1));
    arena_release(&scratch);
}

/* What the charts show stands in a row above them. */
int chart_put_panels(struct drawing *w, struct drawn_sheet *s, const struct panel_chart *c, struct chart_frame at)
{
    struct book *b = &w->book;
    struct look heading = book_plain();
    heading.font = "黑体";
    heading.size = 13;
    heading.border = heading.wrap = false;
    book_put_text(b, s->sheet, at.row++, 0, c->heading, heading);
    book_column(b, s->sheet, at.figures, NAME_PIXELS);
    book_put_text(b, s->sheet, at.row, at.figures, c->names_label, book_head());
    for (size_t p = 0; p < c->n_points; p++) book_put_text(b, s->sheet, at.row, at.figures + 1 + (int)p, c->points[p], book_head());
    for (size_t i = 0; i < c->n + (c->all_name != NULL); i++) {
        int row = at.row + 1 + (int)i;
        book_put_text(b, s->sheet, row, at.figures, i < c->n ? c->panels[i].name : c->all_name, book_plain());
        for (size_t p = 0; p < c->n_points; p++) put_rate(b, s->sheet, row, at.figures + 1 + (int)p, i < c->n ? c->panels[i].points[p].rate : c->all[p]);
    }
    for (size_t i = 0; i < c->n && !b->fault; i++) draw_panel(b, s, c, i, at);
    put_caption(b, s, at, xlsx_plan_panels_pixels(c), c->caption);
    return at.row + xlsx_plan_chart_rows(xlsx_plan_panels_pixels(c), c->n + 1);
}
