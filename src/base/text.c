#include "base/text.h"
#include "base/memory.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static void reserve(struct text *t, size_t more)
{
    if (t->cap - t->n > more) return;
    size_t cap = t->cap ? t->cap : 64;
    while (cap - t->n <= more) cap *= 2;
    t->bytes = memory_resize(t->bytes, cap);
    t->cap = cap;
}

void text_add_n(struct text *t, const char *s, size_t n)
{
    reserve(t, n);
    if (n) memcpy(t->bytes + t->n, s, n);
    t->n += n;
    t->bytes[t->n] = 0;
}

char *text_room(struct text *t, size_t n)
{
    reserve(t, n);
    t->n += n;
    t->bytes[t->n] = 0;
    return t->bytes + t->n - n;
}

void text_add(struct text *t, const char *s) { text_add_n(t, s, strlen(s)); }

void text_add_char(struct text *t, char c)
{
    reserve(t, 1);
    t->bytes[t->n++] = c;
    t->bytes[t->n] = 0;
}

void text_add_code_point(struct text *t, uint32_t code_point)
{
    utf8proc_uint8_t b[4];
    text_add_n(t, (const char *)b, (size_t)utf8proc_encode_char((utf8proc_int32_t)code_point, b));
}

const char *text_integer(int64_t number, char buffer[TEXT_INTEGER])
{
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    char *p = buffer + TEXT_INTEGER - 1;
    *p = 0;
    do *--p = (char)('0' + left % 10);
    while (left /= 10);
    if (number < 0) *--p = '-';
    return p;
}

void text_add_integer(struct text *t, int64_t number)
{
    char digits[TEXT_INTEGER];
    text_add(t, text_integer(number, digits));
}

void text_add_thousandths(struct text *t, int64_t number)
{
    const int64_t part = number % 1000;
    const int behind = (int)(part < 0 ? -part : part);
    const char digits[] = {(char)('0' + behind / 100), (char)('0' + behind / 10 % 10), (char)('0' + behind % 10)};
    size_t n = sizeof digits;
    if (number < 0 && number / 1000 == 0) text_add_char(t, '-');
    text_add_integer(t, number / 1000);
    if (!behind) return;
    while (digits[n - 1] == '0') n--;
    text_add_char(t, '.');
    text_add_n(t, digits, n);
}

/* Most of what is printed is short: it is printed into the room that there is, and again where that was too little. */
void text_printf(struct text *t, const char *format, ...)
{
    enum { SHORT = 64 };
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    reserve(t, SHORT);
    size_t room = t->cap - t->n;
    int n = vsnprintf(t->bytes + t->n, room, format, args);
    if (n > 0 && (size_t)n >= room) {
        reserve(t, (size_t)n + 1);
        vsnprintf(t->bytes + t->n, (size_t)n + 1, format, again);
    }
    if (n > 0) t->n += (size_t)n;
    t->bytes[t->n] = 0;
    va_end(again);
    va_end(args);
}

const char *text_get(const struct text *t) { return t->n ? t->bytes : ""; }

void text_clear(struct text *t)
{
    t->n = 0;
    if (t->bytes) t->bytes[0] = 0;
}

void text_release(struct text *t)
{
    free(t->bytes);
    *t = (struct text){0};
}

bool text_same(const char *a, const char *b) { return !strcmp(a ? a : "", b ? b : ""); }

size_t utf8_next_wide(const char *s, size_t n, uint32_t *code_point)
{
    const unsigned char *u = (const unsigned char *)s;
    /* Nearly all of them, and none of these can be an overlong form or half of a surrogate. */
    if (u[0] >= 0xE1 && u[0] <= 0xEC && n >= 3 && (u[1] & 0xC0) == 0x80 && (u[2] & 0xC0) == 0x80) {
        *code_point = (uint32_t)(u[0] & 0x0F) << 12 | (uint32_t)(u[1] & 0x3F) << 6 | (u[2] & 0x3F);
        return 3;
    }
    utf8proc_int32_t c;
    utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)(n > 4 ? 4 : n), &c);
    if (used < 1) {
        *code_point = 0xFFFD;
        return 1;
    }
    *code_point = (uint32_t)c;
    return (size_t)used;
}

/* Eight ASCII bytes, or a Han character of the common block, at a glance: ledgers are made of these. */
static size_t common(const char *s, size_t n)
{
    const unsigned char *u = (const unsigned char *)s;
    size_t i = 0;
    for (;;) {
        uint64_t word;
        if (n - i < sizeof word) return i;
        memcpy(&word, s + i, sizeof word);
        if (!(word & 0x8080808080808080u)) i += sizeof word;
        else if (u[i] < 0x80) i++;
        else if (u[i] >= 0xE4 && u[i] <= 0xE9 && (u[i + 1] & 0xC0) == 0x80 && (u[i + 2] & 0xC0) == 0x80) i += 3;
        else return i;
    }
}

bool utf8_valid(const char *s, size_t n, size_t *bad)
{
    for (size_t i = common(s, n); i < n; i += common(s + i, n - i)) {
        utf8proc_int32_t c;
        size_t left = n - i;
        utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)s + i, (utf8proc_ssize_t)(left > 4 ? 4 : left), &c);
        if (used < 1) {
            if (bad) *bad = i;
            return false;
        }
        i += (size_t)used;
    }
    return true;
}

size_t utf8_length(const char *s)
{
    size_t n = 0;
    for (; *s; s++) n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

size_t utf8_columns(uint32_t c)
{
    if (c < 0x80) return 1;
    int columns = utf8proc_charwidth((utf8proc_int32_t)c);
    utf8proc_category_t kind = utf8proc_category((utf8proc_int32_t)c);
    bool ambiguous = kind >= UTF8PROC_CATEGORY_NO && kind <= UTF8PROC_CATEGORY_SO;      /* other numbers, punctuation, symbols */
    return columns == 1 && ambiguous ? 2 : columns > 0 ? (size_t)columns : 0;
}

/* Not utf8proc_map(): it would allocate past base/memory.h. */
char *utf8_composed(const char *s, bool folded)
{
    utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPOSE | (folded ? UTF8PROC_CASEFOLD : 0);
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)s;
    utf8proc_ssize_t n = (utf8proc_ssize_t)strlen(s), points = utf8proc_decompose(bytes, n, NULL, 0, how);
    if (points < 0) return memory_dup(s);
    utf8proc_int32_t *buffer = memory_alloc(((size_t)points + 1) * sizeof *buffer);
    points = utf8proc_decompose(bytes, n, buffer, points, how);
    if (points >= 0) points = utf8proc_reencode(buffer, points, how);
    if (points >= 0) return (char *)buffer;
    free(buffer);
    return memory_dup(s);
}

void utf8_drop_cut(char *s)
{
    size_t n = strlen(s), lead = n;
    while (lead && ((unsigned char)s[lead - 1] & 0xC0) == 0x80) lead--;
    if (!lead) return;
    unsigned char first = (unsigned char)s[--lead];
    size_t whole = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    if (n - lead < whole) s[lead] = 0;
}

static size_t bytes_of(const char *s, size_t characters)
{
    uint32_t c;
    size_t at = 0;
    for (size_t n = strlen(s); characters && at < n; characters--) at += utf8_next(s + at, n - at, &c);
    return at;
}

void text_add_within(struct text *t, const char *s, size_t characters)
{
    size_t length = utf8_length(s), head = (characters - 1) / 3, tail = characters - 1 - head;
    if (length <= characters || characters < 3) {
        text_add(t, s);
        return;
    }
    text_add_n(t, s, bytes_of(s, head));
    text_add(t, "…");
    text_add(t, s + bytes_of(s, length - tail));
}
