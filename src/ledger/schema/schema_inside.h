/* The readers of data/ledger that only schema_read.c calls, and what an example row looks like. A reader needs what was read before it. */
#ifndef LEDGER_SCHEMA_INSIDE_H
#define LEDGER_SCHEMA_INSIDE_H
#include "base/yaml.h"
#include "ledger/schema/schema.h"

/* How every text of an example row begins: a key, other text. */
#define EXAMPLE_KEY "示例-"
#define EXAMPLE_TEXT "示例："

/* tables.yaml; needs the code lists of the schema. */
MUST_CHECK bool schema_read_tables(struct schema *schema, const char *path, struct diag *diag);
/* Of a table whose columns are known the keys about, since, example, wanted and notes: what the blank ledger (nianbao init) says of it. */
MUST_CHECK bool schema_read_blank(struct schema *schema, struct ledger_table *t, struct yaml *y, const yaml_item *item, struct diag *diag);
/* wide.yaml; needs the tables, and fills table->wide of those that it names. */
MUST_CHECK bool schema_read_wide(struct schema *schema, const char *path, struct diag *diag);
/* collected.yaml; needs the tables. */
MUST_CHECK bool schema_read_collected(struct schema *schema, const char *path, struct diag *diag);

#endif
