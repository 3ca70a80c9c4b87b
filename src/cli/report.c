#include "base/say.h"
#include "cli/commands.h"
#include "flow/batch.h"
#include "flow/flow.h"
#include "flow/outputs.h"
#include "flow/plan.h"
#include "flow/totals.h"
#include "cli/mark/mark.h"
#include "cli/printing.h"
#include "cli/progress.h"
#include "cli/year.h"
#include "cli/columns/show_columns.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* nianbao report and nianbao check: the main job, with and without its documents. */

static int run_one(struct session *session, const struct options *o, const char *const *ledgers, size_t n, bool totals, bool write, struct diag *diag)
{
    if (o->columns) return show_columns(session, o, ledgers, n, diag);
    struct flow f;
    flow_init(&f, session, o, o->year);
    f.from_totals = totals;
    int code;
    bool done = flow_read(&f, ledgers, n, o->store, diag);
    if (done && !o->quiet) printing_inputs(&f);
    /* A refused run goes on to the texts and the declared numbers, so that one run reports everything; where it cannot go on, it
     * reports what was found so far. */
    progress_show("统计");
    done = done && (flow_count(&f, diag) || (flow_refused(&f) && diag->kind == DIAG_INPUT));
    if (done && flow_refused(&f)) {
        diag->text[0] = 0;
        struct findings all = {0};
        printing_refuse(&f, &all);
        code = !o->mark || mark_write(&f, ledgers, n, &all, diag) ? DIAG_INPUT : (int)diag->kind;
        findings_release(&all);
    } else {
        progress_show("核对");
        done = done && flow_check(&f, diag);
        for (size_t i = 0; done && i < f.n_reports; i++) printing_findings(&f, &f.reports[i].findings);
        if (done && o->waiver_lines) waiver_lines_print(stdout, &f);
        for (size_t i = 0; done && o->plain && i < f.n_reports; i++) printing_plain(f.reports[i].report);
        if (write) progress_show("写各种文件");
        done = done && (!write || flow_render(&f, diag));
        if (done && o->mark) progress_show("写标注的副本");
        done = done && (!o->mark || mark_write(&f, ledgers, n, NULL, diag)) && flow_commit(&f, diag);
        done = done && (!write || o->mark || mark_drop_old(&f, ledgers, n, diag));
        for (size_t i = 0; done && i < f.n_reports; i++) {
            printing_counts(&f, &f.reports[i]);
            if (write) printing_written(&f, &f.reports[i]);
        }
        code = done ? flow_exit_code(&f) : (int)diag->kind;
    }
    flow_close(&f);
    return code;
}

/* ---- a folder of ledgers: each is a run of its own; the worst outcome is the exit code ---- */

struct ledgers {
    struct session *session;
    const struct options *options;
    const char *const *paths;
    const struct plan *plan;
    bool write;
};

static int run_member(void *context, size_t i)
{
    const struct ledgers *all = context;
    struct diag diag = {0};
    plan_take(all->plan, i, all->session->names);
    say(stderr, "== %s\n", all->paths[i]);
    int code = run_one(all->session, all->options, &all->paths[i], 1, false, all->write, &diag);
    if (code >= DIAG_INPUT && diag.text[0]) say(stderr, "nianbao: %s\n", diag.text);
    return code;
}

static int run_batch(struct session *session, const struct options *o, const struct ledger_batch *batch, const struct plan *plan, bool write,
                     struct diag *diag)
{
    struct ledgers all = {session, o, batch->paths, plan, write};
    int worst = 0;
    for (size_t i = 0; !o->quiet && i < batch->n_others; i++) say(stderr, "没有读 %s\n", batch->others[i]);
    if (write) outputs_prepare(session->settings);
    progress_end();                                    /* each ledger's words show how far it is */
    return batch_run(batch->n, run_member, &all, &worst, diag) ? worst : (int)diag->kind;
}

static bool is_folder(const char *path)
{
    struct stat st;
    return !stat(path, &st) && S_ISDIR(st.st_mode);
}

static int run_all(struct session *session, struct options *o, bool write, struct diag *diag)
{
    struct ledger_batch batch = {0};
    struct plan plan = {0};
    int code = DIAG_USAGE;
    bool totals;
    progress_show("读入台账");
    if (!totals_asked(session, o, &totals, diag)) code = (int)diag->kind;
    else if (o->n_inputs == 1 && !ledger_is_batch(&session->arena, o->inputs[0], session->schema, &batch, diag)) code = (int)diag->kind;
    else if (!totals && !batch.n && o->n_inputs == 1 && is_folder(o->inputs[0]) && !totals_no_folder(session, o->inputs[0], o->year, diag))
        code = (int)diag->kind;
    else if (batch.n && o->texts && !is_folder(o->texts))
        diag_fail(diag, DIAG_USAGE, "%s 里有多个台账，--texts 应是文件夹，里面每个机关一份年报", o->inputs[0]);
    else if (batch.n && (o->store || o->waiver_lines))
        diag_fail(diag, DIAG_USAGE, "%s 里有多个台账，%s 只能用于一个台账", o->inputs[0], o->store ? "--store" : "--waiver-lines");
    else if (!year_settle(session, o, batch.n ? batch.paths : o->inputs, batch.n ? batch.n : o->n_inputs, totals, diag)) code = (int)diag->kind;
    else if (!plan_make(&plan, session, o, batch.n ? batch.paths : o->inputs, batch.n ? batch.n : o->n_inputs, write && batch.n, diag))
        code = printing_copies(&plan, diag);
    else code = batch.n ? run_batch(session, o, &batch, &plan, write, diag) : run_one(session, o, o->inputs, o->n_inputs, totals, write, diag);
    if (write && code < DIAG_INPUT) printing_fonts(session, o);
    plan_release(&plan);
    ledger_batch_release(&batch);
    return code;
}

static int run(const struct options *given, bool write, struct diag *diag)
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
    if (o->out_given && !write && !o->mark) {
        diag_fail(diag, DIAG_USAGE, "check 只在有 --mark 时写文件，-o 没有用");
        return DIAG_USAGE;
    }
    code = session_open(&session, o, diag) ? run_all(&session, o, write, diag) : (int)diag->kind;
    session_close(&session);
    return code;
}

/* ---- the commands ---- */

static const enum option_id report_options[] = {OPTION_YEAR,   OPTION_OUT,     OPTION_MARK,     OPTION_TEXTS, OPTION_ZERO,    OPTION_PREVIOUS,
                                                OPTION_AGENCY, OPTION_WAIVERS, OPTION_AS_OF,    OPTION_VERBOSE, OPTION_QUIET,
                                                OPTION_FORM,   OPTION_PDF,     OPTION_REGION,   OPTION_CALENDAR, OPTION_ENCODING, OPTION_HEADINGS,
                                                OPTION_STORE, OPTION_JSON,    OPTION_SETTINGS, OPTION_DATA,     OPTION_COUNT};
static const enum option_id check_options[] = {OPTION_YEAR,   OPTION_MARK,     OPTION_OUT,          OPTION_COLUMNS, OPTION_TEXTS, OPTION_ZERO,   OPTION_PREVIOUS,
                                               OPTION_AGENCY, OPTION_WAIVERS, OPTION_WAIVER_LINES, OPTION_AS_OF,    OPTION_VERBOSE, OPTION_QUIET,
                                               OPTION_FORM,   OPTION_REGION,   OPTION_CALENDAR,     OPTION_ENCODING, OPTION_HEADINGS, OPTION_STORE,   OPTION_JSON,
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

static int run_report(const struct options *o, struct diag *diag) { return run(o, true, diag); }
static int run_check(const struct options *o, struct diag *diag) { return run(o, false, diag); }

const struct command command_report = {
    "report", "台账…|年报 [--year 年度]", "读台账，统计、核对，写出年度报告；没有台账的，给填好的年报", report_options, run_report, WRITES_OUT, "写年报",
    report_examples};
const struct command command_check = {
    "check", "台账…|年报 [--year 年度]", "读台账（或填好的年报），统计、核对，不写文档", check_options, run_check, WRITES_OUT_WITH_MARK, "核对",
    check_examples};
