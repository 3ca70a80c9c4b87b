/* Waivers: a finding that is right but explained (output.md 5).
 *
 * A waiver names check, place and the value seen. Validity, continuity, hierarchy, quality, macro and timeliness may be
 * waived; syntax and identity never. A waived finding stays in the files, does not block, and its 附注 is printed under
 * the table it concerns. When the value has changed the waiver lapses, and the finding says so.
 */
#ifndef RULES_WAIVERS_H
#define RULES_WAIVERS_H
#include "rules/rules.h"

/* Applies the store's table `waivers` to the findings of one report; footnotes go into the report. Waivers that met no
 * finding give W01. */
MUST_CHECK bool waivers_apply(const struct rules_run *run, struct report *report, struct findings *findings, struct diag *diag);
/* Whether a waiver could take the finding: its class, and that it was assessed. */
bool waiver_allowed(const struct finding *f);
/* The place by which a waiver names a finding: its cell, else key and column, else file and line. Malloc()ed. */
char *waiver_place(const struct finding *f);

#endif
