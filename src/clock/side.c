#include "clock/side_inside.h"
#include <stdlib.h>

/* ---- the clock ---- */

static void add_span(struct calendar_span *sum, struct calendar_span more)
{
    sum->least += more.least;
    sum->most += more.most;
}

struct calendar_span side_used(const struct side *s, int day)
{
    struct calendar_span sum = {0, 0};
    int at = s->start;
    for (size_t i = 0; i < s->n_intervals; i++) {
        add_span(&sum, calendar_span(s->calendar, at, side_earlier(s->intervals[i].from, day)));
        at = side_later(at, s->intervals[i].to);
    }
    add_span(&sum, calendar_span(s->calendar, at, day));
    return sum;
}

struct calendar_span side_excluded(const struct side *s)
{
    struct calendar_span sum = {0, 0};
    for (size_t i = 0; i < s->n_intervals; i++)
        add_span(&sum, calendar_span(s->calendar, side_later(s->intervals[i].from, s->start), s->intervals[i].to));
    return sum;
}

static bool is_excluded(const struct side *s, int day)
{
    for (size_t i = 0; i < s->n_intervals; i++)
        if (day > s->intervals[i].from && day <= s->intervals[i].to) return true;
    return false;
}

/* A rest day behind the last working day is too late though it uses none: it is as if it used one more. */
static enum side_verdict against(const struct side *s, struct calendar_span used, int allowed, int day)
{
    bool work;
    if (calendar_is(s->calendar, day, &work) && !work && !is_excluded(s, day)) allowed--;
    return used.most <= allowed ? SIDE_IN_TIME : used.least > allowed ? SIDE_OVER : SIDE_UNSURE;
}

enum side_verdict side_after_limit(const struct side *s, int from, int n, int day)
{
    int last;
    if (day <= from) return SIDE_IN_TIME;
    if (calendar_add(s->calendar, from, n, &last)) return day <= last ? SIDE_IN_TIME : SIDE_OVER;
    return against(s, calendar_span(s->calendar, from, day), n, day);
}

/* The last day of the limit as it is now, were nothing waited for and no date told; false = unknown. */
static bool limit_day(const struct side *s, int *due)
{
    struct calendar_span excluded = side_excluded(s);
    return s->start_known && !s->unsure && excluded.least == excluded.most &&
           calendar_add(s->calendar, s->start, s->request->regime->reply + s->extended + excluded.least, due);
}

bool side_due_date(const struct side *s, int *due)
{
    if (!limit_day(s, due)) return false;
    *due = side_later(*due, s->delayed_to);
    return true;
}

enum side_verdict side_within(const struct side *s, int day, int allowed)
{
    enum side_verdict v = against(s, side_used(s, day), allowed, day);
    bool doubted = v == SIDE_IN_TIME ? s->unsure : !s->start_known;
    return doubted ? SIDE_UNSURE : v;
}

enum side_verdict side_standing(const struct side *s, int day)
{
    int due;
    if (day <= side_later(s->delayed_to, s->start)) return SIDE_IN_TIME;
    if (limit_day(s, &due)) return day <= due ? SIDE_IN_TIME : SIDE_OVER;
    return side_within(s, day, s->request->regime->reply + s->extended);
}

/* ---- how it ends ---- */

/* Closed because nobody paid: was the time to pay over? */
static enum side_verdict payment_over(const struct side *s)
{
    const struct clock_request *r = s->request;
    if (r->regime->payment == LAW_NO_LIMIT) return SIDE_IN_TIME;
    enum side_verdict paying = side_after_limit(s, clock_event_base(&r->events[s->asked]), r->regime->payment, r->decisive);
    return paying == SIDE_OVER ? SIDE_IN_TIME : paying == SIDE_IN_TIME ? SIDE_EARLY : SIDE_UNSURE;
}

static enum side_verdict supplement_over(const struct side *s)
{
    int until = s->request->events[s->asked].until;
    return until != NO_DAY && s->request->decisive > until ? SIDE_IN_TIME : SIDE_EARLY;
}

/* Waiting has no due date (DL-23). A request closed for another reason than the wait is held to the date it would have had. */
static void finish(struct side *s)
{
    const struct clock_request *r = s->request;
    enum law_wait closed_by = r->closed ? s->law->outcomes[r->outcome].waits_for : s->wait;
    if (s->wait == WAIT_CONTACT) closed_by = WAIT_CONTACT;
    s->due = NO_DAY;
    s->due_kind = DUE_NONE;
    s->verdict = SIDE_IN_TIME;
    if (s->doubt) {
        s->due_kind = DUE_UNKNOWN;
        s->verdict = SIDE_UNSURE;
        return;
    }
    if (s->wait != WAIT_NONE && s->wait == closed_by) {
        if (r->closed && s->wait == WAIT_SUPPLEMENT) s->verdict = supplement_over(s);
        if (r->closed && s->wait == WAIT_PAYMENT) s->verdict = payment_over(s);
        return;
    }
    s->due_kind = side_due_date(s, &s->due) ? DUE_DAY : DUE_UNKNOWN;
    if (s->due_kind == DUE_UNKNOWN) s->due = NO_DAY;
    s->verdict = side_standing(s, r->end);
}

void side_start(struct side *s, int day)
{
    s->start = day;
    s->start_known = !s->lenient || calendar_next(s->calendar, day, &s->start);
    if (!s->start_known) s->start = day;
}

void side_run(struct side *s, const struct clock_law *law, const struct clock_request *request, bool lenient)
{
    *s = (struct side){
        .law = law, .request = request, .lenient = lenient, .calendar = lenient ? request->calendar : request->national, .delayed_to = NO_DAY,
        .intervals = s->intervals, .cap_intervals = s->cap_intervals, .effects = s->effects, .cap_effects = s->cap_effects,
    };
    side_start(s, lenient ? request->receipt_lenient : request->receipt);
    s->origin = s->start;
    s->origin_known = s->start_known;
    for (size_t i = 0; i < request->n_events; i++) {
        const struct clock_event *e = &request->events[i];
        s->effects = memory_grow(s->effects, i, &s->cap_effects, sizeof *s->effects);
        struct effect *f = &s->effects[i];
        *f = (struct effect){.start = s->start, .due = NO_DAY, .limit = NO_DAY, .end = NO_DAY};
        if (e->day < request->receipt) f->kind = EFFECT_BEFORE_RECEIPT;
        else if (request->closed && e->day > request->decisive) f->kind = EFFECT_AFTER_REPLY;
        else if (e->day > request->as_of) f->kind = EFFECT_NOT_YET;
        else side_take(s, e, f);
    }
    finish(s);
}

void side_release(struct side *s)
{
    free(s->intervals);
    free(s->effects);
    *s = (struct side){0};
}
