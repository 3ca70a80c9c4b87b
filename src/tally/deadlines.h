/* What is known of the dates of each request that a report counts: receipt, both due dates, reply. */
#ifndef TALLY_DEADLINES_H
#define TALLY_DEADLINES_H
#include "base/diag.h"
#include "base/memory.h"
#include "calendar/civil.h"
#include <stddef.h>

struct report;
struct store;

/* Days are civil days or NO_DAY; counts are numbers of days, or DEADLINE_NO_COUNT where they are not known. */
enum { DEADLINE_NO_COUNT = -1 };
struct deadline {
    const char *request;                               /* 受理编号 */
    int receipt, clock_start, excluded_days, extended_days, due_strict, due_lenient, decisive, used_days;
    int passed;                                        /* 1, 0 or DEADLINE_NO_COUNT, as in the table clock (docs/sql.md) */
    const char *state;                                 /* in_time disputed late open overdue unknown */
};

/* PASSED: open, and the limit has passed on the strict reading alone. */
enum deadline_standing {
    DEADLINE_IN_TIME, DEADLINE_DISPUTED, DEADLINE_LATE, DEADLINE_OPEN, DEADLINE_PASSED, DEADLINE_OVERDUE, DEADLINE_UNKNOWN, DEADLINE_STANDINGS
};

/* What stays in memory of them: how many there are, and those without a reply at the end of `closing_day` or of the as-of day behind it,
 * in the order of the ledger. Their texts live in the arena.
 *
 *     struct deadlines all = {.closing_day = report->closing_day};
 *     if (!deadlines_read(store, report, &all, sink, diag)) …
 *     deadlines_release(&all);
 */
struct deadlines {
    int closing_day;
    size_t n, by_standing[DEADLINE_STANDINGS];
    struct deadline *open;
    size_t n_open, cap_open;
    struct arena arena;
};
void deadlines_note(struct deadlines *all, const struct deadline *one);
void deadlines_release(struct deadlines *all);

/* Takes one after another; false ends the reading, and diag is filled. */
struct deadline_sink {
    bool (*take)(void *context, const struct deadline *one, struct diag *diag);
    void *context;
};
/* The requests that were open in the report's year, or received in it up to its closing day, in the order of the ledger. A reply after
 * the as-of day is left out. Texts last until the sink returns; all are noted in `all`. */
MUST_CHECK bool deadlines_read(struct store *store, const struct report *r, struct deadlines *all, struct deadline_sink sink, struct diag *diag);

#endif
