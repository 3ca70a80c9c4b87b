/* All sheets of a workbook in memory, so that cells can be looked up by place: a submitted report is small, and its tables may stand
 * anywhere. A Word file, a web page or a PDF (manuscript/) is a book of one sheet: its paragraphs are rows of one cell, and its tables
 * lie between them, all with their right edges in one column, since a table that was cut in two may lack labels on its left.
 *
 * Of a workbook only the first SHEET_ROWS rows and SHEET_COLS columns of each sheet are loaded; a workbook with more than SHEET_PLACES places in
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
#include "manuscript/manuscript.h"
#include "workbook/xlsx_reader.h"

enum { SHEET_ROWS = 3000, SHEET_COLS = 128, SHEET_PLACES = 1 << 19 };

struct loaded_cell {
    int row, col;                                      /* from 0; of a merged range its first place */
    int last_row, last_col;                            /* of its merged range; else row and col */
    enum xlsx_kind kind;
    const char *text;
    const char *format;                                /* xlsx_reader.h; of the workbook */
    const char *unsure;                                /* manuscript.h; NULL = it is sure */
};
/* What people call a row of a manuscript. */
struct loaded_line {
    bool prose, heading, picture;                      /* a paragraph, of the style of a heading; a picture in the place of a table */
    bool aside;                                        /* manuscript.h */
    int page;                                          /* 0 = there are no pages */
    const char *table;                                 /* 表三 below the heading 三、…, else 第2张表 */
    int row;                                           /* in that table, from 1 */
    int end;                                           /* of a table: the column behind the row's last cell */
    const char *label;                                 /* the form's label of the row; NULL = none was found */
    const char *mark;                                  /* the section that begins here; NULL = the words tell */
};
enum loaded_role { ROLE_NONE, ROLE_HEADING, ROLE_CONTINUES };    /* continues: the paragraph of the row above */
struct loaded_sheet {
    const char *name;
    bool hidden;
    int n_rows, n_cols;
    enum loaded_role *roles;                           /* n_rows: what the document says of itself; ROLE_NONE: the words tell */
    struct loaded_line *lines;                         /* n_rows; NULL in a workbook */
    const struct loaded_cell **own, **shown;            /* n_rows × n_cols */
};
struct loaded_book {
    struct arena arena;
    struct xlsx_reader *reader;                        /* NULL: it is a manuscript */
    struct manuscript manuscript;
    struct loaded_sheet *list;
    size_t n, n_places;
};

/* Fails with DIAG_INPUT, whose text gives the reason behind its first ：, where the file cannot be read. */
MUST_CHECK bool loaded_book_open(struct loaded_book *book, const char *path, struct diag *diag);
void loaded_book_close(struct loaded_book *book);                /* also of a zeroed one */
/* A property of the document (nianbao.code), or NULL. */
const char *loaded_book_property(const struct loaded_book *book, const char *name);
/* The cell with a value at that place, NULL where there is none; places outside are allowed. */
const struct loaded_cell *loaded_sheet_at(const struct loaded_sheet *s, int row, int col);
/* The same, through merged ranges. */
const struct loaded_cell *loaded_sheet_shown(const struct loaded_sheet *s, int row, int col);
/* 年报!D17; of a manuscript 第3页表三“一、本年新收政府信息公开申请数量” */
const char *loaded_sheet_place(struct arena *arena, const struct loaded_sheet *s, int row, int col);

#endif
