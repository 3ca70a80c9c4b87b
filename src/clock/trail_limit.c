#include "clock/trail_inside.h"
#include <string.h>

/* How the due dates come about, and the days that notices name. */

static void say(struct teller *x, const char *sentence) { trail_say(x->t, &x->t->limit, &x->t->n_limit, &x->t->cap_limit, sentence); }

static void say_sum(struct teller *x)
{
    struct trail *t = x->t;
    struct text sum = {0};
    const struct clock_reading *s = x->v->lenient;
    if (s->due_kind != DUE_DAY || t->excluded_days == NO_COUNT) return;
    if (x->v->strict->due_kind != DUE_DAY || x->v->strict->due != s->due) text_add(&sum, "从宽：");
    text_printf(&sum, "自%s（不含）起%d个工作日（%s）", trail_date(x, t->clock_start), t->reply_days, t->article);
    if (t->excluded_days) text_printf(&sum, "，加不计入的%d个工作日", t->excluded_days);
    if (t->extended_days) text_printf(&sum, "，加延期%d个工作日", t->extended_days);
    if (t->excluded_days || t->extended_days) text_printf(&sum, "，共%d个工作日", t->reply_days + t->excluded_days + t->extended_days);
    text_add(&sum, "。");
    say(x, text_get(&sum));
    if (s->delayed_to != NO_DAY && s->due == s->delayed_to) say(x, arena_printf(&t->arena, "已告知申请人延迟至%s答复，以该日为届满之日。", trail_date(x, s->delayed_to)));
    text_release(&sum);
}

/* The other regime, for comparison only: the same facts under its numbers. */
static void say_comparison(struct teller *x)
{
    if (!x->r->regime->compare) return;
    struct clock_request other = *x->r;
    struct clock_reading s = {0};
    other.regime = x->r->regime->compare;
    clock_reading_run(&s, x->law, &other, true);
    if (s.due_kind == DUE_UNKNOWN) clock_reading_run(&s, x->law, &other, false);
    if (s.due_kind == DUE_DAY) {
        struct text with = {0};
        if (clock_reading_excluded(&s).least) text_printf(&with, "，加不计入的%d个工作日", clock_reading_excluded(&s).least);
        if (s.extended) text_printf(&with, "，加延期%d个工作日", s.extended);
        say(x, arena_printf(&x->t->arena, "若适用%s，为%d个工作日%s，届满之日是%s；仅供对照。", other.regime->name, other.regime->reply, text_get(&with), trail_date_weekday(x, s.due)));
        text_release(&with);
    }
    clock_reading_release(&s);
}

static bool same_run(const struct trail_special *run, const struct calendar_day *d)
{
    return run->work == d->work && !strcmp(run->name, d->name) && !strcmp(run->source, d->source);
}

/* Whole runs, also where the clock starts or ends within one. */
static void list_special(struct teller *x, int from, int to)
{
    struct trail *t = x->t;
    const struct calendar *c = x->lenient->calendar;
    for (int day = from + 1; day <= to; day++) {
        const struct calendar_day *d = calendar_day(c, day), *other;
        if (!d) continue;
        struct trail_special run = {day, day, d->work, NULL, d->name, d->source};
        while ((other = calendar_day(c, run.first - 1)) && same_run(&run, other)) run.first--;
        while ((other = calendar_day(c, run.last + 1)) && same_run(&run, other)) run.last++;
        day = run.last;
        run.when = run.first == run.last ? trail_date_weekday(x, run.first)
                                         : arena_printf(&t->arena, "%s至%s", trail_date_weekday(x, run.first), trail_date_weekday(x, run.last));
        t->special = memory_grow(t->special, t->n_special, &t->cap_special, sizeof *t->special);
        t->special[t->n_special++] = run;
    }
}

void trail_limit(struct teller *x)
{
    const struct clock_reading *strict = x->v->strict, *lenient = x->v->lenient;
    const char *a = trail_due(x, strict), *b = trail_due(x, lenient);
    if (x->r->calendar != x->r->national && (strict->due_kind != lenient->due_kind || strict->due != lenient->due))
        trail_dispute(x, arena_printf(&x->t->arena, "%s的节假日：从严按全国的工作日历；从宽按%s的工作日历。", calendar_name(x->r->calendar), calendar_name(x->r->calendar)));
    say_sum(x);
    if (strcmp(a, b)) {
        say(x, arena_printf(&x->t->arena, "从严的届满之日：%s。", a));
        say(x, arena_printf(&x->t->arena, "从宽的届满之日：%s。", b));
    } else if (lenient->due_kind == DUE_UNKNOWN) {
        say(x, arena_printf(&x->t->arena, "届满之日%s。", a));
    } else {
        say(x, arena_printf(&x->t->arena, lenient->due_kind == DUE_DAY ? "届满之日：%s；从严、从宽相同。" : "%s；从严、从宽相同。", a));
    }
    say_comparison(x);
    int to = x->r->end;
    if (lenient->due_kind == DUE_DAY && lenient->due > to) to = lenient->due;
    list_special(x, x->r->receipt, to);
}
