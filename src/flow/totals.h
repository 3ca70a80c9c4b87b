/* A report without a ledger: an office has only its totals, filled into the standard form.
 *
 * The one input is then a Word file, a workbook, a web page, a CSV of cells or a report.json. Its cells become set `submission` of the store,
 * its sections texts of the office with that file as their place; every check that cells and words allow runs (SCOPE_TOTALS), and all
 * documents are written but those that list requests. No number is made here: a cell without one stays empty, and blocks (R12).
 *
 *     if (!totals_asked(session, options, &f.from_totals, diag)) …
 *     flow_read … flow_count … as for a ledger
 */
#ifndef FLOW_TOTALS_H
#define FLOW_TOTALS_H
#include "flow/flow.h"

/* Whether the file is such a form, told by its content. A workbook is one where no sheet is a table of the ledger. */
MUST_CHECK bool totals_is_form(const struct session *s, const char *path, int year, bool *yes, struct diag *diag);
/* Whether the input is such a form. Fails where it is given with other inputs, or with options that need a ledger. */
MUST_CHECK bool totals_asked(const struct session *s, const struct options *o, bool *asked, struct diag *diag);
/* Fails where the folder has no table nor anything that may be one, but such a form: people give the folder that it lies in. */
MUST_CHECK bool totals_no_folder(const struct session *s, const char *path, int year, struct diag *diag);
/* Opens the store and reads the file. Fails where it cannot be read, is a PDF, or is of another agency or year than the options say. */
MUST_CHECK bool totals_read(struct flow *f, const char *path, struct diag *diag);
/* Makes the report: cells, opening, texts and the numbers in them. */
MUST_CHECK bool totals_report(struct flow *f, struct diag *diag);

#endif
