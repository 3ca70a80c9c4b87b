/* What rollup prints: first which reports are missing, then the faults of those that came. */
#ifndef CLI_ROLLUP_PRINT_H
#define CLI_ROLLUP_PRINT_H
#include "flow/gather.h"
#include <stdio.h>

/* The number of agencies in each state, and their names where something is to be done. */
void rollup_print_filings(FILE *out, const struct gathering *g);
/* One report's findings that must be mended, or all of them. */
void rollup_print_checked(FILE *out, const struct catalogue *catalogue, const struct filing *filing, const struct findings *findings, bool all);
/* At the end: what to send to whom. */
void rollup_print_letters(FILE *out, const struct gathering *g);

/* For machines, as one object (schema nianbao.rollup/1, docs/zh/汇总.md); false where it cannot be written. */
MUST_CHECK bool rollup_json_begin(FILE *out, const struct gathering *g, const struct report *r);
MUST_CHECK bool rollup_json_checked(FILE *out, bool first, const struct filing *filing, const struct findings *findings);
MUST_CHECK bool rollup_json_end(FILE *out, const struct report *r, const struct findings *findings);

#endif
