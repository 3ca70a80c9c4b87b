/* The head of an old sheet: where it stands, in one line or two, and which table of the ledger its columns fit best.
 *
 * Of a head of two lines (补正 above 告知日期、收到日期) each column has both words together, or the one that is known:
 * 补正告知日期. Headings mean what the reader of ledgers takes them for (ledger/schema/heading_words.h).
 */
#ifndef INTAKE_HEADS_H
#define INTAKE_HEADS_H
#include "intake/old_sheets.h"
#include "intake/words.h"
#include "ledger/schema/heading_words.h"

struct old_head {
    const struct ledger_table *table; /* NULL: no row looks like a head */
    bool sure;                        /* enough is known that the sheet can be nothing else */
    size_t row, n_rows;               /* in sheet->rows: the first of one or two */
    const char **labels;              /* by cell; "" where there is none */
    const char **names; /* by cell: what it is called in questions and files: as data/headings has it, without numbers and marks, else as
                                                          it stands, with the word above it */
    int *uppers;        /* by cell: the wide heading that the word above it is, -1 = none */
    struct heading_meaning *meanings; /* by cell */
    size_t n;                         /* cells */
    size_t n_known, n_labels;         /* columns whose heading is known; all with a heading */
};

/* Finds it; strings belong to the arena. */
void old_head_find(struct old_head *head, struct arena *a, const struct schema *schema, const struct intake_words *words, const struct old_sheet *sheet);
/* The same for this table alone: what the office has answered. */
void old_head_find_of(struct old_head *head, struct arena *a, const struct schema *schema, const struct intake_words *words,
                      const struct old_sheet *sheet, const struct ledger_table *table);
/* The code that a heading names, with 件数 or another unit behind it: place in the list from 1, 0 = none. */
int old_head_kind(const struct intake_words *words, const struct code_list *list, const char *label);

#endif
