#include "clock/trail_inside.h"
#include "calendar/civil.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The trail's own strings and lists, and the sentences that several of its files need. */

const char *trail_date(struct teller *x, int day)
{
    char words[CIVIL_WORDS];
    return arena_dup(&x->t->arena, civil_words(day, words));
}

const char *trail_weekday(int day)
{
    static const char *const names[] = {"星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"};
    return names[civil_weekday(day) - 1];
}

const char *trail_date_weekday(struct teller *x, int day) { return arena_printf(&x->t->arena, "%s（%s）", trail_date(x, day), trail_weekday(day)); }

void trail_say(struct trail *t, const char ***list, size_t *n, size_t *cap, const char *sentence)
{
    *list = memory_grow(*list, *n, cap, sizeof **list);
    (*list)[(*n)++] = arena_dup(&t->arena, sentence);
}

void trail_dispute(struct teller *x, const char *sentence)
{
    struct trail *t = x->t;
    for (size_t i = 0; i < t->n_disputed; i++)
        if (!strcmp(t->disputed[i], sentence)) return;
    trail_say(t, &t->disputed, &t->n_disputed, &t->cap_disputed, sentence);
}

void trail_note(struct teller *x, struct trail_step *step, const char *format, ...)
{
    char sentence[512];
    va_list args;
    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    utf8_drop_cut(sentence);
    trail_say(x->t, &step->notes, &step->n_notes, &step->cap_notes, sentence);
}

const char *trail_yuan(struct teller *x, int64_t amount)
{
    char words[DECIMAL_TEXT];
    return arena_printf(&x->t->arena, "%s元", clock_yuan(amount, words));
}

const char *trail_unknown(struct teller *x, const struct clock_reading *s)
{
    int year = civil_year(calendar_first_unknown(s->calendar, s->start - !s->start_known));
    return arena_printf(&x->t->arena, "没有%s%d年的工作日历%s", calendar_name(s->calendar), year,
                        calendars_provisional(x->calendars, s->calendar, year) ? "，只有推算的法定节假日，不作依据" : "");
}

const char *trail_due(struct teller *x, const struct clock_reading *s)
{
    static const char *const waits[] = {"", "等候补正，没有届满之日", "等候缴费，没有届满之日", "联系中断，没有届满之日"};
    if (s->due_kind == DUE_DAY) return trail_date_weekday(x, s->due);
    if (s->due_kind == DUE_NONE) return waits[s->wait];
    return arena_printf(&x->t->arena, "无法确定（%s）", trail_unknown(x, s));
}

/* ---- the first day ---- */

static const char *first_day(struct teller *x, const struct clock_reading *s, int from)
{
    int first;
    if (calendar_add(s->calendar, from, 1, &first)) return arena_printf(&x->t->arena, "%s为第1个工作日", trail_date(x, first));
    return arena_printf(&x->t->arena, "哪一天是第1个工作日还无法确定（%s）", trail_unknown(x, s));
}

/* Adds that the day is a rest day; false where it is none, or not known to be one. */
static bool tell_rest_day(struct teller *x, struct trail_step *step, const struct calendar *c, int day)
{
    bool work;
    if (!calendar_is(c, day, &work) || work) return false;
    const struct calendar_day *named = calendar_day(c, day);
    trail_note(x, step, "%s是休息日（%s）。", trail_date(x, day), named ? named->name : trail_weekday(day));
    return true;
}

void trail_first_day(struct teller *x, struct trail_step *step, int strict, int lenient, const char *what, const char *lead)
{
    const struct calendar *c = x->r->calendar;
    int next = lenient;
    bool both = strict != NO_DAY;
    if (both && strict != lenient) (void)tell_rest_day(x, step, x->r->national, strict);
    if (tell_rest_day(x, step, c, lenient) && calendar_next(c, lenient, &next))
        trail_dispute(x, arena_printf(&x->t->arena, strict == lenient ? "休息日%s：从严自当日起算，从宽自下一个工作日%s起算。" : "休息日%s：从宽自下一个工作日%s起算。", what,
                                      trail_date(x, next)));
    const char *a = both ? first_day(x, x->strict, strict) : "", *b = first_day(x, x->lenient, next);
    if (!both) trail_note(x, step, "从宽：%s当日不计，%s。", trail_date(x, next), b);
    else if (strict == next && !strcmp(a, b)) trail_note(x, step, "%s当日不计，%s。", lead, a);
    else trail_note(x, step, "从严：%s当日不计，%s；从宽：%s当日不计，%s。", trail_date(x, strict), a, trail_date(x, next), b);
}

void trail_free(struct trail *t)
{
    if (!t) return;
    for (size_t i = 0; i < t->n_steps; i++) free(t->steps[i].notes);
    free(t->steps);
    free(t->limit);
    free(t->disputed);
    free(t->special);
    free(t->breaches);
    arena_release(&t->arena);
    free(t);
}
