/* Cells that hold one word of a list: codes by code, label or alias, and yes or no. All of these are the accepted forms of
 * ledger.md 1.7, not repairs: nothing is said of them. */
#ifndef LEDGER_VALUE_CODE_H
#define LEDGER_VALUE_CODE_H
#include "base/diag.h"
#include "ledger/values/fault.h"
#include "ledger/rows/row_source.h"

MUST_CHECK bool flag_value(struct text *scratch, struct slice cell, struct value *v, struct fault *fault);
/* *odd is the code where it was written in a way that is no accepted form (1.0), else NULL. */
MUST_CHECK bool code_value(struct text *scratch, const struct column *c, struct slice cell, struct value *v, const char **odd, struct fault *fault);

#endif
