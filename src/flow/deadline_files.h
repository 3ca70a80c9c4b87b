/* deadlines.csv and 结转清单.csv: the first is written while the requests are read, so that a million of them need no memory. */
#ifndef FLOW_DEADLINE_FILES_H
#define FLOW_DEADLINE_FILES_H
#include "base/outdir.h"
#include "form/report.h"
#include "tally/deadlines.h"

struct store;

/* Stages both files, and notes in `all` what they say. */
MUST_CHECK bool deadline_files_write(struct store *store, const struct report *r, struct outdir *out, struct deadlines *all, struct diag *diag);

#endif
