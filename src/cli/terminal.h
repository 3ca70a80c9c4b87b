/* Findings for people at a terminal: grouped by check, with file, line and column, what is there, what would be right,
 * what to do. */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H
#include "rules/finding.h"
#include <stdio.h>

/* Shows at most 20 of a check and says "shown / total", unless `all`. */
void terminal_findings(FILE *out, const struct findings *findings, bool all);

#endif
