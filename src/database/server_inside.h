/* What the files of a server share: server_connect.c connects, server_hosts.c leaves a silent host, server.c asks, server_wait.c waits, server_tables.c finds the relations, server_select.c writes the query
 * of one, server_rows.c reads it. */
#ifndef DATABASE_SERVER_INSIDE_H
#define DATABASE_SERVER_INSIDE_H
#include "base/memory.h"
#include "base/text.h"
#include "database/libpq.h"
#include "database/names.h"
#include "database/databases.h"
#include "database/relation_plan.h"
#include "database/server_words.h"
#include "ledger/rows/ledger_database.h"

struct server_rows;
struct server {
    const struct libpq *pq;
    PGconn *connection;
    char *address;
    char *notice;                                      /* what the office should be told though all is well; NULL = nothing */
    bool lost;
    struct server_words lost_words;
    int clock;                                         /* that rings when it has said nothing for too long */
    int64_t patience;                                  /* milliseconds that it may say nothing */
    bool settled;                                      /* patience is that for answers; until then that for connecting */
    bool silent;                                       /* a host of the address said nothing, and was left */
    char waited[64];                                   /* of server_waited */
    struct server_rows *reading;                       /* whose rows are under way on the connection; NULL = none */
};

/* Why a question was not answered. */
struct server_trouble {
    struct server_words words;
    char state[SQLSTATE + 1];                          /* "" where no answer came */
    long position;                                     /* the character of the question that it is about, from 1; 0 = not known */
};

/* For PQconnectStartParams; both lists end with NULL, and what they hold is owned. */
struct server_parameters { char **keywords, **values; };

/* Asks one statement; NULL: what is wrong, and the transaction is as it was before. Whoever asks clears the result. */
PGresult *server_ask(struct server *s, const char *sql, struct server_trouble *why);
/* The same for rows of n columns; what has others is no answer. */
PGresult *server_ask_rows(struct server *s, const char *sql, int n, struct server_trouble *why);
/* Where the answer of the last question broke off: the transaction is as it was before it. */
void server_undo(struct server *s);
/* The same as server_ask for what may go wrong by no fault of the office: false fills diag. */
MUST_CHECK bool server_do(struct server *s, const char *sql, struct diag *diag);
/* What the last result says, or the connection where there is none; notes that it is lost. */
void server_look(struct server *s, const PGresult *result, struct server_trouble *why);
bool server_fail(const struct server_trouble *why, const char *what, struct diag *diag);   /* "what：why；do" */
/* server_hosts.c: the parameters of the connection without the host that it is at; false where it is the only one. */
MUST_CHECK bool server_without_host(const struct server *s, struct server_parameters *out);
void server_parameters_release(struct server_parameters *p);
/* server_wait.c: false where nothing comes; then the server is lost, or libpq has the reason. */
/* What the list of libpq's parameters has; NULL where it is not there, or not set. */
const char *server_option(const PQconninfoOption *list, const char *keyword);
MUST_CHECK bool server_start_clock(struct server *s, struct diag *diag);
enum server_waited {
    WAITED_WELL,                                       /* it is connected, or refused: libpq has the reason */
    WAITED_IN_VAIN,                                    /* the host that libpq is at says nothing */
    WAITED_NOT                                         /* connect_timeout is no number */
};
MUST_CHECK enum server_waited server_wait_connected(struct server *s);
const char *server_waited(struct server *s);           /* 等了 10 分钟，数据库没有回音 */
MUST_CHECK bool server_send(struct server *s, const char *sql);
MUST_CHECK bool server_hear(struct server *s);         /* one more piece of an answer */
PGresult *server_result(struct server *s);             /* the next one of the answer; NULL behind the last, or where it is lost */
/* Quoted, so that it means itself whatever it holds. */
void server_add_identifier(const struct server *s, const char *name, struct text *out);
void server_add_literal(const struct server *s, const char *value, struct text *out);

/* How a column of a type is taken. */
enum server_take {
    TAKE_TEXT,                                         /* as its text */
    TAKE_FLAG,                                         /* true and false as 是 and 否 */
    TAKE_MOMENT,                                       /* timestamptz: as Beijing's date and time, with the zone */
    TAKE_FLOAT,                                        /* only where a number is wanted: digits of a code may be lost */
    TAKE_NOTHING                                       /* bytes, JSON, lists …: no text that the reader would know */
};

struct server_column {
    enum server_take take;
    const char *type;                                  /* its name, for messages */
};

struct server_relation {
    const char *from;                                  /* what stands behind FROM */
    struct server_column *columns;
    struct relation_plan plan;
    struct digests digests;                            /* sha256 "": not read to its end yet */
};

struct server_database {
    struct ledger_database face;
    struct arena arena;
    struct server *server;
    const struct schema *schema;
    struct ledger_relation *relations;
    struct server_relation *own;                       /* by relation; of those without a table nothing is filled in */
    const char **left_out;
    size_t n_left_out;
};

/* server_select.c: false: a column that is wanted is of a type that cannot be read. */
MUST_CHECK bool server_can_take(const struct server_database *d, size_t relation, struct diag *diag);
/* COPY (SELECT …) TO STDOUT. */
void server_query(const struct server_database *d, size_t relation, struct text *sql);
/* server_rows.c */
struct raw_rows *server_rows_open(struct ledger_database *self, size_t relation, struct fault *fault);
/* server_tables.c */
MUST_CHECK bool server_open(struct server *s, const char *shown, const char *in, const struct database_names *names, const struct schema *schema, struct ledger_database **out,
                            struct diag *diag);

#endif
