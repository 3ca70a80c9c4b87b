/* --previous: last year's cells, words and requests, from a file or folder of any kind; the kind is found by content.
 *
 * Every kind gives cells and words. A kept store and a ledger also give the requests, by which the checks of the carry-over
 * compare request by request (E11–E15).
 */
#ifndef FLOW_LAST_YEAR_H
#define FLOW_LAST_YEAR_H
#include "flow/flow.h"

/* Puts last year's cells into the store as set "previous": from a report.json, the ones in an output folder, a store kept
 * by --store, or a ledger that is counted for that year; of the last two also `carried_last`. Agencies are matched by code, else by name. */
MUST_CHECK bool last_year_put(struct flow *f, struct diag *diag);

#endif
