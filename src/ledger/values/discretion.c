#include "ledger/values/discretion.h"
#include "ledger/rows/row_source.h"
#include "ledger/schema/cell_words.h"
#include "ledger/values/date_near.h"
#include "ledger/values/value.h"
#include <string.h>
#include <strings.h>

enum { LONGEST_CODE = 4, LONGEST_FIGURE = 40, LONGEST_WORD = 40 };

static bool has(struct slice v, const char *word) { return memmem(v.s, v.n, word, strlen(word)); }

/* ---- dates, counts, amounts: figures and the few characters that are written with them ---- */

/* 三十八, 二〇二五. Never one that begins with 万, 百, 千 or 零, which may be a family name, and no long run as a telephone number has. */
static bool is_chinese_number(struct slice v)
{
    enum { LONGEST = 7, LONGEST_RUN = 4 };
    static const char digits[] = "〇○一二三四五六七八九", units[] = "十廿卅", later[] = "零两百千";
    size_t n = 0, run = 0;
    for (size_t i = 0; i < v.n; n++) {
        uint32_t c;
        char one[5] = "";
        const size_t used = utf8_next(v.s + i, v.n - i, &c);
        memcpy(one, v.s + i, used);
        const bool digit = strstr(digits, one);
        if (c < 0x80 || n == LONGEST || (!digit && !strstr(units, one) && (!n || !strstr(later, one)))) return false;
        run = digit ? run + 1 : 0;
        if (run > LONGEST_RUN) return false;
        i += used;
    }
    return n > 0;
}

static bool is_figure(struct slice v)
{
    static const char with[] = "年度月日号时分秒上下午零〇○一二三四五六七八九十廿卅两约余多近件个条元万百千本期￥¥：／－．，、";
    size_t figures = 0;
    bool timed = memchr(v.s, ':', v.n);                /* 2025-03-30T16:00Z, 3:05 PM */
    if (v.n > LONGEST_FIGURE) return false;
    for (size_t i = 0; i < v.n;) {
        uint32_t c;
        size_t used = utf8_next(v.s + i, v.n - i, &c);
        char one[5] = "";
        memcpy(one, v.s + i, used);
        bool letter = c < 0x80 && (c | 32) >= 'a' && (c | 32) <= 'z';
        bool ascii = c < 0x80 && (!letter || (timed && strchr("TZAPM", (int)c)));
        uint32_t narrow = spelling_narrow(c);
        figures += narrow >= '0' && narrow <= '9';
        if (!ascii && !(narrow >= '0' && narrow <= '9') && !strstr(with, one)) return false;
        i += used;
    }
    return figures > 0 || (has(v, "年") && has(v, "月")) || is_chinese_number(v);
}

/* ---- what columns of dates and numbers give in a database, and no clerk writes ---- */

static size_t digits_at(struct slice v, size_t at)
{
    size_t n = 0;
    while (at + n < v.n && v.s[at + n] >= '0' && v.s[at + n] <= '9') n++;
    return n;
}

/* 10000-01-01 00:00:00+08:00, 0044-03-15 BC; a year has up to seven digits. */
static bool is_far_date(struct slice v)
{
    enum { YEAR = 4, LONGEST_YEAR = 7, DAY = 6, LONGEST = 40 };        /* DAY: -12-31 */
    static const char form[] = "-##-##";
    const size_t year = digits_at(v, 0);
    if (year < YEAR || year > LONGEST_YEAR || v.n < year + DAY || v.n > LONGEST || (year > YEAR && *v.s == '0')) return false;
    for (size_t i = 0; i < DAY; i++)
        if (form[i] == '#' ? v.s[year + i] < '0' || v.s[year + i] > '9' : v.s[year + i] != form[i]) return false;
    const int month = (v.s[year + 1] - '0') * 10 + v.s[year + 2] - '0', day = (v.s[year + 4] - '0') * 10 + v.s[year + 5] - '0';
    size_t i = year + DAY, run = 0;
    if (month < 1 || month > 12 || day < 1 || day > 31 || (i < v.n && v.s[i] != ' ' && v.s[i] != 'T')) return false;
    for (; i < v.n; i++) {
        run = digits_at(v, i) ? run + 1 : 0;
        if (run > DAY || !v.s[i] || !strchr("0123456789:.+- TBC", v.s[i])) return false;   /* microseconds are the longest */
        if ((v.s[i] == 'B') != (i + 1 < v.n && v.s[i + 1] == 'C')) return false;
    }
    return true;
}

/* 12.3400000000000000: what a division leaves behind. Without the zeros it is short, and with them longer than a telephone number. */
static bool is_quotient(struct slice v)
{
    enum { LONGEST = 8, LEAST_FRACTION = 12 };
    const size_t from = v.n && *v.s == '-', whole = digits_at(v, from), point = from + whole;
    if (!whole || whole > LONGEST || point >= v.n || v.s[point] != '.' || v.n > LONGEST_FIGURE) return false;
    const size_t fraction = digits_at(v, point + 1);
    size_t left = fraction;
    while (left && v.s[point + left] == '0') left--;
    return point + 1 + fraction == v.n && fraction >= LEAST_FRACTION && whole + left <= LONGEST;
}

static bool is_of_a_type(struct slice v)
{
    const size_t from = v.n && *v.s == '-';
    return (v.n - from == strlen("infinity") && !strncasecmp(v.s + from, "infinity", v.n - from)) || is_far_date(v) || is_quotient(v);
}

/* ---- codes: a short code, or at least half of the word is from a label of the list ---- */

static size_t split(struct slice v, uint32_t out[LONGEST_WORD])
{
    size_t n = 0;
    for (size_t i = 0; i < v.n && n < LONGEST_WORD;) i += utf8_next(v.s + i, v.n - i, &out[n++]);
    return n;
}

/* A part of a label: 申请人逾期不补正 is one, 张三撤回 is none. */
static bool is_in(const char *label, struct slice v) { return memmem(label, strlen(label), v.s, v.n); }

static bool is_like_a_code(const struct code_list *list, struct slice v)
{
    uint32_t word[LONGEST_WORD];
    size_t n = split(v, word), ascii = 0;
    for (size_t i = 0; i < n; i++) ascii += word[i] < 0x80;
    if (ascii == n) return n <= LONGEST_CODE;
    bool in = false;
    for (size_t i = 0; i < list->n && n > 1 && !in; i++) {
        in = is_in(list->codes[i].label, v);
        for (size_t k = 0; k < list->codes[i].n_aliases; k++) in |= is_in(list->codes[i].aliases[k], v);
    }
    return in;
}

/* ---- what identifies no person in any column ---- */

static bool is_date(const struct row_context *context, struct slice v)
{
    struct date d;
    int month, day;
    return date_read(v, context->today, DATES_OF_UNKNOWN, &d) != DATE_BAD || month_and_day_read(v, &month, &day) ||
           month_read(v, context->today, DATES_OF_UNKNOWN, &d) != DATE_BAD;
}

static bool is_impersonal(const struct row_context *context, struct slice v)
{
    return value_is_error(v) || is_date(context, v) || cell_words_all(context->schema, v);
}

/* ---- keys: numbers have digits, names have none ---- */

bool discretion_is_key(struct slice v)
{
    for (size_t i = 0; i < v.n; i++)
        if (v.s[i] >= '0' && v.s[i] <= '9') return true;
    return false;
}

/* One slip from a registered one; a short name may be so by chance. */
static bool is_near_an_agency(const struct row_context *context, struct slice v)
{
    enum { SHORTEST = 5 };
    uint32_t word[LONGEST_WORD];
    struct text near = {0};
    size_t n = split(v, word);
    bool is = context->agencies && (n >= SHORTEST || v.n == n) && ledger_agencies_near(context->agencies, v, &near);
    text_release(&near);
    return is;
}

bool discretion_may_show(const struct row_context *context, const struct ledger_column *c, struct slice v)
{
    if (c->personal != PERSONAL_NO || memchr(v.s, '\n', v.n)) return false;
    if (value_absent(v)) return true;
    if (c->type == COLUMN_KEY || c->type == COLUMN_TEXT || c->type == COLUMN_PROSE) return discretion_is_right(context, c, v);
    if ((context->agencies && ledger_agencies_find_slice(context->agencies, v)) || (c->type == COLUMN_AGENCY && discretion_is_right(context, c, v))) return true;
    if (is_of_a_type(v)) return true;
    if (value_looks_personal(v) && date_read(v, context->today, DATES_OF_UNKNOWN, &(struct date){0}) == DATE_BAD) return false;
    if (is_impersonal(context, v)) return true;
    if (c->type == COLUMN_AGENCY) return is_near_an_agency(context, v);
    return c->type == COLUMN_CODE ? is_like_a_code(c->codes, v) : is_figure(v);
}

/* The longest stretch of characters that a and b share. */
static size_t shared(const uint32_t *a, size_t n, const char *label)
{
    uint32_t b[LONGEST_WORD];
    size_t m = split((struct slice){label, strlen(label)}, b), longest = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m; k++) {
            size_t run = 0;
            while (i + run < n && k + run < m && a[i + run] == b[k + run]) run++;
            if (run > longest) longest = run;
        }
    return longest;
}

bool discretion_may_show_heading(const struct schema *schema, struct slice v)
{
    uint32_t word[LONGEST_WORD];
    size_t n = split(v, word), best = 0;
    if (n >= LONGEST_WORD || memchr(v.s, '\n', v.n) || memchr(v.s, ',', v.n) || value_looks_personal(v)) return false;
    for (size_t i = 0; i + 1 < n; i++)
        if (spelling_narrow(word[i]) == ':') return false;             /* 申请人：… */
    for (size_t i = 0; i < schema->n_tables; i++)
        for (size_t k = 0; k < schema->tables[i].n_columns; k++) {
            size_t run = shared(word, n, schema->tables[i].columns[k].heading);
            if (run > best) best = run;
        }
    for (size_t i = 0; i < schema->n_aliases; i++) {
        size_t run = shared(word, n, schema->aliases[i].seen);
        if (run > best) best = run;
    }
    return best >= 2 && best * 3 >= n;
}
