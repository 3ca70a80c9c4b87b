/* The sheets of a workbook in memory, for whoever has to look about in them: a report is small, and its tables may
 * stand anywhere.
 *
 * Only what can belong to a report is kept: the first SHEET_ROWS rows and SHEET_COLS columns of each sheet, of all of them
 * together SHEET_PLACES places; a workbook with more is refused. A merged range shows the cell of its first place
 * everywhere (sheet_shown).
 *
 *     struct sheets book;
 *     if (!sheets_open(&book, "年报.xlsx", diag)) …
 *     const struct sheet_cell *c = sheet_at(&book.list[0], 3, 1);    // B4, or NULL
 *     sheets_close(&book);
 */
#ifndef SUBMISSION_SHEET_H
#define SUBMISSION_SHEET_H
#include "base/memory.h"
#include "workbook/xlsx_reader.h"

enum { SHEET_ROWS = 3000, SHEET_COLS = 128, SHEET_PLACES = 1 << 19 };

struct sheet_cell {
    int row, col;                                      /* from 0; of a merged range its first place */
    int last_row, last_col;                            /* of its merged range; else row and col */
    enum xlsx_kind kind;
    const char *text;
    const char *format;                                /* xlsx_reader.h; of the workbook */
};
struct sheet {
    const char *name;
    bool hidden;
    int n_rows, n_cols;
    const struct sheet_cell **own, **shown;            /* n_rows × n_cols */
};
struct sheets {
    struct arena arena;
    struct xlsx_reader *reader;
    struct sheet *list;
    size_t n, n_places;
};

/* Fails where the file is no workbook that can be read. */
MUST_CHECK bool sheets_open(struct sheets *book, const char *path, struct diag *diag);
void sheets_close(struct sheets *book);                /* also of a zeroed one */
/* The cell with a value at that place, NULL where there is none; places outside are allowed. */
const struct sheet_cell *sheet_at(const struct sheet *s, int row, int col);
/* The same, through merged ranges. */
const struct sheet_cell *sheet_shown(const struct sheet *s, int row, int col);
/* 年报!D17 */
const char *sheet_place(struct arena *arena, const struct sheet *s, int row, int col);

#endif
