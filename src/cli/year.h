/* The year of the report where --year does not say it (docs/zh/台账.md, "The year").
 *
 * It is read from the columns `years` of data/ledger/tables.yaml. Rows that are counted in one year alone (fees, decisions …) name it;
 * without any, it is the one year to which every request, dispute and text belongs. Any row that begins later, and any second year that is
 * possible, makes it doubtful: then nothing is guessed, and the reason names the years, where each stands, and what to type.
 */
#ifndef CLI_YEAR_H
#define CLI_YEAR_H
#include "flow/session.h"

/* Puts the year into the options, where they have none, and says it on stderr. Of several ledgers each is judged by itself, and they must
 * agree; one that cannot be opened is passed over, for its run says why, unless it is the only one. With `totals` the one input is a
 * filled-in form, which says its year itself. Fails where the year is doubtful or nowhere to be seen. */
MUST_CHECK bool year_settle(const struct session *s, struct options *o, const char *const *inputs, size_t n, bool totals, struct diag *diag);
/* The same of a rollup, by the reports that were handed in: the last year that they are of, which must be over. */
MUST_CHECK bool year_settle_reports(const struct session *s, struct options *o, struct diag *diag);

#endif
