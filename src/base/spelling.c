#include "base/spelling.h"
#include "base/characters.h"
#include <string.h>

bool slice_is(struct slice a, const char *word) { return strlen(word) == a.n && !memcmp(a.s, word, a.n); }

bool slice_has(struct slice a, const char *word)
{
    size_t n = strlen(word);
    const char *at = a.s, *end = a.s + a.n;
    while ((size_t)(end - at) >= n && (at = memchr(at, *word, (size_t)(end - at) - n + 1))) {
        if (!memcmp(at, word, n)) return true;
        at++;
    }
    return false;
}

/* Where a Han character of three bytes begins: its last twelve bits; else -1. Such a character has one spelling. */
static int han_bits(const char *at, const char *end)
{
    const unsigned char *u = (const unsigned char *)at;
    return end - at >= 3 && u[0] >= 0xE4 && u[0] <= 0xE9 ? (u[1] & 63) << 6 | (u[2] & 63) : -1;
}

void spelling_set_add(struct spelling_set *set, const char *at, const char *end)
{
    int bits = han_bits(at, end);
    if (bits < 0) set->others = true;
    else set->han[bits >> 6] |= (uint64_t)1 << (bits & 63);
}

bool spelling_set_has(const struct spelling_set *set, const char *at, const char *end)
{
    int bits = han_bits(at, end);
    return bits < 0 ? set->others : set->han[bits >> 6] >> (bits & 63) & 1;
}

bool spelling_set_in(const struct spelling_set *set, struct slice text)
{
    const char *end = text.s + text.n;
    for (const char *at = text.s; at < end; at += (unsigned char)*at >= 0xE4 && (unsigned char)*at <= 0xE9 ? 3 : 1)
        if (spelling_set_has(set, at, end)) return true;
    return false;
}

bool spelling_blank(uint32_t c)
{
    if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
    if (c >= 0x3400 && c <= 0x9FFF) return false;
    enum character kind = character_of(c);
    return kind == CHARACTER_HIDDEN || kind == CHARACTER_TURNING || c == 0x85 || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

bool spelling_invisible(uint32_t c) { return c >= 0x80 && spelling_blank(c) && c != 0xA0 && c != 0x3000; }

uint32_t spelling_narrow(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFF01 + '!';
    if (c == 0x201C || c == 0x201D) return '"';
    if (c == 0x2018 || c == 0x2019) return '\'';
    if (c == 0xFFE5) return 0xA5;                      /* yuan sign */
    return c == 0x2212 ? '-' : c;
}

/* Whether a character can be a blank, by its first byte. */
static bool may_be_blank(char first)
{
    unsigned char c = (unsigned char)first;
    return c <= ' ' || c == 0xC2 || c == 0xCD || c == 0xD8 || (c >= 0xE1 && c <= 0xE3) || c >= 0xEF;
}

static size_t last_start(struct slice s)
{
    size_t i = s.n - 1;
    while (i && ((unsigned char)s.s[i] & 0xC0) == 0x80) i--;
    return i;
}

struct slice spelling_trim_ends(struct slice s, bool *odd)
{
    uint32_t c;
    while (s.n && may_be_blank(s.s[0])) {
        size_t used = utf8_next(s.s, s.n, &c);
        if (!spelling_blank(c)) break;
        *odd |= used > 1;
        s.s += used;
        s.n -= used;
    }
    while (s.n) {
        size_t at = last_start(s);
        if (!may_be_blank(s.s[at])) break;
        utf8_next(s.s + at, s.n - at, &c);
        if (!spelling_blank(c)) break;
        *odd |= s.n - at > 1;
        s.n = at;
    }
    return s;
}

/* The first invisible character from `i` on; s.n where there is none. */
static size_t next_invisible(struct slice s, size_t i)
{
    for (; i < s.n; i++) {
        unsigned char first = (unsigned char)s.s[i];
        uint32_t c;
        if (first < 0x80 || !may_be_blank((char)first)) continue;
        utf8_next(s.s + i, s.n - i, &c);
        if (spelling_invisible(c)) break;
    }
    return i;
}

bool spelling_uncover(struct text *out, struct slice s)
{
    size_t at = next_invisible(s, 0);
    if (at == s.n) return false;
    for (size_t from = 0; from < s.n; at = next_invisible(s, from)) {
        uint32_t c;
        text_add_n(out, s.s + from, at - from);
        from = at < s.n ? at + utf8_next(s.s + at, s.n - at, &c) : s.n;
    }
    return true;
}

void spelling_show(struct text *out, struct slice s)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t c;
        size_t used = utf8_next(s.s + i, s.n - i, &c);
        if (c >= 0x80 && spelling_blank(c)) text_printf(out, "<U+%04X>", (unsigned)c);
        else text_add_n(out, s.s + i, used);
        i += used;
    }
}

void spelling_fold(struct text *out, struct slice s)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t c;
        unsigned char first = (unsigned char)s.s[i];
        if (first >= 0xE4 && first <= 0xE9 && s.n - i >= 3) {   /* a Han character has one spelling */
            text_add_n(out, s.s + i, 3);
            i += 3;
            continue;
        }
        i += utf8_next(s.s + i, s.n - i, &c);
        if (spelling_blank(c)) continue;
        c = spelling_narrow(c);
        if (c >= 'a' && c <= 'z') c -= 'a' - 'A';
        if (c < 0x80) text_add_char(out, (char)c);
        else text_add_code_point(out, c);
    }
}

static struct slice after_first(struct slice s)
{
    uint32_t c;
    size_t used = utf8_next(s.s, s.n, &c);
    return (struct slice){s.s + used, s.n - used};
}

int spelling_numeral(const char *s)
{
    static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    for (int i = 0; i < (int)(sizeof numerals / sizeof *numerals); i++)
        if (!strncmp(s, numerals[i], SPELLING_NUMERAL)) return i + 1;
    return 0;
}

static bool same(struct slice a, struct slice b) { return a.n == b.n && !memcmp(a.s, b.s, a.n); }

bool spelling_near(struct slice a, struct slice b)
{
    if (a.n > b.n + UTF8_MOST || b.n > a.n + UTF8_MOST) return false;
    while (a.n && b.n) {
        uint32_t x, y;
        size_t used = utf8_next(a.s, a.n, &x);
        utf8_next(b.s, b.n, &y);
        if (x != y) return same(after_first(a), b) || same(a, after_first(b)) || same(after_first(a), after_first(b));
        a = (struct slice){a.s + used, a.n - used};
        b = (struct slice){b.s + used, b.n - used};
    }
    struct slice rest = a.n ? a : b;
    return rest.n && !after_first(rest).n;
}
