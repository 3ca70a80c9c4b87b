/* The sum: every cell of the government's report is the sum of that cell in the reports of its parts, totals included, so
 * that a total which is wrong below stays visible above (form.md 4: every cell is additive).
 *
 * Integers and exact decimals; a sum that does not fit fails. A cell that is empty in every part stays empty.
 */
#ifndef SUPERIOR_ROLLUP_H
#define SUPERIOR_ROLLUP_H
#include "form/report.h"
#include "superior/keep.h"

/* Sets every cell of the report and report->rollup, whose filings are the settled ones. */
MUST_CHECK bool rollup_sum(struct store *store, struct report *report, const struct filings *filings, const struct keeper *keeper, struct diag *diag);

#endif
