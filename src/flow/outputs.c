#include "flow/outputs.h"
#include "base/progress.h"
#include "base/text.h"
#include "documents/comparison.h"
#include "documents/deadlines.h"
#include "documents/filings.h"
#include "documents/findings.h"
#include "documents/json_files.h"
#include "documents/manifest.h"
#include "documents/notice.h"
#include "documents/outcome.h"
#include "documents/reminders.h"
#include "documents/report.h"
#include "documents/returned.h"
#include "documents/text_comparison.h"
#include "flow/letters.h"
#include "render/csv/csv.h"
#include "render/docx/docx.h"
#include "render/fonts/fonts.h"
#include "render/html/html.h"
#include "render/ofd/ofd.h"
#include "render/pdf/pdf.h"
#include "render/xlsx/xlsx.h"
#include "tally/deadlines.h"
#include <stdlib.h>
#include <string.h>

#define CORRECTION_JSON REPORT_CORRECTION ".json"

enum output_format { OUTPUT_PDF, OUTPUT_OFD, OUTPUT_DOCX, OUTPUT_XLSX, OUTPUT_HTML, OUTPUT_CSV };

static bool is_asked_for(enum output_format format, const struct paper *paper) { return format != OUTPUT_OFD || paper->ofd; }

static bool draw(const struct document *d, enum output_format format, struct paper *paper, struct outdir *out, const char *file, struct diag *diag)
{
    switch (format) {
    case OUTPUT_PDF: return pdf_write(d, paper, out, file, diag);
    case OUTPUT_OFD: return ofd_write(d, paper, out, file, diag);
    case OUTPUT_DOCX: return docx_write(d, settings_is(paper->settings, "layout.quarter_space"), out, file, diag);
    case OUTPUT_XLSX: return xlsx_write(d, out, file, diag);
    case OUTPUT_HTML: return html_write(d, out, file, diag);
    case OUTPUT_CSV: return csv_write(d, out, file, diag);
    }
    return false;
}

/* A document about other agencies, which is written in another format too. One character of one agency's name must not keep everybody's: a
 * paged file that cannot print it is left out, and said. (Of such a file that is all that can be wrong with its content.) */
static bool draw_of_others(const struct document *d, enum output_format format, struct paper *paper, struct outdir *out, const char *file, struct diag *diag)
{
    struct diag why;
    bool paged = format == OUTPUT_PDF || format == OUTPUT_OFD;
    if (draw(d, format, paper, out, file, &why)) return true;
    if (!paged || why.kind != DIAG_INPUT) {
        *diag = why;
        return false;
    }
    if (format == OUTPUT_PDF) outdir_lack(out, file, why.text);      /* that of the OFD is the same */
    return true;
}

/* ---- a report ---- */

static void report_of(struct document *d, const struct report_outputs *of) { report_document(d, of->report); }
static void page_of(struct document *d, const struct report_outputs *of) { report_page(d, of->report, of->settings); }
static void workbook_of(struct document *d, const struct report_outputs *of) { report_workbook(d, of->report); }
static void findings_of(struct document *d, const struct report_outputs *of) { findings_document(d, of->findings); }
static void findings_workbook_of(struct document *d, const struct report_outputs *of) { findings_workbook(d, of->findings, of->report); }
static void filing_list_of(struct document *d, const struct report_outputs *of) { filings_list(d, of->report->rollup); }

static void texts_of(struct document *d, const struct report_outputs *of)
{
    text_comparison_document(d, arena_printf(&d->arena, "%s%d年年报：正文与上年对照", of->report->agency.name, of->report->year), of->texts, of->n_texts);
}
static void reminders_of(struct document *d, const struct report_outputs *of) { reminders_document(d, of->letters->words, of->report); }
static void notice_of(struct document *d, const struct report_outputs *of) { notice_document(d, of->letters->words, of->report, &of->letters->kinds); }

static bool any_findings(const struct report_outputs *of) { return of->findings->n > 0; }
static bool any_texts(const struct report_outputs *of)
{
    for (size_t i = 0; i < of->n_texts; i++)
        if (of->texts[i].n) return true;
    return false;
}
static bool is_sum(const struct report_outputs *of) { return of->report->rollup; }
static bool has_letters(const struct report_outputs *of) { return of->letters; }
/* A sum of reports has no requests of its own, and totals have no records at all. */
static bool has_requests(const struct report_outputs *of) { return !of->report->rollup && !of->report->totals; }

/* The documents in the order in which they are written, the JSON files among them. A file without `wanted` is always written; a
 * former one that is not written is removed. */
static const struct report_output {
    const char *file;                                  /* a suffix (".pdf") stands behind the report's title */
    enum output_format format;
    void (*document)(struct document *d, const struct report_outputs *of);
    bool (*wanted)(const struct report_outputs *of);
    bool private;                                      /* a list of rows or agencies: for the office's eyes (docs/privacy.md) */
    bool of_others;                                    /* about other agencies: no draft, whatever the report is */
} report_files[] = {
    {".pdf", OUTPUT_PDF, report_of, NULL, false, false},
    {".ofd", OUTPUT_OFD, report_of, NULL, false, false},
    {".docx", OUTPUT_DOCX, report_of, NULL, false, false},
    {".xlsx", OUTPUT_XLSX, workbook_of, NULL, false, false},
    {"report.html", OUTPUT_HTML, report_of, NULL, false, false},
    {"page.html", OUTPUT_HTML, page_of, NULL, false, false},
}, report_lists[] = {
    {"findings.csv", OUTPUT_CSV, findings_of, NULL, true, false},
    {"问题清单.xlsx", OUTPUT_XLSX, findings_workbook_of, any_findings, true, false},
    {"正文对照.html", OUTPUT_HTML, texts_of, any_texts, true, false},
    {"报送情况.csv", OUTPUT_CSV, filing_list_of, is_sum, true, false},
    {"催报名单.xlsx", OUTPUT_XLSX, reminders_of, has_letters, true, true},
    {"通报.docx", OUTPUT_DOCX, notice_of, has_letters, true, true},
    {"通报.pdf", OUTPUT_PDF, notice_of, has_letters, true, true},
    {"通报.ofd", OUTPUT_OFD, notice_of, has_letters, true, true},
};

/* What each is for, in the order in which 本次结果.html lists them; a suffix as above. */
static const struct outcome_file uses[] = {
    {".docx", "送领导审阅、修改；用 Word、WPS 打开", true},
    {".pdf", "公布时的附件，打印、存档", true},
    {".ofd", "与 PDF 是同一份：交换、归档要版式文件（OFD）的，用 OFD 阅读器打开", true},
    {"page.html", "公布：单独的网页，可以直接放到网站上", true},
    {"report.html", "公布：贴进网站的内容管理系统", true},
    {".xlsx", "报送：年报的表，数和合计可以核对", true},
    {CORRECTION_JSON, "更正说明：改了哪些单元格和段落，给程序读", true},
    {"report.json", "报送：给上级汇总用；明年用 --previous 读它作上年的数", true},
    {"问题清单.xlsx", "问题按类、按承办部门列出，发给各部门改", false},
    {"findings.csv", "问题的全部字段，用表格软件打开", false},
    {"findings.json", "同上，给程序读", false},
    {"正文对照.html", "正文一句一句与上年的对照，看哪些是照抄的", false},
    {"报送情况.csv", "各机关报没报、哪天报的", false},
    {LETTERS_FOLDER, "退回修改：每个有问题要改的机关一份，Word 和 PDF，看过以后发给那个机关", false},
    {"催报名单.xlsx", "催报：没有交的、交了读不了的，联系人、电话、逾期几天", false},
    {"通报.docx", "通报各机关报送的情况；审定以后印发", false},
    {"通报.pdf", "同上", false},
    {"通报.ofd", "同上", false},
    {CHILD_FINDINGS_FILE, "下级各份年报里的问题，用表格软件筛选", false},
    {"deadlines.csv", "每件申请的期限和办理天数", false},
    {"结转清单.csv", "结转下年度继续办理的申请", false},
    {RETURNED_FILE, "退回过什么；下次运行时读它，写哪些已经改正", false},
    {MANIFEST_FILE, "归档：各文件的散列，用 nianbao verify 核对有没有被改过", false},
};

/* Safe for a file system. malloc()ed. */
static char *file_name(const char *file, const struct report *r)
{
    if (file[0] != '.') return memory_dup(file);
    char *title = outdir_safe_name(r->title);
    struct text name = {0};
    text_printf(&name, "%s%s", title, file);
    char *copy = memory_dup(text_get(&name));
    text_release(&name);
    free(title);
    return copy;
}

static void take_title(struct document *d)
{
    size_t i = 0;
    while (i < d->n_blocks && d->blocks[i].kind != BLOCK_TITLE) i++;
    if (i < d->n_blocks) d->facts.title = d->blocks[i].title.text;
}

static bool write_one(const struct report_output *output, const struct report_outputs *of, struct paper *paper, struct outdir *out, struct diag *diag)
{
    struct document d;
    if ((output->wanted && !output->wanted(of)) || !is_asked_for(output->format, paper)) return true;
    char *file = file_name(output->file, of->report);
    struct document_facts facts = report_facts(of->report);
    if (output->of_others) facts.draft = NULL, facts.subject = "政府信息公开工作年度报告报送情况";
    document_init(&d, &facts);
    output->document(&d, of);
    if (output->of_others) take_title(&d);
    bool ok = (output->of_others ? draw_of_others : draw)(&d, output->format, paper, out, file, diag);
    if (output->private) outdir_private(out, file);
    document_release(&d);
    free(file);
    return ok;
}

static bool write_all(const char *what, const struct report_output *list, size_t n, const struct report_outputs *of, struct paper *paper, struct outdir *out, struct diag *diag)
{
    for (size_t i = 0; i < n; i++) {
        progress_count(what, i + 1, n);
        if (!write_one(&list[i], of, paper, out, diag)) return false;
    }
    return true;
}

/* A list's own name comes before the suffix that it shares with a document. */
static bool is_use_of(const struct outcome_file *use, const char *name)
{
    size_t n = strlen(name), k = strlen(use->name);
    if (strchr(name, '/')) return !strncmp(use->name, name, k) && name[k] == '/';
    if (use->name[0] != '.') return !strcmp(use->name, name);
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
        if (!strcmp(uses[i].name, name)) return false;
    return n > k && !strcmp(name + n - k, use->name);
}

/* The page lists what is staged, and the manifest, which is still to come. */
static bool write_outcome(const struct report_outputs *of, const struct deadlines *deadlines, struct outdir *out, struct diag *diag)
{
    struct document d;
    struct document_facts facts = report_facts(of->report);
    struct outcome_file files[sizeof uses / sizeof *uses];
    size_t n = 0;
    facts.draft = NULL;                                /* the report may be one, the page is none */
    facts.title = "本次结果";
    for (size_t u = 0; u < sizeof uses / sizeof *uses; u++) {
        const char *name = strcmp(uses[u].name, MANIFEST_FILE) ? NULL : MANIFEST_FILE;
        for (size_t i = 0; !name && outdir_name(out, i); i++)
            if (is_use_of(&uses[u], outdir_name(out, i))) name = outdir_name(out, i);
        if (name && strchr(name, '/')) name = uses[u].name;     /* a folder is one entry */
        if (name) files[n++] = (struct outcome_file){name, uses[u].use, uses[u].published};
    }
    bool none;
    char *why = fonts_substitutes(of->settings, &none);
    document_init(&d, &facts);
    outcome_document(&d, &(struct run_outcome){of->report, of->findings, of->catalogue, deadlines, files, n, of->last_run, of->letters ? of->letters->kinds.letters : NULL,
                                              of->letters ? of->letters->kinds.n_letters : 0, none ? why : NULL});
    bool ok = html_write(&d, out, OUTCOME_FILE, diag);
    outdir_private(out, OUTCOME_FILE);
    document_release(&d);
    free(why);
    return ok;
}

/* ---- the dates of requests: deadlines.csv is written while they are read, so that a million of them need no memory ---- */

static const char deadlines_file[] = "deadlines.csv", carry_file[] = "结转清单.csv";

struct deadlines_writer {
    struct csv_file *file;
    struct document document;                          /* of the list, which has one row after another */
    struct list *list;
};

static bool take_deadline(void *context, const struct deadline *one, struct diag *diag)
{
    struct deadlines_writer *w = context;
    w->list->records = one;
    return csv_file_add(w->file, w->list, false, diag);
}

static bool write_deadlines(struct store *store, const struct report *r, struct outdir *out, struct deadlines *all, struct diag *diag)
{
    struct deadlines_writer w = {0};
    if (!csv_file_open(&w.file, out, deadlines_file, diag)) return false;
    outdir_private(out, deadlines_file);
    w.list = deadlines_list(&w.document, NULL, 0);
    bool ok = csv_file_add(w.file, w.list, true, diag);
    w.list->n_rows = 1;
    ok = ok && deadlines_read(store, r, all, (struct deadline_sink){take_deadline, &w}, diag);
    document_release(&w.document);
    return csv_file_close(w.file, ok, diag);
}

static bool write_deadline_lists(struct store *store, const struct report *r, struct outdir *out, struct deadlines *all, struct diag *diag)
{
    struct document d = {0};
    if (!write_deadlines(store, r, out, all, diag)) return false;
    carry_list_document(&d, all);
    bool ok = csv_write(&d, out, carry_file, diag);
    outdir_private(out, carry_file);
    document_release(&d);
    return ok;
}

/* ---- all of them ---- */

static bool write_lists(const struct report_outputs *of, struct paper *paper, struct outdir *out, struct diag *diag)
{
    struct deadlines deadlines = {.closing_day = of->report->closing_day};
    bool ok = write_all("写清单", report_lists, sizeof report_lists / sizeof *report_lists, of, paper, out, diag) &&
              (!has_requests(of) || write_deadline_lists(of->store, of->report, out, &deadlines, diag)) &&
              (!of->letters || returned_write(&of->letters->now, of->report->year, out, diag)) && write_outcome(of, &deadlines, out, diag);
    deadlines_release(&deadlines);
    return ok;
}

bool outputs_of_report(const struct report_outputs *of, struct outdir *out, struct diag *diag)
{
    const struct report *r = of->report;
    struct paper paper = {.settings = of->settings, .pdf_part = of->pdf_part, .ofd = of->ofd};
    if (of->letters) paper = of->letters->paper;       /* with the fonts of the letters */
    if (!write_all("写年报", report_files, sizeof report_files / sizeof *report_files, of, &paper, out, diag)) return false;
    if (r->correction && !correction_json_write(r, out, CORRECTION_JSON, diag)) return false;
    if (!report_json_write(r, of->findings, out, "report.json", diag) || !findings_json_write(of->findings, out, "findings.json", diag)) return false;
    outdir_private(out, "findings.json");
    if (!write_lists(of, &paper, out, diag)) return false;
    const struct manifest_hash hashes[] = {{"form", r->form->hash}, {"rules", r->rules_hash}, {"calendar", r->calendar_hash}, {"settings", r->settings_hash},
                                           {"letters", of->letters ? of->letters->words->hash : NULL}};
    const size_t n_hashes = sizeof hashes / sizeof *hashes - !of->letters;
    const struct manifest m = {r->program, r->stamp, hashes, n_hashes, paper.fonts, paper.n_fonts, r->inputs, r->n_inputs, r->totals ? "totals" : NULL, REPORT_TOTALS};
    return manifest_put(&m, out, MANIFEST_FILE, diag);
}

bool outputs_of_letter(const struct document *d, struct paper *paper, const char *file, struct outdir *out, struct diag *diag)
{
    static const struct { const char *ending; enum output_format format; } formats[] = {{"docx", OUTPUT_DOCX}, {"pdf", OUTPUT_PDF}, {"ofd", OUTPUT_OFD}};
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof formats / sizeof *formats; i++) {
        if (!is_asked_for(formats[i].format, paper)) continue;
        struct text name = {0};
        text_printf(&name, "%s/%s.%s", LETTERS_FOLDER, file, formats[i].ending);
        struct diag why;
        ok = draw_of_others(d, formats[i].format, paper, out, text_get(&name), &why) || diag_fail(diag, why.kind, "%s：%s", text_get(&name), why.text);
        outdir_private(out, text_get(&name));
        text_release(&name);
    }
    return ok;
}

/* ---- a comparison ---- */

static bool put_comparison_manifest(const struct comparison_outputs *of, const struct paper *paper, struct outdir *out, struct diag *diag)
{
    const struct comparison *c = of->comparison;
    const struct manifest_hash hashes[] = {{"indicators", c->indicators->hash}, {"peers", c->peers->hash}, {"settings", settings_hash(of->settings)}};
    struct input_file *inputs = memory_alloc((c->n_entries + c->n_tables + 1) * sizeof *inputs);
    for (size_t i = 0; i < c->n_entries; i++) inputs[i] = (struct input_file){.name = c->entries[i].shown, .rows = -1, .digests = c->entries[i].digests};
    for (size_t i = 0; i < c->n_tables; i++) inputs[c->n_entries + i] = (struct input_file){.name = c->tables[i].shown, .rows = -1, .digests = c->tables[i].digests};
    const struct manifest m = {of->program, of->stamp, hashes, sizeof hashes / sizeof *hashes, paper->fonts, paper->n_fonts, inputs, c->n_entries + c->n_tables, NULL, NULL};
    bool ok = manifest_put(&m, out, MANIFEST_FILE, diag);
    free(inputs);
    return ok;
}

/* The page of each agency. */
static bool write_agency_pages(const struct comparison_outputs *of, const struct document_facts *facts, struct outdir *out, struct diag *diag)
{
    struct arena a = {0};
    const struct comparison_pages *pages = comparison_pages(&a, of->comparison);
    bool ok = true;
    for (size_t i = 0; ok && i < of->comparison->n_agencies; i++) {
        struct document d;
        struct document_facts own = *facts;
        own.title = arena_printf(&a, "%s：年报比较", of->comparison->agencies[i].name);
        document_init(&d, &own);
        comparison_agency_page(&d, pages, i);
        ok = html_write(&d, out, comparison_page_file(pages, i), diag);
        document_release(&d);
    }
    arena_release(&a);
    return ok;
}

bool outputs_of_comparison(const struct comparison_outputs *of, struct outdir *out, struct diag *diag)
{
    static const struct {
        const char *file;
        enum output_format format;
        void (*document)(struct document *, const struct comparison *, const char *, const struct comparison_limits *);
    } files[] = {{"比较.pdf", OUTPUT_PDF, comparison_paper}, {"比较.ofd", OUTPUT_OFD, comparison_paper}, {"比较.xlsx", OUTPUT_XLSX, comparison_workbook}, {COMPARISON_PAGE, OUTPUT_HTML, comparison_page}};
    const struct comparison_limits limits = {(size_t)settings_number(of->settings, "compare.charted"), (size_t)settings_number(of->settings, "compare.listed")};
    struct paper paper = {.settings = of->settings, .pdf_part = of->pdf_part, .ofd = of->ofd};
    /* The documents name the program as their author: who compares is not known. */
    const struct document_facts facts = {.title = of->title, .subject = "政府信息公开工作年度报告比较", .author = "nianbao", .program = of->program, .stamp = of->stamp};
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof files / sizeof *files; i++) {
        if (!is_asked_for(files[i].format, &paper)) continue;
        struct document d;
        document_init(&d, &facts);
        files[i].document(&d, of->comparison, of->title, &limits);
        ok = draw_of_others(&d, files[i].format, &paper, out, files[i].file, diag);
        document_release(&d);
    }
    return ok && write_agency_pages(of, &facts, out, diag) && comparison_json_write(of->comparison, of->title, of->program, out, "comparison.json", diag) && put_comparison_manifest(of, &paper, out, diag);
}
