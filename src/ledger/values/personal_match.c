#include "ledger/values/personal_inside.h"
#include <stdlib.h>
#include <string.h>

enum { OF_OFFICE = 45, OF_PERSON = 30, NOT_WITH = 20 };

static bool is_letter(uint32_t c) { return c >= 'A' && c <= 'Z'; }
static bool is_figure(uint32_t c) { return c >= '0' && c <= '9'; }
static bool stops(uint32_t c) { return c == '\n' || c == ';' || c == '!' || c == '?' || c == U'。'; }

static bool is_of(enum personal_class class, uint32_t c)
{
    switch (class) {
    case PERSONAL_DIGITS: case PERSONAL_NUMBER: return personal_digit(c) >= 0 || c == U'十';
    case PERSONAL_LETTERS: return is_letter(c);
    case PERSONAL_WORD: return is_letter(c) || is_figure(c) || c == '-' || c == '_';
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

static bool fits(const struct personal_part *p, const struct personal_letters *t, size_t i, size_t n)
{
    if (p->class == PERSONAL_NUMBER) return !is_serial(t, i, n);
    if (p->class != PERSONAL_PLATE) return true;
    size_t figures = 0;
    for (size_t k = 0; k < n; k++) figures += is_figure(t->list[i + k].c);
    return figures >= 2;
}

/* Whether what stands between the two ends there, or is a stretch of a longer run of figures or of letters. */
static bool breaks(const struct personal_letters *t, size_t i)
{
    if (!i || i >= t->n) return true;
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
        for (size_t k = 0; k < p->words.n; k++)
            if (stands_at(t, i, &p->words.list[k]) && match(rule, part + 1, t, i + p->words.list[k].n, end)) return true;
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

/* What comes behind "after" begins with what it is: a blank or a mark in front is not the first of it. */
static bool found_at(const struct personal_rule *rule, const struct personal_letters *t, size_t i, size_t *end)
{
    if (rule->after.n && (personal_is_separator(t->list[i].c) || !stands_before(&rule->after, t, i, (size_t)rule->within))) return false;
    if (!rule->after.n && !breaks(t, i)) return false;
    return match(rule, 0, t, i, end) && *end > i && !(rule->unless.n && stands_before(&rule->unless, t, i, NOT_WITH)) &&
           !ends_with(&rule->ends_not, t, i, *end);
}

void personal_match(const struct personal_rules *rules, const struct personal_letters *t, bool bare, struct personal_marks *marks)
{
    for (size_t r = 0; r < rules->n; r++) {
        const struct personal_rule *rule = &rules->list[r];
        for (size_t i = 0, end; i < t->n; i++) {
            if (!found_at(rule, t, i, &end)) continue;
            bool of_office = rule->own && (bare || stands_before(&rules->office, t, i, OF_OFFICE)) && !stands_before(&rules->persons, t, i, OF_PERSON);
            personal_mark_add(marks, t->list[i].from, t->list[end - 1].to, rule->kind, !of_office);
            i = end - 1;
        }
    }
}

bool personal_match_whole(const struct personal_rules *rules, const struct personal_letters *t)
{
    size_t end;
    for (size_t r = 0; r < rules->n; r++)
        if (rules->list[r].key && t->n && match(&rules->list[r], 0, t, 0, &end) && end == t->n) return true;
    return false;
}
