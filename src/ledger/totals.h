/* The 合计 row that people put under a table: left out of the records, and compared with their sums.
 *
 *     totals_add(&t, values);                            // each row given
 *     totals_keep(&t, values, line);                     // the 合计 row
 *     for (size_t i; totals_differ(&t, &i, &sum);) …     // at the end
 */
#ifndef LEDGER_TOTALS_H
#define LEDGER_TOTALS_H
#include "ledger/row_source.h"

struct totals {
    const struct table *table;
    struct value *sums, *kept;                         /* by column; a sum out of range or not of this kind is VALUE_NONE */
    int64_t line;                                      /* of the kept row; 0 = none */
};

void totals_init(struct totals *t, const struct table *table);
void totals_release(struct totals *t);
/* Whether a row beginning with this cell is one. */
bool totals_word(struct slice cell);
/* Columns that are added up: counts and amounts. */
bool totals_column(const struct column *c);
void totals_add(struct totals *t, const struct value *values);
void totals_keep(struct totals *t, const struct value *values, int64_t line);
/* Whether the kept row tells another sum in this column; `sum` is what the rows give, as digits. */
bool totals_differ(const struct totals *t, size_t column, char sum[32]);

#endif
