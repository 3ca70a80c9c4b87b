#include "submission/title.h"
#include "base/spelling.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_TITLE = 400, YEAR_BYTES = 4 };

static const char subject[] = "政府信息公开", annex[] = "统计表";

/* 二〇二五 → 2025; 0 where s begins with no such four. */
static int chinese_year(const char *s, size_t *used)
{
    static const char *const digits[] = {"〇零○", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    int year = 0;
    *used = 0;
    for (int n = 0; n < 4; n++) {
        int found = -1;
        for (int d = 0; d < 10 && found < 0; d++)
            for (const char *p = digits[d]; *p && found < 0; p += 3)
                if (!strncmp(s + *used, p, 3)) found = d;
        if (found < 0) return 0;
        year = year * 10 + found;
        *used += 3;
    }
    return year;
}

static int plain_year(const char *s, size_t *used)
{
    for (int i = 0; i < YEAR_BYTES; i++)
        if (!isdigit((unsigned char)s[i])) return 0;
    *used = YEAR_BYTES;
    return isdigit((unsigned char)s[YEAR_BYTES]) ? 0 : (int)strtol(s, NULL, 10);
}

static bool is_year(int year) { return year >= 2008 && year <= 2100; }    /* the regulation is of 2008 */

/* Where the year stands with the words around it: "2025年度", "（2025年）"; NULL where there is none. */
static const char *find_number(const char *s, bool needs_word, int *year, const char **end)
{
    for (const char *p = s; *p; p++) {
        size_t used = 0;
        bool within = p > s && isdigit((unsigned char)p[-1]);
        int y = within ? 0 : plain_year(p, &used);
        if (!y) y = chinese_year(p, &used);
        if (!is_year(y)) continue;
        const char *from = p, *to = p + used;
        bool word = !strncmp(to, "年", strlen("年"));
        if (needs_word && !word) continue;
        if (word) to += strlen("年");
        if (word && !strncmp(to, "度", strlen("度"))) to += strlen("度");
        if (from >= s + 3 && !strncmp(from - 3, "（", 3) && !strncmp(to, "）", 3)) from -= 3, to += 3;
        *year = y;
        *end = to;
        return from;
    }
    return NULL;
}

/* A number in an agency's name may look like a year: 第2008号…2025年. */
static const char *find_year(const char *s, int *year, const char **end)
{
    const char *found = find_number(s, true, year, end);
    return found ? found : find_number(s, false, year, end);
}

static bool cut(char *s, const char *word, bool front)
{
    size_t n = strlen(s), k = strlen(word);
    if (n < k || strncmp(front ? s : s + n - k, word, k)) return false;
    if (front) memmove(s, s + k, n - k + 1);
    else s[n - k] = 0;
    return true;
}

/* Without blanks, letters and digits narrow; brackets in the form that names have them. */
static void fold(struct text *t, const char *s)
{
    uint32_t c;
    for (size_t n = strlen(s), used; n; s += used, n -= used) {
        used = utf8_next(s, n, &c);
        if (c == '(' || c == 0xFF08) text_add(t, "（");
        else if (c == ')' || c == 0xFF09) text_add(t, "）");
        else spelling_fold(t, (struct slice){s, used});
    }
}

/* Behind 附表： and 附件2： */
static const char *pass_annex(const char *s)
{
    if (strncmp(s, "附表", strlen("附表")) && strncmp(s, "附件", strlen("附件"))) return s;
    s += strlen("附表");
    while (isdigit((unsigned char)*s)) s++;
    return s;
}

/* 关于某某局 → 某某局 */
static const char *bare_name(struct arena *arena, const char *s)
{
    static const char *const words[] = {"关于", "的", "年度", "-", "_", ":", "."};
    char *name = arena_dup(arena, pass_annex(s));
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) more |= cut(name, words[i], false) || (i != 1 && cut(name, words[i], true));
    }
    return *name ? name : NULL;
}

bool title_read(struct arena *arena, const char *text, struct title *out)
{
    struct text t = {0};
    bool title = false;
    *out = (struct title){0};
    fold(&t, text);
    const char *s = text_get(&t), *at = strstr(s, subject), *end = NULL;
    if (!at || t.n > MAX_TITLE || strstr(s, "。") || strchr(s, ',') || strstr(s, "《")) goto out;
    if (!strstr(at, "报告") && !strstr(at, "年报") && !strstr(at, annex)) goto out;
    title = true;
    const char *year = find_year(s, &out->year, &end);
    struct text name = {0};
    if (year && year < at) {
        text_add_n(&name, s, (size_t)(year - s));
        if (end < at) text_add_n(&name, end, (size_t)(at - end));
    } else {
        text_add_n(&name, s, (size_t)(at - s));
    }
    out->name = bare_name(arena, text_get(&name));
    text_release(&name);
out:
    text_release(&t);
    return title;
}

bool title_is_annex(struct arena *arena, const char *text)
{
    struct title ignored;
    return strstr(text, annex) && title_read(arena, text, &ignored);
}

/* Behind （盖章）, where it stands at s. */
static const char *pass_seal(const char *s)
{
    if (*s != '(' && strncmp(s, "（", strlen("（"))) return s;
    const char *close = strchr(s, ')'), *wide = strstr(s, "）");
    return wide && (!close || wide < close) ? wide + strlen("）") : close ? close + 1 : s;
}

/* Up to a gap, or to （盖章）. */
static size_t name_length(const char *s)
{
    static const char *const ends[] = {"（", "(", "　", " ", "\t", "\n"};
    enum { BRACKETS = 2 };
    size_t n = strlen(s);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const char *end = strstr(s, ends[i]);
        bool of_name = end && i < BRACKETS && !strstr(end, "章");   /* 平潭综合实验区（全区汇总） */
        if (end && !of_name && (size_t)(end - s) < n) n = (size_t)(end - s);
    }
    return n;
}

const char *title_teller(struct arena *arena, const char *text)
{
    static const char *const words[] = {"填报单位", "填报机关", "填表单位", "报送单位"};
    bool odd = false;
    struct slice s = spelling_trim((struct slice){text, strlen(text)}, &odd);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (s.n < strlen(words[i]) || strncmp(s.s, words[i], strlen(words[i]))) continue;
        const char *at = pass_seal(s.s + strlen(words[i])), *colon = *at == ':' ? at + 1 : strncmp(at, "：", strlen("：")) ? NULL : at + strlen("：");
        if (!colon && *at) return NULL;                /* 填报单位负责人 */
        struct slice rest = spelling_trim((struct slice){colon ? colon : at, strlen(colon ? colon : at)}, &odd);
        const char *name = arena_dup_n(arena, rest.s, rest.n);
        rest = spelling_trim((struct slice){name, name_length(name)}, &odd);
        return isdigit((unsigned char)*rest.s) ? "" : arena_dup_n(arena, rest.s, rest.n);
    }
    return NULL;
}

/* 2026-01-15, 2026年1月, 20260115 are days; 第2019号 is a number. */
static bool is_part_of_more(const char *text, const char *from, const char *end)
{
    static const char *const after[] = {"号", "期", "份", "件"};
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
        if (!strncmp(end, after[i], strlen(after[i]))) return true;
    if (from >= text + 3 && !strncmp(from - 3, "第", 3)) return true;
    bool parted = from < end && *end && strchr("-./_", *end);
    if (parted) end++;
    else if (strncmp(end - 3, "年", 3)) return false;
    return isdigit((unsigned char)*end) && !isdigit((unsigned char)end[1 + (isdigit((unsigned char)end[1]) != 0)]);
}

/* The first year of the text behind *at that is one; 0 where there is no more. */
static int next_year(const char *text, const char **at, bool needs_word)
{
    int year;
    const char *end, *from;
    while ((from = find_number(*at, needs_word, &year, &end))) {
        *at = end;
        if (!is_part_of_more(text, from, end)) return year;
    }
    return 0;
}

int title_year(const char *text)
{
    const char *at = text;
    int year = next_year(text, &at, true);
    at = text;
    return year ? year : next_year(text, &at, false);
}

int title_other_year(const char *text, int year, bool *own)
{
    const char *at = text;
    int other = 0;
    *own = false;
    for (int found; (found = next_year(text, &at, false));) {
        *own |= found == year;
        if (found != year && !other) other = found;
    }
    return other;
}
