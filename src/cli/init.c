#include "base/outdir.h"
#include "base/say.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/init.h"
#include "cli/printing.h"
#include "cli/progress.h"
#include "flow/session.h"
#include "reopen/document.h"
#include "render/xlsx/xlsx.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* nianbao init: a blank ledger for an office to fill in. */

static bool ends_in_xlsx(const char *path)
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

/* Names of agencies are Chinese, codes are ASCII. */
static bool is_code(const char *agency)
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
    bool code = o->agency && is_code(o->agency);
    if (!find_counted(s, &counted, diag)) return false;
    *blank = (struct blank_ledger){.schema = s->schema,
                                   .guide = arena_printf(&s->arena, "%s/ledger/guide.yaml", s->data),
                                   .counted = counted,
                                   .agency_code = code ? o->agency : NULL,
                                   .agency_name = code ? NULL : o->agency,
                                   .program = "nianbao " NIANBAO_VERSION};
    return true;
}

static bool write_blank(struct session *s, const struct options *o, struct diag *diag)
{
    struct init_place place = init_place(s, o->inputs[0]);
    struct blank_ledger blank;
    struct outdir *out = NULL;
    bool ok = false;
    if (!init_is_free(place.path, diag) || !init_blank(s, o, &blank, diag) || !outdir_open_for(&out, place.dir, NULL, place.name, diag)) return false;
    struct document d = {0};
    if (!blank_ledger_document(&d, &blank, diag) || !xlsx_write(&d, out, place.name, diag) || !documents_sound(out, diag) ||
        !init_is_free(place.path, diag) || !outdir_commit(out, diag))
        goto out;
    printing_notes(out, false);
    say(stdout, "%s\n", place.path);
    ok = true;
out:
    document_release(&d);
    outdir_close(out);
    return ok;
}

static int run(const struct options *o, struct diag *diag)
{
    struct session session = {0};
    if (!o->n_inputs || (o->n_inputs > 1 && !o->from) || !ends_in_xlsx(o->inputs[0])) {
        diag_fail(diag, DIAG_USAGE, "请给出要写的文件名，如 nianbao init 台账.xlsx；原来有台账的用 nianbao init 台账.xlsx --from 旧台账.xlsx");
        return DIAG_USAGE;
    }
    progress_show(o->from ? "读原来的台账" : "写空白台账");
    int code = !session_open(&session, o, diag) ? (int)diag->kind : o->from ? init_from(&session, o, diag) : write_blank(&session, o, diag) ? 0 : (int)diag->kind;
    session_close(&session);
    return code;
}

static const struct command_example examples[] = {
    {"init 台账.xlsx", "空白台账写到 台账.xlsx，用 Excel 或 WPS 填"},
    {"init 台账.xlsx --agency 清河县农业农村局", "机关名称已经填好"},
    {"init 台账.xlsx --from 旧台账.xlsx", "把原来的台账带进来；看不准的在“请确认”一张表里问"},
    {0}};
static const enum option_id options[] = {OPTION_FROM, OPTION_PREVIOUS, OPTION_AGENCY, OPTION_YEAR, OPTION_HEADINGS, OPTION_ENCODING, OPTION_DATA, OPTION_COUNT};
const struct command command_init = {
    "init", "文件.xlsx [--from 旧台账…]", "写一个空白台账（工作簿），带下拉列表和说明；或者把原来的台账带进来", options, run, WRITES_ITS_INPUT, "建台账",
    examples};
