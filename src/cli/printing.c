#include "cli/printing.h"
#include "base/say.h"
#include "cli/terminal.h"
#include "documents/json_files.h"
#include "documents/report.h"
#include "render/pdf/pdf.h"
#include "render/plain/plain.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void printing_inputs(const struct flow *f)
{
    for (size_t i = 0; i < f->n_inputs; i++)
        if (f->from_totals && !f->inputs[i].encoding[0]) say(stderr, "读入 %s\n", f->inputs[i].name);
        else
            say(stderr, "读入 %s：%" PRId64 " 行%s%s\n", f->inputs[i].name, f->inputs[i].rows, *f->inputs[i].encoding ? "，" : "", f->inputs[i].encoding);
    if (store_wide_rows(f->store)) say(stderr, "登记表的列变成办理过程 %" PRId64 " 条\n", store_wide_rows(f->store));
    for (size_t i = 0; i < f->ledger.n_others; i++) say(stderr, "没有读 %s\n", f->ledger.others[i]);
}

/* main() flushes stdout at the end and fails where it cannot be written. */
void printing_findings(const struct flow *f, const struct findings *findings)
{
    if (!f->options->json) {
        terminal_findings(stderr, f->session->catalogue, findings,
                          f->options->verbose ? TERMINAL_ALL
                          : f->options->quiet ? TERMINAL_BLOCKING
                                              : TERMINAL_SOME);
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
    say(stderr, "有 %zu 处无法统计，没有写任何%s；改正后再运行\n", f->problems.refusing, f->options->mark ? "报告" : "文件");
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

void printing_counts(const struct flow *f, const struct flow_report *one)
{
    const struct report *r = one->report;
    const struct finding_counts *n = &r->findings;
    if (f->options->quiet && !r->draft) return;
    const struct {
        const char *name;
        int64_t n;
        bool always;
    } counts[] = {
        {"，超期", n->late, true},  {"，错误", n->errors, false},   {"，警告", n->warnings, true},          {"，有争议", n->disputed, false},
        {"，提示", n->hints, true}, {"，已豁免", n->waived, false}, {"，无法核对", n->not_assessable, true}};
    say(stderr, "%s：须改正 %" PRId64, r->agency.name, n->blocking);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (counts[i].n || counts[i].always) say(stderr, "%s %" PRId64, counts[i].name, counts[i].n);
    say(stderr, "\n");
    if (r->draft) say(stderr, "%s\n", r->draft_text);
}

void printing_written(const struct flow *f, const struct flow_report *one)
{
    printing_notes(one->out, f->options->quiet);
    if (f->options->json) return;
    for (size_t i = 0; outdir_name(one->out, i); i++) say(stdout, "%s/%s\n", outdir_path(one->out), outdir_name(one->out, i));
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
        if (matters || !quiet) say(stderr, "%s\n", note);
}

void printing_fonts(const struct session *session, const struct options *o)
{
    if (o->quiet) return;
    char *line = pdf_substitutes(session->settings);
    if (*line) say(stderr, "字体：%s\n", line);
    free(line);
}
