/* Report + store → findings: runs the catalogue over every set of cells at hand.
 *
 * Sets are `computed` (this report), `declared` (what the ledger says was published, by year), `previous` (last
 * year's report or records, --previous) and `submission` (a report submitted to a superior). A run has a scope: the
 * report of a ledger, a submission, the sum of submissions, or an agency's own totals; a check names the scopes it is for. Findings on last year's own
 * numbers are warnings: this year's report cannot mend what was published then. A check that lacks what it needs gives one
 * finding `not_assessable` that names what is missing, so that silence always means passed; on a submission, which comes
 * without a ledger, it is passed over. Of totals only what last year's report could give is named; rules_of_records counts the rest.
 */
#ifndef RULES_RULES_H
#define RULES_RULES_H
#include "base/problem.h"
#include "form/report.h"
#include "rules/catalogue.h"
#include "store/store.h"

struct rules_run {
    const struct catalogue *catalogue;
    struct store *store;
    const struct report *report;
    const struct form *last_form;                      /* the form of the year before; NULL = there is none */
    enum rule_scope scope;
    const char *file;                                  /* of a submission and of totals: where they came from; else NULL */
};

/* Runs every check for the report's agency and adds what it finds; `findings` is left unsorted. */
MUST_CHECK bool rules_run(const struct rules_run *run, struct findings *findings, struct diag *diag);
/* Adds how many checks of ledgers need records, and so cannot be made of totals: 143 项（台账的每一条记录 41、…）. */
void rules_of_records(const struct catalogue *c, const struct form *form, struct text *words);
/* Adds the problems met while reading as findings; those of a table that feeds no cell and no text do not block. What
 * an agency was told of (rules_take_file) is left out where it does not block. */
void rules_take_problems(const struct catalogue *c, const struct schema *schema, const struct problems *problems, struct findings *findings);
/* The same for one submission: the problems of its file that the agency must mend. In a file of several reports `name` and `code`
 * select those of one agency; both are NULL for a file of one report. */
void rules_take_file(const struct rules_run *run, const struct problems *problems, const char *name, const char *code, struct findings *findings);
/* The faults of how the report of one agency was handed over: what could not be read in its file, or differs in a copy of it. They are the superior's to
 * settle, who asks the agency. */
void rules_take_handed(const struct rules_run *run, const struct problems *problems, const char *name, const char *code, bool shares, struct findings *findings);
/* Proves that every identity of a form names a check of the catalogue for identities; faults go to problems (S12). */
void rules_lint_form(const struct catalogue *c, const struct form *form, struct problems *problems);
/* Runs the records' proofs over data/lists; false fills diag with the fault of the list. */
MUST_CHECK bool rules_prove_lists(const struct catalogue *c, struct store *store, struct diag *diag);
/* Runs every query against a store without rows, and looks for what the records need in the schema; faults go to
 * problems (S12). The store has its settings. */
void rules_lint(const struct catalogue *c, struct store *store, struct problems *problems);

/* Sets `department` of the findings on requests, their events and their disputes to the 承办部门 of the record, so that each office
 * gets its own list. */
MUST_CHECK bool departments_fill(struct store *store, const struct report *report, struct findings *findings, struct diag *diag);

#endif
