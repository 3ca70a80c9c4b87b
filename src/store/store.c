#include "store/store_inside.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool store_lacks_means(const struct store *s)
{
    switch (sqlite3_errcode(s->db)) {
    case SQLITE_FULL: case SQLITE_IOERR: case SQLITE_NOMEM: case SQLITE_CANTOPEN: case SQLITE_READONLY: case SQLITE_PERM: return true;
    default: return false;
    }
}

bool store_fail(const struct store *s, struct diag *diag, const char *what)
{
    int rc = sqlite3_errcode(s->db);
    const char *words = rc == SQLITE_FULL ? "磁盘已满；台账大，临时文件夹（TMPDIR、/var/tmp、/tmp）也要有地方"
                        : rc == SQLITE_CANTOPEN ? "打不开文件；临时文件夹（TMPDIR、/var/tmp、/tmp）要能写"
                        : rc == SQLITE_NOMEM ? "内存不足" : sqlite3_errmsg(s->db);
    if (store_lacks_means(s)) return diag_fail(diag, DIAG_SYSTEM, "记录库出错（%s）：%s", what, words);
    if (rc == SQLITE_TOOBIG) return diag_fail(diag, DIAG_INPUT, "一行或一篇文字过长，超过 16 MB，不予读取（%s）", what);
    return diag_fail(diag, DIAG_INPUT, "记录库出错（%s）：%s", what, sqlite3_errmsg(s->db));
}

bool store_run(struct store *s, const char *sql, struct diag *diag)
{
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK || store_fail(s, diag, "执行语句");
}

/* A store takes the place of an older one; a ledger named by mistake may be all the records that there are. */
static bool may_replace(const char *path, struct diag *diag)
{
    static const char magic[] = "SQLite format 3";
    char begin[sizeof magic] = "";
    struct stat st;
    if (lstat(path, &st) || !S_ISREG(st.st_mode) || !st.st_size) return true;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) return diag_fail_errno(diag, "写不了记录库 %s", path);
    bool is_store = read(fd, begin, sizeof begin) == (ssize_t)sizeof begin && !memcmp(begin, magic, sizeof magic);
    close(fd);
    return is_store || diag_fail(diag, DIAG_USAGE, "%s 已经有了，不是记录库，没有改动；请换一个文件名", path);
}

/* A kept store is staged like any other output and gets its name only when it is whole. */
static bool stage(struct store *s, const char *path, const char **staged, struct diag *diag)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    char *dir = slash == path ? memory_dup("/") : slash ? memory_dup(path) : memory_dup(".");
    if (slash && slash != path) dir[slash - path] = 0;
    bool ok = outdir_open_for(&s->out, dir, NULL, name, diag) && (*staged = outdir_stage(s->out, name, diag));
    free(dir);
    if (!ok) return false;
    int fd = open(*staged, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0 || close(fd)) return diag_fail_errno(diag, "写不了记录库 %s", path);
    return true;
}

bool store_connect(struct store *s, const char *file, int flags, const char *pragmas, struct diag *diag)
{
    if (sqlite3_open_v2(file, &s->db, flags, NULL) != SQLITE_OK) return store_fail(s, diag, "打开");
    if (!store_run(s, pragmas, diag)) return false;
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    if (!store_functions_register(s, diag) || !store_texts_register(s, diag) || !store_workdays_register(s, diag)) return false;
    store_guard_register(s);
    return true;
}

bool store_open(struct store **out, const char *path, const struct schema *schema, struct diag *diag)
{
    struct store *s = memory_alloc(sizeof *s);
    const char *file = "";                             /* no name: SQLite makes a file without one when memory is used up */
    s->schema = schema;
    s->loaded = arena_alloc(&s->arena, schema->n_tables * sizeof *s->loaded);
    bool ok = false;
    if (path && (!may_replace(path, diag) || !stage(s, path, &file, diag))) goto out;
    /* The file is of no use until it is whole: outdir flushes it, and the journal need not outlive a statement, nor lie
     * as a file of records beside the staged one. Before DEFENSIVE, which keeps the journal as it is. */
    static const char pragmas[] =
        "PRAGMA page_size=16384; PRAGMA cache_size=-32768; PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA secure_delete=ON;";
    if (!store_connect(s, file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX, pragmas, diag)) goto out;
    if (!store_clock_register(s, diag) || !store_rows_register(s, diag) || !store_create(s, diag)) goto out;
    *out = s;
    ok = true;
out:
    if (!ok) store_close(s);
    return ok;
}

static bool close_database(struct store *s)
{
    store_put_close(s);
    store_queries_close(s);
    int rc = sqlite3_close(s->db);
    if (rc == SQLITE_OK) s->db = NULL;
    return rc == SQLITE_OK;
}

bool store_keep(struct store *s, struct diag *diag)
{
    if (!s->out) return true;
    if (!store_blank(s, diag)) return false;
    if (!close_database(s)) return store_fail(s, diag, "关闭");
    return outdir_commit(s->out, diag);
}

void store_close(struct store *s)
{
    if (!s) return;
    if (s->db) close_database(s);
    outdir_close(s->out);
    arena_release(&s->arena);
    text_release(&s->own);
    store_wide_release(s);
    free(s->reads);
    free(s->calendars);
    free(s->lists);
    free(s);
}

void store_use_settings(struct store *s, const struct settings *settings) { s->settings = settings; }
const struct schema *store_schema(const struct store *s) { return s->schema; }
bool store_begin(struct store *s, struct diag *diag) { return store_run(s, "BEGIN", diag); }
bool store_commit(struct store *s, struct diag *diag) { return store_run(s, "COMMIT", diag); }
