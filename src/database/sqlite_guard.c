#include "database/sqlite_inside.h"
#include "base/characters.h"
#include <stddef.h>
#include <string.h>

/* What keeps a file of SQLite from doing harm, and the words where it tried. */

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

/* 'now', which may also come from a cell, and CURRENT_DATE: the result would be another one each time. They are NULL, and the row is refused. */
static int no_time(sqlite3_vfs *files, sqlite3_int64 *now)
{
    struct sqlite_file *f = (struct sqlite_file *)((char *)files - offsetof(struct sqlite_file, files));
    f->denied = true;
    *now = 0;
    return SQLITE_ERROR;
}

const char *sqlite_files_without_clock(struct sqlite_file *f)
{
    const sqlite3_vfs *usual = sqlite3_vfs_find(NULL);
    if (!usual) return NULL;
    f->files = *usual;
    f->files.zName = arena_printf(&f->arena, "without clock %p", (void *)f);
    f->files.xCurrentTimeInt64 = no_time;
    return sqlite3_vfs_register(&f->files, 0) == SQLITE_OK ? f->files.zName : NULL;
}

void sqlite_begin_reading(struct sqlite_file *f)
{
    f->steps_left = STEPS + STEPS_A_BYTE * (int64_t)f->opened.st_size;
    f->bytes_left = BYTES + BYTES_A_BYTE * (int64_t)f->opened.st_size;
}

static int take_encoding(void *utf16, int n, char **values, char **names)
{
    (void)n, (void)names;
    *(bool *)utf16 = values[0] && !strncmp(values[0], "UTF-16", strlen("UTF-16"));
    return 0;
}

bool sqlite_guard(struct sqlite_file *f)
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
    sqlite_begin_reading(f);
    sqlite3_progress_handler(f->db, STEPS_AT_ONCE, count_steps, f);
    bool ok = sqlite3_drop_modules(f->db, modules) == SQLITE_OK && sqlite3_exec(f->db, "PRAGMA cell_size_check=ON; PRAGMA query_only=ON;", NULL, NULL, NULL) == SQLITE_OK &&
              sqlite3_exec(f->db, "PRAGMA encoding", take_encoding, &f->utf16, NULL) == SQLITE_OK &&
              sqlite3_create_function(f->db, "nianbao_bounded", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, f, fn_bounded, NULL, NULL) == SQLITE_OK;
    sqlite3_set_authorizer(f->db, authorize, f);
    return ok;
}

/* ---- words ---- */

/* What SQLite says of a schema that it cannot follow, by its first words (LIKE); its own words stand behind ours. */
static const struct { const char *says, *words, *expected; } schemas[] = {
    {"no such module: fts%", "这是全文检索的虚拟表", "请那个系统把内容放进普通的表，或用 --tables 指明存着内容的表"},
    {"no such module:%", "这是虚拟表，要那个系统自己的模块才读得了", "请那个系统把内容放进普通的表，或另外导出 CSV"},
    {"no such collation sequence:%", "用了那个系统自己的排序规则", "请那个系统另外建一张不用它的表（CREATE TABLE … AS SELECT），或另外导出 CSV"},
    {"no such function:%", "用了 SQLite 没有的函数", "在视图或查询里改用 SQLite 自己的函数"},
    {"no such table:%", "用了没有的表", "改正视图或查询里的表名，或把那张表放进这个文件"},
    {"no such column:%", "用了没有的列", "改正视图或查询里的列名"},
    {"view % is circularly defined", "视图引用了它自己", "请改正这个视图"},
    {"%syntax error", "语法有误", "请改正这个视图或查询"},
};

static const char *words_of_schema(struct sqlite_file *f, const char **expected)
{
    const char *says = sqlite3_errmsg(f->db), *words = "SQLite 读不懂它";
    *expected = "请改正这个视图或查询；是表的，请那个系统另外导出 CSV";
    for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++)
        if (!sqlite3_strlike(schemas[i].says, says, 0)) {
            words = schemas[i].words;
            *expected = schemas[i].expected;
            break;
        }
    return characters_shown(&f->arena, arena_printf(&f->arena, "%s（SQLite 说：%s）", words, says));
}

const char *sqlite_words(struct sqlite_file *f, const char **expected)
{
    static const char written[] = "先关闭正在用它的程序，再运行；或请那个系统另外导出一份";
    if (f->unfilled) {
        *expected = "把值写进查询";
        return "查询里有没有值的参数（?、:名称、$名称）";
    }
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
    default: return words_of_schema(f, expected);
    }
}

sqlite3_stmt *sqlite_ask(struct sqlite_file *f, const char *sql)
{
    sqlite3_stmt *q = NULL;
    const char *rest = NULL;
    f->denied = false;
    const bool whole = sqlite3_prepare_v2(f->db, sql, -1, &q, &rest) == SQLITE_OK && q && !*rest;
    f->unfilled = whole && sqlite3_bind_parameter_count(q);
    if (whole) return q;
    sqlite3_finalize(q);
    return NULL;
}
