/* What side.c and side_events.c share. */
#ifndef CLOCK_SIDE_INSIDE_H
#define CLOCK_SIDE_INSIDE_H
#include "clock/side.h"

static inline int side_later(int a, int b) { return a > b ? a : b; }
static inline int side_earlier(int a, int b) { return a < b ? a : b; }

/* Starts the clock on that day; on the lenient reading, on a rest day, from the next working day (DSP-2). */
void side_start(struct side *s, int day);
/* The due date as it is now, were nothing waited for; false = unknown. A date that the applicant was told never shortens
 * the limit, so it is unknown with the limit. */
MUST_CHECK bool side_due_date(const struct side *s, int *due);
/* Whether no more than so many working days were used up to the day, a rest day behind the last one being too late. Where a
 * calendar is unknown: a start that is not known lies later than the one counted from, an interval that is not known ends
 * earlier; each speaks for one answer only. */
enum side_verdict side_within(const struct side *s, int day, int allowed);
/* Whether the day lies within the limit as it is now, were nothing waited for. */
enum side_verdict side_standing(const struct side *s, int day);
/* Whether the day is past the n-th working day after `from`; where that day is unknown, as far as the days used tell. */
enum side_verdict side_after_limit(const struct side *s, int from, int n, int day);
/* side_events.c: what the event does; the event is within the request's time. */
void side_take(struct side *s, const struct clock_event *e, struct effect *f);

#endif
