/* A copy of the sheets of a file, row by row, with marks: what a workbook shows of a ledger that was checked (--mark).
 *
 * The rows come from a reader that is asked twice: once for the widths, once to be written, so that a sheet of any size needs
 * little memory. What a cell shows is the reader's responsibility: it gives only what may be shown.
 */
#ifndef DOCUMENTS_COPY_H
#define DOCUMENTS_COPY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct copy_text { const char *s; size_t n; };         /* not NUL-terminated */
struct copy_row {
    int64_t line;                                      /* its row in the sheet, from 1; always more than the one before */
    const struct copy_text *cells;                     /* until the next call */
    size_t n;
    bool header;
};

/* The worst one of a cell counts. A fault is to be mended, a hint looked at; what is settled needs nothing. */
enum mark_kind { MARK_NONE, MARK_SETTLED, MARK_HINT, MARK_FAULT };
struct copy_mark { int column; enum mark_kind kind; const char *note, *words; };    /* column from 1, 0 = the whole row */

struct copy {
    const char *unreadable;                            /* said where the sheet cannot be read */
    const char *heading;                               /* of the column beside the rows that holds the words of the marks: 问题 */
    void *user;
    bool (*begin)(struct copy *c);                     /* from the first row on; false: it cannot be read */
    bool (*next)(struct copy *c, struct copy_row *row);
    void (*end)(struct copy *c);                       /* after every begin that was true */
    /* The marks of the row that was given last, in their order, until the next call; returns how many. */
    size_t (*marks)(struct copy *c, const struct copy_row *row, int width, const struct copy_mark **marks);
    /* Called once when the sheet is written; all copies are written before the other sheets are laid out, so that those may say
     * what had no room. NULL = nothing. */
    void (*written)(struct copy *c);
    /* What had no room, set by the driver. */
    size_t notes, without_note;                        /* cells with a note; cells whose note was left out */
    bool cut;                                          /* rows beyond the last one of a sheet */
};

#endif
