/* Form and records → report: the queries of the form folder give postings, which are grouped and added into cells.
 *
 * Every posting is (row, col, amount, source, key); amounts are whole numbers for counts and decimal texts for money.
 * All are counted as they stood at the end of the closing day K = min(31 December, as-of day) (ledger.md 1.5). A cell
 * without postings is 0 when every ledger table that its query reads was in the ledger, and empty otherwise: a table
 * that is missing must not become a nil report.
 */
#ifndef TALLY_TALLY_H
#define TALLY_TALLY_H
#include "form/report.h"
#include "store/store.h"

/* Fills title, preamble, cells, sums and notes of a report whose form, agency, year, as_of and closing_day are set. */
MUST_CHECK bool tally_report(struct store *store, struct report *r, struct diag *diag);
/* Puts the report's cells into the store's `cells` as set "computed". */
MUST_CHECK bool tally_keep(struct store *store, const struct report *r, struct diag *diag);

/* Proves a form's SQL against an empty store: every query prepares and gives the columns it must. All faults are
 * written to problems (id S12, file and line). */
MUST_CHECK bool tally_lint(struct store *store, const struct form *form, struct problems *problems, struct diag *diag);

#endif
