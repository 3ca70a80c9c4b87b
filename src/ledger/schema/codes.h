/* Code lists and the many ways to write a code: what stands in a cell → place in the list (schema.h). */
#ifndef LEDGER_CODES_H
#define LEDGER_CODES_H
#include "base/spelling.h"
#include "ledger/schema/schema.h"

/* Reads data/ledger/codes.yaml into the schema. One spelling with two meanings is refused. */
MUST_CHECK bool codes_read(struct schema *schema, const char *path, struct diag *diag);
void codes_release(struct code_list *list);
/* A code, label or alias, in either case and width, with or without a number before it (（一）, 1.) or its own code before
 * its label (A1 自然人): place of the code from 1; minus the place of an ambiguous label; 0 = unknown. */
int codes_find(const struct code_list *list, struct slice cell, struct text *scratch);
/* What codes_find does not know: a code with idle zeros (1.0, 3.60), or a wide word with the narrow one behind it
 * (不予公开（商业秘密）, 不予公开-商业秘密). Likewise. */
int codes_find_odd(const struct code_list *list, struct slice cell, struct text *scratch);
/* The shared code that the cell can mean, whatever else it means; 0 = none. Which one holds, the law of the day of receipt says. */
int codes_find_shared(const struct code_list *list, struct slice cell, struct text *scratch);

#endif
