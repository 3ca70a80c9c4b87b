/* 图表: charts of the spreadsheet's own, each beside the figures that it draws. */
#include "base/text.h"
#include "render/xlsx_compare_parts.h"
#include <stdlib.h>

/* Figures stand to the right of the charts, so that the sheet opens with pictures. */
enum { FIGURES = 12, NAME_PIXELS = 200, NAME_CHARACTERS = 18, ROW_PIXELS = 20, CHART_WIDTH = 720, LINE_HEIGHT = 380, BAR_PIXELS = 22, AROUND = 110,
       SCALE = 64, PAGE_ROWS = 70, MOST_BREAKS = 64 };     /* percent of print; rows that a page holds at it */

static void put_rate(struct book *b, lxw_worksheet *s, int row, int col, int hundredths)
{
    if (!b->fault)
        book_check(b, worksheet_write_number(s, (lxw_row_t)row, (lxw_col_t)col, hundredths / 10000.0, book_format(b, compare_look(UNIT_PERCENT, NULL))));
}

static lxw_chart_font font_of(struct book *b, const char *name, double size)
{
    return (lxw_chart_font){.name = arena_dup(&b->arena, name), .size = size};
}

static void dress(struct book *b, lxw_chart *chart, lxw_chart_axis *shares, const char *title)
{
    lxw_chart_font font = font_of(b, "宋体", 9), heading = font_of(b, "黑体", 13);
    lxw_chart_line faint = {.color = 0xD9D9D9, .width = 0.5};
    chart_title_set_name(chart, arena_dup(&b->arena, book_string(b, title)));
    chart_title_set_name_font(chart, &heading);
    chart_axis_set_num_font(chart->x_axis, &font);
    chart_axis_set_num_font(chart->y_axis, &font);
    chart_axis_set_num_format(shares, "0%");
    chart_axis_set_min(shares, 0);
    chart_axis_major_gridlines_set_line(shares, &faint);
}

static void insert(struct book *b, lxw_worksheet *s, int row, lxw_chart *chart, int height, const char *words)
{
    lxw_chart_options options = {.x_scale = CHART_WIDTH / 480.0, .y_scale = height / 288.0, .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                                 .description = arena_dup(&b->arena, book_string(b, words))};
    book_check(b, worksheet_insert_chart_opt(s, (lxw_row_t)row, 0, chart, &options));
}

/* Hollow where there are few cases, darker where it stands out. */
static void colour_points(struct book *b, lxw_chart_series *series, const struct comparison *c, const struct chart *chart)
{
    static lxw_chart_fill hollow = {.none = LXW_TRUE}, usual = {.color = 0xA3B8D1}, dark = {.color = 0x385C8A};
    static lxw_chart_line edge = {.color = 0x7F7F7F, .width = 0.75};
    lxw_chart_point *points = memory_alloc(chart->n * sizeof *points);
    lxw_chart_point **list = memory_alloc((chart->n + 1) * sizeof *list);
    for (size_t i = 0; i < chart->n; i++) {
        const struct measure *m = chart->lines[i].measure;
        points[i] = m->state == MEASURE_FEW ? (lxw_chart_point){.fill = &hollow, .line = &edge} : (lxw_chart_point){.fill = chart_stands_out(c, m) ? &dark : &usual};
        list[i] = &points[i];
    }
    book_check(b, chart_series_set_points(series, list));
    free(list);
    free(points);
}

static int put_bars(struct book *b, lxw_worksheet *s, const char *sheet, int row, const struct comparison *c, const struct chart *chart)
{
    int first = row + 1, height = (int)chart->n * BAR_PIXELS + AROUND;
    book_put_text(b, s, row, FIGURES, "机关", book_head());
    book_put_text(b, s, row, FIGURES + 1, chart->indicator->label, book_head());
    for (size_t i = 0; i < chart->n; i++) {
        struct look look = book_plain();
        book_put_text(b, s, first + (int)i, FIGURES, name_within(&b->arena, entry_short_words(&b->arena, c, chart->lines[i].entry), NAME_CHARACTERS), look);
        put_rate(b, s, first + (int)i, FIGURES + 1, chart->lines[i].measure->rate);
    }
    lxw_chart *picture = b->fault ? NULL : workbook_add_chart(b->workbook, LXW_CHART_BAR);
    if (!picture) return row;
    lxw_chart_series *series = chart_add_series(picture, NULL, NULL);
    lxw_row_t last = (lxw_row_t)first + (lxw_row_t)chart->n - 1;
    chart_series_set_categories(series, sheet, (lxw_row_t)first, FIGURES, last, FIGURES);
    chart_series_set_values(series, sheet, (lxw_row_t)first, FIGURES + 1, last, FIGURES + 1);
    chart_series_set_name(series, book_string(b, chart->indicator->label));
    chart_series_set_labels(series);
    lxw_chart_font font = font_of(b, "宋体", 9);
    chart_series_set_labels_font(series, &font);
    colour_points(b, series, c, chart);
    dress(b, picture, picture->x_axis, chart->heading);    /* of bars the axis that runs across */
    chart_axis_set_reverse(picture->y_axis);           /* the first at the top */
    chart_axis_set_label_position(picture->x_axis, LXW_CHART_AXIS_LABEL_POSITION_HIGH);    /* and the percents below all */
    chart_axis_set_max(picture->x_axis, chart->top / 10000.0);
    chart_legend_set_position(picture, LXW_CHART_LEGEND_NONE);
    chart_set_series_gap(picture, 40);
    insert(b, s, row, picture, height, chart->described);
    int rows = height / ROW_PIXELS + 2;
    return row + (rows > (int)chart->n + 2 ? rows : (int)chart->n + 2);
}

/* Whether a line can be drawn: every year has a share of enough cases. */
static bool has_line(const struct comparison *c, size_t indicator)
{
    bool whole = c->n_years > 1 && c->indicators->list[indicator].chart;
    for (size_t y = 0; y < c->n_years; y++) whole = whole && c->years[y].pooled[indicator].state == MEASURE_ENOUGH;
    return whole;
}

/* The shares of all, the oldest year first. */
static int put_lines(struct book *b, lxw_worksheet *s, const char *sheet, int row, const struct comparison *c)
{
    int col = FIGURES + 1, last = row + (int)c->n_years;
    for (size_t y = 0; y < c->n_years; y++)
        book_put_text(b, s, last - (int)y, FIGURES, arena_printf(&b->arena, "%d年", c->years[y].year), book_plain());
    book_put_text(b, s, row, FIGURES, "年度", book_head());
    lxw_chart *picture = b->fault ? NULL : workbook_add_chart(b->workbook, LXW_CHART_LINE);
    if (!picture) return row;
    for (size_t i = 0; i < c->indicators->n; i++) {
        if (!has_line(c, i)) continue;
        book_put_text(b, s, row, col, c->indicators->list[i].label, book_head());
        for (size_t y = 0; y < c->n_years; y++) put_rate(b, s, last - (int)y, col, c->years[y].pooled[i].rate);
        lxw_chart_series *series = chart_add_series(picture, NULL, NULL);
        chart_series_set_categories(series, sheet, (lxw_row_t)row + 1, FIGURES, (lxw_row_t)last, FIGURES);
        chart_series_set_values(series, sheet, (lxw_row_t)row + 1, (lxw_col_t)col, (lxw_row_t)last, (lxw_col_t)col);
        chart_series_set_name_range(series, sheet, (lxw_row_t)row, (lxw_col_t)col);
        chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
        col++;
    }
    dress(b, picture, picture->y_axis, "全体各年度");
    chart_legend_set_position(picture, LXW_CHART_LEGEND_BOTTOM);
    insert(b, s, row, picture, LINE_HEIGHT, "折线图：全体各年度的比率，数字在右边的表里");
    return row + LINE_HEIGHT / ROW_PIXELS + 2;
}

/* Breaks between charts, so that none is cut; a list of rows that ends with 0. */
struct breaks { lxw_row_t rows[MOST_BREAKS + 1]; int n, page; };

static void keep_whole(struct breaks *all, int row, int end)
{
    if (end - all->page <= PAGE_ROWS || all->n == MOST_BREAKS || row == all->page) return;
    all->rows[all->n++] = (lxw_row_t)row;
    all->page = row;
}

void compare_charts_sheet(struct book *b, const struct comparison *c, size_t most)
{
    static const char sheet[] = "图表";
    int row = 0;
    bool lines = false;
    struct breaks breaks = {0};
    lxw_worksheet *s = book_sheet(b, sheet, false);
    if (!s) return;
    book_column(b, s, FIGURES, NAME_PIXELS);
    for (size_t i = 0; i < c->indicators->n; i++) lines = lines || has_line(c, i);
    if (lines) row = put_lines(b, s, sheet, row, c);
    for (size_t i = 0; i < c->indicators->n; i++) {
        if (!c->indicators->list[i].chart) continue;
        struct chart chart = chart_make(&b->arena, c, i, 0, most);
        if (!chart.n) continue;
        int end = put_bars(b, s, sheet, row, c, &chart);
        keep_whole(&breaks, row, end);
        row = end;
    }
    worksheet_set_print_scale(s, SCALE);               /* to fit a sheet to pages would pass over breaks */
    if (breaks.n) book_check(b, worksheet_set_h_pagebreaks(s, breaks.rows));
    book_check(b, worksheet_print_area(s, 0, 0, (lxw_row_t)(row ? row : 1), FIGURES - 1));
}
