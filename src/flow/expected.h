/* For a comparison: the agencies of the tables of agencies among its inputs, their kinds and levels, and who has to report.
 *
 * Who has to report is known where the table has one government above all: the agencies directly below it (superior/agency_tree.h).
 * Of a table with several only kinds and levels are used.
 */
#ifndef FLOW_EXPECTED_H
#define FLOW_EXPECTED_H
#include "compare/comparison.h"
#include "flow/flow.h"

/* The peers of peers.yaml, whose types and levels are proved to be codes of the table of agencies. */
MUST_CHECK bool expected_peers(struct peers **peers, struct session *session, struct diag *diag);
/* Before comparison_finish. `tables`: folders and files that hold tables; `year`: the latest of the comparison. What is wrong in a table
 * is added to `problems`. */
MUST_CHECK bool expected_put(struct comparison *c, struct session *session, const struct options *options, const char *const *tables, size_t n, int year,
                             struct problems *problems, struct diag *diag);

#endif
