/* Counts and amounts as they are typed: 1,234件, １２, 380万元 → exact decimals. Never a binary float. */
#ifndef LEDGER_VALUE_NUMBER_H
#define LEDGER_VALUE_NUMBER_H
#include "base/decimal.h"
#include "base/spelling.h"
#include "ledger/values/fault.h"

enum number_verdict { NUMBER_OK, NUMBER_APPROXIMATE, NUMBER_NEGATIVE, NUMBER_FRACTION, NUMBER_OTHER_UNIT, NUMBER_BAD, NUMBER_NOT_LIKELY };
enum number_unit { UNIT_OF_COUNT, UNIT_YUAN, UNIT_TEN_THOUSAND_YUAN, UNIT_NONE };

struct number_rule {
    int decimals;                                      /* allowed behind the point; more are NUMBER_FRACTION */
    bool negative;                                     /* allowed */
    enum number_unit unit;                             /* what may stand behind it */
};

/* Whether it can be a number of that unit: the largest city decides eleven million licences a year, and no row holds a million
 * million yuan. A larger one is a person's number in the wrong column. */
bool number_likely(struct decimal number, enum number_unit unit);

/* Thousands separators must part groups of three; a count may end in ".0". NUMBER_NOT_LIKELY also for eleven bare figures that
 * begin as a mobile does. */
enum number_verdict number_read(struct slice s, const struct number_rule *rule, struct text *scratch, struct decimal *out);
/* What is wrong, in words; returns false. */
bool number_fault(const struct number_rule *rule, enum number_verdict why, struct fault *fault);

#endif
