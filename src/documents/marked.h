/* The marked copy of a ledger (--mark): a list of what was found that leads to the cells, then every sheet with its rows where they
 * stood, coloured cells with a note where something was found, and the words beside them.
 *
 * It is made to be looked at and to be sent around. This room sees no ledger: the caller hands over rows that may be shown
 * (ledger/rows/shown_rows.h), one after another.
 *
 *     struct marked_ledger marked = {.title = "…", .sheets = sheets, .n_sheets = 3, .findings = &findings};
 *     marked_document(&d, &marked);
 */
#ifndef DOCUMENTS_MARKED_H
#define DOCUMENTS_MARKED_H
#include "documents/copy.h"
#include "documents/document.h"
#include "rules/finding.h"

struct marked_sheet {
    const char *name;                                  /* of the sheet that is written */
    const char *file;                                  /* as findings name it */
    void *user;
    bool (*begin)(struct marked_sheet *s);             /* from the first row on; false: it cannot be read */
    bool (*next)(struct marked_sheet *s, struct copy_row *row);
    int (*column)(const struct marked_sheet *s, const char *heading);   /* from 1, 0 = not there; once the header was given */
    void (*end)(struct marked_sheet *s);               /* after every begin that was true */
};

struct marked_ledger {
    const char *title;
    struct marked_sheet *sheets;
    size_t n_sheets;
    const struct findings *findings;                   /* those of files that are not among the sheets have no cell */
    const char *remark;                                /* one more line above the list, or NULL */
};

/* Both must last until the document was drawn. */
void marked_document(struct document *d, const struct marked_ledger *ledger);

#endif
