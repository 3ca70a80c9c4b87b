/* A cell of a report as somebody typed it → number, note, or empty: 22（其中修订16件）, １,２３４件, 380万元, “/”.
 *
 * Numbers of a workbook stand there as a program's binary floats; they are read by their digits and cut to the fifteen
 * that spreadsheets show.
 */
#ifndef SUBMISSION_TYPED_CELL_H
#define SUBMISSION_TYPED_CELL_H
#include "submission/submission.h"
#include "ledger/values/value_number.h"
#include "workbook/xlsx_reader.h"

/* Fills empty, number, shown and note of *out; strings go to the arena. False where there is something that is no
 * number of the slot: *why then says what (static). */
MUST_CHECK bool typed_cell(struct arena *arena, const struct form_slot *slot, enum xlsx_kind kind, const char *text,
                           struct submission_cell *out, const char **why);
/* Of what the slot is a number. */
enum number_unit typed_unit(const struct form_slot *slot);
/* Whether that `why` means that it may be a person's number: then the cell is not shown. */
bool typed_hides(const char *why);
/* Whether a text of a workbook is a number or a word for none, so that it stands for data and is no label. */
bool typed_data(enum xlsx_kind kind, const char *text);
/* Whether it is a number, and not a word for none. */
bool typed_number(enum xlsx_kind kind, const char *text);

#endif
