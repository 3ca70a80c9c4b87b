/* Submitted files that cannot be read: which agency each is from, so that the list of missing reports does not name that agency.
 *
 * agency_search.h finds the agency. A file that is a copy of a report read from another file (a PDF beside a workbook) is only
 * listed.
 *
 *     struct unread_files all = {0};
 *     unread_take(&all, &agencies, &submission);         // one whose kind is NONE
 *     unread_settle(&all, &filings, 2025, &last, &problems);       // before filings_settle
 *     unread_release(&all);
 */
#ifndef SUPERIOR_UNREAD_H
#define SUPERIOR_UNREAD_H
#include "base/problem.h"
#include "superior/filing.h"
#include "superior/last_reports.h"
#include "submission/submission.h"
#include "ledger/rows/row_source.h"

struct unread_file {
    const char *file, *why, *stem, *name;              /* name: of the agency, as far as the file or its name says it; or NULL */
    int64_t agency;                                    /* 0 = not known */
    int year, other_year;                              /* 0 = not known */
    bool document;                                     /* not reported yet */
    bool beside;                                       /* in the folder of a report.json: perhaps a copy of that report for printing */
};
struct unread_files {
    struct arena arena;
    struct unread_file *list;
    size_t n, cap;
    struct agency_index *index;                        /* of agency_search.h; NULL until a file is looked up */
    struct rollup_aside *asides;                       /* after unread_settle: files that are only listed */
    size_t n_asides, cap_asides;
};

void unread_take(struct unread_files *all, const struct ledger_agencies *agencies, const struct submission *s, bool beside);
/* Adds a report that was read and is not used, because agency and path disagree: it may be of either. */
void unread_take_astray(struct unread_files *all, const struct submission *s, const char *why, int64_t agency, int64_t other);
/* Marks the filings of `year`, adds one for each file that names no agency, and reports documents (R01). */
void unread_settle(struct unread_files *all, struct filings *filings, int year, const struct last_reports *last, struct problems *problems);
/* Whether a document is a copy of the report that was read from `shown`: it has the name of that file or of its agency, or lies in
 * a folder with that name. */
bool unread_is_copy(struct arena *arena, const struct unread_file *u, const char *shown, const char *name, const char *code, int year);
void unread_release(struct unread_files *all);

#endif
