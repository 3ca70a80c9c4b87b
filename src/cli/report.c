#include "cli/commands.h"
#include "cli/flow.h"
#include "cli/show_headings.h"
#include "cli/terminal.h"
#include "cli/waiver_lines.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* nianbao report and nianbao check: the main job, with and without its documents. */

static void print_inputs(const struct flow *f)
{
    for (size_t i = 0; i < f->n_inputs; i++)
        fprintf(stderr, "读入 %s：%" PRId64 " 行，%s\n", f->inputs[i].name, f->inputs[i].rows, f->inputs[i].encoding);
    if (store_wide_rows(f->store)) fprintf(stderr, "登记表的列变成办理过程 %" PRId64 " 条\n", store_wide_rows(f->store));
    for (size_t i = 0; i < f->ledger.n_others; i++) fprintf(stderr, "没有读 %s\n", f->ledger.others[i]);
}

/* A stream that cannot be written shows at the end, when main() flushes it. */
static void print_findings(const struct flow *f, const struct findings *findings)
{
    if (!f->options->json) {
        terminal_findings(stderr, f->session->catalogue, findings, f->options->verbose ? TERMINAL_ALL : f->options->quiet ? TERMINAL_BLOCKING : TERMINAL_SOME);
    } else if (!findings_json_print(stdout, findings)) {
        fprintf(stderr, "nianbao: 写不了标准输出\n");
    }
}

/* A refused run lists everything that was found and writes nothing. */
static int refuse(const struct flow *f)
{
    struct findings all = {0};
    rules_take_problems(f->session->catalogue, f->session->schema, &f->problems, &all);
    findings_place(&all, &f->places);
    findings_sort(&all);
    print_findings(f, &all);
    fprintf(stderr, "有 %zu 处无法统计，没有写任何文件；改正后再运行\n", f->problems.refusing);
    findings_release(&all);
    return DIAG_INPUT;
}

static void print_counts(const struct flow *f, const struct flow_report *one)
{
    const struct report *r = one->report;
    const struct finding_counts *n = &r->findings;
    if (f->options->quiet && !r->draft) return;
    fprintf(stderr, "%s：须改正 %" PRId64 "，超期 %" PRId64 "，警告 %" PRId64 "，提示 %" PRId64 "，无法核对 %" PRId64 "\n", r->agency.name, n->blocking, n->late,
            n->warnings, n->hints, n->not_assessable);
    if (r->draft) fprintf(stderr, "%s\n", r->draft_text);
}

static void print_written(const struct flow *f, const struct flow_report *one)
{
    if (f->options->json) return;
    for (size_t i = 0; outdir_name(one->out, i); i++) printf("%s/%s\n", outdir_path(one->out), outdir_name(one->out, i));
}

static int run_one(struct session *session, const struct options *o, const char *const *ledgers, size_t n, bool write, struct diag *diag)
{
    if (o->headings) return show_headings(session, o, ledgers, n, diag);
    struct flow f;
    flow_init(&f, session, o, o->year);
    int code;
    bool done = flow_read(&f, ledgers, n, o->store, diag);
    if (done && !o->quiet) print_inputs(&f);
    /* A refused run goes on to the texts and the declared numbers, so that one run says everything; where it can go no
     * further, what was found is enough. */
    done = done && (flow_count(&f, diag) || (flow_refused(&f) && diag->kind == DIAG_INPUT));
    if (done && flow_refused(&f)) {
        diag->text[0] = 0;
        code = refuse(&f);
    } else {
        done = done && flow_check(&f, diag);
        for (size_t i = 0; done && i < f.n_reports; i++) print_findings(&f, &f.reports[i].findings);
        if (done && o->waiver_lines) waiver_lines_print(stdout, &f);
        done = done && (!write || flow_write(&f, diag)) && (write || store_keep(f.store, diag));
        for (size_t i = 0; done && i < f.n_reports; i++) {
            print_counts(&f, &f.reports[i]);
            if (write) print_written(&f, &f.reports[i]);
        }
        code = done ? flow_exit_code(&f) : (int)diag->kind;
    }
    flow_close(&f);
    return code;
}

/* ---- a folder of ledgers: each is a run of its own; the worst outcome is the exit code ---- */

struct ledgers { struct session *session; const struct options *options; const char *const *paths; bool write; };

static int run_member(void *context, size_t i, struct batch_claims *claims)
{
    const struct ledgers *all = context;
    struct diag diag = {0};
    all->session->claims = claims;
    fprintf(stderr, "== %s\n", all->paths[i]);
    int code = run_one(all->session, all->options, &all->paths[i], 1, all->write, &diag);
    if (code >= DIAG_INPUT && diag.text[0]) fprintf(stderr, "nianbao: %s\n", diag.text);
    return code;
}

static int run_batch(struct session *session, const struct options *o, const char *const *ledgers, size_t n, bool write, struct diag *diag)
{
    struct ledgers all = {session, o, ledgers, write};
    int worst = 0;
    return batch_run(n, run_member, &all, &worst, diag) ? worst : (int)diag->kind;
}

static int run(const struct options *o, bool write, struct diag *diag)
{
    struct session session = {0};
    const char **batch = NULL;
    size_t n = 0;
    int code = DIAG_USAGE;
    if (!o->n_inputs || !o->year) {
        diag_fail(diag, DIAG_USAGE, !o->year ? "请用 --year 给出统计年度" : "请给出台账");
        return DIAG_USAGE;
    }
    if (o->headings && (o->waiver_lines || o->store)) {
        diag_fail(diag, DIAG_USAGE, "--headings 只看标题，不能和 %s 一起用", o->store ? "--store" : "--waiver-lines");
        return DIAG_USAGE;
    }
    if (o->waiver_lines && o->json) {
        diag_fail(diag, DIAG_USAGE, "--waiver-lines 和 --json 都写标准输出，只能用一个");
        return DIAG_USAGE;
    }
    if (!session_open(&session, o, diag)) code = (int)diag->kind;
    else if (o->n_inputs == 1 && !ledger_is_batch(&session.arena, o->inputs[0], session.schema, &batch, &n, diag)) code = (int)diag->kind;
    else if (n && (o->store || o->waiver_lines)) diag_fail(diag, DIAG_USAGE, "%s 里有多个台账，%s 只能用于一个台账", o->inputs[0], o->store ? "--store" : "--waiver-lines");
    else code = n ? run_batch(&session, o, batch, n, write, diag) : run_one(&session, o, o->inputs, o->n_inputs, write, diag);
    session_close(&session);
    return code;
}

static int run_report(const struct options *o, struct diag *diag) { return run(o, true, diag); }
static int run_check(const struct options *o, struct diag *diag) { return run(o, false, diag); }

static const enum option_id report_options[] = {
    OPTION_YEAR, OPTION_OUT, OPTION_AS_OF, OPTION_FORM, OPTION_PDF, OPTION_AGENCY, OPTION_PREVIOUS, OPTION_WAIVERS, OPTION_STORE,
    OPTION_ENCODING, OPTION_CALENDAR, OPTION_REGION, OPTION_SETTINGS, OPTION_DATA, OPTION_JSON, OPTION_QUIET, OPTION_VERBOSE, OPTION_COUNT};
static const enum option_id check_options[] = {
    OPTION_YEAR, OPTION_AS_OF, OPTION_FORM, OPTION_AGENCY, OPTION_PREVIOUS, OPTION_WAIVERS, OPTION_STORE,
    OPTION_WAIVER_LINES, OPTION_HEADINGS, OPTION_ENCODING, OPTION_CALENDAR, OPTION_REGION, OPTION_SETTINGS, OPTION_DATA, OPTION_JSON, OPTION_QUIET, OPTION_VERBOSE, OPTION_COUNT};

const struct command command_report = {"report", "台账… --year 年度", "读台账，统计、核对，写出年度报告", report_options, run_report};
const struct command command_check = {"check", "台账… --year 年度", "读台账，统计、核对，不写文档", check_options, run_check};
