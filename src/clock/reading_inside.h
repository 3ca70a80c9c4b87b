/* The arithmetic of a reading: reading.c gives it, reading_events.c and reading_run.c use it. */
#ifndef CLOCK_READING_INSIDE_H
#define CLOCK_READING_INSIDE_H
#include "clock/reading.h"

static inline int day_later(int a, int b) { return a > b ? a : b; }
static inline int day_earlier(int a, int b) { return a < b ? a : b; }

/* Starts the clock on that day; on the lenient reading, on a rest day, from the next working day. */
void clock_reading_start(struct clock_reading *s, int day);
/* The due date as it is now, as if nothing were waited for; false = unknown. A date that the agency told the applicant
 * (第三十五条) never shortens the limit, so it is unknown where the limit is. */
MUST_CHECK bool clock_reading_due_date(const struct clock_reading *s, int *due);
/* Whether at most `allowed` working days were used up to the day; a rest day after the last of them is too late. Where the
 * calendar is unknown the true start lies later than `start`, so only READING_IN_TIME is certain; an excluded interval ends
 * earlier than counted, so only READING_OVER is. */
enum reading_verdict clock_reading_within(const struct clock_reading *s, int day, int allowed);
/* Whether the day lies within the limit as it is now, as if nothing were waited for. */
enum reading_verdict clock_reading_standing(const struct clock_reading *s, int day);
/* Whether the day is past the n-th working day after `from`; where that day is unknown, as far as the days counted decide it. */
enum reading_verdict clock_reading_after_limit(const struct clock_reading *s, int from, int n, int day);
/* reading_events.c: what the event does; the event is within the request's time. */
void clock_reading_take(struct clock_reading *s, const struct clock_event *e, struct event_effect *f);

#endif
