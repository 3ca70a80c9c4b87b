/* Letters, marks and rules, for the files of personal.h: personal_letters.c and personal_marks.c lie below, personal_match.c,
 * personal_names.c and personal_numbers.c find, personal_own.c drops, personal_scan.c puts together what they have found. */
#ifndef LEDGER_PERSONAL_INSIDE_H
#define LEDGER_PERSONAL_INSIDE_H
#include "ledger/values/personal.h"

/* A character as it is compared: narrow, letters in upper case, ① as 1; those that do not show are left out. */
struct personal_letter { uint32_t c; uint32_t from, to; };
/* ends[i]: what was found ends before the letter i; NULL = nothing was. */
struct personal_letters { struct personal_letter *list; size_t n; bool *ends; };
void personal_letters_of(struct slice text, struct personal_letters *out);   /* out->list is the caller's to free */
/* The letters one by one, from byte *i on; false at the end of the text. */
MUST_CHECK bool personal_letter_next_odd(struct slice text, size_t *i, struct personal_letter *letter);     /* any, step by step */
/* The common Chinese character at s, which takes 3 bytes; 0 for any other. */
static inline uint32_t personal_common_han(const unsigned char *s, size_t left)
{
    bool is = *s >= 0xE4 && *s <= 0xE9 && left >= 3 && (s[1] & 0xC0) == 0x80 && (s[2] & 0xC0) == 0x80;
    return is ? (*s & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu) : 0;
}

MUST_CHECK static inline bool personal_letter_next(struct slice text, size_t *i, struct personal_letter *letter)
{
    const unsigned char *s = (const unsigned char *)text.s + *i;
    size_t left = text.n - *i;
    uint32_t c, used = 1;
    if (!left) return false;
    if (*s < 0x80) c = *s >= 'a' && *s <= 'z' ? *s - 0x20u : *s;
    else if ((c = personal_common_han(s, left))) used = 3;
    else return personal_letter_next_odd(text, i, letter);
    *letter = (struct personal_letter){c, (uint32_t)*i, (uint32_t)*i + used};
    *i += used;
    return true;
}

int personal_figure(uint32_t c);                       /* 0..9 of a figure, plain, full-width, in a circle, bold …; or -1 */
/* The last six bits of Han characters that are such words: of others most are not. */
extern const uint64_t personal_digit_bits;
int personal_digit(uint32_t c);                        /* the same, and words for figures: 一, 壹, 幺; or -1 */
/* The plain digit of a code point, X or * for a hidden one; 0 = none of them. */
char personal_plain(uint32_t c);
bool personal_is_separator(uint32_t c);                       /* a blank or a mark, no letter of any kind */

void personal_mark_add(struct personal_marks *marks, size_t from, size_t to, const char *kind, bool sure);

/* ---- data/ledger/personal.yaml ---- */

struct personal_word { uint32_t *c; size_t n; };
struct personal_words { struct personal_word *list; size_t n; };
enum personal_class { PERSONAL_WORDS, PERSONAL_DIGITS, PERSONAL_NUMBER, PERSONAL_LETTERS, PERSONAL_WORD, PERSONAL_CODED, PERSONAL_GROUPS, PERSONAL_MAIL, PERSONAL_PLATE, PERSONAL_MARKS, PERSONAL_ANY };
struct personal_part { enum personal_class class; int min, max; struct personal_words words; };
struct personal_rule {
    const char *kind;
    struct personal_part *parts;
    size_t n_parts;
    struct personal_words after, none, unless, ends_not, is_not, not_before;
    int within;
    bool own, key, glued;
};
struct personal_rules {
    struct personal_rule *list;
    size_t n;
    uint64_t key_letters[2];                           /* ASCII ones, a bit each: a text that a rule of keys fits has at least one … */
    bool key_of_any;                                   /* … unless there is a rule of which that is not known */
    struct personal_words persons, office;
    struct intern *surnames, *no_names, *ordinary, *kinds;
};

/* The rules belong to the schema. */
MUST_CHECK bool personal_rules_read(struct schema *schema, const char *path, struct diag *diag);
void personal_rules_release(struct personal_rules *rules);      /* NULL is allowed */

/* Adds what the rules find to the numbers that prove themselves, which `marks` holds in their order; `bare`: the office has not said how to reach it. */
void personal_match(const struct personal_rules *rules, const struct personal_letters *text, bool bare, struct personal_marks *marks);
/* false: personal_match_whole is false too. */
static inline bool personal_may_match_whole(const struct personal_rules *rules, const struct personal_look *look)
{
    return (look->letters[0] & rules->key_letters[0]) || (look->letters[1] & rules->key_letters[1]) || rules->key_of_any;
}
bool personal_match_whole(const struct personal_rules *rules, const struct personal_letters *text);
/* Adds the names of `people` that stand in the text. */
void personal_find_names(const struct personal_rules *rules, const struct intern *people, const struct personal_letters *text, struct personal_marks *marks);
/* personal_pattern, personal_hidden, personal_key and personal_names for a text that may hold what they look for; the key is of the length that
 * numbers have. tests/ledger/test_glances.c compares. */
const char *personal_pattern_in_full(const char *text);
const char *personal_hidden_in_full(const char *text);
bool personal_key_in_full(const struct row_context *context, struct slice key);
bool personal_names_in_full(const struct personal_scope *scope, struct slice text);
/* Drops the marks that stand in `own`, which says how to reach the office, but for numbers that prove themselves: of a resident, a bank card. */
void personal_drop_own(struct personal_marks *marks, const char *own, const char *text);
bool personal_proves_itself(const char *kind);
/* Adds the numbers that prove themselves. */
void personal_numbers(const char *text, struct personal_marks *marks);

#endif
