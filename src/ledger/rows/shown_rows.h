/* The rows of a ledger without personal values: for the copy in which the findings are marked (--mark).
 *
 * Every row and cell keeps its place. A cell is shown when it looks like what belongs under its heading (discretion.h). Else
 *   - of free words their number stands there: （有文字，12字）;
 *   - PROBLEM_PERSONAL of all others: under a personal heading, under one that is not known, before the header, where there is
 *     none, and in a row of a table about people that may have slid, because something in it does not look right.
 * Nothing is reported: the reading of the ledger has done that.
 *
 *     struct shown_rows *rows;
 *     const struct shown_row *row;
 *     if (shown_rows_open(&rows, &context, file)) {
 *         while ((row = shown_rows_next(rows))) …
 *         shown_rows_close(rows);
 *     }
 */
#ifndef LEDGER_SHOWN_ROWS_H
#define LEDGER_SHOWN_ROWS_H
#include "ledger/rows/row_source.h"

struct shown_row {
    int64_t line;                                      /* where it begins in the file, from 1 */
    const struct slice *cells;                         /* not NUL-terminated; until the next call */
    size_t n;
    bool header;
};

struct shown_rows;
/* Of the context only schema, agencies, today and encoding matter. false: the file cannot be read at all. */
MUST_CHECK bool shown_rows_open(struct shown_rows **rows, const struct row_context *context, const struct ledger_file *file);
const struct shown_row *shown_rows_next(struct shown_rows *rows);    /* NULL at the end, or where reading breaks off */
/* Where the column with this heading, the table's or the file's own, stands in a row, from 1; 0 = nowhere, or no header yet. */
int shown_rows_column(const struct shown_rows *rows, const char *heading);
void shown_rows_close(struct shown_rows *rows);        /* NULL is allowed */

#endif
