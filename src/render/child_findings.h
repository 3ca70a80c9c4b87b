/* 下级年报问题.csv: what the checks say of the reports that agencies handed over, written as the agencies are gone through,
 * so that nothing of it stays in memory.
 *
 *     struct child_findings_file *file;
 *     if (!child_findings_open(&file, out, diag)) return false;
 *     bool ok = child_findings_add(file, filing, findings, diag);      // for each agency
 *     return child_findings_close(file, ok, diag) && ok;
 */
#ifndef RENDER_CHILD_FINDINGS_H
#define RENDER_CHILD_FINDINGS_H
#include "base/outdir.h"
#include "form/rollup.h"
#include "rules/finding.h"

#define CHILD_FINDINGS_FILE "下级年报问题.csv"

struct child_findings_file;
MUST_CHECK bool child_findings_open(struct child_findings_file **file, struct outdir *out, struct diag *diag);
MUST_CHECK bool child_findings_add(struct child_findings_file *file, const struct filing *filing, const struct findings *findings, struct diag *diag);
/* Closes and frees; with `ok` false nothing is said of a file that is not wanted any more. */
MUST_CHECK bool child_findings_close(struct child_findings_file *file, bool ok, struct diag *diag);

#endif
