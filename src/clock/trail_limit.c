#include "clock/trail_inside.h"
#include "calendar/civil.h"
#include <stdio.h>
#include <string.h>

/* ---- how the due dates come about ---- */

static void say(struct teller *x, const char *sentence) { trail_say(x->t, &x->t->limit, &x->t->n_limit, &x->t->cap_limit, sentence); }

/* Which calendar is missing. */
static const char *unknown_words(struct teller *x, const struct side *s)
{
    int year = civil_year(calendar_first_unknown(s->calendar, s->start - !s->start_known));
    return arena_printf(&x->t->arena, "没有%s%d年的工作日历%s", calendar_name(s->calendar), year,
                        calendars_provisional(x->calendars, s->calendar, year) ? "，只有推算的法定节假日，不作依据" : "");
}

/* The due date, or why there is none. */
static const char *due_words(struct teller *x, const struct side *s)
{
    static const char *const waits[] = {"", "等候补正，没有届满之日", "等候缴费，没有届满之日", "联系中断，没有届满之日"};
    if (s->due_kind == DUE_DAY) return trail_date_weekday(x, s->due);
    if (s->due_kind == DUE_NONE) return waits[s->wait];
    return arena_printf(&x->t->arena, "无法确定（%s）", unknown_words(x, s));
}

static void say_sum(struct teller *x)
{
    struct trail *t = x->t;
    struct text sum = {0};
    const struct side *s = x->v->lenient;
    if (s->due_kind != DUE_DAY || t->excluded_days == TRAIL_NO_COUNT) return;
    text_printf(&sum, "自%s（不含）起%d个工作日（%s）", trail_date(x, t->clock_start), t->reply_days, t->article);
    if (t->excluded_days) text_printf(&sum, "，加不计入的%d个工作日", t->excluded_days);
    if (t->extended_days) text_printf(&sum, "，加延期%d个工作日", t->extended_days);
    if (t->excluded_days || t->extended_days) text_printf(&sum, "，共%d个工作日", t->reply_days + t->excluded_days + t->extended_days);
    text_add(&sum, "。");
    say(x, text_get(&sum));
    if (s->delayed_to != CLOCK_NO_DAY && s->due == s->delayed_to) say(x, arena_printf(&t->arena, "已告知申请人延迟至%s答复，以该日为届满之日。", trail_date(x, s->delayed_to)));
    text_release(&sum);
}

/* The other regime, for comparison only: the same facts under its numbers. */
static void say_comparison(struct teller *x)
{
    if (!x->r->regime->compare) return;
    struct clock_request other = *x->r;
    struct side s = {0};
    other.regime = x->r->regime->compare;
    side_run(&s, x->law, &other, true);
    if (s.due_kind == DUE_UNKNOWN) side_run(&s, x->law, &other, false);
    if (s.due_kind == DUE_DAY)
        say(x, arena_printf(&x->t->arena, "若适用%s，为%d个工作日，届满之日是%s；仅供对照。", other.regime->name, other.regime->reply, trail_date_weekday(x, s.due)));
    side_release(&s);
}

/* ---- days that notices name ---- */

static bool continues(const struct trail_special *run, const struct calendar_day *d, int day)
{
    return run->last == day - 1 && run->work == d->work && !strcmp(run->name, d->name) && !strcmp(run->source, d->source);
}

static void list_special(struct teller *x, int from, int to)
{
    struct trail *t = x->t;
    const struct calendar *c = x->lenient->calendar;
    for (int day = from + 1; day <= to; day++) {
        const struct calendar_day *d = calendar_day(c, day);
        if (!d) continue;
        if (t->n_special && continues(&t->special[t->n_special - 1], d, day)) {
            t->special[t->n_special - 1].last = day;
            continue;
        }
        t->special = memory_grow(t->special, t->n_special, &t->cap_special, sizeof *t->special);
        t->special[t->n_special++] = (struct trail_special){day, day, d->work, NULL, d->name, d->source};
    }
    for (size_t i = 0; i < t->n_special; i++) {
        struct trail_special *run = &t->special[i];
        run->when = run->first == run->last ? trail_date_weekday(x, run->first)
                                            : arena_printf(&t->arena, "%s至%s", trail_date_weekday(x, run->first), trail_date_weekday(x, run->last));
    }
}

void trail_limit(struct teller *x)
{
    const struct side *strict = x->v->strict, *lenient = x->v->lenient;
    const char *a = due_words(x, strict), *b = due_words(x, lenient);
    if (x->r->calendar != x->r->national && (strict->due_kind != lenient->due_kind || strict->due != lenient->due))
        trail_dispute(x, arena_printf(&x->t->arena, "%s的节假日：从严按全国的工作日历；从宽按%s的工作日历。", calendar_name(x->r->calendar), calendar_name(x->r->calendar)));
    say_sum(x);
    if (!strcmp(a, b)) {
        say(x, arena_printf(&x->t->arena, lenient->due_kind == DUE_DAY ? "届满之日：%s；从严、从宽相同。" : "%s；从严、从宽相同。", a));
    } else {
        say(x, arena_printf(&x->t->arena, "从严的届满之日：%s。", a));
        say(x, arena_printf(&x->t->arena, "从宽的届满之日：%s。", b));
    }
    say_comparison(x);
    int to = x->r->end;
    if (lenient->due_kind == DUE_DAY && lenient->due > to) to = lenient->due;
    list_special(x, x->r->receipt, to);
}

/* ---- the conclusion ---- */

static int between(const struct side *s, int from, int to)
{
    int n;
    return calendar_count(s->calendar, from, to, &n) ? n : TRAIL_NO_COUNT;
}

static const char *in_time_words(struct teller *x)
{
    const struct side *s = x->v->lenient;
    if (s->due_kind == DUE_NONE) return s->wait == WAIT_SUPPLEMENT ? "申请人逾期不补正，期限过后结案，不算逾期。"
                                      : s->wait == WAIT_PAYMENT ? "申请人逾期不缴费，期限过后结案，不算逾期。" : "联系中断期间结案，不算逾期。";
    if (x->v->strict->due_kind != DUE_DAY) return "按时答复。";
    int left = between(x->v->strict, x->r->decisive, x->v->strict->due);
    if (left == 0) return "按时答复，在届满之日当天。";
    return left > 0 ? arena_printf(&x->t->arena, "按时答复，比届满之日早%d个工作日。", left) : "按时答复。";
}

static const char *disputed_words(struct teller *x)
{
    const struct side *lenient = x->lenient;
    if (lenient->verdict == SIDE_EARLY || x->strict->verdict == SIDE_EARLY) {
        if (lenient->wait == WAIT_PAYMENT) return "有争议：缴费期限未过，就以逾期未缴费结案。";
        return x->r->events[lenient->asked].until == CLOCK_NO_DAY ? "有争议：没有写明补正期限，就以逾期不补正结案。" : "有争议：补正期限未过，就以逾期不补正结案。";
    }
    int over = between(x->v->strict, x->v->strict->due, x->r->decisive);
    if (over == TRAIL_NO_COUNT || x->v->strict->due_kind != DUE_DAY) return "有争议：从严已逾期，从宽没有逾期。";
    return arena_printf(&x->t->arena, "有争议：从严逾期%d个工作日，从宽没有逾期。", over);
}

static const char *open_words(struct teller *x)
{
    const struct side *s = x->v->lenient;
    const char *today = trail_date(x, x->r->as_of);
    if (s->due_kind != DUE_DAY) return arena_printf(&x->t->arena, "截至%s尚未答复；%s。", today, s->due_kind == DUE_NONE ? due_words(x, s) : "没有逾期，届满之日还无法确定");
    int left = between(s, x->r->as_of, s->due), over = x->v->strict->due_kind == DUE_DAY ? between(x->v->strict, x->v->strict->due, x->r->as_of) : 0;
    if (over > 0) return arena_printf(&x->t->arena, "截至%s尚未答复；从严已逾期%d个工作日，从宽还有%d个工作日。", today, over, left);
    if (left <= 0) return arena_printf(&x->t->arena, "截至%s尚未答复，当天是届满之日。", today);
    return arena_printf(&x->t->arena, "截至%s尚未答复，还有%d个工作日。", today, left);
}

static const char *late_words(struct teller *x)
{
    if (!x->v->over) return "逾期答复，在届满之后的休息日。";
    return x->v->over == CLOCK_NO_COUNT ? "逾期答复。" : arena_printf(&x->t->arena, "逾期答复，超过%d个工作日。", x->v->over);
}

static const char *overdue_words(struct teller *x)
{
    const char *today = trail_date(x, x->r->as_of);
    if (x->v->over == CLOCK_NO_COUNT) return arena_printf(&x->t->arena, "截至%s尚未答复，已逾期。", today);
    return arena_printf(&x->t->arena, "截至%s尚未答复，已逾期%d个工作日。", today, x->v->over);
}

void trail_conclude(struct teller *x)
{
    switch (x->v->state) {
    case CLOCK_IN_TIME: x->t->conclusion = in_time_words(x); break;
    case CLOCK_DISPUTED: x->t->conclusion = disputed_words(x); break;
    case CLOCK_LATE: x->t->conclusion = late_words(x); break;
    case CLOCK_OPEN: x->t->conclusion = open_words(x); break;
    case CLOCK_OVERDUE: x->t->conclusion = overdue_words(x); break;
    case CLOCK_UNKNOWN: x->t->conclusion = arena_printf(&x->t->arena, "无法确定是否按时：%s。", unknown_words(x, x->v->lenient->due_kind == DUE_UNKNOWN ? x->v->lenient : x->v->strict)); break;
    }
}
