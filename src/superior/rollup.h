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
/* A set of an agency's cells; `first` as in struct rollup. */
struct rollup_set { const size_t *first; int64_t agency; int year; const char *id; };
/* Reads the numbers that the set has into a part's row of numbers, with the digits that were given; *any: it has one. */
MUST_CHECK bool rollup_read(struct store *store, const struct report *report, const struct rollup_set *set, struct decimal *numbers, bool *any, struct diag *diag);
/* Sets report->rollup->last: the reports of last year of every agency that was summed then or is now (sets `previous`, else `declared`),
 * and the government's own. */
MUST_CHECK bool rollup_last_year(struct store *store, struct report *report, const struct filings *filings, const struct form *last_form, struct diag *diag);
/* Why the figures that a government has published or declared differ from the sum: the agencies that explain it (F01). For each cell that
 * differs, the smallest sets of agencies go into the store's table `explained`: each left out, counted twice, counted though it is none of
 * the parts, or counted by other numbers of its own (explain.h). Reads the sum's cells (set `computed`), which are in the store by then. */
MUST_CHECK bool rollup_explain(struct store *store, const struct report *report, const struct filings *filings, struct diag *diag);

#endif
