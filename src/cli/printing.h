/* What report, check and rollup print of a run: messages on stderr, names of files and JSON on stdout. */
#ifndef CLI_PRINTING_H
#define CLI_PRINTING_H
#include "flow/flow.h"
#include "flow/plan.h"
#include <stdio.h>

/* What was read, the first n files: each with -v, else how many, for a person who watches. */
void printing_inputs(const struct flow *f, size_t n);
/* Files that were left alone, always but with -q: one may be a table. */
void printing_others(const char *const *others, size_t n, bool quiet);
void printing_findings(const struct flow *f, const struct findings *findings);
/* Of a refused run: prints everything that was found, which `all` gets, sorted. Such a run writes nothing but the marked copy. */
void printing_refuse(const struct flow *f, struct findings *all);
/* --plain: the report as lines, on stdout (render/plain/plain.h). */
void printing_plain(const struct report *r);
/* 须改正 3，超期 2，警告 0 …; brief: those that are not 0, but for 须改正. */
void printing_count_words(struct text *out, const struct finding_counts *n, bool brief);
/* A line for one report, where the end of the run does not say it (ending.h): of several, or a draft with -q. */
void printing_counts(const struct flow *f, const struct flow_report *one);
/* The files that were written, on stdout; of those in a folder below, the folder alone. */
void printing_files(const struct outdir *out);
void printing_written(const struct flow *f, const struct flow_report *one);
/* The agencies that several ledgers have; gives the exit code of the diag. */
int printing_copies(const struct plan *plan, const struct diag *diag);
/* nianbao check --waiver-lines: the findings that may be waived, as lines of waivers.csv. A header, then a line for each place and
 * value that is not waived yet; without -v one for all of a check in one column, where they are many (rules/waivers.h). The office
 * fills in 理由 and 批准人: a file without them is refused, so that nothing is waived by accident. */
void waiver_lines_print(FILE *out, const struct flow *f);
/* What stands in for fonts that are not there: one line in a run, where documents were written; also with -q where no PDF was. Gives the
 * exit code: `code`, but 1 at least where no PDF was. */
int printing_fonts(const struct session *session, const struct options *o, int code);
/* Notes on files of earlier runs: removed, or left because they were changed. */
void printing_notes(const struct outdir *out, bool quiet);

#endif
