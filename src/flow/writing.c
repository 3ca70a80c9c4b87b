#include "flow/correction.h"
#include "flow/flow.h"
#include "flow/names.h"
#include "flow/outputs.h"
#include <stdlib.h>

bool flow_take_folders(struct flow *f, struct diag *diag)
{
    for (size_t i = 0; i < f->n_reports; i++) {
        const struct agency *a = &f->reports[i].report->agency;
        const char *below = flow_folder(f, &f->reports[i]);
        if (names_take(f->session->names, below)) continue;
        return diag_fail(diag, DIAG_INPUT, "%s（%s）要写的文件夹 %s/%s 已用于另一个机关（有的系统不分大小写），请先改正机关代码", a->name,
                         a->code ? a->code : "没有代码", f->options->out, below);
    }
    return true;
}

/* The texts of the report and of those that it sums, beside last year's. */
struct text_list { struct text_changes *list; size_t n; };

static bool read_texts(struct flow *f, const struct report *r, struct text_list *all, struct diag *diag)
{
    size_t n = r->rollup ? r->rollup->n_filings : 0;
    all->list = memory_alloc((n + 1) * sizeof *all->list);
    bool ok = text_changes_read(&all->list[all->n++], f->store, f->form, r->agency.id, r->agency.name, f->year, diag);
    for (size_t i = 0; ok && i < n; i++) {
        const struct filing *filing = &r->rollup->filings[i];
        if (filing->file && filing->agency) ok = text_changes_read(&all->list[all->n++], f->store, f->form, filing->agency, filing_shown(filing), f->year, diag);
    }
    return ok;
}

bool flow_write_documents(struct flow *f, struct flow_report *one, struct diag *diag)
{
    struct last_run last_run;
    struct text_list texts = {0};
    flow_last_run(f, one, &last_run);
    bool ok = correction_make(f, one, diag) && correction_keep(f, one, diag) && read_texts(f, one->report, &texts, diag);
    const struct report_outputs of = {
        .report = one->report, .findings = &one->findings, .store = f->store,
        .settings = f->session->settings, .pdf_part = f->options->pdf_part, .ofd = f->options->ofd, .catalogue = f->session->catalogue, .last_run = &last_run,
        .texts = texts.list, .n_texts = texts.n, .letters = f->letters,
    };
    ok = ok && outputs_of_report(&of, one->out, diag);
    for (size_t i = 0; i < texts.n; i++) text_changes_release(&texts.list[i]);
    free(texts.list);
    return ok;
}
