/* The steps of flow_read and what else the flow asks of the store; inside cli only. */
#ifndef FLOW_READING_H
#define FLOW_READING_H
#include "flow/flow.h"

MUST_CHECK bool reading_tables(struct flow *f, struct diag *diag);
MUST_CHECK bool reading_prose(struct flow *f, struct diag *diag);
/* A table that the form reads and the ledger lacks is a blocking finding (S99), never a silent zero. */
void reading_missing_tables(struct flow *f);
/* The agencies that report for the year: those active in it, public enterprises (kind E) left out, governments (kind G)
 * only with rows of their own; with --agency that one. The array belongs to the flow. */
MUST_CHECK bool reading_agencies(struct flow *f, struct agency **agencies, size_t *n, struct diag *diag);

#endif
