/* The rows that stand in the columns of a wide ledger, as raw rows of the table that they belong to: one row a request and
 * event, with the very cells of the wide file.
 *
 * What a wide row says without a date (是否延期 = 是) is no event: it is reported and left out, as is a cell with two dates.
 * For row_source.c alone.
 */
#ifndef LEDGER_WIDE_ROWS_H
#define LEDGER_WIDE_ROWS_H
#include "ledger/rows/row_inside.h"

/* Rows of table->wide->into from what is left of `from`, which the reader then owns; `to` is whom they are read for: before
 * each row its headings are set to those of the wide file. */
struct raw_rows *wide_rows_open(struct row_source *from, struct row_source *to);

#endif
