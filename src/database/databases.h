/* The databases of a run: the server that it is connected to, and files of SQLite. The one door of the room.
 *
 * A server of the PostgreSQL family: PostgreSQL, Kingbase, openGauss and whatever speaks its protocol to libpq. It is connected before
 * the sandbox forbids sockets, while the environment is still there: libpq takes from it and from the office's files what it always
 * does (PGPASSFILE, PGSERVICE, certificates, PGSSLMODE …). A password in the address is refused, since everyone on the machine can see
 * the command. All is read in one transaction, read only and repeatable: one snapshot.
 *
 *     struct server *s;
 *     if (!server_connect(&s, "postgresql://db.example/zfxxgk", NULL, &diag)) …
 *     struct ledger_databases *all = databases_new(&(struct databases_asked){.server = s});
 *     ledger.databases = all;
 */
#ifndef DATABASE_DATABASES_H
#define DATABASE_DATABASES_H
#include "ledger/rows/ledger_database.h"

struct server;
bool server_is_address(const char *word);              /* postgresql://… or postgres://… */
/* Whether the word is no file and was meant as the address of a server, in another form: it may hold a password, and is not repeated. */
bool server_is_near_address(const char *word);
/* What an input is called in messages: the address of a server by the label, or as servers are without one. */
const char *databases_shown(const char *input, const char *label);
/* false: DIAG_USAGE for an address that cannot be used as it stands, DIAG_INPUT where the server refuses, DIAG_SYSTEM where it is not reached. */
/* silence is called around what libpq prints by itself, where nothing of ours is said; NULL: let it print. */
MUST_CHECK bool server_connect(struct server **out, const char *address, void (*silence)(bool on), struct diag *diag);
const char *server_notice(const struct server *s);     /* what the office should be told though it is connected; NULL = nothing */
void server_free(struct server *s);                    /* NULL is allowed */

/* All may be NULL; the server stays the caller's, strings live as long as the databases. */
struct databases_asked {
    struct server *server;
    const char *schema, *tables, *label;               /* --schema, --tables, --label */
};
struct ledger_databases *databases_new(const struct databases_asked *asked);
void databases_free(struct ledger_databases *all);     /* NULL is allowed */

#endif
