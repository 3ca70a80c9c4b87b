#include "store/store_inside.h"
#include "base/file_kind.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Opens and closes a store: its file, its connection to SQLite with functions and guard, and its final name. */

/* A store may replace an older store and nothing else: a file named by mistake may be the office's only ledger, or the database of another
 * system, and run as root a rename would take the place of a device. A link is replaced itself; a folder refuses the rename. */
static bool may_replace(const char *path, struct diag *diag)
{
    struct stat st;
    if (lstat(path, &st) || S_ISLNK(st.st_mode) || S_ISDIR(st.st_mode)) return true;
    bool regular = S_ISREG(st.st_mode);
    if (regular && !st.st_size) return true;
    return (regular && file_kind_of(path) == FILE_KEPT) || diag_fail(diag, DIAG_USAGE, "%s 已经有了，不是记录库，没有改动；请换一个文件名", path);
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

/* One thread uses SQLite (a batch has processes), so it needs no locks around each piece of memory, nor counts of them. Does nothing
 * after the first store. */
static void begin_sqlite(void)
{
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* What a query allocates while it runs is small and lives shortly: SQLite takes it from here. */
enum { LOOKASIDE_SIZE = 1024, LOOKASIDE_SLOTS = 512 };

bool store_connect(struct store *s, const char *file, int flags, const char *pragmas, struct diag *diag)
{
    begin_sqlite();
    if (sqlite3_open_v2(file, &s->db, flags, NULL) != SQLITE_OK) return store_fail(s, diag, "打开");
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_LOOKASIDE, NULL, LOOKASIDE_SIZE, LOOKASIDE_SLOTS);
    if (!store_run(s, pragmas, diag)) return false;
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    if (!store_functions_register(s, diag) || !store_texts_register(s, diag) || !store_workdays_register(s, diag) || !store_doubles_register(s, diag) ||
        !store_shapes_register(s, diag) || !store_decision_shapes_register(s, diag)) return false;
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
    /* The file is of no use until it is whole: outdir flushes it, so the journal may stay in memory and leaves no file of records
     * beside the staged one. These run before DEFENSIVE, which forbids changing the journal. */
    static const char pragmas[] =
        "PRAGMA page_size=16384; PRAGMA cache_size=-32768; PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA secure_delete=ON;";
    if (!store_connect(s, file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX, pragmas, diag)) goto out;
    if (!store_clock_register(s, diag) || !store_rows_register(s, diag) || !store_create(s, diag) || (!path && (!store_columns_create(s, diag) || !store_cells_create(s, diag)))) goto out;
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
    store_patterns_free(s);
    int rc = sqlite3_close(s->db);
    if (rc == SQLITE_OK) s->db = NULL;
    return rc == SQLITE_OK;
}

bool store_keep(struct store *s, struct diag *diag)
{
    if (!s->out) return true;
    if (!store_note_files(s, diag) || !store_blank(s, diag) || !store_note_digest(s, diag)) return false;
    if (!close_database(s)) return store_fail(s, diag, "关闭");
    return outdir_commit(s->out, diag);
}

void store_close(struct store *s)
{
    if (!s) return;
    if (s->db) close_database(s);
    outdir_close(s->out);
    store_columns_free(s);
    cells_free(s->celled.cells);
    arena_release(&s->arena);
    text_release(&s->own);
    store_wide_release(s);
    intern_free(s->taken.words);
    free(s->taken.links);
    free(s->taken.marks);
    free(s->reads);
    free(s->calendars);
    store_lists_free(s);
    free(s);
}
