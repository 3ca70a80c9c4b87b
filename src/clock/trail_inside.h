/* What the files of the trail share: the words of trail.c, which the others build their sentences of, and the parts that
 * trail_make.c calls in turn. */
#ifndef CLOCK_TRAIL_INSIDE_H
#define CLOCK_TRAIL_INSIDE_H
#include "base/text.h"
#include "clock/trail.h"
#include "clock/verdict.h"

struct teller {
    struct trail *t;
    const struct clock_law *law;
    const struct clock_request *r;
    const struct verdict *v;
    const struct clock_reading *strict, *lenient;      /* as they were run, even where verdict_reach has exchanged them */
    const struct calendars *calendars;
};

const char *trail_date(struct teller *x, int day);                 /* 2025年8月6日 */
const char *trail_weekday(int day);                                /* 星期三 */
const char *trail_yuan(struct teller *x, int64_t amount);           /* 300.00元 */
const char *trail_date_weekday(struct teller *x, int day);         /* 2025年8月6日（星期三） */
/* Adds a copy of the sentence to a growing list. */
void trail_say(struct trail *t, const char ***list, size_t *n, size_t *cap, const char *sentence);
/* Adds a point on which the readings differ, once. */
void trail_dispute(struct teller *x, const char *sentence);
__attribute__((format(printf, 3, 4))) void trail_note(struct teller *x, struct trail_step *step, const char *format, ...);

/* Names the first working day of a clock that starts on those days, and why the readings differ on a rest day; strict NO_DAY:
 * the strict clock does not start. `what` came on the day (收到的申请), `lead` opens the sentence. */
void trail_first_day(struct teller *x, struct trail_step *step, int strict, int lenient, const char *what, const char *lead);
/* Which calendar is missing for the reading. */
const char *trail_unknown(struct teller *x, const struct clock_reading *s);
/* The due date on one reading, or why there is none. */
const char *trail_due(struct teller *x, const struct clock_reading *s);
/* trail_events.c: what event i did, into its step. */
void trail_event(struct teller *x, struct trail_step *step, size_t i);
const char *trail_effect_id(enum effect_kind kind);
/* trail_limit.c: how the due dates come about, the days that notices name. */
void trail_limit(struct teller *x);
/* trail_conclusion.c: the last sentence. */
void trail_conclude(struct teller *x);

#endif
