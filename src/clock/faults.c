#include "clock/faults.h"
#include "calendar/civil.h"
#include <stdio.h>

/* One event of one request, and where its breaches go. */
struct fault_finder {
    const struct verdict *v;
    const struct clock_reading *s;                              /* the lenient reading, whichever place it has taken */
    const struct clock_request *r;
    const struct clock_law *law;
    const struct clock_event *e;
    const struct event_effect *f;
    struct fault_sink sink;
    bool going;
};

static void tell(struct fault_finder *x, const char *kind, int day, int limit, int days)
{
    struct clock_fault fault = {.kind = kind, .event = x->e ? x->e->id : 0, .day = day, .limit = limit, .days = days};
    x->going = x->going && x->sink.add(x->sink.context, &fault);
}

/* Working days from the limit to the day; NO_COUNT where the calendar does not say. */
static int days_between(const struct fault_finder *x, int from, int to)
{
    int n;
    return from != NO_DAY && to != NO_DAY && calendar_count(x->s->calendar, from, to, &n) ? n : NO_COUNT;
}

static void tell_over(struct fault_finder *x, const char *kind, int day, int limit) { tell(x, kind, day, limit, days_between(x, limit, day)); }

static bool more_than(const struct fault_finder *x, int from, int to, int days) { return calendar_span(x->s->calendar, from, to).least > days; }
static bool less_than(const struct fault_finder *x, int from, int to, int days) { return calendar_span(x->s->calendar, from, to).most < days; }

/* Too late, and there was a due date at that time. */
static bool missed(const struct fault_finder *x) { return x->f->kind == EFFECT_TOO_LATE && !x->f->waiting; }

/* ---- by kind of event ---- */

static bool is_second(const struct fault_finder *x)
{
    for (const struct clock_event *e = x->r->events; e < x->e; e++)
        if (e->event == x->e->event && e->day >= x->r->receipt) return true;
    return false;
}

static void supplement_notice(struct fault_finder *x)
{
    const struct clock_event *e = x->e;
    int limit = x->r->regime->supplement_notice;
    bool known = x->f->limit != NO_DAY;
    bool late = limit != LAW_NO_LIMIT && !x->f->after_doubt && x->s->origin_known && (known ? e->day > x->f->limit : more_than(x, x->s->origin, e->day, limit));
    if (is_second(x)) tell(x, "supplement_notice_again", e->day, NO_DAY, NO_COUNT);
    else if (late) tell_over(x, "supplement_notice_late", e->day, x->f->limit);
    else if (missed(x)) tell_over(x, "event_after_due", e->day, x->f->due);
    if (e->until == NO_DAY) {
        tell(x, "supplement_no_deadline", e->day, NO_DAY, NO_COUNT);
        return;
    }
    int period = days_between(x, e->day, e->until), bound = NO_DAY;
    if (e->until <= e->day) {
        tell(x, "supplement_deadline_not_after", e->until, e->day, NO_COUNT);
    } else if (less_than(x, e->day, e->until, x->law->supplement_period_min)) {
        if (!calendar_add(x->s->calendar, e->day, x->law->supplement_period_min, &bound)) bound = NO_DAY;
        tell(x, "supplement_deadline_short", e->until, bound, period);
    } else if (more_than(x, e->day, e->until, x->law->supplement_period_max)) {
        if (!calendar_add(x->s->calendar, e->day, x->law->supplement_period_max, &bound)) bound = NO_DAY;
        tell(x, "supplement_deadline_long", e->until, bound, period);
    }
}

static void extension(struct fault_finder *x)
{
    const struct clock_event *e = x->e;
    if (x->f->kind == EFFECT_AGAIN) {
        tell(x, "extension_again", e->day, NO_DAY, NO_COUNT);
        return;
    }
    if (x->f->kind == EFFECT_DOUBTFUL && is_second(x)) return;
    if (missed(x)) tell_over(x, "extension_late", e->day, x->f->due);
    if (!e->has_approver) tell(x, "extension_no_approver", e->day, NO_DAY, NO_COUNT);
    if (e->approved == NO_DAY) tell(x, "extension_no_approval_date", e->day, NO_DAY, NO_COUNT);
    else if (e->approved > e->day) tell(x, "extension_approved_after_notice", e->approved, e->day, NO_COUNT);
    if (e->days == NO_COUNT) tell(x, "extension_no_days", e->day, NO_DAY, NO_COUNT);
    else if (e->days < 1 || e->days > x->r->regime->extension) tell(x, "extension_days_wrong", e->day, NO_DAY, e->days);
    if (x->f->kind == EFFECT_EXTENDS && !x->f->waiting && e->day == x->f->due) tell(x, "extension_last_day", e->day, x->f->due, NO_COUNT);
}

static void consultation(struct fault_finder *x)
{
    const struct clock_event *e = x->e;
    bool has_limit = clock_event_law(x->law, e)->limit != LIMIT_NONE;
    int waited_to = e->answer >= 0 ? x->r->events[e->answer].day : x->r->end;
    if (missed(x)) tell_over(x, "consult_after_due", e->day, x->f->due);
    if (has_limit && e->party_received == NO_DAY) tell(x, "consult_no_party_receipt", e->day, NO_DAY, NO_COUNT);
    bool over = x->f->kind == EFFECT_EXCLUDES && x->f->limit != NO_DAY && waited_to > x->f->limit;
    if (over) tell_over(x, "consult_over_cap", waited_to, x->f->limit);
    if (e->answer < 0 && (x->r->closed || over)) tell(x, "consult_open", e->day, NO_DAY, NO_COUNT);
    if (!has_limit && more_than(x, e->day, waited_to, x->law->agency_consult_max))
        tell(x, "consult_long", waited_to, NO_DAY, days_between(x, e->day, waited_to));
}

static void delay(struct fault_finder *x)
{
    bool reasons = false;
    for (const struct clock_event *e = x->r->events; e < x->e; e++) reasons = reasons || clock_event_law(x->law, e)->does == DOES_ASK_REASONS;
    if (!reasons) tell(x, "delay_without_reasons", x->e->day, NO_DAY, NO_COUNT);
    if (x->e->until == NO_DAY) tell(x, "delay_no_date", x->e->day, NO_DAY, NO_COUNT);
    if (missed(x)) tell_over(x, "delay_late", x->e->day, x->f->due);
}

static void tell_money(struct fault_finder *x, const char *kind, const char *format, int64_t one, int64_t two)
{
    char first[DECIMAL_TEXT], second[DECIMAL_TEXT], note[160];
    snprintf(note, sizeof note, format, clock_yuan(one, first), clock_yuan(two, second));
    struct clock_fault fault = {.kind = kind, .event = x->e->id, .day = x->e->day, .limit = NO_DAY, .days = NO_COUNT, .note = note};
    x->going = x->going && x->sink.add(x->sink.context, &fault);
}

/* No later payment had an effect on the clock. */
static bool is_last_payment(const struct fault_finder *x)
{
    for (size_t i = (size_t)(x->e - x->r->events) + 1; i < x->r->n_events; i++) {
        enum effect_kind kind = x->s->effects[i].kind;
        if (clock_event_law(x->law, &x->r->events[i])->does == DOES_PAY && kind != EFFECT_NO_RESTART && kind != EFFECT_FLAWED) return false;
    }
    return true;
}

static void paid_amount(struct fault_finder *x)
{
    const struct event_effect *f = x->f;
    if (f->fee == CLOCK_NO_AMOUNT || f->paid == CLOCK_NO_AMOUNT) tell(x, "payment_no_amount", x->e->day, NO_DAY, NO_COUNT);
    else if (f->paid > f->fee) tell_money(x, "payment_too_much", "应缴%s元，已缴%s元", f->fee, f->paid);
    else if (f->paid < f->fee && is_last_payment(x)) tell_money(x, "payment_short", "应缴%s元，已缴%s元", f->fee, f->paid);
}

/* Paid when nothing was left to pay: once more, after the reply, or where the fee was 0. */
static void paid_again(struct fault_finder *x)
{
    int64_t fee, paid;
    if (x->e->amount > 0 && clock_request_money(x->r, x->law, (size_t)(x->e - x->r->events), &fee, &paid) && paid > fee)
        tell_money(x, "payment_too_much", "应缴%s元，已缴%s元", fee, paid);
}

static void payment(struct fault_finder *x)
{
    int limit = x->r->regime->payment, last;
    if (x->f->kind == EFFECT_NO_RESTART) paid_again(x);
    if (x->f->kind == EFFECT_RESTARTS || x->f->kind == EFFECT_PAYS_PART) paid_amount(x);
    if (x->f->kind != EFFECT_RESTARTS || limit == LAW_NO_LIMIT) return;
    const struct clock_event *asked = NULL;
    for (const struct clock_event *e = x->r->events; e < x->e; e++)
        if (clock_event_law(x->law, e)->does == DOES_ASK_PAYMENT && x->s->effects[e - x->r->events].kind == EFFECT_WAITS) asked = e;
    if (!asked || !more_than(x, clock_event_base(asked), x->e->day, limit)) return;
    if (!calendar_add(x->s->calendar, clock_event_base(asked), limit, &last)) last = NO_DAY;
    tell_over(x, "payment_after_limit", x->e->day, last);
}

/* The agency may inform a third party or restore contact after the reply. */
static bool may_follow_reply(enum law_does does) { return does == DOES_FIND_CONTACT || does == DOES_NOTHING; }

static void one_event(struct fault_finder *x)
{
    enum law_does does = clock_event_law(x->law, x->e)->does;
    if (x->f->kind == EFFECT_BEFORE_RECEIPT) {
        tell(x, "event_before_receipt", x->e->day, x->r->receipt, NO_COUNT);
        return;
    }
    if (x->f->kind == EFFECT_AFTER_REPLY) {
        if (does == DOES_SUPPLEMENT) tell(x, "reply_before_supplement", x->r->decisive, x->e->day, NO_COUNT);
        else if (does == DOES_PAY) paid_again(x);
        else if (!may_follow_reply(does)) tell(x, "event_after_reply", x->e->day, x->r->decisive, NO_COUNT);
        return;
    }
    if (x->f->kind == EFFECT_NOT_YET) return;
    if ((does == DOES_PAY || does == DOES_ASK_PAYMENT) && x->e->amount == 0) {
        tell(x, "payment_of_nothing", x->e->day, NO_DAY, NO_COUNT);
        return;
    }
    switch (does) {
    case DOES_ASK_SUPPLEMENT: supplement_notice(x); break;
    case DOES_EXTEND: extension(x); break;
    case DOES_CONSULT: consultation(x); break;
    case DOES_DELAY: delay(x); break;
    case DOES_PAY: payment(x); break;
    case DOES_ASK_PAYMENT:
        if (missed(x)) tell_over(x, "fee_notice_late", x->e->day, x->f->due);
        break;
    default:
        if (missed(x)) tell_over(x, "event_after_due", x->e->day, x->f->due);
        break;
    }
}

/* ---- of the request as a whole ---- */

static void waiting(struct fault_finder *x)
{
    const struct clock_reading *s = x->s;
    const struct clock_request *r = x->r;
    if (s->wait == WAIT_NONE || s->doubt) return;
    x->e = &r->events[s->asked];
    int until = x->e->until;
    if (s->wait == WAIT_CONTACT) tell(x, "lost_contact_without_return", x->e->day, NO_DAY, NO_COUNT);
    if (s->verdict == READING_EARLY && s->wait == WAIT_SUPPLEMENT && until != NO_DAY)
        tell(x, "closed_before_supplement_deadline", r->decisive, until, NO_COUNT);
    if (s->verdict == READING_EARLY && s->wait == WAIT_PAYMENT) tell(x, "closed_before_payment_limit", r->decisive, s->effects[s->asked].limit, NO_COUNT);
    if (!r->closed && s->wait == WAIT_SUPPLEMENT && until != NO_DAY && more_than(x, until, r->as_of, x->law->supplement_wait))
        tell_over(x, "supplement_waiting_long", r->as_of, until);
    if (!r->closed && s->wait == WAIT_PAYMENT && r->regime->payment != LAW_NO_LIMIT &&
        more_than(x, clock_event_base(x->e), r->as_of, r->regime->payment + x->law->supplement_wait))
        tell_over(x, "payment_waiting_long", r->as_of, s->effects[s->asked].limit);
}

/* Which calendar is missing for which year. */
static void unknown_days(struct fault_finder *x)
{
    const struct clock_reading *s = x->v->lenient->due_kind == DUE_UNKNOWN ? x->v->lenient : x->v->strict;
    char note[96];
    if (s->due_kind != DUE_UNKNOWN && x->v->state != CLOCK_UNKNOWN) return;
    int day = calendar_first_unknown(s->calendar, s->start - !s->start_known);
    snprintf(note, sizeof note, "没有%s%d年的工作日历", calendar_name(s->calendar), civil_year(day));
    struct clock_fault fault = {.kind = "calendar_unknown", .day = day, .limit = NO_DAY, .days = NO_COUNT, .note = note};
    x->going = x->going && x->sink.add(x->sink.context, &fault);
}

bool faults_find(const struct verdict *v, struct fault_sink sink)
{
    const struct clock_reading *s = &v->readings[1];
    const struct clock_request *r = s->request;
    struct fault_finder x = {.v = v, .s = s, .r = r, .law = s->law, .sink = sink, .going = true};
    for (size_t i = 0; i < r->n_events && x.going; i++) {
        x.e = &r->events[i];
        x.f = &s->effects[i];
        one_event(&x);
    }
    x.e = NULL;
    if (r->outcome && !r->regime->outcomes[r->outcome]) {
        struct clock_fault fault = {.kind = "outcome_of_other_law", .day = NO_DAY, .limit = NO_DAY, .days = NO_COUNT, .note = r->regime->name};
        x.going = x.going && sink.add(sink.context, &fault);
    }
    if (r->closed && r->decisive < r->receipt) tell(&x, "reply_before_receipt", r->decisive, r->receipt, NO_COUNT);
    unknown_days(&x);
    if (r->n_events) waiting(&x);
    return x.going;
}
