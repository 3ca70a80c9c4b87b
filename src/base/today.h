/* The system clock, read here alone: which day "today" is, and the instant that documents bear.
 *
 * SOURCE_DATE_EPOCH, where it is set, stands for the clock. Days and instants are those of China (+08:00).
 */
#ifndef BASE_TODAY_H
#define BASE_TODAY_H
#include "base/diag.h"
#include <stdint.h>

/* Seconds since 1970-01-01T00:00:00Z; fails (usage) when SOURCE_DATE_EPOCH is no number. *fixed tells whether it was
 * set. */
MUST_CHECK bool today_seconds(int64_t *seconds, bool *fixed, struct diag *diag);

#endif
