/* What was handed over in a form that cannot be read: whose it is, and that its agency is not asked for it again.
 *
 * A file is an agency's by code and name of what could be read of it, else by the name of the file, else of the folders above
 * it; an agency may be called by a part of its name that no other has (民政局.docx). What of it is a copy of a report that was
 * read from another file (a PDF beside a workbook) is only listed.
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
    bool document;                                     /* not said yet */
    bool beside;                                       /* in the folder of a report.json, whose agency is not looked for by the folder */
};
struct unread_files {
    struct arena arena;
    struct unread_file *list;
    size_t n, cap;
    struct rollup_aside *asides;                       /* settled: what is only listed */
    size_t n_asides, cap_asides;
};

void unread_take(struct unread_files *all, const struct ledger_agencies *agencies, const struct submission *s, bool beside);
/* The agency that the path of a report of `agency` names instead: its file, else the nearest folder that names one; 0 = none.
 * A folder of an agency may hold the reports of those below it, a file may be called by the government (`root`). */
int64_t unread_other_agency(struct unread_files *all, const struct ledger_agencies *agencies, const struct tree *tree, const char *shown, int64_t agency, bool *folder);
/* A report that was read and is not used, because agency and path disagree: it may be of either. */
void unread_take_astray(struct unread_files *all, const struct submission *s, const char *why, int64_t agency, int64_t other);
/* Marks the filings of `year`, adds those of agencies that cannot be told, and says what is wrong with documents (R01). */
void unread_settle(struct unread_files *all, struct filings *filings, int year, const struct last_reports *last, struct problems *problems);
/* Whether a document is a copy of the report that was read from `shown`: it is called like it or like its agency, or lies in a
 * folder that is. */
bool unread_is_copy(struct arena *arena, const struct unread_file *u, const char *shown, const char *name, const char *code, int year);
void unread_release(struct unread_files *all);

#endif
