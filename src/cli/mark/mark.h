/* --mark: a copy of each ledger with the findings in it (render/xlsx_marked.h), for the run that asked for it.
 *
 * Written as 输出文件夹/年度/台账名（标注）.xlsx, also when the run is refused: then it is needed most. */
#ifndef CLI_MARK_H
#define CLI_MARK_H
#include "flow/flow.h"

/* `all` is what a refused run found; NULL = what the reports of the flow have. Prints the paths unless something else has stdout for itself. */
MUST_CHECK bool mark_write(struct flow *f, const char *const *ledgers, size_t n, const struct findings *all, struct diag *diag);
/* A run that writes its reports without --mark: the copy that an earlier run has marked is not of this one, and goes, unless
 * it was changed since. */
MUST_CHECK bool mark_drop_old(struct flow *f, const char *const *ledgers, size_t n, struct diag *diag);

#endif
