/* --corrects: a report that is made again after publication. What it changes in the one that was published goes into the report as its
 * correction (form/report.h); the edition is the next one.
 *
 * Compared are every cell, its note, and the paragraphs of every section, as the two report.json have them. What nobody has given a reason
 * for is listed too. The reasons stand in a file (--reasons): 单元格、部分或“全部”: 原因.
 */
#ifndef FLOW_CORRECTION_H
#define FLOW_CORRECTION_H
#include "flow/flow.h"

/* Nothing without --corrects. The report's cells and words are complete, its folder is open. Refused: a report that is no report.json of
 * this agency, year and form, a draft, one that differs from the manifest beside it, a folder that has none of the run's agencies, an
 * output folder in which an edition lies, and a reason for what has not changed. */
MUST_CHECK bool correction_make(struct flow *f, const struct flow_report *one, struct diag *diag);
/* Nothing that was published is lost in silence. Refused: over another edition than this run's, over a correction of another report or one
 * whose report.json cannot be read. A note of the folder says what a final report of the same edition has lost. Behind correction_make. */
MUST_CHECK bool correction_keep(struct flow *f, const struct flow_report *one, struct diag *diag);
/* Whether the words of report_templates/correction.yaml are right, for `form lint`. */
MUST_CHECK bool correction_prove(const struct session *s, struct diag *diag);

#endif
