/* Collects the submissions of a rollup in the store, one after another, so that checks and the sum can read them.
 *
 * This year's reports become cells of set `submission` and printed words, last year's become set `previous`; other years are only
 * counted. A second report of one agency becomes set `other`, a third `other2` and so on. Which of them counts follows from the
 * reports themselves (final before draft, then the later day, then the name of the file), never from the order of reading.
 */
#ifndef SUPERIOR_COLLECTION_H
#define SUPERIOR_COLLECTION_H
#include "base/problem.h"
#include "form/form.h"
#include "superior/filing.h"
#include "superior/last_reports.h"
#include "submission/submission.h"
#include "superior/unread.h"
#include "ledger/rows/row_source.h"

struct collection {
    struct store *store;
    const struct form *form, *last_form;               /* of the year and of the year before; last_form may be NULL */
    const struct ledger_agencies *agencies;
    struct problems *problems;
    struct filings *filings;
    int year;
    struct rollup_note *notes;                         /* on this year's cells; rollup_sum sets their filings */
    int64_t *note_of;                                  /* the agency of each */
    size_t n_notes, cap_notes, cap_note_of;
    struct last_reports last_reports;
    struct unread_files unread;                        /* files that were left out */
    size_t this_year, last_year, other_years;          /* numbers of reports */
};

/* A report whose path names another agency was perhaps made by copying and only renamed: it counts for neither until the superior has
 * asked, and problems and unread files say so (R07). Such a report is neither taken nor a copy of the one that it names. */
bool collection_is_astray(struct collection *k, const struct submission *s);
/* Takes one submission whose kind is not NONE, and which is not astray. *words is the agency whose words were put into the store: the caller looks up the
 * numbers in them (tally/text_numbers.h); 0 = none. */
MUST_CHECK bool collection_take(struct collection *k, const struct submission *s, int64_t *words, struct diag *diag);
void collection_release(struct collection *k);

#endif
