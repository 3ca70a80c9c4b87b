/* A log of how each heading of a ledger was understood: what nianbao check --columns shows.
 *
 * The caller owns the log; a reader without one writes none. Strings are copied.
 */
#ifndef LEDGER_HEADING_LOG_H
#define LEDGER_HEADING_LOG_H
#include "base/memory.h"
#include <stdbool.h>
#include <stdint.h>

enum heading_verdict {
    HEADING_OWN,                                       /* the table's own */
    HEADING_ALIAS,                                     /* by a file of data/headings */
    HEADING_COLLECTED,                                 /* by such a file, as one of several dates, row by row */
    HEADING_LEFT,                                      /* known, by such a file, as nothing that is asked for */
    HEADING_UNKNOWN,                                   /* left alone */
    HEADING_SLIP, HEADING_AMBIGUOUS, HEADING_TWICE, HEADING_MISSING, HEADING_NEAR   /* these are refused */
};
struct heading_note {
    const char *file, *table;                          /* shown name; Chinese name of the table */
    int64_t line;
    size_t cell;                                       /* from 1; 0 = the file has no such column */
    bool sheet;                                        /* of a workbook: people see letters, not numbers */
    const char *seen;                                  /* as it stands in the file, or the missing one */
    enum heading_verdict verdict;
    bool dressed;                                      /* numbers, marks and remarks were taken off first */
    const char *heading;                               /* what it was taken for, or is near to; or NULL */
    const char *event;                                 /* "补正告知·日期": what a wide column becomes; else NULL */
    const char *why;                                   /* the file of aliases, or the words to the user; or NULL */
};
struct heading_log { struct arena arena; struct heading_note *list; size_t n, cap; };

void heading_log_add(struct heading_log *log, const struct heading_note *note);    /* log NULL: nothing */
bool heading_refused(enum heading_verdict verdict);
void heading_log_release(struct heading_log *log);

#endif
