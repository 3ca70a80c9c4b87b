/* The example row of a blank ledger, standing in one that was filled in: no record of anybody, so it is not counted.
 *
 * It is known by its marker, a cell whose text no record has (schema.h). Unchanged it is left out with a hint; changed in
 * part it is a fault, since it may be a record whose number was forgotten.
 */
#ifndef LEDGER_EXAMPLE_H
#define LEDGER_EXAMPLE_H
#include "ledger/row_inside.h"

/* Whether the current row has the marker; then everything about it has been reported and it is to be passed over. */
bool example_passed(struct row_source *s);

#endif
