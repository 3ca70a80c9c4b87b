#include "base/text.h"
#include "compare/comparison_words.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *taken(struct arena *a, struct text *t)
{
    const char *copy = arena_dup(a, text_get(t));
    text_release(t);
    return copy;
}

/* ---- groups ---- */

const char counts_only_words[] = "件数不足，只列数";

const char *group_words(struct arena *a, const struct comparison *c, size_t group)
{
    return arena_printf(a, "%s（%zu个）", c->groups[group].label, c->groups[group].n);
}

const char *group_note(struct arena *a, const struct comparison *c, size_t group)
{
    const struct comparison_group *g = &c->groups[group];
    if (g->judged) return NULL;
    if (!g->n) return arena_printf(a, "%s都没有%d年的报告。", g->label, c->years[0].year);
    return g->n < c->settings.peers ? arena_printf(a, "%s只有%zu个，少于%zu个，只列数，不互相比较。", g->label, g->n, c->settings.peers)
                                    : arena_printf(a, "%s种类不明，只列数，不互相比较。", g->label);
}

bool group_counts_only(const struct comparison *c, size_t group, size_t indicator)
{
    return c->indicators->list[indicator].unit == UNIT_PERCENT && !c->groups[group].enough[indicator];
}

/* ---- what changed ---- */

char *amount_words(enum indicator_unit unit, int64_t amount, char buffer[WORDS])
{
    long long size = llabs(amount);
    const char *sign = amount < 0 ? "−" : amount ? "+" : "";
    if (unit == UNIT_PERCENT) snprintf(buffer, WORDS, "%s%lld.%02lld个百分点", sign, size / 100, size % 100);
    else snprintf(buffer, WORDS, "%s%lld件", sign, size);
    return buffer;
}

static const char *share_words(struct arena *a, enum indicator_unit unit, struct fraction f)
{
    char words[WORDS];
    if (unit != UNIT_PERCENT) return arena_printf(a, "%" PRId64 "件", f.part);
    return arena_printf(a, "%s（%" PRId64 "/%" PRId64 "）", fraction_fits(f) ? percent_words(fraction_rate(f), words) : "", f.part, f.whole);
}

const char *change_words(struct arena *a, const struct comparison *c, const struct comparison_change *change)
{
    const struct indicator *one = &c->indicators->list[change->indicator];
    char words[WORDS], apart[WORDS];
    const char *of = change->came + change->went ? arena_printf(a, "，其中%s %s", change_apart_words(a, change), amount_words(one->unit, change->apart, apart)) : "";
    return arena_printf(a, "%s：%d年 %s，%d年 %s，%s%s。", one->label, c->years[1].year, share_words(a, one->unit, change->before), c->years[0].year,
                        share_words(a, one->unit, change->now), amount_words(one->unit, change->amount, words), of);
}

const char *change_apart_words(struct arena *a, const struct comparison_change *change)
{
    return arena_printf(a, "只有一年有数的%zu个机关", change->came + change->went);
}

const char *change_note(struct arena *a, const struct comparison *c, const struct comparison_change *change)
{
    const size_t all = change->came + change->went, unusable = all - change->unreported - change->blank;
    if (!all) return NULL;
    struct text t = {0};
    text_add(&t, "两年的机关不尽相同：");
    if (change->went) text_printf(&t, "%zu个只有%d年的数", change->went, c->years[1].year);
    if (change->came) text_printf(&t, "%s%zu个只有%d年的数", change->went ? "，" : "", change->came, c->years[0].year);
    text_add(&t, "；另一年");
    if (change->unreported) text_printf(&t, "没有报告的%zu个", change->unreported);
    if (change->blank) text_printf(&t, "%s未填的%zu个", change->unreported ? "，" : "", change->blank);
    if (unusable) text_printf(&t, "%s数不能用的%zu个", change->unreported || change->blank ? "，" : "", unusable);
    text_add(&t, "。全体的变化包含这个原因，不是这些机关自己的变化。");
    return taken(a, &t);
}

/* The number of a report that is in no sum. */
static const char *left_out_words(struct arena *a, const struct comparison *c, size_t indicator, const struct comparison_entry *e)
{
    const enum indicator_unit unit = c->indicators->list[indicator].unit;
    const struct measure *m = e ? &e->measures[indicator] : NULL;
    char words[WORDS];
    if (!m) return "无";
    if (m->state == MEASURE_DOUBTFUL && unit == UNIT_PERCENT) return arena_printf(a, "%s※", cases_words(unit, m, words));
    return arena_dup(a, measure_words(unit, m, words));
}

const char *contribution_cases_words(struct arena *a, const struct comparison *c, size_t indicator, const struct contribution *one, bool now)
{
    const enum indicator_unit unit = c->indicators->list[indicator].unit;
    const struct fraction *f = now ? &one->now : &one->before;
    if (one->kind == (now ? CONTRIBUTION_WENT : CONTRIBUTION_CAME)) return left_out_words(a, c, indicator, comparison_entry(c, one->agency, now ? 0 : 1));
    return unit == UNIT_PERCENT ? arena_printf(a, "%" PRId64 "/%" PRId64, f->part, f->whole) : arena_printf(a, "%" PRId64, f->part);
}

/* ---- sentences ---- */

const char *first_cause_words(enum first_cause cause)
{
    static const char *const words[] = {[FIRST_FAULTY] = "须改正", [FIRST_ALERT] = "须问清", [FIRST_WORSE] = "比同类差", [FIRST_PEERS] = "与同类不同", [FIRST_YEARS] = "与上年不同"};
    return words[cause];
}

const char *comparison_summary(struct arena *a, const struct comparison *c)
{
    enum { MOST_YEARS = 3 };                           /* whose reports are counted in the sentence */
    size_t drafts = 0, faulty = 0;
    struct text t = {0};
    for (size_t i = 0; i < c->n_years; i++) drafts += c->years[i].drafts, faulty += c->years[i].faulty;
    text_printf(&t, "本比较根据%zu个机关%zu个年度的%zu份年度报告编制", c->n_agencies, c->n_years, c->n_entries);
    if (drafts) text_printf(&t, "，其中%zu份还是草稿", drafts);
    if (faulty) text_printf(&t, "，%s%zu份有须改正之处", drafts ? "" : "其中", faulty);
    text_add(&t, "。");
    for (size_t i = 0; c->n_years <= MOST_YEARS && i < c->n_years; i++)
        text_printf(&t, "%s%d年%zu份%s", i ? "，" : "各年度：", c->years[i].year, c->years[i].n, i + 1 < c->n_years ? "" : "。");
    return taken(a, &t);
}

/* 按期答复率越高越好；复议纠错率、诉讼纠错率越低越好；其余…… */
static const char *direction_words(struct arena *a, const struct indicators *all)
{
    struct text t = {0};
    for (int d = DIRECTION_HIGHER; d <= DIRECTION_LOWER; d++) {
        bool any = false;
        for (size_t i = 0; i < all->n; i++) {
            if (all->list[i].direction != (enum indicator_direction)d) continue;
            text_printf(&t, "%s%s", any ? "、" : "", all->list[i].label);
            any = true;
        }
        if (any) text_printf(&t, "%s；", all->directions[d]);
    }
    text_printf(&t, "其余指标%s。", all->directions[DIRECTION_NONE]);
    return taken(a, &t);
}

static bool has_form(const struct comparison *c, const char *form)
{
    for (size_t i = 0; i < c->n_entries; i++)
        if (!strcmp(c->entries[i].form, form)) return true;
    return false;
}

/* What a form that was compared has only nearly. */
static size_t near_words(struct arena *a, const struct comparison *c, const char **list)
{
    size_t n = 0;
    for (size_t f = 0; f < c->indicators->n_forms; f++) {
        if (!has_form(c, c->indicators->forms[f])) continue;
        for (size_t i = 0; i < c->indicators->n; i++) {
            const struct indicator *one = &c->indicators->list[i];
            if (one->cells[f].approximate) list[n++] = arena_printf(a, "%s版表单的%s只是近似：%s。", c->indicators->forms[f], one->label, one->cells[f].approximate);
        }
    }
    return n;
}

const char *const *comparison_method(struct arena *a, const struct comparison *c, size_t *n)
{
    enum { LINES = 8 };
    const char **list = arena_alloc(a, (LINES + c->indicators->n * c->indicators->n_forms) * sizeof *list);
    *n = 0;
    list[(*n)++] = "每个比率由报告里的单元格算出，分子和分母同列；百分数保留两位小数，四舍五入。“—”是报告里没有这些数，“未填”是所用的单元格空着（空着不是0），“0/0”是没有件数，"
                   "“有误”是报告里的数自相矛盾（分子大于分母，或者是负数），“※”是所用的单元格有须改正之处。未填、有误和※的数不排名，不作判断，不计入全体和同类。";
    list[(*n)++] = arena_printf(a, "分母少于%" PRId64 "件的，比率写在括号里，只供参考。最近一年的，和以前各年合在一起够了的，按合计排名和判断，写明“近两年合计”等，最多合%d年。",
                                c->settings.cases, c->settings.pooled);
    list[(*n)++] = arena_printf(a, "机关和同类机关比：种类和层级相同的为一类，少于%zu个机关的类只列数。全体是各类合计。", c->settings.peers);
    list[(*n)++] = "区间是 95% 的威尔逊区间。名次在同类之内，按比率从高到低排，越低越好的指标从低到高排；比率落在并列最前者的区间之内的，差别可能出于偶然，列为并列。"
                   "中位数没有区间，不排名。";
    list[(*n)++] = arena_printf(a, "离群是指与同类机关的合计或者与本机关上一年度相比，偏离达到 %" PRId64 ".%02" PRId64
                                   " 倍标准差；同类有%zu个以上机关排名的，标准差按同类自己的离散程度，不按偶然。同时指出偏离最多的单元格。离群只说明数字不同寻常，不说明对错。", c->settings.outlier / 1000, c->settings.outlier % 1000 / 10, c->settings.spread);
    list[(*n)++] = direction_words(a, c->indicators);
    *n += near_words(a, c, list + *n);
    return list;
}

/* ---- cautions ---- */

const char *comparison_missing_words(struct arena *a, const struct comparison *c, size_t most)
{
    if (!c->n_missing) return NULL;
    struct text t = {0};
    text_printf(&t, "没有%d年报告的机关%zu个：", c->years[0].year, c->n_missing);
    for (size_t i = 0; i < c->n_missing && i < most; i++) text_printf(&t, "%s%s", i ? "、" : "", c->missing[i].shown);
    text_add(&t, most < c->n_missing ? "等" : "。");
    return taken(a, &t);
}

/* 检查规则：ab12cd34（2份）、未注明（1份） */
static const char *set_words(struct arena *a, const struct comparison *c, size_t from)
{
    enum { SHOWN = 8 };
    struct text t = {0};
    text_printf(&t, "%s：", c->sets[from].label);
    for (size_t i = from; i < c->n_sets && !strcmp(c->sets[i].label, c->sets[from].label); i++) {
        const char *value = c->sets[i].value;
        bool hash = value && strlen(value) == DIGEST_HEX - 1;
        if (i > from) text_add(&t, "、");
        if (!value) text_add(&t, "未注明");
        else text_printf(&t, "%.*s", hash ? SHOWN : (int)strlen(value), value);      /* of a hash its beginning */
        text_printf(&t, "（%zu份）", c->sets[i].n);
    }
    return taken(a, &t);
}

static bool begins_set(const struct comparison *c, size_t i) { return c->sets[i].mixed && (!i || strcmp(c->sets[i].label, c->sets[i - 1].label)); }

const char *const *comparison_editions(struct arena *a, const struct comparison *c, size_t *n)
{
    const char **list = arena_alloc(a, (c->n_sets + 1) * sizeof *list);
    *n = 0;
    for (size_t i = 0; i < c->n_sets; i++)
        if (begins_set(c, i)) list[(*n)++] = set_words(a, c, i);
    return list;
}

static const char *mixed_words(struct arena *a, const struct comparison *c)
{
    struct text t = {0};
    bool any = false;
    text_add(&t, "各报告所用的");
    for (size_t i = 0; i < c->n_sets; i++) {
        if (!begins_set(c, i)) continue;
        text_printf(&t, "%s%s", any ? "、" : "", c->sets[i].label);
        any = true;
    }
    text_add(&t, "不一致，比较时请留意；各是哪些，见附录。");
    return taken(a, &t);
}

const char *const *comparison_faults(struct arena *a, const struct comparison *c, size_t *n)
{
    const char **list = arena_alloc(a, (c->n_entries + 1) * sizeof *list);
    *n = 0;
    for (size_t i = 0; i < c->n_entries; i++) {
        const struct comparison_entry *e = &c->entries[i];
        if (!e->blocking) continue;
        struct text t = {0};
        text_printf(&t, "%s：", entry_words(a, c, e));
        for (size_t k = 0; k < e->n_faults; k++) text_printf(&t, "%s[%s] %s", k ? "；" : "", e->faults[k].check, e->faults[k].text);
        text_add(&t, e->n_faults < e->blocking ? arena_printf(a, "；另有%zu处。", e->blocking - e->n_faults) : "。");
        list[(*n)++] = taken(a, &t);
    }
    return list;
}

/* 2025年有2份、2024年有1份, of all years in one sentence; NULL: none. */
enum year_note { YEAR_DRAFTS, YEAR_FAULTY, YEAR_BLANK };
static const char *years_words(struct arena *a, const struct comparison *c, enum year_note note, const char *rest)
{
    const char *words = NULL;
    for (size_t i = 0; i < c->n_years; i++) {
        const struct comparison_year *y = &c->years[i];
        size_t n = note == YEAR_DRAFTS ? y->drafts : note == YEAR_FAULTY ? y->faulty : y->blank;
        if (n) words = arena_printf(a, "%s%s%d年有%zu份", words ? words : "", words ? "、" : "", c->years[i].year, n);
    }
    return words ? arena_printf(a, "%s%s", words, rest) : NULL;
}

const char *const *comparison_cautions(struct arena *a, const struct comparison *c, size_t *n)
{
    enum { UNREAD = 10, OTHERS = 6 };                  /* files that are named one by one */
    const char **list = arena_alloc(a, (UNREAD + OTHERS) * sizeof *list), *missing = comparison_missing_words(a, c, MISSING_NAMED);
    *n = 0;
    for (size_t i = 0; i < c->n_unread && i < UNREAD; i++) list[(*n)++] = arena_printf(a, "没有读成，不在比较之内：%s。", c->unread[i]);
    if (c->n_unread > UNREAD) list[(*n)++] = arena_printf(a, "没有读成，不在比较之内的共%zu个文件，都在比较.xlsx的“来源”里。", c->n_unread);
    if (missing) list[(*n)++] = c->n_missing > MISSING_NAMED ? arena_printf(a, "%s，全部见附录。", missing) : missing;
    const char *drafts = years_words(a, c, YEAR_DRAFTS, "是草稿，数字还可能变动。");
    const char *faulty = years_words(a, c, YEAR_FAULTY, "报告有须改正之处；因此靠不住的数标“※”，不计入全体和同类。");
    const char *blank = years_words(a, c, YEAR_BLANK, "报告有没有填的格（空着不是0）；用到的指标写“未填”，不计入全体和同类。");
    if (drafts) list[(*n)++] = drafts;
    if (faulty) list[(*n)++] = faulty;
    if (blank) list[(*n)++] = blank;
    if (comparison_mixed(c)) list[(*n)++] = mixed_words(a, c);
    return list;
}
