#include "calendar/calendar_inside.h"
#include "calendar/civil.h"

/* Sums over the days first-1 … last: days outside are unknown, so an index is clamped to the range and the rest is added. */

static int within(const struct calendar *c, int day) { return day < c->first ? 0 : day > c->last ? c->n : day - c->first + 1; }

static int work_until(const struct calendar *c, int day) { return c->worked[within(c, day)]; }

/* Days in (from, to] whose year is unknown. */
static int unknown_in(const struct calendar *c, int from, int to)
{
    if (to <= from) return 0;
    int inside = within(c, to) - within(c, from);
    return c->unknown[within(c, to)] - c->unknown[within(c, from)] + (to - from - inside);
}

const char *calendar_name(const struct calendar *c) { return c->name; }
bool calendar_known(const struct calendar *c, int day) { return unknown_in(c, day - 1, day) == 0; }

bool calendar_is(const struct calendar *c, int day, bool *work)
{
    if (!calendar_known(c, day)) return false;
    *work = work_until(c, day) > work_until(c, day - 1);
    return true;
}

bool calendar_add(const struct calendar *c, int day, int n, int *to)
{
    if (n == 0) {
        *to = day;
        return true;
    }
    int wanted = work_until(c, day) + n;
    if (n < 0 || wanted > c->worked[c->n]) return false;
    int found = c->nth[wanted];
    if (unknown_in(c, day, found)) return false;
    *to = found;
    return true;
}

struct calendar_span calendar_span(const struct calendar *c, int from, int to)
{
    if (to <= from) return (struct calendar_span){0, 0};
    int known = work_until(c, to) - work_until(c, from);
    return (struct calendar_span){known, known + unknown_in(c, from, to)};
}

bool calendar_count(const struct calendar *c, int from, int to, int *n)
{
    struct calendar_span span = calendar_span(c, from, to);
    if (span.least != span.most) return false;
    *n = span.least;
    return true;
}

bool calendar_next(const struct calendar *c, int day, int *to) { return calendar_known(c, day) && calendar_add(c, day - 1, 1, to); }

const struct calendar_day *calendar_day(const struct calendar *c, int day)
{
    if (day < c->first || day > c->last || !c->listed[day - c->first]) return NULL;
    return &c->days[c->listed[day - c->first] - 1];
}

int calendar_first_unknown(const struct calendar *c, int from)
{
    int day = from + 1;
    while (calendar_known(c, day)) day = civil_day(civil_year(day) + 1, 1, 1);
    return day;
}
