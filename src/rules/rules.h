/* Report + store → findings: runs the catalogue over every set of cells at hand.
 *
 * Sets are `computed` (this report), `declared` (what the ledger says was published, by year), `previous` (last
 * year's report, handed over) and `submission` (a report that an agency handed to its superior). A run has a scope: the
 * report of a ledger, a submission, or the sum of submissions; a check names those for which it is made. On a submission
 * a check that lacks something is left out and needs no saying: nobody asked the agency for its ledger. Checks of last year's own numbers are warnings: what was published then cannot be mended
 * in this year's report. A check that lacks what it needs gives one finding `not_assessable` that says what is missing;
 * only pass is pass.
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
    const char *file;                                  /* of a submission: where it came from; else NULL */
};

/* Runs every check for the report's agency and adds what it finds; `findings` is left unsorted. */
MUST_CHECK bool rules_run(const struct rules_run *run, struct findings *findings, struct diag *diag);
/* The problems met while reading, as findings; those of a table that feeds no cell and no text do not block. */
void rules_take_problems(const struct catalogue *c, const struct schema *schema, const struct problems *problems, struct findings *findings);
/* The same for one report that was handed over: what was found in its file and the agency has to mend. A file that holds
 * several reports tells them apart by their agency's name or code; both NULL where it holds one. */
void rules_take_file(const struct rules_run *run, const struct problems *problems, const char *name, const char *code, struct findings *findings);
/* Counts for report.json. */
struct finding_counts findings_count(const struct findings *findings);
/* Every identity of a form names a check of the catalogue that is for identities; faults go to problems (S12). */
void rules_lint_form(const struct catalogue *c, const struct form *form, struct problems *problems);
/* The lists that checks compare with hold what the records' proofs ask of them: false names the list's fault. */
MUST_CHECK bool rules_prove_lists(const struct catalogue *c, struct store *store, struct diag *diag);
/* Runs every query against a store without rows, and looks for what the records need in the schema; faults go to
 * problems (S12). The store has its settings. */
void rules_lint(const struct catalogue *c, struct store *store, struct problems *problems);

#endif
