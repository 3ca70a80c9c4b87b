/* Which table of the ledger a row of headings belongs to, whatever the file or sheet is called.
 *
 *     struct table_fit fit = table_fit_row(&arena, schema, &row, NULL);
 *     if (fit.fits) … fit.table …
 *
 * A table fits where nothing that it needs is missing and enough of the headings are its own: three, and half of those that
 * are asked for, or six. A heading of several meanings, or near to one of the table alone, stands for what it may be. Where another table
 * fits as well it is not sure. Lists live in the arena.
 */
#ifndef LEDGER_TABLE_FIT_H
#define LEDGER_TABLE_FIT_H
#include "ledger/rows/raw_rows.h"
#include "ledger/schema/schema.h"

struct table_fit_cell {
    size_t cell;                                       /* from 0 */
    const char *seen;                                  /* what stands there: perhaps no heading at all, but a name (discretion.h) */
};

struct table_fit {
    const struct ledger_table *table;                  /* the nearest; NULL where none knows two of the headings */
    const struct ledger_table *also;                   /* another that fits as well, or NULL */
    bool fits;                                         /* it is this table, and surely */
    int64_t line;                                      /* of the row, or of the first of two */
    size_t n_headings, n_known;                        /* cells that are filled; that stand for a column, or for one of several */
    int *cell_of;                                      /* by column, then by wide heading: the cell that stands for it and for no other, or -1 */
    const char **missing;                              /* headings that the table needs; 决定日期或月份 where one is enough */
    size_t n_missing;
    struct table_fit_cell *failing;                    /* whose heading the table does not know */
    size_t n_failing;
};

/* `second` is the other line of a header of two lines, or NULL: then a heading is that of one line, or both one after the other. */
struct table_fit table_fit_row(struct arena *a, const struct schema *schema, const struct raw_row *first, const struct raw_row *second);
/* How the row fits this table, of which `also` says nothing. */
struct table_fit table_fit_one(struct arena *a, const struct schema *schema, const struct ledger_table *t, const struct raw_row *first,
                               const struct raw_row *second);
/* The same as table_fit_row, at less cost where the row may be of anything: nothing fits a row without two headings of one table. */
struct table_fit table_fit_header(struct arena *a, const struct schema *schema, const struct raw_row *row);
/* The best of the rows in which a header is looked for; reads them. */
struct table_fit table_fit_rows(struct arena *a, const struct schema *schema, struct raw_rows *rows);

#endif
