/* The catalogue of checks as Markdown: what docs/rules.md is; inside cli only. */
#ifndef CLI_RULES_DOC_H
#define CLI_RULES_DOC_H
#include "base/text.h"
#include "ledger/schema/schema.h"
#include "rules/catalogue.h"
#include <stdio.h>

void rules_doc(FILE *out, const struct catalogue *c, const struct schema *schema);
/* 须改正 where the check blocks, else its severity. */
const char *rule_weight(const struct rule *r);
/* What the check cannot do without, in words; nothing where it needs nothing. */
void rule_needs(const struct rule *r, const struct schema *schema, struct text *out);

#endif
