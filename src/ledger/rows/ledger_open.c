#include "base/file_kind.h"
#include "ledger/rows/ledger_inside.h"
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* A table by its name, or by its headings. */
static void add_csv(struct sorting *s, const char *path, const char *name, const char *shown)
{
    const struct ledger_table *table = schema_table_named(s->schema, name);
    if (!table && !ledger_is_book(path)) {
        struct table_fit fit = ledger_fit_csv(&s->ledger->arena, s->schema, path, s->ledger->encoding);
        if (!fit.fits) ledger_add_unknown(s, (struct unknown){.name = name, .shown = shown, .fit = fit});
        else ledger_add_part(s, &(struct ledger_part){.file = {.path = path, .shown = shown, .table = fit.table}, .name = name, .fit = fit});
        return;
    }
    if (table) {
        ledger_add_part(s, &(struct ledger_part){.file = {.path = path, .shown = shown, .table = table}, .name = name, .own = true});
        return;
    }
    const char *words = arena_printf(&s->ledger->arena, "是%s，只是名称改成了 .csv，没有读", file_kind_name(file_kind_of(path)));
    ledger_refuse(s->problems, shown, words, "改回原来的名称，存为 .xlsx，把工作簿作为台账");
}

static bool open_folder(struct sorting *s, const char *path, struct diag *diag)
{
    struct ledger *l = s->ledger;
    const char **names, *folder = ledger_folder_shown(l, path);
    size_t n;
    if (!ledger_names(&l->arena, path, &names, &n, diag)) return false;
    bool months = ledger_books_are_months(&l->arena, path, names, n, s->schema);
    for (size_t i = 0; i < n; i++) {
        const char *file = ledger_join(&l->arena, path, names[i]), *name = ledger_stem(&l->arena, names[i], ".csv");
        const char *shown = ledger_join_shown(&l->arena, folder, names[i]);
        if (folder_is(file)) {
            if (strcmp(names[i], "narrative")) ledger_add_other(l, ledger_join(&l->arena, shown, ""));
            else if (!ledger_add_narrative(l, file, shown, s->schema, s->problems, diag)) return false;
        } else if (name) {
            add_csv(s, file, name, shown);
        } else if (months && ledger_is_ledger_book(file, s->schema)) {
            if (!ledger_add_book(s, file, diag)) return false;
        } else if (ledger_is_second(file, names[i], s->schema)) {
            ledger_refuse(s->problems, shown, "文件夹里已有各表的 CSV 文件，又有这个工作簿：不知道该用哪一份，没有读", "只留一份；另一份移到别的文件夹");
        } else {
            ledger_add_prose(l, s->schema, s->problems, file, shown, names[i], NULL);
        }
    }
    return true;
}

/* The tables beside a single file are not part of the ledger, and named. */
static bool leave_tables_beside(struct sorting *s, const char *path, struct diag *diag)
{
    struct arena *a = &s->ledger->arena;
    const char *slash = strrchr(path, '/'), *dir = slash ? arena_dup_n(a, path, slash > path ? (size_t)(slash - path) : 1) : ".", **names;
    size_t n;
    if (s->ledger->several) return true;
    if (!ledger_names(a, dir, &names, &n, diag)) return false;
    for (size_t i = 0; i < n; i++) {
        const char *name = ledger_stem(a, names[i], ".csv");
        if (name && strcmp(names[i], slash ? slash + 1 : path) && schema_table_named(s->schema, name)) ledger_add_other(s->ledger, ledger_join_shown(a, NULL, names[i]));
    }
    return true;
}

/* One table alone: the other ones are missed as in a folder without them. */
static bool open_csv(struct sorting *s, const char *path, struct diag *diag)
{
    struct arena *a = &s->ledger->arena;
    const char *slash = strrchr(path, '/');
    add_csv(s, arena_dup(a, path), ledger_stem(a, slash ? slash + 1 : path, ".csv"), ledger_shown_name(s->ledger, path));
    return leave_tables_beside(s, path, diag) && ledger_add_prose_beside(s, path, diag);
}

static bool open_one(struct sorting *s, const char *path, bool folder, struct diag *diag)
{
    if (folder) return open_folder(s, path, diag);
    if (ledger_is_csv(path)) return open_csv(s, path, diag);
    return ledger_add_book(s, path, diag) && ledger_add_prose_beside(s, path, diag);
}

bool ledger_open(struct ledger *l, const char *path, const struct schema *schema, struct problems *problems, struct diag *diag)
{
    struct stat st;
    bool database = l->databases && l->databases->holds(l->databases, path), folder = false;
    if (!database && stat(path, &st)) return diag_fail(diag, DIAG_INPUT, "台账 %s %s", path, errno == ENOENT ? "不存在" : "打不开");
    struct sorting s = {.ledger = l, .schema = schema, .problems = problems};
    if (!l->path) l->path = arena_dup(&l->arena, path);
    if (!l->in_parts) l->in_parts = arena_alloc(&l->arena, schema->n_tables * sizeof *l->in_parts);
    if (!database) folder = S_ISDIR(st.st_mode);
    bool ok = database ? ledger_add_database(&s, path, diag) : open_one(&s, path, folder, diag);
    ledger_settle_parts(&s);
    ledger_report_unknown(&s);
    return ok;
}
