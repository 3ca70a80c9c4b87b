#include "base/digest.h"
#include "cli/mark/mark.h"
#include "cli/printing.h"
#include "flow/names.h"
#include "workbook/xlsx_reader.h"
#include "reopen/document.h"
#include <sys/stat.h>

static bool drop_one(struct flow *f, const char *ledger, struct diag *diag)
{
    struct stat st;
    char digest[DIGEST_HEX] = "";
    struct outdir *out;
    const char *name = names_of_mark(&f->arena, ledger), *year = arena_printf(&f->arena, "%d", f->year);
    const char *path = arena_printf(&f->arena, "%s/%s/%s", f->options->out, year, name);
    if (lstat(path, &st) || !S_ISREG(st.st_mode)) return true;
    if (!outdir_open_for(&out, f->options->out, year, name, diag)) return false;
    /* Without a digest outdir_drop removes nothing: a copy that another program saved stays. */
    bool ok = !xlsx_made_by(path, "nianbao ") || digest_file_sha256(path, digest, diag);
    if (ok) outdir_drop(out, name, digest);
    ok = ok && documents_sound(out, diag) && outdir_commit(out, diag);
    if (ok) printing_notes(out, f->options->quiet);
    outdir_close(out);
    return ok;
}

bool mark_drop_old(struct flow *f, const char *const *ledgers, size_t n, struct diag *diag)
{
    for (size_t i = 0; i < n; i++)
        if (!f->session->databases->holds(f->session->databases, ledgers[i]) && !drop_one(f, ledgers[i], diag)) return false;
    return true;
}
