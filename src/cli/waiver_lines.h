/* nianbao check --waiver-lines: the findings that may be waived, as lines of waivers.csv; inside cli only. */
#ifndef CLI_WAIVER_LINES_H
#define CLI_WAIVER_LINES_H
#include "flow/flow.h"
#include <stdio.h>

/* Header, then a line for each place and value that is not waived yet. Who waives fills in 理由 and 批准人: a file without
 * them is refused, so that nothing is waived by accident. */
void waiver_lines_print(FILE *out, const struct flow *f);

#endif
