/* What the ledgers of one run will write, known before the first of them is counted.
 *
 * The tables of agencies are read beforehand. They show two ledgers of one agency, such as a copy or last year's beside this
 * year's, of which only one may be counted. And they give the names that each ledger of a batch may take, before the ledgers
 * are counted side by side in processes of their own (batch.h).
 *
 *     bool ok = plan_make(&p, session, options, ledgers, n, writes, diag);
 *     … of a batch, in the process of ledger i:  plan_take(&p, i, session->names);
 *     plan_release(&p);
 */
#ifndef FLOW_PLAN_H
#define FLOW_PLAN_H
#include "flow/session.h"

/* An agency that several ledgers have. Copies of a ledger have all their agencies in common: they stand here once. */
struct plan_copies { const char *name, *code, *ledgers; size_t n_ledgers, n_agencies; };
/* As names_take takes it; the ledger by its place. A government reports only where it has rows of its own: it may write, and is then
 * known by its place among the agencies of the ledger (0 = the name is sure), doubtful while another ledger has the name too. */
struct plan_name { size_t ledger; const char *below; int64_t perhaps; bool doubtful; };

struct plan {
    struct arena arena;
    struct plan_copies *copies;
    size_t n_copies, cap_copies;
    struct plan_name *names;
    size_t n_names, cap_names;
};

/* Fails where several ledgers are of one agency; `copies` then names them. What cannot be read is passed over: the run of its
 * ledger says why. `writes` tells whether reports are written; marked ledgers are where the options ask for them. */
MUST_CHECK bool plan_make(struct plan *p, const struct session *s, const struct options *o, const char *const *ledgers, size_t n, bool writes, struct diag *diag);
void plan_release(struct plan *p);
/* Takes what the ledgers before this one write. */
void plan_take(const struct plan *p, size_t ledger, struct intern *taken);

#endif
