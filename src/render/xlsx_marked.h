/* The marked copy of a ledger (--mark): every row where it stood, red cells with a note where something was found, orange
 * rows, the words beside them, and a list that leads to the cells.
 *
 * It is made to be looked at and to be sent around. This room sees no ledger: whoever calls hands over rows that may be
 * shown (ledger/rows/shown_rows.h), one after another, so that a ledger of any size needs little memory. A sheet is read twice.
 *
 *     struct marked_book book = {.title = "…", .sheets = sheets, .n_sheets = 3, .findings = &findings, …};
 *     if (!marked_book_write(&book, path, "台账（标注）.xlsx", diag)) …
 */
#ifndef RENDER_XLSX_MARKED_H
#define RENDER_XLSX_MARKED_H
#include "base/diag.h"
#include "rules/finding.h"

struct marked_text { const char *s; size_t n; };       /* not NUL-terminated */
struct marked_row {
    int64_t line;                                      /* its row in the sheet, from 1; always more than the one before */
    const struct marked_text *cells;                   /* until the next call */
    size_t n;
    bool header;
};

struct marked_sheet {
    const char *name;                                  /* of the sheet that is written */
    const char *file;                                  /* as findings name it */
    void *user;
    bool (*begin)(struct marked_sheet *s);             /* from the first row on; false: it cannot be read */
    bool (*next)(struct marked_sheet *s, struct marked_row *row);
    int (*column)(const struct marked_sheet *s, const char *heading);   /* from 1, 0 = not there; once the header was given */
    void (*end)(struct marked_sheet *s);               /* after every begin that was true */
};

struct marked_book {
    const char *title, *program, *stamp;
    struct marked_sheet *sheets;
    size_t n_sheets;
    const struct findings *findings;                   /* those of files that are not among the sheets have no cell */
    const char *remark;                                /* one more line above the list, or NULL */
};

/* Writes to `path`; `file` is its name in messages. */
MUST_CHECK bool marked_book_write(const struct marked_book *book, const char *path, const char *file, struct diag *diag);

#endif
