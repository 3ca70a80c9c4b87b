#include "clock/trail_inside.h"
#include <string.h>

/* The last sentence: whether the reply was in time, or how much time is left. */

static int between(const struct clock_reading *s, int from, int to)
{
    int n;
    return calendar_count(s->calendar, from, to, &n) ? n : NO_COUNT;
}

static const char *verb(const struct teller *x) { return clock_request_replied(x->r, x->law) ? "答复" : "结案"; }

/* 逾期3个工作日; on a rest day behind the limit no working day has gone by. */
static const char *over_words(struct teller *x, const struct clock_reading *s, int day)
{
    int over = between(s, s->due, day);
    if (over > 0) return arena_printf(&x->t->arena, x->r->closed ? "逾期%d个工作日" : "已逾期%d个工作日", over);
    return arena_printf(&x->t->arena, over ? "已过届满之日（%s）" : "已过届满之日（%s），在其后的休息日", trail_date(x, s->due));
}

/* 还有3个工作日; the last day may be a rest day (条例第三十五条). */
static const char *left_words(struct teller *x, const struct clock_reading *s, int day)
{
    int left = between(s, day, s->due);
    if (day == s->due) return "今天是届满之日";
    return left > 0 ? arena_printf(&x->t->arena, "还有%d个工作日", left) : arena_printf(&x->t->arena, "届满之日是%s", trail_date_weekday(x, s->due));
}

/* ---- closed ---- */

static const char *unknown_due_words(struct teller *x)
{
    const struct clock_reading *s = x->v->strict->due_kind == DUE_UNKNOWN ? x->v->strict : x->v->lenient;
    const struct trail *t = x->t;
    if (t->used_days == NO_COUNT) return arena_printf(&x->t->arena, "没有逾期；届满之日还无法确定（%s）。", trail_unknown(x, s));
    return arena_printf(&x->t->arena, "没有逾期：用去%d个工作日，没有超过期限；届满之日还无法确定（%s）。", t->used_days, trail_unknown(x, s));
}

static const char *in_time_words(struct teller *x)
{
    const struct clock_reading *s = x->v->lenient, *strict = x->v->strict;
    if (s->due_kind == DUE_UNKNOWN || strict->due_kind == DUE_UNKNOWN) return unknown_due_words(x);
    if (strict->due_kind == DUE_NONE) return strict->wait == WAIT_SUPPLEMENT ? "申请人逾期不补正，期限过后结案，不算逾期。"
                                           : strict->wait == WAIT_CONTACT ? "联系中断期间结案，不算逾期。"
                                           : strict->paid ? "申请人逾期没有缴清费用，期限过后结案，不算逾期。" : "申请人逾期不缴费，期限过后结案，不算逾期。";
    int left = between(strict, x->r->decisive, strict->due);
    const char *which = s->due_kind == DUE_DAY && s->due == strict->due ? "" : "从严的";
    if (x->r->decisive == strict->due) return arena_printf(&x->t->arena, "按时%s，在%s届满之日当天。", verb(x), which);
    if (left <= 0) return arena_printf(&x->t->arena, "按时%s，在%s届满之日%s以前。", verb(x), which, trail_date_weekday(x, strict->due));
    return arena_printf(&x->t->arena, "按时%s，比%s届满之日早%d个工作日。", verb(x), which, left);
}

/* Closed as abandoned before the last day of the applicant's time was over. */
static const char *early_words(struct teller *x, const struct clock_reading *s)
{
    const struct clock_event *asked = &x->r->events[s->asked];
    int limit = s->effects[s->asked].limit;
    if (s->wait == WAIT_PAYMENT)
        return limit == NO_DAY ? "有争议：缴费期限未过，就以逾期未缴费结案。"
                                     : arena_printf(&x->t->arena, "有争议：缴费期限（%s）还没有过完，就以逾期未缴费结案。", trail_date(x, limit));
    if (asked->until == NO_DAY) return "有争议：没有写明补正期限，就以逾期不补正结案。";
    return arena_printf(&x->t->arena, "有争议：补正期限（%s）还没有过完，就以逾期不补正结案。", trail_date(x, asked->until));
}

static const char *disputed_words(struct teller *x)
{
    bool strictly = x->v->strict->verdict == READING_OVER;         /* otherwise a region's make-up days end the lenient limit earlier */
    const struct clock_reading *over = strictly ? x->v->strict : x->v->lenient;
    const char *words = over->due_kind == DUE_DAY ? over_words(x, over, x->r->decisive) : "已逾期";
    if (x->lenient->verdict == READING_EARLY) return early_words(x, x->lenient);
    if (x->strict->verdict == READING_EARLY) return early_words(x, x->strict);
    return arena_printf(&x->t->arena, strictly ? "有争议：从严%s，从宽没有逾期。" : "有争议：从宽%s，从严没有逾期。", words);
}

static const char *late_words(struct teller *x)
{
    const struct clock_reading *s = x->v->lenient;
    const char *also = x->v->strict->due_kind == DUE_DAY && x->v->strict->due != s->due ? "从宽也" : "";
    if (s->due_kind != DUE_DAY) return arena_printf(&x->t->arena, "逾期%s。", verb(x));
    int over = between(s, s->due, x->r->decisive);
    if (over > 0) return arena_printf(&x->t->arena, "逾期%s，%s超过%d个工作日。", verb(x), also, over);
    return arena_printf(&x->t->arena, over ? "逾期%s，%s已过届满之日（%s）。" : "逾期%s，%s在届满之日（%s）之后的休息日。", verb(x), also, trail_date(x, s->due));
}

/* ---- open ---- */

static const char *open_side(struct teller *x, const struct clock_reading *s)
{
    int today = x->r->as_of;
    if (s->due_kind == DUE_NONE) return trail_due(x, s);
    if (s->due_kind == DUE_DAY) return s->due < today ? over_words(x, s, today) : left_words(x, s, today);
    const char *lead = s->verdict == READING_OVER ? "已逾期" : s->verdict == READING_IN_TIME ? "没有逾期" : "是否逾期无法确定";
    return arena_printf(&x->t->arena, "%s，届满之日还无法确定（%s）", lead, trail_unknown(x, s));
}

/* What the agency may do when the applicant's time is over without an answer; "" before that. */
static const char *wait_over_words(struct teller *x)
{
    const struct clock_reading *s = x->lenient->wait != WAIT_NONE ? x->lenient : x->strict;
    bool paying = s->wait == WAIT_PAYMENT;
    if (s->doubt || (!paying && s->wait != WAIT_SUPPLEMENT)) return "";
    int limit = paying ? s->effects[s->asked].limit : x->r->events[s->asked].until;
    if (limit == NO_DAY || x->r->as_of <= limit) return "";
    return arena_printf(&x->t->arena, paying ? "缴费期限（%s）已过：申请人没有缴清费用的，可以按逾期未缴费（6.2）了结；已经缴清的，补录缴费的日期和金额。"
                                             : "补正期限（%s）已过：申请人没有补正的，可以按逾期不补正（6.1）了结；已经补正的，补录收到补正的日期。", trail_date(x, limit));
}

static const char *open_words(struct teller *x)
{
    const char *today = trail_date(x, x->r->as_of), *a = open_side(x, x->v->strict), *b = open_side(x, x->v->lenient);
    const char *over = wait_over_words(x);
    if (!strcmp(a, b) && x->v->strict->due == x->v->lenient->due) return arena_printf(&x->t->arena, "截至%s尚未答复，%s。%s", today, a, over);
    return arena_printf(&x->t->arena, "截至%s尚未答复；从严%s；从宽%s。%s", today, a, b, over);
}

static const char *unknown_words(struct teller *x)
{
    const struct clock_reading *s = x->v->lenient->due_kind == DUE_UNKNOWN ? x->v->lenient : x->v->strict;
    return arena_printf(&x->t->arena, x->r->closed ? "无法确定是否按时：%s。" : "尚未答复，无法确定是否逾期：%s。", trail_unknown(x, s));
}

void trail_conclude(struct teller *x)
{
    const struct clock_request *r = x->r;
    if (r->closed && r->decisive < r->receipt) {
        x->t->conclusion = arena_printf(&x->t->arena, "%s早于收到申请之日，无法判断是否按时；请核对日期。", verb(x));
        return;
    }
    switch (x->v->state) {
    case CLOCK_IN_TIME: x->t->conclusion = in_time_words(x); break;
    case CLOCK_DISPUTED: x->t->conclusion = disputed_words(x); break;
    case CLOCK_LATE: x->t->conclusion = late_words(x); break;
    case CLOCK_OPEN: case CLOCK_OVERDUE: x->t->conclusion = open_words(x); break;
    case CLOCK_UNKNOWN: x->t->conclusion = unknown_words(x); break;
    }
}
