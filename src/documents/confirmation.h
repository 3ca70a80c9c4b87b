/* The two sheets that a ledger made from an old one has beside its tables: 请确认, what only the office can decide, and 原样, every cell of
 * the old ledger as it stood. They stand in the office's own workbook and go nowhere else: 原样 holds what the old ledger holds.
 */
#ifndef DOCUMENTS_CONFIRMATION_H
#define DOCUMENTS_CONFIRMATION_H
#include "documents/document.h"
#include "intake/carried.h"
#include "intake/old_sheets.h"
#include "intake/questions.h"

/* `source` is what the next run compares: of which files and by which program the answers are (intake/answered.h). */
void confirmation_sheet(struct document *d, const struct questions *questions, const struct carried_note *notes, size_t n_notes, const char *source);
void verbatim_sheet(struct document *d, const struct old_sheets *sheets);

#endif
