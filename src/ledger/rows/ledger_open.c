#include "base/file_kind.h"
#include "ledger/rows/ledger_inside.h"
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static void refuse_name(struct sorting *s, const char *path, const char *name, const char *shown)
{
    if (!ledger_is_book(path)) {
        ledger_add_unknown(s, (struct unknown){.name = name, .shown = shown});
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
    for (size_t i = 0; i < n; i++) {
        const char *file = ledger_join(&l->arena, path, names[i]), *name = ledger_stem(&l->arena, names[i], ".csv");
        const char *shown = ledger_join_shown(&l->arena, folder, names[i]);
        const struct ledger_table *table = name ? schema_table_named(s->schema, name) : NULL;
        if (folder_is(file)) {
            if (strcmp(names[i], "narrative")) ledger_add_other(l, ledger_join(&l->arena, shown, ""));
            else if (!ledger_add_narrative(l, file, shown, s->schema, s->problems, diag)) return false;
        } else if (table) {
            ledger_add_table(s, &(struct ledger_file){.path = file, .shown = shown, .table = table});
        } else if (name) {
            refuse_name(s, file, name, shown);
        } else if (ledger_is_second(file, names[i], s->schema)) {
            ledger_refuse(s->problems, shown, "文件夹里已有各表的 CSV 文件，又有这个工作簿：不知道该用哪一份，没有读", "只留一份；另一份移到别的文件夹");
        } else {
            ledger_add_prose(l, s->schema, s->problems, file, shown, names[i], NULL);
        }
    }
    return true;
}

bool ledger_open(struct ledger *l, const char *path, const struct schema *schema, struct problems *problems, struct diag *diag)
{
    struct stat st;
    if (stat(path, &st)) return diag_fail(diag, DIAG_INPUT, "台账 %s %s", path, errno == ENOENT ? "不存在" : "打不开");
    struct sorting s = {.ledger = l, .schema = schema, .problems = problems, .shown_of = arena_alloc(&l->arena, schema->n_tables * sizeof *s.shown_of)};
    if (!l->path) l->path = arena_dup(&l->arena, path);
    if (!l->in_parts) l->in_parts = arena_alloc(&l->arena, schema->n_tables * sizeof *l->in_parts);
    bool ok = S_ISDIR(st.st_mode) ? open_folder(&s, path, diag) : ledger_add_book(&s, path, diag) && ledger_add_prose_beside(&s, path, diag);
    ledger_report_unknown(&s);
    return ok;
}
