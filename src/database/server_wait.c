/* Waiting for a server: never without end, though it may live and say nothing. Time is that which passes, whatever the clock is set to.
 *
 * Until it is connected connect_timeout counts for each host, as libpq itself counts it. An answer may take as long as its statement may by the server's own
 * statement_timeout, and some seconds to come here; where none is set, ten minutes from one piece of it to the next. Sorting a million rows
 * takes a slow server some seconds.
 */
#include "database/server_inside.h"
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>

enum { SECOND = 1000 };                                /* all here are milliseconds */

bool server_start_clock(struct server *s, struct diag *diag)
{
    s->clock = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    return s->clock >= 0 || diag_fail_errno(diag, "连不上数据库");
}

static void set_clock(const struct server *s)
{
    const struct itimerspec once = {.it_value = {.tv_sec = s->patience / SECOND, .tv_nsec = s->patience % SECOND * SECOND * SECOND}};
    timerfd_settime(s->clock, 0, &once, NULL);
}

/* Which of the events have come; 0 = the clock has rung. Both are there when the program itself was stopped for long: then the answer counts; with
 * `together`, while connecting, the clock does. */
static int wait_once(const struct server *s, int events, bool together)
{
    struct pollfd both[] = {{s->pq->PQsocket(s->connection), (short)events, 0}, {s->clock, POLLIN, 0}};
    int ready;
    while ((ready = poll(both, 2, -1)) < 0 && errno == EINTR) {}
    if (ready < 0) return events;                      /* libpq finds what is wrong with the socket */
    return both[1].revents && together ? 0 : both[0].revents;
}

/* ---- connecting ---- */

const char *server_option(const PQconninfoOption *list, const char *keyword)
{
    for (; list && list->keyword; list++)
        if (!strcmp(list->keyword, keyword)) return list->val;
    return NULL;
}

/* A number is what libpq takes for one, or it is refused as libpq refuses it. */
static bool take_patience(struct server *s)
{
    enum { USUAL = 30, SHORTEST = 2, MOST = 3600 };    /* seconds; libpq too takes no fewer than two */
    PQconninfoOption *options = s->pq->PQconninfo(s->connection);
    const char *given = server_option(options, "connect_timeout");
    char *end = NULL;
    errno = 0;
    const long seconds = given ? strtol(given, &end, 10) : 0;
    const bool ok = !given || (end != given && !errno && seconds == (int)seconds && !end[strspn(end, " \t\n\v\f\r")]);
    s->pq->PQconninfoFree(options);
    s->patience = (int64_t)(seconds <= 0 ? USUAL : seconds < SHORTEST ? SHORTEST : seconds > MOST ? MOST : seconds) * SECOND;
    return ok;
}

/* Which host libpq is at now. Where a name has several addresses, all of them together are one host. */
static void note_host(const struct server *s, struct text *host)
{
    const char *name = s->pq->PQhost(s->connection), *port = s->pq->PQport(s->connection);
    text_clear(host);
    text_printf(host, "%s %s", name ? name : "", port ? port : "");
}

enum server_waited server_wait_connected(struct server *s)
{
    PostgresPollingStatusType want = PGRES_POLLING_WRITING;
    struct text host = {0}, now = {0};
    bool heard = true;
    if (!take_patience(s)) return WAITED_NOT;
    note_host(s, &host);
    set_clock(s);
    while (s->pq->PQstatus(s->connection) != CONNECTION_BAD && want != PGRES_POLLING_OK && want != PGRES_POLLING_FAILED &&
           (heard = wait_once(s, want == PGRES_POLLING_READING ? POLLIN : POLLOUT, true))) {
        want = s->pq->PQconnectPoll(s->connection);
        note_host(s, &now);
        if (!strcmp(text_get(&now), text_get(&host))) continue;
        text_clear(&host);
        text_add(&host, text_get(&now));
        set_clock(s);
    }
    text_release(&host);
    text_release(&now);
    if (!heard) return WAITED_IN_VAIN;
    (void)s->pq->PQsetnonblocking(s->connection, 1);
    return WAITED_WELL;
}

/* ---- answers ---- */

const char *server_waited(struct server *s)
{
    enum { MINUTE = 60 * SECOND };
    const bool minutes = s->patience % MINUTE == 0;
    snprintf(s->waited, sizeof s->waited, "等了 %" PRId64 " %s，数据库没有回音", s->patience / (minutes ? MINUTE : SECOND), minutes ? "分钟" : "秒");
    return s->waited;
}

static bool fall_silent(struct server *s)
{
    const char *expected = s->settled ? "请数据库管理员看服务器和中间的网络设备；查询本来就要更久的，给这个用户放宽 statement_timeout，再运行一次"
                                      : "请数据库管理员看服务器和中间的网络设备；本来就慢的，在地址里写 connect_timeout（秒）";
    s->lost_words = (struct server_words){server_waited(s), expected, true};
    s->lost = true;
    return false;
}

static bool wait_for_it(struct server *s, int events)
{
    set_clock(s);
    int there = wait_once(s, events, false);
    if (!there) return fall_silent(s);
    return there == POLLOUT || s->pq->PQconsumeInput(s->connection);
}

bool server_hear(struct server *s) { return wait_for_it(s, POLLIN); }

bool server_send(struct server *s, const char *sql)
{
    int left = 1;
    /* One statement, whatever the words hold: the protocol for statements with parameters takes no second one. */
    if (!s->pq->PQsendQueryParams(s->connection, sql, 0, NULL, NULL, NULL, NULL, 0)) return false;
    while ((left = s->pq->PQflush(s->connection)) > 0)
        if (!wait_for_it(s, POLLIN | POLLOUT)) return false;
    return !left;
}

PGresult *server_result(struct server *s)
{
    bool more = true;
    while (more && s->pq->PQisBusy(s->connection)) more = server_hear(s);
    return s->lost ? NULL : s->pq->PQgetResult(s->connection);   /* where nothing more can come, it says at once why */
}
