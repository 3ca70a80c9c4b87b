/* Form and records → report: the queries of the form folder give postings, which are grouped and added into cells.
 *
 * Every posting is (row, col, amount, source, key); the last two are for `explain` and are not asked for here. Amounts are whole
 * numbers for counts and decimal texts for money.
 * All are counted as they stood at the end of the closing day K = min(31 December, as-of day) (docs/forms.md). A cell
 * without postings is 0 when the ledger has every table that its query reads, and empty otherwise: a missing table must not
 * become a nil report.
 */
#ifndef TALLY_TALLY_H
#define TALLY_TALLY_H
#include "form/report.h"
#include "store/store.h"

/* Fills title, preamble, cells, sums and notes of a report whose form, agency, year, as_of and closing_day are set. */
MUST_CHECK bool tally_report(struct store *store, struct report *r, struct diag *diag);
/* Fills title and preamble alone. */
MUST_CHECK bool tally_opening(struct store *store, struct report *r, struct diag *diag);
/* Puts the report's cells into the store's `cells` as set "computed". */
MUST_CHECK bool tally_put(struct store *store, const struct report *r, struct diag *diag);

/* Fills r->timeliness, how fast the agency answered (report.json), and r->timeliness_rows, the same by applicant kind and by
 * outcome: the replies of the year up to the closing day, by the clock's verdict, and the working days used. A request closed by
 * waiting in vain or by withdrawal has no reply. Median and 90th percentile are those of nearest rank, over the known days. */
MUST_CHECK bool timeliness_fill(struct store *store, struct report *r, struct diag *diag);

/* Whether the office can write every section of text: its id is a code of narrative_sections. Else a DIAG_INPUT. */
MUST_CHECK bool tally_has_sections(const struct form *form, const struct schema *schema, struct diag *diag);
/* Proves a form's SQL against an empty store: every query prepares and gives the columns it must. All faults go to problems
 * (S12, with file and line). */
MUST_CHECK bool tally_lint(struct store *store, const struct form *form, struct problems *problems, struct diag *diag);

#endif
