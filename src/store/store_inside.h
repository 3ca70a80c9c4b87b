/* What the files of the store share; no other room includes this. */
#ifndef STORE_STORE_INSIDE_H
#define STORE_STORE_INSIDE_H
#include "store/store.h"
#include "base/outdir.h"
#include "base/text.h"
#include <sqlite3.h>

struct rows_feed { const struct table *table; struct row_source *source; int64_t file; };

struct store {
    sqlite3 *db;
    const struct schema *schema;
    const struct settings *settings;                   /* NULL until store_use_settings */
    struct outdir *out;                                /* of a kept store; NULL in memory */
    struct rows_feed *feed;                            /* what the virtual table reads now */
    struct clock_source *clock;                        /* what fills the table clock now */
    const struct calendar **calendars;                 /* by agency; 0 is the default, NULL elsewhere means it */
    size_t n_calendars, cap_calendars;
    bool guarded;                                      /* a query of a folder is being prepared */
    struct arena arena;
    const char **reads;                                /* tables read by the statement being prepared, while guarded */
    size_t n_reads, cap_reads;
    sqlite3_stmt *put_cell, *put_fault, *put_text, *put_previous, *put_body, *put_number;
    const char **lists;                                /* tables of store_add_lists */
    size_t n_lists, cap_lists;
};

bool store_fail(const struct store *s, struct diag *diag, const char *what);
MUST_CHECK bool store_run(struct store *s, const char *sql, struct diag *diag);

/* store_rows.c: a virtual table over a row source. */
MUST_CHECK bool store_rows_register(struct store *s, struct diag *diag);
/* store_functions.c: the functions of docs/sql.md. */
MUST_CHECK bool store_functions_register(struct store *s, struct diag *diag);
/* store_clock.c: the clock's results as a virtual table. */
MUST_CHECK bool store_clock_register(struct store *s, struct diag *diag);
/* store_workdays.c: wd_add and its like. */
MUST_CHECK bool store_workdays_register(struct store *s, struct diag *diag);
/* store_guard.c */
void store_guard_register(struct store *s);
void store_guard_begin(struct store *s);               /* from now on only what is allowed can be prepared */
void store_guard_end(struct store *s);
/* store_schema.c */
MUST_CHECK bool store_create(struct store *s, struct diag *diag);
/* The columns of a ledger table in the store, in order: "no TEXT, …" for CREATE, or bare names. */
void store_columns(const struct table *t, bool types, struct text *out);

#endif
