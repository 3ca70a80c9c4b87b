/* The readers of the several forms of a submission; private to this folder.
 *
 * Each fills what its file says; submission_read (submission.c) has set path, shown and kind NONE before, and releases
 * where nothing was read. A reader that leaves the file out says so with submission_leave_out and returns true. */
#ifndef SUBMISSION_SUBMISSION_INSIDE_H
#define SUBMISSION_SUBMISSION_INSIDE_H
#include "submission/submission.h"
#include "submission/standard.h"

struct submission_line { const char *address, *value, *note; int64_t line; };
struct submission_rows { const char *code; int year; bool one_year, one_agency; struct submission_line *lines; size_t n, cap; };   /* one_…: the file has no other */

struct reading { struct submission *s; struct form_shelf *shelf; struct problems *problems; };

MUST_CHECK bool json_read(struct reading *r, struct diag *diag);
MUST_CHECK bool workbook_read(struct reading *r, struct diag *diag);
MUST_CHECK bool cells_read(struct reading *r, const struct submission_rows *rows, struct diag *diag);
/* The agencies and years of a CSV of cells, by code and year. *yes tells whether the file is one; a file that is none adds nothing. */
MUST_CHECK bool cells_list(struct arena *arena, const char *path, const char *shown, bool *yes, struct submission_rows ***list, size_t *n,
                           struct problems *problems, struct diag *diag);

void submission_add(struct submission *s, struct submission_cell cell);
void submission_add_text(struct submission *s, const char *section, const char *markdown);
/* The text of a cell for a problem: in its stead PROBLEM_PERSONAL where a number tells who somebody is. */
const char *submission_value(const char *text);
/* Says why the file is of no use (R01). */
void submission_leave_out(struct reading *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Agency and year, as far as they are not known yet: by the name of the file, the year also by its folders. */
void submission_take_path(struct submission *s);
/* Whether the path names no other year than the report's; else both are said (R05), and the report is left out. */
bool submission_years_agree(struct reading *r);
/* A file of another kind: name and year by its path, and why it cannot be read. `said`: the caller says so. */
void submission_take_document(struct reading *r, bool said);
/* Every table of the form that was handed over without a single number is said, once (R06). */
void submission_say_blank(struct reading *r, const struct form *form);
/* The form of the submission's year; NULL, and left out, where there is none. */
MUST_CHECK bool submission_form(struct reading *r, const struct form **form, struct diag *diag);

/* ---- D16: all rows, columns and blocks, in order, with their official labels ---- */

/* What of the form is not there. `given` (by slot, tables one after another) tells; `where` may be NULL. */
void standard_say_missing(struct reading *r, const struct standard *form, const bool *given, const char *where);
void standard_say_oddities(struct reading *r, const struct standard *form, const struct standard_tables *found);
/* Where cells are missing and another form has them all, the tables are those of another year: *said, and nothing else
 * need be said about them. */
MUST_CHECK bool standard_say_other_form(struct reading *r, const struct standard *form, const struct standard_tables *found,
                                        const struct sheets *book, bool *said, struct diag *diag);

/* Whether two cells say the same number, or both none. */
bool submission_same(const struct submission_cell *a, const struct submission_cell *b);
/* The report.json `s` and the workbook beside it must be the same report and say the same (R03). */
MUST_CHECK bool submission_compare_twin(struct reading *r, const char *workbook, struct diag *diag);

/* The words of the sections of text and of the preamble, from the sheet that has their headings. */
void workbook_words(struct reading *r, const struct form *form, const struct sheet *sheet);

#endif
