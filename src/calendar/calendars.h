/* All calendars: the national one and those of regions with days of their own, made of rows of calendar files.
 *
 * Rows are added one by one and proved together: no date twice within one status and region, a make-up day lies on a
 * weekend. A row of a higher layer (a file given with --calendar) replaces that of the lower one for the same day,
 * status and region, and may make a holiday that was called off a working day again. Provisional rows make no year known; they only
 * say that the year was looked at.
 *
 *     struct calendars *all = calendars_new();
 *     calendars_add(all, &row);
 *     if (!calendars_build(all, &why)) …               // then ask
 *     const struct calendar *c = calendars_find(all, "新疆");
 *     calendars_free(all);
 */
#ifndef CALENDAR_CALENDARS_H
#define CALENDAR_CALENDARS_H
#include "base/text.h"
#include "calendar/calendar.h"

#define CALENDAR_NATIONAL "全国"

struct calendar_row {
    int day;
    bool work, official;
    const char *name, *source, *region;
    const char *place;                                 /* file:line, for messages */
    int layer;                                         /* 0 the program's own, 1 of --calendar */
};

struct calendars;
struct calendars *calendars_new(void);
void calendars_free(struct calendars *all);
void calendars_add(struct calendars *all, const struct calendar_row *row);     /* copies row and its strings */
/* false: the rows contradict each other; every fault is a line of `why`. */
MUST_CHECK bool calendars_build(struct calendars *all, struct text *why);
/* Whether the national calendar knows a year; without one no due date can be told. */
bool calendars_any(const struct calendars *all);
const struct calendar *calendars_national(const struct calendars *all);
const struct calendar *calendars_find(const struct calendars *all, const char *region);     /* or NULL */
const struct calendar *calendars_at(const struct calendars *all, size_t i);    /* the national one first; NULL past the end */
/* Whether there are provisional rows for a year that is not known. */
bool calendars_provisional(const struct calendars *all, const struct calendar *c, int year);

#endif
