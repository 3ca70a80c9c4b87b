#include "compare/comparison_words.h"
#include "base/text.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *percent_words(int hundredths, char buffer[WORDS])
{
    snprintf(buffer, WORDS, "%d.%02d%%", hundredths / 100, hundredths % 100);
    return buffer;
}

char *measure_words(enum indicator_unit unit, const struct measure *m, char buffer[WORDS])
{
    char shown[WORDS];
    switch (m->state) {
    case MEASURE_ABSENT: snprintf(buffer, WORDS, "—"); return buffer;
    case MEASURE_BLANK: snprintf(buffer, WORDS, "未填"); return buffer;
    case MEASURE_BROKEN: snprintf(buffer, WORDS, "有误"); return buffer;
    case MEASURE_NOTHING: snprintf(buffer, WORDS, "0/0"); return buffer;
    case MEASURE_DOUBTFUL: case MEASURE_FEW: case MEASURE_ENOUGH: break;
    }
    if (unit == UNIT_PERCENT) percent_words(m->rate, shown);
    else snprintf(shown, sizeof shown, "%" PRId64, m->cases.part);
    if (m->state == MEASURE_DOUBTFUL && unit == UNIT_PERCENT && !m->cases.whole) snprintf(shown, sizeof shown, "0/0");
    snprintf(buffer, WORDS, m->state == MEASURE_FEW ? "（%s）" : m->state == MEASURE_DOUBTFUL ? "%.40s※" : "%s", shown);
    return buffer;
}

char *cases_words(enum indicator_unit unit, const struct measure *m, char buffer[WORDS])
{
    buffer[0] = 0;
    if (m->state <= MEASURE_BLANK || unit == UNIT_COUNT) return buffer;
    if (unit == UNIT_DAYS) snprintf(buffer, WORDS, "%" PRId64 "件", m->cases.whole);
    else snprintf(buffer, WORDS, "%" PRId64 "/%" PRId64, m->cases.part, m->cases.whole);
    return buffer;
}

static const char *number_words(int n)
{
    static const char *const numbers[] = {"零", "一", "两", "三", "四", "五", "六", "七", "八", "九"};
    return n >= 0 && n < (int)(sizeof numbers / sizeof *numbers) ? numbers[n] : "多";
}

char *judged_words(const struct measure *m, char buffer[WORDS])
{
    char rate[WORDS];
    buffer[0] = 0;
    if (m->judged.years == 1) percent_words(m->judged.rate, buffer);
    if (m->judged.years > 1) snprintf(buffer, WORDS, "%.20s（近%s年合计）", percent_words(m->judged.rate, rate), number_words(m->judged.years));
    return buffer;
}

char *judged_cases_words(const struct measure *m, char buffer[WORDS])
{
    buffer[0] = 0;
    if (m->judged.years) snprintf(buffer, WORDS, "%" PRId64 "/%" PRId64, m->judged.cases.part, m->judged.cases.whole);
    return buffer;
}

char *interval_words(const struct measure *m, char buffer[WORDS])
{
    char low[WORDS], high[WORDS];
    buffer[0] = 0;
    if (m->judged.years) snprintf(buffer, WORDS, "%.20s–%.20s", percent_words(m->judged.interval.low, low), percent_words(m->judged.interval.high, high));
    return buffer;
}

char *rank_words(const struct measure *m, char buffer[WORDS])
{
    buffer[0] = 0;
    if (m->judged.rank) snprintf(buffer, WORDS, m->judged.tied > 1 ? "并列%d" : "%d", m->judged.rank);
    return buffer;
}

char *deviation_words(int64_t thousandths, char buffer[WORDS])
{
    long long size = llabs(thousandths);
    snprintf(buffer, WORDS, "%s%lld.%02lld", thousandths < 0 ? "-" : "", size / 1000, size % 1000 / 10);
    return buffer;
}

const char *comparison_title(struct arena *a, const struct comparison *c)
{
    int first = c->n_years ? c->years[c->n_years - 1].year : 0, last = c->n_years ? c->years[0].year : 0;
    return first == last ? arena_printf(a, "%d年政府信息公开工作年度报告比较", last)
                         : arena_printf(a, "%d—%d年政府信息公开工作年度报告比较", first, last);
}

const char *entry_short_words(struct arena *a, const struct comparison *c, const struct comparison_entry *e)
{
    const char *name = c->agencies[e->agency].shown;
    if (e->blocking) return arena_printf(a, "%s（%s有%zu处须改正）", name, e->draft ? "草稿，" : "", e->blocking);
    return e->draft ? arena_printf(a, "%s（草稿）", name) : name;
}

const char *entry_words(struct arena *a, const struct comparison *c, const struct comparison_entry *e)
{
    return arena_printf(a, "%d年 %s", c->years[e->year].year, entry_short_words(a, c, e));
}

/* ---- outliers ---- */

static const struct measure *measure_of(const struct comparison *c, const struct outlier *o, size_t entry)
{
    return &c->entries[entry].measures[o->indicator];
}

const char *outlier_against_words(struct arena *a, const struct comparison *c, const struct outlier *o)
{
    if (o->before == NO_ENTRY) return c->n_groups > 1 ? "同类" : "全体";
    return arena_printf(a, "%d年", c->years[c->entries[o->before].year].year);
}

struct outlier_figures outlier_figures(struct arena *a, const struct comparison *c, const struct outlier *o)
{
    char words[WORDS];
    const struct measure *m = measure_of(c, o, o->entry);
    bool peers = o->before == NO_ENTRY;
    const struct measure *other = peers ? comparison_peers_of(c, &c->entries[o->entry], o->indicator) : measure_of(c, o, o->before);
    struct outlier_figures f = {.others = outlier_against_words(a, c, o)};
    f.own = arena_dup(a, peers ? percent_words(m->judged.rate, words) : measure_words(UNIT_PERCENT, m, words));
    f.cases = arena_dup(a, peers ? judged_cases_words(m, words) : cases_words(UNIT_PERCENT, m, words));
    if (peers && m->judged.years > 1) f.cases = arena_printf(a, "%s，近%s年合计", f.cases, number_words(m->judged.years));
    f.other = arena_dup(a, measure_words(UNIT_PERCENT, other, words));
    f.other_cases = arena_dup(a, cases_words(UNIT_PERCENT, other, words));
    return f;
}

const char *outlier_words(struct arena *a, const struct comparison *c, const struct outlier *o)
{
    struct outlier_figures f = outlier_figures(a, c, o);
    return arena_printf(a, "%s %s（%s），%s %s（%s）", c->indicators->list[o->indicator].label, f.own, f.cases, f.others, f.other, f.other_cases);
}

const char *outlier_cell_words(struct arena *a, const struct comparison *c, const struct outlier *o)
{
    char here[WORDS] = "", there[WORDS] = "";
    struct fraction f = {o->value, o->whole};
    if (fraction_fits(f)) percent_words(fraction_rate(f), here);
    if (fraction_fits(o->other)) percent_words(fraction_rate(o->other), there);
    return arena_printf(a, "%s：%" PRId64 "/%" PRId64 "，%s；%s %s", o->name ? arena_printf(a, "%s（%s）", o->name, o->address) : o->address, o->value, o->whole, here, outlier_against_words(a, c, o), there);
}
