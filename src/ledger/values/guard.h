/* Guards that exporting programs put around a cell so that a spreadsheet leaves it as it is: '001, `001, ="001". They are no
 * part of the value, in any column.
 *
 *     guard_off("=\"NH-2025-001\"")                      // NH-2025-001
 */
#ifndef LEDGER_GUARD_H
#define LEDGER_GUARD_H
#include "base/spelling.h"
#include "ledger/rows/raw_rows.h"

/* The stretch inside the guards; the cell itself, untrimmed, where it has none. */
struct slice guard_off(struct slice cell);
/* The same for all cells of a row; where one has a guard, row->cells becomes `room`, of RAW_MAX_CELLS. true: one had. */
bool guard_row(struct raw_row *row, struct slice *room);

#endif
