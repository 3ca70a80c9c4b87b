/* A walk over one agency's rows of a ledger table, plain or in columns, in the order of the ledger. For virtual tables: its functions
 * give SQLite's codes, take steps from the query's, and an error needs no other words.
 *
 *     struct table_walk *walk = table_walk_new(store, table, places, n, agency, &rc);     // places: columns of store_layout
 *     while (rc == SQLITE_OK && (rc = table_walk_next(walk)) == SQLITE_ROW)
 *         rc = table_walk_get(walk, 0, &value);               // then table_walk_id(walk)
 *     table_walk_free(walk);
 */
#ifndef STORE_TABLE_WALK_INSIDE_H
#define STORE_TABLE_WALK_INSIDE_H
#include "store/store_inside.h"

struct table_walk;
/* The agency is compared as SQLite does; NULL and words are none. The walk is there whatever *rc says. */
struct table_walk *table_walk_new(struct store *s, const struct ledger_table *t, const size_t *places, size_t n, sqlite3_value *agency, int *rc);
void table_walk_free(struct table_walk *w);            /* NULL is allowed */
/* SQLITE_ROW, SQLITE_DONE behind the last one, or an error. */
int table_walk_next(struct table_walk *w);
int64_t table_walk_id(const struct table_walk *w);
/* The i-th value of the row; a text lives until the next call. SQLITE_OK or an error. */
int table_walk_get(struct table_walk *w, size_t i, struct columns_value *value);
/* Of a file that could not be read or written, by errno. */
int table_walk_failed(void);

#endif
