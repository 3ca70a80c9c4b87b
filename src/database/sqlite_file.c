#include "database/sqlite_inside.h"
#include "base/characters.h"
#include "base/file_kind.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the bounds ---- */

/* Steps of SQLite's machine and bytes of sorted rows, whatever the size of the file and for each of its bytes. A row of a table with thirty
 * columns takes some 200 steps and has as many bytes. */
enum { STEPS_AT_ONCE = 1000, STEPS = 100000000, STEPS_A_BYTE = 20, BYTES = 256 << 20, BYTES_A_BYTE = 32, LONGEST_VALUE = 64 << 20 };

static int count_steps(void *file)
{
    struct sqlite_file *f = file;
    return (f->steps_left -= STEPS_AT_ONCE) < 0;
}

/* Gives its argument back: what a view makes, before it is sorted. */
static void fn_bounded(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    struct sqlite_file *f = sqlite3_user_data(out);
    (void)argc;
    f->bytes_left -= 1 + (sqlite3_value_type(argv[0]) == SQLITE_NULL ? 0 : sqlite3_value_bytes(argv[0]));
    if (f->bytes_left < 0) sqlite3_result_error_code(out, SQLITE_INTERRUPT);
    else sqlite3_result_value(out, argv[0]);
}

/* Only reading, and no function that gives another result each time or reaches out of the file. */
static int authorize(void *context, int action, const char *a, const char *b, const char *database, const char *trigger)
{
    static const char *const not_functions[] = {"load_extension", "random", "randomblob", "fts3_tokenizer", NULL};
    struct sqlite_file *f = context;
    (void)a, (void)database, (void)trigger;
    switch (action) {
    case SQLITE_SELECT: case SQLITE_READ: case SQLITE_RECURSIVE: break;
    case SQLITE_FUNCTION:
        for (size_t i = 0; not_functions[i]; i++)
            f->denied = f->denied || !b || !sqlite3_stricmp(b, not_functions[i]);
        break;
    default: f->denied = true;
    }
    return f->denied ? SQLITE_DENY : SQLITE_OK;
}

static bool guard(struct sqlite_file *f)
{
    static const char *modules[] = {"json_each", "json_tree", NULL};
    static const struct { int what, most; } limits[] = {
        {SQLITE_LIMIT_LENGTH, LONGEST_VALUE}, {SQLITE_LIMIT_SQL_LENGTH, 2 << 20}, {SQLITE_LIMIT_EXPR_DEPTH, 200}, {SQLITE_LIMIT_VDBE_OP, 100000},
        {SQLITE_LIMIT_ATTACHED, 0}, {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000}, {SQLITE_LIMIT_TRIGGER_DEPTH, 0}, {SQLITE_LIMIT_WORKER_THREADS, 0}};
    sqlite3_extended_result_codes(f->db, 0);
    sqlite3_db_config(f->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(f->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(f->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) sqlite3_limit(f->db, limits[i].what, limits[i].most);
    f->steps_left = STEPS + STEPS_A_BYTE * (int64_t)f->opened.st_size;
    f->bytes_left = BYTES + BYTES_A_BYTE * (int64_t)f->opened.st_size;
    sqlite3_progress_handler(f->db, STEPS_AT_ONCE, count_steps, f);
    bool ok = sqlite3_drop_modules(f->db, modules) == SQLITE_OK && sqlite3_exec(f->db, "PRAGMA cell_size_check=ON; PRAGMA query_only=ON;", NULL, NULL, NULL) == SQLITE_OK &&
              sqlite3_create_function(f->db, "nianbao_bounded", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, f, fn_bounded, NULL, NULL) == SQLITE_OK;
    sqlite3_set_authorizer(f->db, authorize, f);
    return ok;
}

/* ---- words ---- */

const char *sqlite_words(struct sqlite_file *f, const char **expected)
{
    static const char written[] = "先关闭正在用它的程序，再运行；或请那个系统另外导出一份";
    switch (f->denied ? SQLITE_AUTH : sqlite3_errcode(f->db)) {
    case SQLITE_CORRUPT: case SQLITE_NOTADB: case SQLITE_FORMAT:
        *expected = written;
        return "数据库文件损坏了，或正在被改写";
    case SQLITE_INTERRUPT:
        *expected = "请改写这个视图或查询";
        return "这个视图或查询停不下来，没有读完";
    case SQLITE_TOOBIG:
        *expected = "在视图里截短它，或不给出这一列";
        return "有一格太大";
    case SQLITE_AUTH:
        *expected = "只用不改数据、每次结果一样的函数";
        return "这个视图或查询用了不允许的函数或语句";
    case SQLITE_FULL: case SQLITE_IOERR: case SQLITE_NOMEM: case SQLITE_CANTOPEN:
        f->failed = true;
        *expected = "给临时文件夹（TMPDIR、/var/tmp、/tmp）腾出地方，再运行";
        return "内存或临时文件夹的地方不够，没有读完";
    case SQLITE_OK:
        *expected = "只写一句 SELECT";
        return "不是一句 SELECT";
    default:
        *expected = "请改正这个视图或查询";
        return characters_shown(&f->arena, arena_printf(&f->arena, "SQLite 说：%s", sqlite3_errmsg(f->db)));
    }
}

sqlite3_stmt *sqlite_ask(struct sqlite_file *f, const char *sql)
{
    sqlite3_stmt *q = NULL;
    const char *rest = NULL;
    f->denied = false;
    if (sqlite3_prepare_v2(f->db, sql, -1, &q, &rest) == SQLITE_OK && q && !*rest) return q;
    sqlite3_finalize(q);
    return NULL;
}

/* ---- the file ---- */

bool sqlite_file_is(const char *path) { return file_kind_of(path) == FILE_SQLITE; }

/* A journal whose first byte is zero has been played out. */
static bool has_content(const char *path)
{
    FILE *f = fopen(path, "rbe");
    if (!f) return errno != ENOENT;
    int first = fgetc(f);
    fclose(f);
    return first > 0;
}

static bool is_closed(struct sqlite_file *f, const char *path, struct diag *diag)
{
    static const char *const endings[] = {"-wal", "-journal"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (has_content(arena_printf(&f->arena, "%s%s", path, endings[i])))
            return diag_fail(diag, DIAG_INPUT, "%s 正在被别的程序写：旁边的 %s%s 里还有没写进去的内容；先关闭那个程序，或请它另外导出一份", path, f->face.shown, endings[i]);
    return true;
}

/* As a URI, in which only these stand for themselves. Immutable: SQLite takes no locks, so the other system can go on. */
static const char *address_of(struct arena *a, const char *path)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./";
    struct text out = {0};
    text_add(&out, *path == '/' ? "file:" : "file:./");
    for (const char *c = path; *c; c++)
        if (strchr(plain, *c)) text_add_char(&out, *c);
        else text_printf(&out, "%%%02X", (unsigned char)*c);
    text_add(&out, "?mode=ro&immutable=1");
    const char *address = arena_dup(a, text_get(&out));
    text_release(&out);
    return address;
}

static bool is_changed(const struct sqlite_file *f)
{
    struct stat now;
    const struct stat *then = &f->opened;
    return stat(f->face.path, &now) || now.st_size != then->st_size || now.st_ino != then->st_ino || now.st_mtim.tv_sec != then->st_mtim.tv_sec ||
           now.st_mtim.tv_nsec != then->st_mtim.tv_nsec;
}

static bool is_lost(const struct ledger_database *self, struct diag *diag)
{
    const struct sqlite_file *f = (const struct sqlite_file *)self;
    if (f->failed) return !diag_fail(diag, DIAG_SYSTEM, "%s：内存或临时文件夹（TMPDIR、/var/tmp、/tmp）的地方不够，没有读完", f->face.shown);
    return is_changed(f) && !diag_fail(diag, DIAG_INPUT, "%s 在读的时候被别的程序改了，没有写任何文件；先关闭那个程序，再运行，或请它另外导出一份", f->face.shown);
}

static void close_file(struct ledger_database *self)
{
    struct sqlite_file *f = (struct sqlite_file *)self;
    sqlite3_close(f->db);
    free(f->relations);
    free(f->own);
    arena_release(&f->arena);
    free(f);
}

bool sqlite_file_open(const char *path, const struct database_names *names, const struct schema *schema, struct ledger_database **out, struct diag *diag)
{
    struct sqlite_file *f = memory_alloc(sizeof *f);
    const char *slash = strrchr(path, '/'), *expected;
    f->schema = schema;
    f->face = (struct ledger_database){.kind = "SQLite", .shown = characters_shown(&f->arena, slash ? slash + 1 : path), .path = arena_dup(&f->arena, path), .rows = sqlite_rows_open,
                                       .lost = is_lost, .close = close_file};
    bool ok = (!stat(path, &f->opened) || diag_fail_errno(diag, "打不开 %s", path)) && is_closed(f, path, diag);
    if (ok && (sqlite3_open_v2(address_of(&f->arena, path), &f->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK || !guard(f))) {
        const char *words = sqlite_words(f, &expected);
        ok = diag_fail(diag, f->failed ? DIAG_SYSTEM : DIAG_INPUT, "%s：%s；%s", path, words, expected);
    }
    ok = ok && sqlite_find_tables(f, names, diag);
    f->face.relations = f->relations;
    if (ok) *out = &f->face;
    else close_file(&f->face);
    return ok;
}
