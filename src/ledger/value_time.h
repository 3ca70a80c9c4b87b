/* A time of day behind a date: cut off, because the records know days only (ledger.md 6).
 *
 *     struct slice s = …;                                // "2025-03-31 下午3:05"
 *     time_cut(&s)                                       // TIME_CUT, s is "2025-03-31"
 *
 * Known: H:MM[:SS[.f]] behind a blank, a T or the date itself, 15时30分, 上午, 下午 and their like before it, AM or PM behind
 * it, and the zone of Beijing. A time in Z is Greenwich's: from 16:00 on it is already the next day in Beijing. Any other
 * zone is refused, for it could mean another day.
 */
#ifndef LEDGER_VALUE_TIME_H
#define LEDGER_VALUE_TIME_H
#include "ledger/spelling.h"

enum time_verdict { TIME_NONE, TIME_CUT, TIME_NEXT_DAY, TIME_BAD };

/* Leaves the date in *s, trimmed. */
enum time_verdict time_cut(struct slice *s);

#endif
