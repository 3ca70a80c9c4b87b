/* Waivers: the office explains a finding that is right, so that it no longer blocks (docs/checks.md).
 *
 * A waiver names check, place and the value seen; or all places of the check in one column, in bulk. Findings of class syntax and identity cannot be waived, all others can. A waived
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

/* From so many findings of one check in one column on, a person signs for all of them at once (waiver_lines_print). */
enum { WAIVER_BULK = 10 };
/* All findings of one check in one column as one place: "* 联系方式". malloc()ed; NULL where there is none: a text that is printed after
 * all (A19) is signed for by itself. */
char *waiver_bulk_place(const struct finding *f);
/* What stands at the place in bulk of f, waived or not: "40处 #123456789abc", with a digest of every place and value, so that the
 * waiver lapses when one finding is added, goes or changes. malloc()ed. */
char *waiver_bulk_seen(const struct findings *findings, const struct finding *f);

#endif
