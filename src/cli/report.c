#include "base/memory.h"
#include "base/outdir.h"
#include "base/progress.h"
#include "base/say.h"
#include "cli/commands.h"
#include "cli/ending.h"
#include "flow/batch.h"
#include "flow/flow.h"
#include "flow/outputs.h"
#include "flow/plan.h"
#include "flow/reading.h"
#include "flow/totals.h"
#include "cli/mark/mark.h"
#include "cli/printing.h"
#include "cli/year.h"
#include "cli/columns/show_columns.h"
#include <stdlib.h>
#include <sys/stat.h>

/* nianbao report and nianbao check: the main job, with and without its documents. */

struct ledger_job {
    struct session *session;
    const struct options *options;
    const struct command *command;
    const struct plan *plan;                           /* of a batch, else NULL */
    bool totals;                                       /* the one input is no ledger, but the office's totals */
    bool of_many;                                      /* a part of a batch, which has an end of its own */
};

static bool writes(const struct ledger_job *job) { return job->command == &command_report; }
static const struct command *next(const struct ledger_job *job) { return writes(job) ? &command_verify : &command_report; }

static int finish_refused(const struct ledger_job *job, struct flow *f, const char *const *ledgers, size_t n, struct diag *diag)
{
    struct findings all = {0};
    diag->text[0] = 0;
    printing_refuse(f, &all);
    bool done = !job->options->mark || mark_write(f, ledgers, n, &all, diag);
    if (done) ending_refused(f, job->command, &all, job->of_many);
    findings_release(&all);
    return done ? DIAG_INPUT : (int)diag->kind;
}

static int finish(const struct ledger_job *job, struct flow *f, const char *const *ledgers, size_t n, struct diag *diag)
{
    const struct options *o = job->options;
    const bool write = writes(job), told_at_end = f->n_reports == 1 && !job->of_many && !o->quiet;
    if (!flow_check(f, diag)) return (int)diag->kind;
    for (size_t i = 0; i < f->n_reports; i++) printing_findings(f, &f->reports[i].findings);
    if (o->waiver_lines) waiver_lines_print(stdout, f);
    for (size_t i = 0; o->plain && i < f->n_reports; i++) printing_plain(f->reports[i].report);
    if (write) progress_show("写各种文件");
    bool done = !write || flow_render(f, diag);
    if (done && o->mark) progress_show("写标注的副本");
    done = done && (!o->mark || mark_write(f, ledgers, n, NULL, diag)) && flow_commit(f, diag) && (!write || o->mark || mark_drop_old(f, ledgers, n, diag));
    if (!done) return (int)diag->kind;
    for (size_t i = 0; i < f->n_reports; i++) {
        if (!told_at_end) printing_counts(f, &f->reports[i]);
        if (write) printing_written(f, &f->reports[i]);
    }
    int code = flow_exit_code(f);
    if (write && !job->of_many) code = printing_fonts(job->session, o, code);
    if (!job->of_many) ending_done(f, job->command, next(job), code);
    return code;
}

static int run_one(const struct ledger_job *job, const char *const *ledgers, size_t n, struct diag *diag)
{
    const struct options *o = job->options;
    if (o->columns) return show_columns(job->session, o, ledgers, n, diag);
    struct flow f;
    flow_init(&f, job->session, o, o->year);
    f.plan = job->plan;
    f.from_totals = job->totals;
    int code;
    bool done = flow_read(&f, ledgers, n, o->store, diag);
    if (done) printing_inputs(&f, f.n_inputs);
    if (done) printing_others(f.ledger.others, f.ledger.n_others, o->quiet);
    /* A refused run goes on to the texts and the declared numbers, so that one run reports everything; where it cannot go on, it
     * reports what was found so far. */
    progress_show("统计");
    done = done && (flow_count(&f, diag) || (flow_refused(&f) && diag->kind == DIAG_INPUT));
    if (!done) code = (int)diag->kind;
    else if (flow_refused(&f)) code = finish_refused(job, &f, ledgers, n, diag);
    else code = finish(job, &f, ledgers, n, diag);
    flow_close(&f);
    return code;
}

/* ---- a folder of ledgers: each is a run of its own; the worst outcome is the exit code ---- */

struct ledgers {
    struct ledger_job job;
    const char *const *paths;
};

enum { STOPPED = 64 };                                 /* added to the exit code of a member that a message stopped: no row that --mark could mark */

static int run_member(void *context, size_t i)
{
    const struct ledgers *all = context;
    struct diag diag = {0};
    plan_take(all->job.plan, i, all->job.session->names);
    say(stderr, "== %s\n", all->paths[i]);
    int code = run_one(&all->job, &all->paths[i], 1, &diag);
    if (code < DIAG_INPUT || !diag.text[0]) return code;
    say(stderr, "nianbao: %s\n", diag.text);
    return code + STOPPED;
}

static int run_batch(const struct ledger_job *job, const struct ledger_batch *batch, const struct plan *plan, struct diag *diag)
{
    struct ledgers all = {*job, batch->paths};
    const struct options *o = job->options;
    int worst = 0, *codes = memory_alloc(batch->n * sizeof *codes);
    bool *stopped = memory_alloc(batch->n * sizeof *stopped);
    all.job.plan = plan;
    all.job.of_many = batch->n > 1;                    /* a folder with one workbook ends as that workbook does */
    printing_others(batch->others, batch->n_others, o->quiet);
    struct outdir *held = writes(job) ? outdir_hold(o->out) : NULL;
    bool done = batch_run(batch->n, run_member, &all, codes, diag);
    outdir_close(held);
    for (size_t i = 0; done && i < batch->n; i++) {
        stopped[i] = codes[i] >= STOPPED;
        if (stopped[i]) codes[i] -= STOPPED;
    }
    for (size_t i = 0; done && i < batch->n; i++) worst = codes[i] > worst ? codes[i] : worst;
    if (done && all.job.of_many && writes(job) && worst < DIAG_INPUT) worst = printing_fonts(job->session, o, worst);
    if (done && all.job.of_many && !o->columns) ending_batch(o, job->command, next(job), batch->paths, codes, stopped, batch->n, worst);
    free(stopped);
    free(codes);
    return done ? worst : (int)diag->kind;
}

static bool is_folder(const char *path)
{
    struct stat st;
    return !stat(path, &st) && S_ISDIR(st.st_mode);
}

static int run_all(struct ledger_job *job, struct options *o, struct diag *diag)
{
    struct session *session = job->session;
    struct ledger_batch batch = {0};
    struct plan plan = {0};
    const char *kept;
    int code = DIAG_USAGE;
    progress_show("读入台账");
    if (!totals_asked(session, o, &job->totals, diag) || !reading_kept(o, o->inputs, o->n_inputs, &kept, diag)) code = (int)diag->kind;
    else if (o->n_inputs == 1 && !ledger_is_batch(&session->arena, o->inputs[0], session->schema, &batch, diag)) code = (int)diag->kind;
    else if (!job->totals && !batch.n && o->n_inputs == 1 && is_folder(o->inputs[0]) && !totals_no_folder(session, o->inputs[0], o->year, diag))
        code = (int)diag->kind;
    else if (batch.n && o->texts && !is_folder(o->texts))
        diag_fail(diag, DIAG_USAGE, "%s 里有多个台账，--texts 应是文件夹，里面每个机关一份年报", o->inputs[0]);
    else if (batch.n && (o->store || o->waiver_lines))
        diag_fail(diag, DIAG_USAGE, "%s 里有多个台账，%s 只能用于一个台账", o->inputs[0], o->store ? "--store" : "--waiver-lines");
    else if (!year_settle(session, o, batch.n ? batch.paths : o->inputs, batch.n ? batch.n : o->n_inputs, job->totals, diag)) code = (int)diag->kind;
    else if (!plan_make(&plan, session, o, batch.n ? batch.paths : o->inputs, batch.n ? batch.n : o->n_inputs, writes(job) && batch.n, diag))
        code = printing_copies(&plan, diag);
    else code = batch.n ? run_batch(job, &batch, &plan, diag) : run_one(job, o->inputs, o->n_inputs, diag);
    plan_release(&plan);
    ledger_batch_release(&batch);
    return code;
}

static int run(const struct options *given, const struct command *command, struct diag *diag)
{
    struct session session = {0};
    struct options own = *given, *o = &own;            /* the year may be found in the ledger */
    int code;
    if (!o->n_inputs) {
        diag_fail(diag, DIAG_USAGE, "请给出台账或填好的年报，如 nianbao check 台账.xlsx");
        return DIAG_USAGE;
    }
    if (o->columns && (o->waiver_lines || o->store || o->plain || o->texts)) {
        diag_fail(diag, DIAG_USAGE, "--columns 只看标题，不能和 %s 一起用",
                  o->store   ? "--store"
                  : o->plain ? "--plain"
                  : o->texts ? "--texts"
                             : "--waiver-lines");
        return DIAG_USAGE;
    }
    if (o->waiver_lines + o->json + o->plain > 1) {
        diag_fail(diag, DIAG_USAGE, "--waiver-lines、--json 和 --plain 都写标准输出，只能用一个");
        return DIAG_USAGE;
    }
    if (o->out_given && command == &command_check && !o->mark) {
        diag_fail(diag, DIAG_USAGE, "check 只在有 --mark 时写文件，-o 没有用");
        return DIAG_USAGE;
    }
    struct ledger_job job = {.session = &session, .options = o, .command = command};
    code = session_open(&session, o, diag) ? run_all(&job, o, diag) : (int)diag->kind;
    session_close(&session);
    return code;
}

/* ---- the commands ---- */

static const enum option_id report_options[] = {OPTION_YEAR,   OPTION_OUT,     OPTION_MARK,     OPTION_TEXTS, OPTION_ZERO,    OPTION_PREVIOUS, OPTION_CORRECTS, OPTION_REASONS,
                                                OPTION_AGENCY, OPTION_WAIVERS, OPTION_AS_OF,    OPTION_VERBOSE, OPTION_QUIET,
                                                OPTION_FORM,   OPTION_PDF,     OPTION_OFD,     OPTION_REGION,   OPTION_CALENDAR, OPTION_ENCODING, OPTION_HEADINGS, OPTION_SCHEMA, OPTION_TABLES, OPTION_LABEL,
                                                OPTION_STORE, OPTION_JSON,    OPTION_SETTINGS, OPTION_DATA,     OPTION_COUNT};
static const enum option_id check_options[] = {OPTION_YEAR,   OPTION_MARK,     OPTION_OUT,          OPTION_COLUMNS, OPTION_TEXTS, OPTION_ZERO,   OPTION_PREVIOUS,
                                               OPTION_AGENCY, OPTION_WAIVERS, OPTION_WAIVER_LINES, OPTION_AS_OF,    OPTION_VERBOSE, OPTION_QUIET,
                                               OPTION_FORM,   OPTION_REGION,   OPTION_CALENDAR,     OPTION_ENCODING, OPTION_HEADINGS, OPTION_SCHEMA, OPTION_TABLES, OPTION_LABEL, OPTION_STORE,   OPTION_JSON,
                                               OPTION_PLAIN, OPTION_SETTINGS, OPTION_DATA,         OPTION_COUNT};
static const struct command_example report_examples[] = {
    {"report 台账.xlsx", "年报写到文件夹 out；年度从台账里看出"},
    {"report 台账.xlsx --year 2025", "台账里不止一年，写明做哪一年"},
    {"report 台账.xlsx --texts 改过的年报.docx", "正文用领导改过的 Word 文件里的"},
    {"report 年报表.xlsx", "没有台账，只有填好的年报"},
    {0}};
static const struct command_example check_examples[] = {
    {"check 台账.xlsx", "列出要改的问题"},
    {"check 台账.xlsx --mark", "另把问题标在台账的副本上"},
    {"check 台账.xlsx --columns", "每一列读作什么"},
    {0}};

static int run_report(const struct options *o, struct diag *diag) { return run(o, &command_report, diag); }
static int run_check(const struct options *o, struct diag *diag) { return run(o, &command_check, diag); }

const struct command command_report = {
    "report", "台账…|年报 [--year 年度]", "读台账，统计、核对，写出年度报告；没有台账的，给填好的年报", report_options, run_report, WRITES_OUT, "写年报",
    report_examples};
const struct command command_check = {
    "check", "台账…|年报 [--year 年度]", "读台账（或填好的年报），统计、核对，不写文档", check_options, run_check, WRITES_OUT_WITH_MARK, "核对",
    check_examples};
