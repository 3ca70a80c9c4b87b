/* The kind of applicant that a name suggests by its ending (…律师事务所 is a law firm): data/ledger/name_kinds.yaml.
 *
 * It is looked up while a name is being read, because the name itself does not reach the store (docs/privacy.md). The longest ending counts;
 * words in brackets behind the name (…（普通合伙）, 张三（某公司）) are not looked at.
 *
 *     name_kind(schema, name)                            // code_find(applicant_kinds, "B4"), or 0
 */
#ifndef LEDGER_NAME_KINDS_H
#define LEDGER_NAME_KINDS_H
#include "base/spelling.h"
#include "ledger/schema/schema.h"

/* Needs the code lists of the schema. */
MUST_CHECK bool name_kinds_read(struct schema *schema, const char *path, struct diag *diag);
/* `name` is folded. The place in applicant_kinds; 0 = the name speaks of none. */
int name_kind(const struct schema *schema, struct slice name);

#endif
