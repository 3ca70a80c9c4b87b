/* The 合计 row that people put under a table: left out of the records, and compared with their sums.
 *
 *     totals_add(&t, values);                            // each row given
 *     totals_keep(&t, values, line);                     // the 合计 row
 *     if (totals_differ(&t, i, sum)) …                   // at the end, for the i-th of t.columns
 */
#ifndef LEDGER_TOTALS_H
#define LEDGER_TOTALS_H
#include "ledger/row_source.h"

struct totals {
    const struct table *table;
    size_t *columns, n;                                /* those that are added up: counts and amounts */
    struct value *sums, *kept;                         /* by column of the table; a sum out of range is VALUE_NONE */
    int64_t line;                                      /* of the kept row; 0 = none */
};

void totals_init(struct totals *t, const struct table *table);
void totals_release(struct totals *t);
/* Whether a row beginning with this cell is one. */
bool totals_word(struct slice cell);
void totals_add(struct totals *t, const struct value *values);
void totals_keep(struct totals *t, const struct value *values, int64_t line);
/* Whether the kept row tells another sum in this column of the table; `sum` is what the rows give, as digits. */
bool totals_differ(const struct totals *t, size_t column, char sum[32]);

#endif
