/* Findings that rest on a repaired date say so: an order that is broken by a date which was read out of 2025331日 may be a
 * slip of the reading and no slip of the office. The repaired date stays; the finding names what stood there (ledger.md 6). */
#ifndef RULES_REPAIRS_H
#define RULES_REPAIRS_H
#include "rules/finding.h"

/* Adds to the message of each finding that shows a day which a repair (A02) in the same row, or in a record of the same key,
 * has given. */
void repairs_name(struct findings *findings);

#endif
