/* Numbers that carry a check character: resident identity numbers (GB 11643) and 统一社会信用代码 (GB 32100). */
#ifndef LEDGER_IDENTITY_H
#define LEDGER_IDENTITY_H
#include <stdbool.h>
#include <stddef.h>

/* 18 characters, a real day of birth from 1900 on, check character by ISO 7064 MOD 11-2 ('x' counts as 'X'). */
bool identity_resident(const char *s, size_t n);
/* 18 or, as until 1999, 15 of them, of an area and of a person born before the year `before`, whatever the check character. */
bool identity_shape(const char *s, size_t n, int before);
/* The same with three and more of the characters as * or X: 110101********1234. */
bool identity_masked(const char *s, size_t n);
/* A number used as a request's own that is a person's: shaped like a resident's, whatever its check character, or like a
 * mobile number. A serial of area, date and count, as offices make them, is neither: its date lies at most ten years before
 * `year`, that of the ledger (0 = not known), and a child of ten files no request. */
bool identity_as_key(const char *s, size_t n, int year);
/* 18 capital letters and digits of its alphabet with a right check character; all zeros are no code. */
bool identity_organisation(const char *s, size_t n);

#endif
