#include "ledger/values/personal_inside.h"

/* Every cell of keys and words is looked at, so a character of ASCII or a Han character costs a few steps; the others are rare. */

/* What a character means for a number: a letter parts numbers, a hidden figure may stand in one, a mark is nothing. */
enum number_meaning { MEANS_NOTHING = '.', MEANS_LETTER = 'L', MEANS_HIDDEN = '*', MEANS_ZERO_OR_TWO = '0', MEANS_ONE = '1', MEANS_MORE = '3' };
static const char meanings[] = "................................" "..........*....." "0103333333......"
                               ".LLLLLLLLLLLLLLL" "LLLLLLLL*LL....." ".LLLLLLLLLLLLLLL" "LLLLLLLL*LL.....";
_Static_assert(sizeof meanings == 128 + 1, "one for each character of ASCII");

static inline enum number_meaning meaning_of(unsigned char ascii) { return (enum number_meaning)(unsigned char)meanings[ascii]; }

/* Whatever is found is figures that no letter parts: a mobile of eleven that begin with 13 to 19, a number with hidden figures of eleven at
 * least, or another one of fifteen at least. */
enum { MOBILE = 11, SHORTEST_HIDDEN = 11, SHORTEST_OTHER = 15 };

/* No address of it is taken but of copies, so that it lives in registers. */
struct looking {
    uint64_t low, high;                                /* letters */
    size_t n, enough;                                  /* figures since a letter; so many would be a number */
    size_t digits, in_run;                             /* in_run: without anything between … */
    uint32_t run;                                      /* … the last of them, four bits each */
    bool after_one, year, number;
};

#define DIGITS ((uint64_t)0x3FF << '0')                /* all of them, where there is one */

static inline void take_figure(struct looking *l, enum number_meaning meaning)
{
    if (meaning == MEANS_HIDDEN && !l->n) return;      /* no number begins so */
    l->n++;
    if (meaning == MEANS_HIDDEN && l->enough > SHORTEST_HIDDEN) l->enough = SHORTEST_HIDDEN;
    if (l->after_one && meaning == MEANS_MORE && l->enough > l->n + MOBILE - 2) l->enough = l->n + MOBILE - 2;
    l->after_one = meaning == MEANS_ONE;
    l->number |= l->n >= l->enough;
}

static inline void take_letter(struct looking *l) { l->n = 0, l->enough = SHORTEST_OTHER, l->after_one = false; }

static inline void take_meaning(struct looking *l, enum number_meaning meaning)
{
    if (meaning == MEANS_LETTER) take_letter(l);
    else if (meaning != MEANS_NOTHING) take_figure(l, meaning);
}

static inline void take_digit(struct looking *l, uint32_t digit) { l->digits++, l->in_run++, l->run = l->run << 4 | digit; }

/* The figures of a year stand alone: 2025, 〔2025〕, 二〇二五 is none. */
static inline void end_run(struct looking *l)
{
    uint32_t century = l->run >> 8 & 0xFF;
    l->year |= l->in_run == 4 && (century == 0x19 || century == 0x20);
    l->in_run = 0;
}

static inline void take_ascii(struct looking *l, uint32_t upper)
{
    const uint64_t bit = (uint64_t)1 << (upper & 63);
    if (upper & 64) l->high |= bit;
    else l->low |= bit;
}

/* Full-width figures are digits of a year; figures of any kind are those of a number. */
static struct looking after_odd(struct looking l, struct slice text, size_t *i)
{
    uint32_t c;
    struct personal_letter letter;
    size_t at = *i;
    *i += utf8_next(text.s + at, text.n - at, &c);
    uint32_t narrow = spelling_narrow(c);
    char figure = personal_plain(c);
    if (narrow >= '0' && narrow <= '9') take_digit(&l, narrow - '0');
    else end_run(&l);
    if (figure) take_meaning(&l, meaning_of((unsigned char)figure));
    else if (c >= 0x4E00 && c <= 0x9FFF) take_letter(&l);
    if (!personal_letter_next(text, &at, &letter) || letter.c >= 0x80) return l;
    if (letter.c >= '0' && letter.c <= '9') l.low |= DIGITS;
    else take_ascii(&l, letter.c);
    return l;
}

static inline bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
static inline bool is_han(const unsigned char *s) { return s[0] >= 0xE4 && s[0] <= 0xE9; }

/* Digits of ASCII, up to `end` at most; returns where they end. Most of what is looked at is such. */
static inline const unsigned char *take_digits(struct looking *l, const unsigned char *s, const unsigned char *end)
{
    const unsigned char *from = s;
    for (; s < end && is_digit(*s); s++) {
        size_t enough = l->n + (size_t)(s - from) + MOBILE - 1;
        if (l->after_one && *s >= '3' && enough < l->enough) l->enough = enough;
        l->after_one = *s == '1';
    }
    size_t n = (size_t)(s - from);
    l->n += n, l->digits += n, l->in_run += n;
    l->number |= l->n >= l->enough;
    l->low |= DIGITS;
    for (const unsigned char *p = from; n <= 4 && p < s; p++) l->run = l->run << 4 | (*p - (uint32_t)'0');
    return s;
}

/* Of three bytes: whether it is a word for a figure. */
static inline bool is_word_for_figure(const unsigned char *s)
{
    return personal_digit_bits >> (s[2] & 63) & 1 && personal_digit((s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu)) >= 0;
}

/* 〔 and its like are neither letters nor figures; 〇 is one. */
static inline bool is_bracket(const unsigned char *s) { return s[0] == 0xE3 && s[1] == 0x80 && s[2] != 0x87; }

struct personal_look personal_look(struct slice text)
{
    const unsigned char *s = (const unsigned char *)text.s, *end = s + text.n;
    struct looking l = {.enough = SHORTEST_OTHER};
    bool ascii = true;
    while (s < end) {
        const unsigned char c = *s;
        if (is_digit(c)) {
            s = take_digits(&l, s, end);
        } else if (c < 0x80) {
            if (l.in_run) end_run(&l);
            take_ascii(&l, c >= 'a' && c <= 'z' ? c - 0x20u : c);
            take_meaning(&l, meaning_of(c));
            s++;
        } else if (end - s >= 3 && ((is_han(s) && !is_word_for_figure(s)) || is_bracket(s))) {
            if (l.in_run) end_run(&l);
            if (is_han(s)) take_letter(&l);
            ascii = false;
            s += 3;
        } else {
            size_t i = (size_t)(s - (const unsigned char *)text.s);
            l = after_odd(l, text, &i);
            ascii = false;
            s = (const unsigned char *)text.s + i;
        }
    }
    end_run(&l);
    return (struct personal_look){.letters = {l.low, l.high}, .digits = l.digits, .ascii = ascii, .year = l.year, .number = l.number};
}

bool personal_may_be_number(struct slice text) { return personal_look(text).number; }
