#include "store/store_inside.h"
#include <errno.h>

bool store_lacks_means(const struct store *s)
{
    switch (sqlite3_errcode(s->db)) {
    case SQLITE_FULL: case SQLITE_IOERR: case SQLITE_NOMEM: case SQLITE_CANTOPEN: case SQLITE_READONLY: case SQLITE_PERM: return true;
    default: return false;
    }
}

/* SQLite's own words are English, and do not say what to do. */
static const char *words_of(const struct store *s)
{
    switch (sqlite3_errcode(s->db)) {
    case SQLITE_FULL: return STORE_DISK_FULL;
    case SQLITE_IOERR: return "磁盘读写出错；给它的文件夹和临时文件夹（TMPDIR、/var/tmp、/tmp）腾出地方，再运行；还这样就检查磁盘";
    case SQLITE_CANTOPEN: return "打不开文件；临时文件夹（TMPDIR、/var/tmp、/tmp）要能写";
    case SQLITE_READONLY: case SQLITE_PERM: return "没有写它的权限";
    case SQLITE_NOMEM: return "内存不足";
    case SQLITE_CORRUPT: case SQLITE_NOTADB: return "文件损坏了；请用原来的台账";
    case SQLITE_BUSY: case SQLITE_LOCKED: return "正被别的程序用着；先关闭那个程序，再运行";
    default: return sqlite3_errmsg(s->db);
    }
}

bool store_fail(const struct store *s, struct diag *diag, const char *what)
{
    if (sqlite3_errcode(s->db) == SQLITE_TOOBIG) return diag_fail(diag, DIAG_INPUT, "一行或一篇文字过长，超过 16 MB，不予读取（%s）", what);
    return diag_fail(diag, store_lacks_means(s) ? DIAG_SYSTEM : DIAG_INPUT, "记录库出错（%s）：%s", what, words_of(s));
}

bool store_scratch_fail(struct diag *diag, const char *what)
{
    if (errno == ENOSPC) return diag_fail(diag, DIAG_SYSTEM, "记录库出错（%s）：%s", what, STORE_DISK_FULL);
    return diag_fail_errno(diag, "记录库出错（%s）：临时文件夹（TMPDIR、/var/tmp、/tmp）里的文件", what);
}

bool store_run(struct store *s, const char *sql, struct diag *diag)
{
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK || store_fail(s, diag, "执行语句");
}

bool store_prepare(struct store *s, const char *sql, sqlite3_stmt **q, struct diag *diag)
{
    return sqlite3_prepare_v2(s->db, sql, -1, q, NULL) == SQLITE_OK || store_fail(s, diag, "准备语句");
}

bool store_finish(struct store *s, sqlite3_stmt *q, struct diag *diag)
{
    bool ok = sqlite3_step(q) == SQLITE_DONE || store_fail(s, diag, "写入");
    sqlite3_finalize(q);
    return ok;
}

void store_use_settings(struct store *s, const struct settings *settings) { s->settings = settings; }
const struct schema *store_schema(const struct store *s) { return s->schema; }
bool store_begin(struct store *s, struct diag *diag) { return s->open_groups++ || store_run(s, "BEGIN", diag); }
bool store_commit(struct store *s, struct diag *diag) { return --s->open_groups || store_run(s, "COMMIT", diag); }
