/* The print form's rows from top to bottom: one raster of columns for tables of every shape, rows of known height, and
 * page breaks that keep a table with its heading on one page.
 *
 * The raster's edges are the column edges of all tables laid over one another, in pixels across the text area; a cell
 * of a table is a merged range between two edges.
 */
#ifndef RENDER_XLSX_FLOW_H
#define RENDER_XLSX_FLOW_H
#include "render/xlsx_parts.h"

enum { FLOW_PIXELS = 620, FLOW_PAGE_POINTS = 690 };    /* A4 less the margins of book_sheet */

struct xlsx_flow_row { double height; bool with_previous; };
struct xlsx_flow {
    struct book *book;
    lxw_worksheet *sheet;
    int *edges;                                        /* n_edges, from 0 to FLOW_PIXELS */
    int n_edges;
    struct xlsx_flow_row *rows;
    size_t n_rows, cap_rows;
};

void xlsx_flow_init(struct xlsx_flow *f, struct book *book, lxw_worksheet *sheet, const struct report *report);
/* Sets the breaks and the print area. */
void xlsx_flow_finish(struct xlsx_flow *f);

/* Appends a row; returns its number. */
int xlsx_flow_row(struct xlsx_flow *f, double height, bool with_previous);
/* Makes an appended row higher. */
void xlsx_flow_grow(struct xlsx_flow *f, int row, double by);
/* Appends a text over the full width, as many rows as it needs; an indented one begins with two blanks. */
void xlsx_flow_text(struct xlsx_flow *f, const char *text, struct look look, bool indent, bool with_previous);
/* The raster's column that begins nearest to `pixels`. */
int xlsx_flow_column_at(const struct xlsx_flow *f, int pixels);

#endif
