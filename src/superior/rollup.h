/* The sum: every cell of the government's report is the sum of that cell in the reports of its parts. Totals are summed too, so that
 * a wrong total in a part stays visible in the sum (docs/zh/汇总.md).
 *
 * Integers and exact decimals; a sum out of range fails. A cell that is empty in every part stays empty.
 */
#ifndef SUPERIOR_ROLLUP_H
#define SUPERIOR_ROLLUP_H
#include "form/report.h"
#include "superior/collection.h"

/* Sets every cell of the report and report->rollup, whose filings are the settled ones. */
MUST_CHECK bool rollup_sum(struct store *store, struct report *report, const struct filings *filings, const struct collection *collection, struct diag *diag);

#endif
