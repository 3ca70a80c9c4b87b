/* What the blank ledger needs to know of a table (nianbao init): notes, the example row, when an empty cell is worth a
 * look. Inside of schema_tables.c. */
#ifndef LEDGER_SCHEMA_BLANK_H
#define LEDGER_SCHEMA_BLANK_H
#include "base/yaml.h"
#include "ledger/schema/schema.h"

/* How every text of an example begins: a key, other text. */
#define EXAMPLE_KEY "示例-"
#define EXAMPLE_TEXT "示例："

/* The keys about, since, example, wanted and notes of a table whose columns are known. */
MUST_CHECK bool schema_read_blank(struct schema *schema, struct table *t, struct yaml *y, const yaml_item *item, struct diag *diag);

#endif
