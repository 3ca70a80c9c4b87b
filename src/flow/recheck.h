/* Checks reports that were handed in, one after another, by what their cells and words allow: as gather_check does in a rollup, without
 * a tree, filings or last year's report. What keeps a rollup's superior from reading a report (a blank table, a cell that is no number) is
 * found too. Nothing of a report stays in the store behind it.
 *
 *     struct recheck r;
 *     recheck_init(&r, session);
 *     if (!recheck_report(&r, &submission, &problems, from, &findings, diag)) …     // for each
 *     recheck_release(&r);
 */
#ifndef FLOW_RECHECK_H
#define FLOW_RECHECK_H
#include "flow/session.h"
#include "rules/rules.h"
#include "submission/submission.h"

struct recheck_year { int year; const struct form *last_form; struct store *store; int64_t agencies; };
struct recheck {
    struct session *session;
    struct recheck_year *years;                        /* of each year a store, since checks ask the run for its year */
    size_t n, cap;
};

void recheck_init(struct recheck *r, struct session *session);
void recheck_release(struct recheck *r);
/* Adds what is found, sorted, cells with their names. `problems` from `from` on are those that reading the report met. */
MUST_CHECK bool recheck_report(struct recheck *r, const struct submission *s, const struct problems *problems, size_t from, struct findings *findings, struct diag *diag);
/* Calls `doubt` for each cell that may be wrong where an equation of the form does not hold, of those that the findings say must be corrected:
 * the one that is certain (form/mending.h), else all that may be meant. */
void recheck_doubts(const struct submission *s, const struct form *form, const struct findings *findings, void (*doubt)(void *context, const char *address), void *context);

#endif
