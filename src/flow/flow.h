/* The main job as one flow: ledger → records → clock → cells → findings → documents.
 *
 * A flow holds everything that one run has made so far; flow_close frees it. Each step needs the ones before it.
 * Steps return false only when the run cannot go on (diag). Faults of the data are in `problems`; where flow_refused
 * is true they forbid to count.
 */
#ifndef FLOW_FLOW_H
#define FLOW_FLOW_H
#include "base/intern.h"
#include "flow/session.h"
#include "form/report.h"
#include "ledger/rows/ledger.h"
#include "workbook/sheet_places.h"
#include "base/outdir.h"
#include "rules/rules.h"
#include "submission/submission.h"

struct flow_report {                                   /* one agency's year */
    struct report *report;
    struct findings findings;
    struct outdir *out;
};

struct plan;
struct flow {
    struct session *session;
    const struct options *options;
    int year;
    struct arena arena;
    struct problems problems;
    struct ledger ledger;
    const char *kept;                                  /* the ledger is this kept store; else NULL */
    struct sheet_places places;
    struct ledger_agencies agencies;
    struct intern *applicants, *people;                /* row_source.h: both in memory only */
    struct store *store;
    const struct form *form, *last_form;
    const struct plan *plan;                           /* set before flow_read: of a batch, what all its ledgers write; else NULL */
    bool from_totals;                                  /* set before flow_read: the one input is no ledger, but the office's totals (totals.h) */
    struct submission totals;
    struct input_file *inputs;
    size_t n_inputs, cap_inputs;
    struct letters *letters;                           /* of a rollup (letters.h), which owns them; else NULL */
    struct flow_report *reports;
    size_t n_reports, cap_reports;
};

void flow_init(struct flow *f, struct session *session, const struct options *options, int year);
void flow_close(struct flow *f);

/* Opens the store and reads every ledger given, or the totals; `store` names the file of a kept store, or is NULL. */
MUST_CHECK bool flow_read(struct flow *f, const char *const *ledgers, size_t n, const char *store, struct diag *diag);
/* Declared and last year's cells, then one report an agency. */
MUST_CHECK bool flow_count(struct flow *f, struct diag *diag);
/* Findings, waivers, draft. */
MUST_CHECK bool flow_check(struct flow *f, struct diag *diag);
/* Documents: all are staged (flow_render) before the first gets its name (flow_commit, which also keeps the store). */
MUST_CHECK bool flow_render(struct flow *f, struct diag *diag);
MUST_CHECK bool flow_commit(struct flow *f, struct diag *diag);

/* ---- what a run has made so far (made.c), and parts of the steps ---- */

/* An empty report of the agency, with year, days, hashes and inputs of this run. It belongs to the flow. */
struct report *flow_report_new(struct flow *f, const struct agency *agency);
/* Adds a file that is one report to the inputs, which borrow `shown`. */
MUST_CHECK bool flow_add_input(struct flow *f, const char *path, const char *shown, struct diag *diag);
/* Marks a report with blocking findings, or of a year that has not ended, as a draft. Its findings are counted before. */
void flow_mark_draft(struct report *r);
/* 年度/机关 of a report, below the folder of -o; the string belongs to the flow. */
const char *flow_folder(struct flow *f, const struct flow_report *one);
/* Opens it before flow_render, for files that are written while the run goes on. */
MUST_CHECK bool flow_open_folder(struct flow *f, struct flow_report *one, struct diag *diag);
/* writing.c: takes the names of all folders before any is locked: two agencies of one name would overwrite each other, within a ledger
 * or within a batch. Of two that want the same one the first in the order of the ledgers gets it. */
MUST_CHECK bool flow_take_folders(struct flow *f, struct diag *diag);
/* last_run.c: what the folder, which is open, holds of the run before, and which figures have changed since. A report.json that cannot be
 * read, or is of another year or form, is said and stops nothing. The strings belong to the flow and the report. */
struct last_run;
void flow_last_run(struct flow *f, const struct flow_report *one, struct last_run *last_run);
/* writing.c: stages every document of the report in its folder, which is open. */
MUST_CHECK bool flow_write_documents(struct flow *f, struct flow_report *one, struct diag *diag);
/* Law, calendars, region and as-of day of this run. */
struct clock_context flow_clock(const struct flow *f);
int flow_closing_day(const struct flow *f);            /* a civil day: min(31 December, the day that is today) */
bool flow_refused(const struct flow *f);               /* true: something that was read cannot be counted */
/* 0, or 1 when a report is a draft. */
int flow_exit_code(const struct flow *f);

#endif
