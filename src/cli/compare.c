#include "base/folder.h"
#include "base/intern.h"
#include "base/progress.h"
#include "base/say.h"
#include "cli/commands.h"
#include "cli/printing.h"
#include "flow/session.h"
#include "submission/copies.h"
#include "superior/unread.h"
#include "compare/comparison_words.h"
#include "flow/expected.h"
#include "flow/outputs.h"
#include "flow/recheck.h"
#include "reopen/document.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* nianbao compare: agencies' reports side by side, and years side by side. One submission is in memory at a time. */

enum { INCOMPLETE = 1, SHOWN = 10 };

struct job {
    struct session *session;
    const struct options *options;
    struct arena arena;
    struct intern *seen;                               /* files that were found, by their resolved paths */
    struct submission_source *sources;
    size_t n, cap;
    const char **tables;                               /* inputs that hold tables: of agencies, perhaps */
    size_t n_tables;
    struct problems problems;
    struct indicators *indicators;
    struct peers *peers;
    struct comparison *comparison;
    struct recheck recheck;
    struct unread_files unread;
    struct submission_copies copies;                   /* forms of one report */
    bool lacks;                                        /* a file of the comparison could not be made */
    size_t n_later;                                    /* reports of years after --year, which are left out */
};

static bool find(struct job *j, struct diag *diag)
{
    j->tables = arena_alloc(&j->arena, j->options->n_inputs * sizeof *j->tables);
    for (size_t i = 0; i < j->options->n_inputs; i++) {
        const char *path = j->options->inputs[i];
        struct submission_source *list;
        size_t n;
        bool tables = false;
        if (!ledger_holds_tables(&j->arena, path, j->session->schema, &tables, diag)) return false;
        if (tables) j->tables[j->n_tables++] = path;
        if (tables && !folder_is(path)) {
            problems_add(&j->problems, &(struct problem){.id = "R01", .file = path, .text = "是台账的表：只用其中的机关表，没有当作年报", .past = true});
            continue;
        }
        if (!submission_find(&j->arena, path, j->session->schema, &list, &n, &j->problems, diag)) return false;
        for (size_t k = 0; k < n; k++) {
            if (!submission_is_new(j->seen, &list[k])) continue;
            j->sources = memory_grow(j->sources, j->n, &j->cap, sizeof *j->sources);
            j->sources[j->n++] = list[k];
        }
    }
    submission_order(&j->copies, j->sources, j->n);
    return j->n || diag_fail(diag, DIAG_INPUT, "%s%s里没有年度报告：请给出 report.json、年报的 XLSX、Word、网页或 PDF，或者有这些文件的文件夹",
                             j->options->inputs[0], j->options->n_inputs > 1 ? "等" : "");
}

struct doubter { struct comparison *comparison; size_t report; };

static void doubt(void *context, const char *address)
{
    const struct doubter *d = context;
    comparison_add_doubt(d->comparison, d->report, address);
}

/* What must be corrected in a report, from the problem `from` on: those met when it was read. */
static bool check(struct job *j, const struct submission *s, size_t report, size_t from, struct diag *diag)
{
    struct findings findings = {0};
    const struct form *form;
    struct doubter doubter = {j->comparison, report};
    bool ok = form_shelf_id(j->session->shelf, s->form, &form, diag) && recheck_report(&j->recheck, s, &j->problems, from, &findings, diag), unequal = false;      /* an equation */
    for (size_t i = 0; ok && i < findings.n; i++) {
        const struct finding *f = &findings.list[i];
        if (!f->blocking) continue;
        const char *text = f->cell || !f->value ? f->message : arena_printf(&j->arena, "%s：%s", f->message, f->value);      /* which table is blank */
        comparison_add_fault(j->comparison, report, &(struct comparison_fault){f->id, text, f->cell, f->cell_name});
        unequal = unequal || f->class == CLASS_IDENTITY;
    }
    if (unequal) recheck_doubts(s, form, &findings, doubt, &doubter);
    findings_release(&findings);
    return ok;
}

static bool take(struct job *j, const struct submission *s, const struct digests *digests, size_t from, struct diag *diag)
{
    if (j->options->year && s->year > j->options->year) {
        j->n_later++;
        return true;
    }
    return submission_is_copy(&j->copies, s, &j->problems) || check(j, s, comparison_add(j->comparison, s, digests), from, diag);
}

static bool read_one(struct job *j, const struct submission_source *source, struct diag *diag)
{
    struct submission s;
    struct submission_source other;
    struct digests digests;
    static const struct ledger_agencies no_agencies = {0};
    size_t from = j->problems.n;
    if (!submission_read(&s, source, j->session->shelf, &j->problems, diag)) return false;
    bool ok = digest_file(source->path, false, &digests, diag);
    if (ok && s.kind != SUBMISSION_NONE) ok = take(j, &s, &digests, from, diag);
    if (ok && s.kind == SUBMISSION_NONE) unread_take(&j->unread, &no_agencies, &s, source->beside);
    if (ok && submission_left_over(&s, &other)) ok = read_one(j, &other, diag);
    submission_release(&s);
    return ok;
}

/* A PDF beside its own workbook is not reported as unread. */
static bool is_copy(struct job *j, const struct unread_file *u)
{
    const struct comparison *c = j->comparison;
    for (size_t i = 0; i < c->n_entries; i++) {
        const struct comparison_entry *e = &c->entries[i];
        const struct comparison_agency *a = &c->agencies[e->agency];
        if (unread_is_copy(&j->arena, u, e->shown, a->name, a->code, c->years[e->year].year)) return true;
    }
    return false;
}

static void settle_unread(struct job *j)
{
    for (size_t i = 0; i < j->unread.n; i++) {
        const struct unread_file *u = &j->unread.list[i];
        if (is_copy(j, u)) continue;
        comparison_add_unread(j->comparison, u->file);
        if (u->document) problems_add(&j->problems, &(struct problem){.id = "R01", .file = u->file, .text = u->why, .lost = true});
    }
}

static int latest_year(const struct comparison *c)
{
    int year = 0;
    for (size_t i = 0; i < c->n_years; i++)
        if (c->years[i].year > year) year = c->years[i].year;
    return year;
}

static bool read_all(struct job *j, struct diag *diag)
{
    const struct settings *settings = j->session->settings;
    const struct comparison_settings how = {settings_number(settings, "compare.cases"), settings_number(settings, "compare.outlier"),
                                            (size_t)settings_number(settings, "compare.peers"), (int)settings_number(settings, "compare.pooled"), (size_t)settings_number(settings, "compare.spread"),
                                            (size_t)settings_number(settings, "compare.first")};
    recheck_init(&j->recheck, j->session);
    j->comparison = comparison_new(j->indicators, j->peers, &how);
    for (size_t i = 0; i < j->n; i++) {
        progress_part("年报", i + 1, j->n);
        if (!read_one(j, &j->sources[i], diag)) return false;
    }
    progress_part("", 0, 0);
    progress_show("比较，写各种文件");
    settle_unread(j);
    if (!expected_put(j->comparison, j->session, j->options, j->tables, j->n_tables, latest_year(j->comparison), &j->problems, diag)) return false;
    comparison_finish(j->comparison);
    return true;
}

static void print_problem(const struct problem *p)
{
    say(stderr, "[%s] %s", p->id, p->file ? p->file : "");
    if (p->column) say(stderr, " %s", p->column);
    say(stderr, "：%s", p->text ? p->text : "");
    if (p->value) say(stderr, "%s所见“%s”", p->text ? "；" : "", p->value);
    if (p->value && p->expected) say(stderr, "，应为 %s", p->expected);
    say(stderr, "\n");
}

static void print_problems(const struct job *j)
{
    size_t n = 0, shown = j->options->verbose ? j->problems.n : SHOWN;
    for (size_t i = 0; i < j->problems.n; i++) {
        const struct problem *p = &j->problems.list[i];
        if (!j->options->quiet || p->lost) n++;
        if ((!j->options->quiet || p->lost) && n <= shown) print_problem(p);
    }
    if (shown < n) say(stderr, "…… 显示 %zu / %zu，全部用 -v\n", shown, n);
}

/* Two reports of one agency's year: only the office can tell which one counts. */
static bool no_doubles(const struct job *j, struct diag *diag)
{
    const struct comparison *c = j->comparison;
    for (size_t i = 0; i < c->n_doubles; i++)
        say(stderr, "%s%d年的报告有两份：%s 和 %s\n", c->doubles[i].name, c->doubles[i].year, c->doubles[i].first, c->doubles[i].second);
    return !c->n_doubles || diag_fail(diag, DIAG_INPUT, "有 %zu 处同一机关同一年度的报告重复，没有写任何文件；请各留一份", c->n_doubles);
}

static bool write_all(struct job *j, struct diag *diag)
{
    struct outdir *out = NULL;
    const struct comparison_outputs of = {.comparison = j->comparison, .title = comparison_title(&j->arena, j->comparison), .program = "nianbao " NIANBAO_VERSION,
                                          .stamp = j->session->stamp, .settings = j->session->settings, .pdf_part = j->options->pdf_part, .ofd = j->options->ofd};
    bool ok = outdir_open_below(&out, j->options->out, "比较", diag) && outputs_of_comparison(&of, out, diag);
    ok = ok && documents_sound(out, diag) && outdir_commit(out, diag);
    if (ok) printing_notes(out, j->options->quiet);
    j->lacks = ok && outdir_lacks(out);
    if (ok) printing_files(out);
    outdir_close(out);
    return ok;
}

static void print_first(struct job *j)
{
    const struct comparison *c = j->comparison;
    size_t all = c->n_first + c->more_first, shown = j->options->verbose || c->n_first <= SHOWN ? c->n_first : SHOWN;
    if (shown) say(stderr, "先看这些机关：\n");
    for (size_t i = 0; i < shown; i++)
        say(stderr, "  %s %s：%s\n", first_cause_words(c->first[i].cause), c->agencies[c->entries[c->first[i].entry].agency].shown, c->first[i].why);
    if (shown < all) say(stderr, "  …… 显示 %zu / %zu%s\n", shown, all, shown < c->n_first ? "，更多见 比较.xlsx 或 -v" : "，显示多少由设置 compare.first 定");
}

static void print_outliers(struct job *j)
{
    const struct comparison *c = j->comparison;
    say(stderr, "离群 %zu 处\n", c->n_outliers);
    for (size_t i = 0; i < c->n_outliers; i++) {
        const struct outlier *o = &c->outliers[i];
        say(stderr, "  %s：%s；%s\n", entry_words(&j->arena, c, &c->entries[o->entry]), outlier_words(&j->arena, c, o), outlier_cell_words(&j->arena, c, o));
    }
}

static void print_summary(struct job *j)
{
    const struct comparison *c = j->comparison;
    size_t n;
    const char *const *cautions = comparison_cautions(&j->arena, c, &n);
    for (size_t i = 0; i < n; i++) say(stderr, "%s\n", cautions[i]);
    if (j->n_later) say(stderr, "%d年以后的%zu份没有放在一起比较。\n", j->options->year, j->n_later);
    if (j->options->quiet) return;
    say(stderr, "%s\n", comparison_summary(&j->arena, c));
    for (size_t g = 0; c->n_groups > 1 && g < c->n_groups; g++)
        say(stderr, "%s%s", g ? "、" : "分为：", group_words(&j->arena, c, g));
    if (c->n_groups > 1) say(stderr, "\n");
    print_first(j);
    if (j->options->verbose) print_outliers(j);
    else say(stderr, "离群 %zu 处%s\n", c->n_outliers, c->n_outliers ? "，见 比较.xlsx 或 -v" : "");
}

static bool no_reports(const struct job *j, struct diag *diag)
{
    if (j->n_later) return diag_fail(diag, DIAG_INPUT, "%zu 份都是%d年以后的，没有写任何文件；请改 --year", j->n_later, j->options->year);
    return diag_fail(diag, DIAG_INPUT, "%zu 个文件一个也没有读成，没有写任何文件", j->n);
}

static int run_job(struct job *j, struct diag *diag)
{
    bool ok = indicators_load(&j->indicators, arena_printf(&j->arena, "%s/indicators.yaml", j->session->templates), j->session->shelf, diag) &&
              expected_peers(&j->peers, j->session, diag) && find(j, diag) && read_all(j, diag);
    print_problems(j);
    ok = ok && no_doubles(j, diag);
    if (ok && !j->comparison->n_entries) ok = no_reports(j, diag);
    ok = ok && write_all(j, diag);
    if (!ok) return (int)diag->kind;
    print_summary(j);
    return printing_fonts(j->session, j->options, j->comparison->n_unread || j->lacks ? INCOMPLETE : 0);
}

static int run(const struct options *o, struct diag *diag)
{
    struct session session = {0};
    struct job j = {.session = &session, .options = o};
    if (!o->n_inputs) {
        diag_fail(diag, DIAG_USAGE, "请给出要比较的年度报告，或者它们所在的文件夹，如 nianbao compare out");
        return DIAG_USAGE;
    }
    j.seen = intern_new();
    int code = session_open(&session, o, diag) ? run_job(&j, diag) : (int)diag->kind;
    intern_free(j.seen);
    recheck_release(&j.recheck);
    comparison_free(j.comparison);
    indicators_free(j.indicators);
    peers_free(j.peers);
    problems_release(&j.problems);
    unread_release(&j.unread);
    submission_copies_release(&j.copies);
    free(j.sources);
    arena_release(&j.arena);
    session_close(&session);
    return code;
}

static const enum option_id options[] = {OPTION_YEAR, OPTION_OUT, OPTION_AS_OF,    OPTION_VERBOSE, OPTION_QUIET,
                                         OPTION_PDF, OPTION_OFD, OPTION_SETTINGS, OPTION_DATA,    OPTION_COUNT};
static const struct command_example examples[] = {
    {"compare out", "比较 out 里写出的各机关、各年度的年报"}, {"compare 报送 -o 比较", "比较收来的年报，写到文件夹 比较"}, {0}};
const struct command command_compare = {"compare", "年报…", "把各机关、各年度的年报放在一起比较", options, run, WRITES_OUT, "比较", examples};
