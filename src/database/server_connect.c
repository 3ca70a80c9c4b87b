#include "database/server_inside.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool server_is_address(const char *word) { return !strncmp(word, "postgresql://", 13) || !strncmp(word, "postgres://", 11); }

bool server_is_near_address(const char *word)
{
    static const char *const parts[] = {"://", "host=", "hostaddr=", "dbname=", "password=", "user=", "service="};
    bool near = false;
    if (server_is_address(word) || !access(word, F_OK)) return false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) near |= strcasestr(word, parts[i]) != NULL;
    return near;
}

static void ignore(void *context, const PGresult *notice)
{
    (void)context;                                     /* it may hold values of rows */
    (void)notice;
}

/* ---- connecting ---- */

/* Neither the address nor libpq's words about it are repeated: a password may stand in them. */
static bool is_allowed(const struct libpq *pq, const char *address, struct diag *diag)
{
    PQconninfoOption *options = pq->PQconninfoParse(address, NULL);
    const char *port = server_option(options, "port");     /* an unescaped / in a password ends the host: then the port holds a part of the password */
    if (!options || (port && port[strspn(port, "0123456789,")])) {
        pq->PQconninfoFree(options);
        return diag_fail(diag, DIAG_USAGE, "数据库的地址写得不对，应是 postgresql://主机:端口/数据库 这样；里面的 %% @ : / 写成 %%25 %%40 %%3A %%2F");
    }
    bool password = server_option(options, "password") || server_option(options, "sslpassword");
    pq->PQconninfoFree(options);
    return !password || diag_fail(diag, DIAG_USAGE, "数据库的地址里不能写口令：这台机器上的人都看得见。口令放在 ~/.pgpass（或 PGPASSFILE 指的文件）里，或用环境变量 PGPASSWORD");
}

/* A server that has gone away is noticed by the system; what the address or a service says of it comes first. A libpq of another maker may not know each of them. */
static PGconn *start(const struct libpq *pq, const char *address)
{
    static const char *const ours[][2] = {{"fallback_application_name", "nianbao"}, {"keepalives_idle", "30"}, {"keepalives_interval", "10"},
                                          {"keepalives_count", "3"}, {"tcp_user_timeout", "60000"}};
    enum { OURS = sizeof ours / sizeof *ours };
    const char *keywords[OURS + 3] = {NULL}, *values[OURS + 3] = {NULL};
    size_t n = 0;
    PQconninfoOption *known = pq->PQconndefaults();
    for (size_t i = 0; i < OURS; i++)
        for (const PQconninfoOption *o = known; o && o->keyword; o++)
            if (!o->val && !strcmp(o->keyword, ours[i][0])) keywords[n] = ours[i][0], values[n++] = ours[i][1];
    pq->PQconninfoFree(known);
    keywords[n] = "dbname", values[n++] = address;
    keywords[n] = "client_encoding", values[n++] = "UTF8";
    return pq->PQconnectStartParams(keywords, values, 1);
}

static PGconn *start_again(const struct libpq *pq, const struct server_parameters *p)
{
    return pq->PQconnectStartParams((const char *const *)p->keywords, (const char *const *)p->values, 0);
}

/* libpq may print while it reads its files of passwords. */
static void begin(struct server *s, const struct server_parameters *again, void (*silence)(bool on))
{
    if (silence) silence(true);
    s->connection = again ? start_again(s->pq, again) : start(s->pq, s->address);
    if (silence) silence(false);
    if (!s->connection) memory_exhausted();
    s->pq->PQsetErrorVerbosity(s->connection, PQERRORS_VERBOSE);
    s->pq->PQsetNoticeReceiver(s->connection, ignore, NULL);
}

/* A host that says nothing is left for the others, until there are none. */
static enum server_waited wait_for_one(struct server *s, void (*silence)(bool on))
{
    enum server_waited waited;
    struct server_parameters rest = {0};
    while ((waited = server_wait_connected(s)) == WAITED_IN_VAIN && server_without_host(s, &rest)) {
        s->silent = true;
        s->pq->PQfinish(s->connection);
        begin(s, &rest, silence);
        server_parameters_release(&rest);
    }
    return waited;
}

/* libpq passes over such a file with a warning in English, which cli/connect.c keeps off the screen; this says it in Chinese. */
static void look_at_passwords(struct server *s)
{
    PQconninfoOption *options = s->pq->PQconninfo(s->connection);
    const char *file = server_option(options, "passfile"), *given = server_option(options, "password");
    struct stat st;
    struct text notice = {0};
    if (file && !(given && *given) && !stat(file, &st)) {
        if (!S_ISREG(st.st_mode)) text_printf(&notice, "口令文件 %s 不是文件，没有用它", file);
        else if (st.st_mode & (S_IRWXG | S_IRWXO)) text_printf(&notice, "口令文件 %s 别人也能读，没有用它；chmod 600 以后才用", file);
    }
    s->notice = notice.bytes;
    s->pq->PQconninfoFree(options);
}

const char *server_notice(const struct server *s) { return s->notice; }

static bool begins(const char *s, const char *with) { return !strncmp(s, with, strlen(with)); }

/* They are the only words of the office that a server reads while it is connected to. */
static bool has_settings(const struct server *s)
{
    PQconninfoOption *options = s->pq->PQconninfo(s->connection);
    const char *settings = server_option(options, "options");
    const bool has = settings && *settings;
    s->pq->PQconninfoFree(options);
    return has;
}

/* On the screen alone, where libpq's words are all that there is: a name that no machine bears, a certificate that is not trusted. */
static bool fail_connection(struct server *s, enum server_waited waited, struct diag *diag)
{
    char state[SQLSTATE + 1];
    if (waited == WAITED_NOT) return diag_fail(diag, DIAG_USAGE, "连不上数据库：connect_timeout 不是整数（秒）；改地址里的 connect_timeout，或环境变量 PGCONNECT_TIMEOUT");
    if (waited == WAITED_IN_VAIN) return diag_fail(diag, DIAG_SYSTEM, "连不上数据库：%s；核对地址里的主机和端口，看网络和防火墙；本来就慢的，在地址里写 connect_timeout（秒）", server_waited(s));
    const char *said = s->pq->PQerrorMessage(s->connection);
    server_words_state(said, state);
    if (*state && has_settings(s) && (begins(state, "42") || begins(state, "22")))
        return diag_fail(diag, DIAG_INPUT, "连不上数据库：地址里 options 的设置数据库不接受（%s）：没有这项设置，值不对，或这个用户不能改它%s；改正或去掉地址里的 options（或环境变量 PGOPTIONS）", state,
                         !strcmp(state, "42501") ? "，也可能是这个用户没有连这个数据库的权限（GRANT CONNECT ON DATABASE）" : "");
    if (!strcmp(state, "42501")) return diag_fail(diag, DIAG_INPUT, "连不上数据库：这个用户没有连这个数据库的权限（42501）；请数据库管理员 GRANT CONNECT ON DATABASE");
    if (*state) {
        struct server_trouble why = {.words = server_words(state)};
        memcpy(why.state, state, sizeof state);
        return server_fail(&why, "连不上数据库", diag);
    }
    if (strstr(said, "no password supplied") && s->notice) return diag_fail(diag, DIAG_INPUT, "连不上数据库：要口令；%s", s->notice);
    if (strstr(said, "no password supplied"))
        return diag_fail(diag, DIAG_INPUT, "连不上数据库：要口令，没有给；口令放在 ~/.pgpass（或 PGPASSFILE 指的文件，权限 0600）里，那一行的主机、端口、库、用户要与地址的一样；或用环境变量 PGPASSWORD");
    if (strstr(said, "authentication method"))
        return diag_fail(diag, DIAG_INPUT, "连不上数据库：这台机器的 libpq 不会这个服务器要的登录方法；请数据库管理员给这个用户 scram-sha-256 或 md5 的口令，或装服务器自带的 libpq.so.5");
    if (strstr(said, "service file") || strstr(said, "definition of service"))
        return diag_fail(diag, DIAG_INPUT, "连不上数据库：服务文件里没有这个服务，或写得不对；看地址里的 service（或 PGSERVICE）和 PGSERVICEFILE 指的文件；libpq 说：%.*s", (int)strcspn(said, "\n"), said);
    if (s->pq->PQsocket(s->connection) < 0 && strstr(said, "invalid "))
        return diag_fail(diag, DIAG_INPUT, "连不上数据库：地址、服务文件或环境变量里有一项写得不对；照 libpq 的说明改正；libpq 说：%.*s", (int)strcspn(said, "\n"), said);
    if (strstr(said, "does not support SSL"))
        return diag_fail(diag, DIAG_INPUT, "连不上数据库：服务器没有开 TLS，地址要 TLS（sslmode）；请数据库管理员开 TLS；不要在网络上改用明文");
    if (strstr(said, "private key file"))
        return diag_fail(diag, DIAG_INPUT, "连不上数据库：客户端证书的私钥用不了；看 sslkey 指的文件在不在、权限是不是 0600；libpq 说：%.*s", (int)strcspn(said, "\n"), said);
    if (strstr(said, "certificate"))
        return diag_fail(diag, DIAG_SYSTEM, "连不上数据库：证书核对不上；看 sslrootcert 是不是签发服务器证书的根证书，主机名与证书里的是不是一样；libpq 说：%.*s", (int)strcspn(said, "\n"), said);
    return diag_fail(diag, DIAG_SYSTEM, "连不上数据库：%s%s核对地址里的主机和端口，看服务器开着没有；libpq 说：%.*s", s->silent ? server_waited(s) : "", s->silent ? "，别的主机也连不上；" : "",
                     (int)strcspn(said, "\n"), said);
}

/* A table of which a policy hides rows from this user is refused: it would count too few without a word. A locked one is not waited for
 * without end, unless the office has set how long. Servers that do not know a setting do without. */
static void set_where_known(struct server *s)
{
    static const char *const settings[] = {"SET LOCAL row_security = off", "SELECT set_config('lock_timeout', '60s', true) WHERE current_setting('lock_timeout') IN ('0', '0ms')"};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        struct server_trouble why;
        PGresult *result = server_ask(s, settings[i], &why);
        s->pq->PQclear(result);
    }
}

/* For answers: what the server allows a statement, and some seconds to come here. */
static void take_patience(struct server *s)
{
    enum { USUAL = 600000, ON_THE_WAY = 5000 };        /* milliseconds, as the setting */
    struct server_trouble why;
    PGresult *result = server_ask_rows(s, "SELECT setting FROM pg_catalog.pg_settings WHERE name = 'statement_timeout'", 1, &why);
    const int64_t allowed = result && s->pq->PQntuples(result) == 1 ? strtoll(s->pq->PQgetvalue(result, 0, 0), NULL, 10) : 0;
    s->pq->PQclear(result);
    s->patience = allowed > 0 ? allowed + ON_THE_WAY : USUAL;
    s->settled = true;
}

/* Days are Beijing's whatever the server's clock; numbers keep their digits. */
static bool settle(struct server *s, struct diag *diag)
{
    return server_do(s, "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY", diag) && server_do(s, "SET LOCAL DateStyle = 'ISO, YMD'", diag) &&
           server_do(s, "SET LOCAL TIME ZONE INTERVAL '+08:00' HOUR TO MINUTE", diag) && server_do(s, "SET LOCAL extra_float_digits = 3", diag);
}

bool server_connect(struct server **out, const char *address, void (*silence)(bool on), struct diag *diag)
{
    const struct libpq *pq = libpq_open();
    if (!pq) return diag_fail(diag, DIAG_SYSTEM, "这台机器上没有 libpq，连不上数据库；请安装 libpq5（RPM 的系统上是 libpq 或 postgresql-libs）");
    if (!is_allowed(pq, address, diag)) return false;
    struct server *s = memory_alloc(sizeof *s);
    s->pq = pq;
    s->address = memory_dup(address);
    begin(s, NULL, silence);
    if (!server_start_clock(s, diag)) {
        server_free(s);
        return false;
    }
    look_at_passwords(s);
    enum server_waited waited = wait_for_one(s, silence);
    bool ok = waited == WAITED_WELL && pq->PQstatus(s->connection) == CONNECTION_OK ? settle(s, diag) : fail_connection(s, waited, diag);
    if (ok) take_patience(s);
    if (ok) set_where_known(s);
    if (ok && s->lost) ok = diag_fail(diag, DIAG_SYSTEM, "连不上数据库：%s；%s", s->lost_words.text, s->lost_words.expected);
    if (ok) *out = s;
    else server_free(s);
    return ok;
}

void server_free(struct server *s)
{
    if (!s) return;
    s->pq->PQfinish(s->connection);
    if (s->clock >= 0) close(s->clock);
    free(s->address);
    free(s->notice);
    free(s);
}
