/* The lines of one check's findings: places, what is there, what would be right. */
#ifndef CLI_TERMINAL_LINES_H
#define CLI_TERMINAL_LINES_H
#include "rules/finding.h"
#include <stdio.h>

/* A line for each finding. */
void terminal_lines_each(FILE *out, const struct finding *list, size_t n, const char *heading);
/* Findings with one fault in one column share a line; where that still gives many lines, all of a column do, with an example. */
void terminal_lines_shared(FILE *out, const struct finding *list, size_t n, const char *heading);

#endif
