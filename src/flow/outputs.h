/* Which files are written of a report and of a comparison: the document that each of them holds, and its format. */
#ifndef FLOW_OUTPUTS_H
#define FLOW_OUTPUTS_H
#include "base/outdir.h"
#include "base/settings.h"
#include "compare/comparison.h"
#include "documents/outcome.h"
#include "form/report.h"
#include "rules/finding.h"
#include "render/paper.h"
#include "tally/text_changes.h"

struct letters;
struct store;

struct report_outputs {
    const struct report *report;
    const struct findings *findings;
    struct store *store;                               /* has the dates of its requests */
    const struct settings *settings;
    int pdf_part;                                      /* 1 = PDF/A-1a, 2 = PDF/A-2a with PDF/UA-1 */
    bool ofd;                                          /* an OFD beside each PDF */
    const struct catalogue *catalogue;
    const struct last_run *last_run;                   /* what the folder holds from the run before */
    const struct text_changes *texts;                  /* the texts beside last year's: its own, then those of the agencies that it sums */
    size_t n_texts;
    const struct letters *letters;                     /* of a sum; NULL = it is none */
};
/* Stages every file, the manifest last; fails with a diag when one cannot be written (a character of the report that no font has is named with
 * its place; one in a letter, in the notice or in a comparison leaves out that PDF: outdir_lacks). The same report, in a folder with the same report, gives the same bytes: no clock, no locale, no addresses. */
MUST_CHECK bool outputs_of_report(const struct report_outputs *of, struct outdir *out, struct diag *diag);

/* Stages 退回修改意见/FILE.docx and .pdf, and .ofd where the paper says so; only the office may read them. */
#define LETTERS_FOLDER "退回修改意见"
MUST_CHECK bool outputs_of_letter(const struct document *d, struct paper *paper, const char *file, struct outdir *out, struct diag *diag);

struct comparison_outputs {
    const struct comparison *comparison;
    const char *title, *program, *stamp;
    const struct settings *settings;
    int pdf_part;
    bool ofd;
};
MUST_CHECK bool outputs_of_comparison(const struct comparison_outputs *of, struct outdir *out, struct diag *diag);

#endif
