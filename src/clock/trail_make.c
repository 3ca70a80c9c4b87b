#include "clock/trail_inside.h"
#include "clock/faults.h"
#include "clock/request_rows.h"
#include <stdlib.h>
#include <string.h>

/* The driver: walks over one request in the order of its days and makes a step for each event. */

static struct trail_step *new_step(struct teller *x, int day, const char *title, const char *article)
{
    struct trail *t = x->t;
    t->steps = memory_grow(t->steps, t->n_steps, &t->cap_steps, sizeof *t->steps);
    t->steps[t->n_steps] = (struct trail_step){.day = day, .when = trail_date_weekday(x, day), .title = title, .article = article, .nth = NO_COUNT, .effect = "none"};
    return &t->steps[t->n_steps++];
}

/* ---- receipt and reply ---- */

/* How long the request lay in other offices of the agency. */
static void tell_handed(struct teller *x, struct trail_step *step)
{
    const struct clock_request *r = x->r;
    int days;
    if (r->first == NO_DAY || r->handed == NO_DAY || r->first > r->handed) return;
    const char *named = x->law->requests->columns[r->by->first.columns[0]].heading;
    if (strcmp(named, r->first_by)) trail_note(x, step, "没有%s，以%s为首次到达本机关之日。", named, r->first_by);
    if (r->first == r->handed) trail_note(x, step, "%s首次到达本机关，当天转到公开工作机构。", trail_date(x, r->first));
    else if (calendar_count(r->calendar, r->first, r->handed, &days))
        trail_note(x, step, "%s首次到达本机关，%s公开工作机构收到，内部流转%d个工作日。", trail_date(x, r->first), trail_date(x, r->handed), days);
    else trail_note(x, step, "%s首次到达本机关，%s公开工作机构收到。", trail_date(x, r->first), trail_date(x, r->handed));
}

static void tell_receipt(struct teller *x)
{
    const struct clock_request *r = x->r;
    const char *first = x->law->requests->columns[r->by->strict.columns[0]].heading;
    struct trail_step *step = new_step(x, r->receipt, "收到申请", r->by->article);
    const char *way = x->law->channel_codes->codes[r->channel - 1].label;
    tell_handed(x, step);
    if (!strcmp(first, r->receipt_by)) trail_note(x, step, "申请方式为%s，以%s为收到申请之日。", way, r->receipt_by);
    else trail_note(x, step, "申请方式为%s；没有%s，以%s为收到申请之日。", way, first, r->receipt_by);
    if (r->receipt_lenient != r->receipt)
        trail_dispute(x, arena_printf(&x->t->arena, "没有双方确认的记录：从严以%s（%s）为收到之日%s%s%s；从宽以%s（%s）为收到之日。", r->receipt_by, trail_date(x, r->receipt),
                                      r->by->reason ? "（" : "", r->by->reason ? r->by->reason : "", r->by->reason ? "）" : "", r->lenient_by,
                                      trail_date(x, r->receipt_lenient)));
    trail_first_day(x, step, r->receipt, r->receipt_lenient, "收到的申请", "收到");
}

/* Closed for want of an answer while nothing was waited for; or closed otherwise during a wait. */
static void tell_no_wait(struct teller *x, struct trail_step *step)
{
    enum law_wait closed_by = x->law->outcomes[x->r->outcome].waits_for;
    enum law_does answer = closed_by == WAIT_SUPPLEMENT ? DOES_SUPPLEMENT : DOES_PAY;
    enum law_wait wait = x->lenient->wait;
    bool answered = false;
    if (x->lenient->doubt || wait == closed_by) return;
    if (wait == WAIT_SUPPLEMENT) trail_note(x, step, "申请人没有补正；按没有要求补正计算期限。");
    if (wait == WAIT_PAYMENT) trail_note(x, step, "费用没有缴清；按没有收费通知计算期限。");
    if (closed_by == WAIT_NONE) return;
    for (size_t i = 0; i < x->r->n_events; i++)
        answered = answered || (clock_event_law(x->law, &x->r->events[i])->does == answer && x->lenient->effects[i].kind == EFFECT_RESTARTS);
    if (closed_by == WAIT_SUPPLEMENT)
        trail_note(x, step, answered ? "申请人已经补正，不是逾期不补正；按答复期限计算。" : "没有生效的补正告知，不是逾期不补正；按答复期限计算。");
    else trail_note(x, step, answered ? "申请人已经缴清费用，不是逾期不缴费；按答复期限计算。" : "没有生效的收费通知，不是逾期不缴费；按答复期限计算。");
}

static void tell_used(struct teller *x, struct trail_step *step)
{
    struct trail *t = x->t;
    const struct clock_reading *a = x->v->strict, *b = x->v->lenient;
    bool part = a->start != b->start || (a->due_kind == DUE_DAY && b->due_kind == DUE_DAY && a->due != b->due);
    const char *lead = part ? "从宽：" : "";
    if (t->used_days == NO_COUNT) return;
    if (t->excluded_days == NO_COUNT)
        trail_note(x, step, "%s自%s（不含）起用去%d个工作日，征求意见所需的时间不计入期限。", lead, trail_date(x, t->clock_start), t->used_days);
    else if (t->excluded_days) trail_note(x, step, "%s自%s（不含）起用去%d个工作日，另有%d个工作日不计入期限。", lead, trail_date(x, t->clock_start), t->used_days, t->excluded_days);
    else trail_note(x, step, "%s自%s（不含）起用去%d个工作日。", lead, trail_date(x, t->clock_start), t->used_days);
}

static void tell_reply(struct teller *x)
{
    const struct clock_request *r = x->r;
    if (!r->closed) return;
    bool replied = clock_request_replied(r, x->law);
    const char *what = replied ? "答复" : "结案";
    struct trail_step *step = new_step(x, r->decisive, what, NULL);
    bool delivered = r->delivery && strcmp(r->decisive_by, x->law->requests->columns[x->law->otherwise.columns[0]].heading);
    if (delivered) step->article = x->law->delivery_article;
    trail_note(x, step, "办理结果：%s %s。", x->law->outcome_codes->codes[r->outcome - 1].code, x->law->outcome_codes->codes[r->outcome - 1].label);
    if (r->delivery) trail_note(x, step, "%s，以%s为%s之日。", x->law->delivery_codes->codes[r->delivery - 1].label, r->decisive_by, what);
    else trail_note(x, step, "没有送达方式，以%s为%s之日。", r->decisive_by, what);
    tell_no_wait(x, step);
    tell_used(x, step);
}

/* ---- all of it ---- */

static void tell_event(struct teller *x, size_t i)
{
    const struct clock_event *e = &x->r->events[i];
    const struct law_event *le = clock_event_law(x->law, e);
    const struct event_effect *f = &x->lenient->effects[i];
    const struct event_effect *g = &x->strict->effects[i];
    struct trail_step *step = new_step(x, e->day, le->label, law_article(x->law, x->r->regime, e->event));
    int nth, strict;
    bool work;
    step->event = le->code;
    step->effect = trail_effect_id(f->kind);
    bool counted = e->day > f->start && calendar_is(x->lenient->calendar, e->day, &work) && work && f->kind != EFFECT_AFTER_REPLY && f->kind != EFFECT_DOUBTFUL && !f->after_doubt;
    if (counted && calendar_count(x->lenient->calendar, f->start, e->day, &nth)) step->nth = nth;
    step->by_lenient = step->nth != NO_COUNT && (!calendar_count(x->strict->calendar, g->start, e->day, &strict) || strict != nth);
    trail_event(x, step, i);
}

/* In the order of the days; receipt and reply stand in their places, also where an event has an impossible day. */
static void tell_steps(struct teller *x)
{
    const struct clock_request *r = x->r;
    size_t i = 0;
    while (i < r->n_events && r->events[i].day < r->receipt) tell_event(x, i++);
    tell_receipt(x);
    while (i < r->n_events && (!r->closed || r->events[i].day <= r->decisive)) tell_event(x, i++);
    tell_reply(x);
    while (i < r->n_events) tell_event(x, i++);
}

static bool note_breach(void *context, const struct clock_fault *fault)
{
    struct trail *t = context;
    trail_say(t, &t->breaches, &t->n_breaches, &t->cap_breaches, fault->kind);
    return true;
}

static void fill(struct teller *x)
{
    struct trail *t = x->t;
    const struct clock_request *r = x->r;
    const struct verdict *v = x->v;
    t->regime_id = r->regime->id;
    t->regime = r->regime->name;
    t->article = r->regime->reply_article;
    t->calendar = calendar_name(r->calendar);
    t->receipt = r->receipt;
    t->clock_start = v->clock_start;
    t->reply_days = r->regime->reply;
    t->excluded_days = v->excluded;
    t->extended_days = v->extended;
    t->due_strict = v->strict->due;
    t->due_lenient = v->lenient->due;
    t->decisive = r->closed ? r->decisive : NO_DAY;
    t->used_days = v->used;
    t->over_days = v->over;
    t->state = clock_state_id(v->state);
    tell_steps(x);
    trail_limit(x);
    trail_conclude(x);
    if (!faults_find(v, (struct fault_sink){note_breach, t})) abort();
}

static bool find_names(struct trail *t, struct store *store, int64_t request, struct diag *diag)
{
    struct query *q;
    bool row;
    if (!query_open(&q, store, "SELECT r.no, a.name FROM requests r LEFT JOIN agencies a ON a.id = r.agency WHERE r.id = :id", "trail", 1, diag)) return false;
    query_bind(q, ":id", request);
    bool ok = query_next(q, &row, diag);
    if (ok && row) {
        t->request = arena_dup(&t->arena, query_text(q, 0));
        t->agency = arena_dup(&t->arena, query_text(q, 1));
    }
    query_close(q);
    return ok;
}

bool trail_make(struct trail **out, struct store *store, const struct clock_context *context, int64_t request, struct diag *diag)
{
    struct trail *t = memory_alloc(sizeof *t);
    struct request_rows *rows = NULL;
    struct clock_request *r = NULL;
    struct verdict v = {0};
    bool ok = false;
    if (!find_names(t, store, request, diag) || !request_rows_open(&rows, store, context, request, diag) || !request_rows_next(rows, &r, diag)) goto out;
    if (!r || !r->receipt_by) {
        diag_fail(diag, DIAG_INPUT, "%s 查不到收到申请的日期，算不出期限", t->request ? t->request : "");
        goto out;
    }
    verdict_reach(&v, context->law, r);
    fill(&(struct teller){t, context->law, r, &v, &v.readings[0], &v.readings[1], context->calendars});
    *out = t;
    ok = true;
out:
    verdict_release(&v);
    request_rows_close(rows);
    if (!ok) trail_free(t);
    return ok;
}
