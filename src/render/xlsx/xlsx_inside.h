/* The parts of the XLSX driver.
 *
 * A document is cut into sheets (plan.c) and every list of a sheet gets its rows before anything is written, so that a formula
 * may name a cell of a sheet that comes later. Rows and columns count from 0.
 */
#ifndef RENDER_XLSX_XLSX_INSIDE_H
#define RENDER_XLSX_XLSX_INSIDE_H
#include "base/text.h"
#include "documents/document.h"
#include "render/xlsx/book.h"

enum {
    LAY_SIZE = 10,                                     /* points of text in lists */
    LAY_MOST_POINTS = 400,                             /* of a row; spreadsheets end at 409 */
    LAY_ROW_PIXELS = 20,                               /* of a row that has no height of its own */
    LAY_FIGURES = 12                                   /* the first column beside the charts */
};

struct drawn_sheet {
    const struct document_sheet *facts;
    const struct document_block *blocks;
    size_t n;
    lxw_worksheet *sheet;                              /* NULL after a fault */
    size_t number;                                     /* among the sheets of the workbook */
    int *rows;                                         /* by block: its first row; nothing on a print sheet */
    const struct list *first;                          /* its first list; NULL = none */
    int span, span_pixels;                             /* columns that words stand in, and their width together */
    bool print, charts, copy, entry;                   /* what it holds: a grid, charts, a copy, cells to be filled in */
    bool draft_row;                                    /* the red line takes a row */
    bool filtered;                                     /* a list of it has the filter */
    size_t links;
    double words, above;                               /* points of the words that are written so far; of those above the first heads */
};

/* The rows of one list; -1 where it has none of that kind. */
struct list_rows { int title, group, head, first, end, without, labels, remark, after; };

struct drawing {
    const struct document *document;
    struct book book;
    struct drawn_sheet *sheets;
    size_t n_sheets;
    int n_headings, n_pieces;                          /* on print sheets, named so far */
    struct list_place { const struct list *list; const struct drawn_sheet *sheet; int first; } *lists;    /* first: the row of its row 0 */
    size_t n_lists, cap_lists;
    struct drawing_look { const struct list *list; size_t row; struct item *items; struct arena arena; } looked_at;   /* live.c */
};

/* ---- plan.c ---- */

/* Cuts the document into sheets and adds them to the workbook. */
void xlsx_plan_sheets(struct drawing *w);
/* Gives blocks and lists their rows; copies must be written before. */
void xlsx_plan_rows(struct drawing *w);
void xlsx_plan_release(struct drawing *w);
struct list_rows xlsx_plan_list(const struct list *list, int top);
/* Whether the list stands in the first cell of its sheet. */
bool xlsx_plan_begins(const struct drawn_sheet *s, const struct list *list);
/* Rows that a chart with so many lines of figures takes. */
int xlsx_plan_chart_rows(int pixels, size_t figures);
int xlsx_plan_bars_pixels(const struct bar_chart *chart);
enum { PLAN_LINES_PIXELS = 380 };
enum { PLAN_PANELS_ACROSS = 3, PLAN_PANEL_PIXELS = 180 };
int xlsx_plan_panels_pixels(const struct panel_chart *chart);
/* How many bytes of a paragraph one row holds. */
size_t xlsx_plan_words_piece(const char *text, double size, int pixels);
double xlsx_plan_words_size(const struct drawn_sheet *s, const struct document_block *b);

/* ---- live.c ---- */

/* Adds $B$2 with its sheet, or B2 for a cell of `from` itself; false where the list of the place has no rows of its own. */
bool live_reference(const struct drawing *w, struct text *out, const struct drawn_sheet *from, const struct place *place);
/* The same for all rows of a column; false where there are none. */
bool live_range(const struct drawing *w, struct text *out, const struct drawn_sheet *from, const struct list *list, int column);
/* Puts the item as a formula; false where its value has to stand for itself. */
bool live_put(struct drawing *w, const struct drawn_sheet *s, int row, int col, const struct item *item, struct look look);

/* ---- item.c ---- */

struct look item_look(const struct list *list, int column, const struct item *item);
/* A cell of a list with all that hangs on it: formula, link, name. */
void item_put(struct drawing *w, struct drawn_sheet *s, int row, int col, const struct item *item, struct look look);
/* Gives the cell a name of the workbook, also where nothing stands in it. */
void item_define(struct drawing *w, const struct drawn_sheet *s, int row, int col, const char *name);
/* What is printed of a text, its note behind it; "" for nothing. */
const char *item_words(const struct item *item, bool wraps, struct arena *scratch);

/* ---- list.c, charts.c ---- */

void list_put(struct drawing *w, struct drawn_sheet *s, const struct list *list, int top);
/* Each returns the row behind the chart. The figures stand from column `figures` on. */
struct chart_frame { int row, figures, width; };       /* pixels */
int chart_put_bars(struct drawing *w, struct drawn_sheet *s, const struct bar_chart *chart, struct chart_frame at);
int chart_put_lines(struct drawing *w, struct drawn_sheet *s, const struct line_chart *chart, struct chart_frame at);
int chart_put_panels(struct drawing *w, struct drawn_sheet *s, const struct panel_chart *chart, struct chart_frame at);

/* ---- raster.c ---- */

/* The rows of a print sheet from top to bottom: one raster of columns for tables of every shape, rows of known height, and page
 * breaks that keep a table with its heading on one page. The raster's edges are the column edges of all tables laid over one
 * another, in pixels across the text area; a cell of a table is a merged range between two edges. */
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

/* ---- fill_in.c: cells of a print sheet that are to be filled in ---- */

/* The cell of each slot of a grid. */
struct fill_in { struct drawing *w; struct raster *f; const struct document_grid *grid; struct raster_place { int row, col, last_col; } *cells; };

void fill_in_field(struct drawing *w, struct raster *f, const struct document_field *field);
struct look fill_in_look(const struct fill_in *g, int slot, struct look look);
/* A number of the grid, or the formula of a sum. */
void fill_in_cell(const struct fill_in *g, int slot, struct look look);
/* The rows below the grid that say whether its equations hold. `label_end`: the raster column behind the labels. */
void fill_in_checks(const struct fill_in *g, int label_end);
/* Nothing but the cells that are to be filled in can be changed; sizes and looks can. */
void fill_in_protect(struct drawing *w, struct drawn_sheet *s);

/* ---- stack.c, print.c, copy.c, entry.c: one kind of sheet each ---- */

void stack_put(struct drawing *w, struct drawn_sheet *s);
void print_put(struct drawing *w, struct drawn_sheet *s);
void copy_put(struct book *b, lxw_worksheet *sheet, struct copy *c);
void entry_put(struct book *b, lxw_worksheet *sheet, const char *name, const struct entry *e);
/* What a column asks of its cells while they are typed, and which empty ones are coloured (entry_rules.c). */
void entry_rules(struct book *b, lxw_worksheet *s, const struct entry *e, size_t column);

/* The fill of headings by need; the same in a legend. */
uint32_t entry_fill(enum item_tone tone);

#endif
