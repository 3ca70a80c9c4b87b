/* What kept_ledger.c, kept_rows.c and kept_query.c share. */
#ifndef STORE_KEPT_INSIDE_H
#define STORE_KEPT_INSIDE_H
#include "store/kept_ledger.h"
#include "store/store_inside.h"

struct kept_ledger {
    struct store *from;
    char *path;
    int year;
    int64_t n_files, n_agencies;                       /* their ids are 1 … n */
};

/* Fills the diag: the file is damaged, or was changed; `where` says what. false. */
bool kept_damaged(const struct kept_ledger *k, const char *where, struct diag *diag);
/* The same of what SQLite could not read. false. */
bool kept_unread(const struct kept_ledger *k, struct diag *diag);
/* kept_rows.c: the rows of all tables of the ledger, each value proved to be one that the reader could have given. */
MUST_CHECK bool kept_rows_take(struct kept_ledger *k, struct store *into, int64_t *rows, struct diag *diag);
/* Characters that a reader lets pass; false of NULL. */
bool kept_is_text(const char *s, size_t n);
/* Gives `take` each row; it says what is wrong with one, or NULL. */
typedef const char *kept_row(void *context, sqlite3_stmt *q);
MUST_CHECK bool kept_each(const struct kept_ledger *k, const char *sql, kept_row *take, void *context, struct diag *diag);
MUST_CHECK bool kept_prepare(const struct kept_ledger *k, const char *sql, sqlite3_stmt **q, struct diag *diag);

#endif
