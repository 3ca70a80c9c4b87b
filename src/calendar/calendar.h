/* The working days of one region (工作日), as far as the official notices are at hand.
 *
 * Monday to Friday are working days, but for the holidays and make-up days that a notice lists. A year counts as known
 * only when its official notice is there (for a region with days of its own: both notices). A question that touches an unknown
 * year has no answer: the function returns false, and calendar_span gives the least and the most that the number can be.
 * Days are those of calendar/civil.h. A day of an event is never counted: intervals are (from, to] (docs/clock.md).
 *
 *     int due;
 *     if (calendar_add(c, receipt, 20, &due)) …        // the 20th working day after receipt
 *
 * Every question is answered in constant time. A calendar belongs to its struct calendars (calendar/calendars.h).
 */
#ifndef CALENDAR_CALENDAR_H
#define CALENDAR_CALENDAR_H
#include "base/diag.h"
#include <stddef.h>

/* A day that a notice lists. Only what the notices say of known years can be asked for. */
struct calendar_day { bool work; const char *name, *source; };

/* Working days in an interval: exact where least == most. */
struct calendar_span { int least, most; };

struct calendar;

const char *calendar_name(const struct calendar *c);              /* 全国, 新疆 */
bool calendar_known(const struct calendar *c, int day);
MUST_CHECK bool calendar_is(const struct calendar *c, int day, bool *work);
/* The n-th working day after `day`, n >= 0; 0 gives `day` itself. */
MUST_CHECK bool calendar_add(const struct calendar *c, int day, int n, int *to);
/* The working days in (from, to]; 0 when to <= from. */
MUST_CHECK bool calendar_count(const struct calendar *c, int from, int to, int *n);
struct calendar_span calendar_span(const struct calendar *c, int from, int to);
/* The day itself when it is a working day, else the next one. */
MUST_CHECK bool calendar_next(const struct calendar *c, int day, int *to);
/* What a notice says of the day; NULL where none does. */
const struct calendar_day *calendar_day(const struct calendar *c, int day);
/* The first day after `from` whose year is unknown. */
int calendar_first_unknown(const struct calendar *c, int from);

#endif
