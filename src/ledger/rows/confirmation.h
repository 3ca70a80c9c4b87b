/* The sheet 请确认 of a workbook that was made from an old ledger (nianbao init --from): what only the office can decide.
 *
 * documents/confirmation.c writes it, intake/answered.c reads its answers, and a ledger with an answer that is missing or not yet used is
 * refused: its tables lack what the answer decides, and an empty cell would count as nothing.
 */
#ifndef LEDGER_CONFIRMATION_H
#define LEDGER_CONFIRMATION_H
#include "ledger/rows/raw_rows.h"
#include "workbook/xlsx_reader.h"

#define CONFIRMATION_SHEET "请确认"
#define CONFIRMATION_NEEDED "要答"

enum confirmation_column {
    CONFIRMATION_NUMBER, CONFIRMATION_TEXT, CONFIRMATION_WHERE, CONFIRMATION_ADVICE, CONFIRMATION_ANSWER, CONFIRMATION_NEED, CONFIRMATION_NOTE, CONFIRMATION_APPLIED, CONFIRMATION_KEY,
    CONFIRMATION_COLUMNS
};
extern const char *const confirmation_headings[CONFIRMATION_COLUMNS];

/* Whether the cells of a row are the heads of such a sheet; columns[c] is then the cell of column c. */
bool confirmation_columns(const struct slice *cells, size_t n, size_t columns[CONFIRMATION_COLUMNS]);
/* How many of its questions that need an answer have none, and how many answers were not used yet; the first row of either kind. */
struct confirmation_state { size_t unanswered, unused; int64_t line; };
struct confirmation_state confirmation_look(struct xlsx_reader *book, size_t sheet);

#endif
