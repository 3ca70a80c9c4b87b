/* Tables of columns (store/columns.h) as SQLite sees them: virtual tables that only this program fills. Their first column is the
 * number of the row, from 1. Conditions on columns are met here, so that SQLite is given few rows to look at, and it looks at all of them
 * again: what is found here may be too much and is never too little. Rows come by ascending number.
 *
 * In a plan (EXPLAIN QUERY PLAN) the number after INDEX says how: 0 all rows, 1 rows that meet conditions, 2 rows by the hash of a
 * value, 3 one row by its number. */
#ifndef STORE_COLUMNS_TABLE_H
#define STORE_COLUMNS_TABLE_H
#include "store/columns/columns.h"
#include <sqlite3.h>

struct columns_table {
    const char *name;                                  /* of the table in SQLite */
    const char *declared;                              /* CREATE TABLE x(…), with the number of the row before the columns */
    struct columns *columns;
    int owner;                                         /* the column of the agency; -1 = none */
    int unique;                                        /* the text column that, with the owner, stands once; -1 = none */
    bool filling;                                      /* rows are being put: those not sealed are not seen yet */
    bool (*charge)(void *, int64_t steps);             /* takes steps from the query that runs; false = it is to stop */
    void *charged;
    uint32_t *lookups;                                 /* by column: how often rows were looked for by a number */
};
/* The tables that CREATE VIRTUAL TABLE name USING columns finds. Borrowed. */
struct columns_tables { struct columns_table *list; size_t n; };
int columns_table_register(sqlite3 *db, struct columns_tables *all);
#endif
