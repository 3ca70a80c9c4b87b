#include "database/server_inside.h"
#include <stdlib.h>
#include <string.h>

/* ---- what is wrong ---- */

void server_look(struct server *s, const PGresult *result, struct server_trouble *why)
{
    if (s->lost) {
        *why = (struct server_trouble){.words = s->lost_words};
        return;
    }
    const char *state = result ? s->pq->PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL, *at = result ? s->pq->PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION) : NULL;
    *why = (struct server_trouble){.position = at ? strtol(at, NULL, 10) : 0};
    if (state && strlen(state) == SQLSTATE) memcpy(why->state, state, SQLSTATE);
    /* What a server said before it went is in libpq's words alone: the result is of the connection that broke off behind it. */
    else if (s->pq->PQstatus(s->connection) != CONNECTION_OK) server_words_state(s->pq->PQerrorMessage(s->connection), why->state);
    const char *function = result ? s->pq->PQresultErrorField(result, PG_DIAG_SOURCE_FUNCTION) : NULL;
    why->words = server_words(function && !strcmp(function, "check_enable_rls") ? SERVER_HIDES_ROWS : why->state);
    if (!why->words.lost && s->pq->PQstatus(s->connection) == CONNECTION_OK) return;
    if (!why->words.lost) why->words = server_words("");
    s->lost_words = why->words;
    s->lost = true;
}

bool server_fail(const struct server_trouble *why, const char *what, struct diag *diag)
{
    return diag_fail(diag, why->words.lost ? DIAG_SYSTEM : DIAG_INPUT, "%s：%s%s%s%s；%s", what, why->words.text, *why->state ? "（" : "", why->state, *why->state ? "）" : "",
                     why->words.expected);
}

/* ---- asking ---- */

/* Behind what went wrong stands, where the connection broke, only that it did: what was said first counts. */
static PGresult *ask_once(struct server *s, const char *sql, struct server_trouble *why)
{
    PGresult *first = NULL, *next;
    ExecStatusType status = PGRES_FATAL_ERROR;
    bool sent = server_send(s, sql);
    while (status != PGRES_COPY_OUT && (sent || s->pq->PQstatus(s->connection) != CONNECTION_OK) && (next = server_result(s))) {
        if (first) s->pq->PQclear(next);
        else first = next, status = s->pq->PQresultStatus(first);
    }
    if (!s->lost && first && (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_COPY_OUT)) return first;
    server_look(s, first, why);
    s->pq->PQclear(first);
    return NULL;
}

static bool mark(struct server *s, const char *sql)
{
    struct server_trouble why;
    PGresult *result = ask_once(s, sql, &why);
    s->pq->PQclear(result);
    return result;
}

void server_undo(struct server *s)
{
    if (!s->lost) mark(s, "ROLLBACK TO SAVEPOINT nianbao");
}

/* What goes wrong in a transaction ends it, but for a savepoint: then the next question can still be asked. */
PGresult *server_ask(struct server *s, const char *sql, struct server_trouble *why)
{
    PGresult *result = NULL;
    if (s->lost) *why = (struct server_trouble){.words = s->lost_words};
    else if (!mark(s, "SAVEPOINT nianbao")) *why = (struct server_trouble){.words = s->lost ? s->lost_words : server_words("XX000")};
    else if (!(result = ask_once(s, sql, why))) server_undo(s);
    return result;
}

PGresult *server_ask_rows(struct server *s, const char *sql, int n, struct server_trouble *why)
{
    PGresult *result = server_ask(s, sql, why);
    if (!result || (s->pq->PQresultStatus(result) == PGRES_TUPLES_OK && s->pq->PQnfields(result) == n)) return result;
    s->pq->PQclear(result);
    *why = (struct server_trouble){.words = server_words("XX000"), .state = "XX000"};
    return NULL;
}

bool server_do(struct server *s, const char *sql, struct diag *diag)
{
    struct server_trouble why;
    PGresult *result = ask_once(s, sql, &why);
    s->pq->PQclear(result);
    return result || server_fail(&why, "数据库", diag);
}

void server_add_identifier(const struct server *s, const char *name, struct text *out)
{
    char *quoted = s->pq->PQescapeIdentifier(s->connection, name, strlen(name));
    if (!quoted) memory_exhausted();
    text_add(out, quoted);
    s->pq->PQfreemem(quoted);
}

void server_add_literal(const struct server *s, const char *value, struct text *out)
{
    char *quoted = s->pq->PQescapeLiteral(s->connection, value, strlen(value));
    if (!quoted) memory_exhausted();
    text_add(out, quoted);
    s->pq->PQfreemem(quoted);
}
