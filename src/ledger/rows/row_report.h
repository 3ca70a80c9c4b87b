/* Reports a fault with its place in one file: row_source and headings add to the problems of the run through it.
 *
 *     row_report(&report, &(struct row_place){.line = 17, .column = "提交日期", .value = cell}, &fault, true);
 *
 * An error in a core table refuses the run; elsewhere the row is set aside (docs/zh/台账.md).
 */
#ifndef LEDGER_ROW_REPORT_H
#define LEDGER_ROW_REPORT_H
#include "ledger/rows/row_source.h"
#include "ledger/values/fault.h"

struct row_report { struct problems *problems; const struct ledger_file *file; };

struct row_place {
    int64_t line;
    const char *column;                                /* heading as it stands in the file, or NULL */
    int cell;                                          /* its place in the row, from 1; 0 = none */
    struct slice key, value;                           /* empty = none */
    bool personal;                                     /* the value must not be shown */
    bool refuses;                                      /* an error of any table refuses the run */
};

/* fault->line, where set, overrides the place's. `error`: the row or the file cannot be used. */
void row_report(const struct row_report *r, const struct row_place *place, const struct fault *fault, bool error);

#endif
