/* The header row of a table: which cell of a row is which column, with everything wrong in it reported.
 *
 * A heading is known as it stands in the table's definition or as an alias of data/headings, in any width and with any
 * blanks (heading_words.h). One that may mean several columns is refused with how to choose; others are left alone with a
 * hint, unless one slip away from a known one: then they are refused.
 */
#ifndef LEDGER_HEADINGS_H
#define LEDGER_HEADINGS_H
#include "ledger/rows/raw_rows.h"
#include "ledger/rows/row_report.h"

enum { HEADING_NONE = -1, HEADING_LEFT_ALONE = -2, HEADING_IS_WIDE = -3, HEADING_SEARCHED_ROWS = 10 };

struct headings {
    struct arena arena;
    int *column_of;                                    /* by cell: place in table->columns, or one of the above */
    size_t n;                                          /* up to the last cell with a heading */
    int *cell_of;                                      /* by column: its cell, or -1 */
    bool *meant;                                       /* by column: a heading one slip away stands for it */
    const char **seen;                                 /* by column: the heading as it stands, or the table's own */
    int *wide_cell;                                    /* by wide heading: its cell, or -1 */
    const char **wide_seen;                            /* by wide heading: as it stands, or the table's own */
    int collected_cell;                                /* of the column that holds one of several dates (schema.h), or -1 */
    const char *collected_seen;
    size_t n_wide;                                     /* wide headings that the file has */
};

/* Whether this looks like the header: two known headings, or all that are needed. */
bool headings_here(const struct schema *schema, const struct ledger_table *t, const struct raw_row *row);
/* false: what makes the file unreadable is reported. */
MUST_CHECK bool headings_read(struct headings *h, const struct row_context *context, const struct row_report *report,
                              const struct raw_row *row);
void headings_release(struct headings *h);
/* headings_collect.c: whether the column has no cell of its own, and its dates stand in the one that holds one of several. */
bool headings_collect(const struct headings *h, const struct schema *schema, size_t column);

#endif
