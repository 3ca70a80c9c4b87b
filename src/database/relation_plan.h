/* Which columns of a relation are read, and in which order its rows come where they have none of their own.
 *
 * A column is read if its heading, as the reader understands it, is one of the table's. Of the others the reader gets the heading alone, so that
 * it can say what was not read. Rows are ordered by all columns that are read: those of the table's key, then the others as the table has them,
 * then those of a wide sheet (data/ledger/wide.yaml). Rows that are equal in all of them are the same row to the reader.
 *
 *     const struct relation_plan plan = relation_plan_of(&arena, schema, &database, relation);
 */
#ifndef DATABASE_RELATION_PLAN_H
#define DATABASE_RELATION_PLAN_H
#include "base/memory.h"
#include "ledger/rows/ledger_database.h"

struct relation_plan {
    bool *fetched;                                     /* by column of the relation */
    const struct ledger_column **columns;              /* the same: which column of the table it is; NULL = none, or several */
    size_t *places, n_places;                          /* columns of the relation, in the order of rows */
    int agency;                                        /* the column of the agency; -1 = none */
};

/* Of a relation that has a table; lists live in the arena. */
struct relation_plan relation_plan_of(struct arena *a, const struct schema *schema, struct ledger_database *database, size_t relation);

#endif
