/* What is known of the dates of each request that a report counts: receipt, both due dates, reply. */
#ifndef TALLY_DEADLINES_H
#define TALLY_DEADLINES_H
#include "base/diag.h"
#include "calendar/civil.h"
#include <stddef.h>

struct report;
struct store;

/* Days are civil days or NO_DAY; counts are numbers of days, or DEADLINE_NO_COUNT where they are not known. Texts last as long
 * as the report. */
enum { DEADLINE_NO_COUNT = -1 };
struct deadline {
    const char *request;                               /* 受理编号 */
    int receipt, clock_start, excluded_days, extended_days, due_strict, due_lenient, decisive, used_days;
    int passed;                                        /* 1, 0 or DEADLINE_NO_COUNT, as in the table clock (docs/sql.md) */
    const char *state;                                 /* in_time disputed late open overdue unknown */
};

/* The requests that were open in the report's year, or received in it up to its closing day, in the order of the ledger. A
 * reply after the as-of day is left out. *list and *n are NULL and 0 before; free() the array. */
MUST_CHECK bool deadlines_read(struct store *store, struct report *r, struct deadline **list, size_t *n, struct diag *diag);

#endif
