/* What the files of value.h share: value.c is the reader's own functions, value_read.c reads any cell, with the other value_read_*.c
 * for dates and for words of a list. `cell` is trimmed and not empty; false: *fault says why it cannot be read. */
#ifndef LEDGER_VALUE_INSIDE_H
#define LEDGER_VALUE_INSIDE_H
#include "ledger/values/value.h"

/* The value was written in this way; `plain` is how it reads. */
void value_note(struct value_reader *r, enum notation_kind kind, const char *plain);

/* A date or, by its column, a month. */
MUST_CHECK bool value_read_date(struct value_reader *r, const struct ledger_column *c, struct slice cell, struct value *v, struct fault *fault);
MUST_CHECK bool value_read_year(struct value_reader *r, struct slice cell, struct value *v, struct fault *fault);
/* A code, by itself, its label or an alias. Only a way that is no accepted form (docs/zh/台账.md), as 1.0, is noted. */
MUST_CHECK bool value_read_code(struct value_reader *r, const struct ledger_column *c, struct slice cell, struct value *v, struct fault *fault);
/* Yes or no: 1 or 0. */
MUST_CHECK bool value_read_flag(struct value_reader *r, struct slice cell, struct value *v, struct fault *fault);

#endif
