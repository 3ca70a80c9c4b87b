/* Whether the ledgers of one run are of different agencies: a copy of a ledger beside it, or last year's, would be counted
 * and written as if it were another agency's, or as the same one's over again. */
#ifndef FLOW_APART_H
#define FLOW_APART_H
#include "flow/session.h"

/* Says on stderr which ledgers are of one agency, and fails; before anything is counted or written. Of ledgers that cannot be
 * read nothing is said: their run says why. */
MUST_CHECK bool ledgers_apart(const struct session *s, const struct options *o, const char *const *ledgers, size_t n, struct diag *diag);

#endif
