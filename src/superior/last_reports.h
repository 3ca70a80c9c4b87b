/* Last year's reports, of which one an agency counts: every one that is handed over, by --previous or among this year's, goes this way.
 *
 * Of several the final one counts before the draft, then the one made later, then the one whose file name comes first; the order of
 * reading has no influence. The others are reported (R01, as a warning: what was published cannot be mended).
 *
 *     struct last_reports last = {0};
 *     if (!last_reports_put(&last, store, &problems, &s, form, agency, &counts, diag)) return false;
 *     last_reports_release(&last);
 */
#ifndef SUPERIOR_LAST_REPORTS_H
#define SUPERIOR_LAST_REPORTS_H
#include "base/problem.h"
#include "form/form.h"
#include "submission/submission.h"
#include "store/store.h"

struct last_report { int64_t agency; bool draft; const char *as_of, *shown; };
struct last_reports {
    struct arena arena;
    struct last_report *list;
    size_t n, cap;
};

/* Whether s counts before another report of the same agency and year, made as of as_of and read from `shown`. as_of NULL is before
 * every day. */
bool submission_counts_before(const struct submission *s, bool draft, const char *as_of, const char *shown);
/* Puts cells (set "previous") and words of the report into the store where it is the best of its agency so far, which *counts tells;
 * the store's cells and words of that agency's last year are deleted before. `form` is the one that s names. */
MUST_CHECK bool last_reports_put(struct last_reports *all, struct store *store, struct problems *problems, const struct submission *s, const struct form *form,
                                 int64_t agency, bool *counts, struct diag *diag);
void last_reports_release(struct last_reports *all);

#endif
