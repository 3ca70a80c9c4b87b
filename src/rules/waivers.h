/* Waivers: the office explains a finding that is right, so that it no longer blocks (docs/checks.md).
 *
 * A waiver names check, place and the value seen. Findings of class syntax and identity cannot be waived, all others can. A waived
 * finding stays in the files, does not block, and its 附注 is printed under the table of its cell. When the value has changed the
 * waiver lapses, and the finding tells so.
 */
#ifndef RULES_WAIVERS_H
#define RULES_WAIVERS_H
#include "rules/rules.h"

/* Applies the store's table `waivers` to the findings of one report; footnotes go into the report. A waiver without a finding
 * becomes one itself (W01). */
MUST_CHECK bool waivers_apply(const struct rules_run *run, struct report *report, struct findings *findings, struct diag *diag);
/* Whether the finding may be waived, by its class and state. */
bool waiver_allowed(const struct finding *f);
/* The place by which a waiver names a finding: its cell, else key and column, else file and line. Malloc()ed. */
char *waiver_place(const struct finding *f);

#endif
