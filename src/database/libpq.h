/* libpq, loaded when a server is named: linked, it would have every start of the program load it and TLS, and most offices have no
 * server. Only its header is needed to build.
 *
 *     const struct libpq *pq = libpq_open();          // NULL: it is not on this machine
 *     pq->PQfinish(connection);
 */
#ifndef DATABASE_LIBPQ_H
#define DATABASE_LIBPQ_H
#include <libpq-fe.h>
#include <stdbool.h>

#define LIBPQ_FUNCTIONS(X) \
    X(PQclear) X(PQconndefaults) X(PQconninfo) X(PQconninfoFree) X(PQconninfoParse) X(PQconnectPoll) X(PQconnectStartParams) X(PQconsumeInput) \
    X(PQerrorMessage) X(PQescapeIdentifier) X(PQescapeLiteral) X(PQfinish) X(PQflush) X(PQfname) X(PQfreemem) X(PQftype) X(PQgetCopyData) \
    X(PQgetResult) X(PQgetvalue) X(PQhost) X(PQisBusy) X(PQlibVersion) X(PQnfields) X(PQntuples) X(PQport) X(PQresultErrorField) X(PQresultStatus) X(PQsendQueryParams) \
    X(PQsetErrorVerbosity) X(PQsetNoticeReceiver) X(PQsetnonblocking) X(PQsocket) X(PQstatus)

struct libpq {
#define LIBPQ_FUNCTION(name) __typeof__(name) *name;
    LIBPQ_FUNCTIONS(LIBPQ_FUNCTION)
#undef LIBPQ_FUNCTION
};

/* It stays loaded; NULL where it, or a function of it, is missing. */
const struct libpq *libpq_open(void);

#endif
