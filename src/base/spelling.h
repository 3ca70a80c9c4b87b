/* Comparing words whatever way they were typed: full-width forms, stray spaces, letters in either case, one slip.
 *
 *     spelling_fold(&out, "Ａ １", n);                   // "A1"
 *     spelling_near("受理编号", 12, "受里编号", 12);        // true
 */
#ifndef BASE_SPELLING_H
#define BASE_SPELLING_H
#include "base/text.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A stretch of UTF-8 in memory of another owner; not NUL-terminated. */
struct slice { const char *s; size_t n; };

bool slice_is(struct slice a, const char *word);
/* Whether the word, not empty, stands in it: for short ones, which are what texts are asked for. */
bool slice_has(struct slice a, const char *word);
/* The first, or last, characters of words, to say quickly that none of the words is there: a superset of them. */
struct spelling_set { uint64_t han[64]; bool others; };
/* `at` is the first byte of a character, which ends before `end`. */
void spelling_set_add(struct spelling_set *set, const char *at, const char *end);
bool spelling_set_has(const struct spelling_set *set, const char *at, const char *end);
/* Whether any character of the text is in the set. */
bool spelling_set_in(const struct spelling_set *set, struct slice text);

/* White, or with no width at all: ideographic space, NBSP, zero-width characters, direction marks, soft hyphens … */
bool spelling_blank(uint32_t code_point);
/* Those of them that leave no gap on the screen, so that two words with and without one look alike. */
bool spelling_invisible(uint32_t code_point);
/* A full-width form as its ASCII one, curly quotes as straight ones; anything else as it is. */
uint32_t spelling_narrow(uint32_t code_point);
/* Cuts blanks off both ends. *odd (never cleared) is set where one was not of ASCII. */
struct slice spelling_trim_ends(struct slice s, bool *odd);
static inline struct slice spelling_trim(struct slice s, bool *odd)
{
    if (!s.n) return s;
    unsigned char first = (unsigned char)s.s[0], last = (unsigned char)s.s[s.n - 1];
    bool han = s.n >= 3 && (unsigned char)s.s[s.n - 3] >= 0xE4 && (unsigned char)s.s[s.n - 3] <= 0xE9 && ((unsigned char)s.s[s.n - 2] & 0xC0) == 0x80;
    bool begins = (first > ' ' && first < 0x80) || (first >= 0xE4 && first <= 0xE9), ends = last < 0x80 ? last > ' ' : han;
    return begins && ends ? s : spelling_trim_ends(s, odd);
}
/* Adds s to out without the invisible ones, so that what looks alike is the same; false, with nothing added, where it has none. */
bool spelling_uncover(struct text *out, struct slice s);
/* Adds s to out with blanks beyond ASCII as <U+200B>: a message shows invisible characters, and none turns a line around. */
void spelling_show(struct text *out, struct slice s);
/* Adds s to out without its blanks, narrow, ASCII letters in upper case. */
void spelling_fold(struct text *out, struct slice s);
/* 1 to 10 where s begins with 一 to 十, else 0. */
enum { SPELLING_NUMERAL = 3 };                         /* bytes of one */
int spelling_numeral(const char *s);
/* Whether one character added, left out or changed makes b of a; equal words are not near. */
bool spelling_near(struct slice a, struct slice b);

#endif
