#include "ledger/values/discretion.h"
#include "ledger/rows/row_source.h"
#include "ledger/schema/cell_words.h"
#include "ledger/values/date_near.h"
#include "ledger/values/value.h"
#include <string.h>

enum { LONGEST_CODE = 4, LONGEST_FIGURE = 40, LONGEST_WORD = 40 };

static bool has(struct slice v, const char *word) { return memmem(v.s, v.n, word, strlen(word)); }

/* ---- dates, counts, amounts: figures and the few characters that are written with them ---- */

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
    return figures > 0 || (has(v, "年") && has(v, "月"));
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
