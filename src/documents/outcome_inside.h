/* The parts of 本次结果.html, each under its own heading. */
#ifndef DOCUMENTS_OUTCOME_INSIDE_H
#define DOCUMENTS_OUTCOME_INSIDE_H
#include "documents/outcome.h"

void outcome_findings(struct document *d, const struct run_outcome *of);
/* The limits of requests; of a sum, those of the reports that make it up. */
void outcome_limits(struct document *d, const struct run_outcome *of);

#endif
