/* What report, check and rollup print of a run: messages on stderr, names of files and JSON on stdout. */
#ifndef CLI_PRINTING_H
#define CLI_PRINTING_H
#include "flow/flow.h"
#include "flow/plan.h"
#include <stdio.h>

void printing_inputs(const struct flow *f);
void printing_findings(const struct flow *f, const struct findings *findings);
/* Of a refused run: prints everything that was found, which `all` gets. Such a run writes nothing but the marked copy. */
void printing_refuse(const struct flow *f, struct findings *all);
/* --plain: the report as lines, on stdout (render/plain/plain.h). */
void printing_plain(const struct report *r);
void printing_counts(const struct flow *f, const struct flow_report *one);
void printing_written(const struct flow *f, const struct flow_report *one);
/* The agencies that several ledgers have; gives the exit code of the diag. */
int printing_copies(const struct plan *plan, const struct diag *diag);
/* nianbao check --waiver-lines: the findings that may be waived, as lines of waivers.csv. A header, then a line for each place and
 * value that is not waived yet. The office fills in 理由 and 批准人: a file without them is refused, so that nothing is waived by accident. */
void waiver_lines_print(FILE *out, const struct flow *f);
/* What stands in for fonts that are not there: one line in a run, where documents were written. */
void printing_fonts(const struct session *session, const struct options *o);
/* Notes on files of earlier runs: removed, or left because they were changed. */
void printing_notes(const struct outdir *out, bool quiet);

#endif
