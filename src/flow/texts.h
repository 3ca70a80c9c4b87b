/* The files that the table 文本 names: guides and pages, read from beside the ledger; inside cli only. */
#ifndef FLOW_TEXTS_H
#define FLOW_TEXTS_H
#include "flow/flow.h"

/* After the table was loaded from `file`: puts the words of every file it names into the store. A file that lies outside
 * the ledger's folder, a link that leads out of it too, or one that cannot be read is a problem that does not refuse. */
MUST_CHECK bool texts_read(struct flow *f, const struct ledger_file *file, struct diag *diag);

#endif
