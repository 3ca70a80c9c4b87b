#include "base/memory.h"
#include "ledger/values/personal_inside.h"
#include <stdlib.h>
#include <string.h>

enum { OF_OFFICE = 45, OF_PERSON = 30, NOT_WITH = 20 };

static bool is_letter(uint32_t c) { return c >= 'A' && c <= 'Z'; }
static bool is_figure(uint32_t c) { return c >= '0' && c <= '9'; }
static bool stops(uint32_t c) { return c == '\n' || c == ';' || c == '!' || c == '?' || c == U'。'; }

/* Counts and amounts stand between such: 12345、23456、34567张, 1,234,567. */
static bool parts_list(uint32_t c) { return stops(c) || c == ',' || c == ':' || c == '|' || c == U'、'; }

static bool is_of(enum personal_class class, uint32_t c)
{
    switch (class) {
    case PERSONAL_DIGITS: case PERSONAL_NUMBER: return personal_digit(c) >= 0 || c == U'十';
    case PERSONAL_LETTERS: return is_letter(c);
    case PERSONAL_GROUPS: return is_of(PERSONAL_DIGITS, c) || (personal_is_separator(c) && !parts_list(c));
    case PERSONAL_WORD: case PERSONAL_CODED: return is_letter(c) || is_figure(c) || c == '-' || c == '_';
    case PERSONAL_MAIL: return is_letter(c) || is_figure(c) || (c < 0x80 && c && strchr("._%+-", (int)c));
    case PERSONAL_PLATE: return is_letter(c) || is_figure(c);
    case PERSONAL_MARKS: return personal_is_separator(c) && c != '\n';
    case PERSONAL_ANY: return !stops(c) && c != ',';
    case PERSONAL_WORDS: break;
    }
    return false;
}

static bool stands_at(const struct personal_letters *t, size_t i, const struct personal_word *w)
{
    if (i + w->n > t->n) return false;
    for (size_t k = 0; k < w->n; k++)
        if (t->list[i + k].c != w->c[k]) return false;
    return true;
}

/* Numbers of offices begin with a year or with zeros: H20250001, S0000012. */
static bool is_serial(const struct personal_letters *t, size_t i, size_t n)
{
    int d[4] = {0};
    for (size_t k = 0; k < 4 && k < n; k++) d[k] = personal_digit(t->list[i + k].c);
    return n >= 4 && ((d[0] == 2 && d[1] == 0) || (d[0] == 1 && d[1] == 9) || (!d[0] && !d[1] && !d[2]));
}

static size_t figures_of(const struct personal_letters *t, size_t i, size_t n)
{
    size_t figures = 0;
    for (size_t k = 0; k < n; k++) figures += is_figure(t->list[i + k].c);
    return figures;
}

/* Figures from the first to the last, no fewer than `least` of them, with a mark or two between. */
static bool is_grouped(const struct personal_letters *t, size_t i, size_t n, size_t least)
{
    enum { MOST_MARKS = 3 };
    size_t figures = 0, marks = 0;
    for (size_t k = 0; k < n && marks <= MOST_MARKS; k++) {
        bool figure = is_of(PERSONAL_DIGITS, t->list[i + k].c);
        figures += figure;
        marks = figure ? 0 : figures ? marks + 1 : MOST_MARKS + 1;
    }
    return !marks && figures >= least;
}

static bool fits(const struct personal_part *p, const struct personal_letters *t, size_t i, size_t n)
{
    enum { ON_PLATE = 2 };
    switch (p->class) {
    case PERSONAL_NUMBER: return !is_serial(t, i, n);
    case PERSONAL_PLATE: return figures_of(t, i, n) >= ON_PLATE;
    case PERSONAL_CODED: return figures_of(t, i, n) > 0;
    case PERSONAL_GROUPS: return is_grouped(t, i, n, (size_t)p->min);
    default: return true;
    }
}

/* Something was found, and its last letter is no part of what follows: …002XQQ12345678. */
static bool found_ends(const struct personal_letters *t, size_t i) { return t->ends && t->ends[i]; }

/* Whether what stands between the two ends there, or is a stretch of a longer run of figures or of letters. */
static bool breaks(const struct personal_letters *t, size_t i)
{
    if (!i || i >= t->n || found_ends(t, i)) return true;
    uint32_t a = t->list[i - 1].c, b = t->list[i].c;
    return !(is_figure(a) && is_figure(b)) && !(is_letter(a) && is_letter(b));
}

static bool ends_with(const struct personal_words *words, const struct personal_letters *t, size_t from, size_t end)
{
    for (size_t k = 0; k < words->n; k++)
        if (words->list[k].n <= end - from && stands_at(t, end - words->list[k].n, &words->list[k])) return true;
    return false;
}

/* Where the last is one of several words, a shorter stretch may end well: 人民路12号 in 人民路12号的咨询渠道. */
static bool ends_well(const struct personal_rule *rule, const struct personal_letters *t, size_t i)
{
    return rule->parts[rule->n_parts - 1].class != PERSONAL_WORDS || !ends_with(&rule->ends_not, t, 0, i);
}

static bool match(const struct personal_rule *rule, size_t part, const struct personal_letters *t, size_t i, size_t *end)
{
    if (part == rule->n_parts) {
        *end = i;
        return breaks(t, i) && ends_well(rule, t, i);
    }
    const struct personal_part *p = &rule->parts[part];
    if (p->class == PERSONAL_WORDS) {
        for (size_t k = 0; k < p->words.n; k++) {
            if (!stands_at(t, i, &p->words.list[k])) continue;
            *end = i + p->words.list[k].n;
            /* The X of a number is its last, whatever stands behind. */
            if (part + 1 == rule->n_parts ? ends_well(rule, t, *end) : match(rule, part + 1, t, *end, end)) return true;
        }
        return !p->min && match(rule, part + 1, t, i, end);
    }
    int n = 0;
    while (n < p->max && i + (size_t)n < t->n && is_of(p->class, t->list[i + (size_t)n].c)) n++;
    for (; n >= p->min; n--)
        if (fits(p, t, i, (size_t)n) && match(rule, part + 1, t, i + (size_t)n, end)) return true;
    return false;
}

/* Whether one of the words stands in the same sentence before `i`, with no more than `within` characters between. */
static bool stands_before(const struct personal_words *words, const struct personal_letters *t, size_t i, size_t within)
{
    for (size_t gap = 0; gap <= within && gap <= i; gap++) {
        size_t behind = i - gap;
        if (gap && stops(t->list[behind].c)) return false;
        for (size_t k = 0; k < words->n; k++)
            if (words->list[k].n <= behind && stands_at(t, behind - words->list[k].n, &words->list[k])) return true;
    }
    return false;
}

/* Whether the letters and figures that end before `i` hold a letter: AB3 before WX, and not 13800138000. */
static bool is_in_word(const struct personal_letters *t, size_t i)
{
    while (i && !found_ends(t, i) && is_figure(t->list[i - 1].c)) i--;
    return i && !found_ends(t, i) && is_letter(t->list[i - 1].c);
}

/* Whether the letters between are a part of one of the words: VX in VXLAN, 加V in 增加V. */
static bool is_part_of(const struct personal_words *words, const struct personal_letters *t, size_t from, size_t end)
{
    for (size_t k = 0; k < words->n; k++) {
        const size_t n = words->list[k].n, first = end > n ? end - n : 0;
        for (size_t i = first; i <= from; i++)
            if (stands_at(t, i, &words->list[k])) return true;
    }
    return false;
}

/* WX in NWX-3 is no label, and in WXPAY only where what follows may be glued to it. */
static bool ends_with_label(const struct personal_rule *rule, const struct personal_letters *t, size_t end)
{
    for (size_t k = 0; k < rule->after.n; k++) {
        const struct personal_word *w = &rule->after.list[k];
        if (!w->n || w->n > end || !stands_at(t, end - w->n, w)) continue;
        if (is_letter(w->c[0]) && is_in_word(t, end - w->n)) continue;
        if (is_letter(w->c[w->n - 1]) && !rule->glued && !breaks(t, end)) continue;
        if (is_part_of(&rule->none, t, end - w->n, end)) continue;
        return true;
    }
    return false;
}

/* Whether one of the labels stands before `i` like that. Asked for one place after another, each once, from 0 on: where the last of them ended. */
enum { NOWHERE = -1 };
static bool label_before_next(const struct personal_rule *rule, const struct personal_letters *t, size_t i, int64_t *ended)
{
    if (i && stops(t->list[i - 1].c)) *ended = NOWHERE;
    if (ends_with_label(rule, t, i)) *ended = (int64_t)i;
    return *ended != NOWHERE && i - (size_t)*ended <= (size_t)rule->within;
}

/* ---- what cannot be found at all: most rules, in most texts ---- */

/* The letters of a text by their last bits: a word with another one does not stand in it. */
enum { BITS = 256, OF_ONE = 64 };
struct letters_there { uint64_t bits[BITS / OF_ONE]; };

static bool is_there(const struct letters_there *there, uint32_t c) { return there->bits[c % BITS / OF_ONE] >> c % OF_ONE & 1; }

static struct letters_there letters_of(const struct personal_letters *t)
{
    struct letters_there there = {{0}};
    for (size_t i = 0; i < t->n; i++) there.bits[t->list[i].c % BITS / OF_ONE] |= (uint64_t)1 << t->list[i].c % OF_ONE;
    return there;
}

static bool stands_anywhere(const struct personal_word *w, const struct personal_letters *t, const struct letters_there *there)
{
    for (size_t k = 0; k < w->n; k++)
        if (!is_there(there, w->c[k])) return false;
    for (size_t i = 0; i + w->n <= t->n; i++)
        if (stands_at(t, i, w)) return true;
    return false;
}

static bool any_stands(const struct personal_words *words, const struct personal_letters *t, const struct letters_there *there)
{
    for (size_t k = 0; k < words->n; k++)
        if (stands_anywhere(&words->list[k], t, there)) return true;
    return false;
}

/* Whether the words that the rule cannot do without stand in the text. */
static bool may_find(const struct personal_rule *rule, const struct personal_letters *t, const struct letters_there *there)
{
    if (rule->after.n && !any_stands(&rule->after, t, there)) return false;
    for (size_t p = 0; p < rule->n_parts; p++)
        if (rule->parts[p].class == PERSONAL_WORDS && rule->parts[p].min && !any_stands(&rule->parts[p].words, t, there)) return false;
    return true;
}

static bool is_one_of(const struct personal_words *words, const struct personal_letters *t, size_t from, size_t end)
{
    for (size_t k = 0; k < words->n; k++)
        if (words->list[k].n == end - from && stands_at(t, from, &words->list[k])) return true;
    return false;
}

static bool begins_with(const struct personal_words *words, const struct personal_letters *t, size_t i)
{
    for (size_t k = 0; k < words->n; k++)
        if (stands_at(t, i, &words->list[k])) return true;
    return false;
}

/* What comes behind "after" begins with what it is: a blank or a mark in front is not the first of it. `near`: "after" stands before. */
static bool found_at(const struct personal_rule *rule, const struct personal_letters *t, size_t i, bool near, size_t *end)
{
    if (rule->after.n && (!near || personal_is_separator(t->list[i].c))) return false;
    if (!(rule->glued || breaks(t, i)) || !match(rule, 0, t, i, end) || *end == i) return false;
    if (rule->unless.n && stands_before(&rule->unless, t, i, NOT_WITH)) return false;
    return !ends_with(&rule->ends_not, t, i, *end) && !is_one_of(&rule->is_not, t, i, *end) && !begins_with(&rule->not_before, t, *end);
}

/* Returns how many more letters something ends before. */
static size_t find_all(const struct personal_rules *rules, const struct personal_rule *rule, const struct personal_letters *t, bool bare, struct personal_marks *marks)
{
    int64_t ended = NOWHERE;
    size_t more = 0;
    for (size_t i = 0, from = 0, end; i < t->n; i++) {
        bool near = rule->after.n && label_before_next(rule, t, i, &ended);
        if (i < from || !found_at(rule, t, i, near, &end)) continue;
        bool of_office = rule->own && (bare || stands_before(&rules->office, t, i, OF_OFFICE)) && !stands_before(&rules->persons, t, i, OF_PERSON);
        personal_mark_add(marks, t->list[i].from, t->list[end - 1].to, rule->kind, !of_office);
        more += !t->ends[end];
        t->ends[end] = true;
        from = end;
    }
    return more;
}

void personal_match(const struct personal_rules *rules, const struct personal_letters *text, bool bare, struct personal_marks *marks)
{
    const struct letters_there there = letters_of(text);
    struct personal_letters t = *text;
    t.ends = memory_alloc((t.n + 1) * sizeof *t.ends);
    for (size_t i = 0, k = 0; i < t.n && k < marks->n; i++)
        if (t.list[i].from >= marks->list[k].to) t.ends[i] = true, k++;
    /* What a rule finds may be what stands before something that an earlier rule looks for: VX87654321QQ12345678. */
    enum { PASSES = 3 };
    for (size_t pass = 0, more = 1; pass < PASSES && more; pass++) {
        more = 0;
        for (size_t r = 0; r < rules->n; r++)
            if (may_find(&rules->list[r], &t, &there)) more += find_all(rules, &rules->list[r], &t, bare, marks);
    }
    free(t.ends);
}

bool personal_match_whole(const struct personal_rules *rules, const struct personal_letters *t)
{
    size_t end;
    for (size_t r = 0; r < rules->n; r++)
        if (rules->list[r].key && t->n && match(&rules->list[r], 0, t, 0, &end) && end == t->n) return true;
    return false;
}
