/* The reading of data/ledger/wide.yaml, for schema.c alone. */
#ifndef LEDGER_SCHEMA_WIDE_H
#define LEDGER_SCHEMA_WIDE_H
#include "ledger/schema/schema.h"

/* Needs the tables of the schema; fills table->wide of those that are named. */
MUST_CHECK bool schema_read_wide(struct schema *schema, const char *path, struct diag *diag);

#endif
