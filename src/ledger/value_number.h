/* Counts and amounts as they are typed: 1,234件, １２, 380万元 → exact decimals. Never a binary float. */
#ifndef LEDGER_VALUE_NUMBER_H
#define LEDGER_VALUE_NUMBER_H
#include "base/decimal.h"
#include "ledger/spelling.h"

enum number_verdict { NUMBER_OK, NUMBER_APPROXIMATE, NUMBER_NEGATIVE, NUMBER_FRACTION, NUMBER_OTHER_UNIT, NUMBER_BAD };
enum number_unit { UNIT_OF_COUNT, UNIT_YUAN, UNIT_TEN_THOUSAND_YUAN, UNIT_NONE };

struct number_rule {
    int decimals;                                      /* allowed behind the point; more are NUMBER_FRACTION */
    bool negative;                                     /* allowed */
    enum number_unit unit;                             /* what may stand behind it */
};

/* Thousands separators must part groups of three; a count may end in ".0". */
enum number_verdict number_read(struct slice s, const struct number_rule *rule, struct text *scratch, struct decimal *out);

#endif
