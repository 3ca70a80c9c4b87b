#include "ledger/values/value_key.h"
#include "base/text.h"
#include <string.h>

static bool digit(char c) { return c >= '0' && c <= '9'; }

static bool in_exponents(struct slice s)
{
    size_t i = 0, points = 0;
    while (i < s.n && (digit(s.s[i]) || s.s[i] == '.')) points += s.s[i++] == '.';
    if (i == points || points > 1 || i == s.n || (s.s[i] != 'E' && s.s[i] != 'e')) return false;
    /* Without point and sign it may be a serial of the house: 12E3. */
    if (++i < s.n && s.s[i] == '+') i++;
    else if (!points) return false;
    size_t from = i;
    while (i < s.n && digit(s.s[i])) i++;
    return i == s.n && i > from;
}

static bool cut_short(struct slice s)
{
    enum { KEPT = 15, AT_LEAST = 18 };
    if (s.n < AT_LEAST) return false;
    for (size_t i = 0; i < s.n; i++)
        if (i < KEPT ? !digit(s.s[i]) : s.s[i] != '0') return false;
    return s.s[0] != '0';
}

/* Full-width figures are figures. */
static bool as_figures(struct slice s, bool (*is)(struct slice))
{
    if (!s.n || (unsigned char)*s.s != 0xEF) return is(s);
    struct text narrow = {0};
    spelling_fold(&narrow, s);
    bool found = is((struct slice){text_get(&narrow), narrow.n});
    text_release(&narrow);
    return found;
}

bool key_in_exponents(struct slice s) { return as_figures(s, in_exponents); }
bool key_cut_short(struct slice s) { return as_figures(s, cut_short); }

/* ---- ways of writing ---- */

static bool is_dash(uint32_t c)
{
    return c == '-' || c == '_' || c == '~' || (c >= 0x2010 && c <= 0x2015) || c == 0x2500 || c == 0xFE58 || c == 0xFE63;
}

static bool is_bracket(uint32_t c)
{
    return c == '(' || c == ')' || c == '[' || c == ']' || c == '{' || c == '}' || c == '<' || c == '>' || (c >= 0x3008 && c <= 0x3011) ||
           (c >= 0x3014 && c <= 0x301B) || c == 0x2772 || c == 0x2773 || (c >= 0xFE59 && c <= 0xFE5E) || (c >= 0x27E8 && c <= 0x27EB);
}

enum key_part { PART_NOTHING, PART_PARTING, PART_LETTER };

/* Reads the character at *i, past which it goes, as it is compared. */
static enum key_part next_part(struct slice s, size_t *i, uint32_t *c)
{
    *c = (unsigned char)s.s[*i];
    if (*c >= '0' && *c <= '9') {
        ++*i;
        return PART_LETTER;
    }
    if (*c < 0x80) ++*i;
    else *i += utf8_next(s.s + *i, s.n - *i, c);
    if (*c >= 0x4E00 && *c <= 0x9FFF) return PART_LETTER;
    if (spelling_blank(*c)) return PART_NOTHING;
    *c = spelling_narrow(*c);
    if (*c >= 'a' && *c <= 'z') *c -= 'a' - 'A';
    if (*c >= 'A' && *c <= 'Z') return PART_LETTER;
    if (*c == '"' || *c == '\'' || *c == '`') return PART_NOTHING;
    return is_dash(*c) || is_bracket(*c) ? PART_PARTING : PART_LETTER;
}

/* ---- words around the numbers ---- */

enum { ORDINAL = 0x7B2C, YEAR = 0x5E74, NUMBER = 0x53F7, NUMBER_LONG = 0x865F, FULL_STOP = 0x3002, LOOKED_AHEAD = 16 };

/* Whether a figure comes next, behind partings and any number of `skipped`. */
static bool figure_follows(struct slice s, size_t i, uint32_t skipped)
{
    uint32_t c;
    for (size_t n = 0; i < s.n && n < LOOKED_AHEAD; n++)
        if (next_part(s, &i, &c) == PART_LETTER && c != skipped) return c >= '0' && c <= '9';
    return false;
}

static int chinese_figure(uint32_t c)
{
    static const uint32_t figures[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};
    if (c == 0x96F6 || c == 0x25CB) return 0;          /* 零 and the circle */
    for (int i = 0; i < 10; i++)
        if (figures[i] == c) return i;
    return -1;
}

/* 二〇二五, with 19 or 20 in front, whose first character was read before `i`: past it goes *i. */
static bool chinese_year(struct slice s, size_t *i, uint32_t first, char year[5])
{
    size_t at = *i;
    uint32_t c = first;
    for (int n = 0; n < 4; n++) {
        if (n && (at >= s.n || next_part(s, &at, &c) != PART_LETTER)) return false;
        int figure = chinese_figure(c);
        if (figure < 0) return false;
        year[n] = (char)('0' + figure);
    }
    year[4] = 0;
    if (strncmp(year, "19", 2) && strncmp(year, "20", 2)) return false;
    *i = at;
    return true;
}

static bool ends_number(uint32_t c) { return c == NUMBER || c == '.' || c == FULL_STOP; }

static void add(struct text *out, uint32_t c)
{
    enum { ROOM = 4 };
    bool han = c >= 0x4E00 && c <= 0x9FFF;
    if (out->cap - out->n <= ROOM || (c >= 0x80 && !han)) {
        text_add_code_point(out, c);
        return;
    }
    char *at = out->bytes + out->n;
    *at++ = (char)(han ? 0xE0 | c >> 12 : c);
    if (han) {
        *at++ = (char)(0x80 | (c >> 6 & 0x3F));
        *at++ = (char)(0x80 | (c & 0x3F));
    }
    *at = 0;
    out->n = (size_t)(at - out->bytes);
}

/* How a character of three bytes is read where it means the same wherever it stands; PART_NOTHING: elsewhere it may not, as 年. */
static enum key_part plain_part(const unsigned char *u)
{
    if ((u[1] & 0xC0) != 0x80 || (u[2] & 0xC0) != 0x80) return PART_NOTHING;
    uint32_t c = (u[0] & 0xFu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu);
    if (c < 0x4E00 || c > 0x9FFF) return is_bracket(c) ? PART_PARTING : PART_NOTHING;
    return c == ORDINAL || c == YEAR || c == NUMBER || c == NUMBER_LONG || c == 0x4E00 || c == 0x4E8C ? PART_NOTHING : PART_LETTER;
}

/* Nearly every key: figures, letters, hyphens and brackets, Chinese characters, 号 at the end; false, with nothing added, where there is more,
 * or an O. */
static bool fold_plain(struct text *out, struct slice s)
{
    enum { LONGEST = 64, HAN = 3 };
    char folded[LONGEST];
    size_t n = 0;
    bool parted = false, after_digit = false;
    if (s.n > LONGEST) return false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.s[i];
        bool is_digit = digit(c);
        if (c == '-' || is_bracket((unsigned char)c)) {
            parted = true;
            continue;
        }
        if ((unsigned char)c >= 0xE3 && (unsigned char)c <= 0xE9 && s.n - i >= HAN) {
            if (after_digit && s.n - i == HAN && !memcmp(s.s + i, "号", HAN)) break;
            enum key_part part = plain_part((const unsigned char *)s.s + i);
            if (part == PART_NOTHING) return false;
            if (part == PART_LETTER) {
                memcpy(folded + n, s.s + i, HAN);
                n += HAN;
                after_digit = false;
            }
            parted = part == PART_PARTING;
            i += HAN - 1;
            continue;
        }
        if (!is_digit && c >= 'a' && c <= 'z') c = (char)(c - ('a' - 'A'));
        if (!is_digit && (c < 'A' || c > 'Z' || c == 'O')) return false;
        if (parted && after_digit && is_digit) folded[n++] = '-';
        parted = false;
        after_digit = is_digit;
        folded[n++] = c;
    }
    text_add_n(out, folded, n);
    return true;
}

void key_fold(struct text *out, struct slice s)
{
    if (fold_plain(out, s)) return;
    bool parted = false, after_digit = false, ending = false;   /* ending: behind the last figure, left out at the end only */
    size_t whole = 0;                                  /* up to where it begins */
    for (size_t i = 0; i < s.n;) {
        uint32_t c;
        char year[5];
        enum key_part part = next_part(s, &i, &c);
        parted |= part == PART_PARTING;
        if (part != PART_LETTER) continue;
        if (c == NUMBER_LONG) c = NUMBER;
        if ((c == ORDINAL && figure_follows(s, i, 0)) || (c == YEAR && after_digit && figure_follows(s, i, ORDINAL))) {
            parted = true;
            continue;
        }
        if (after_digit && ends_number(c)) {
            if (!ending) whole = out->n;
            ending = true;
            add(out, c);
            continue;
        }
        if (ending) ending = after_digit = false;
        if (c == 'O' && after_digit && figure_follows(s, i, 'O')) c = '0';
        bool is_year = (c == 0x4E00 || c == 0x4E8C) && chinese_year(s, &i, c, year);
        bool is_digit = is_year || (c >= '0' && c <= '9');
        if (parted && after_digit && is_digit) add(out, '-');
        parted = false;
        after_digit = is_digit;
        if (is_year) text_add(out, year);
        else add(out, c);
    }
    if (!ending) return;
    out->n = whole;
    out->bytes[whole] = 0;
}

void key_bare(struct text *out, struct slice folded)
{
    char before = 0;
    size_t from = 0;                                   /* what is not added yet */
    for (size_t i = 0; i < folded.n; before = folded.s[i++]) {
        if (folded.s[i] != '0' || digit(before) || before == '.' || i + 1 >= folded.n || !digit(folded.s[i + 1])) continue;
        text_add_n(out, folded.s + from, i - from);
        while (i + 1 < folded.n && folded.s[i] == '0' && digit(folded.s[i + 1])) i++;
        from = i;
    }
    text_add_n(out, folded.s + from, folded.n - from);
}

bool key_alike(const char *a, const char *b)
{
    if (!strcmp(a, b)) return true;
    if (strchr(a, '-') && strchr(b, '-')) return false;
    for (;; a++, b++) {
        if (*a == '-') a++;
        if (*b == '-') b++;
        if (*a != *b || !*a) return *a == *b;
    }
}
