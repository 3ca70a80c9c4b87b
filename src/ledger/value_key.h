/* Keys as they are typed: those that a spreadsheet has damaged, and numbers of persons in their place (ledger.md 6). */
#ifndef LEDGER_VALUE_KEY_H
#define LEDGER_VALUE_KEY_H
#include "ledger/spelling.h"

/* 1.10101E+17: what a spreadsheet makes of a long number; the digits are lost. */
bool key_in_exponents(struct slice key);
/* 18 digits and more that end in zeros from the 16th on: a spreadsheet keeps fifteen. It may be chance, so nothing more than
 * a warning can rest on it. */
bool key_cut_short(struct slice key);
/* An identity or mobile number in any width, also with blanks in between: it would be published with the key. */
bool key_is_identity(struct slice key);

#endif
