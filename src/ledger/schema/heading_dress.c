#include "ledger/schema/heading_dress.h"
#include "base/yaml.h"
#include "ledger/schema/codes.h"
#include <string.h>

/* ---- layers ---- */

static const char *const brackets[][2] = {{"(", ")"}, {"[", "]"}, {"{", "}"}, {"<", ">"}, {"【", "】"}, {"〔", "〕"}, {"〈", "〉"}, {"《", "》"}, {"「", "」"}};

static bool begins(struct slice s, const char *word) { return s.n >= strlen(word) && !memcmp(s.s, word, strlen(word)); }
static bool ends(struct slice s, const char *word) { return s.n >= strlen(word) && !memcmp(s.s + s.n - strlen(word), word, strlen(word)); }

static uint32_t first_of(struct slice s, size_t *used)
{
    uint32_t c = 0;
    *used = s.n ? utf8_next(s.s, s.n, &c) : 0;
    return c;
}

static uint32_t last_of(struct slice s, size_t *used)
{
    size_t at = s.n;
    while (at && ((unsigned char)s.s[--at] & 0xC0) == 0x80) {}
    uint32_t c = 0;
    *used = s.n ? utf8_next(s.s + at, s.n - at, &c) : 0;
    return c;
}

static bool is_mark(uint32_t c)
{
    static const uint32_t marks[] = {0xB7, 0x2022, 0x203B, 0x2116, 0x221A, 0x3001, 0x3002};   /* · • ※ № √ 、 。 */
    if (c < 0x80) return c && strchr("*:;.,!?#-_+~|/", (int)c);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (c == marks[i]) return true;
    return c >= 0x25A0 && c <= 0x27BF;                 /* ■ … ★ ☆ … ✓ ➤ */
}

static bool is_digit(uint32_t c)
{
    static const uint32_t han[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};   /* 一 … 十 */
    for (size_t i = 0; i < sizeof han / sizeof *han; i++)
        if (c == han[i]) return true;
    return (c >= '0' && c <= '9') || (c >= 0x2460 && c <= 0x249B);   /* ① … ⒛ */
}

static bool take_off(struct heading_dress *d, size_t front, size_t back)
{
    if (front + back >= d->core.n) return false;
    d->core = (struct slice){d->core.s + front, d->core.n - front - back};
    return true;
}

static bool is_number(struct slice s)
{
    size_t used = 0, i = 0;
    for (; i < s.n && is_digit(first_of((struct slice){s.s + i, s.n - i}, &used)); i += used) {}
    return s.n && i == s.n;
}

/* 12. 一、 ③ before the heading; a bare number only in front of a word, a Han one only with its mark. */
static bool take_number(struct heading_dress *d)
{
    size_t used = 0, n = 0;
    bool bare = true;
    for (uint32_t c; n < d->core.n && is_digit(c = first_of((struct slice){d->core.s + n, d->core.n - n}, &used)); n += used) bare &= c < 0x4E00;
    if (!n || n == d->core.n) return false;
    bool marked = is_mark(first_of((struct slice){d->core.s + n, d->core.n - n}, &used)) || d->core.s[n] == ')';
    return (bare || marked) && take_off(d, n + (marked ? used : 0), 0);
}

/* （6） before the heading is its number; behind it, it may tell two columns apart. */
static bool add_remark(struct heading_dress *d, struct slice inner, size_t front, size_t back)
{
    if (front && is_number(inner)) return take_off(d, front, back);
    if (d->n_remarks == HEADING_MAX_REMARKS || !take_off(d, front, back)) return false;
    d->numbered |= is_number(inner);
    d->remarks[d->n_remarks++] = inner;
    return true;
}

/* The first bracket that opens at the beginning, or the last that closes at the end: （6）金额(万元) is 金额(万元). */
static bool take_bracket(struct heading_dress *d)
{
    enum { KINDS = sizeof brackets / sizeof *brackets };
    for (size_t b = 0; b < KINDS; b++) {
        const char *open = brackets[b][0], *close = brackets[b][1];
        size_t o = strlen(open), c = strlen(close), at = o;
        if (!begins(d->core, open)) continue;
        while (at < d->core.n && !begins((struct slice){d->core.s + at, d->core.n - at}, close)) at++;
        if (at + c == d->core.n && at > o) {           /* 【审结日期】 */
            d->core = (struct slice){d->core.s + o, at - o};
            return true;
        }
        if (at < d->core.n) return add_remark(d, (struct slice){d->core.s + o, at - o}, at + c, 0);
    }
    for (size_t b = 0; b < KINDS; b++) {
        const char *open = brackets[b][0], *close = brackets[b][1];
        size_t o = strlen(open), c = strlen(close), at = d->core.n - c;
        if (!ends(d->core, close)) continue;
        while (at && !begins((struct slice){d->core.s + at, d->core.n - at}, open)) at--;
        if (at) return add_remark(d, (struct slice){d->core.s + at + o, d->core.n - at - o - c}, 0, d->core.n - at);
    }
    return false;
}

/* 审结日期 必填: words that need no brackets to be known for a remark. */
static bool take_word(struct heading_dress *d, const struct word_list *w)
{
    for (size_t i = 0; i < w->n; i++) {
        if (ends(d->core, w->words[i])) return take_off(d, 0, strlen(w->words[i]));
        if (begins(d->core, w->words[i])) return take_off(d, strlen(w->words[i]), 0);
    }
    return false;
}

void heading_dress_begin(struct heading_dress *d, struct slice folded) { *d = (struct heading_dress){.core = folded}; }

bool heading_undress(struct heading_dress *d, const struct schema *schema)
{
    size_t used;
    if (is_mark(last_of(d->core, &used))) return take_off(d, 0, used);
    if (is_mark(first_of(d->core, &used))) return take_off(d, used, 0);
    return take_number(d) || take_word(d, &schema->remarks[HEADING_REMARK_BARE]) || take_bracket(d);
}

/* ---- remarks ---- */

static bool listed(const struct word_list *w, struct slice remark)
{
    for (size_t i = 0; i < w->n; i++)
        if (slice_is(remark, w->words[i])) return true;
    return false;
}

static bool begun(const struct word_list *w, struct slice remark)
{
    for (size_t i = 0; i < w->n; i++)
        if (begins(remark, w->words[i])) return true;
    return false;
}

/* 维持/纠正/其他: at least two, and each a spelling of a code. */
static bool lists_codes(const struct code_list *list, struct slice remark)
{
    struct text scratch = {0};
    size_t found = 0;
    bool all = true;
    for (size_t i = 0, from = 0, used; all && i <= remark.n; i += used) {
        uint32_t c = first_of((struct slice){remark.s + i, remark.n - i}, &used);
        if (i < remark.n && c != '/' && c != ',' && c != ';' && c != '|' && c != 0x3001 && c != 0x6216) continue;   /* 、 或 */
        all = codes_find(list, (struct slice){remark.s + from, i - from}, &scratch) > 0;
        found++;
        from = i + used;
        if (i == remark.n) break;
    }
    text_release(&scratch);
    return all && found > 1;
}

static bool is_sample_date(struct slice remark)
{
    for (size_t i = 0; i < remark.n; i++)
        if (!strchr("0123456789-/.", remark.s[i])) return false;
    return remark.n >= 6;
}

static struct slice without_unit_word(struct slice remark)
{
    static const char word[] = "单位";
    if (!begins(remark, word)) return remark;
    size_t n = strlen(word);
    n += n < remark.n && remark.s[n] == ':';
    return (struct slice){remark.s + n, remark.n - n};
}

static bool fits_type(const struct schema *schema, const struct ledger_column *c, struct slice remark)
{
    const struct word_list *of = schema->remarks;
    switch (c->type) {
    case COLUMN_DATE: return listed(&of[HEADING_REMARK_DATE], remark) || is_sample_date(remark);
    case COLUMN_MONTH: return listed(&of[HEADING_REMARK_MONTH], remark) || is_sample_date(remark);
    case COLUMN_YEAR: return listed(&of[HEADING_REMARK_YEAR], remark);
    case COLUMN_COUNT: case COLUMN_SIGNED: return listed(&of[HEADING_REMARK_COUNT], remark);
    case COLUMN_FLAG: return listed(&of[HEADING_REMARK_FLAG], remark);
    case COLUMN_CODE: return listed(&of[HEADING_REMARK_CODE], remark) || lists_codes(c->codes, remark);
    default: return false;
    }
}

bool heading_remarks_fit(const struct schema *schema, const struct ledger_column *c, const char *heading, const struct heading_dress *d)
{
    for (size_t i = 0; i < d->n_remarks; i++) {
        struct slice remark = d->remarks[i], unit = without_unit_word(remark);
        bool fits = !remark.n || listed(&schema->remarks[HEADING_REMARK_ANY], remark) || begun(&schema->remarks[HEADING_REMARK_BEGINS], remark);
        for (size_t k = 0; !fits && k < schema->n_units; k++) fits = !strcmp(schema->units[k].heading, heading) && listed(&schema->units[k].words, unit);
        if (!fits && c) fits = fits_type(schema, c, unit);
        if (!fits && !c) fits = listed(&schema->remarks[HEADING_REMARK_DATE], remark) || listed(&schema->remarks[HEADING_REMARK_FLAG], remark) || is_sample_date(remark);
        if (!fits) return false;
    }
    return true;
}

bool heading_says_again(const struct schema *schema, struct slice folded)
{
    const struct word_list *w = &schema->remarks[HEADING_REMARK_AGAIN];
    for (size_t i = 0; i < w->n; i++)
        if (memmem(folded.s, folded.n, w->words[i], strlen(w->words[i]))) return true;
    return false;
}

/* ---- reading ---- */

static bool read_words(struct schema *s, struct word_list *w, struct yaml *y, const yaml_item *list, struct diag *diag)
{
    struct text folded = {0};
    bool ok = true;
    w->words = arena_alloc(&s->arena, (yaml_count(list) + 1) * sizeof *w->words);
    for (size_t i = 0; ok && i < yaml_count(list); i++) {
        const char *word = yaml_text(y, yaml_at(y, list, i));
        text_clear(&folded);
        if (word) spelling_fold(&folded, (struct slice){word, strlen(word)});
        if (folded.n) w->words[w->n++] = arena_dup(&s->arena, text_get(&folded));
        else ok = yaml_fail(diag, y, list, "应是标注的列表");
    }
    text_release(&folded);
    return ok;
}

/* {金额: [元, …]} */
static bool read_lists(struct schema *s, struct remark_list **lists, size_t *n, struct yaml *y, yaml_item *map, struct diag *diag)
{
    *lists = arena_alloc(&s->arena, (yaml_count(map) + 1) * sizeof **lists);
    for (size_t i = 0; i < yaml_count(map); i++) {
        struct remark_list *l = &(*lists)[(*n)++];
        l->heading = arena_dup(&s->arena, yaml_key(y, map, i));
        if (!read_words(s, &l->words, y, yaml_at(y, map, i), diag)) return false;
    }
    return true;
}

bool heading_remarks_read(struct schema *s, const char *path, struct diag *diag)
{
    static const char *const keys[] = {[HEADING_REMARK_ANY] = "any", [HEADING_REMARK_BEGINS] = "begins", [HEADING_REMARK_DATE] = "date", [HEADING_REMARK_MONTH] = "month", [HEADING_REMARK_YEAR] = "year",
                                       [HEADING_REMARK_COUNT] = "count", [HEADING_REMARK_FLAG] = "flag", [HEADING_REMARK_CODE] = "code", [HEADING_REMARK_AGAIN] = "again", [HEADING_REMARK_BARE] = "bare",
                                       [HEADING_REMARK_KINDS] = "units", "endings", NULL};
    struct yaml *y;
    if (!yaml_load(&y, path, diag)) return false;
    const yaml_item *root = yaml_root(y);
    bool ok = yaml_only(y, root, keys, diag);
    for (int i = 0; ok && i < HEADING_REMARK_KINDS; i++) ok = read_words(s, &s->remarks[i], y, yaml_get(y, root, keys[i]), diag);
    ok = ok && read_lists(s, &s->units, &s->n_units, y, yaml_get(y, root, "units"), diag) &&
         read_lists(s, &s->endings_alike, &s->n_endings_alike, y, yaml_get(y, root, "endings"), diag);
    yaml_close(y);
    return ok;
}
