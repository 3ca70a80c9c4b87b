#include "clock/side.h"
#include <stdlib.h>

/* ---- the clock ---- */

static int later(int a, int b) { return a > b ? a : b; }
static int earlier(int a, int b) { return a < b ? a : b; }

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
        add_span(&sum, calendar_span(s->calendar, at, earlier(s->intervals[i].from, day)));
        at = later(at, s->intervals[i].to);
    }
    add_span(&sum, calendar_span(s->calendar, at, day));
    return sum;
}

struct calendar_span side_excluded(const struct side *s)
{
    struct calendar_span sum = {0, 0};
    for (size_t i = 0; i < s->n_intervals; i++)
        add_span(&sum, calendar_span(s->calendar, later(s->intervals[i].from, s->start), s->intervals[i].to));
    return sum;
}

/* Intervals come by their first day, so only the last one can overlap the next: they are united, never summed. */
static void exclude(struct side *s, int from, int to)
{
    struct interval *last = s->n_intervals ? &s->intervals[s->n_intervals - 1] : NULL;
    if (last && from <= last->to) {
        last->to = later(last->to, to);
        return;
    }
    s->intervals = memory_grow(s->intervals, s->n_intervals, &s->cap_intervals, sizeof *s->intervals);
    s->intervals[s->n_intervals++] = (struct interval){from, to};
}

static enum side_verdict against(struct calendar_span used, int allowed)
{
    return used.most <= allowed ? SIDE_IN_TIME : used.least > allowed ? SIDE_OVER : SIDE_UNSURE;
}

/* Whether the day is past the n-th working day after `from`; where that day is unknown, as far as the days used tell. */
static enum side_verdict after_limit(const struct side *s, int from, int n, int day)
{
    int last;
    if (calendar_add(s->calendar, from, n, &last)) return day <= last ? SIDE_IN_TIME : SIDE_OVER;
    return against(calendar_span(s->calendar, from, day), n);
}

/* The last day of the limit as it is now, were nothing waited for and no date told; false = unknown. */
static bool limit_day(const struct side *s, int *due)
{
    struct calendar_span excluded = side_excluded(s);
    return s->start_known && !s->unsure && excluded.least == excluded.most &&
           calendar_add(s->calendar, s->start, s->request->regime->reply + s->extended + excluded.least, due);
}

/* The due date as it is now, were nothing waited for; false = unknown. A date that the applicant was told never shortens
 * the limit. */
static bool due_date(const struct side *s, int *due)
{
    bool known = limit_day(s, due);
    if (s->delayed_to == CLOCK_NO_DAY) return known;
    *due = known ? later(*due, s->delayed_to) : s->delayed_to;
    return true;
}

/* Whether the day lies within the limit as it is now, were nothing waited for: not after its last day, so that a rest day
 * behind it is too late. Where that day is unknown the working days used may still tell: a start that is not known lies
 * later than the one counted from, an interval that is not known ends earlier; each speaks for one answer only. */
static enum side_verdict standing(const struct side *s, int day)
{
    int due;
    if (s->delayed_to != CLOCK_NO_DAY && day <= s->delayed_to) return SIDE_IN_TIME;
    if (limit_day(s, &due)) return day <= due ? SIDE_IN_TIME : SIDE_OVER;
    enum side_verdict v = against(side_used(s, day), s->request->regime->reply + s->extended);
    bool doubted = v == SIDE_IN_TIME ? s->unsure : !s->start_known;
    return doubted ? SIDE_UNSURE : v;
}

static void restart(struct side *s, int day)
{
    s->start = day;
    s->start_known = true;
    s->extended = 0;
    s->has_extension = false;
    s->delayed_to = CLOCK_NO_DAY;
    s->wait = WAIT_NONE;
}

/* ---- what each event does ---- */

/* Whether the event comes in time to have an effect; notes the due date that it is held against. */
static bool in_time(struct side *s, const struct clock_event *e, struct effect *f)
{
    if (!due_date(s, &f->due)) f->due = CLOCK_NO_DAY;
    f->waiting = s->wait != WAIT_NONE;
    return standing(s, e->day) != SIDE_OVER;
}

static void wait_for(struct side *s, enum law_wait what, const struct clock_event *e, struct effect *f)
{
    f->kind = EFFECT_WAITS;
    s->wait = what;
    s->asked = (size_t)(e - s->request->events);
}

static void ask_supplement(struct side *s, const struct clock_event *e, struct effect *f)
{
    int limit = s->request->regime->supplement_notice;
    bool again = s->has_supplement_notice;
    s->has_supplement_notice = s->contact_settled = true;
    if (limit != LAW_NO_LIMIT && !calendar_add(s->calendar, s->origin, limit, &f->limit)) f->limit = CLOCK_NO_DAY;
    bool late = limit != LAW_NO_LIMIT && after_limit(s, s->origin, limit, e->day) == SIDE_OVER;
    if (!in_time(s, e, f)) f->kind = EFFECT_TOO_LATE;
    else if (again && !s->lenient) f->kind = EFFECT_AGAIN;
    else if (late && !s->lenient) f->kind = EFFECT_NOTICE_LATE;
    else wait_for(s, WAIT_SUPPLEMENT, e, f);
}

static void answer_restarts(struct side *s, enum law_wait question, const struct clock_event *e, struct effect *f)
{
    f->kind = s->wait == question ? EFFECT_RESTARTS : EFFECT_NO_RESTART;
    if (s->wait == question) restart(s, e->day);
}

static void extend(struct side *s, const struct clock_event *e, struct effect *f)
{
    int most = s->request->regime->extension;
    s->contact_settled = true;
    f->days = e->days == CLOCK_NO_COUNT ? (s->lenient ? most : 0) : earlier(e->days, most);
    if (s->has_extension) f->kind = EFFECT_AGAIN;
    else if (!in_time(s, e, f)) f->kind = EFFECT_TOO_LATE;
    else if (!e->has_approver || e->approved == CLOCK_NO_DAY || e->approved > e->day || !f->days) f->kind = EFFECT_FLAWED;
    else f->kind = EFFECT_EXTENDS;
    if (f->kind != EFFECT_EXTENDS) return;
    s->has_extension = true;
    s->extended = f->days;
}

/* How long the other party may take; only that much is excluded. */
static int answer_limit(const struct side *s, const struct clock_event *e)
{
    switch (clock_event_law(s->law, e)->limit) {
    case LIMIT_THIRD_PARTY: return s->request->regime->third_party;
    case LIMIT_CO_MAKER: return s->request->regime->co_maker;
    case LIMIT_NONE: break;
    }
    return LAW_NO_LIMIT;
}

static void consult(struct side *s, const struct clock_event *e, struct effect *f)
{
    int limit = answer_limit(s, e), base = clock_event_base(e), n;
    if (!in_time(s, e, f)) {
        f->kind = EFFECT_TOO_LATE;
        return;
    }
    f->kind = EFFECT_EXCLUDES;
    f->end = e->answer >= 0 ? s->request->events[e->answer].day : s->request->end;
    if (limit != LAW_NO_LIMIT) {
        if (calendar_add(s->calendar, base, limit, &f->limit)) f->end = earlier(f->end, f->limit);
        else if (calendar_span(s->calendar, base, f->end).most > limit) s->unsure = true;
    }
    f->end = later(f->end, e->day);
    f->days = calendar_count(s->calendar, e->day, f->end, &n) ? n : CLOCK_NO_COUNT;
    exclude(s, e->day, f->end);
}

static void delay(struct side *s, const struct clock_event *e, struct effect *f)
{
    if (!in_time(s, e, f)) f->kind = EFFECT_TOO_LATE;
    else if (e->until == CLOCK_NO_DAY) f->kind = EFFECT_FLAWED;
    else f->kind = EFFECT_DELAYS;
    if (f->kind == EFFECT_DELAYS) s->delayed_to = later(s->delayed_to, e->until);
}

static void ask_payment(struct side *s, const struct clock_event *e, struct effect *f)
{
    int limit = s->request->regime->payment;
    if (!in_time(s, e, f)) {
        f->kind = EFFECT_TOO_LATE;
        return;
    }
    if (limit == LAW_NO_LIMIT || !calendar_add(s->calendar, clock_event_base(e), limit, &f->limit)) f->limit = CLOCK_NO_DAY;
    wait_for(s, WAIT_PAYMENT, e, f);
}

/* Only before the agency has dealt with the request does lost contact keep the clock from starting. */
static void lose_contact(struct side *s, const struct clock_event *e, struct effect *f)
{
    if (s->contact_settled || s->wait != WAIT_NONE) return;
    if (in_time(s, e, f)) wait_for(s, WAIT_CONTACT, e, f);
    else f->kind = EFFECT_TOO_LATE;
}

static void find_contact(struct side *s, const struct clock_event *e, struct effect *f)
{
    if (s->wait != WAIT_CONTACT) return;
    restart(s, e->day);
    s->origin = e->day;
    f->kind = EFFECT_RESTARTS;
}

static void take(struct side *s, const struct clock_event *e, struct effect *f)
{
    switch (clock_event_law(s->law, e)->does) {
    case DOES_ASK_SUPPLEMENT: ask_supplement(s, e, f); break;
    case DOES_SUPPLEMENT: answer_restarts(s, WAIT_SUPPLEMENT, e, f); break;
    case DOES_EXTEND: extend(s, e, f); break;
    case DOES_CONSULT: consult(s, e, f); break;
    case DOES_ASK_REASONS:
        if (s->lenient) consult(s, e, f);
        else f->kind = in_time(s, e, f) ? EFFECT_RUNS_ON : EFFECT_TOO_LATE;
        break;
    case DOES_ANSWER: f->kind = EFFECT_ANSWERS; break;
    case DOES_DELAY: delay(s, e, f); break;
    case DOES_ASK_PAYMENT: ask_payment(s, e, f); break;
    case DOES_PAY: answer_restarts(s, WAIT_PAYMENT, e, f); break;
    case DOES_LOSE_CONTACT: lose_contact(s, e, f); break;
    case DOES_FIND_CONTACT: find_contact(s, e, f); break;
    case DOES_WITHDRAW: case DOES_NOTHING: break;
    }
}

/* ---- how it ends ---- */

/* Closed because nobody paid: was the time to pay over? */
static enum side_verdict payment_over(const struct side *s)
{
    const struct clock_request *r = s->request;
    if (r->regime->payment == LAW_NO_LIMIT) return SIDE_IN_TIME;
    enum side_verdict paying = after_limit(s, clock_event_base(&r->events[s->asked]), r->regime->payment, r->decisive);
    return paying == SIDE_OVER ? SIDE_IN_TIME : paying == SIDE_IN_TIME ? SIDE_EARLY : SIDE_UNSURE;
}

static enum side_verdict supplement_over(const struct side *s)
{
    int until = s->request->events[s->asked].until;
    return until != CLOCK_NO_DAY && s->request->decisive > until ? SIDE_IN_TIME : SIDE_EARLY;
}

/* Waiting has no due date (DL-23). A request closed for another reason than the wait is held to the date it would have had. */
static void finish(struct side *s)
{
    const struct clock_request *r = s->request;
    enum law_wait closed_by = r->closed ? s->law->outcomes[r->outcome].waits_for : s->wait;
    if (s->wait == WAIT_CONTACT) closed_by = WAIT_CONTACT;
    s->due = CLOCK_NO_DAY;
    s->due_kind = DUE_NONE;
    s->verdict = SIDE_IN_TIME;
    if (s->wait != WAIT_NONE && s->wait == closed_by) {
        if (r->closed && s->wait == WAIT_SUPPLEMENT) s->verdict = supplement_over(s);
        if (r->closed && s->wait == WAIT_PAYMENT) s->verdict = payment_over(s);
        return;
    }
    s->due_kind = due_date(s, &s->due) ? DUE_DAY : DUE_UNKNOWN;
    s->verdict = standing(s, r->end);
}

/* Received on a rest day: from the next working day, on the lenient reading. */
static void begin(struct side *s)
{
    const struct clock_request *r = s->request;
    s->start = r->receipt;
    s->start_known = true;
    if (s->lenient) s->start_known = calendar_next(s->calendar, r->receipt_lenient, &s->start);
    if (!s->start_known) s->start = r->receipt_lenient;
    s->origin = s->start;
}

void side_run(struct side *s, const struct clock_law *law, const struct clock_request *request, bool lenient)
{
    *s = (struct side){
        .law = law, .request = request, .lenient = lenient, .calendar = lenient ? request->calendar : request->national, .delayed_to = CLOCK_NO_DAY,
        .intervals = s->intervals, .cap_intervals = s->cap_intervals, .effects = s->effects, .cap_effects = s->cap_effects,
    };
    begin(s);
    for (size_t i = 0; i < request->n_events; i++) {
        const struct clock_event *e = &request->events[i];
        s->effects = memory_grow(s->effects, i, &s->cap_effects, sizeof *s->effects);
        struct effect *f = &s->effects[i];
        *f = (struct effect){.start = s->start, .due = CLOCK_NO_DAY, .limit = CLOCK_NO_DAY, .end = CLOCK_NO_DAY};
        if (e->day < request->receipt) f->kind = EFFECT_BEFORE_RECEIPT;
        else if (request->closed && e->day > request->decisive) f->kind = EFFECT_AFTER_REPLY;
        else if (e->day > request->as_of) f->kind = EFFECT_NOT_YET;
        else take(s, e, f);
    }
    finish(s);
}

void side_release(struct side *s)
{
    free(s->intervals);
    free(s->effects);
    *s = (struct side){0};
}
