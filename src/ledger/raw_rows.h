/* Rows of text cells with their line, as a CSV file or a sheet has them: what row_source.c turns into typed values.
 *
 * One kind of file, one such reader. Cells belong to the reader and stay as they are until the next call.
 *
 *     while (rows->next(rows, &row, &fault) == RAW_ROW) …
 *     rows->close(rows);
 */
#ifndef LEDGER_RAW_ROWS_H
#define LEDGER_RAW_ROWS_H
#include "ledger/fault.h"
#include "ledger/spelling.h"

/* More is no ledger but a slip of the quotes. */
enum { RAW_MAX_CELLS = 1024, RAW_MAX_CELL_BYTES = 1024 * 1024 };

struct raw_row {
    const struct slice *cells;
    size_t n;
    int64_t line;                                      /* where the row begins, from 1 */
};
enum raw_result { RAW_ROW, RAW_END, RAW_BROKEN };      /* after RAW_BROKEN nothing more can be read */

struct raw_rows {
    enum raw_result (*next)(struct raw_rows *self, struct raw_row *row, struct fault *fault);
    void (*close)(struct raw_rows *self);
};

#endif
