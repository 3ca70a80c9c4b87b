/* Why the figures that a government has published or declared differ from the sum: the agencies that explain it (F01).
 *
 * For each cell that differs, the smallest sets of agencies go into the store's table `explained`: each left out, counted twice, counted
 * though it is none of the parts, or counted by other numbers of its own (explain.h tells how they are found).
 */
#ifndef SUPERIOR_DIFFERENCES_H
#define SUPERIOR_DIFFERENCES_H
#include "form/report.h"
#include "superior/filing.h"

/* Reads the sum's cells (set `computed`), which are in the store by then, and every set of the agencies' cells. */
MUST_CHECK bool differences_explain(struct store *store, const struct report *report, const struct filings *filings, struct diag *diag);

#endif
