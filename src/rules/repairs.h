/* Findings that rest on a repaired date name the repair: where a date read out of 2025331日 breaks an order, the repair may be wrong
 * and not the office. The repaired date stays; the finding names what stood there (docs/zh/填写.md). */
#ifndef RULES_REPAIRS_H
#define RULES_REPAIRS_H
#include "rules/finding.h"

/* Adds the repair to the message of each finding that shows a day which a repair (A02) in the same row, or in a record of the same
 * key, has given. */
void repairs_name(struct findings *findings);

#endif
