/* The rows of a relation, one at a time, as COPY sends them.
 *
 * A connection sends the rows of one query at a time. Where a reading begins within another, the rest of the outer one is let go by,
 * and asked for again when its next row is wanted: the snapshot and the order are the same. That is rare (row_times.c).
 */
#include "base/characters.h"
#include "base/progress.h"
#include "database/server_inside.h"
#include <stdlib.h>
#include <string.h>

enum rows_state { NOT_BEGUN, COMING, LET_GO, ENDED };

struct server_rows {
    struct raw_rows face;
    struct server_database *of;
    size_t relation;
    enum rows_state state;
    int64_t given;                                     /* rows, without the headings */
    bool headed;
    char *line;                                        /* of libpq, with the cells of the current row */
    struct slice *cells;
    struct digest_stream *digest;
    int64_t size;
    const char *waiting;                               /* what is said until the first row comes */
};

/* ---- what the connection gives ---- */

static bool broken(struct server_rows *r, const struct server_trouble *why, struct fault *fault)
{
    r->state = ENDED;
    return fault_set(fault, "S01", "%s%s%s%s；%s", why->words.text, *why->state ? "（" : "", why->state, *why->state ? "）" : "", why->words.expected);
}

static void drop_line(struct server_rows *r)
{
    if (r->line) r->of->server->pq->PQfreemem(r->line);
    r->line = NULL;
}

/* Behind the last row stands whether the query came to its end; a next question can be asked when all of it was heard. */
static bool hear_end(struct server *s, bool failed, struct server_trouble *why)
{
    bool ok = !failed;
    PGresult *result;
    if (failed) server_look(s, NULL, why);
    while (!s->lost && (result = server_result(s))) {
        if (ok && s->pq->PQresultStatus(result) != PGRES_COMMAND_OK) {
            server_look(s, result, why);
            ok = false;
        }
        s->pq->PQclear(result);
    }
    s->reading = NULL;
    if (!ok) server_undo(s);
    return ok;
}

/* The next line, to be freed; false behind the last, or with *bad set where it broke off. */
static bool take_line(struct server *s, char **line, size_t *n, bool *bad, struct server_trouble *why)
{
    int bytes;
    while (!(bytes = s->pq->PQgetCopyData(s->connection, line, 1)) && server_hear(s)) {}
    *bad = false;
    if (bytes > 0) {
        *n = (size_t)bytes - ((*line)[bytes - 1] == '\n');
        return true;
    }
    *bad = !hear_end(s, bytes != -1, why);
    return false;
}

static bool pass_line(struct server *s, bool *bad, struct server_trouble *why)
{
    char *line = NULL;
    size_t n;
    if (!take_line(s, &line, &n, bad, why)) return false;
    s->pq->PQfreemem(line);
    return true;
}

/* Its current row stays as it is. */
static void let_go(struct server_rows *r)
{
    struct server_trouble why;
    bool bad;
    while (pass_line(r->of->server, &bad, &why)) {}
    r->state = LET_GO;
}

static bool begin(struct server_rows *r, struct fault *fault)
{
    struct server *s = r->of->server;
    struct server_trouble why;
    struct text sql = {0};
    bool bad = false;
    if (s->reading) let_go(s->reading);
    progress_show(r->waiting);
    server_query(r->of, r->relation, &sql);
    PGresult *result = server_ask(s, text_get(&sql), &why);
    text_release(&sql);
    if (!result) return broken(r, &why, fault);
    s->pq->PQclear(result);
    s->reading = r;
    r->state = COMING;
    why.words = server_words("XX000");
    why.state[0] = 0;
    for (int64_t i = 0; i < r->given; i++)
        if (!pass_line(s, &bad, &why)) return broken(r, &why, fault);     /* a snapshot has them all: it broke off */
    return true;
}

/* ---- a line as cells ---- */

static char plain_of(char c)
{
    switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    default: return c;
    }
}

/* In the place of the line itself: no cell is longer than what stood for it. */
static size_t split(struct server_rows *r, size_t n_line)
{
    size_t n = 0, most = r->of->relations[r->relation].n_headings;
    char *at = r->line, *to = at, *from = at, *const end = at + n_line;
    for (;; at++) {
        if (at < end && *at == '\\' && at + 1 < end) {
            *to++ = plain_of(*++at);
        } else if (at == end || *at == '\t') {
            if (n == most) return n + 1;
            r->cells[n++] = (struct slice){from, (size_t)(to - from)};
            if (at == end) return n;
            from = to = at + 1;
        } else {
            *to++ = *at;
        }
    }
}

static bool refuse(struct server_rows *r, struct fault *fault, const char *id, const char *text)
{
    fault_set(fault, id, "%s", text);
    fault->line = r->given + 1;
    return false;
}

static bool is_sound(struct server_rows *r, size_t n_line, bool *plain, struct fault *fault)
{
    struct character_scan scan;
    if (!characters_scan(r->line, n_line, &scan)) return refuse(r, fault, "S02", "这一行里有的字不是数据库声明的编码；请数据库管理员改正数据库里的编码；或在视图里去掉这些字");
    if (scan.none < n_line) return refuse(r, fault, "S02", "这一行里有不是字符的内容；在数据库里去掉它，或在视图里去掉");
    *plain = scan.plain && !memchr(r->line, '\\', n_line);
    return true;
}

static bool take_cells(struct server_rows *r, size_t n_line, struct fault *fault)
{
    const struct ledger_relation *relation = &r->of->relations[r->relation];
    const struct server_column *columns = r->of->own[r->relation].columns;
    if (split(r, n_line) != relation->n_headings) return refuse(r, fault, "S01", "数据库发来的这一行列数不对；再运行一次；还这样就请数据库管理员看");
    for (size_t i = 0; i < relation->n_headings; i++) {
        struct slice *cell = &r->cells[i];
        if (columns[i].take == TAKE_FLAG && cell->n) *cell = *cell->s == 't' ? (struct slice){"是", strlen("是")} : (struct slice){"否", strlen("否")};
        if (cell->n <= RAW_MAX_CELL_BYTES) continue;
        fault_set(fault, "S03", "列“%s”的一格超过 1 MiB；在视图里截短它，或不给出这一列", relation->headings[i]);
        fault->line = r->given + 1;
        return false;
    }
    return true;
}

/* ---- the reader's functions ---- */

static enum raw_result head(struct server_rows *r, struct raw_row *row)
{
    r->headed = true;
    *row = ledger_relation_head(&r->of->relations[r->relation], r->cells);
    return RAW_ROW;
}

static void note_digest(struct server_rows *r)
{
    struct digests *d = &r->of->own[r->relation].digests;
    d->size = r->size;
    digest_end(r->digest, d->sha256);
    r->digest = NULL;
    r->state = ENDED;
}

static enum raw_result rows_next(struct raw_rows *self, struct raw_row *row, struct fault *fault)
{
    struct server_rows *r = (struct server_rows *)self;
    struct server_trouble why;
    size_t n;
    bool bad, plain = false;
    if (!r->headed) return head(r, row);
    if (r->state == ENDED) return RAW_END;
    if (r->state != COMING && !begin(r, fault)) return RAW_BROKEN;
    drop_line(r);
    if (!take_line(r->of->server, &r->line, &n, &bad, &why)) {
        if (bad) return broken(r, &why, fault), RAW_BROKEN;
        note_digest(r);
        return RAW_END;
    }
    r->given++;
    digest_more(r->digest, r->line, n);
    digest_more(r->digest, "\n", 1);
    r->size += (int64_t)n + 1;
    if (!is_sound(r, n, &plain, fault) || !take_cells(r, n, fault)) return RAW_BROKEN;
    *row = (struct raw_row){.cells = r->cells, .n = r->of->relations[r->relation].n_headings, .line = r->given + 1, .plain = plain};
    return RAW_ROW;
}

static void rows_close(struct raw_rows *self)
{
    struct server_rows *r = (struct server_rows *)self;
    if (r->state == COMING && r->of->server->reading == r) let_go(r);
    drop_line(r);
    if (r->digest) digest_end(r->digest, NULL);
    free(r->cells);
    free(r);
}

struct raw_rows *server_rows_open(struct ledger_database *self, size_t relation, struct fault *fault)
{
    struct server_database *d = (struct server_database *)self;
    if (d->server->lost) {                             /* said once; ledger_lost ends the run */
        *fault = (struct fault){0};
        return NULL;
    }
    struct server_rows *r = memory_alloc(sizeof *r);
    r->face = (struct raw_rows){.next = rows_next, .close = rows_close, .sheet = true, .relation = true};
    r->of = d;
    r->relation = relation;
    r->cells = memory_alloc((d->relations[relation].n_headings + 1) * sizeof *r->cells);
    r->digest = digest_begin();
    r->waiting = arena_printf(&d->arena, "等数据库给出“%s”", d->relations[relation].table->name);
    return &r->face;
}
