#include "base/characters.h"
#include "calendar/civil.h"
#include "store/store_inside.h"
#include <stdlib.h>
#include <string.h>

struct query {
    struct store *store;
    struct query *next;                                /* of the idle ones in one bucket */
    sqlite3_stmt *statement;
    const char *sql, *file;
    int line;
    struct arena arena;
    const char **reads;
    size_t n_reads;
    int64_t steps_left;
    int size;                                          /* the bound on its texts so far: a place in sizes */
    int64_t given;                                     /* rows handed out */
};

/* A step costs as much as the longest text that it can touch, so a query without long texts may take the most steps. A query begins
 * with the first size. Where SQLite finds a text or a record too long, the query runs again with the next size and skips the rows
 * that were handed out: it only reads, so they are the same. The last size is a cell of the ledger and some room beside it. */
static const struct { int bytes, steps; } sizes[] = {{4 << 10, 1}, {16 << 10, 4}, {64 << 10, 16}, {256 << 10, 64}, {STORE_QUERY_TEXT + (64 << 10), 256}};
enum { SIZES = sizeof sizes / sizeof *sizes };
/* The cost of a row besides the steps that made it, and how many bytes of its texts cost a step. */
enum { STEPS_OF_A_ROW = 50, BYTES_A_STEP = 16 };

static bool fail(const struct query *q, int rc, struct diag *diag)
{
    if (rc == SQLITE_INTERRUPT) return diag_fail(diag, DIAG_INPUT, "%s:%d: 查询做了过多的步骤，已停下：可能是没有尽头的递归，或把过长的文字比了又比", q->file, q->line);
    if (rc == SQLITE_TOOBIG) return diag_fail(diag, DIAG_INPUT, "%s:%d: 查询得出的文字过长，超过 1 MiB", q->file, q->line);
    if (store_lacks_means(q->store)) return store_fail(q->store, diag, "查询");
    static const struct { const char *part, *words; } known[] = {
        {"not authorized", "用了不许用的表或函数"},
        {"may not be modified", "用了不许用的表或函数"},        /* a table of columns, which it asks about before the guard */
        {"no query solution", "request_shapes、decision_shapes、doubles 的参数没有给全"},
    };
    const char *words = rc == SQLITE_AUTH ? known[0].part : sqlite3_errmsg(q->store->db);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strstr(words, known[i].part)) words = known[i].words;
    return diag_fail(diag, DIAG_INPUT, "%s:%d: 查询有误：%s", q->file, q->line, words);
}

/* SQLite names the byte of the fault, or at least the unknown name: the line of the file follows from it. */
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

/* ---- idle queries ---- */

/* The same checks run for one agency after another, and preparing one costs more than running it on an agency's rows. So all stay,
 * as many as folders and program have; a place in a folder finds its query. */
static size_t bucket_of(const char *file, int line)
{
    uint32_t h = (uint32_t)line;
    for (; *file; file++) h = h * 31 + (unsigned char)*file;
    return (h ^ h >> 16) % STORE_IDLE_BUCKETS;
}

static struct query *take_idle(struct store *s, const char *sql, const char *file, int line)
{
    for (struct query **at = &s->idle[bucket_of(file, line)]; *at; at = &(*at)->next) {
        struct query *q = *at;
        if (q->line != line || strcmp(q->file, file) || strcmp(q->sql, sql)) continue;
        *at = q->next;
        return q;
    }
    return NULL;
}

static void lay_by(struct query *q)
{
    struct query **first = &q->store->idle[bucket_of(q->file, q->line)];
    sqlite3_reset(q->statement);
    sqlite3_clear_bindings(q->statement);
    q->next = *first;
    *first = q;
}

void store_queries_close(struct store *s)
{
    for (size_t i = 0; i < STORE_IDLE_BUCKETS; i++)
        for (struct query *q; (q = s->idle[i]);) {
            s->idle[i] = q->next;
            release(q);
        }
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
        fail(q, rc, diag);
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
    struct query *q = take_idle(s, sql, file, line);
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
    q->size = 0;
    q->given = 0;
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

void query_bind_asked(struct query *q, struct asked asked)
{
    query_bind(q, ":agency", asked.agency);
    query_bind(q, ":year", asked.year);
    query_bind(q, ":first", civil_day(asked.year, 1, 1));
    query_bind(q, ":close", asked.close);
    query_bind(q, ":as_of", asked.as_of);
}

/* Results must be text that may be shown: a folder's query can also make bytes, or characters such as char(55296). */
static bool take_row(struct query *q, struct diag *diag)
{
    struct character_fault fault;
    q->given++;
    q->steps_left -= STEPS_OF_A_ROW;
    for (int i = 0, n_columns = sqlite3_column_count(q->statement); i < n_columns; i++) {
        int type = sqlite3_column_type(q->statement, i);
        if (type != SQLITE_TEXT && type != SQLITE_BLOB) continue;
        const char *text = (const char *)sqlite3_column_text(q->statement, i);
        size_t n = (size_t)sqlite3_column_bytes(q->statement, i);
        q->steps_left -= (int64_t)n / BYTES_A_STEP;
        if (type == SQLITE_TEXT && characters_allowed(text, n, &fault)) continue;
        const char *column = sqlite3_column_name(q->statement, i);
        if (type == SQLITE_BLOB) return diag_fail(diag, DIAG_INPUT, "%s:%d: 查询得出的 %s 不是文字", q->file, q->line, column);
        return diag_fail(diag, DIAG_INPUT, "%s:%d: 查询得出的 %s 里不能有 %s", q->file, q->line, column, fault.words);
    }
    return true;
}

static int step(struct query *q)
{
    struct store *s = q->store;
    struct store_work *outer = s->work;                /* of a query whose rows are being read, while this one runs */
    struct store_work work = {&q->steps_left, sizes[q->size].steps};
    s->work = &work;
    int limit = sqlite3_limit(s->db, SQLITE_LIMIT_LENGTH, sizes[q->size].bytes);
    int rc = q->steps_left < 0 ? SQLITE_INTERRUPT : sqlite3_step(q->statement);
    sqlite3_limit(s->db, SQLITE_LIMIT_LENGTH, limit);
    s->work = outer;
    return rc;
}

static bool next(struct query *q, bool *row, struct diag *diag)
{
    int rc = step(q);
    while (rc == SQLITE_TOOBIG && q->size + 1 < SIZES) {
        q->size++;
        sqlite3_reset(q->statement);
        int64_t passed = 0;
        do rc = step(q);
        while (rc == SQLITE_ROW && passed++ < q->given);
    }
    *row = rc == SQLITE_ROW;
    return *row || rc == SQLITE_DONE || fail(q, rc, diag);
}

bool query_next(struct query *q, bool *row, struct diag *diag) { return next(q, row, diag) && (!*row || take_row(q, diag)); }

bool query_next_kept(struct query *q, bool *row, struct diag *diag)
{
    if (!next(q, row, diag)) return false;
    q->given += *row;
    return true;
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
    if (q) lay_by(q);
}
