#include "base/characters.h"
#include "store/store_inside.h"
#include <stdlib.h>
#include <string.h>

struct query {
    struct store *store;
    sqlite3_stmt *statement;
    const char *sql, *file;
    int line;
    struct arena arena;
    const char **reads;
    size_t n_reads;
    int64_t steps_left;
};

static bool fail(const struct query *q, struct diag *diag)
{
    int rc = sqlite3_errcode(q->store->db);
    if (rc == SQLITE_INTERRUPT) return diag_fail(diag, DIAG_INPUT, "%s:%d: 查询做了过多的步骤，已停下：可能是没有尽头的递归", q->file, q->line);
    if (rc == SQLITE_TOOBIG) return diag_fail(diag, DIAG_INPUT, "%s:%d: 查询得出的文字过长", q->file, q->line);
    if (rc == SQLITE_NOMEM || rc == SQLITE_FULL || rc == SQLITE_IOERR) return store_fail(q->store, diag, "查询");
    const char *words = sqlite3_errmsg(q->store->db);
    bool denied = rc == SQLITE_AUTH || !strncmp(words, "not authorized", strlen("not authorized"));
    return diag_fail(diag, DIAG_INPUT, "%s:%d: 查询有误：%s", q->file, q->line, denied ? "用了不许用的表或函数" : words);
}

/* SQLite tells the byte at which it stumbled, or at least the name that it does not know: the line of the file follows. */
static int fault_line(struct store *s, const char *sql, int line)
{
    static const char unknown[] = "no such table: ";
    const char *words = sqlite3_errmsg(s->db), *name = strncmp(words, unknown, strlen(unknown)) ? NULL : strstr(sql, words + strlen(unknown));
    int at = name ? (int)(name - sql) : sqlite3_error_offset(s->db);
    for (int i = 0; i < at; i++) line += sql[i] == '\n';
    return line;
}

static void release(struct query *q)
{
    sqlite3_finalize(q->statement);
    arena_release(&q->arena);
    free(q);
}

/* ---- queries that wait to be asked again ---- */

/* The same checks are asked of one agency after another, and to prepare one costs more than to run it on an agency's rows.
 * A round of them comes back in its order: what is wanted next has waited longest. */
static struct query *take_kept(struct store *s, const char *sql, const char *file, int line)
{
    for (size_t i = 0; i < s->n_kept; i++) {
        struct query *q = s->kept[i];
        if (q->line != line || strcmp(q->file, file) || strcmp(q->sql, sql)) continue;
        s->n_kept--;
        memmove(s->kept + i, s->kept + i + 1, (s->n_kept - i) * sizeof *s->kept);
        return q;
    }
    return NULL;
}

static void keep(struct query *q)
{
    struct store *s = q->store;
    sqlite3_reset(q->statement);
    sqlite3_clear_bindings(q->statement);
    if (s->n_kept == STORE_KEPT_QUERIES) {
        release(s->kept[0]);
        s->n_kept--;
        memmove(s->kept, s->kept + 1, s->n_kept * sizeof *s->kept);
    }
    s->kept[s->n_kept++] = q;
}

void store_queries_close(struct store *s)
{
    while (s->n_kept) release(s->kept[--s->n_kept]);
}

/* ---- one query ---- */

static bool prepare(struct query *q, const char *sql, struct diag *diag)
{
    struct store *s = q->store;
    const char *tail = NULL;
    int first = q->line;
    if (!store_names_known(s, sql, q->file, first, diag)) return false;
    store_guard_begin(s);
    int rc = sqlite3_prepare_v2(s->db, sql, -1, &q->statement, &tail);
    store_guard_end(s);
    bool ok = rc == SQLITE_OK && q->statement && sqlite3_stmt_readonly(q->statement) && !sqlite3_stmt_isexplain(q->statement);
    if (rc != SQLITE_OK) {
        q->line = fault_line(s, sql, first);
        fail(q, diag);
    } else if (!ok) {
        diag_fail(diag, DIAG_INPUT, "%s:%d: 这里应是一条查询（SELECT）", q->file, first);
    } else if (tail[strspn(tail, " \t\r\n;")]) {
        ok = diag_fail(diag, DIAG_INPUT, "%s:%d: 只能有一条查询", q->file, first);
    }
    if (!ok) return false;
    q->sql = arena_dup(&q->arena, sql);
    q->n_reads = s->n_reads;
    q->reads = arena_alloc(&q->arena, (q->n_reads + 1) * sizeof *q->reads);
    if (q->n_reads) memcpy(q->reads, s->reads, q->n_reads * sizeof *q->reads);
    return true;
}

bool query_open(struct query **out, struct store *s, const char *sql, const char *file, int line, struct diag *diag)
{
    struct query *q = take_kept(s, sql, file, line);
    if (!q) {
        q = memory_alloc(sizeof *q);
        q->store = s;
        q->file = arena_dup(&q->arena, file);
        q->line = line;
        if (!prepare(q, sql, diag)) {
            release(q);
            return false;
        }
    }
    q->steps_left = STORE_QUERY_STEPS + STORE_QUERY_STEPS_A_ROW * s->rows;
    *out = q;
    return true;
}

void query_bind(struct query *q, const char *name, int64_t value)
{
    int i = sqlite3_bind_parameter_index(q->statement, name);
    if (i) sqlite3_bind_int64(q->statement, i, value);
}

void query_bind_text(struct query *q, const char *name, const char *value)
{
    int i = sqlite3_bind_parameter_index(q->statement, name);
    if (i) sqlite3_bind_text(q->statement, i, value, -1, SQLITE_TRANSIENT);
}

/* SQL can make any text, char(55296) and all. */
static bool texts_are_allowed(const struct query *q, struct diag *diag)
{
    struct character_fault fault;
    for (int i = 0; i < sqlite3_column_count(q->statement); i++)
        if (sqlite3_column_type(q->statement, i) == SQLITE_TEXT &&
            !characters_allowed((const char *)sqlite3_column_text(q->statement, i), (size_t)sqlite3_column_bytes(q->statement, i), &fault))
            return diag_fail(diag, DIAG_INPUT, "%s:%d: 查询得出的文字里不能有 %s", q->file, q->line, fault.words);
    return true;
}

bool query_next(struct query *q, bool *row, struct diag *diag)
{
    int64_t *outer = q->store->steps_left;             /* of a query whose rows are being read, while this one runs */
    q->store->steps_left = &q->steps_left;
    int rc = sqlite3_step(q->statement);
    q->store->steps_left = outer;
    *row = rc == SQLITE_ROW;
    return *row ? texts_are_allowed(q, diag) : rc == SQLITE_DONE || fail(q, diag);
}

int query_column(const struct query *q, const char *name)
{
    for (int i = 0; i < sqlite3_column_count(q->statement); i++)
        if (!strcmp(sqlite3_column_name(q->statement, i), name)) return i;
    return -1;
}

bool query_null(const struct query *q, int column) { return column < 0 || sqlite3_column_type(q->statement, column) == SQLITE_NULL; }
bool query_is_integer(const struct query *q, int column) { return column >= 0 && sqlite3_column_type(q->statement, column) == SQLITE_INTEGER; }
int64_t query_integer(const struct query *q, int column) { return column < 0 ? 0 : sqlite3_column_int64(q->statement, column); }
const char *query_text(const struct query *q, int column) { return column < 0 ? NULL : (const char *)sqlite3_column_text(q->statement, column); }
const char *query_reads(const struct query *q, size_t i) { return i < q->n_reads ? q->reads[i] : NULL; }

void query_close(struct query *q)
{
    if (q) keep(q);
}
