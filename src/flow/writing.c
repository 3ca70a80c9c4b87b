#include "flow/flow.h"
#include "flow/names.h"
#include "flow/outputs.h"

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

bool flow_write_documents(struct flow *f, struct flow_report *one, struct diag *diag)
{
    struct last_run last_run;
    flow_last_run(f, one, &last_run);
    const struct report_outputs of = {
        .report = one->report, .findings = &one->findings, .deadlines = one->deadlines, .n_deadlines = one->n_deadlines,
        .settings = f->session->settings, .pdf_part = f->options->pdf_part, .catalogue = f->session->catalogue, .last_run = &last_run,
    };
    return outputs_of_report(&of, one->out, diag);
}
