/* The rows of a print sheet from top to bottom: one raster of columns for tables of every shape, rows of known height, and page
 * breaks that keep a table with its heading on one page.
 *
 * The raster's edges are the column edges of all tables laid over one another, in pixels across the text area; a cell of a table
 * is a merged range between two edges.
 */
#ifndef RENDER_XLSX_RASTER_H
#define RENDER_XLSX_RASTER_H
#include "render/xlsx/xlsx_inside.h"

enum { RASTER_PIXELS = 620, RASTER_ACROSS_PIXELS = 960 };  /* A4 less the margins of book_sheet, upright and across */

struct raster_line { double height; bool with_previous; };
struct raster {
    struct book *book;
    struct drawn_sheet *sheet;
    int pixels;                                        /* width of the text area */
    double page;                                       /* points of a page's height */
    int *edges;                                        /* n_edges, from 0 to `pixels` */
    int n_edges;
    struct raster_line *rows;
    size_t n_rows, cap_rows;
};

void raster_init(struct raster *f, struct book *book, struct drawn_sheet *sheet);
/* Sets the heights, the breaks and the print area. */
void raster_finish(struct raster *f);

/* Appends a row; returns its number. */
int raster_row(struct raster *f, double height, bool with_previous);
/* Makes an appended row higher. */
void raster_grow(struct raster *f, int row, double by);
/* Appends a text over the full width, as many rows as it needs; an indented one begins with two blanks. */
void raster_text(struct raster *f, const char *text, struct look look, bool indent, bool with_previous);
/* Where the columns of those widths begin on the raster: n + 1 of its columns, from 0 to the last edge. */
int *raster_columns(const struct raster *f, const double *widths, int n);
/* The widths of a list's columns; free them. */
double *raster_list_widths(const struct list *list);

#endif
