/* The letters of a rollup: one for each agency whose report has something to be mended, written as soon as that report has been checked.
 *
 * What the run before has returned stands in 退回记录.json of the same folder, which counts only as long as the manifest there has its digest.
 *
 *     struct letters l;
 *     letters_open(&l, words, flow, &flow->reports[0], filings);       // the folder is open
 *     letters_take(&l, filing, findings, handed, diag) …                       // each report, in the order of the filings
 *     letters_end(&l);                                                 // then flow_render, which writes the rest
 *     letters_close(&l);
 */
#ifndef FLOW_LETTERS_H
#define FLOW_LETTERS_H
#include "documents/notice.h"
#include "documents/returned.h"
#include "flow/flow.h"
#include "render/paper.h"
#include "superior/filing.h"

struct letters {
    const struct letter_words *words;
    struct flow *flow;
    struct flow_report *one;                           /* the government's, whose folder they stand in */
    const struct filings *filings;
    struct paper paper;
    struct returned former, now;
    struct defect_kinds kinds;
    struct arena arena;
    const char **files;                                /* by filing: of its letter, without folder and suffix */
};

void letters_open(struct letters *l, const struct letter_words *words, struct flow *flow, struct flow_report *one, const struct filings *filings);
/* Also counts the faults. Of an agency that is not summed nothing is written. */
MUST_CHECK bool letters_take(struct letters *l, const struct filing *filing, const struct findings *findings, const struct findings *handed, struct diag *diag);
/* What was returned to an agency whose report is not here now is kept for the next one. */
void letters_end(struct letters *l);
void letters_close(struct letters *l);

#endif
