#include "clock/trail_inside.h"

/* What each event did to the limit, in sentences: the lenient reading, and where the strict one differs. */

const char *trail_effect_id(enum effect_kind kind)
{
    static const char *const ids[] = {
        [EFFECT_NONE] = "none", [EFFECT_BEFORE_RECEIPT] = "before_receipt", [EFFECT_AFTER_REPLY] = "after_reply", [EFFECT_NOT_YET] = "not_yet",
        [EFFECT_TOO_LATE] = "too_late", [EFFECT_DOUBTFUL] = "doubtful", [EFFECT_PAYS_PART] = "pays_part", [EFFECT_WAITS] = "waits", [EFFECT_RESTARTS] = "restarts", [EFFECT_NO_RESTART] = "no_restart",
        [EFFECT_NOTICE_LATE] = "notice_late", [EFFECT_AGAIN] = "again", [EFFECT_EXCLUDES] = "excludes", [EFFECT_RUNS_ON] = "runs_on",
        [EFFECT_ANSWERS] = "answers", [EFFECT_EXTENDS] = "extends", [EFFECT_FLAWED] = "flawed", [EFFECT_DELAYS] = "delays"};
    return ids[kind];
}

/* The event at hand, its effect on the lenient reading (f) and on the strict one (g). */
struct told {
    struct teller *x;
    struct trail_step *step;
    const struct clock_event *e;
    const struct event_effect *f, *g;
    const struct law_regime *regime;
};

static const char *date(struct told *o, int day) { return trail_date(o->x, day); }

/* ---- asking the applicant ---- */

/* From which day the strict reading counts where the event does not move it. */
static const char *strict_base(const struct told *o)
{
    const char *base = "收到申请";
    for (const struct clock_event *e = o->x->r->events; e < o->e; e++) {
        if (o->x->strict->effects[e - o->x->r->events].kind != EFFECT_RESTARTS) continue;
        enum law_does does = clock_event_law(o->x->law, e)->does;
        base = does == DOES_FIND_CONTACT ? "恢复联系" : does == DOES_PAY ? "缴清费用" : "收到补正";
    }
    return base;
}

static bool contact_was_lost(const struct told *o)
{
    bool lost = false;
    for (const struct clock_event *e = o->x->r->events; e < o->e; e++)
        if (clock_event_law(o->x->law, e)->does == DOES_FIND_CONTACT) lost = lost || o->x->lenient->effects[e - o->x->r->events].kind == EFFECT_RESTARTS;
    return lost;
}

static void supplement_notice(struct told *o)
{
    const struct clock_event *e = o->e;
    int limit = o->regime->supplement_notice;
    if (e->until != NO_DAY) trail_note(o->x, o->step, "要求申请人至迟于%s补正；等候补正期间没有届满之日。", date(o, e->until));
    else trail_note(o->x, o->step, "没有写明补正期限；等候补正期间没有届满之日。");
    if (limit != LAW_NO_LIMIT && o->f->limit != NO_DAY && e->day > o->f->limit)
        trail_note(o->x, o->step, "补正告知应在%s后%d个工作日内作出，至迟%s，已逾期。", contact_was_lost(o) ? "恢复联系" : "收到申请", limit, date(o, o->f->limit));
    if (o->g->kind == EFFECT_NOTICE_LATE)
        trail_dispute(o->x, arena_printf(&o->x->t->arena, "逾期的补正告知：从严不影响期限，仍自%s之日起算；从宽自收到补正之日重新起算。", strict_base(o)));
    if (o->g->kind == EFFECT_AGAIN) trail_dispute(o->x, "第二次补正告知：从严只有第一次补正使期限重新起算；从宽每一次都是。");
}

static void fee_notice(struct told *o)
{
    if (o->e->party_received != NO_DAY) trail_note(o->x, o->step, "申请人%s收到通知。", date(o, o->e->party_received));
    if (o->f->limit != NO_DAY)
        trail_note(o->x, o->step, "应自收到通知次日起%d个工作日内缴费，至迟%s；等候缴费期间没有届满之日。", o->regime->payment, date(o, o->f->limit));
    else trail_note(o->x, o->step, "等候缴费期间没有届满之日。");
    if (o->f->fee != CLOCK_NO_AMOUNT && o->f->fee != o->e->amount) trail_note(o->x, o->step, "连同前面的通知，共应缴%s。", trail_yuan(o->x, o->f->fee));
}

static void waits(struct told *o)
{
    switch (clock_event_law(o->x->law, o->e)->does) {
    case DOES_ASK_SUPPLEMENT: supplement_notice(o); break;
    case DOES_ASK_PAYMENT: fee_notice(o); break;
    default: trail_note(o->x, o->step, "无法与申请人取得联系，期限自恢复联系之日起算。"); break;
    }
}

/* The notice that this event answers: the last one in force before it. */
static const struct clock_event *asked(const struct told *o, enum law_does does)
{
    const struct clock_event *last = NULL;
    for (const struct clock_event *e = o->x->r->events; e < o->e; e++)
        if (clock_event_law(o->x->law, e)->does == does && o->x->lenient->effects[e - o->x->r->events].kind == EFFECT_WAITS) last = e;
    return last;
}

/* What has been paid of what was asked for. */
static void payment(struct told *o)
{
    const struct clock_event *notice = asked(o, DOES_ASK_PAYMENT);
    int last = notice ? o->x->lenient->effects[notice - o->x->r->events].limit : NO_DAY;
    int64_t fee = o->f->fee, paid = o->f->paid;
    if (fee == CLOCK_NO_AMOUNT || paid == CLOCK_NO_AMOUNT)
        trail_note(o->x, o->step, "%s没有写明金额，按已经缴清计算。", fee == CLOCK_NO_AMOUNT ? "收费通知" : "缴费");
    else if (paid < fee)
        trail_note(o->x, o->step, "应缴%s，已缴%s，还差%s；没有缴清，期限不重新起算。", trail_yuan(o->x, fee), trail_yuan(o->x, paid), trail_yuan(o->x, fee - paid));
    else if (paid > fee) trail_note(o->x, o->step, "应缴%s，已缴%s，多缴%s。", trail_yuan(o->x, fee), trail_yuan(o->x, paid), trail_yuan(o->x, paid - fee));
    else trail_note(o->x, o->step, "应缴%s，已经缴清。", trail_yuan(o->x, fee));
    if (last != NO_DAY && o->e->day > last) trail_note(o->x, o->step, "迟于缴费期限（%s）。", date(o, last));
}

/* A supplement that came after its time and was accepted. */
static void late_supplement(struct told *o)
{
    const struct clock_event *notice = asked(o, DOES_ASK_SUPPLEMENT);
    if (notice && notice->until != NO_DAY && o->e->day > notice->until)
        trail_note(o->x, o->step, "迟于补正期限（%s），机关仍然收下。", date(o, notice->until));
}

static void restarts(struct told *o)
{
    enum law_does does = clock_event_law(o->x->law, o->e)->does;
    bool found = does == DOES_FIND_CONTACT, both = o->g->kind == EFFECT_RESTARTS;
    const char *what = found ? "恢复的联系" : does == DOES_PAY ? "缴清的费用" : "收到的补正";
    if (does == DOES_PAY) payment(o);
    if (does == DOES_SUPPLEMENT) late_supplement(o);
    trail_note(o->x, o->step, "%s%s", both ? "" : "从宽：", found ? "期限自恢复联系之日起算。" : "期限重新起算，此前的延期和征求意见不再计算。");
    if (!both && o->g->kind != EFFECT_DOUBTFUL) trail_note(o->x, o->step, "从严：不重新起算。");
    trail_first_day(o->x, o->step, both ? o->e->day : NO_DAY, o->e->day, what, "");
}

/* ---- asking others ---- */

static void consults(struct told *o)
{
    const struct clock_event *e = o->e;
    bool reasons = clock_event_law(o->x->law, e)->does == DOES_ASK_REASONS;
    int back = e->answer >= 0 ? o->x->r->events[e->answer].day : NO_DAY;
    const char *received = e->party_received == NO_DAY ? "" : arena_printf(&o->x->t->arena, "对方%s收到，", date(o, e->party_received));
    const char *limit = o->f->limit == NO_DAY ? "" : arena_printf(&o->x->t->arena, "%s至迟应于%s答复；", *received ? "" : "对方", date(o, o->f->limit));
    if (back != NO_DAY) trail_note(o->x, o->step, "%s%s%s%s。", received, limit, date(o, back), reasons ? "收到说明" : "收到答复");
    else trail_note(o->x, o->step, o->x->r->closed ? "%s%s没有答复的记录，算至%s。" : "%s%s还没有答复的记录，暂算至%s。", received, limit, date(o, o->f->end));
    if (back != NO_DAY && o->f->end < back) trail_note(o->x, o->step, "超过对方答复期限的等候不扣除。");
    if (o->f->days == 0) trail_note(o->x, o->step, "没有占用工作日，不扣除。");
    else if (o->f->days != NO_COUNT)
        trail_note(o->x, o->step, "%s（不含）至%s，%d个工作日不计入期限。", date(o, e->day), date(o, o->f->end), o->f->days);
    if (reasons && o->f->days) trail_dispute(o->x, "要求申请人说明理由的时间：从严照常计算；从宽不计入期限。");
}

/* ---- longer limits ---- */

static void extends(struct told *o)
{
    const struct clock_event *e = o->e;
    const char *lead = o->g->due == o->f->due ? "" : "从宽：";
    if (o->f->due != NO_DAY) trail_note(o->x, o->step, "%s当时的届满之日是%s。", lead, date(o, o->f->due));
    if (o->g->kind == EFFECT_AGAIN)
        trail_dispute(o->x, arena_printf(&o->x->t->arena, "没有写明天数的延期以后又告知延期%d个工作日：从严前一次已经用去仅有的一次延期，不再延长；从宽以后一次写明的天数为准。",
                                         o->f->days));
    if (e->days == NO_COUNT) trail_dispute(o->x, arena_printf(&o->x->t->arena, "没有写明天数的延期：从严不延长；从宽延长%d个工作日。", o->f->days));
    else if (e->days > o->f->days) trail_note(o->x, o->step, "记为%d个工作日，超过上限的部分不算。", e->days);
    trail_note(o->x, o->step, "负责人%s同意，%s%s延长%d个工作日。", date(o, e->approved), e->days == NO_COUNT ? "没有写明天数；" : "",
               o->g->kind == EFFECT_EXTENDS ? "" : "从宽", o->f->days);
}

static void flawed(struct told *o)
{
    const struct clock_event *e = o->e;
    if (clock_event_law(o->x->law, e)->does == DOES_DELAY) {
        trail_note(o->x, o->step, "没有写明延迟到哪一天，不起作用。");
        return;
    }
    if (e->amount == 0) {
        trail_note(o->x, o->step, clock_event_law(o->x->law, e)->does == DOES_PAY ? "金额是零，等于没有缴费，期限不变。" : "金额是零，等于没有收费，期限不变。");
        return;
    }
    if (!e->has_approver) trail_note(o->x, o->step, "没有批准人的记录，不延长。");
    if (e->approved == NO_DAY) trail_note(o->x, o->step, "没有批准日期，不延长。");
    else if (e->approved > e->day) trail_note(o->x, o->step, "批准（%s）晚于告知，不延长。", date(o, e->approved));
    if (e->days == 0) trail_note(o->x, o->step, "延长天数是零。");
}

static void too_late(struct told *o)
{
    int over;
    const char *lead = o->f->waiting ? "等候期间的步骤仍按原来的期限计：" : "";
    if (o->f->due == NO_DAY || !calendar_count(o->x->lenient->calendar, o->f->due, o->e->day, &over)) trail_note(o->x, o->step, "%s已过答复期限，不起作用。", lead);
    else if (!over) trail_note(o->x, o->step, "%s期限已于%s届满，这一天是其后的休息日，不起作用。", lead, date(o, o->f->due));
    else trail_note(o->x, o->step, "%s期限已于%s届满，超过%d个工作日，不起作用。", lead, date(o, o->f->due), over);
}

static void delays(struct told *o)
{
    trail_note(o->x, o->step, "告知申请人延迟至%s答复。", date(o, o->e->until));
    if (o->f->due == NO_DAY) trail_note(o->x, o->step, "法定期限的届满之日还无法确定；延迟不缩短法定期限。");
    else if (o->e->until < o->f->due)
        trail_note(o->x, o->step, "早于当时%s的届满之日%s；延迟不缩短期限。", o->g->due == o->f->due ? "" : "从宽", date(o, o->f->due));
}

static void doubtful(struct told *o)
{
    if (o->f->after_doubt) trail_note(o->x, o->step, "前面的步骤是否在期限内还无法确定，这一步对期限的作用也无法确定。");
    else trail_note(o->x, o->step, "是否在期限内还无法确定（%s），以后的期限也无法确定。", trail_unknown(o->x, o->x->lenient));
}

/* Paid when nothing was left to pay. */
static void paid_again(struct told *o)
{
    int64_t fee, paid;
    if (clock_event_law(o->x->law, o->e)->does == DOES_PAY && clock_request_money(o->x->r, o->x->law, (size_t)(o->e - o->x->r->events), &fee, &paid) && paid > fee)
        trail_note(o->x, o->step, "应缴%s，已缴%s，多缴%s。", trail_yuan(o->x, fee), trail_yuan(o->x, paid), trail_yuan(o->x, paid - fee));
}

static void no_restart(struct told *o)
{
    bool paid = clock_event_law(o->x->law, o->e)->does == DOES_PAY;
    bool was_asked = asked(o, paid ? DOES_ASK_PAYMENT : DOES_ASK_SUPPLEMENT) != NULL;
    if (was_asked) trail_note(o->x, o->step, paid ? "这时已经不在等候缴费，期限不变。" : "这时已经不在等候补正，期限不变。");
    else trail_note(o->x, o->step, paid ? "没有生效的收费通知，期限不变。" : "没有生效的补正告知，期限不变。");
    paid_again(o);
}

void trail_event(struct teller *x, struct trail_step *step, size_t i)
{
    struct told o = {x, step, &x->r->events[i], &x->lenient->effects[i], &x->strict->effects[i], x->r->regime};
    switch (o.f->kind) {
    case EFFECT_BEFORE_RECEIPT: trail_note(x, step, "早于收到申请之日，不起作用；请核对日期。"); break;
    case EFFECT_AFTER_REPLY:
        trail_note(x, step, "在答复之后，不影响期限。");
        paid_again(&o);
        break;
    case EFFECT_NOT_YET: trail_note(x, step, "晚于今天，还没有计入。"); break;
    case EFFECT_TOO_LATE: too_late(&o); break;
    case EFFECT_WAITS: waits(&o); break;
    case EFFECT_RESTARTS: restarts(&o); break;
    case EFFECT_NO_RESTART: no_restart(&o); break;
    case EFFECT_AGAIN: trail_note(x, step, "已经延期一次，不再延长。"); break;
    case EFFECT_EXCLUDES: consults(&o); break;
    case EFFECT_EXTENDS: extends(&o); break;
    case EFFECT_FLAWED: flawed(&o); break;
    case EFFECT_DELAYS: delays(&o); break;
    case EFFECT_DOUBTFUL: doubtful(&o); break;
    case EFFECT_PAYS_PART: payment(&o); break;
    case EFFECT_NONE: trail_note(x, step, "不影响期限。"); break;
    case EFFECT_ANSWERS: case EFFECT_NOTICE_LATE: case EFFECT_RUNS_ON: break;      /* said with the question, or only on the strict reading */
    }
    if (o.g->kind == EFFECT_DOUBTFUL && !o.g->after_doubt && o.f->kind != EFFECT_DOUBTFUL)
        trail_dispute(x, arena_printf(&x->t->arena, "%s的%s：从严是否有效还无法确定（%s）。", trail_date(x, o.e->day), step->title, trail_unknown(x, x->strict)));
    if (o.g->kind == EFFECT_TOO_LATE && o.f->kind != EFFECT_TOO_LATE && o.f->kind != EFFECT_DOUBTFUL)
        trail_dispute(x, arena_printf(&x->t->arena, "%s的%s：从严的期限当时已届满，不起作用；从宽仍起作用。", trail_date(x, o.e->day), step->title));
}
