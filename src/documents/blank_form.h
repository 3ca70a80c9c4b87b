/* The blank form (nianbao init --form): the official tables of a form as a workbook to be filled in by an office without records.
 *
 * One sheet: whose report it is, the sections with cells for their paragraphs, the tables with live sums and equations. The reader of
 * submissions finds every cell by its name (form/cell_names.h), so that the file is an input of `report` as it is saved.
 */
#ifndef DOCUMENTS_BLANK_FORM_H
#define DOCUMENTS_BLANK_FORM_H
#include "base/diag.h"
#include "documents/document.h"
#include "form/report.h"

struct blank_form {
    const struct report *report;                       /* the numbers that are known, added up; agency and year, NULL and 0 where they are not */
    const char *words;                                 /* the file with what is said around the tables */
    const char *received;                              /* 是, 否; NULL = not answered yet */
};

/* Also sets the document's facts. */
MUST_CHECK bool blank_form_document(struct document *d, const struct blank_form *blank, struct diag *diag);

#endif
