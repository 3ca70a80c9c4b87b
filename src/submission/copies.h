/* The reports that one run has read so far: an office hands in its Word file with a PDF of it, or both beside a report.json. Of one
 * agency's year the most exact form counts (JSON, workbook, list of cells; then Word, page, PDF); a manuscript of the same report in
 * another form is a copy, and each cell in which it differs is named (R03). Two files of one form are two reports of one agency, as two
 * workbooks are.
 *
 *     submission_order(&copies, sources, n);         // manuscripts behind the rest
 *     if (submission_is_copy(&copies, &s, &problems)) …       // it does not count
 */
#ifndef SUBMISSION_COPIES_H
#define SUBMISSION_COPIES_H
#include "submission/submission.h"

struct submission_copies {
    struct arena arena;
    struct intern *keys;                               /* agency and year */
    struct copied_report *list;                        /* by the numbers of the keys */
    size_t n, cap;
    bool manuscripts;                                  /* there are some; else no report needs to be remembered */
};

/* Brings the sources, which are all that there are, into the order in which they must be read; those of one rank stay in their order. */
void submission_order(struct submission_copies *copies, struct submission_source *sources, size_t n);
/* Whether the report is a manuscript of one that was read before; the first of an agency's year is remembered. */
bool submission_is_copy(struct submission_copies *copies, const struct submission *s, struct problems *problems);
void submission_copies_release(struct submission_copies *copies);

#endif
