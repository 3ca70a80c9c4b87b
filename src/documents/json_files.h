/* The JSON files, written by hand: their keys and order are contracts with the programs that read them (docs/zh/输出.md). Each stages
 * `file` in `out`, and fails where a text is not UTF-8. */
#ifndef DOCUMENTS_JSON_FILES_H
#define DOCUMENTS_JSON_FILES_H
#include "base/outdir.h"
#include "compare/comparison_words.h"
#include "form/report.h"
#include "rules/finding.h"
#include <stdio.h>

/* findings: those of the report, whose digest it bears; NULL = they are not written. */
MUST_CHECK bool report_json_write(const struct report *report, const struct findings *findings, struct outdir *out, const char *file, struct diag *diag);
MUST_CHECK bool correction_json_write(const struct report *report, struct outdir *out, const char *file, struct diag *diag);      /* of one with a correction */
MUST_CHECK bool findings_json_write(const struct findings *findings, struct outdir *out, const char *file, struct diag *diag);
/* SHA-256 of that file. */
MUST_CHECK bool findings_json_digest(const struct findings *findings, char hex[DIGEST_HEX], struct diag *diag);
/* The same on an open stream; false when they cannot be written. */
MUST_CHECK bool findings_json_print(FILE *out, const struct findings *findings);
MUST_CHECK bool comparison_json_write(const struct comparison *c, const char *title, const char *program, struct outdir *out, const char *file, struct diag *diag);

#endif
