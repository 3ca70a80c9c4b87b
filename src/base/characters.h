/* Which characters a text may hold: the one list, for everything that is read and everything that is written.
 *
 * A character that people see, or a blank, passes; so do variation selectors, private characters and those that Unicode has
 * not assigned yet, for names are written with them. What is not allowed:
 *
 *     struct character_fault fault;
 *     if (!characters_allowed(s, n, &fault)) …  fault.words: "U+202E（改变书写方向的控制符）"
 *
 * Tables (ledger/) are read more leniently: a control or separator becomes a blank there and is reported, and only noncharacters
 * are refused.
 */
#ifndef BASE_CHARACTERS_H
#define BASE_CHARACTERS_H
#include "base/memory.h"
#include "base/text.h"

enum character {
    CHARACTER_PLAIN,
    CHARACTER_BREAK,                                   /* tab, line feed, carriage return */
    CHARACTER_CONTROL,                                 /* the rest of C0, DEL, C1: commands to a terminal, and no XML may hold them */
    CHARACTER_SEPARATOR,                               /* U+2028, U+2029: line breaks that no reader of lines expects */
    CHARACTER_TURNING,                                 /* direction marks: digits behind them are shown in another order */
    CHARACTER_HIDDEN,                                  /* of no width: U+200B, U+FEFF, the soft hyphen, tags … */
    CHARACTER_NONE                                     /* U+FFFE and U+FFFF of each plane, U+FDD0–FDEF, halves of surrogates */
};
enum character character_of(uint32_t code_point);
/* How many bytes of s are printable ASCII, Han characters of the common block and Chinese marks, at a glance: texts are made of these.
 * What is behind them may be such a character too. */
size_t characters_common(const char *s, size_t n);

struct character_scan {
    size_t bad;                                        /* the first byte that is not of UTF-8 */
    size_t none;                                       /* the first character that is none; n where all are */
    bool plain;                                        /* nothing but plain characters and breaks, and no blanks of U+2000–205F: neither
                                                          characters_clean nor spelling_uncover finds anything in any part */
};
/* Looks a whole file over, once; false where it is no strict UTF-8: then only `bad` is known. */
bool characters_scan(const char *s, size_t n, struct character_scan *scan);

struct character_fault {
    size_t at;                                         /* its first byte */
    char words[80];                                    /* which character, and what kind of thing it is */
};
/* Whether the text has no broken UTF-8, controls, separators, direction marks or noncharacters; hidden characters pass. */
bool characters_allowed(const char *s, size_t n, struct character_fault *fault);
/* Whether people see every character of a short value that someone typed: plain ones but for blanks, and the blank of the keyboard. */
bool characters_visible(const char *s, size_t n, struct character_fault *fault);

/* Adds s as a text to be read: a blank for a control or separator, nothing for what has no width. How many there were, with the
 * first in *first; where there were none nothing is added. */
size_t characters_clean(struct text *out, const char *s, size_t n, struct character_fault *first);

/* Adds s with everything visible that is not plain: ␛ for ESC, <U+202E>, <0xC3> for a byte that is no UTF-8. Breaks become
 * blanks (one line) or stay, but for a carriage return alone. */
void characters_show(struct text *out, const char *s, size_t n, bool one_line);
/* A copy that shows them, breaks as they are; NULL gives NULL. */
const char *characters_shown(struct arena *arena, const char *s);

#endif
