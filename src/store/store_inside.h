/* What the files of the store share; no other room includes this. */
#ifndef STORE_STORE_INSIDE_H
#define STORE_STORE_INSIDE_H
#include "store/store.h"
#include "base/outdir.h"
#include "base/text.h"
#include <sqlite3.h>

/* Which value of a row, and which part of it, a store column shows. */
enum part { PART_FILE, PART_LINE, PART_VALUE, PART_DECIMALS, PART_TEXT };
struct place { int column; enum part part; };

struct rows_feed { const struct table *table; struct row_source *source; int64_t file; const struct place *places; };

struct store {
    sqlite3 *db;
    const struct schema *schema;
    struct outdir *out;                                /* of a kept store; NULL in memory */
    struct rows_feed *feed;                            /* what the virtual table reads now */
    bool guarded;                                      /* a query of a folder is being prepared */
    struct arena arena;
    const char **reads;                                /* tables read by the statement being prepared, while guarded */
    size_t n_reads, cap_reads;
    sqlite3_stmt *put_cell, *put_clock, *put_text;
};

bool store_fail(const struct store *s, struct diag *diag, const char *what);
MUST_CHECK bool store_run(struct store *s, const char *sql, struct diag *diag);

/* store_rows.c: a virtual table over a row source. */
const struct place *store_places(const struct table *t, struct arena *arena);   /* by store column, as store_columns lists them */
MUST_CHECK bool store_rows_register(struct store *s, struct diag *diag);
/* store_functions.c: the functions of docs/sql.md. */
MUST_CHECK bool store_functions_register(struct store *s, struct diag *diag);
/* store_guard.c */
void store_guard_register(struct store *s);
void store_guard_begin(struct store *s);               /* from now on only what is allowed can be prepared */
void store_guard_end(struct store *s);
/* store_schema.c */
MUST_CHECK bool store_create(struct store *s, struct diag *diag);
/* The columns of a ledger table in the store, in order: "no TEXT, …" for CREATE, or bare names. */
void store_columns(const struct table *t, bool types, struct text *out);

#endif
