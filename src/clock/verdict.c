#include "clock/verdict.h"

const char *clock_state_id(enum clock_state state)
{
    static const char *const ids[] = {"in_time", "disputed", "late", "open", "overdue", "unknown"};
    return ids[state];
}

static bool later_due(const struct side *a, const struct side *b)
{
    if (a->due_kind == DUE_UNKNOWN || b->due_kind == DUE_UNKNOWN || b->due_kind == DUE_NONE) return false;
    return a->due_kind == DUE_NONE || a->due > b->due;
}

/* The strict reading gives the earlier date at almost any time; where a restart costs more days than it gives, the two
 * change places, so that "in time" always means in time on every reading. */
static void order_sides(struct verdict *v)
{
    v->strict = &v->sides[0];
    v->lenient = &v->sides[1];
    if (!later_due(v->strict, v->lenient)) return;
    v->strict = &v->sides[1];
    v->lenient = &v->sides[0];
}

static enum clock_state state_of(const struct verdict *v, const struct clock_request *r)
{
    enum side_verdict strict = v->strict->verdict, lenient = v->lenient->verdict;
    if (!r->closed) {
        if (lenient == SIDE_OVER) return CLOCK_OVERDUE;
        return lenient == SIDE_UNSURE && strict != SIDE_IN_TIME ? CLOCK_UNKNOWN : CLOCK_OPEN;
    }
    if (strict == SIDE_EARLY || lenient == SIDE_EARLY) return CLOCK_DISPUTED;
    if (strict == SIDE_IN_TIME) return CLOCK_IN_TIME;
    if (lenient == SIDE_OVER) return CLOCK_LATE;
    return strict == SIDE_OVER && lenient == SIDE_IN_TIME ? CLOCK_DISPUTED : CLOCK_UNKNOWN;
}

static int exact(const struct side *s, struct calendar_span span)
{
    return s->start_known && !s->unsure && span.least == span.most ? span.least : CLOCK_NO_COUNT;
}

void verdict_reach(struct verdict *v, const struct clock_law *law, const struct clock_request *request)
{
    side_run(&v->sides[0], law, request, false);
    side_run(&v->sides[1], law, request, true);
    order_sides(v);
    const struct side *s = v->lenient;
    v->state = state_of(v, request);
    v->excluded = exact(s, side_excluded(s));
    v->extended = s->extended;
    v->used = request->closed ? exact(s, side_used(s, request->end)) : CLOCK_NO_COUNT;
    v->over = CLOCK_NO_COUNT;
    if ((v->state == CLOCK_LATE || v->state == CLOCK_OVERDUE) && s->due_kind == DUE_DAY && !calendar_count(s->calendar, s->due, request->end, &v->over))
        v->over = CLOCK_NO_COUNT;
}

void verdict_release(struct verdict *v)
{
    side_release(&v->sides[0]);
    side_release(&v->sides[1]);
}
