/* A sheet of a workbook as raw rows: what people see in each cell, as text.
 *
 * A date by its style is YYYY-MM-DD, with HH:MM:SS behind it where it has a time, or as it is written out. A number has the fifteen
 * digits that a spreadsheet shows, without exponent (xlsx_number.h), or what its number format makes of them (xlsx_format.h). TRUE and
 * FALSE are those words. Nothing is filled down: a cell that is merged with the one above it is empty, and the merged range is a note.
 * Rows are as wide as the widest before them.
 */
#ifndef LEDGER_XLSX_ROWS_H
#define LEDGER_XLSX_ROWS_H
#include "ledger/rows/raw_rows.h"
#include "workbook/xlsx_reader.h"

/* The book must outlive the rows. NULL: *fault says why the sheet cannot be read. */
struct raw_rows *xlsx_rows_open(struct xlsx_reader *book, size_t sheet, struct fault *fault);
/* Whether any cell of the sheet has something in it; a sheet that cannot be read has. */
bool xlsx_rows_any(struct xlsx_reader *book, size_t sheet);
/* Whether the sheet looks like a pivot table: what a spreadsheet adds up by itself. */
bool xlsx_rows_pivot(struct xlsx_reader *book, size_t sheet);

#endif
