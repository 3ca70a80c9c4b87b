#include "render/xlsx/measure.h"
#include "render/xlsx/xlsx_inside.h"
#include <stdlib.h>
#include <string.h>

enum {
    SNAP_PIXELS = 3,                                   /* edges nearer than this are one */
    MAX_LINES = 12,                                    /* in one row: rows are not broken over pages, and end at 409 points */
    PAGE_POINTS = 690, ACROSS_POINTS = 450
};

static int compare_ints(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

double *raster_list_widths(const struct list *list)
{
    enum { USUAL = 64 };
    double *widths = memory_alloc(((size_t)list->n_columns + 1) * sizeof *widths);
    for (int c = 0; c < list->n_columns; c++) {
        const struct list_column *column = &list->columns[c];
        widths[c] = column->share > 0 ? column->share : column->pixels ? column->pixels : USUAL;
    }
    return widths;
}

/* ---- the raster ---- */

struct raster_edges { int *all; size_t n, cap; };

static void add_edges(struct raster_edges *e, int pixels, const double *widths, int n)
{
    double sum = 0, at = 0;
    for (int c = 0; c < n; c++) sum += widths[c];
    for (int c = 0; c + 1 < n; c++) {
        at += widths[c];
        e->all = memory_grow(e->all, e->n, &e->cap, sizeof *e->all);
        e->all[e->n++] = (int)(at / sum * pixels + 0.5);
    }
}

/* Fields have a label and a cell: where no table has an edge between an eighth and a half of the width, they get one of their own. */
static void add_field_edge(struct raster_edges *e, const struct raster *f)
{
    static const double widths[] = {1, 3};
    bool field = false;
    for (size_t i = 0; i < f->sheet->n; i++) field = field || f->sheet->blocks[i].kind == BLOCK_FIELD;
    for (size_t i = 0; i < e->n; i++) field = field && (e->all[i] < f->pixels / 8 || e->all[i] > f->pixels / 2);
    if (field) add_edges(e, f->pixels, widths, 2);
}

static struct raster_edges edges_of(const struct raster *f)
{
    struct raster_edges e = {0};
    e.all = memory_grow(e.all, 0, &e.cap, sizeof *e.all);
    e.all[e.n++] = 0;
    for (size_t i = 0; i < f->sheet->n; i++) {
        const struct document_block *b = &f->sheet->blocks[i];
        if (b->kind == BLOCK_GRID) add_edges(&e, f->pixels, b->grid.table->form->grid.widths, b->grid.table->form->grid.n_cols);
        if (b->kind != BLOCK_LIST) continue;
        double *widths = raster_list_widths(b->list);
        add_edges(&e, f->pixels, widths, b->list->n_columns);
        free(widths);
    }
    add_field_edge(&e, f);
    qsort(e.all, e.n, sizeof *e.all, compare_ints);
    return e;
}

void raster_init(struct raster *f, struct book *book, struct drawn_sheet *sheet)
{
    bool across = sheet->facts->landscape;
    *f = (struct raster){.book = book, .sheet = sheet, .pixels = across ? RASTER_ACROSS_PIXELS : RASTER_PIXELS, .page = across ? ACROSS_POINTS : PAGE_POINTS};
    struct raster_edges e = edges_of(f);
    f->edges = memory_alloc((e.n + 1) * sizeof *f->edges);
    for (size_t i = 0; i < e.n; i++)
        if (!f->n_edges || (e.all[i] - f->edges[f->n_edges - 1] >= SNAP_PIXELS && e.all[i] <= f->pixels - SNAP_PIXELS)) f->edges[f->n_edges++] = e.all[i];
    f->edges[f->n_edges++] = f->pixels;
    free(e.all);
    for (int c = 0; c + 1 < f->n_edges; c++) book_column(book, sheet->sheet, c, f->edges[c + 1] - f->edges[c]);
}

static int column_at(const struct raster *f, int pixels)
{
    int best = 0;
    for (int i = 1; i < f->n_edges; i++)
        if (abs(f->edges[i] - pixels) < abs(f->edges[best] - pixels)) best = i;
    return best;
}

int *raster_columns(const struct raster *f, const double *widths, int n)
{
    int *at = memory_alloc(((size_t)n + 1) * sizeof *at);
    double sum = 0, x = 0;
    for (int c = 0; c < n; c++) sum += widths[c];
    for (int c = 0; c < n; c++) {
        x += widths[c];
        at[c + 1] = column_at(f, (int)(x / sum * f->pixels + 0.5));
    }
    return at;
}

/* ---- rows ---- */

int raster_row(struct raster *f, double height, bool with_previous)
{
    f->rows = memory_grow(f->rows, f->n_rows, &f->cap_rows, sizeof *f->rows);
    f->rows[f->n_rows] = (struct raster_line){height, with_previous};
    return (int)f->n_rows++;
}

void raster_grow(struct raster *f, int row, double by) { f->rows[row].height += by; }

void raster_text(struct raster *f, const char *text, struct look look, bool indent, bool with_previous)
{
    struct text t = {0};
    if (indent) text_add(&t, "　　");
    text_add(&t, text);
    look.wrap = true;
    look.down = look.down ? look.down : LXW_ALIGN_VERTICAL_TOP;
    const char *rest = text_get(&t);
    do {
        char *part = memory_dup(rest);
        size_t n = measure_piece(rest, look.size, f->pixels, MAX_LINES);
        part[n] = 0;
        int row = raster_row(f, measure_height(part, look.size, f->pixels), with_previous);
        book_merge(f->book, f->sheet->sheet, row, 0, row, f->n_edges - 2, look);
        book_put_text(f->book, f->sheet->sheet, row, 0, part, look);
        with_previous = false;
        rest += n;
        free(part);
    } while (*rest);
    text_release(&t);
}

/* Rows that go together stand on one page: a heading and the beginning of its text, a table with its heading. Programs break pages between
 * any two rows, and never within one. */
static void set_breaks(struct raster *f)
{
    enum { MAX_BREAKS = 1000 };
    lxw_row_t breaks[MAX_BREAKS + 1] = {0};
    size_t n = 0, end;
    double y = 0;
    for (size_t first = 0; first < f->n_rows; first = end) {
        double height = f->rows[first].height;
        for (end = first + 1; end < f->n_rows && f->rows[end].with_previous; end++) height += f->rows[end].height;
        if (end - first > 1 && height <= f->page && first && n < MAX_BREAKS && y + height > f->page) {
            breaks[n++] = (lxw_row_t)first;
            y = 0;
        }
        for (size_t i = first; i < end; i++) y = y + f->rows[i].height > f->page ? f->rows[i].height : y + f->rows[i].height;
    }
    if (n) book_check(f->book, worksheet_set_h_pagebreaks(f->sheet->sheet, breaks));
}

void raster_finish(struct raster *f)
{
    for (size_t i = 0; i < f->n_rows; i++) book_row_height(f->book, f->sheet->sheet, (int)i, f->rows[i].height);
    if (f->n_rows && !f->book->fault) {
        set_breaks(f);
        book_check(f->book, worksheet_print_area(f->sheet->sheet, 0, 0, (lxw_row_t)(f->n_rows - 1), (lxw_col_t)(f->n_edges - 2)));
    }
    free(f->rows);
    free(f->edges);
}
