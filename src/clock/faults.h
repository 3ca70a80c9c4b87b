/* Breaches of the rules of the clock, one by one (docs/sql.md lists the kinds). A rule counts as broken only where it is
 * broken on the lenient reading. */
#ifndef CLOCK_FAULTS_H
#define CLOCK_FAULTS_H
#include "clock/verdict.h"

struct clock_fault {
    const char *kind;
    int64_t event;                                     /* row of `events`, 0 = none */
    int day, limit;                                    /* the day found, the latest day allowed; or NO_DAY */
    int days;                                          /* NO_COUNT = none */
    const char *note;                                  /* or NULL; lives until the next fault */
};

/* add is called for every breach, in the order of the events; false ends the search. */
struct fault_sink {
    bool (*add)(void *context, const struct clock_fault *fault);
    void *context;
};

/* false: the sink has ended the search. */
bool faults_find(const struct verdict *v, struct fault_sink sink);

#endif
