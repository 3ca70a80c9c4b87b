/* Rows of sums (合计, 小计) that people put into a table: left out of the records, and compared with the sums of the rows.
 *
 *     totals_add(&t, values);                            // each row given
 *     totals_meet(&t, values, word);                     // a row of sums, with the word that says so
 *     if (totals_differ(&t, i, sum)) …                   // for the i-th column of the table
 *
 * A 小计 gives the sum of the rows since the last row of sums; any other may give that or the sum of all.
 */
#ifndef LEDGER_TOTALS_H
#define LEDGER_TOTALS_H
#include "ledger/rows/row_source.h"

struct totals {
    const struct ledger_table *table;
    size_t *columns, n;                                /* those that are added up: counts and amounts */
    struct value *all, *part, *told;                   /* by column of the table; a sum out of range is VALUE_NONE */
    bool of_part;                                      /* the row of sums at hand is a 小计 */
};

void totals_init(struct totals *t, const struct ledger_table *table);
void totals_release(struct totals *t);
/* Whether a row beginning with this cell is one, in any width and with any blanks: 合计, 总　计：, 本页小计 … */
bool totals_word(struct slice cell);
/* Whether it is worth a closer look: rows are many. */
bool totals_may(struct slice cell);
/* Whether the column is added up. */
bool totals_adds(const struct ledger_column *c);
void totals_add(struct totals *t, const struct value *values);
void totals_meet(struct totals *t, const struct value *values, struct slice word);
/* Whether the row of sums gives another sum in this column of the table; `sum` is what the rows give, as digits. */
bool totals_differ(const struct totals *t, size_t column, char sum[32]);
/* Behind a row of sums the next part begins. */
void totals_pass(struct totals *t);

#endif
