/* A reader of XLSX workbooks, row by row, with libzip and Expat. Debian has no C library for it: FreeXL 1 reads .xls only, xlsxio is
 * not packaged, liborcus is C++.
 *
 * A workbook may come from anywhere, so it is read with suspicion: a DOCTYPE, encryption, doubled entries, too many or too
 * large entries and suspicious ratios are refused; names of entries are only compared, never used as paths. Memory holds
 * the shared strings (bounded) and one row. What cannot be read is a DIAG_INPUT that names the file and says what to do.
 *
 * A cell is given as it stands in the file: numbers as their digits (never through a double), dates as a number whose
 * style shows a date, a formula as the value that was stored with it. Cells without a value are not given, but for those
 * of a formula whose value was not stored.
 *
 *     struct xlsx_reader *book;
 *     struct xlsx_sheet *sheet;
 *     const struct xlsx_row *row;
 *     if (!xlsx_reader_open(&book, "台账.xlsx", diag)) return false;
 *     if (!xlsx_sheet_open(&sheet, book, 0, diag)) …
 *     while (xlsx_sheet_next(sheet, &row, diag) && row)
 *         for (size_t i = 0; i < row->n; i++) puts(row->cells[i].text);
 *     xlsx_sheet_close(sheet);
 *     xlsx_reader_close(book);
 */
#ifndef WORKBOOK_XLSX_READER_H
#define WORKBOOK_XLSX_READER_H
#include "base/diag.h"
#include <stddef.h>

enum xlsx_kind {
    XLSX_NUMBER,                                       /* "17", "24252.311082", "1E-3" */
    XLSX_DATE,                                         /* a serial number that is shown as a date or time, or an ISO date */
    XLSX_TEXT,
    XLSX_BOOL,                                         /* "0" or "1" */
    XLSX_ERROR,                                        /* "#REF!" */
    XLSX_NOT_COMPUTED                                  /* a formula whose value was not stored; the text is "" */
};
struct xlsx_cell {
    int col;                                           /* from 0 */
    enum xlsx_kind kind;
    const char *format;                                /* of a number; NULL = as it is stored (xlsx_format.h) */
    bool month;                                        /* a date whose style shows its year and month alone */
    bool formula;                                      /* `text` is the value that was stored with a formula */
    const char *text;                                  /* UTF-8, NUL behind it */
    size_t n;                                          /* its bytes */
};
struct xlsx_row {
    int row;                                           /* from 0: the line that people see is row + 1 */
    bool hidden;                                       /* hidden by hand or by a filter */
    bool plain;                                        /* no cell has a character but plain ones and breaks (base/characters.h) */
    const struct xlsx_cell *cells;                     /* by column */
    size_t n;
};
struct xlsx_range { int row, col, last_row, last_col; };

struct xlsx_reader;
MUST_CHECK bool xlsx_reader_open(struct xlsx_reader **book, const char *path, struct diag *diag);
void xlsx_reader_close(struct xlsx_reader *book);      /* after its sheets; NULL is allowed */
const char *xlsx_reader_path(const struct xlsx_reader *book);
/* Worksheets in the order of their tabs; chart sheets and the like are not among them. */
size_t xlsx_reader_sheets(const struct xlsx_reader *book);
const char *xlsx_reader_sheet_name(const struct xlsx_reader *book, size_t sheet);
bool xlsx_reader_sheet_hidden(const struct xlsx_reader *book, size_t sheet);
bool xlsx_reader_sheet_very_hidden(const struct xlsx_reader *book, size_t sheet);   /* not listed where others are shown again */
/* The name of the i-th sheet that is no worksheet; NULL past the last. */
const char *xlsx_reader_other_sheet(const struct xlsx_reader *book, size_t i);
/* Whether serial dates count from 1904. */
bool xlsx_reader_date1904(const struct xlsx_reader *book);
/* The civil day (calendar/civil.h) and the second of the day of an XLSX_DATE's text, by the workbook's date system;
 * false when it is no date between 1900 (or 1904) and 9999. Serial 60 of the 1900 system, 29 February 1900, is none. */
bool xlsx_reader_date(const struct xlsx_reader *book, const char *text, int *day, int *second);

/* The one cell that a name of the workbook (T_requests_new_total, in any case) refers to; false where there is no such
 * name, or it does not refer to one cell of a worksheet. Names of a single sheet (print areas) are not looked at. */
bool xlsx_reader_name(const struct xlsx_reader *book, const char *name, size_t *sheet, int *row, int *col);
/* The text of a custom document property, or NULL. */
const char *xlsx_reader_property(const struct xlsx_reader *book, const char *name);

/* Whether the workbook at `path` is one that this program has written and no other has saved since: a spreadsheet program writes down
 * when a workbook was changed, this program gives the same instant as that of its making (xlsx_made.c). `program` is how the
 * description of its documents begins: "nianbao ". */
bool xlsx_made_by(const char *path, const char *program);

struct xlsx_sheet;
/* Several sheets of a workbook may be open at a time. */
MUST_CHECK bool xlsx_sheet_open(struct xlsx_sheet **sheet, struct xlsx_reader *book, size_t number, struct diag *diag);
/* The next row that has a cell with a value; *row is NULL after the last one. It is valid until the next call. */
MUST_CHECK bool xlsx_sheet_next(struct xlsx_sheet *sheet, const struct xlsx_row **row, struct diag *diag);
/* Whether the column, from 0, is hidden; known before the first row. */
bool xlsx_sheet_column_hidden(const struct xlsx_sheet *sheet, int col);
/* The merged ranges; a workbook lists them behind its rows, so they are complete after the last row only. */
const struct xlsx_range *xlsx_sheet_merges(const struct xlsx_sheet *sheet, size_t *n);
void xlsx_sheet_close(struct xlsx_sheet *sheet);       /* NULL is allowed */

#endif
