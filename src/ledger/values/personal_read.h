/* data/ledger/personal.yaml: what tells who a person is, and what only looks so (personal.h). */
#ifndef LEDGER_PERSONAL_READ_H
#define LEDGER_PERSONAL_READ_H
#include "ledger/schema/schema.h"

MUST_CHECK bool personal_rules_read(struct schema *schema, const char *path, struct diag *diag);
void personal_rules_release(struct personal_rules *rules);

#endif
