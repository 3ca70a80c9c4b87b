#include "ledger/value_key.h"
#include "base/text.h"
#include "ledger/identity.h"
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

bool key_is_identity(struct slice s)
{
    enum { SHORTEST = 11, LONGEST = 100 };
    if (s.n < SHORTEST || s.n > LONGEST) return false;
    struct text folded = {0};
    spelling_fold(&folded, s);
    bool is = identity_as_key(text_get(&folded), folded.n);
    text_release(&folded);
    return is;
}

/* ---- dress ---- */

static bool is_dash(uint32_t c)
{
    return c == '-' || c == '_' || c == '~' || (c >= 0x2010 && c <= 0x2015) || c == 0x2500 || c == 0xFE58 || c == 0xFE63;
}

static bool is_bracket(uint32_t c)
{
    return c == '(' || c == ')' || c == '[' || c == ']' || c == '{' || c == '}' || c == '<' || c == '>' || (c >= 0x3008 && c <= 0x3011) ||
           (c >= 0x3014 && c <= 0x301B) || c == 0x2772 || c == 0x2773 || (c >= 0xFE59 && c <= 0xFE5E) || (c >= 0x27E8 && c <= 0x27EB);
}

enum part { PART_NOTHING, PART_PARTING, PART_LETTER };

/* Reads the character at *i, past which it goes, as it is compared. */
static enum part next_part(struct slice s, size_t *i, uint32_t *c)
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

void key_fold(struct text *out, struct slice s)
{
    bool parted = false, after_digit = false;
    for (size_t i = 0; i < s.n;) {
        uint32_t c;
        enum part part = next_part(s, &i, &c);
        parted |= part == PART_PARTING;
        if (part != PART_LETTER) continue;
        bool is_digit = c >= '0' && c <= '9';
        if (parted && after_digit && is_digit) text_add_char(out, '-');
        parted = false;
        after_digit = is_digit;
        if (c < 0x80) text_add_char(out, (char)c);
        else text_add_code_point(out, c);
    }
}

uint64_t key_hash(uint64_t hash, struct slice s)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t c;
        if (next_part(s, &i, &c) == PART_LETTER) hash = (hash ^ c) * 0x100000001B3u;
    }
    return hash;
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
