#include "flow/flow.h"
#include "calendar/civil.h"
#include "flow/last_year.h"
#include "flow/outputs.h"
#include "flow/names.h"
#include "flow/reading.h"
#include "reopen/document.h"
#include "rules/repairs.h"
#include "rules/waivers.h"
#include "tally/deadlines.h"
#include "tally/declared.h"
#include "tally/narrative.h"
#include "tally/text_numbers.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void flow_init(struct flow *f, struct session *session, const struct options *options, int year)
{
    *f = (struct flow){.session = session, .options = options, .year = year, .applicants = intern_new(), .people = intern_new()};
}

void flow_close(struct flow *f)
{
    for (size_t i = f->n_reports; i--;) {              /* the first one has made the folders of all: it goes last */
        outdir_close(f->reports[i].out);
        findings_release(&f->reports[i].findings);
        report_free(f->reports[i].report);
        free(f->reports[i].deadlines);
    }
    free(f->reports);
    free(f->inputs);
    store_close(f->store);
    intern_free(f->applicants);
    intern_free(f->people);
    ledger_agencies_release(&f->agencies);
    ledger_release(&f->ledger);
    sheet_places_release(&f->places);
    problems_release(&f->problems);
    arena_release(&f->arena);
}

bool flow_refused(const struct flow *f) { return f->problems.refusing > 0; }

int flow_exit_code(const struct flow *f)
{
    for (size_t i = 0; i < f->n_reports; i++)
        if (f->reports[i].report->draft) return 1;
    return 0;
}

/* ---- reading ---- */

static bool find_forms(struct flow *f, struct diag *diag)
{
    const char *id = f->options->form && f->year == f->options->year ? f->options->form : NULL;
    if (id ? !form_shelf_id(f->session->shelf, id, &f->form, diag) : !form_shelf_year(f->session->shelf, f->year, f->options->form, &f->form, diag)) return false;
    if (!f->form) return diag_fail(diag, DIAG_INPUT, "没有适用于%d年的表单；可用 --form 指定，见 nianbao form list", f->year);
    return form_shelf_year(f->session->shelf, f->year - 1, f->options->form, &f->last_form, diag);
}

struct clock_context flow_clock(const struct flow *f)
{
    return (struct clock_context){f->session->law, f->session->calendars, f->session->region, f->session->as_of};
}

bool flow_read(struct flow *f, const char *const *ledgers, size_t n, const char *store, struct diag *diag)
{
    if (!find_forms(f, diag) || !session_store(f->session, &f->store, store, diag)) return false;
    store_know_people(f->store, f->people);
    f->ledger.several = n > 1;
    for (size_t i = 0; i < n; i++)
        if (!ledger_open(&f->ledger, ledgers[i], f->session->schema, &f->problems, diag)) return false;
    if (!reading_tables(f, diag) || !reading_prose(f, diag) || !store_link(f->store, &f->problems, diag)) return false;
    if (!f->options->parent) reading_missing_tables(f);    /* a sum is not counted from records */
    struct clock_context context = flow_clock(f);
    return clock_run(f->store, &context, &f->problems, diag);
}

/* ---- counting ---- */

struct report *flow_report_new(struct flow *f, const struct agency *agency)
{
    struct report *r = report_new(f->form);
    int last_day = civil_day(f->year, 12, 31);
    f->reports = memory_grow(f->reports, f->n_reports, &f->cap_reports, sizeof *f->reports);
    f->reports[f->n_reports++] = (struct flow_report){.report = r};
    r->agency = *agency;
    r->year = f->year;
    r->as_of = f->session->as_of;
    r->closing_day = r->as_of < last_day ? r->as_of : last_day;
    r->stamp = f->session->stamp;
    r->program = "nianbao " NIANBAO_VERSION;
    r->rules_hash = f->session->catalogue->hash;
    r->calendar_hash = f->session->calendar_hash;
    r->settings_hash = settings_hash(f->session->settings);
    r->inputs = f->inputs;
    r->n_inputs = f->n_inputs;
    return r;
}

static bool add_report(struct flow *f, const struct agency *agency, struct diag *diag)
{
    struct report *r = flow_report_new(f, agency);
    return tally_report(f->store, r, diag) && timeliness_fill(f->store, r, diag) && tally_put(f->store, r, diag) &&
           narrative_write(f->store, r, &f->problems, diag) && text_numbers_write(f->store, r->agency.id, diag);
}

bool flow_count(struct flow *f, struct diag *diag)
{
    struct agency *agencies;
    size_t n;
    if (f->session->as_of < civil_day(f->year, 1, 1)) return diag_fail(diag, DIAG_USAGE, "今天（--as-of）早于%d年1月1日，还没有可统计的数", f->year);
    int last_day = civil_day(f->year, 12, 31);
    if (!store_put_run(f->store, f->year, f->session->as_of < last_day ? f->session->as_of : last_day, diag)) return false;
    if (!declared_put_all(f->store, f->session->shelf, f->form, f->year, &f->problems, diag) || !last_year_keep(f, diag)) return false;
    if (!reading_agencies(f, &agencies, &n, diag)) return false;
    for (size_t i = 0; i < n; i++)
        if (!add_report(f, &agencies[i], diag)) return false;
    return true;
}

/* ---- checking ---- */

static void mark_draft(struct report *r)
{
    char reasons[2][96] = {"", ""};
    int y, m, d;
    bool early = r->closing_day < civil_day(r->year, 12, 31);
    civil_split(r->closing_day, &y, &m, &d);
    if (r->findings.blocking) snprintf(reasons[0], sizeof reasons[0], "：%lld个问题待改正", (long long)r->findings.blocking);
    if (early) snprintf(reasons[1], sizeof reasons[1], "%s统计截至%d年%d月%d日", r->findings.blocking ? "；" : "：", y, m, d);
    r->draft = early || r->findings.blocking;
    if (r->draft) r->draft_text = arena_printf(&r->arena, "草稿%s%s", reasons[0], reasons[1]);
}

bool flow_check(struct flow *f, struct diag *diag)
{
    for (size_t i = 0; i < f->n_reports; i++) {
        struct flow_report *one = &f->reports[i];
        struct rules_run run = {f->session->catalogue, f->store, one->report, f->last_form, f->options->parent ? SCOPE_ROLLUP : SCOPE_LEDGER, NULL};
        rules_take_problems(f->session->catalogue, f->session->schema, &f->problems, &one->findings);
        if (!rules_run(&run, &one->findings, diag) || !waivers_apply(&run, one->report, &one->findings, diag)) return false;
        if (!departments_fill(f->store, one->report, &one->findings, diag)) return false;
        findings_place(&one->findings, &f->places);
        repairs_name(&one->findings);
        findings_sort(&one->findings);
        one->report->findings = findings_count(&one->findings);
        mark_draft(one->report);
        if (!deadlines_read(f->store, one->report, &one->deadlines, &one->n_deadlines, diag)) return false;
    }
    return true;
}

/* ---- writing ---- */

static const char *folder_of(struct flow *f, const struct flow_report *one)
{
    return names_of_report(&f->arena, f->year, one->report->agency.code, one->report->agency.name);
}

bool flow_open_folder(struct flow *f, struct flow_report *one, struct diag *diag)
{
    return outdir_open_below(&one->out, f->options->out, folder_of(f, one), diag);
}

/* Two agencies of one name would overwrite each other, within a ledger or within a batch. Before any folder is locked: of two
 * that want the same one the first in the order of the ledgers gets it. */
static bool take_folders(struct flow *f, struct diag *diag)
{
    for (size_t i = 0; i < f->n_reports; i++) {
        const struct agency *a = &f->reports[i].report->agency;
        const char *below = folder_of(f, &f->reports[i]);
        if (names_take(f->session->names, below)) continue;
        return diag_fail(diag, DIAG_INPUT, "%s（%s）要写的文件夹 %s/%s 已用于另一个机关（有的系统不分大小写），请先改正机关代码", a->name,
                         a->code ? a->code : "没有代码", f->options->out, below);
    }
    return true;
}

static bool render(const struct flow *f, const struct flow_report *one, struct diag *diag)
{
    const struct report_outputs of = {
        .report = one->report, .findings = &one->findings, .deadlines = one->deadlines, .n_deadlines = one->n_deadlines,
        .settings = f->session->settings, .pdf_part = f->options->pdf_part,
    };
    return outputs_of_report(&of, one->out, diag);
}

bool flow_render(struct flow *f, struct diag *diag)
{
    if (!take_folders(f, diag)) return false;
    for (size_t i = 0; i < f->n_reports; i++) {
        struct flow_report *one = &f->reports[i];
        if ((!one->out && !flow_open_folder(f, one, diag)) || !render(f, one, diag) || !documents_sound(one->out, diag)) return false;
    }
    return true;
}

bool flow_commit(struct flow *f, struct diag *diag)
{
    for (size_t i = 0; i < f->n_reports; i++)
        if (f->reports[i].out && !outdir_commit(f->reports[i].out, diag)) return false;
    return store_keep(f->store, diag);
}
