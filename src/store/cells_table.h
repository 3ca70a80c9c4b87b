/* The table `cells` of a run that keeps no store, as SQLite sees it: a virtual table over sheets (store/cells.h), whose rows come in the order of
 * its key (agency, year, set_id, tbl, row, col). Conditions on the key and `value IS NOT NULL` are met here, and SQLite looks at the rows again: what
 * is found may be too much and is never too little. */
#ifndef STORE_CELLS_TABLE_H
#define STORE_CELLS_TABLE_H
#include "store/cells.h"
#include <sqlite3.h>

struct cells_table {
    struct cells *cells;
    const char *declared;                              /* the columns and the key, between CREATE TABLE cells( and ) */
    bool (*charge)(void *, int64_t steps);             /* takes steps from the query that runs; false = it is to stop */
    void *charged;
};
/* For CREATE VIRTUAL TABLE cells USING cells. Borrowed. */
int cells_table_register(sqlite3 *db, struct cells_table *of);
#endif
