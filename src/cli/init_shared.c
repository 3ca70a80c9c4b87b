#include "base/outdir.h"
#include "base/say.h"
#include "cli/init.h"
#include "cli/printing.h"
#include "reopen/document.h"
#include "render/xlsx/xlsx.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

bool init_names_workbook(const char *path)
{
    size_t n = strlen(path);
    return n > 5 && !strcmp(path + n - 5, ".xlsx") && path[n - 6] != '/';
}

bool init_is_free(const char *path, struct diag *diag)
{
    struct stat st;
    if (!lstat(path, &st)) return diag_fail(diag, DIAG_USAGE, "%s 已经有了，没有改动；请换一个文件名", path);
    return errno == ENOENT || diag_fail_errno(diag, "写不到 %s", path);
}

static bool reads(const struct form *f, const char *table)
{
    for (size_t i = 0; i < f->n_reads; i++)
        if (!strcmp(f->reads[i], table)) return true;
    return false;
}

/* By table, the forms that count it: "2019、2021"; NULL where none does. */
static bool find_counted(struct session *s, const char ***counted, struct diag *diag)
{
    const char **ids;
    size_t n;
    if (!form_list(&s->arena, s->templates, &ids, &n, diag)) return false;
    *counted = arena_alloc(&s->arena, s->schema->n_tables * sizeof **counted);
    for (size_t i = 0; i < n; i++) {
        const struct form *f;
        if (!form_shelf_id(s->shelf, ids[i], &f, diag)) return false;
        for (size_t t = 0; t < s->schema->n_tables; t++) {
            const char **words = &(*counted)[t];
            if (reads(f, s->schema->tables[t].id)) *words = *words ? arena_printf(&s->arena, "%s、%s", *words, f->id) : f->id;
        }
    }
    return true;
}

bool init_is_code(const char *agency)
{
    for (; *agency; agency++)
        if ((unsigned char)*agency >= 0x80) return false;
    return true;
}

struct init_place init_place(struct session *s, const char *path)
{
    const char *slash = strrchr(path, '/');
    return (struct init_place){path,
                               !slash          ? "."
                               : slash == path ? "/"
                                               : arena_dup_n(&s->arena, path, (size_t)(slash - path)),
                               slash ? slash + 1 : path};
}

bool init_blank(struct session *s, const struct options *o, struct blank_ledger *blank, struct diag *diag)
{
    const char **counted;
    bool code = o->agency && init_is_code(o->agency);
    if (!find_counted(s, &counted, diag)) return false;
    *blank = (struct blank_ledger){.schema = s->schema,
                                   .guide = arena_printf(&s->arena, "%s/ledger/guide.yaml", s->data),
                                   .counted = counted,
                                   .agency_code = code ? o->agency : NULL,
                                   .agency_name = code ? NULL : o->agency,
                                   .program = "nianbao " NIANBAO_VERSION};
    return true;
}

bool init_write(struct session *s, const char *path, const struct document *d, struct diag *diag)
{
    struct init_place place = init_place(s, path);
    struct outdir *out = NULL;
    bool ok = outdir_open_for(&out, place.dir, NULL, place.name, diag) && xlsx_write(d, out, place.name, diag) && documents_sound(out, diag) &&
              init_is_free(path, diag) && outdir_commit(out, diag);
    if (ok) {
        printing_notes(out, false);
        say(stdout, "%s\n", path);
    }
    outdir_close(out);
    return ok;
}
