#include "render/xlsx_flow.h"
#include "base/text.h"
#include "render/xlsx_measure.h"
#include <stdlib.h>
#include <string.h>

enum {
    SNAP_PIXELS = 3,                                   /* edges nearer than this are one */
    MAX_LINES = 12                                     /* in one row: rows are not broken over pages, and end at 409 points */
};

static int compare_ints(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

static void build_raster(struct xlsx_flow *f, const struct report *report)
{
    size_t n = 2;
    for (size_t i = 0; i < report->form->n_tables; i++) n += (size_t)report->form->tables[i].grid.n_cols;
    int *all = memory_alloc(n * sizeof *all);
    n = 0;
    all[n++] = 0;
    for (size_t i = 0; i < report->form->n_tables; i++) {
        const struct grid *g = &report->form->tables[i].grid;
        double sum = 0, at = 0;
        for (int c = 0; c < g->n_cols; c++) sum += g->widths[c];
        for (int c = 0; c + 1 < g->n_cols; c++) {
            at += g->widths[c];
            all[n++] = (int)(at / sum * FLOW_PIXELS + 0.5);
        }
    }
    qsort(all, n, sizeof *all, compare_ints);
    f->edges = memory_alloc((n + 1) * sizeof *f->edges);
    f->n_edges = 0;
    for (size_t i = 0; i < n; i++)
        if (!f->n_edges || (all[i] - f->edges[f->n_edges - 1] >= SNAP_PIXELS && all[i] <= FLOW_PIXELS - SNAP_PIXELS))
            f->edges[f->n_edges++] = all[i];
    f->edges[f->n_edges++] = FLOW_PIXELS;
    free(all);
}

void xlsx_flow_init(struct xlsx_flow *f, struct book *book, lxw_worksheet *sheet, const struct report *report)
{
    *f = (struct xlsx_flow){.book = book, .sheet = sheet};
    build_raster(f, report);
    for (int c = 0; c + 1 < f->n_edges; c++) book_column(book, sheet, c, f->edges[c + 1] - f->edges[c]);
}

int xlsx_flow_row(struct xlsx_flow *f, double height, bool with_previous)
{
    f->rows = memory_grow(f->rows, f->n_rows, &f->cap_rows, sizeof *f->rows);
    f->rows[f->n_rows] = (struct xlsx_flow_row){height, with_previous};
    return (int)f->n_rows++;
}

void xlsx_flow_grow(struct xlsx_flow *f, int row, double by) { f->rows[row].height += by; }

int xlsx_flow_column_at(const struct xlsx_flow *f, int pixels)
{
    int best = 0;
    for (int i = 1; i < f->n_edges; i++)
        if (abs(f->edges[i] - pixels) < abs(f->edges[best] - pixels)) best = i;
    return best;
}

void xlsx_flow_text(struct xlsx_flow *f, const char *text, struct look look, bool indent, bool with_previous)
{
    struct text t = {0};
    if (indent) text_add(&t, "　　");
    text_add(&t, text);
    look.wrap = true;
    look.down = look.down ? look.down : LXW_ALIGN_VERTICAL_TOP;
    const char *rest = text_get(&t);
    do {
        char *part = memory_dup(rest);
        size_t n = measure_piece(rest, look.size, FLOW_PIXELS, MAX_LINES);
        part[n] = 0;
        int row = xlsx_flow_row(f, measure_height(part, look.size, FLOW_PIXELS), with_previous);
        book_merge(f->book, f->sheet, row, 0, row, f->n_edges - 2, look);
        book_put_text(f->book, f->sheet, row, 0, part, look);
        with_previous = false;
        rest += n;
        free(part);
    } while (*rest);
    text_release(&t);
}

static void set_breaks(struct xlsx_flow *f)
{
    enum { MAX_BREAKS = 1000, PROSE_ROWS = 4 };        /* a heading and its text may part; a table is a longer run */
    lxw_row_t breaks[MAX_BREAKS + 1] = {0};
    size_t n = 0, end;
    double y = 0;
    for (size_t first = 0; first < f->n_rows; first = end) {
        double height = f->rows[first].height;
        for (end = first + 1; end < f->n_rows && f->rows[end].with_previous; end++) height += f->rows[end].height;
        bool whole = end - first > PROSE_ROWS && height <= FLOW_PAGE_POINTS;
        if (whole && first && n < MAX_BREAKS && y + height > FLOW_PAGE_POINTS) {
            breaks[n++] = (lxw_row_t)first;
            y = 0;
        }
        for (y += height; y > FLOW_PAGE_POINTS;) y -= FLOW_PAGE_POINTS;
    }
    if (n) book_check(f->book, worksheet_set_h_pagebreaks(f->sheet, breaks));
}

void xlsx_flow_finish(struct xlsx_flow *f)
{
    for (size_t i = 0; i < f->n_rows; i++) book_row_height(f->book, f->sheet, (int)i, f->rows[i].height);
    set_breaks(f);
    if (f->n_rows)
        book_check(f->book, worksheet_print_area(f->sheet, 0, 0, (lxw_row_t)(f->n_rows - 1), (lxw_col_t)(f->n_edges - 2)));
    free(f->rows);
    free(f->edges);
}
