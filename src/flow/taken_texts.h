/* --texts: a report that people have edited (Word, a workbook, report.json …) gives its texts back.
 *
 * The texts of its sections take the place of those of the ledger. From then on they are texts of the ledger, whose place is that
 * file: placeholders are filled, personal values blacked out, and every check of words reads them. Its tables are not taken but
 * compared (S34, S35); so are its title, its preamble, words among its tables and notes of cells (S38). All of this stands in the store's texts_taken.
 */
#ifndef FLOW_TAKEN_TEXTS_H
#define FLOW_TAKEN_TEXTS_H
#include "flow/flow.h"

/* After the last text of the ledger. A single file must be the report of an agency of the ledger, for this year; of a folder those are
 * taken that are, and the others are listed with the files that are left alone. */
MUST_CHECK bool taken_texts_read(struct flow *f, struct diag *diag);
/* Title, preamble and notes of cells as the program writes them, so that those of the file can be compared. After tally_report. */
MUST_CHECK bool taken_texts_made(struct flow *f, const struct report *r, struct diag *diag);
/* Adds a line to texts_taken (docs/sql.md); `words` are blacked out, section, file and words may be NULL. */
MUST_CHECK bool taken_texts_note(struct flow *f, int64_t agency, const char *what, const char *section, const char *file, const char *words, struct diag *diag);
/* Blacks out what identifies a person in words of the file that a message quotes; *words may be NULL, and then belongs to the flow. */
MUST_CHECK bool taken_texts_quote(struct flow *f, const char **words, struct diag *diag);

#endif
