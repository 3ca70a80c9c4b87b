/* --previous: last year's numbers, from whatever was handed over; inside cli only. */
#ifndef CLI_LAST_YEAR_H
#define CLI_LAST_YEAR_H
#include "cli/flow.h"

/* Puts last year's cells into the store as set "previous": from a report.json, the ones in an output folder, or a ledger
 * that is counted for that year. Agencies are matched by code, else by name. */
MUST_CHECK bool last_year_keep(struct flow *f, struct diag *diag);

#endif
