#include "base/characters.h"
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

static bool is_turning(uint32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
}

/* Format characters; and fillers and joiners that Unicode counts as letters or marks, though they show nothing. */
static bool is_hidden(uint32_t c)
{
    static const uint32_t fillers[] = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0};
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        if (c == fillers[i]) return true;
    return (c >= 0xE0000 && c <= 0xE00FF) || (c >= 0x2060 && c <= 0x206F) || (c >= 0x180B && c <= 0x180F) ||
           utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_CF;
}

enum character character_of(uint32_t c)
{
    if (c < 0x7F) return c >= ' ' ? CHARACTER_PLAIN : c == '\t' || c == '\n' || c == '\r' ? CHARACTER_BREAK : CHARACTER_CONTROL;
    if (c < 0xA0) return CHARACTER_CONTROL;
    if ((c >= 0x3400 && c <= 0x9FFF) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF5E)) return CHARACTER_PLAIN;
    if (c > 0x10FFFF || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF) || (c >= 0xD800 && c <= 0xDFFF)) return CHARACTER_NONE;
    if (c == 0x2028 || c == 0x2029) return CHARACTER_SEPARATOR;
    return is_turning(c) ? CHARACTER_TURNING : is_hidden(c) ? CHARACTER_HIDDEN : CHARACTER_PLAIN;
}

/* utf8_next gives U+FFFD for a byte that is none, and for the character of that name. */
static bool is_broken(const char *s, size_t used, uint32_t c) { return c == 0xFFFD && used == 1 && (unsigned char)*s >= 0x80; }

enum { WORD = sizeof(uint64_t) };

static bool is_han(const unsigned char *u) { return u[0] >= 0xE4 && u[0] <= 0xE9 && (u[1] & 0xC0) == 0x80 && (u[2] & 0xC0) == 0x80; }

/* Marks and brackets of Chinese texts: U+3000 to U+303F. */
static bool is_bracket(const unsigned char *u) { return u[0] == 0xE3 && u[1] == 0x80 && (u[2] & 0xC0) == 0x80; }

/* How many bytes from the first on are printable ASCII; where all are, the size of the word. */
static size_t printable(const unsigned char *u)
{
    const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
    uint64_t word, del;
    memcpy(&word, u, WORD);
    del = word ^ 0x7F * ones;
    uint64_t odd = (word | ((word - ' ' * ones) & ~word) | ((del - ones) & ~del)) & high;
    if (!odd) return WORD;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return (size_t)__builtin_ctzll(odd) / 8;
#else
    return (size_t)__builtin_clzll(odd) / 8;
#endif
}

size_t characters_common(const char *s, size_t n)
{
    const unsigned char *u = (const unsigned char *)s;
    size_t i = 0;
    for (;;) {
        while (n - i >= 3 && (is_han(u + i) || is_bracket(u + i))) i += 3;
        if (n - i < WORD) break;
        size_t more = printable(u + i);
        if (!more) return i;
        i += more;
    }
    while (i < n && ((u[i] >= ' ' && u[i] < 0x7F) || (n - i >= 3 && is_han(u + i)))) i += u[i] < 0x80 ? 1 : 3;
    return i;
}

/* ---- whole files ---- */

/* Signed, for that is what processors compare. */
typedef int8_t bytes __attribute__((vector_size(16)));
enum { BLOCK = sizeof(bytes), BEFORE = 2 };

static inline bytes load(const unsigned char *u)
{
    bytes b;
    memcpy(&b, u, sizeof b);
    return b;
}

/* From 0xE3 on: the first bytes of three. */
static inline bytes leads(bytes b) { return (b ^ (int8_t)0x80) > 0x62; }

/* Whether a block, which has two bytes before it, has nothing but printable ASCII, line breaks, Han characters of the common block, Chinese
 * marks and full-width forms: there is a byte of those that go on exactly where one of the two before it leads. */
static inline bool is_common(const unsigned char *u)
{
    const bytes at = load(u), one = load(u - 1), two = load(u - 2), first = leads(at), goes_on = at < (int8_t)0xC0;
    const bytes stands = (at > 0x1F) | (at == '\n') | (at == '\r') | first | goes_on;
    const bytes odd = (at == 0x7F) | ((at > (int8_t)0xE9) & first & (at != (int8_t)0xEF)) | ((one == (int8_t)0xE3) & (at != (int8_t)0x80)) |
                      ((one == (int8_t)0xEF) & ((at | 1) != (int8_t)0xBD));
    const bytes bad = (goes_on ^ (leads(one) | leads(two))) | ~stands | odd;
    uint64_t halves[2];
    memcpy(halves, &bad, sizeof halves);
    return !(halves[0] | halves[1]);
}

/* How many bytes from the first on, whole characters, are such, block by block. */
static size_t common_blocks(const char *s, size_t n)
{
    const unsigned char *u = (const unsigned char *)s;
    unsigned char first[BEFORE + BLOCK] = {0};
    if (n < BLOCK) return 0;
    memcpy(first + BEFORE, s, BLOCK);
    if (!is_common(first + BEFORE)) return 0;
    size_t i = BLOCK;
    while (n - i >= BLOCK && is_common(u + i)) i += BLOCK;
    if (u[i - 1] >= 0xE3) return i - 1;
    return u[i - 2] >= 0xE3 ? i - 2 : i;
}

/* The first byte from `i` on that is to be looked at by itself. */
static size_t next_odd(const char *s, size_t n, size_t i)
{
    i += common_blocks(s + i, n - i);
    return i + characters_common(s + i, n - i);
}

static void describe(struct character_fault *fault, size_t at, const char *s, bool broken, uint32_t c)
{
    static const char *const kinds[] = {[CHARACTER_PLAIN] = "字", [CHARACTER_BREAK] = "换行、制表符", [CHARACTER_CONTROL] = "控制字符", [CHARACTER_SEPARATOR] = "行、段分隔符",
                                        [CHARACTER_TURNING] = "改变书写方向的控制符", [CHARACTER_HIDDEN] = "看不见的字符", [CHARACTER_NONE] = "不是字符"};
    fault->at = at;
    if (broken) snprintf(fault->words, sizeof fault->words, "字节 0x%02X（不是 UTF-8 编码）", (unsigned char)*s);
    else snprintf(fault->words, sizeof fault->words, "U+%04X（%s）", (unsigned)c, kinds[character_of(c)]);
}

bool characters_scan(const char *s, size_t n, struct character_scan *scan)
{
    *scan = (struct character_scan){.none = n, .plain = true};
    for (size_t i = next_odd(s, n, 0), used; i < n; i = next_odd(s, n, i + used)) {
        uint32_t c;
        used = utf8_next(s + i, n - i, &c);
        if (c == '\n') continue;
        if (is_broken(s + i, used, c)) {
            scan->bad = i;
            return false;
        }
        enum character kind = character_of(c);
        if (kind == CHARACTER_NONE && scan->none == n) scan->none = i;
        bool narrow_blank = (c >= 0x2000 && c <= 0x200F) || c == 0x202F || c == 0x205F;
        scan->plain &= (kind == CHARACTER_PLAIN || kind == CHARACTER_BREAK) && !narrow_blank;
    }
    return true;
}

bool characters_allowed(const char *s, size_t n, struct character_fault *fault)
{
    for (size_t i = characters_common(s, n), used; i < n; i += used, i += characters_common(s + i, n - i)) {
        uint32_t c;
        used = utf8_next(s + i, n - i, &c);
        enum character kind = character_of(c);
        bool broken = is_broken(s + i, used, c);
        if (!broken && (kind == CHARACTER_PLAIN || kind == CHARACTER_BREAK || kind == CHARACTER_HIDDEN)) continue;
        describe(fault, i, s + i, broken, c);
        return false;
    }
    return true;
}

/* Blanks of every width, and the cell of braille that has no dot. */
static bool is_blank(uint32_t c) { return c == 0x2800 || (c != ' ' && utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ZS); }

bool characters_visible(const char *s, size_t n, struct character_fault *fault)
{
    for (size_t i = 0, used; i < n; i += used) {
        uint32_t c;
        used = utf8_next(s + i, n - i, &c);
        bool broken = is_broken(s + i, used, c), blank = !broken && is_blank(c);
        if (!broken && !blank && character_of(c) == CHARACTER_PLAIN) continue;
        describe(fault, i, s + i, broken, c);
        if (blank) snprintf(fault->words, sizeof fault->words, "U+%04X（不是普通的空格）", (unsigned)c);
        return false;
    }
    return true;
}

size_t characters_clean(struct text *out, const char *s, size_t n, struct character_fault *first)
{
    size_t count = 0, from = 0;
    for (size_t i = characters_common(s, n), used; i < n; i += used, i += characters_common(s + i, n - i)) {
        uint32_t c;
        used = utf8_next(s + i, n - i, &c);
        enum character kind = character_of(c);
        if (kind == CHARACTER_PLAIN || kind == CHARACTER_BREAK) continue;
        if (!count++) describe(first, i, s + i, false, c);
        text_add_n(out, s + from, i - from);
        from = i + used;
        if (kind == CHARACTER_CONTROL || kind == CHARACTER_SEPARATOR) text_add_char(out, ' ');
    }
    if (count) text_add_n(out, s + from, n - from);
    return count;
}

/* A carriage return alone lets what follows write over the line. */
static bool stands(const char *s, size_t n, enum character kind, bool one_line)
{
    if (kind == CHARACTER_BREAK) return !one_line && (*s != '\r' || (n > 1 && s[1] == '\n'));
    return kind == CHARACTER_PLAIN;
}

void characters_show(struct text *out, const char *s, size_t n, bool one_line)
{
    enum { PICTURES = 0x2400, PICTURE_OF_DEL = 0x2421 };
    size_t from = 0;
    for (size_t i = characters_common(s, n), used; i < n; i += used, i += characters_common(s + i, n - i)) {
        uint32_t c;
        used = utf8_next(s + i, n - i, &c);
        enum character kind = character_of(c);
        bool broken = is_broken(s + i, used, c);
        if (!broken && stands(s + i, n - i, kind, one_line)) continue;
        text_add_n(out, s + from, i - from);
        from = i + used;
        if (broken) text_printf(out, "<0x%02X>", (unsigned char)s[i]);
        else if (kind == CHARACTER_BREAK && one_line) text_add_char(out, ' ');
        else if (c < ' ' || c == 0x7F) text_add_code_point(out, c == 0x7F ? PICTURE_OF_DEL : PICTURES + c);
        else text_printf(out, "<U+%04X>", (unsigned)c);
    }
    text_add_n(out, s + from, n - from);
}

const char *characters_shown(struct arena *arena, const char *s)
{
    struct text shown = {0};
    if (!s) return NULL;
    characters_show(&shown, s, strlen(s), false);
    const char *copy = arena_dup(arena, text_get(&shown));
    text_release(&shown);
    return copy;
}
