#include "base/problem.h"
#include "base/text.h"
#include "ledger/values/identity.h"
#include "ledger/values/personal_inside.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Groups of digits with nothing but a few separators between them: 138-1234-5678 is one chain of three groups. A number
 * begins where a group begins and ends where one ends, so that neighbours are not taken for parts of it. Some marks part
 * numbers of a list as well (138，1234，5678): what they part must be grouped as such numbers are. */
enum gap { GAP_NONE, GAP_TIGHT, GAP_LOOSE };
struct chain {
    char *digits;                                      /* an X may close an identity number, * hides a digit */
    enum gap *gap;                                     /* before the digit */
    bool *turns;                                       /* 张三13912345678, 13912345678一直: the digit is Chinese and the one before is not, or the reverse */
    size_t *from, *to;                                 /* bytes of the text */
    const char *text;
    size_t n;
};

enum { MAX_SEPARATORS = 3, BORN_BEFORE = 2015 };       /* no younger person applies, and serials of offices have later dates */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool separates(uint32_t c)
{
    static const uint32_t all[] = {' ', '-', '(', ')', 0xA0, 0xB7, 0x2022, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2060, 0x3000, 0xFEFF,
                                   0xFF08, 0xFF09, 0xFF0D};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (c == all[i]) return true;
    return c >= 0x2000 && c <= 0x200F;
}

/* ISO/IEC 7812: bank cards carry a Luhn digit. */
static bool luhn(const char *s, size_t n)
{
    int sum = 0;
    for (size_t i = 0; i < n; i++) {
        int d = s[n - 1 - i] - '0';
        if (i % 2 && (d *= 2) > 9) d -= 9;
        sum += d;
    }
    return sum % 10 == 0;
}

static bool all_digits(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!is_digit(s[i])) return false;
    return true;
}

static bool is_mobile(const char *s, size_t n)
{
    static const char *const before[] = {"", "0", "86", "086", "0086"};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        size_t k = strlen(before[i]);
        if (n == k + 11 && !strncmp(s, before[i], k) && s[k] == '1' && s[k + 1] >= '3' && all_digits(s, n)) return true;
    }
    return false;
}

static bool is_card(const char *s, size_t n) { return n >= 16 && n <= 19 && s[0] >= '3' && s[0] <= '6' && all_digits(s, n) && luhn(s, n); }

static bool is_masked_mobile(const char *s, size_t n)
{
    size_t hidden = 0;
    for (size_t i = 0; i < n; i++) hidden += s[i] == '*' || s[i] == 'X';
    return n == 11 && hidden >= 3 && n - hidden >= 5 && s[0] == '1' && s[1] >= '3' && s[1] <= '9';
}

static bool begins(const struct chain *c, size_t i) { return !i || c->gap[i] || c->turns[i]; }
static bool ends(const struct chain *c, size_t i) { return i + 1 == c->n || c->gap[i + 1] || c->turns[i + 1]; }
static bool is_chinese(uint32_t c) { return c >= 0x3000 && c < 0xA000; }

/* Whether no mark of a list parts the n digits from `i` on. */
static bool is_tight(const struct chain *c, size_t i, size_t n)
{
    for (size_t k = i + 1; k < i + n; k++)
        if (c->gap[k] == GAP_LOOSE) return false;
    return true;
}

/* Whether the n digits are one group, or groups of these sizes. */
static bool is_grouped(const struct chain *c, size_t i, size_t n, const size_t *sizes)
{
    size_t parted = 0, next = i;
    bool as_sizes = true;
    for (size_t k = i + 1; k < i + n; k++) parted += c->gap[k] != GAP_NONE;
    for (; *sizes && next < i + n; sizes++) {
        as_sizes &= next == i || c->gap[next] != GAP_NONE;
        parted -= next != i && c->gap[next] != GAP_NONE;
        next += *sizes;
    }
    return as_sizes && !*sizes && next == i + n && !parted;
}

static bool is_mobile_by_groups(const struct chain *c, size_t i)
{
    return is_mobile(c->digits + i, 11) && (is_grouped(c, i, 11, (const size_t[]){3, 4, 4, 0}) || is_grouped(c, i, 11, (const size_t[]){11, 0}));
}

/* 138、1234、5678件 are three numbers. */
static bool is_counted(const struct chain *c, size_t i, size_t n)
{
    static const char *const units[] = {"件", "条", "个", "人", "次", "万", "元", "项", "份", "户", "起", "宗", "名", "%", "％"};
    const char *behind = c->text + c->to[i + n - 1];
    for (size_t k = 0; k < sizeof units / sizeof *units; k++)
        if (!is_tight(c, i, n) && !strncmp(behind, units[k], strlen(units[k]))) return true;
    return false;
}

static bool is_shape(const struct chain *c, size_t i, size_t n)
{
    static const size_t groups[][5] = {{18, 0}, {15, 0}, {6, 8, 4, 0}, {6, 4, 4, 4, 0}, {6, 6, 3, 0}};
    bool grouped = false;
    for (size_t k = 0; k < sizeof groups / sizeof *groups; k++) grouped |= is_grouped(c, i, n, groups[k]);
    return grouped && identity_shape(c->digits + i, n, BORN_BEFORE) && !identity_organisation(c->digits + i, n);
}

/* What the n digits from `i` on are, where a group begins and one ends. */
static const char *kind_of_group(const struct chain *c, size_t i, size_t n)
{
    const char *s = c->digits + i;
    if (n == 18 && identity_resident(s, n)) return "身份证号";
    if (n == 11 && is_mobile_by_groups(c, i) && !is_counted(c, i, n)) return "手机号";
    if (is_shape(c, i, n)) return "身份证号";
    if (!is_tight(c, i, n)) return NULL;
    if (is_mobile(s, n)) return "手机号";
    if (is_masked_mobile(s, n)) return "手机号";
    if (identity_masked(s, n)) return "身份证号";
    return is_card(s, n) && !identity_organisation(s, n) ? "银行卡号" : NULL;
}

enum { SHORTEST_NUMBER = 11, LONGEST_NUMBER = 20 };

static void find_in_chain(const struct chain *c, struct personal_marks *marks)
{
    for (size_t i = 0; i < c->n; i++) {
        const char *kind = NULL;
        size_t n = 18;
        if (i + n <= c->n && is_tight(c, i, n) && identity_resident(c->digits + i, n)) kind = "身份证号";
        for (size_t k = begins(c, i) ? LONGEST_NUMBER : 0; !kind && k >= SHORTEST_NUMBER; k--)
            if (i + k <= c->n && ends(c, i + k - 1) && (kind = kind_of_group(c, i, k))) n = k;
        if (!kind) continue;
        personal_mark_add(marks, c->from[i], c->to[i + n - 1], kind, true);
        i += n - 1;
    }
}

/* Reads the chain that begins at byte `i` of the text, and returns where it ends. */
static size_t read_chain(const char *s, size_t i, size_t all, struct chain *c)
{
    size_t behind = i, between = 0;
    enum gap gap = GAP_NONE;
    bool was_chinese = false;
    c->n = 0;
    while (i < all) {
        uint32_t code_point;
        size_t used = utf8_next(s + i, all - i, &code_point);
        char d = personal_plain(code_point);
        if (d && (c->n || is_digit(d))) {
            c->gap[c->n] = gap;
            c->turns[c->n] = c->n && is_chinese(code_point) != was_chinese;
            was_chinese = is_chinese(code_point);
            c->digits[c->n] = d;
            c->from[c->n] = i;
            c->to[c->n++] = behind = i + used;
            between = 0;
            gap = GAP_NONE;
        } else if ((code_point == 0xFE0F || code_point == 0x20E3) && !between) {
            c->to[c->n - 1] = behind = i + used;       /* 1️⃣ */
        } else if (personal_is_separator(code_point) && between < MAX_SEPARATORS) {
            between += !spelling_invisible(code_point);
            if (!gap) gap = GAP_TIGHT;
            if (!separates(code_point) && !spelling_blank(code_point)) gap = GAP_LOOSE;
        } else {
            break;
        }
        i += used;
    }
    return behind;
}

static void each_chain(const char *text, void (*look)(const struct chain *, struct personal_marks *), struct personal_marks *marks)
{
    size_t n = strlen(text), i = 0;
    struct chain c = {memory_alloc(n + 1), memory_alloc((n + 1) * sizeof *c.gap), memory_alloc((n + 1) * sizeof *c.turns), memory_alloc((n + 1) * sizeof *c.from), memory_alloc((n + 1) * sizeof *c.to), text, 0};
    while (i < n) {
        uint32_t code_point;
        size_t used = utf8_next(text + i, n - i, &code_point);
        if (!is_digit(personal_plain(code_point))) {
            i += used;
            continue;
        }
        i = read_chain(text, i, n, &c);
        look(&c, marks);
    }
    free(c.digits);
    free(c.gap);
    free(c.turns);
    free(c.from);
    free(c.to);
}

void personal_numbers(const char *text, struct personal_marks *marks) { each_chain(text, find_in_chain, marks); }

/* The first kind that is seen in a chain of the text. */
static const char *first_kind(const char *text, void (*look)(const struct chain *, struct personal_marks *))
{
    struct personal_marks marks = {0};
    each_chain(text, look, &marks);
    const char *kind = marks.n ? marks.list[0].kind : NULL;
    personal_marks_release(&marks);
    return kind;
}

const char *personal_pattern_in_full(const char *text) { return first_kind(text, find_in_chain); }

static bool may_be_number(const char *text) { return personal_may_be_number((struct slice){text, strlen(text)}); }

const char *personal_pattern(const char *text) { return may_be_number(text) ? personal_pattern_in_full(text) : NULL; }

/* 139-1234-5678 is grouped as telephones are, 130102-2025-1 as numbers of a house are; an identity number proves itself. */
static void find_by_groups(const struct chain *c, struct personal_marks *marks)
{
    for (size_t i = 0; i < c->n; i++) {
        const char *kind = NULL;
        if (i + 18 <= c->n && is_tight(c, i, 18) && identity_resident(c->digits + i, 18)) kind = "身份证号";
        else if (i + 11 <= c->n && begins(c, i) && ends(c, i + 10) && c->gap[i + 3] && is_mobile_by_groups(c, i)) kind = "手机号";
        if (kind) personal_mark_add(marks, c->from[i], c->to[i + 10], kind, true);
    }
}

/* Whether the digits that begin at *s, and end there, are such a number; *s is left behind them. */
static bool run_is_personal(const char **s)
{
    enum { LONGEST = 18 };
    char run[LONGEST + 1];
    size_t n = 0;
    while (**s) {
        uint32_t code_point;
        size_t used = utf8_next(*s, strnlen(*s, UTF8_MOST), &code_point);
        char d = personal_plain(code_point);
        if (!d || (d == 'X' && n != LONGEST - 1)) break;
        if (n < LONGEST) run[n] = d;
        n++;
        *s += used;
    }
    return n <= LONGEST && (is_mobile(run, n) || identity_as_key(run, n, 0) || identity_resident(run, n));
}

/* 13812.345678 and 0.13812345678 are amounts. */
static bool is_amount(const char *s)
{
    s += *s == '-' || *s == '+';
    size_t whole = strspn(s, "0123456789");
    return whole && s[whole] == '.' && strspn(s + whole + 1, "0123456789") == strlen(s + whole + 1);
}

const char *personal_hidden_in_full(const char *text)
{
    if (is_amount(text)) return text;
    for (const char *s = text; *s;) {
        uint32_t code_point;
        size_t used = utf8_next(s, strnlen(s, UTF8_MOST), &code_point);
        char d = personal_plain(code_point);
        if (d && d != 'X') {
            if (run_is_personal(&s)) return PROBLEM_PERSONAL;
        } else {
            s += used;
        }
    }
    return first_kind(text, find_by_groups) ? PROBLEM_PERSONAL : text;
}

const char *personal_hidden(const char *text) { return text && may_be_number(text) ? personal_hidden_in_full(text) : text; }
