#include "flow/flow.h"
#include "calendar/civil.h"
#include "flow/names.h"
#include <stdio.h>
#include <stdlib.h>

/* What a run has made so far: struct flow's own functions. */

void flow_init(struct flow *f, struct session *session, const struct options *options, int year)
{
    *f = (struct flow){.session = session, .options = options, .year = year, .applicants = intern_new_hashed(), .people = intern_new()};
}

void flow_close(struct flow *f)
{
    for (size_t i = f->n_reports; i--;) {              /* the first one made the folders that all share: it is closed last */
        outdir_close(f->reports[i].out);
        findings_release(&f->reports[i].findings);
        report_free(f->reports[i].report);
    }
    free(f->reports);
    free(f->inputs);
    store_close(f->store);
    submission_release(&f->totals);
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

struct clock_context flow_clock(const struct flow *f)
{
    return (struct clock_context){f->session->law, f->session->calendars, f->session->region, f->session->as_of};
}

int flow_closing_day(const struct flow *f)
{
    int last_day = civil_day(f->year, 12, 31);
    return f->session->as_of < last_day ? f->session->as_of : last_day;
}

bool flow_add_input(struct flow *f, const char *path, const char *shown, struct diag *diag)
{
    struct input_file input = {.name = shown, .rows = 1, .encoding = ""};
    if (!digest_file(path, false, &input.digests, diag)) return false;
    f->inputs = memory_grow(f->inputs, f->n_inputs, &f->cap_inputs, sizeof *f->inputs);
    f->inputs[f->n_inputs++] = input;
    return true;
}

/* ---- reports ---- */

struct report *flow_report_new(struct flow *f, const struct agency *agency)
{
    struct report *r = report_new(f->form);
    f->reports = memory_grow(f->reports, f->n_reports, &f->cap_reports, sizeof *f->reports);
    f->reports[f->n_reports++] = (struct flow_report){.report = r};
    r->agency = *agency;
    r->year = f->year;
    r->as_of = f->session->as_of;
    r->closing_day = flow_closing_day(f);
    r->stamp = f->session->stamp;
    r->program = "nianbao " NIANBAO_VERSION;
    r->rules_hash = f->session->catalogue->hash;
    r->calendar_hash = f->session->calendar_hash;
    r->settings_hash = settings_hash(f->session->settings);
    r->inputs = f->inputs;
    r->n_inputs = f->n_inputs;
    return r;
}

const char *flow_folder(struct flow *f, const struct flow_report *one)
{
    return names_of_report(&f->arena, f->year, one->report->agency.code, one->report->agency.name);
}

bool flow_open_folder(struct flow *f, struct flow_report *one, struct diag *diag)
{
    return outdir_open_below(&one->out, f->options->out, flow_folder(f, one), diag);
}

void flow_mark_draft(struct report *r)
{
    char reasons[2][96] = {"", ""}, words[CIVIL_WORDS];
    bool early = r->closing_day < civil_day(r->year, 12, 31);
    if (r->findings.blocking) snprintf(reasons[0], sizeof reasons[0], "：%lld个问题待改正", (long long)r->findings.blocking);
    if (early) snprintf(reasons[1], sizeof reasons[1], "%s统计截至%s", r->findings.blocking ? "；" : "：", civil_words(r->closing_day, words));
    r->draft = early || r->findings.blocking;
    if (r->draft) r->draft_text = arena_printf(&r->arena, "草稿%s%s", reasons[0], reasons[1]);
}
