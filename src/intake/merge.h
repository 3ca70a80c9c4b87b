/* What the office has typed into the new workbook since the last run stays when the workbook is made again.
 *
 * `before` is what the last run wrote (built again from the same old ledger and the answers that it used), `book` the workbook as it is
 * now, `now` what the old ledger and the answers of today give. A cell that differs from `before` was typed by the office and wins.
 */
#ifndef INTAKE_MERGE_H
#define INTAKE_MERGE_H
#include "intake/intake.h"

/* Fails where the workbook holds what cannot be placed again: rows that were deleted or moved, columns and sheets that are none of ours. */
MUST_CHECK bool merge_edits(struct intake *now, const struct intake *before, const struct old_sheets *book, struct diag *diag);

#endif
