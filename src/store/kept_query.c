#include "store/kept_inside.h"

/* Reads a kept store that is taken as a ledger, and says what is wrong with it. */

bool kept_damaged(const struct kept_ledger *k, const char *where, struct diag *diag)
{
    return diag_fail(diag, DIAG_INPUT, "%s 损坏了，或被改动过（%s）；请用原来的台账", k->path, where);
}

bool kept_unread(const struct kept_ledger *k, struct diag *diag)
{
    return store_lacks_means(k->from) ? store_fail(k->from, diag, "读取") : kept_damaged(k, "读不出来", diag);
}

bool kept_prepare(const struct kept_ledger *k, const char *sql, sqlite3_stmt **q, struct diag *diag)
{
    *q = NULL;
    return sqlite3_prepare_v2(k->from->db, sql, -1, q, NULL) == SQLITE_OK || kept_unread(k, diag);
}

bool kept_each(const struct kept_ledger *k, const char *sql, kept_row *take, void *context, struct diag *diag)
{
    sqlite3_stmt *q;
    int rc = SQLITE_DONE;
    const char *wrong = NULL;
    if (!kept_prepare(k, sql, &q, diag)) return false;
    while (!wrong && (rc = sqlite3_step(q)) == SQLITE_ROW) wrong = take(context, q);
    bool ok = wrong ? kept_damaged(k, wrong, diag) : rc == SQLITE_DONE || kept_unread(k, diag);
    sqlite3_finalize(q);
    return ok;
}
