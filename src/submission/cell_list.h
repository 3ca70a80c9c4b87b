/* The head of a CSV of cells: which separator, which line, which columns (submission_cells.c). Inside of this folder.
 *
 * Programs and people put a line `sep=;` or a title before it, part the cells by ; or tabs, and decorate the headings:
 * *机关代码, 年度（必填）. Lists may also stand side by side, each with its own headings. */
#ifndef SUBMISSION_CELL_LIST_H
#define SUBMISSION_CELL_LIST_H
#include "base/memory.h"
#include "ledger/rows/raw_rows.h"

enum { AT_CODE, AT_YEAR, AT_CELL, AT_VALUE, AT_NOTE, CELL_LIST_COLUMNS, CELL_LISTS = 8 };
extern const char *const cell_list_headings[CELL_LIST_COLUMNS];

struct cell_list_head {
    char separator;
    int64_t line;                                      /* of the headings */
    size_t at[CELL_LISTS][CELL_LIST_COLUMNS];          /* of each list: which cell of a line; SIZE_MAX = none */
    size_t n;
    bool named[RAW_MAX_CELLS];                         /* the column has a heading, of whatever kind */
};
/* Looks for the head in the first lines of a text; false where there is none. */
bool cell_list_find(struct cell_list_head *head, const char *text, size_t n);
/* Whether the row is a head: it may stand again, on a new page. Fills all but separator and line. */
bool cell_list_read(struct cell_list_head *head, const struct raw_row *row);

#endif
