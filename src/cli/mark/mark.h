/* --mark: a copy of each ledger with the findings in it, as 输出文件夹/年度/台账名（标注）.xlsx; also where the run is refused. */
#ifndef CLI_MARK_H
#define CLI_MARK_H
#include "flow/flow.h"

/* `all` are the findings of a refused run; NULL = those of the flow's reports. Prints the paths on stdout, unless --json or
 * --waiver-lines print there. */
MUST_CHECK bool mark_write(struct flow *f, const char *const *ledgers, size_t n, const struct findings *all, struct diag *diag);
/* After a run that wrote its reports without --mark: removes the marked copy of an earlier run, unless it was changed since. */
MUST_CHECK bool mark_drop_old(struct flow *f, const char *const *ledgers, size_t n, struct diag *diag);

#endif
