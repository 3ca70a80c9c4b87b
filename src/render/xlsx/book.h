/* A workbook being written: the safe face over libxlsxwriter that the workbooks of this room use.
 *
 * libxlsxwriter checks neither UTF-8 nor the length of texts and puts the clock into its files. Here texts are checked,
 * the times are those of the document, and the first fault is kept: the put functions go on quietly after it, and
 * book_close reports it. Looks are values; equal looks become one format.
 *
 *     struct book b;
 *     book_open(&b, path, "a.xlsx", &document->facts);
 *     struct lxw_worksheet *s = book_sheet(&b, "汇总");
 *     book_put_text(&b, s, 0, 0, "编号", book_head());
 *     return book_close(&b, diag);
 */
#ifndef RENDER_XLSX_BOOK_H
#define RENDER_XLSX_BOOK_H
#include "base/text.h"
#include "documents/document.h"
#include <xlsxwriter.h>

struct look {
    const char *font;                                  /* 宋体; NULL = the default */
    double size;                                       /* points */
    bool bold, italic, border, wrap;
    bool open;                                         /* may be typed into where the sheet is protected */
    uint32_t color, fill;                              /* 0xRRGGBB; 0 = black and none */
    uint8_t across, down;                              /* LXW_ALIGN_… */
    const char *number;                                /* a number format, or NULL */
};

struct book_format { struct look look; lxw_format *format; };
struct book {
    lxw_workbook *workbook;
    const char *file;                                  /* for messages */
    const char *draft;                                 /* the red line of every sheet, or NULL */
    struct arena arena;
    struct book_format *formats;
    size_t n_formats, cap_formats;
    const char *fault;                                 /* why the workbook cannot be written; NULL while it can */
    enum diag_kind fault_kind;
};

/* The workbook is written to `path`; `file` is its name in messages. */
void book_open(struct book *b, const char *path, const char *file, const struct document_facts *facts);
/* Writes the file and releases everything; fails with the first fault. */
MUST_CHECK bool book_close(struct book *b, struct diag *diag);

/* A sheet on A4 paper, one page wide, with page numbers and, in a draft, the red header; NULL after a fault. */
lxw_worksheet *book_sheet(struct book *b, const char *name, bool landscape);
/* The same, to be written from the top down, row by row: it then needs no memory, however large. */
lxw_worksheet *book_sheet_in_order(struct book *b, const char *name, bool landscape);
lxw_format *book_format(struct book *b, struct look look);

/* Ready looks: a plain ruled cell, a head above columns, an id or code of a machine sheet, the red line of a draft. */
struct look book_plain(void);
struct look book_head(void);
struct look book_id(void);
struct look book_red(void);

void book_put_text(struct book *b, lxw_worksheet *s, int row, int col, const char *text, struct look look);
/* The same for what must not be cut: a text that is too long for a cell is a fault. */
void book_put_whole_text(struct book *b, lxw_worksheet *s, int row, int col, const char *text, struct look look);
/* A formula ("=A1+B1") with what it amounts to; `value` is a decimal as text, "" for an empty result. */
void book_put_formula(struct book *b, lxw_worksheet *s, int row, int col, const char *formula, const char *value,
                      struct look look);
void book_put_text_formula(struct book *b, lxw_worksheet *s, int row, int col, const char *formula, const char *value,
                           struct look look);
/* One cell over the ranges; the text or formula is put into its first place afterwards. */
void book_merge(struct book *b, lxw_worksheet *s, int row, int col, int last_row, int last_col, struct look look);
/* A decimal as text; where a spreadsheet would lose digits it stays text. The look's own number format holds. */
void book_put_number(struct book *b, lxw_worksheet *s, int row, int col, const char *decimal, struct look look);
/* part/whole, shown by the look's number format; whole > 0. */
void book_put_share(struct book *b, lxw_worksheet *s, int row, int col, int64_t part, int64_t whole, struct look look);
/* A date (calendar/civil.h), shown by the look's number format. */
void book_put_day(struct book *b, lxw_worksheet *s, int row, int col, int day, struct look look);
/* A text that leads to the first cell of a sheet, or to `cell` ("申请登记!D17") of the same workbook. */
void book_put_link(struct book *b, lxw_worksheet *s, int row, int col, const char *text, const char *place, struct look look);
/* A comment on a cell, in a box of that width and as high as the text needs. Its author stays empty. */
struct book_note { int pixels; double points; };
void book_put_note(struct book *b, lxw_worksheet *s, int row, int col, const char *text, const struct book_note *note);
void book_row_height(struct book *b, lxw_worksheet *s, int row, double points);
void book_column(struct book *b, lxw_worksheet *s, int col, int pixels);
void book_hide_column(struct book *b, lxw_worksheet *s, int col);
/* The same with the look that empty cells of the column have. */
void book_column_look(struct book *b, lxw_worksheet *s, int col, int pixels, struct look look);
/* In a draft the red line over columns 0..last_col of `row`; returns the next free row. */
int book_put_draft(struct book *b, lxw_worksheet *s, int row, int last_col);
/* The text if it is UTF-8, what no document may have shown (base/characters.h); else a fault and "". */
const char *book_text(struct book *b, const char *text);
/* The same for cells, comments and headers, where a spreadsheet would take _x519C_ for 农. */
const char *book_string(struct book *b, const char *text);
/* Adds 'It''s'! : quotes around every name of a sheet are always right. */
void book_add_sheet_name(struct text *out, const char *sheet);
/* A name of the workbook for a cell or range of a sheet: "$B$2", "$B$2:$B$9". */
void book_define(struct book *b, const char *name, const char *sheet, const char *cells);
/* A property that reading the workbook again relies on: one that does not fit is a fault. */
void book_put_property(struct book *b, const char *name, const char *value);
/* Notes a fault unless there is one. */
void book_check(struct book *b, lxw_error error);

/* Whether a spreadsheet keeps every digit of this decimal (15 significant ones). */
bool book_holds(const char *decimal);
bool book_formula_fits(const char *formula);           /* a formula has at most 8,191 bytes */
/* "0.00" for scale 2; 0 ≤ scale ≤ DECIMAL_MAX_SCALE. */
const char *book_number_format(int scale);

#endif
