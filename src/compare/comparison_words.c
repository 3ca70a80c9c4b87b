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
    case MEASURE_BROKEN: snprintf(buffer, WORDS, "有误"); return buffer;
    case MEASURE_NOTHING: snprintf(buffer, WORDS, "0/0"); return buffer;
    case MEASURE_FEW: case MEASURE_ENOUGH: break;
    }
    if (unit == UNIT_PERCENT) percent_words(m->rate, shown);
    else snprintf(shown, sizeof shown, "%" PRId64, m->cases.part);
    snprintf(buffer, WORDS, m->state == MEASURE_FEW ? "（%s）" : "%s", shown);
    return buffer;
}

char *cases_words(enum indicator_unit unit, const struct measure *m, char buffer[WORDS])
{
    buffer[0] = 0;
    if (m->state == MEASURE_ABSENT || unit == UNIT_COUNT) return buffer;
    if (unit == UNIT_DAYS) snprintf(buffer, WORDS, "%" PRId64 "件", m->cases.whole);
    else snprintf(buffer, WORDS, "%" PRId64 "/%" PRId64, m->cases.part, m->cases.whole);
    return buffer;
}

char *interval_words(const struct measure *m, char buffer[WORDS])
{
    char low[WORDS], high[WORDS];
    buffer[0] = 0;
    if (m->rank) snprintf(buffer, WORDS, "%.20s–%.20s", percent_words(m->interval.low, low), percent_words(m->interval.high, high));
    return buffer;
}

char *rank_words(const struct measure *m, char buffer[WORDS])
{
    buffer[0] = 0;
    if (m->rank) snprintf(buffer, WORDS, m->tied > 1 ? "并列%d" : "%d", m->rank);
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
    return arena_printf(a, "%s%s", c->agencies[e->agency].name, e->draft ? "（草稿）" : "");
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
    if (o->before == NO_ENTRY) return "全体";
    return arena_printf(a, "%d年", c->years[c->entries[o->before].year].year);
}

const char *outlier_words(struct arena *a, const struct comparison *c, const struct outlier *o)
{
    char now[WORDS], cases[WORDS], then[WORDS], those[WORDS];
    const struct measure *m = measure_of(c, o, o->entry);
    const struct measure *other = o->before == NO_ENTRY ? &c->years[c->entries[o->entry].year].pooled[o->indicator] : measure_of(c, o, o->before);
    return arena_printf(a, "%s %s（%s），%s %s（%s）", c->indicators->list[o->indicator].label, measure_words(UNIT_PERCENT, m, now),
                        cases_words(UNIT_PERCENT, m, cases), outlier_against_words(a, c, o), measure_words(UNIT_PERCENT, other, then),
                        cases_words(UNIT_PERCENT, other, those));
}

const char *outlier_cell_words(struct arena *a, const struct comparison *c, const struct outlier *o)
{
    char here[WORDS] = "", there[WORDS] = "";
    struct fraction f = {o->value, o->whole};
    if (fraction_fits(f)) percent_words(fraction_rate(f), here);
    if (fraction_fits(o->other)) percent_words(fraction_rate(o->other), there);
    return arena_printf(a, "%s：%" PRId64 "/%" PRId64 "，%s；%s %s", o->name ? arena_printf(a, "%s（%s）", o->name, o->address) : o->address, o->value, o->whole, here, outlier_against_words(a, c, o), there);
}

/* ---- sentences ---- */

const char *comparison_summary(struct arena *a, const struct comparison *c)
{
    enum { MOST_YEARS = 3 };                           /* whose reports are counted in the sentence */
    size_t drafts = 0;
    struct text t = {0};
    for (size_t i = 0; i < c->n_years; i++) drafts += c->years[i].drafts;
    text_printf(&t, "本比较根据%zu个机关%zu个年度的%zu份年度报告编制", c->n_agencies, c->n_years, c->n_entries);
    if (drafts) text_printf(&t, "，其中%zu份还是草稿", drafts);
    text_add(&t, "。");
    for (size_t i = 0; c->n_years <= MOST_YEARS && i < c->n_years; i++)
        text_printf(&t, "%s%d年%zu份%s", i ? "，" : "各年度：", c->years[i].year, c->years[i].n, i + 1 < c->n_years ? "" : "。");
    const char *copy = arena_dup(a, text_get(&t));
    text_release(&t);
    return copy;
}

const char *const *comparison_method(struct arena *a, const struct comparison *c, size_t *n)
{
    enum { LINES = 5 };
    const char **list = arena_alloc(a, LINES * sizeof *list);
    *n = 0;
    list[(*n)++] = "每个比率由报告里的单元格算出，分子和分母同列；百分数保留两位小数，四舍五入。“—”是报告里没有这些数，“0/0”是没有件数，"
                   "“有误”是报告里的数自相矛盾（分子大于分母，或者是负数），这样的数不计入全体。";
    list[(*n)++] = arena_printf(a, "分母少于%" PRId64 "件的，比率写在括号里，只供参考，不排名，不作判断。", c->least);
    list[(*n)++] = "区间是 95% 的威尔逊区间。名次按比率从高到低排，越低越好的指标从低到高排；比率落在同组最前者的区间之内的，差别可能出于偶然，列为并列。"
                   "中位数没有区间，不排名。";
    list[(*n)++] = arena_printf(a, "离群是指与全体（当年全部报告合计）或者与本机关上一年度相比，偏离达到 %" PRId64 ".%02" PRId64
                                   " 倍标准差；同时指出偏离最多的单元格。离群只说明数字不同寻常，不说明对错。", c->limit / 1000, c->limit % 1000 / 10);
    list[(*n)++] = "公开率、不予公开率等取决于申请的内容，高低本身不说明优劣；按期答复率越高越好，复议、诉讼纠错率和答复用时越低越好。";
    return list;
}

/* 检查规则：ab12cd34（2份）、未注明（1份） */
static const char *set_words(struct arena *a, const struct comparison *c, size_t from)
{
    enum { SHOWN = 8 };
    struct text t = {0};
    text_printf(&t, "各报告的%s不一致：", c->sets[from].label);
    for (size_t i = from; i < c->n_sets && !strcmp(c->sets[i].label, c->sets[from].label); i++) {
        const char *value = c->sets[i].value;
        bool hash = value && strlen(value) == DIGEST_HEX - 1;
        if (i > from) text_add(&t, "、");
        if (!value) text_add(&t, "未注明");
        else text_printf(&t, "%.*s", hash ? SHOWN : (int)strlen(value), value);      /* of a hash its beginning */
        text_printf(&t, "（%zu份）", c->sets[i].n);
    }
    text_add(&t, "。由不同版本得出的数，比较时请留意。");
    const char *copy = arena_dup(a, text_get(&t));
    text_release(&t);
    return copy;
}

const char *const *comparison_cautions(struct arena *a, const struct comparison *c, size_t *n)
{
    const char **list = arena_alloc(a, (c->n_sets + c->n_unread + c->n_years + 1) * sizeof *list);
    *n = 0;
    for (size_t i = 0; i < c->n_unread; i++) list[(*n)++] = arena_printf(a, "没有读成，不在比较之内：%s。", c->unread[i]);
    for (size_t i = 0; i < c->n_years; i++)
        if (c->years[i].drafts) list[(*n)++] = arena_printf(a, "%d年有%zu份是草稿，数字还可能变动。", c->years[i].year, c->years[i].drafts);
    for (size_t i = 0; i < c->n_sets; i++)
        if (c->sets[i].mixed && (!i || strcmp(c->sets[i].label, c->sets[i - 1].label))) list[(*n)++] = set_words(a, c, i);
    return list;
}
