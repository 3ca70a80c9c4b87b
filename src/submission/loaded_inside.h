/* How the sheets of a loaded book are made, of a workbook's sheets or of a manuscript. */
#ifndef SUBMISSION_LOADED_INSIDE_H
#define SUBMISSION_LOADED_INSIDE_H
#include "submission/loaded_book.h"

/* Lays cells with values, in the order of their places, out on the sheet; false where the book gets too large. */
bool loaded_sheet_lay_out(struct loaded_book *book, struct loaded_sheet *s, const struct loaded_cell *cells, size_t n, const struct xlsx_range *merges,
                          size_t n_merges);
/* Makes the one sheet of book->manuscript; false where it gets too large. */
bool loaded_manuscript(struct loaded_book *book);

#endif
