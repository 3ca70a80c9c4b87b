#include "clock/verdict.h"
#include "clock/side_inside.h"

const char *clock_state_id(enum clock_state state)
{
    static const char *const ids[] = {"in_time", "disputed", "late", "open", "overdue", "unknown"};
    return ids[state];
}

/* ---- which reading is the stricter ---- */

static bool covers(const struct side *s, int from, int to)
{
    for (size_t i = 0; i < s->n_intervals; i++)
        if (s->intervals[i].from <= from && to <= s->intervals[i].to) return true;
    return from >= to;
}

/* Whether b ends no earlier than a whatever the calendar says: it starts no earlier, and adds and leaves out no less. */
static bool never_earlier(const struct side *b, const struct side *a)
{
    bool all = b->start >= a->start && b->extended >= a->extended && b->delayed_to >= a->delayed_to;
    if (!a->start_known) all = all && b->start == a->start && !b->start_known;
    for (size_t i = 0; all && i < a->n_intervals; i++) {
        int from = a->intervals[i].from > b->start ? a->intervals[i].from : b->start;
        all = covers(b, from, a->intervals[i].to);
    }
    return all;
}

static void swap_sides(struct verdict *v)
{
    v->strict = &v->sides[1];
    v->lenient = &v->sides[0];
}

/* The strict reading gives the earlier date at almost any time; where a restart costs more days than it gives, the two
 * change places. The calendars of the nation and of a region keep theirs. false: an unknown calendar decides. */
static bool order_sides(struct verdict *v)
{
    const struct side *a = v->strict = &v->sides[0], *b = v->lenient = &v->sides[1];
    if (b->due_kind == DUE_NONE) return true;
    if (a->doubt || b->doubt) return false;
    if (a->due_kind != DUE_NONE && a->calendar != b->calendar) return true;
    if (a->due_kind == DUE_NONE || (a->due_kind == DUE_DAY && b->due_kind == DUE_DAY)) {
        if (a->due_kind == DUE_NONE || a->due > b->due) swap_sides(v);
        return true;
    }
    if (never_earlier(b, a)) return true;
    if (a->due_kind == DUE_DAY) return side_standing(b, a->due) == SIDE_IN_TIME;
    if (b->due_kind == DUE_DAY && side_standing(a, b->due + 1) == SIDE_IN_TIME) {
        swap_sides(v);
        return true;
    }
    return false;
}

/* Neither due date is said where it is not known which one is the strict one. */
static void blur(struct side *s)
{
    s->due_kind = DUE_UNKNOWN;
    s->due = NO_DAY;
}

/* ---- the verdict ---- */

/* In time on every reading, or late on every one; a reading that the calendar leaves open leaves both open. */
static enum clock_state state_of(const struct verdict *v, const struct clock_request *r)
{
    enum side_verdict a = v->sides[0].verdict, b = v->sides[1].verdict;
    if (!r->closed) {
        if (a == SIDE_OVER && b == SIDE_OVER) return CLOCK_OVERDUE;
        return a == SIDE_IN_TIME || b == SIDE_IN_TIME ? CLOCK_OPEN : CLOCK_UNKNOWN;
    }
    if (a == SIDE_EARLY || b == SIDE_EARLY) return CLOCK_DISPUTED;
    if (a == SIDE_UNSURE || b == SIDE_UNSURE) return CLOCK_UNKNOWN;
    if (a == b) return a == SIDE_IN_TIME ? CLOCK_IN_TIME : CLOCK_LATE;
    return CLOCK_DISPUTED;
}

/* Whether the limit has passed on one of the readings; CLOCK_NO_COUNT where the calendar leaves it open. */
static int passed(const struct verdict *v)
{
    enum side_verdict a = v->sides[0].verdict, b = v->sides[1].verdict;
    if (a == SIDE_OVER || b == SIDE_OVER) return 1;
    return a == SIDE_UNSURE || b == SIDE_UNSURE ? CLOCK_NO_COUNT : 0;
}

static int exact(const struct verdict *v, struct calendar_span span)
{
    const struct side *s = v->lenient;
    return v->ordered && s->start_known && !s->unsure && span.least == span.most ? span.least : CLOCK_NO_COUNT;
}

void verdict_reach(struct verdict *v, const struct clock_law *law, const struct clock_request *request)
{
    side_run(&v->sides[0], law, request, false);
    side_run(&v->sides[1], law, request, true);
    v->ordered = order_sides(v);
    v->state = state_of(v, request);
    v->passed = passed(v);
    if (!v->ordered) {
        blur(&v->sides[0]);
        blur(&v->sides[1]);
    }
    const struct side *s = v->lenient;
    v->clock_start = v->ordered && s->start_known ? s->start : NO_DAY;
    v->excluded = exact(v, side_excluded(s));
    v->extended = v->ordered ? s->extended : CLOCK_NO_COUNT;
    v->used = request->closed ? exact(v, side_used(s, request->end)) : CLOCK_NO_COUNT;
    v->over = CLOCK_NO_COUNT;
    if ((v->state == CLOCK_LATE || v->state == CLOCK_OVERDUE) && s->due_kind == DUE_DAY && !calendar_count(s->calendar, s->due, request->end, &v->over))
        v->over = CLOCK_NO_COUNT;
}

void verdict_release(struct verdict *v)
{
    side_release(&v->sides[0]);
    side_release(&v->sides[1]);
}
