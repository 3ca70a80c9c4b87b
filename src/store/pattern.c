#include "store/pattern.h"
#include "base/memory.h"
#include <stdint.h>
#include <string.h>

enum pattern_part_kind { PART_CHARACTER, PART_ONE, PART_SET, PART_ALL, PART_NEVER };
struct pattern_part { enum pattern_part_kind kind; uint32_t c; const char *set; };   /* set: what follows its '[' */

struct pattern {
    enum pattern_kind kind;
    const char *words, *word;                          /* word: a text without it cannot match */
    size_t n, n_word;
    bool word_only;                                    /* nor is anything else asked of it */
    const char *set;                                   /* nor can one without a character of this set; NULL: there is none */
    size_t n_parts;
    struct pattern_part parts[];                               /* and behind them the words */
};

/* As SQLite reads a character, broken ones too; 0 at the end. */
static uint32_t next_of(const char **at)
{
    const unsigned char *s = (const unsigned char *)*at;
    uint32_t c = *s;
    if (!c) return 0;
    s++;
    if (c >= 0xC0) {
        c &= c < 0xE0 ? 0x1F : c < 0xF0 ? 0x0F : c < 0xF8 ? 0x07 : c < 0xFC ? 0x03 : c < 0xFE ? 0x01 : 0;
        while ((*s & 0xC0) == 0x80) c = (c << 6) + (*s++ & 0x3F);
        if (c < 0x80 || (c & 0xFFFFF800) == 0xD800 || (c & 0xFFFFFFFE) == 0xFFFE) c = 0xFFFD;
    }
    *at = (const char *)s;
    return c;
}

/* Whether a text has the character c as these n bytes alone: broken ones are read as another, and U+FFFD is what many are read as. */
static bool has_one_spelling(const char *s, size_t n, uint32_t c)
{
    uint32_t first = n == 1 ? c : n == 2 ? 0xC0 | c >> 6 : n == 3 ? 0xE0 | c >> 12 : 0xF0 | c >> 18;
    return c != 0xFFFD && n == (c < 0x80 ? 1U : c < 0x800 ? 2U : c < 0x10000 ? 3U : 4U) && (unsigned char)*s == first;
}

static bool is_letter(uint32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
static uint32_t lower(uint32_t c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; }

/* ---- sets: [abc], [^a-z], []x] ---- */

/* Whether c is in the set; *end is the place after its ']', NULL where it has none. Without c (0): only the end. */
static bool set_has(const char *at, uint32_t c, const char **end)
{
    bool seen = false, invert = false;
    uint32_t before = 0, own = next_of(&at);
    if (own == '^') invert = true, own = next_of(&at);
    if (own == ']') seen = c == ']', own = next_of(&at);
    while (own && own != ']') {
        if (own == '-' && *at != ']' && *at && before) {
            own = next_of(&at);
            seen = seen || (c >= before && c <= own);
            before = 0;
        } else {
            seen = seen || c == own;
            before = own;
        }
        own = next_of(&at);
    }
    *end = own ? at : NULL;
    return seen != invert;
}

/* A set that only lists characters. */
static bool set_lists(const char *set)
{
    if (*set == '^' || *set == ']') return false;
    for (const char *from; *(from = set) != ']';) {
        uint32_t c = next_of(&set);
        if (c == '-' || !has_one_spelling(from, (size_t)(set - from), c)) return false;
    }
    return true;
}

static bool has_one_of(const char *text, size_t n, const char *set)
{
    for (const char *from; *(from = set) != ']';) {
        next_of(&set);
        if (memmem(text, n, from, (size_t)(set - from))) return true;
    }
    return false;
}

/* ---- reading ---- */

static struct pattern_part part_at(enum pattern_kind kind, const char **at)
{
    struct pattern_part part = {PART_CHARACTER, next_of(at), NULL};
    if (part.c == (kind == PATTERN_GLOB ? '*' : '%')) part.kind = PART_ALL;
    else if (part.c == (kind == PATTERN_GLOB ? '?' : '_')) part.kind = PART_ONE;
    if (kind == PATTERN_LIKE || part.c != '[') return part;
    const char *end;
    part.set = *at;
    set_has(*at, 0, &end);
    part.kind = end ? PART_SET : PART_NEVER;           /* without its end a set matches nothing */
    *at = end ? end : *at + strlen(*at);
    return part;
}

/* The longest run of characters that stands in every text that matches. */
static void find_word(struct pattern *p)
{
    size_t n = 0, run = 0;
    for (const char *at = p->words, *from; *(from = at);) {
        const struct pattern_part part = part_at(p->kind, &at);
        bool same = part.kind == PART_CHARACTER && has_one_spelling(from, (size_t)(at - from), part.c) && !(p->kind == PATTERN_LIKE && is_letter(part.c));
        n = same ? n + (size_t)(at - from) : 0;
        run = same ? run + 1 : 0;
        if (n <= p->n_word) continue;
        p->word = at - n;
        p->n_word = n;
        p->word_only = run + 2 == p->n_parts && p->parts->kind == PART_ALL && p->parts[p->n_parts - 1].kind == PART_ALL;
    }
}

struct pattern *pattern_new(const char *words, size_t n, enum pattern_kind kind)
{
    struct pattern *p = memory_alloc(sizeof *p + n * sizeof *p->parts + n + 1);
    char *own = (char *)(p->parts + n);
    memcpy(own, words, n);
    p->kind = kind;
    p->words = own;
    p->n = n;
    for (const char *at = own; *at;) {
        const struct pattern_part part = part_at(kind, &at);
        if (part.kind == PART_SET && set_lists(part.set) && !p->set) p->set = part.set;
        p->parts[p->n_parts++] = part;
    }
    find_word(p);
    return p;
}

bool pattern_is(const struct pattern *p, const char *words, size_t n, enum pattern_kind kind)
{
    return p->kind == kind && p->n == n && !memcmp(p->words, words, n);
}

/* ---- matching ---- */

static bool fits(const struct pattern *p, const struct pattern_part *part, uint32_t c)
{
    const char *end;
    switch (part->kind) {
    case PART_CHARACTER: return c == part->c || (p->kind == PATTERN_LIKE && c < 0x80 && lower(c) == lower(part->c));
    case PART_ONE: return true;
    case PART_SET: return set_has(part->set, c, &end);
    case PART_ALL: case PART_NEVER: break;
    }
    return false;
}

/* Matches the parts [from, to), which have no PART_ALL, at the beginning of text; the place behind them, or NULL. */
static const char *match_here(const struct pattern *p, size_t from, size_t to, const char *text)
{
    for (size_t i = from; i < to; i++) {
        uint32_t c = next_of(&text);
        if (!c || !fits(p, &p->parts[i], c)) return NULL;
    }
    return text;
}

/* What lies between two PART_ALL is matched where it first stands: a later place leaves less for the rest. The last stands at the end. */
bool pattern_matches(const struct pattern *p, const char *text, size_t n)
{
    if ((p->n_word && !memmem(text, n, p->word, p->n_word)) || (p->set && !has_one_of(text, n, p->set))) return false;
    for (size_t i = 0, to; !p->word_only; i = to + 1) {
        for (to = i; to < p->n_parts && p->parts[to].kind != PART_ALL; to++) {}
        const char *behind = match_here(p, i, to, text);
        bool last = to == p->n_parts;
        while (i && (!behind || (last && *behind)) && next_of(&text)) behind = match_here(p, i, to, text);
        if (!behind || (last && *behind)) return false;
        if (last || to + 1 == p->n_parts) return true;
        text = behind;
    }
    return true;
}
