/* Who handed a report over, who did not, and whether it came in time.
 *
 * Every agency of the tree has a place here; settled, those remain that are to report or did, in the order of the ledger,
 * and behind them the reports of nobody in the tree.
 */
#ifndef SUPERIOR_FILING_H
#define SUPERIOR_FILING_H
#include "form/rollup.h"
#include "superior/tree.h"

struct filings {
    struct arena *arena;                               /* borrowed; strings and the settled list live in it */
    const struct tree *tree;
    struct filing *list;
    size_t n, cap;                                     /* the first tree->n are those of tree->list */
};

void filings_init(struct filings *f, struct arena *arena, const struct tree *tree);
void filings_release(struct filings *f);
struct filing *filings_of(struct filings *f, int64_t agency);       /* NULL = not in the tree */
/* A report of nobody: its place in the list, to be filled; the strings are copied. */
void filings_add_unknown(struct filings *f, const char *code, const char *name, const char *file, const char *why);
/* A file that could not be read and belongs to no agency as far as can be seen. */
void filings_add_unread(struct filings *f, const char *file, const char *why);
/* Says how each one stands on the day `as_of` and leaves out whoever neither reports nor did. */
void filings_settle(struct filings *f, int as_of);
/* Puts the settled list into the store, for checks. */
MUST_CHECK bool filings_keep(const struct filings *f, struct store *store, struct diag *diag);

#endif
