#include "ledger/schema/remark.h"
#include <string.h>

enum { LONGEST = 2048, LONGEST_SUM = 40 };

/* ---- consuming the rest of the cell ---- */

static bool eat(struct slice *s, const char *word)
{
    size_t n = strlen(word);
    if (s->n < n || memcmp(s->s, word, n)) return false;
    s->s += n;
    s->n -= n;
    return true;
}

static bool eat_any(struct slice *s, const char *const *words)
{
    for (; *words; words++)
        if (eat(s, *words)) return true;
    return false;
}

static size_t eat_digits(struct slice *s)
{
    size_t n = 0;
    for (; s->n && *s->s >= '0' && *s->s <= '9'; n++) s->s++, s->n--;
    return n;
}

static bool eat_numeral(struct slice *s)
{
    static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", NULL};
    if (eat_digits(s)) return true;
    size_t before = s->n;
    while (eat_any(s, numerals)) continue;
    return s->n < before;
}

static struct slice bare(struct slice s)
{
    static const char *const edges[] = {"(", ")", "[", "]", "<", ">", "-", "=", "*", "~", "_", "/", ".", "—", "－", "─", "…", "〔", "〕", "【", "】", "《", "》", "※", "☆", "。", NULL};
    while (eat_any(&s, edges)) continue;
    for (bool cut = true; cut && s.n;) {
        cut = false;
        for (const char *const *edge = edges; *edge && !cut; edge++) {
            size_t n = strlen(*edge);
            cut = s.n >= n && !memcmp(s.s + s.n - n, *edge, n);
            if (cut) s.n -= n;
        }
    }
    return s;
}

/* ---- the kinds ---- */

static bool is_any(const struct word_list *list, struct slice s)
{
    for (size_t i = 0; i < list->n; i++)
        if (slice_is(s, list->words[i])) return true;
    return false;
}

static bool is_note(const struct schema *schema, struct slice s)
{
    static const char *const stars[] = {"※", "*注", "*", NULL};
    bool dressed = s.n > 3 && !memcmp(s.s, "※", 3), starred = eat_any(&s, stars);
    dressed |= s.n > 2 && *s.s == '(' && s.s[s.n - 1] == ')' && eat(&s, "(");
    for (size_t i = 0; i < schema->note_words.n; i++) {
        struct slice rest = s;
        if (!eat(&rest, schema->note_words.words[i])) continue;
        eat_numeral(&rest);
        if (dressed || eat(&rest, ":") || eat(&rest, "|") || (!rest.n && starred)) return true;
    }
    return false;
}

/* 某局（盖章） */
static bool is_sealed(struct slice s)
{
    static const char *const seals[] = {"(盖章)", "(公章)", "(签章)", NULL};
    for (const char *const *seal = seals; *seal; seal++)
        if (s.n > strlen(*seal) && !memcmp(s.s + s.n - strlen(*seal), *seal, strlen(*seal))) return true;
    return false;
}

static enum remark signature(const struct schema *schema, struct slice s)
{
    const char *colon = memchr(s.s, ':', s.n);
    struct slice label = {s.s, colon ? (size_t)(colon - s.s) : s.n};
    if (!is_any(&schema->signed_words, label)) return is_sealed(s) ? REMARK_SIGNED : REMARK_NONE;
    return !colon || colon + 1 == s.s + s.n ? REMARK_LABEL : REMARK_SIGNED;
}

static bool is_page(struct slice s)
{
    static const char *const gaps[] = {",", "/", "、", ";", "-", NULL};
    bool dashed = s.n > 2 && *s.s == '-' && s.s[s.n - 1] == '-';
    s = bare(s);
    if (dashed && s.n && s.n < 4) return eat_digits(&s) && !s.n;
    if (eat(&s, "PAGE")) {
        if (!eat_digits(&s)) return false;
        if (eat(&s, "OF") || eat(&s, "/")) eat_digits(&s);
        return !s.n;
    }
    bool any = false;
    if (eat(&s, "第")) {
        if (!eat_numeral(&s) || !eat(&s, "页")) return false;
        any = true;
        eat_any(&s, gaps);
    }
    if (eat(&s, "共")) {
        if (!eat_numeral(&s) || !eat(&s, "页")) return false;
        any = true;
    }
    return any && !s.n;
}

/* 一、 (一) 1. before the words. */
static void eat_ordinal(struct slice *s)
{
    static const char *const marks[] = {"、", ".", ")", ",", NULL};
    struct slice rest = *s;
    eat(&rest, "(");
    if (eat_numeral(&rest) && eat_any(&rest, marks)) *s = rest;
}

static bool eat_year(struct slice *s)
{
    struct slice rest = *s;
    if (eat_digits(&rest) != 4 || !eat(&rest, "年")) return false;
    eat(&rest, "度");
    *s = rest;
    return true;
}

static bool eat_months(struct slice *s)
{
    static const char *const halves[] = {"上半年", "下半年", NULL}, *const until[] = {"-", "—", "至", "~", NULL};
    struct slice rest = *s;
    if (eat_any(&rest, halves)) {
        *s = rest;
        return true;
    }
    eat(&rest, "第");
    if (!eat_numeral(&rest)) return false;
    if (!eat(&rest, "季度")) {
        bool month = eat(&rest, "月");
        if (eat_any(&rest, until)) month = eat_numeral(&rest) && eat(&rest, "月");
        if (!month) return false;
        eat(&rest, "份");
    }
    *s = rest;
    return true;
}

static bool is_pieces(struct slice s)
{
    static const char *const measures[] = {"件", "条", "项", "个", "宗", "次", "人次", "份", "行", "笔", NULL};
    eat(&s, "共");
    eat(&s, "计");
    eat(&s, ":");
    return eat_digits(&s) && eat_any(&s, measures) && !s.n;
}

static bool is_month(struct slice s)
{
    eat_ordinal(&s);
    eat_year(&s);
    if (!eat_months(&s)) return false;
    eat(&s, ":");
    s = bare(s);
    return !s.n || is_pieces(s);
}

static bool is_date(struct slice s)
{
    static const char *const parts[] = {"年", "月", "日", "-", "/", ".", NULL};
    int numbers = 0;
    while (s.n) {
        if (eat_digits(&s)) numbers++;
        else if (!eat_any(&s, parts)) return false;
    }
    return numbers == 3;
}

/* 3月小计, 本月合计(1件), 办公室小计: the row says more, of which row_total.c makes sure. */
static bool is_sum(struct slice s)
{
    static const char *const sums[] = {"小计", "合计", "总计", "共计", "累计", "汇总", NULL};
    if (s.n > LONGEST_SUM) return false;
    for (const char *const *sum = sums; *sum; sum++) {
        const char *at = memmem(s.s, s.n, *sum, strlen(*sum));
        if (!at) continue;
        struct slice rest = {at, s.n - (size_t)(at - s.s)};
        eat(&rest, *sum);
        eat(&rest, "数");
        eat(&rest, ":");
        rest = bare(rest);
        return !rest.n || is_pieces(rest);
    }
    return false;
}

/* 2025-03-31, 113300007: of all kinds only a date is of such characters alone, for the words of the others are not. */
static bool is_plain_number(struct slice cell)
{
    if (*cell.s < '0' || *cell.s > '9') return false;
    for (size_t i = 0; i < cell.n; i++) {
        char c = cell.s[i];
        if ((c < '0' || c > '9') && ((c | 32) < 'a' || (c | 32) > 'z') && c != '-' && c != '.') return false;
    }
    return true;
}

enum remark remark_of(const struct schema *schema, struct slice cell)
{
    struct text folded = {0};
    enum remark r = REMARK_NONE;
    if (!cell.n || cell.n > LONGEST) return r;
    if (!schema->remarks_begin_with_figure && is_plain_number(cell)) return is_date(cell) ? REMARK_DATE : REMARK_NONE;
    spelling_fold(&folded, cell);
    struct slice s = {text_get(&folded), folded.n};
    if (!s.n) r = REMARK_NONE;
    else if (is_any(&schema->end_words, bare(s))) r = REMARK_END;
    else if (is_note(schema, s)) r = REMARK_NOTE;
    else if (is_page(s)) r = REMARK_PAGE;
    else if (is_month(s)) r = REMARK_MONTH;
    else if (is_date(s)) r = REMARK_DATE;
    else if (is_pieces(s)) r = REMARK_PIECES;
    else if (is_sum(s)) r = REMARK_SUM;
    else r = signature(schema, s);
    text_release(&folded);
    return r;
}

/* ---- names of sums ---- */

/* 小计(渔业) without what stands in brackets behind it, unless nothing else is there. */
static struct slice before_brackets(struct slice s)
{
    static const struct { const char *open, *close; } pairs[] = {{"(", ")"}, {"[", "]"}, {"【", "】"}, {"〔", "〕"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        size_t n = strlen(pairs[i].close);
        if (s.n < n || memcmp(s.s + s.n - n, pairs[i].close, n)) continue;
        const char *open = memmem(s.s, s.n, pairs[i].open, strlen(pairs[i].open));
        if (open && open > s.s) s.n = (size_t)(open - s.s);
    }
    return s;
}

static enum sum_name by_word(const char *word, struct slice s)
{
    static const char *const behind[] = {":", ",", "、", ";", "-", "—", "/", "|", ")", "]", "】", "〕", NULL};
    struct slice rest = s;
    size_t n = strlen(word);
    if (slice_is(s, word)) return SUM_NAME_WORD;
    if (s.n > n && !memcmp(s.s + s.n - n, word, n)) return SUM_NAME_LIKE;
    if (!eat(&rest, word)) return SUM_NAME_NONE;
    return eat_any(&rest, behind) || is_month(rest) || is_pieces(rest) ? SUM_NAME_LIKE : SUM_NAME_NONE;
}

enum sum_name sum_name_of(const struct schema *schema, struct slice cell)
{
    struct text folded = {0};
    enum sum_name found = SUM_NAME_NONE;
    if (!cell.n || cell.n > LONGEST || !spelling_set_in(&schema->sums_begin, cell)) return found;
    spelling_fold(&folded, cell);
    struct slice s = bare(before_brackets((struct slice){text_get(&folded), folded.n}));
    if (s.n && s.s[s.n - 1] == ':') s.n--;
    if (is_any(&schema->whole_words, s)) found = SUM_NAME_LIKE;
    for (size_t i = 0; i < schema->sum_words.n && found != SUM_NAME_WORD; i++) {
        enum sum_name one = by_word(schema->sum_words.words[i], s);
        if (one) found = one;
    }
    for (size_t i = 0; i < schema->part_words.n && !found; i++) {
        struct slice rest = s;
        if (eat(&rest, schema->part_words.words[i])) found = SUM_NAME_LIKE;
    }
    text_release(&folded);
    return found;
}
