/* Findings for people at a terminal: grouped by check under the catalogue's sentence for it, each with file, line and column,
 * its own words, what is there, what would be right, and then what to do. Checks that lack the same thing
 * share a line, except with TERMINAL_ALL. */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H
#include "rules/catalogue.h"
#include <stdio.h>

/* What blocks publishing; all checks, with at most 20 findings each ("显示 20 / 31"); or everything. */
enum terminal_extent { TERMINAL_BLOCKING, TERMINAL_SOME, TERMINAL_ALL };
/* Where `catalogue` lacks a check, or is NULL, the message of its first finding is the heading. */
void terminal_findings(FILE *out, const struct catalogue *catalogue, const struct findings *findings, enum terminal_extent extent);

#endif
