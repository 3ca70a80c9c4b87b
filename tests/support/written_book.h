/* A workbook that a test has written, read back cell by cell and part by part. */
#ifndef SUPPORT_WRITTEN_BOOK_H
#define SUPPORT_WRITTEN_BOOK_H
#include "workbook/xlsx_reader.h"

/* The text of a cell of folder/name, "" when it is empty, until the next call; `kind` may be NULL. */
const char *written_cell(const char *folder, const char *name, const char *sheet, int row, int col, enum xlsx_kind *kind);
/* The bytes of a part of the package, NUL-terminated. Free them. */
char *written_part(const char *folder, const char *name, const char *entry);

#endif
