#include "clock/reading_inside.h"

/* The run of one reading over the events of a request, and how it ends. */

/* Closed for want of payment: was the time to pay over? */
static enum reading_verdict payment_over(const struct clock_reading *s)
{
    const struct clock_request *r = s->request;
    if (r->regime->payment == LAW_NO_LIMIT) return READING_IN_TIME;
    enum reading_verdict paying = clock_reading_after_limit(s, clock_event_base(&r->events[s->asked]), r->regime->payment, r->decisive);
    return paying == READING_OVER ? READING_IN_TIME : paying == READING_IN_TIME ? READING_EARLY : READING_UNSURE;
}

static enum reading_verdict supplement_over(const struct clock_reading *s)
{
    int until = s->request->events[s->asked].until;
    return until != NO_DAY && s->request->decisive > until ? READING_IN_TIME : READING_EARLY;
}

/* While the agency waits there is no due date. A request closed for another reason than the wait is measured by the date that it
 * would have had. */
static void finish(struct clock_reading *s)
{
    const struct clock_request *r = s->request;
    enum law_wait closed_by = r->closed ? s->law->outcomes[r->outcome].waits_for : s->wait;
    if (s->wait == WAIT_CONTACT) closed_by = WAIT_CONTACT;
    s->due = NO_DAY;
    s->due_kind = DUE_NONE;
    s->verdict = READING_IN_TIME;
    if (s->doubt) {
        s->due_kind = DUE_UNKNOWN;
        s->verdict = READING_UNSURE;
        return;
    }
    if (s->wait != WAIT_NONE && s->wait == closed_by) {
        if (r->closed && s->wait == WAIT_SUPPLEMENT) s->verdict = supplement_over(s);
        if (r->closed && s->wait == WAIT_PAYMENT) s->verdict = payment_over(s);
        return;
    }
    s->due_kind = clock_reading_due_date(s, &s->due) ? DUE_DAY : DUE_UNKNOWN;
    if (s->due_kind == DUE_UNKNOWN) s->due = NO_DAY;
    s->verdict = clock_reading_standing(s, r->end);
}

void clock_reading_run(struct clock_reading *s, const struct clock_law *law, const struct clock_request *request, bool lenient)
{
    *s = (struct clock_reading){
        .law = law, .request = request, .lenient = lenient, .calendar = lenient ? request->calendar : request->national, .delayed_to = NO_DAY,
        .intervals = s->intervals, .cap_intervals = s->cap_intervals, .effects = s->effects, .cap_effects = s->cap_effects,
    };
    clock_reading_start(s, lenient ? request->receipt_lenient : request->receipt);
    s->origin = s->start;
    s->origin_known = s->start_known;
    for (size_t i = 0; i < request->n_events; i++) {
        const struct clock_event *e = &request->events[i];
        s->effects = memory_grow(s->effects, i, &s->cap_effects, sizeof *s->effects);
        struct event_effect *f = &s->effects[i];
        *f = (struct event_effect){.start = s->start, .due = NO_DAY, .limit = NO_DAY, .end = NO_DAY};
        if (e->day < request->receipt) f->kind = EFFECT_BEFORE_RECEIPT;
        else if (request->closed && e->day > request->decisive) f->kind = EFFECT_AFTER_REPLY;
        else if (e->day > request->as_of) f->kind = EFFECT_NOT_YET;
        else clock_reading_take(s, e, f);
    }
    finish(s);
}
