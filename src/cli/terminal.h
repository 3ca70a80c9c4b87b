/* Findings for people at a terminal: grouped by check, with file, line and column, what is there, what would be right,
 * what to do. Checks that lack one and the same thing share a line, but for everything. */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H
#include "rules/finding.h"
#include <stdio.h>

/* What stands in the way of publishing, what is shown of it (at most 20 of a check, with "shown / total"), or everything. */
enum terminal_extent { TERMINAL_BLOCKING, TERMINAL_SOME, TERMINAL_ALL };
void terminal_findings(FILE *out, const struct findings *findings, enum terminal_extent extent);

#endif
