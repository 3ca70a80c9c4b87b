/* The separator of a CSV file: other programs write tabs, semicolons or bars, and people type ，.
 *
 *     const struct separator *by = separator_of(schema, table, text, n);
 *     rows = csv_open_separated(text, n, by->character);
 */
#ifndef LEDGER_SEPARATOR_H
#define LEDGER_SEPARATOR_H
#include "ledger/schema/schema.h"

struct separator { const char *character, *name; };    /* name: NULL for the comma */
/* The comma, unless only another one makes a header of one of the first lines. */
const struct separator *separator_of(const struct schema *schema, const struct ledger_table *t, const char *text, size_t n);
/* All of them in the order in which they are tried, the comma first; NULL behind the last. */
const struct separator *separator_at(size_t i);

#endif
