/* 本次结果.html: what a run has made of a report, for the clerk who opens the folder: how the report stands and what to do next, which file
 * is for what, the findings a cause an entry, the figures that have changed since the last run in this folder, and the limits.
 *
 * It is internal: findings name rows, never persons (docs/privacy.md).
 */
#ifndef DOCUMENTS_OUTCOME_H
#define DOCUMENTS_OUTCOME_H
#include "documents/document.h"
#include "documents/notice.h"
#include "form/report.h"
#include "rules/catalogue.h"
#include "tally/deadlines.h"

#define OUTCOME_FILE "本次结果.html"

/* A file beside it: what for, and whether it may leave the office. */
struct outcome_file { const char *name, *use; bool published; };

/* The report that the folder held before the run. */
enum last_run_state {
    LAST_RUN_NONE,                                       /* there was none */
    LAST_RUN_UNREAD,                                     /* `why` says the reason */
    LAST_RUN_READ
};
struct figure_change { const char *name, *address, *before, *now; };   /* before, now: as printed; of an empty cell NULL */
struct last_run {
    enum last_run_state state;
    const char *why;
    int as_of;                                         /* the civil day that it was made for; NO_DAY where it does not say */
    bool draft;
    struct figure_change *changes;                     /* in the order of the form */
    size_t n_changes;
};

struct run_outcome {
    const struct report *report;
    const struct findings *findings;                   /* sorted */
    const struct catalogue *catalogue;                 /* NULL: the findings' own words head them */
    const struct deadlines *deadlines;
    const struct outcome_file *files;
    size_t n_files;
    const struct last_run *last_run;
    const struct sent_letter *letters;                 /* of a sum */
    size_t n_letters;
    const char *no_pdf;                                /* why no PDF was written, and what to install; NULL: one was */
};
/* Everything that `of` points at must outlive the document. */
void outcome_document(struct document *d, const struct run_outcome *of);

#endif
