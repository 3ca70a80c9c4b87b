/* How fast the agency answered (output.md 4): the replies of the year, by the clock's verdict, and the working days used.
 *
 * A reply is what closed a request in the year up to the closing day, but not by waiting in vain or by withdrawal.
 */
#ifndef TALLY_TIMELINESS_H
#define TALLY_TIMELINESS_H
#include "tally/tally.h"

/* Fills r->timeliness; median and 90th percentile are those of nearest rank, over the days that are known. */
MUST_CHECK bool timeliness_fill(struct store *store, struct report *r, struct diag *diag);

#endif
