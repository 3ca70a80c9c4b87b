/* A cell of a report as a clerk typed it → number, note, or empty: 22（其中修订16件）, １,２３４件, 380万元, “/”.
 *
 * Workbooks store numbers as binary floats in decimal; their digits are read as text and cut to the fifteen that spreadsheets show.
 */
#ifndef SUBMISSION_TYPED_CELL_H
#define SUBMISSION_TYPED_CELL_H
#include "submission/submission.h"
#include "ledger/values/value_number.h"
#include "workbook/xlsx_reader.h"

/* Fills empty, number, shown and note of *out; strings go to the arena. False where the text is no number for the slot: *why then
 * says why (static text). */
MUST_CHECK bool typed_cell(struct arena *arena, const struct form_slot *slot, enum xlsx_kind kind, const char *text,
                           struct submission_cell *out, const char **why);
/* The unit of the slot's numbers. */
enum number_unit typed_unit(const struct form_slot *slot);
/* Whether `why` means that the text may be a personal number: then no problem may show it. */
bool typed_hides(const char *why);
/* Whether a text of a workbook is data, a number or a word for none, and not a label. */
bool typed_data(enum xlsx_kind kind, const char *text);
/* Whether it is a number, and not a word for none. */
bool typed_number(enum xlsx_kind kind, const char *text);

#endif
