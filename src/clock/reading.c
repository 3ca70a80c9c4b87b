#include "clock/reading_inside.h"
#include <stdlib.h>

static void add_span(struct calendar_span *sum, struct calendar_span more)
{
    sum->least += more.least;
    sum->most += more.most;
}

struct calendar_span clock_reading_used(const struct clock_reading *s, int day)
{
    struct calendar_span sum = {0, 0};
    int at = s->start;
    for (size_t i = 0; i < s->n_intervals; i++) {
        add_span(&sum, calendar_span(s->calendar, at, day_earlier(s->intervals[i].from, day)));
        at = day_later(at, s->intervals[i].to);
    }
    add_span(&sum, calendar_span(s->calendar, at, day));
    return sum;
}

struct calendar_span clock_reading_excluded(const struct clock_reading *s)
{
    struct calendar_span sum = {0, 0};
    for (size_t i = 0; i < s->n_intervals; i++)
        add_span(&sum, calendar_span(s->calendar, day_later(s->intervals[i].from, s->start), s->intervals[i].to));
    return sum;
}

static bool is_excluded(const struct clock_reading *s, int day)
{
    for (size_t i = 0; i < s->n_intervals; i++)
        if (day > s->intervals[i].from && day <= s->intervals[i].to) return true;
    return false;
}

/* A rest day after the last allowed working day is too late although it uses none: it counts as one day more. */
static enum reading_verdict against(const struct clock_reading *s, struct calendar_span used, int allowed, int day)
{
    bool work;
    if (calendar_is(s->calendar, day, &work) && !work && !is_excluded(s, day)) allowed--;
    return used.most <= allowed ? READING_IN_TIME : used.least > allowed ? READING_OVER : READING_UNSURE;
}

enum reading_verdict clock_reading_after_limit(const struct clock_reading *s, int from, int n, int day)
{
    int last;
    if (day <= from) return READING_IN_TIME;
    if (calendar_add(s->calendar, from, n, &last)) return day <= last ? READING_IN_TIME : READING_OVER;
    return against(s, calendar_span(s->calendar, from, day), n, day);
}

/* The last day of the limit as it is now, as if nothing were waited for and no date promised; false = unknown. */
static bool limit_day(const struct clock_reading *s, int *due)
{
    struct calendar_span excluded = clock_reading_excluded(s);
    return s->start_known && !s->unsure && excluded.least == excluded.most &&
           calendar_add(s->calendar, s->start, s->request->regime->reply + s->extended + excluded.least, due);
}

bool clock_reading_due_date(const struct clock_reading *s, int *due)
{
    if (!limit_day(s, due)) return false;
    *due = day_later(*due, s->delayed_to);
    return true;
}

enum reading_verdict clock_reading_within(const struct clock_reading *s, int day, int allowed)
{
    enum reading_verdict v = against(s, clock_reading_used(s, day), allowed, day);
    bool doubted = v == READING_IN_TIME ? s->unsure : !s->start_known;
    return doubted ? READING_UNSURE : v;
}

enum reading_verdict clock_reading_standing(const struct clock_reading *s, int day)
{
    int due;
    if (day <= day_later(s->delayed_to, s->start)) return READING_IN_TIME;
    if (limit_day(s, &due)) return day <= due ? READING_IN_TIME : READING_OVER;
    return clock_reading_within(s, day, s->request->regime->reply + s->extended);
}

void clock_reading_start(struct clock_reading *s, int day)
{
    s->start = day;
    s->start_known = !s->lenient || calendar_next(s->calendar, day, &s->start);
    if (!s->start_known) s->start = day;
}

void clock_reading_release(struct clock_reading *s)
{
    free(s->intervals);
    free(s->effects);
    *s = (struct clock_reading){0};
}
