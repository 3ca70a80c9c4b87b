/* Submissions put into the store one after another, so that checks and sums can ask for them.
 *
 * This year's reports become cells of set `submission` and printed words, last year's `previous`; other years are counted and
 * left alone. A second report of one agency becomes set `other`, a third `other2` and so on: which of them counts is decided by
 * what they say of themselves (final before draft, then the later day, then the name of the file), never by the order of reading.
 */
#ifndef SUPERIOR_KEEP_H
#define SUPERIOR_KEEP_H
#include "base/problem.h"
#include "form/form.h"
#include "superior/filing.h"
#include "superior/last_reports.h"
#include "submission/submission.h"
#include "superior/unread.h"
#include "ledger/rows/row_source.h"

struct keeper {
    struct store *store;
    const struct form *form, *last_form;               /* of the year and of the year before; last_form may be NULL */
    const struct ledger_agencies *agencies;
    struct problems *problems;
    struct filings *filings;
    int year;
    struct rollup_note *notes;                         /* of this year's cells; their filing is set by keeper_notes */
    int64_t *note_of;                                  /* agency of each */
    size_t n_notes, cap_notes, cap_note_of;
    struct last_reports last_reports;
    struct unread_files unread;                        /* what was left out */
    size_t this_year, last_year, other_years;          /* reports seen */
};

/* *words is the agency whose printed words were put into the store and wait for their numbers to be looked up; 0 = none. */
MUST_CHECK bool keeper_take(struct keeper *k, const struct submission *s, int64_t *words, struct diag *diag);
void keeper_release(struct keeper *k);
/* The cells of a report as a set of the store, each with its file and its place there. `form` is the one that s names. */
MUST_CHECK bool submission_keep_cells(struct store *store, const struct submission *s, const struct form *form, const char *set, int64_t agency, struct diag *diag);
/* The texts of a report, paragraph by paragraph: printed ones of this year, or last year's. */
MUST_CHECK bool submission_keep_texts(struct store *store, const struct submission *s, int64_t agency, bool last_year, struct diag *diag);

#endif
