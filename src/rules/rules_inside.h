/* What runs the checks of a catalogue, part by part: needs, queries, identities. */
#ifndef RULES_RULES_INSIDE_H
#define RULES_RULES_INSIDE_H
#include "base/text.h"
#include "rules/rules.h"

/* How findings name the agency of a report. */
static inline const char *rules_agency(const struct report *r) { return r->agency.code ? r->agency.code : r->agency.name; }

/* rules_needs.c: adds the names of what the check needs and the run lacks; nothing where the check can run. */
MUST_CHECK bool rules_missing(const struct rules_run *run, const struct rule *rule, struct text *missing, struct diag *diag);
/* Adds the tables of the check that have lost rows: the check runs on the other rows, but finding nothing there proves nothing. */
void rules_incomplete(const struct rules_run *run, const struct rule *rule, struct text *words);
/* "requests.contact" → its column, and its table in *table; NULL where the ledger has no such table or column. */
const struct ledger_column *rules_column(const struct schema *schema, const char *address, const struct ledger_table **table);
/* rules_query.c: runs the check's query and adds a finding for each row. */
MUST_CHECK bool rules_run_query(const struct rules_run *run, const struct rule *rule, struct findings *findings, struct diag *diag);
/* rules_law.c: whether the check is made for a year under an earlier regulation. */
bool rules_for_year(const struct rule *rule, const struct form *form);
/* Findings about requests and years under an earlier regulation are dropped or cite its article. */
MUST_CHECK bool rules_by_law(const struct rules_run *run, struct findings *findings, struct diag *diag);
/* identities.c: D01–D04, one generic check over the identities of the form, on every set of cells at hand. */
MUST_CHECK bool identities_run(const struct rules_run *run, struct findings *findings, struct diag *diag);

#endif
