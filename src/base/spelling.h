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
/* White, or with no width at all: ideographic space, NBSP, zero-width characters, direction marks, soft hyphens … */
bool spelling_blank(uint32_t code_point);
/* Those of them that leave no gap on the screen, so that two words with and without one look alike. */
bool spelling_invisible(uint32_t code_point);
/* A full-width form as its ASCII one, curly quotes as straight ones; anything else as it is. */
uint32_t spelling_narrow(uint32_t code_point);
/* Cuts blanks off both ends. *odd (never cleared) is set where one was not of ASCII. */
struct slice spelling_trim(struct slice s, bool *odd);
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
