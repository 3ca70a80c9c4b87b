/* The example row of a blank ledger, standing in one that was filled in: it is no record, so it is not counted.
 *
 * It is known by values that no record has (column.untrue of schema.h). Unchanged the row is left out with a hint (S18). A row
 * that still holds one such value refuses the run, in any table (S19): it is a record in which part of the example was forgotten.
 */
#ifndef LEDGER_EXAMPLE_H
#define LEDGER_EXAMPLE_H
#include "ledger/rows/row_inside.h"

/* Whether the current row holds such a value; then everything about it has been reported and it is to be passed over. */
bool example_passed(struct row_source *s);

#endif
