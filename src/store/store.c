#include "store/store_inside.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool store_fail(const struct store *s, struct diag *diag, const char *what)
{
    int rc = sqlite3_errcode(s->db);
    if (rc == SQLITE_FULL || rc == SQLITE_IOERR || rc == SQLITE_NOMEM || rc == SQLITE_CANTOPEN || rc == SQLITE_READONLY)
        return diag_fail(diag, DIAG_SYSTEM, "记录库出错（%s）：%s", what, rc == SQLITE_FULL ? "磁盘已满" : sqlite3_errmsg(s->db));
    return diag_fail(diag, DIAG_INPUT, "记录库出错（%s）：%s", what, sqlite3_errmsg(s->db));
}

bool store_run(struct store *s, const char *sql, struct diag *diag)
{
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK || store_fail(s, diag, "执行语句");
}

/* A kept store is staged like any other output and gets its name only when it is whole. */
static bool stage(struct store *s, const char *path, const char **staged, struct diag *diag)
{
    const char *slash = strrchr(path, '/');
    char *dir = slash == path ? memory_dup("/") : slash ? memory_dup(path) : memory_dup(".");
    if (slash && slash != path) dir[slash - path] = 0;
    bool ok = outdir_open(&s->out, dir, diag) && (*staged = outdir_stage(s->out, slash ? slash + 1 : path, diag));
    free(dir);
    if (!ok) return false;
    int fd = open(*staged, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0 || close(fd)) return diag_fail_errno(diag, "写不了记录库 %s", path);
    return true;
}

bool store_open(struct store **out, const char *path, const struct schema *schema, struct diag *diag)
{
    struct store *s = memory_alloc(sizeof *s);
    const char *file = ":memory:";
    s->schema = schema;
    bool ok = false;
    if (path && !stage(s, path, &file, diag)) goto out;
    if (sqlite3_open_v2(file, &s->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
        store_fail(s, diag, "打开");
        goto out;
    }
    /* The file is of no use until it is whole, so SQLite need not be able to roll back; outdir flushes it.
     * Before DEFENSIVE, which keeps the journal on: a file of records beside the staged one. */
    if (!store_run(s, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;", diag)) goto out;
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    if (!store_functions_register(s, diag) || !store_workdays_register(s, diag) || !store_clock_register(s, diag) || !store_rows_register(s, diag) || !store_create(s, diag)) goto out;
    store_guard_register(s);
    *out = s;
    ok = true;
out:
    if (!ok) store_close(s);
    return ok;
}

static bool close_database(struct store *s)
{
    sqlite3_finalize(s->put_cell);
    sqlite3_finalize(s->put_fault);
    sqlite3_finalize(s->put_text);
    sqlite3_finalize(s->put_previous);
    sqlite3_finalize(s->put_body);
    sqlite3_finalize(s->put_number);
    s->put_cell = s->put_fault = s->put_text = s->put_previous = s->put_body = s->put_number = NULL;
    int rc = sqlite3_close(s->db);
    if (rc == SQLITE_OK) s->db = NULL;
    return rc == SQLITE_OK;
}

bool store_keep(struct store *s, struct diag *diag)
{
    if (!s->out) return true;
    if (!close_database(s)) return store_fail(s, diag, "关闭");
    return outdir_commit(s->out, diag);
}

void store_close(struct store *s)
{
    if (!s) return;
    if (s->db) close_database(s);
    outdir_close(s->out);
    arena_release(&s->arena);
    free(s->reads);
    free(s->lists);
    free(s->calendars);
    free(s);
}

void store_use_settings(struct store *s, const struct settings *settings) { s->settings = settings; }
const struct schema *store_schema(const struct store *s) { return s->schema; }
bool store_begin(struct store *s, struct diag *diag) { return store_run(s, "BEGIN", diag); }
bool store_commit(struct store *s, struct diag *diag) { return store_run(s, "COMMIT", diag); }

/* ---- single rows ---- */

static bool prepare(struct store *s, sqlite3_stmt **statement, const char *sql, struct diag *diag)
{
    if (*statement) return true;
    return sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) == SQLITE_OK || store_fail(s, diag, "准备语句");
}

static bool put(struct store *s, sqlite3_stmt *statement, struct diag *diag)
{
    bool ok = sqlite3_step(statement) == SQLITE_DONE;
    if (!ok) store_fail(s, diag, "写入");
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return ok;
}

static void bind_text(sqlite3_stmt *q, int i, const char *s) { sqlite3_bind_text(q, i, s, -1, SQLITE_STATIC); }

bool store_put_cell(struct store *s, const struct cell_record *c, struct diag *diag)
{
    if (!prepare(s, &s->put_cell, "INSERT OR REPLACE INTO cells VALUES(?,?,?,?,?,?,?,?,?,?,?)", diag)) return false;
    sqlite3_stmt *q = s->put_cell;
    bind_text(q, 1, c->set);
    sqlite3_bind_int64(q, 2, c->agency);
    sqlite3_bind_int(q, 3, c->year);
    bind_text(q, 4, c->table);
    bind_text(q, 5, c->row);
    bind_text(q, 6, c->col);
    if (!c->empty) sqlite3_bind_int64(q, 7, c->value);
    sqlite3_bind_int(q, 8, c->scale);
    bind_text(q, 9, c->shown);
    if (c->file) sqlite3_bind_int64(q, 10, c->file);
    if (c->line) sqlite3_bind_int64(q, 11, c->line);
    return put(s, q, diag);
}

static bool put_words(struct store *s, sqlite3_stmt *q, int64_t agency, const char *section, const char *place, const char *body, struct diag *diag)
{
    sqlite3_bind_int64(q, 1, agency);
    bind_text(q, 2, section);
    bind_text(q, 3, place);
    bind_text(q, 4, body);
    return put(s, q, diag);
}

bool store_put_text(struct store *s, int64_t agency, const char *section, const char *place, const char *body, struct diag *diag)
{
    return prepare(s, &s->put_text, "INSERT INTO texts_printed VALUES(?,?,?,?)", diag) && put_words(s, s->put_text, agency, section, place, body, diag);
}

bool store_put_previous_text(struct store *s, int64_t agency, const char *section, const char *place, const char *body, struct diag *diag)
{
    return prepare(s, &s->put_previous, "INSERT INTO texts_previous VALUES(?,?,?,?)", diag) &&
           put_words(s, s->put_previous, agency, section, place, body, diag);
}

bool store_put_text_body(struct store *s, int64_t text, const char *body, size_t n, struct diag *diag)
{
    if (!prepare(s, &s->put_body, "INSERT INTO texts_body VALUES(?,?)", diag)) return false;
    sqlite3_bind_int64(s->put_body, 1, text);
    sqlite3_bind_text64(s->put_body, 2, body ? body : "", n, SQLITE_STATIC, SQLITE_UTF8);
    return put(s, s->put_body, diag);
}

bool store_put_number(struct store *s, const struct number_record *r, struct diag *diag)
{
    if (!prepare(s, &s->put_number, "INSERT INTO text_numbers VALUES(?,?,?,?,?,?,?,?,?,?,?,?)", diag)) return false;
    sqlite3_stmt *q = s->put_number;
    sqlite3_bind_int64(q, 1, r->agency);
    bind_text(q, 2, r->section);
    bind_text(q, 3, r->place);
    sqlite3_bind_int(q, 4, r->n);
    sqlite3_bind_int(q, 5, r->sentence);
    sqlite3_bind_int64(q, 6, r->value);
    sqlite3_bind_int(q, 7, r->decimals);
    sqlite3_bind_int(q, 8, r->percent);
    bind_text(q, 9, r->unit);
    bind_text(q, 10, r->before);
    bind_text(q, 11, r->after);
    bind_text(q, 12, r->words);
    return put(s, q, diag);
}
