#include "store/store_inside.h"
#include "base/file_kind.h"
#include "base/sqlite_input.h"
#include <stdlib.h>
#include <string.h>

/* Opens a kept store. The file on the disk may have been changed or replaced: nothing in it runs, and nothing is written to it. */

bool store_is_kept(const char *path) { return file_kind_of(path) == FILE_KEPT; }

static bool refuse(struct store *s, struct diag *diag, const char *path, const char *why)
{
    return store_lacks_means(s) ? store_fail(s, diag, "读取") : diag_fail(diag, DIAG_INPUT, "%s %s", path, why);
}

/* The first column of the first row; false when there is none. */
static bool first_number(struct store *s, const char *sql, int64_t *out)
{
    sqlite3_stmt *q = NULL;
    bool found = sqlite3_prepare_v2(s->db, sql, -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW;
    if (found) *out = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    return found;
}

/* SQLite itself says "ok" when the file is whole. */
static bool is_whole(struct store *s)
{
    sqlite3_stmt *q = NULL;
    bool whole = sqlite3_prepare_v2(s->db, "PRAGMA quick_check(1)", -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW &&
                 !strcmp((const char *)sqlite3_column_text(q, 0), "ok");
    sqlite3_finalize(q);
    return whole;
}

static bool is_ours(struct store *s, const char *path, int *year, int *close, struct diag *diag)
{
    /* Of a column that is computed the bytes are not in the file, and may be any number. */
    static const char foreign[] = "SELECT count(*) FROM sqlite_schema s WHERE type NOT IN ('table', 'index') OR sql LIKE 'CREATE VIRTUAL%'"
                                  " OR EXISTS (SELECT 1 FROM pragma_table_xinfo(s.name) WHERE hidden <> 0)";
    int64_t n;
    const bool says = first_number(s, "PRAGMA application_id", &n);
    if (!says && store_is_kept(path)) return refuse(s, diag, path, "是 --store 留下的记录库，损坏了（可能没有传完）；请用原来的台账");
    if (!says || n != FILE_APPLICATION) return refuse(s, diag, path, "不是本程序用 --store 留下的记录库");
    if (!first_number(s, "PRAGMA user_version", &n) || n != store_version(s->schema))
        return refuse(s, diag, path, "是另一个版本的程序留下的记录库；请用原来的台账，或用本程序对它重新 --store");
    if (!is_whole(s) || !first_number(s, foreign, &n) || n) return refuse(s, diag, path, "损坏了，或被改动过；请用原来的台账");
    int64_t of, until;
    if (!first_number(s, "SELECT year FROM run", &of) || !first_number(s, "SELECT close FROM run", &until))
        return refuse(s, diag, path, "里没有统计年度，是没有做完的记录库");
    if (of < 1 || of > 9999 || until < civil_day(1, 1, 1) || until > civil_day(9999, 12, 31)) return refuse(s, diag, path, "损坏了，或被改动过；请用原来的台账");
    /* A full page has about so many rows of a ledger: queries may take as many steps as if these had just been loaded. */
    enum { ROWS_OF_A_PAGE = 200 };
    if (!first_number(s, "PRAGMA page_count", &n)) return store_fail(s, diag, "读取");
    s->rows = n * ROWS_OF_A_PAGE;
    *year = (int)of;
    *close = (int)until;
    return true;
}

bool store_open_kept(struct store **out, const char *path, const struct schema *schema, int *year, int *close, struct diag *diag)
{
    struct store *s = memory_alloc(sizeof *s);
    s->schema = schema;
    s->loaded = arena_alloc(&s->arena, schema->n_tables * sizeof *s->loaded);
    bool ok = sqlite_input_whole(path, diag) && store_connect(s, sqlite_input_address(&s->arena, path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, "PRAGMA temp_store=MEMORY; PRAGMA query_only=ON;", diag) && is_ours(s, path, year, close, diag);
    if (ok) *out = s;
    else store_close(s);
    return ok;
}
