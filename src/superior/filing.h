/* The filings of a rollup: which agencies have submitted a report, which have not, and whether it came in time (docs/zh/汇总.md).
 *
 * Every agency of the tree has a filing at first. filings_settle leaves those that have to report or did, in the order of the
 * ledger, followed by the reports that belong to no agency of the tree.
 */
#ifndef SUPERIOR_FILING_H
#define SUPERIOR_FILING_H
#include "form/rollup.h"
#include "superior/agency_tree.h"

struct filings {
    struct arena *arena;                               /* borrowed; strings and the settled list live in it */
    const struct agency_tree *tree;
    struct filing *list;
    size_t n, cap;                                     /* the first tree->n are those of tree->list */
};

void filings_init(struct filings *f, struct arena *arena, const struct agency_tree *tree);
void filings_release(struct filings *f);
struct filing *filings_of(struct filings *f, int64_t agency);       /* NULL = not in the tree */
/* Adds a report that belongs to no agency of the tree; the strings are copied. */
void filings_add_unknown(struct filings *f, const char *code, const char *name, const char *file, const char *why);
/* Adds a file that could not be read and names no agency. */
void filings_add_unread(struct filings *f, const char *file, const char *why);
/* Sets the state of each filing on the day `as_of`, and drops agencies that need not report and did not. */
void filings_settle(struct filings *f, int as_of);
/* Puts the settled list into the store's `filings`, for checks. */
MUST_CHECK bool filings_put(const struct filings *f, struct store *store, struct diag *diag);

#endif
