/* The sheets of the blank ledger that are to be filled in. */
#ifndef DOCUMENTS_BLANK_LEDGER_INSIDE_H
#define DOCUMENTS_BLANK_LEDGER_INSIDE_H
#include "documents/blank_ledger.h"
#include "documents/entry.h"

/* Names of the workbook: the agencies' codes, and the choices of a code list. With these prefixes no name can be taken for a cell. */
#define LEDGER_NAME_AGENCIES "ledger_agencies"
#define LEDGER_NAME_CODES "ledger_codes_"

/* The sheet of one table. */
void blank_ledger_table(struct document *d, const struct ledger_table *t, const struct blank_ledger *blank);

#endif
