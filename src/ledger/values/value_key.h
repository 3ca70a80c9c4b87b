/* Keys as they are typed: also those that a spreadsheet has damaged (docs/zh/填写.md). */
#ifndef LEDGER_VALUE_KEY_H
#define LEDGER_VALUE_KEY_H
#include "base/spelling.h"

/* 1.10101E+17: what a spreadsheet makes of a long number; the digits are lost. */
bool key_in_exponents(struct slice key);
/* 18 digits and more that end in zeros from the 16th on: a spreadsheet holds fifteen. It may be chance, so nothing more than
 * a warning can rest on it. */
bool key_cut_short(struct slice key);

/* Adds the key to out as it is compared, never as it is shown: narrow, in upper case, without blanks and quotes. Dashes and
 * brackets of any kind, 年 and 第 part two numbers, as one '-', and are left out elsewhere; 号 behind the last number is left out,
 * O among figures is 0: NH-2025-001, ｎｈ2025—OO1 and NH（二〇二五）第001號 are NH2025-001, but 1-11 is not 11-1. */
void key_fold(struct text *out, struct slice key);
/* Adds the folded key without the zeros in front of its numbers: NH2025-001 is NH2025-1. */
void key_bare(struct text *out, struct slice folded);
/* Whether two folded keys are the same key, written differently: equal, or equal but for partings that one of them lacks throughout. */
bool key_alike(const char *folded, const char *other);

#endif
