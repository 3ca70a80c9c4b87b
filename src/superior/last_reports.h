/* Last year's reports, of which one an agency counts.
 *
 * Of several the final one counts before the draft, then the one made later, then the one whose name comes first: never the
 * one that happened to be read last. Those that do not count are said (R01, a warning: what was published cannot be mended).
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

/* Whether a report counts before another of the same agency and year. as_of may be NULL: that is before every day. */
bool submission_counts_before(const struct submission *s, bool draft, const char *as_of, const char *shown);
/* *counts: s is the best so far; what the store had of that agency's last year is forgotten then. */
MUST_CHECK bool last_reports_take(struct last_reports *all, struct store *store, struct problems *problems, const struct submission *s, int64_t agency, bool *counts,
                                  struct diag *diag);
void last_reports_release(struct last_reports *all);

#endif
