/* What the times of day in one column say together: whether the program that wrote them slipped (value_time.h).
 *
 * It is asked only when a time that may have slipped is met; then the file is read once more, for the dates of all its
 * columns.
 */
#ifndef LEDGER_ROW_TIMES_H
#define LEDGER_ROW_TIMES_H
#include "ledger/rows/row_inside.h"

enum times_tell row_times_tell(struct row_source *s, size_t cell);

#endif
