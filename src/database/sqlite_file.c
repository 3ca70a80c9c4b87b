#include "database/sqlite_inside.h"
#include "base/characters.h"
#include "base/file_kind.h"
#include "base/sqlite_input.h"
#include <stdlib.h>
#include <string.h>

bool sqlite_file_is(const char *path) { return file_kind_of(path) == FILE_SQLITE; }

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
    if (f->files.zName) sqlite3_vfs_unregister(&f->files);
    free(f->relations);
    free(f->own);
    arena_release(&f->arena);
    free(f);
}

bool sqlite_file_open(const char *path, const struct database_names *names, const struct schema *schema, struct ledger_database **out, struct diag *diag)
{
    struct sqlite_file *f = memory_alloc(sizeof *f);
    const char *slash = strrchr(path, '/'), *expected, *files = sqlite_files_without_clock(f);
    f->schema = schema;
    f->face = (struct ledger_database){.kind = "SQLite", .shown = characters_shown(&f->arena, slash ? slash + 1 : path), .path = arena_dup(&f->arena, path), .rows = sqlite_rows_open,
                                       .lost = is_lost, .close = close_file};
    bool ok = (!stat(path, &f->opened) || diag_fail_errno(diag, "打不开 %s", path)) && sqlite_input_whole(path, diag);
    if (ok && !files) ok = diag_fail(diag, DIAG_SYSTEM, "%s：内存不够，没有读", path);
    if (ok && (sqlite3_open_v2(sqlite_input_address(&f->arena, path), &f->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, files) != SQLITE_OK || !sqlite_guard(f))) {
        const char *words = sqlite_words(f, &expected);
        ok = diag_fail(diag, f->failed ? DIAG_SYSTEM : DIAG_INPUT, "%s：%s；%s", path, words, expected);
    }
    ok = ok && sqlite_find_tables(f, names, diag);
    f->face.relations = f->relations;
    if (ok) *out = &f->face;
    else close_file(&f->face);
    return ok;
}
