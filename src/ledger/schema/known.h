/* The tables, columns and code lists that the program itself names: in its own queries, and where it treats a table in a way of
 * its own. Everything else of data/ledger is data. */
#ifndef LEDGER_KNOWN_H
#define LEDGER_KNOWN_H
#include "ledger/schema/schema.h"

/* Each is there; `dir` is the folder of the definitions, for the message. */
MUST_CHECK bool known_are_there(const struct schema *schema, const char *dir, struct diag *diag);

#endif
