/* Findings for people at a terminal: grouped by check under the catalogue's sentence for it, each with file, line and column,
 * its own words, what is there, what would be right, and then what to do. Checks that lack one and the same thing share a line, but for everything. */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H
#include "rules/catalogue.h"
#include <stdio.h>

/* What stands in the way of publishing, what is shown of it (at most 20 of a check, with "shown / total"), or everything. */
enum terminal_extent { TERMINAL_BLOCKING, TERMINAL_SOME, TERMINAL_ALL };
/* `catalogue` may lack a check, or be NULL: its first finding speaks for it. */
void terminal_findings(FILE *out, const struct catalogue *catalogue, const struct findings *findings, enum terminal_extent extent);

#endif
