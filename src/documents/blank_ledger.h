/* The blank ledger (nianbao init): a workbook to be filled in by an office, made from the definitions of the tables.
 *
 * 使用说明 first, a sheet a table, 代码表 last. What is put into it is what ledger/schema/schema.h knows, so that the workbook and the
 * reader cannot disagree.
 */
#ifndef DOCUMENTS_BLANK_LEDGER_H
#define DOCUMENTS_BLANK_LEDGER_H
#include "base/diag.h"
#include "documents/document.h"
#include "intake/carried.h"
#include "intake/old_sheets.h"
#include "intake/questions.h"
#include "ledger/schema/schema.h"

struct blank_ledger {
    const struct schema *schema;
    const char *guide;                                 /* the file with the words of 使用说明 */
    const char *const *counted;                        /* by table: the forms that count it (2019、2021), or NULL */
    const char *agency_code, *agency_name;             /* what is known of the agency; each may be NULL */
    const char *program;
    const struct carried_table *carried; /* by table: the rows of an old ledger (intake/intake.h); NULL = a blank one */
};

/* Also sets the document's facts. */
MUST_CHECK bool blank_ledger_document(struct document *d, const struct blank_ledger *blank, struct diag *diag);

/* confirmation.c: the two sheets that a ledger made from an old one has beside its tables. 请确认 is what only the office can decide
 * (ledger/rows/confirmation.h); `source` says of which files and by which program (intake/answered.h). 原样 is every cell of the old ledger as
 * it stood. They stand in the office's own workbook and go nowhere else: 原样 holds what the old ledger holds. */
void confirmation_sheet(struct document *d, const struct questions *questions, const struct carried_note *notes, size_t n_notes, const char *source);
void verbatim_sheet(struct document *d, const struct old_sheets *sheets);

#endif
