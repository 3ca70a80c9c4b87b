/* A time of day behind a date: cut off, because the records know days only (docs/zh/填写.md).
 *
 *     struct slice s = …;                                // "2025-03-31 下午3:05"
 *     time_cut(&s, &time)                                // TIME_CUT, s is "2025-03-31", time.second 54300
 *
 * Known: H:MM[:SS[.f]] behind a blank, a T or the date itself, 15时30分, 上午, 下午 and their like before it, AM or PM behind
 * it, the zone of Beijing and that of Greenwich. Any other zone is refused, for it could mean another day.
 *
 * A program that writes a day of Beijing as a moment of Greenwich gives the evening before: 16:00:00, 15:00:00 in the summers
 * of 1986 to 1991. Others slip by less than a minute: 15:59:17, 23:59:17. Such a time alone is no proof, for people do write
 * 16:00; all times of the column together are (row_times.c). 23:59 and 23:59:59 end a day and are no slip.
 */
#ifndef LEDGER_VALUE_TIME_H
#define LEDGER_VALUE_TIME_H
#include "base/spelling.h"

enum time_verdict { TIME_NONE, TIME_CUT, TIME_BAD };
enum { SECONDS_A_DAY = 86400, TIME_UNKNOWN = -1 };
struct time_of_day {
    int second;                                        /* of the day; TIME_UNKNOWN where 下午 is all that is said */
    bool beijing, greenwich;                           /* the zone is written */
};

/* Leaves the date in *s, trimmed. */
enum time_verdict time_cut(struct slice *s, struct time_of_day *time);
/* Seconds of a fraction of a day, from its digits behind the point, rounded; may be SECONDS_A_DAY. */
int time_of_fraction(const char *digits, size_t n);
/* How many days later it is in Beijing: of a time of Greenwich. */
int time_days_ahead(const struct time_of_day *time);
/* Whether a time without zone, behind this civil day, may be a slip of the program that wrote it: the day after was meant. */
bool time_may_have_slipped(const struct time_of_day *time, int day);

#endif
