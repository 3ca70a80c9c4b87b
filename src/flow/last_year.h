/* --previous: last year, from whatever was handed over, told apart by content; inside cli only.
 *
 * Any of them gives last year's cells; a kept store and a ledger also give its requests one by one, and with them the
 * checks of the carry-over by number (E11–E15).
 */
#ifndef FLOW_LAST_YEAR_H
#define FLOW_LAST_YEAR_H
#include "flow/flow.h"

/* Puts last year's cells into the store as set "previous": from a report.json, the ones in an output folder, a store kept
 * by --store, or a ledger that is counted for that year; of the last two also `carried_last`. Agencies are matched by code, else by name. */
MUST_CHECK bool last_year_put(struct flow *f, struct diag *diag);

#endif
