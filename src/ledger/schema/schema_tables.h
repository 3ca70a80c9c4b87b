/* The reading of data/ledger/tables.yaml, for schema.c alone. */
#ifndef LEDGER_SCHEMA_TABLES_H
#define LEDGER_SCHEMA_TABLES_H
#include "ledger/schema/schema.h"

/* Needs the code lists of the schema. */
MUST_CHECK bool schema_read_tables(struct schema *schema, const char *path, struct diag *diag);

#endif
