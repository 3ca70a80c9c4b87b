/* Records → cells: one report an agency. */
#ifndef FLOW_COUNTING_H
#define FLOW_COUNTING_H
#include "flow/flow.h"

/* Puts the run's year and closing day, and the declared cells, into the store: the first step of counting, and of a sum. */
MUST_CHECK bool counting_begin(struct flow *f, struct diag *diag);
/* Counts every agency that reports: cells, times of reply, texts and the numbers in them. */
MUST_CHECK bool counting_reports(struct flow *f, struct diag *diag);

#endif
