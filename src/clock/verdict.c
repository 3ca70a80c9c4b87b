#include "clock/verdict.h"
#include "clock/reading_inside.h"

const char *clock_state_id(enum clock_state state)
{
    static const char *const ids[] = {"in_time", "disputed", "late", "open", "overdue", "unknown"};
    return ids[state];
}

/* ---- which reading is the stricter ---- */

static bool covers(const struct clock_reading *s, int from, int to)
{
    for (size_t i = 0; i < s->n_intervals; i++)
        if (s->intervals[i].from <= from && to <= s->intervals[i].to) return true;
    return from >= to;
}

/* Whether b ends no earlier than a under every calendar: it starts no earlier, and extends and excludes no less. */
static bool never_earlier(const struct clock_reading *b, const struct clock_reading *a)
{
    bool all = b->start >= a->start && b->extended >= a->extended && b->delayed_to >= a->delayed_to;
    if (!a->start_known) all = all && b->start == a->start && !b->start_known;
    for (size_t i = 0; all && i < a->n_intervals; i++) {
        int from = a->intervals[i].from > b->start ? a->intervals[i].from : b->start;
        all = covers(b, from, a->intervals[i].to);
    }
    return all;
}

static void swap_readings(struct verdict *v)
{
    v->strict = &v->readings[1];
    v->lenient = &v->readings[0];
}

/* The strict reading nearly always gives the earlier date; where a restart costs more days than it gives, the two change
 * places. Readings of different calendars, the national and a regional one, never do. false: an unknown calendar decides. */
static bool order_readings(struct verdict *v)
{
    const struct clock_reading *a = v->strict = &v->readings[0], *b = v->lenient = &v->readings[1];
    if (b->due_kind == DUE_NONE) return true;
    if (a->doubt || b->doubt) return false;
    if (a->due_kind != DUE_NONE && a->calendar != b->calendar) return true;
    if (a->due_kind == DUE_NONE || (a->due_kind == DUE_DAY && b->due_kind == DUE_DAY)) {
        if (a->due_kind == DUE_NONE || a->due > b->due) swap_readings(v);
        return true;
    }
    if (never_earlier(b, a)) return true;
    if (a->due_kind == DUE_DAY) return clock_reading_standing(b, a->due) == READING_IN_TIME;
    if (b->due_kind == DUE_DAY && clock_reading_standing(a, b->due + 1) == READING_IN_TIME) {
        swap_readings(v);
        return true;
    }
    return false;
}

/* Neither due date is given where it is not known which of them is the strict one. */
static void blur(struct clock_reading *s)
{
    s->due_kind = DUE_UNKNOWN;
    s->due = NO_DAY;
}

/* ---- the verdict ---- */

/* In time on every reading, or late on every one; one undecided reading leaves the state undecided. */
static enum clock_state state_of(const struct verdict *v, const struct clock_request *r)
{
    enum reading_verdict a = v->readings[0].verdict, b = v->readings[1].verdict;
    if (!r->closed) {
        if (a == READING_OVER && b == READING_OVER) return CLOCK_OVERDUE;
        return a == READING_IN_TIME || b == READING_IN_TIME ? CLOCK_OPEN : CLOCK_UNKNOWN;
    }
    if (a == READING_EARLY || b == READING_EARLY) return CLOCK_DISPUTED;
    if (a == READING_UNSURE || b == READING_UNSURE) return CLOCK_UNKNOWN;
    if (a == b) return a == READING_IN_TIME ? CLOCK_IN_TIME : CLOCK_LATE;
    return CLOCK_DISPUTED;
}

/* Whether the limit has passed on one of the readings; NO_COUNT where the calendar leaves it open. */
static int passed(const struct verdict *v)
{
    enum reading_verdict a = v->readings[0].verdict, b = v->readings[1].verdict;
    if (a == READING_OVER || b == READING_OVER) return 1;
    return a == READING_UNSURE || b == READING_UNSURE ? NO_COUNT : 0;
}

static int exact(const struct verdict *v, struct calendar_span span)
{
    const struct clock_reading *s = v->lenient;
    return v->ordered && s->start_known && !s->unsure && span.least == span.most ? span.least : NO_COUNT;
}

void verdict_reach(struct verdict *v, const struct clock_law *law, const struct clock_request *request)
{
    clock_reading_run(&v->readings[0], law, request, false);
    clock_reading_run(&v->readings[1], law, request, true);
    v->ordered = order_readings(v);
    v->state = state_of(v, request);
    v->passed = passed(v);
    if (!v->ordered) {
        blur(&v->readings[0]);
        blur(&v->readings[1]);
    }
    const struct clock_reading *s = v->lenient;
    v->clock_start = v->ordered && s->start_known ? s->start : NO_DAY;
    v->excluded = exact(v, clock_reading_excluded(s));
    v->extended = v->ordered ? s->extended : NO_COUNT;
    v->used = request->closed ? exact(v, clock_reading_used(s, request->end)) : NO_COUNT;
    v->over = NO_COUNT;
    if ((v->state == CLOCK_LATE || v->state == CLOCK_OVERDUE) && s->due_kind == DUE_DAY && !calendar_count(s->calendar, s->due, request->end, &v->over))
        v->over = NO_COUNT;
}

void verdict_release(struct verdict *v)
{
    clock_reading_release(&v->readings[0]);
    clock_reading_release(&v->readings[1]);
}
