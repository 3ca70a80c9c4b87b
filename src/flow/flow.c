#include "flow/flow.h"
#include "base/progress.h"
#include "flow/counting.h"
#include "flow/last_year.h"
#include "flow/reading.h"
#include "flow/totals.h"
#include "reopen/document.h"
#include "rules/repairs.h"
#include "rules/waivers.h"

/* ---- ledgers → rows → records → their dates ---- */

bool flow_read(struct flow *f, const char *const *ledgers, size_t n, const char *store, struct diag *diag)
{
    return f->from_totals ? totals_read(f, ledgers[0], diag) : reading_records(f, ledgers, n, store, diag);
}

/* ---- → reports: cells and words ---- */

bool flow_count(struct flow *f, struct diag *diag)
{
    return counting_begin(f, diag) && last_year_put(f, diag) && (f->from_totals ? totals_report(f, diag) : counting_reports(f, diag));
}

/* ---- → findings ---- */

static enum rule_scope scope_of(const struct flow *f)
{
    return f->from_totals ? SCOPE_TOTALS : f->options->parent ? SCOPE_ROLLUP : SCOPE_LEDGER;
}

static bool check(struct flow *f, struct flow_report *one, struct diag *diag)
{
    struct rules_run run = {f->session->catalogue, f->store, one->report, f->last_form, scope_of(f), f->totals.shown};
    rules_take_problems(f->session->catalogue, f->session->schema, &f->problems, &one->findings);
    if (!rules_run(&run, &one->findings, diag) || !waivers_apply(&run, one->report, &one->findings, diag)) return false;
    if (!departments_fill(f->store, one->report, &one->findings, diag)) return false;
    findings_place(&one->findings, &f->places);
    findings_name(&one->findings, one->report->form);
    repairs_name(&one->findings);
    findings_sort(&one->findings);
    one->report->findings = findings_count(&one->findings);
    flow_mark_draft(one->report);
    return true;
}

bool flow_check(struct flow *f, struct diag *diag)
{
    for (size_t i = 0; i < f->n_reports; i++) {
        progress_part("机关", i + 1, f->n_reports);
        if (!check(f, &f->reports[i], diag)) return false;
    }
    progress_part("", 0, 0);
    return true;
}

/* ---- → documents ---- */

bool flow_render(struct flow *f, struct diag *diag)
{
    if (!flow_take_folders(f, diag)) return false;
    for (size_t i = 0; i < f->n_reports; i++) {
        struct flow_report *one = &f->reports[i];
        progress_part("机关", i + 1, f->n_reports);
        if ((!one->out && !flow_open_folder(f, one, diag)) || !flow_write_documents(f, one, diag) || !documents_sound(one->out, diag)) return false;
    }
    progress_part("", 0, 0);
    return true;
}

bool flow_commit(struct flow *f, struct diag *diag)
{
    for (size_t i = 0; i < f->n_reports; i++)
        if (f->reports[i].out && !outdir_commit(f->reports[i].out, diag)) return false;
    return store_keep(f->store, diag);
}
