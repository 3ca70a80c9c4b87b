/* Last year's reports, of which one an agency counts.
 *
 * Of several the final one counts before the draft, then the one made later, then the one whose file name comes first; the order of
 * reading has no influence. The others are reported (R01, as a warning: what was published cannot be mended).
 *
 *     struct last_reports last = {0};
 *     if (!last_reports_take(&last, store, &problems, &s, agency, &counts, diag)) return false;
 *     if (counts) …                                      // put its cells and words
 *     last_reports_release(&last);
 */
#ifndef SUPERIOR_LAST_REPORTS_H
#define SUPERIOR_LAST_REPORTS_H
#include "base/problem.h"
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
/* *counts tells whether s is the best so far; then the store's cells and words of that agency's last year are deleted. */
MUST_CHECK bool last_reports_take(struct last_reports *all, struct store *store, struct problems *problems, const struct submission *s, int64_t agency, bool *counts,
                                  struct diag *diag);
void last_reports_release(struct last_reports *all);

#endif
