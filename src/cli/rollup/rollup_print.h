/* What rollup says: who is missing comes first, then what is wrong with the reports that came; inside cli only. */
#ifndef CLI_ROLLUP_PRINT_H
#define CLI_ROLLUP_PRINT_H
#include "flow/gather.h"
#include <stdio.h>

/* Counts and, of every state that somebody has to do something about, the names. */
void rollup_print_filings(FILE *out, const struct gathering *g);
/* One report's findings that must be mended, or all of them. */
void rollup_print_checked(FILE *out, const struct catalogue *catalogue, const struct filing *filing, const struct findings *findings, bool all);

/* The same and more for machines, as one object (schema nianbao.rollup/1, docs/rollup.md); false where it cannot be written. */
MUST_CHECK bool rollup_json_begin(FILE *out, const struct gathering *g, const struct report *r);
MUST_CHECK bool rollup_json_checked(FILE *out, bool first, const struct filing *filing, const struct findings *findings);
MUST_CHECK bool rollup_json_end(FILE *out, const struct report *r, const struct findings *findings);

#endif
