/* The struct behind calendar/calendar.h, which calendars.c builds. */
#ifndef CALENDAR_CALENDAR_INSIDE_H
#define CALENDAR_CALENDAR_INSIDE_H
#include "calendar/calendar.h"

struct calendar {
    const char *name;
    int first, last, n;                                /* the days covered, whole years; n = last - first + 1 */
    int *worked;                                       /* n + 1: working days of known years among the first i days */
    int *unknown;                                      /* n + 1: days of unknown years among the first i days */
    int *nth;                                          /* the k-th working day, from 1 */
    int *listed;                                       /* n: place in `days` from 1, 0 = no notice lists the day */
    const struct calendar_day *days;
};

#endif
