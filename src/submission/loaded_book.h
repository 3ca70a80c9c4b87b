/* All sheets of a workbook in memory, so that cells can be looked up by place: a submitted report is small, and its tables may stand
 * anywhere.
 *
 * Only the first SHEET_ROWS rows and SHEET_COLS columns of each sheet are loaded; a workbook with more than SHEET_PLACES places in
 * them is refused. A merged range shows the cell of its first place everywhere (loaded_sheet_shown).
 *
 *     struct loaded_book book;
 *     if (!loaded_book_open(&book, "年报.xlsx", diag)) …
 *     const struct loaded_cell *c = loaded_sheet_at(&book.list[0], 3, 1);    // B4, or NULL
 *     loaded_book_close(&book);
 */
#ifndef SUBMISSION_LOADED_BOOK_H
#define SUBMISSION_LOADED_BOOK_H
#include "base/memory.h"
#include "workbook/xlsx_reader.h"

enum { SHEET_ROWS = 3000, SHEET_COLS = 128, SHEET_PLACES = 1 << 19 };

struct loaded_cell {
    int row, col;                                      /* from 0; of a merged range its first place */
    int last_row, last_col;                            /* of its merged range; else row and col */
    enum xlsx_kind kind;
    const char *text;
    const char *format;                                /* xlsx_reader.h; of the workbook */
};
struct loaded_sheet {
    const char *name;
    bool hidden;
    int n_rows, n_cols;
    const struct loaded_cell **own, **shown;            /* n_rows × n_cols */
};
struct loaded_book {
    struct arena arena;
    struct xlsx_reader *reader;
    struct loaded_sheet *list;
    size_t n, n_places;
};

/* Fails where the file is no workbook that can be read. */
MUST_CHECK bool loaded_book_open(struct loaded_book *book, const char *path, struct diag *diag);
void loaded_book_close(struct loaded_book *book);                /* also of a zeroed one */
/* The cell with a value at that place, NULL where there is none; places outside are allowed. */
const struct loaded_cell *loaded_sheet_at(const struct loaded_sheet *s, int row, int col);
/* The same, through merged ranges. */
const struct loaded_cell *loaded_sheet_shown(const struct loaded_sheet *s, int row, int col);
/* 年报!D17 */
const char *loaded_sheet_place(struct arena *arena, const struct loaded_sheet *s, int row, int col);

#endif
