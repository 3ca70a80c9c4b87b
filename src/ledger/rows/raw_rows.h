/* The interface of readers that give rows of text cells with their line, one reader a kind of file: csv.c, xlsx_rows.c, wide_rows.c;
 * database/ has those of databases.
 *
 * row_source.c turns the cells into typed values. Cells belong to the reader and stay as they are until the next call.
 *
 *     while (rows->next(rows, &row, &fault) == RAW_ROW) …
 *     rows->close(rows);
 */
#ifndef LEDGER_RAW_ROWS_H
#define LEDGER_RAW_ROWS_H
#include "ledger/values/fault.h"
#include "ledger/values/value_date.h"

/* More is a mistake with quotes, not a ledger. */
enum { RAW_MAX_CELLS = 1024, RAW_MAX_CELL_BYTES = 1024 * 1024 };

/* What a sheet knows of a cell beside its text; of CSV nothing is known. */
enum raw_mark {
    RAW_PLAIN,
    RAW_NUMBER,                                        /* a number */
    RAW_FORMATTED,                                     /* a number that its format shows otherwise: the text is what is shown */
    RAW_NOT_SIMPLE,                                    /* a number of a format that is not simple: what is shown is not known */
    RAW_LONG_NUMBER,                                   /* a number that lost digits when it became one, or may have */
    RAW_DATE,                                          /* a date by its style: YYYY-MM-DD, a time may follow */
    RAW_MONTH,                                         /* the same, the first of a month, shown as YYYY-MM */
    RAW_NO_DATE,                                       /* a date by its style that no day has: serial 60, a time alone */
    RAW_ERROR,                                         /* "#REF!" */
    RAW_NOT_COMPUTED                                   /* a formula whose value was not saved */
};

struct raw_row {
    const struct slice *cells;
    size_t n;
    int64_t line;                                      /* where the row begins, from 1 */
    const unsigned char *marks;                        /* by cell, an enum raw_mark; NULL = all RAW_PLAIN */
    bool plain;                                        /* no cell has a character but plain ones and breaks (base/characters.h); false: not known */
    const struct slice *stored;                        /* by cell, the number of RAW_FORMATTED, NUL behind it as behind the cell */
};
enum raw_result { RAW_ROW, RAW_END, RAW_BROKEN };      /* after RAW_BROKEN nothing more can be read */

/* Said of a sheet when its last row was read. */
enum raw_note_kind { RAW_MERGED, RAW_HIDDEN_ROWS, RAW_HIDDEN_COLUMN, RAW_HIDDEN_SHEET, RAW_VERY_HIDDEN_SHEET };
struct raw_note {
    enum raw_note_kind kind;
    int64_t line, last_line;                           /* merged: from, to; hidden rows: the first, how many */
    size_t cell, last_cell;                            /* merged, hidden column: places in a row, from 0 */
};

struct raw_rows {
    enum raw_result (*next)(struct raw_rows *self, struct raw_row *row, struct fault *fault);
    void (*close)(struct raw_rows *self);
    /* The next note, false behind the last; NULL where there are none. */
    bool (*note)(struct raw_rows *self, struct raw_note *note);
    bool sheet;                                        /* of a workbook or a database: cells keep their place, no quotes, no commas */
    bool relation;                                     /* of a database: the first row is the headings, columns have no letters */
    enum date_system dates;                            /* how serials count; a CSV file does not tell */
};

#endif
