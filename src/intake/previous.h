/* What is carried over from last year's ledger: the agency, open requests with their steps, documents in force, texts of sections.
 *
 * Which rows, data/ledger/intake.yaml says. Rows whose key the tables have already are not added.
 */
#ifndef INTAKE_PREVIOUS_H
#define INTAKE_PREVIOUS_H
#include "intake/intake.h"

/* `book` is a ledger in our tables. false: it has none of them. */
bool previous_carry(struct intake *k, const struct old_sheets *book);
/* One more row of a table of ours, all cells empty; it belongs to the intake. */
const char **previous_row(struct intake *k, const struct ledger_table *t, const char *from);

#endif
