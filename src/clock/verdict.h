/* Both readings of a request brought together: the figures that go into the store.
 *
 *     struct verdict v = {0};
 *     verdict_reach(&v, law, &request);                // v.strict, v.lenient, v.state …
 *     verdict_release(&v);
 */
#ifndef CLOCK_VERDICT_H
#define CLOCK_VERDICT_H
#include "clock/reading.h"

enum clock_state { CLOCK_IN_TIME, CLOCK_DISPUTED, CLOCK_LATE, CLOCK_OPEN, CLOCK_OVERDUE, CLOCK_UNKNOWN };

struct verdict {
    struct clock_reading readings[2];
    const struct clock_reading *strict, *lenient;               /* of one calendar, the strict one never has the later due date */
    bool ordered;                                      /* false: an unknown calendar decides which is which, and neither date is given */
    enum clock_state state;
    int passed;                                        /* 1: the limit has passed on a reading, 0: on none; NO_COUNT */
    int clock_start;                                   /* these are of the lenient reading; NO_DAY, NO_COUNT = none or not known */
    int excluded, extended, used, over;
};

void verdict_reach(struct verdict *v, const struct clock_law *law, const struct clock_request *request);
void verdict_release(struct verdict *v);
const char *clock_state_id(enum clock_state state);    /* "in_time" */

#endif
