/* Records → cells: one report an agency. */
#ifndef FLOW_COUNTING_H
#define FLOW_COUNTING_H
#include "flow/flow.h"

/* The run's year and closing day, and the declared cells, into the store: the first step of counting, and of a sum. */
MUST_CHECK bool counting_begin(struct flow *f, struct diag *diag);
/* Cells, times of reply, texts, and the numbers in them, of every agency that reports. */
MUST_CHECK bool counting_reports(struct flow *f, struct diag *diag);

#endif
