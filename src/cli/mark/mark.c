#include "cli/mark/mark.h"
#include "base/characters.h"
#include "base/say.h"
#include "base/text.h"
#include "cli/printing.h"
#include "flow/names.h"
#include "ledger/rows/raw_rows.h"
#include "ledger/rows/shown_rows.h"
#include "workbook/xlsx_reader.h"
#include "documents/marked.h"
#include "render/xlsx/xlsx.h"
#include "reopen/document.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* ---- one sheet: a file of the ledger, as it may be shown ---- */

struct marked_source {
    const struct row_context *context;
    const struct ledger_file *file;
    struct shown_rows *rows;
    struct copy_text cells[RAW_MAX_CELLS];
};

static bool begin(struct marked_sheet *s)
{
    struct marked_source *from = s->user;
    return shown_rows_open(&from->rows, from->context, from->file);
}

static bool next(struct marked_sheet *s, struct copy_row *row)
{
    struct marked_source *from = s->user;
    const struct shown_row *shown = shown_rows_next(from->rows);
    if (!shown) return false;
    for (size_t i = 0; i < shown->n; i++) from->cells[i] = (struct copy_text){shown->cells[i].s, shown->cells[i].n};
    *row = (struct copy_row){shown->line, from->cells, shown->n, shown->header};
    return true;
}

static int column(const struct marked_sheet *s, const char *heading) { return shown_rows_column(((const struct marked_source *)s->user)->rows, heading); }

static void end(struct marked_sheet *s)
{
    struct marked_source *from = s->user;
    shown_rows_close(from->rows);
    from->rows = NULL;
}

/* ---- one ledger ---- */

static bool lies_in(const char *path, const char *ledger)
{
    size_t n = strlen(ledger);
    while (n > 1 && ledger[n - 1] == '/') n--;
    return !strncmp(path, ledger, n) && (!path[n] || path[n] == '/');
}

/* The sheet's own name, or that of the file; the name of the table where a sheet cannot have that name. */
static const char *sheet_name(const struct ledger_file *file)
{
    enum { LONGEST = 31 };                             /* characters that a sheet's name may have */
    if (file->book) return xlsx_reader_sheet_name(file->book, file->sheet);
    const char *slash = strrchr(file->shown, '/'), *name = slash ? slash + 1 : file->shown;
    return utf8_length(name) <= LONGEST && !strpbrk(name, "[]:*?/\\'") ? name : file->table->name;
}

/* Parts of one table may have one name: the sheets of several workbooks, files with long names. */
static const char *apart(struct arena *a, const struct marked_sheet *sheets, size_t n, const char *name, const char *table)
{
    enum { LONGEST = 26 };                             /* characters, so that a number finds room */
    for (size_t i = 0; i < n; i++)
        if (!strcasecmp(sheets[i].name, name)) return arena_printf(a, "%s (%zu)", utf8_length(name) <= LONGEST ? name : table, n + 1);
    return name;
}

static struct marked_sheet *sheets_of(struct flow *f, const char *ledger, const struct row_context *context, size_t *n)
{
    struct marked_sheet *sheets = arena_alloc(&f->arena, (f->ledger.n_files + 1) * sizeof *sheets);
    *n = 0;
    for (size_t i = 0; i < f->ledger.n_files; i++) {
        const struct ledger_file *file = &f->ledger.files[i];
        if (!lies_in(file->path, ledger)) continue;
        struct marked_source *from = arena_alloc(&f->arena, sizeof *from);
        from->context = context;
        from->file = file;
        const char *name = apart(&f->arena, sheets, *n, sheet_name(file), file->table->name);
        sheets[(*n)++] = (struct marked_sheet){name, file->shown, from, begin, next, column, end};
    }
    return sheets;
}

/* Of several ledgers each copy gets the findings in its own files, and those that belong to no file. */
static bool belongs(const struct flow *f, const struct finding *found, const char *ledger)
{
    bool elsewhere = false;
    for (size_t i = 0; found->file && i < f->ledger.n_files; i++) {
        if (strcmp(f->ledger.files[i].shown, found->file)) continue;
        if (lies_in(f->ledger.files[i].path, ledger)) return true;
        elsewhere = true;
    }
    return !elsewhere;
}

static bool write_one(struct flow *f, const char *ledger, const struct findings *all, struct diag *diag)
{
    struct row_context context = {.schema = f->session->schema, .agencies = &f->agencies, .today = f->session->as_of, .encoding = f->options->encoding, .people = f->people};
    struct findings here = {0};
    struct outdir *out = NULL;
    bool ok = false;
    const char *title = characters_shown(&f->arena, names_of_ledger(&f->arena, ledger));
    const char *name = names_of_mark(&f->arena, ledger), *year = arena_printf(&f->arena, "%d", f->year);
    const char *below = arena_printf(&f->arena, "%s/%s", year, name), *path = arena_printf(&f->arena, "%s/%s", f->options->out, below);
    for (size_t i = 0; i < all->n; i++)
        if (belongs(f, &all->list[i], ledger)) findings_add(&here, &all->list[i]);
    struct document d;
    struct marked_ledger marked = {
        .title = arena_printf(&f->arena, "%s：%d年台账的问题", title, f->year), .findings = &here, .remark = flow_refused(f) ? "台账里有读不懂的内容，还没有统计；改正后会有更多核对。" : NULL};
    marked.sheets = sheets_of(f, ledger, &context, &marked.n_sheets);
    document_init(&d, &(struct document_facts){.title = marked.title, .program = "nianbao " NIANBAO_VERSION, .stamp = f->session->stamp});
    marked_document(&d, &marked);
    if (!names_take(f->session->names, below)) {
        diag_fail(diag, DIAG_INPUT, "%s 已用于另一个同名的台账，请改一个文件夹或文件的名称", path);
        goto out;
    }
    if (!outdir_open_for(&out, f->options->out, year, name, diag)) goto out;
    if (!xlsx_write(&d, out, name, diag)) goto out;
    outdir_private(out, name);
    if (!documents_sound(out, diag) || !outdir_commit(out, diag)) goto out;
    printing_notes(out, f->options->quiet);
    if (!f->options->json && !f->options->waiver_lines) say(stdout, "%s\n", path);   /* stdout is their output alone */
    ok = true;
out:
    document_release(&d);
    outdir_close(out);
    findings_release(&here);
    return ok;
}

bool mark_write(struct flow *f, const char *const *ledgers, size_t n, const struct findings *all, struct diag *diag)
{
    struct findings merged = {0};
    bool ok = true;
    for (size_t i = 0; !all && i < f->n_reports; i++)
        for (size_t k = 0; k < f->reports[i].findings.n; k++) findings_add(&merged, &f->reports[i].findings.list[k]);
    findings_sort(&merged);
    for (size_t i = 0; ok && i < n; i++) ok = write_one(f, ledgers[i], all ? all : &merged, diag);
    findings_release(&merged);
    return ok;
}
