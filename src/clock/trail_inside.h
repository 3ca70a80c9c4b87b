/* What the files of the trail share. */
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
    const struct side *strict, *lenient;               /* as they were run, whichever has the later date */
    const struct calendars *calendars;
};

const char *trail_date(struct teller *x, int day);                 /* 2025年8月6日 */
const char *trail_weekday(int day);                                /* 星期三 */
const char *trail_date_weekday(struct teller *x, int day);         /* 2025年8月6日（星期三） */
/* Adds a sentence to a growing list of them. */
void trail_say(struct trail *t, const char ***list, size_t *n, size_t *cap, const char *sentence);
/* A point on which the readings differ, said once. */
void trail_dispute(struct teller *x, const char *sentence);
__attribute__((format(printf, 3, 4))) void trail_note(struct teller *x, struct trail_step *step, const char *format, ...);

/* trail_events.c: what event i did, into its step. */
void trail_event(struct teller *x, struct trail_step *step, size_t i);
const char *trail_effect_id(enum effect_kind kind);
/* trail_limit.c: how the due dates come about, the days that notices name, the conclusion. */
void trail_limit(struct teller *x);
void trail_conclude(struct teller *x);

#endif
