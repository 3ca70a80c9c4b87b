#include "clock/reading_inside.h"

/* What each event does to the clock, on one reading. */

/* ---- what they share ---- */

static void restart(struct clock_reading *s, int day)
{
    clock_reading_start(s, day);
    s->extended = 0;
    s->extension = NOT_EXTENDED;
    s->delayed_to = NO_DAY;
    s->wait = WAIT_NONE;
}

/* Notes the due date that the event is measured by, and says whether it comes in time to have an effect. */
static enum reading_verdict timing(struct clock_reading *s, const struct clock_event *e, struct event_effect *f)
{
    if (!clock_reading_due_date(s, &f->due)) f->due = NO_DAY;
    f->waiting = s->wait != WAIT_NONE;
    return clock_reading_standing(s, e->day);
}

/* The same for an event that would move the clock: where the calendar leaves it open, everything that follows is in doubt. */
static bool in_time(struct clock_reading *s, const struct clock_event *e, struct event_effect *f)
{
    enum reading_verdict v = timing(s, e, f);
    if (v == READING_UNSURE) s->doubt = true;
    if (v == READING_OVER) f->kind = EFFECT_TOO_LATE;
    return v == READING_IN_TIME;
}

static void wait_for(struct clock_reading *s, enum law_wait what, const struct clock_event *e, struct event_effect *f)
{
    f->kind = EFFECT_WAITS;
    s->wait = what;
    s->asked = (size_t)(e - s->request->events);
}

/* ---- the applicant ---- */

static void ask_supplement(struct clock_reading *s, const struct clock_event *e, struct event_effect *f)
{
    int limit = s->request->regime->supplement_notice;
    bool again = s->has_supplement_notice;
    s->has_supplement_notice = s->contact_settled = true;
    if (limit != LAW_NO_LIMIT && !calendar_add(s->calendar, s->origin, limit, &f->limit)) f->limit = NO_DAY;
    if (again && !s->lenient) {
        f->kind = timing(s, e, f) == READING_OVER ? EFFECT_TOO_LATE : EFFECT_AGAIN;
        return;
    }
    if (!in_time(s, e, f)) return;
    enum reading_verdict notice = limit == LAW_NO_LIMIT || s->lenient ? READING_IN_TIME : clock_reading_after_limit(s, s->origin, limit, e->day);
    if (notice == READING_UNSURE) s->doubt = true;
    else if (notice == READING_OVER) f->kind = EFFECT_NOTICE_LATE;
    else wait_for(s, WAIT_SUPPLEMENT, e, f);
}

static void supplement(struct clock_reading *s, const struct clock_event *e, struct event_effect *f)
{
    f->kind = s->wait == WAIT_SUPPLEMENT ? EFFECT_RESTARTS : EFFECT_NO_RESTART;
    if (f->kind == EFFECT_RESTARTS) restart(s, e->day);
}

/* Lost contact stops the clock only before the agency has begun to deal with the request. */
static void lose_contact(struct clock_reading *s, const struct clock_event *e, struct event_effect *f)
{
    if (s->contact_settled || s->wait != WAIT_NONE) return;
    if (in_time(s, e, f)) wait_for(s, WAIT_CONTACT, e, f);
}

/* The procedure starts on the day contact is restored, so the time for a 补正 notice does too. */
static void find_contact(struct clock_reading *s, const struct clock_event *e, struct event_effect *f)
{
    if (s->wait != WAIT_CONTACT) return;
    restart(s, e->day);
    s->origin = s->start;
    s->origin_known = s->start_known;
    f->kind = EFFECT_RESTARTS;
}

/* ---- the fee ---- */

/* Several notices add up. A notice without an amount cannot be compared with what was paid; a fee of 0 is no fee. */
static void ask_payment(struct clock_reading *s, const struct clock_event *e, struct event_effect *f)
{
    int limit = s->request->regime->payment;
    bool more = s->wait == WAIT_PAYMENT;
    if (e->amount == 0) {
        f->kind = EFFECT_FLAWED;
        return;
    }
    if (!in_time(s, e, f)) return;
    if (!more) s->fee = s->paid = 0;
    s->fee = e->amount == CLOCK_NO_AMOUNT || (more && s->fee == CLOCK_NO_AMOUNT) ? CLOCK_NO_AMOUNT : s->fee + e->amount;
    f->fee = s->fee;
    if (limit == LAW_NO_LIMIT || !calendar_add(s->calendar, clock_event_base(e), limit, &f->limit)) f->limit = NO_DAY;
    wait_for(s, WAIT_PAYMENT, e, f);
}

/* The clock starts anew when the fee is paid in full; instalments add up. A payment without an amount is taken as the whole. */
static void pay(struct clock_reading *s, const struct clock_event *e, struct event_effect *f)
{
    f->kind = e->amount == 0 ? EFFECT_FLAWED : EFFECT_NO_RESTART;
    if (s->wait != WAIT_PAYMENT || e->amount == 0) return;
    s->paid = e->amount == CLOCK_NO_AMOUNT || s->paid == CLOCK_NO_AMOUNT ? CLOCK_NO_AMOUNT : s->paid + e->amount;
    f->fee = s->fee;
    f->paid = s->paid;
    f->kind = s->fee != CLOCK_NO_AMOUNT && s->paid != CLOCK_NO_AMOUNT && s->paid < s->fee ? EFFECT_PAYS_PART : EFFECT_RESTARTS;
    if (f->kind == EFFECT_RESTARTS) restart(s, e->day);
}

/* ---- longer limits ---- */

/* Without a number of days the strict reading adds none and the lenient one the most; the one extension is used up. On the
 * lenient reading a second notice may still name the number while the limit without the extension runs. */
static void extend(struct clock_reading *s, const struct clock_event *e, struct event_effect *f)
{
    int most = s->request->regime->extension;
    bool open = e->days == NO_COUNT, flawed = !e->has_approver || e->approved == NO_DAY || e->approved > e->day || e->days == 0;
    enum reading_verdict v = timing(s, e, f);
    s->contact_settled = true;
    f->days = open ? (s->lenient ? most : 0) : day_earlier(e->days, most);
    f->kind = EFFECT_AGAIN;
    if (s->extension != NOT_EXTENDED) {
        if (!s->lenient || s->extension != EXTENDED_OPEN || open || flawed) return;
        v = clock_reading_within(s, e->day, s->request->regime->reply);
        if (v == READING_OVER) return;
    }
    if (v == READING_OVER) f->kind = EFFECT_TOO_LATE;
    else if (flawed) f->kind = EFFECT_FLAWED;
    else if (v == READING_UNSURE) s->doubt = true;
    else {
        f->kind = f->days ? EFFECT_EXTENDS : EFFECT_FLAWED;
        s->extension = open ? EXTENDED_OPEN : EXTENDED;
        s->extended = f->days;
    }
}

static void delay(struct clock_reading *s, const struct clock_event *e, struct event_effect *f)
{
    if (e->until == NO_DAY) {
        f->kind = timing(s, e, f) == READING_OVER ? EFFECT_TOO_LATE : EFFECT_FLAWED;
    } else if (in_time(s, e, f)) {
        f->kind = EFFECT_DELAYS;
        s->delayed_to = day_later(s->delayed_to, e->until);
    }
}

/* ---- others are asked ---- */

/* How long the other party may take; only that much is excluded. */
static int answer_limit(const struct clock_reading *s, const struct clock_event *e)
{
    switch (clock_event_law(s->law, e)->limit) {
    case LIMIT_THIRD_PARTY: return s->request->regime->third_party;
    case LIMIT_CO_MAKER: return s->request->regime->co_maker;
    case LIMIT_NONE: break;
    }
    return LAW_NO_LIMIT;
}

/* Intervals come in the order of their first days, so only the last one can overlap the next: the two are united, never added. */
static void exclude(struct clock_reading *s, int from, int to)
{
    struct excluded_days *last = s->n_intervals ? &s->intervals[s->n_intervals - 1] : NULL;
    if (last && from <= last->to) {
        last->to = day_later(last->to, to);
        return;
    }
    s->intervals = memory_grow(s->intervals, s->n_intervals, &s->cap_intervals, sizeof *s->intervals);
    s->intervals[s->n_intervals++] = (struct excluded_days){from, to};
}

static void consult(struct clock_reading *s, const struct clock_event *e, struct event_effect *f)
{
    int limit = answer_limit(s, e), base = clock_event_base(e), n;
    if (!in_time(s, e, f)) return;
    f->kind = EFFECT_EXCLUDES;
    f->end = e->answer >= 0 ? s->request->events[e->answer].day : s->request->end;
    if (limit != LAW_NO_LIMIT) {
        if (calendar_add(s->calendar, base, limit, &f->limit)) f->end = day_earlier(f->end, f->limit);
        else if (calendar_span(s->calendar, base, f->end).most > limit) s->unsure = true;
    }
    f->end = day_later(f->end, e->day);
    f->days = calendar_count(s->calendar, e->day, f->end, &n) && !s->unsure ? n : NO_COUNT;
    exclude(s, e->day, f->end);
}

/* ---- all of them ---- */

static void take(struct clock_reading *s, const struct clock_event *e, struct event_effect *f)
{
    switch (clock_event_law(s->law, e)->does) {
    case DOES_ASK_SUPPLEMENT: ask_supplement(s, e, f); break;
    case DOES_SUPPLEMENT: supplement(s, e, f); break;
    case DOES_EXTEND: extend(s, e, f); break;
    case DOES_CONSULT: consult(s, e, f); break;
    case DOES_ASK_REASONS:
        if (s->lenient) consult(s, e, f);
        else f->kind = timing(s, e, f) == READING_OVER ? EFFECT_TOO_LATE : EFFECT_RUNS_ON;
        break;
    case DOES_ANSWER: f->kind = EFFECT_ANSWERS; break;
    case DOES_DELAY: delay(s, e, f); break;
    case DOES_ASK_PAYMENT: ask_payment(s, e, f); break;
    case DOES_PAY: pay(s, e, f); break;
    case DOES_LOSE_CONTACT: lose_contact(s, e, f); break;
    case DOES_FIND_CONTACT: find_contact(s, e, f); break;
    case DOES_WITHDRAW: case DOES_NOTHING: break;
    }
}

/* Once an event is in doubt nothing that follows is known; only events that never move the clock still have their effect. */
void clock_reading_take(struct clock_reading *s, const struct clock_event *e, struct event_effect *f)
{
    enum law_does does = clock_event_law(s->law, e)->does;
    bool moves = does != DOES_ANSWER && does != DOES_WITHDRAW && does != DOES_NOTHING;
    f->after_doubt = s->doubt;
    if (!s->doubt || !moves) take(s, e, f);
    if (s->doubt && moves) *f = (struct event_effect){.kind = EFFECT_DOUBTFUL, .start = f->start, .due = NO_DAY, .limit = f->after_doubt ? NO_DAY : f->limit,
                                                .end = NO_DAY, .after_doubt = f->after_doubt};
}
