#include "cli/printing.h"
#include "cli/screen.h"
#include "cli/terminal.h"
#include "documents/json_files.h"
#include "documents/report.h"
#include "render/fonts/fonts.h"
#include "render/plain/plain.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static void print_read(const struct flow *f, size_t n)
{
    int64_t rows = 0;
    for (size_t i = 0; i < n; i++) {
        const struct input_file *in = &f->inputs[i];
        rows += in->rows;
        if (!f->options->verbose) continue;
        if (f->from_totals && !in->encoding[0]) screen_say(stderr, 2, "读入 %s", in->name);
        else screen_say(stderr, 2, "读入 %s：%" PRId64 " 行%s%s", in->name, in->rows, *in->encoding ? "，" : "", in->encoding);
    }
    if (!f->options->verbose && screen_is_terminal(stderr)) screen_say(stderr, 2, "读入 %zu 个文件，%" PRId64 " 行", n, rows);
}

/* Said under --quiet too: it is a check that was not made of words that will be printed. */
static void print_unknown(const struct flow *f)
{
    if (f->kept && (f->options->texts || f->options->waivers))
        screen_say(stderr, 2, "记录库里没有申请人的名称，%s 另给的文字里有没有写进申请人的名字，没有核对；用原来的台账才能核对", f->options->texts ? "--texts" : "--waivers");
}

void printing_inputs(const struct flow *f, size_t n)
{
    print_unknown(f);
    if (f->options->quiet) return;
    print_read(f, n);
    if (f->options->verbose && store_wide_rows(f->store)) screen_say(stderr, 2, "登记表的列变成办理过程 %" PRId64 " 条", store_wide_rows(f->store));
}

void printing_others(const char *const *others, size_t n, bool quiet)
{
    for (size_t i = 0; !quiet && i < n; i++) screen_say(stderr, 2, "没有读 %s", others[i]);
}

/* main() flushes stdout at the end and fails where it cannot be written. */
void printing_findings(const struct flow *f, const struct findings *findings)
{
    if (!f->options->json) {
        terminal_findings(stderr, f->session->catalogue, findings, f->options->verbose ? TERMINAL_ALL : f->options->quiet ? TERMINAL_BLOCKING : TERMINAL_SOME);
    } else if (!findings_json_print(stdout, findings)) {
        say(stderr, "nianbao: 写不了标准输出\n");
    }
}

void printing_refuse(const struct flow *f, struct findings *all)
{
    rules_take_problems(f->session->catalogue, f->session->schema, &f->problems, all);
    findings_place(all, &f->places);
    findings_name(all, f->form);
    findings_sort(all);
    printing_findings(f, all);
}

void printing_plain(const struct report *r)
{
    struct text lines = {0};
    struct document d;
    const struct document_facts facts = report_facts(r);
    document_init(&d, &facts);
    report_document(&d, r);
    plain_add(&lines, &d);
    for (char *line = lines.bytes, *end; line && (end = strchr(line, '\n')); line = end + 1) {
        *end = 0;
        char *tab = strchr(line, '\t');
        if (tab) *tab = 0, say(stdout, "%s\t%s\n", line, tab + 1);
        else say(stdout, "%s\n", line);
    }
    document_release(&d);
    text_release(&lines);
}

void printing_count_words(struct text *out, const struct finding_counts *n, bool brief)
{
    bool any = false;
    const struct {
        const char *name;
        int64_t n;
        bool always;
    } counts[] = {{"须改正", n->blocking, true}, {"超期", n->late, true}, {"错误", n->errors, false}, {"警告", n->warnings, true}, {"有争议", n->disputed, false},
                  {"提示", n->hints, true}, {"已豁免", n->waived, false}, {"无法核对", n->not_assessable, true}};
    for (size_t i = brief; i < sizeof counts / sizeof *counts; i++) {
        if (!counts[i].n && (brief || !counts[i].always)) continue;
        text_printf(out, "%s%s %" PRId64, any ? "，" : "", counts[i].name, counts[i].n);
        any = true;
    }
}

void printing_counts(const struct flow *f, const struct flow_report *one)
{
    const struct report *r = one->report;
    struct text words = {0};
    if (f->options->quiet && !r->draft) return;
    printing_count_words(&words, &r->findings, false);
    screen_say(stderr, 2, "%s：%s", r->agency.name, text_get(&words));
    if (r->draft) screen_say(stderr, 2, "%s", r->draft_text);
    text_release(&words);
}

void printing_files(const struct outdir *out)
{
    const char *before = "", *name;
    for (size_t i = 0; (name = outdir_name(out, i)); before = name, i++) {
        const char *slash = strchr(name, '/');
        int n = slash ? (int)(slash - name) + 1 : (int)strlen(name);
        if (!slash || strncmp(before, name, (size_t)n)) say(stdout, "%s/%.*s\n", outdir_path(out), n, name);
    }
}

/* What nobody has explained is said also under --quiet, as lines for the file of --reasons. */
static void print_correction(const struct flow *f, const struct report *r)
{
    const struct correction *c = r->correction;
    if (!c) return;
    if (!f->options->quiet) say(stderr, "更正：第%d版，更正第%d版的 %zu 处，最后一页是更正说明\n", r->edition, c->former, c->n);
    if (!c->unexplained) return;
    say(stderr, "%s：更正的 %zu 处没有写明原因，印作“没有写明”；写进一个文件，用 --reasons 给出（“全部”是其余的原因）：\n", r->agency.name, c->unexplained);
    const char *last = "";
    for (size_t i = 0; i < c->n; i++) {
        const struct correction_entry *e = &c->entries[i];
        const char *of = e->address ? e->address : e->section;       /* a cell and its note have one reason */
        if (!e->why && strcmp(last, of)) say(stderr, "  %s: \n", !e->address ? e->section : e->note ? e->address : e->place);
        if (!e->why) last = of;
    }
}

void printing_written(const struct flow *f, const struct flow_report *one)
{
    printing_notes(one->out, f->options->quiet);
    print_correction(f, one->report);
    if (f->options->json) return;
    printing_files(one->out);
}

int printing_copies(const struct plan *plan, const struct diag *diag)
{
    for (size_t i = 0; i < plan->n_copies; i++) {
        const struct plan_copies *c = &plan->copies[i];
        say(stderr, "%s（%s）", c->name, c->code);
        if (c->n_agencies > 1) say(stderr, "等 %zu 个机关", c->n_agencies);
        say(stderr, "有 %zu 份台账：%s\n", c->n_ledgers, c->ledgers);
    }
    return (int)diag->kind;
}

void printing_notes(const struct outdir *out, bool quiet)
{
    const char *note;
    bool matters;
    for (size_t i = 0; (note = outdir_note_at(out, i, &matters)); i++)
        if (matters || !quiet) screen_say(stderr, 2, "%s", note);
}

int printing_fonts(const struct session *session, const struct options *o, int code)
{
    bool none;
    char *line = fonts_substitutes(session->settings, &none);
    if (none) screen_say(stderr, 6, "没有写 %s：%s", o->fonds ? "四性检测.pdf" : o->ofd ? "PDF 和 OFD" : "PDF", line);
    else if (*line && !o->quiet) screen_say(stderr, 6, "字体：%s", line);
    free(line);
    return none && !code ? 1 : code;
}
