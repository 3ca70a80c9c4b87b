#include "ledger/personal.h"
#include "base/memory.h"
#include "base/problem.h"
#include "base/text.h"
#include "ledger/identity.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Groups of digits with nothing but a separator or two between them: 138-1234-5678 is one chain of three groups. A
 * number begins where a group begins and ends where one ends, so that neighbours are not taken for parts of it. */
struct chain {
    char *digits;                                      /* an X may close an identity number */
    bool *begins, *ends;
    size_t n;
};

enum { MAX_SEPARATORS = 2 };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool separates(uint32_t c)
{
    static const uint32_t all[] = {' ', '-', '.', '(', ')', 0xA0, 0xB7, 0x2022, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2060, 0x3000, 0xFEFF,
                                   0xFF08, 0xFF09, 0xFF0D, 0xFF0E};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (c == all[i]) return true;
    return c >= 0x2000 && c <= 0x200F;
}

/* The plain digit or X of a code point; 0 = neither. */
static char plain(uint32_t c)
{
    if (c >= '0' && c <= '9') return (char)c;
    if (c >= 0xFF10 && c <= 0xFF19) return (char)('0' + (c - 0xFF10));
    return c == 'X' || c == 'x' || c == 0xFF38 || c == 0xFF58 || c == 0x2169 || c == 0x2179 ? 'X' : 0;
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

static const char *kind_of(const struct chain *c)
{
    enum { LONGEST = 19 };
    for (size_t i = 0; i < c->n; i++) {
        if (i + 18 <= c->n && identity_resident(c->digits + i, 18)) return "身份证号";
        if (!c->begins[i]) continue;
        for (size_t k = 11; k <= LONGEST && i + k <= c->n; k++) {
            if (!c->ends[i + k - 1]) continue;
            if (is_mobile(c->digits + i, k)) return "手机号";
            if (is_card(c->digits + i, k)) return "银行卡号";
        }
    }
    return NULL;
}

/* Reads the chain that begins at *s and leaves *s behind it. */
static void read_chain(const char **s, struct chain *c)
{
    size_t at = 0, behind = 0, between = 0;
    c->n = 0;
    for (size_t i = 0; (*s)[i];) {
        uint32_t code_point;
        size_t used = utf8_next(*s + i, strnlen(*s + i, UTF8_MOST), &code_point);
        char d = plain(code_point);
        if (d && (d != 'X' || c->n)) {
            c->begins[at] = !c->n || between;
            c->ends[at] = false;
            if (between && c->n) c->ends[at - 1] = true;
            c->digits[at++] = d;
            c->n = at;
            between = 0;
            behind = i + used;
        } else if (separates(code_point) && between < MAX_SEPARATORS) {
            between++;
        } else {
            break;
        }
        i += used;
    }
    if (c->n) c->ends[c->n - 1] = true;
    *s += behind;
}

/* The first kind that `judge` sees in a chain of the text. */
static const char *first_kind(const char *text, const char *(*judge)(const struct chain *))
{
    size_t n = strlen(text) + 1;
    struct chain c = {memory_alloc(n), memory_alloc(n * sizeof(bool)), memory_alloc(n * sizeof(bool)), 0};
    const char *kind = NULL;
    while (*text && !kind) {
        uint32_t code_point;
        size_t used = utf8_next(text, strnlen(text, UTF8_MOST), &code_point);
        char d = plain(code_point);
        if (!d || d == 'X') {
            text += used;
            continue;
        }
        read_chain(&text, &c);
        kind = judge(&c);
    }
    free(c.digits);
    free(c.begins);
    free(c.ends);
    return kind;
}

const char *personal_pattern(const char *text) { return first_kind(text, kind_of); }

/* 139-1234-5678 is grouped as telephones are, 130102-2025-1 as numbers of a house are; an identity number proves itself. */
static const char *kind_by_groups(const struct chain *c)
{
    for (size_t i = 0; i < c->n; i++) {
        if (i + 18 <= c->n && identity_resident(c->digits + i, 18)) return "身份证号";
        if (i + 11 <= c->n && c->begins[i] && c->ends[i + 2] && c->ends[i + 6] && c->ends[i + 10] && is_mobile(c->digits + i, 11)) return "手机号";
    }
    return NULL;
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
        char d = plain(code_point);
        if (!d || (d == 'X' && n != LONGEST - 1)) break;
        if (n < LONGEST) run[n] = d;
        n++;
        *s += used;
    }
    return n <= LONGEST && (is_mobile(run, n) || identity_as_key(run, n) || identity_resident(run, n));
}

/* 13812.345678 and 0.13812345678 are amounts. */
static bool is_amount(const char *s)
{
    s += *s == '-' || *s == '+';
    size_t whole = strspn(s, "0123456789");
    return whole && s[whole] == '.' && strspn(s + whole + 1, "0123456789") == strlen(s + whole + 1);
}

const char *personal_hidden(const char *text)
{
    if (!text || is_amount(text)) return text;
    for (const char *s = text; *s;) {
        uint32_t code_point;
        size_t used = utf8_next(s, strnlen(s, UTF8_MOST), &code_point);
        char d = plain(code_point);
        if (d && d != 'X') {
            if (run_is_personal(&s)) return PROBLEM_PERSONAL;
        } else {
            s += used;
        }
    }
    return first_kind(text, kind_by_groups) ? PROBLEM_PERSONAL : text;
}
