#include "base/progress.h"
#include "base/say.h"
#include "cli/commands.h"
#include "cli/ending.h"
#include "cli/printing.h"
#include "cli/year.h"
#include "cli/screen.h"
#include "flow/letters.h"
#include "flow/reading.h"
#include "cli/rollup/rollup_print.h"
#include "documents/findings.h"
#include "render/csv/csv.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* nianbao rollup: checks the reports that a government's agencies handed over, and sums them into its own report. */

enum { SHOWN = 10 };                                   /* reports whose faults a terminal shows without -v */

struct watcher {
    const struct flow *flow;
    struct letters letters;
    const struct letter_words *words;
    struct csv_file *file;
    size_t checked, faulty;
};

static bool fail_output(struct diag *diag) { return diag_fail(diag, DIAG_SYSTEM, "写不了标准输出"); }

/* Findings are written at once, to the file and to the terminal or the JSON: of many reports none stay in memory. */
static bool watch(void *context, const struct filing *filing, const struct findings *findings, const struct findings *handed, struct diag *diag)
{
    struct watcher *w = context;
    const struct options *o = w->flow->options;
    const struct list list = child_findings_list(&(struct child_findings){filing, findings});
    if (!csv_file_add(w->file, &list, false, diag) || !letters_take(&w->letters, filing, findings, handed, diag)) return false;
    if (o->json) return rollup_json_checked(stdout, !w->checked++, filing, findings) || fail_output(diag);
    w->faulty += filing->blocking > 0;
    bool shown = o->verbose ? findings->n > 0 : filing->blocking > 0 && w->faulty <= SHOWN;
    if (shown) rollup_print_checked(stderr, w->flow->session->catalogue, filing, findings, o->verbose);
    return true;
}

static bool check_children(struct gathering *g, struct watcher *w, struct flow_report *one, struct diag *diag)
{
    if (g->flow->options->json && !rollup_json_begin(stdout, g, one->report)) return fail_output(diag);
    const struct list heads = child_findings_list(&(struct child_findings){0});
    if (!csv_file_open(&w->file, one->out, CHILD_FINDINGS_FILE, diag)) return false;
    outdir_private(one->out, CHILD_FINDINGS_FILE);
    bool ok = csv_file_add(w->file, &heads, true, diag) && gather_check(g, diag);
    ok = csv_file_close(w->file, ok, diag);
    if (ok && !g->flow->options->json && !g->flow->options->verbose && w->faulty > SHOWN)
        screen_say(stderr, 2, "…… 有须改正的问题的年报，显示 %d / %zu 份，全部见“%s”或 -v", SHOWN, w->faulty, CHILD_FINDINGS_FILE);
    return ok;
}

static bool make_report(struct gathering *g, struct watcher *w, struct diag *diag)
{
    struct flow *f = g->flow;
    struct agency *agencies;
    size_t n;
    if (!reading_agencies(f, &agencies, &n, diag)) return false;
    flow_report_new(f, &agencies[0]);
    if (!flow_open_folder(f, &f->reports[0], diag)) return false;
    letters_open(&w->letters, w->words, f, &f->reports[0], &g->filings);
    f->letters = &w->letters;
    if (!check_children(g, w, &f->reports[0], diag)) return false;
    letters_end(&w->letters);
    return gather_sum(g, f->reports[0].report, diag);
}

static bool print_findings(const struct flow *f, struct diag *diag)
{
    const struct flow_report *one = &f->reports[0];
    if (f->options->json) return rollup_json_end(stdout, one->report, &one->findings) || fail_output(diag);
    printing_findings(f, &one->findings);
    return true;
}

static int finish(struct gathering *g, struct diag *diag)
{
    struct flow *f = g->flow;
    progress_show("核对汇总的年报，写各种文件");
    if (!flow_check(f, diag) || !print_findings(f, diag) || !flow_render(f, diag) || !flow_commit(f, diag)) return (int)diag->kind;
    if (f->options->quiet) printing_counts(f, &f->reports[0]);
    printing_written(f, &f->reports[0]);
    if (!f->options->quiet) rollup_print_letters(stderr, g);
    int code = printing_fonts(f->session, f->options, flow_exit_code(f));
    if (!code && outdir_lacks(f->reports[0].out)) code = 1;
    ending_done(f, &command_rollup, &command_verify, code);
    return code;
}

static void print_inputs(const struct flow *f, size_t n_tables)
{
    printing_inputs(f, n_tables);
    if (f->options->verbose || screen_is_terminal(stderr)) screen_say(stderr, 2, "读入年报文件 %zu 个", f->n_inputs - n_tables);
}

static int run_flow(struct flow *f, const char *const *tables, size_t n, const struct letter_words *words, struct diag *diag)
{
    const struct options *o = f->options;
    struct gathering g;
    struct watcher w = {.flow = f, .words = words};
    const struct gather_watch watcher = {watch, &w};
    gather_init(&g, f, &watcher);
    int code;
    bool done = flow_read(f, tables, n, o->store, diag);
    const size_t n_tables = f->n_inputs;
    /* A refused run reads on, so that it reports everything; where it cannot go on, it reports what was found so far. */
    done = done && (gather_read(&g, o->inputs, o->n_inputs, diag) || (flow_refused(f) && diag->kind == DIAG_INPUT));
    if (done && !flow_refused(f)) {
        if (!o->quiet) print_inputs(f, n_tables);
        if (!o->json) rollup_print_filings(stderr, &g);
        done = make_report(&g, &w, diag);
    }
    if (done && flow_refused(f)) {
        diag->text[0] = 0;
        struct findings all = {0};
        printing_refuse(f, &all);
        ending_refused(f, &command_rollup, &all, false);
        findings_release(&all);
        code = DIAG_INPUT;
    } else {
        code = done ? finish(&g, diag) : (int)diag->kind;
    }
    letters_close(&w.letters);
    gather_release(&g);
    return code;
}

/* Folders and workbooks with tables are the superior's own; reports are looked for in all inputs. */
static bool pick_tables(struct session *s, const struct options *o, const char ***tables, size_t *n, struct diag *diag)
{
    *tables = arena_alloc(&s->arena, o->n_inputs * sizeof **tables);
    *n = 0;
    for (size_t i = 0; i < o->n_inputs; i++) {
        bool holds = s->databases->holds(s->databases, o->inputs[i]);
        if (!holds && access(o->inputs[i], F_OK)) return diag_fail(diag, DIAG_INPUT, "%s 不存在，或打不开", o->inputs[i]);
        if (!holds && !ledger_holds_tables(&s->arena, o->inputs[i], s->schema, &holds, diag)) return false;
        if (holds) (*tables)[(*n)++] = o->inputs[i];
    }
    return *n || diag_fail(diag, DIAG_INPUT, "没有机关表：给出的文件夹或工作簿里要有 agencies.csv（机关.csv）或“机关”表，写明各机关的上级");
}

static const struct command_example rollup_examples[] = {
    {"rollup 报送 --year 2025 --parent 清河县人民政府", "文件夹 报送 里是各机关的年报和一张机关表"}, {0}};

static int run(const struct options *given, struct diag *diag)
{
    struct session session = {0};
    struct options own = *given, *o = &own;            /* the year may be found in the reports */
    struct letter_words *words = NULL;
    struct flow f;
    const char **tables;
    size_t n;
    if (!o->n_inputs || !o->parent) {
        diag_fail(diag, DIAG_USAGE, "%s，如 nianbao %s", !o->n_inputs ? "请给出年报和机关表所在的文件夹" : "请用 --parent 给出要汇总的政府的机关代码或名称",
                  rollup_examples[0].line);
        return DIAG_USAGE;
    }
    int code = DIAG_USAGE;
    if (!session_open(&session, o, diag) || !letter_words_load(&words, arena_printf(&session.arena, "%s/letters", session.templates), session.catalogue, diag) || !pick_tables(&session, o, &tables, &n, diag) || !year_settle_reports(&session, o, diag)) {
        code = (int)diag->kind;
    } else {
        flow_init(&f, &session, o, o->year);
        code = run_flow(&f, tables, n, words, diag);
        flow_close(&f);
    }
    letter_words_free(words);
    session_close(&session);
    return code;
}

static const enum option_id rollup_options[] = {
    OPTION_YEAR, OPTION_PARENT, OPTION_OUT, OPTION_PREVIOUS, OPTION_CORRECTS, OPTION_REASONS, OPTION_WAIVERS, OPTION_AS_OF, OPTION_VERBOSE, OPTION_QUIET, OPTION_FORM, OPTION_PDF, OPTION_OFD, OPTION_REGION,
    OPTION_CALENDAR, OPTION_ENCODING, OPTION_HEADINGS, OPTION_SCHEMA, OPTION_TABLES, OPTION_LABEL, OPTION_STORE, OPTION_JSON, OPTION_SETTINGS, OPTION_DATA, OPTION_COUNT};
const struct command command_rollup = {
    "rollup",       "文件夹… --parent 机关 [--year 年度]", "读各机关交来的年报，重新核对，汇总成政府的年报", rollup_options, run, WRITES_OUT, "汇总",
    rollup_examples};
