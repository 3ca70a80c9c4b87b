#include "sample_report.h"
#include "documents/deadlines.h"
#include "documents/findings.h"
#include "documents/json_files.h"
#include "documents/report.h"
#include "render/csv/csv.h"
#include "render/docx/docx.h"
#include "render/html/html.h"
#include "render/ofd/ofd.h"
#include "render/pdf/pdf.h"
#include "render/xlsx/xlsx.h"
#include "base/text.h"
#include "calendar/civil.h"
#include <dirent.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <setjmp.h>
#include <cmocka.h>

enum { A_MADE, A_FORCE, A_FEES, ALPHA_SLOTS };
static struct form_slot alpha_slots[ALPHA_SLOTS] = {
    {"rules", "made", "alpha/rules/made", "规章", "本年制发件数", CELL_COUNT, NULL, 0},
    {"rules", "in_force", "alpha/rules/in_force", "规章", "现行有效件数", CELL_COUNT, NULL, 0},
    {"fees", "amount", "alpha/fees/amount", "行政事业性收费", "本年收费金额（单位：万元）", CELL_DECIMAL, NULL, 0},
};
static struct grid_row alpha_rows[] = {{true, 0, 2}, {true, 0, 2}, {false, 0, 2}, {true, 3, 2}, {true, 3, 2}, {false, 3, 2}};
static struct grid_cell alpha_cells[] = {
    {0, 0, 1, 3, GRID_CAPTION, "第二十条第（一）项", -1, "alpha-h1"},
    {1, 0, 1, 1, GRID_CORNER, "信息内容", -1, "alpha-h2"},
    {1, 1, 1, 1, GRID_HEAD, "本年制发件数", -1, "alpha-h3"},
    {1, 2, 1, 1, GRID_HEAD, "现行有效件数", -1, "alpha-h4"},
    {2, 0, 1, 1, GRID_LABEL, "规章", -1, "alpha-h5"},
    {2, 1, 1, 1, GRID_DATA, NULL, A_MADE, NULL},
    {2, 2, 1, 1, GRID_DATA, NULL, A_FORCE, NULL},
    {3, 0, 1, 3, GRID_CAPTION, "第二十条第（八）项", -1, "alpha-h6"},
    {4, 0, 1, 1, GRID_CORNER, "信息内容", -1, "alpha-h7"},
    {4, 1, 1, 2, GRID_HEAD, "本年收费金额（单位：万元）", -1, "alpha-h8"},
    {5, 0, 1, 1, GRID_LABEL, "行政事业性收费", -1, "alpha-h9"},
    {5, 1, 1, 2, GRID_DATA, NULL, A_FEES, NULL},
};
static const double alpha_widths[] = {2, 1, 1};

/* beta: rows new, 1, 3.1, closed (= 1 + 3.1), carried_out; columns person, firm, total (= person + firm). */
enum { BETA_ROWS = 5, BETA_COLS = 3, BETA_SLOTS = BETA_ROWS * BETA_COLS };
static const int beta_terms[BETA_SLOTS][2] = {
    [2] = {0, 1}, [5] = {3, 4}, [8] = {6, 7}, [9] = {3, 6}, [10] = {4, 7}, [11] = {9, 10}, [14] = {12, 13}};
static const int beta_sums[] = {2, 5, 8, 9, 10, 11, 14};
static struct form_slot beta_slots[BETA_SLOTS];
static struct grid_row beta_rows[] = {{true, 0, 2}, {true, 0, 2}, {false, 0, 2}, {false, 0, 2}, {false, 0, 2}, {false, 0, 2}, {false, 0, 2}};
static struct grid_cell beta_cells[64] = {
    {0, 0, 2, 2, GRID_CORNER, "", -1, "beta-h1"},
    {0, 2, 1, 2, GRID_HEAD, "申请人情况", -1, "beta-h2"},
    {0, 4, 2, 1, GRID_HEAD, "总计", -1, "beta-h3"},
    {1, 2, 1, 1, GRID_HEAD, "自然人", -1, "beta-h4"},
    {1, 3, 1, 1, GRID_HEAD, "商业企业", -1, "beta-h5"},
};
static const double beta_widths[] = {0.5, 2, 1, 1, 1};

static const char *identity_columns[] = {"person", "firm"}, *identity_total[] = {"total"};
static const char *identity_left[] = {"new"}, *identity_right[] = {"closed", "carried_out"};

static void make_beta(struct arena *a, struct form_table *t)
{
    static const char *const rows[] = {"new", "1", "3.1", "closed", "carried_out"}, *const cols[] = {"person", "firm", "total"};
    static const char *const labels[] = {"一、本年新收政府信息公开申请数量", "（一）予以公开", "1.属于国家秘密", "（七）总计", "四、结转下年度继续办理"};
    static const char *const heads[] = {"自然人", "商业企业", "总计"};
    size_t n = 5;
    for (int i = 0; i < BETA_SLOTS; i++) {
        const char *row = rows[i / BETA_COLS], *col = cols[i % BETA_COLS];
        bool sum = beta_terms[i][1] != 0;
        beta_slots[i] = (struct form_slot){row, col, arena_printf(a, "beta/%s/%s", row, col), labels[i / BETA_COLS],
                                           heads[i % BETA_COLS], CELL_COUNT, sum ? beta_terms[i] : NULL, sum ? 2 : 0};
    }
    for (int r = 0; r < BETA_ROWS; r++) {
        bool group = r >= 1 && r <= 3;
        if (r == 1) beta_cells[n++] = (struct grid_cell){3, 0, 3, 1, GRID_LABEL, "三、本年度办理结果", -1, "beta-h6"};
        beta_cells[n++] = (struct grid_cell){2 + r, group, 1, 2 - group, GRID_LABEL, labels[r], -1, arena_printf(a, "beta-h%d", 7 + r)};
        for (int c = 0; c < BETA_COLS; c++)
            beta_cells[n++] = (struct grid_cell){2 + r, 2 + c, 1, 1, GRID_DATA, NULL, r * BETA_COLS + c, NULL};
    }
    *t = (struct form_table){.id = "beta", .sheet = "beta", .slots = beta_slots, .n_slots = BETA_SLOTS, .sum_order = beta_sums,
                             .n_sums = sizeof beta_sums / sizeof *beta_sums,
                             .grid = {7, 5, beta_rows, beta_cells, n, beta_widths}};
}

static void make_form(struct form *f)
{
    f->id = "sample";
    f->name = "样表";
    f->tables = arena_alloc(&f->arena, 2 * sizeof *f->tables);
    f->n_tables = 2;
    f->tables[0] = (struct form_table){.id = "alpha", .sheet = "alpha", .slots = alpha_slots, .n_slots = ALPHA_SLOTS,
                                       .grid = {6, 3, alpha_rows, alpha_cells, sizeof alpha_cells / sizeof *alpha_cells, alpha_widths}};
    make_beta(&f->arena, &f->tables[1]);
    f->sections = arena_alloc(&f->arena, 4 * sizeof *f->sections);
    f->n_sections = 4;
    f->sections[0] = (struct form_section){.id = "overview", .heading = "一、总体情况"};
    f->sections[1] = (struct form_section){.id = "alpha", .heading = "二、主动公开政府信息情况", .table = &f->tables[0]};
    f->sections[2] = (struct form_section){.id = "beta", .heading = "三、收到和处理政府信息公开申请情况", .table = &f->tables[1]};
    f->sections[3] = (struct form_section){.id = "other", .heading = "四、其他需要报告的事项"};
    f->identities = arena_alloc(&f->arena, 2 * sizeof *f->identities);
    f->n_identities = 2;
    f->identities[0] = (struct form_identity){"I1", "D01", "official", "一=三（七）+四", &f->tables[1], false, identity_left, identity_right, NULL, NULL, 1, 2, 1, NULL, 0};
    f->identities[1] = (struct form_identity){"I3", "D03", "implied", "各类申请人之和=总计", &f->tables[1], true, identity_columns, identity_total, NULL, NULL, 2, 1, 2, NULL, 0};
    memset(f->hash, 'a', DIGEST_HEX - 1);
}

void sample_set(struct sample *s, const char *address, const char *number)
{
    struct diag diag;
    struct decimal d;
    assert_true(decimal_parse(number, &d));
    for (size_t t = 0; t < s->form.n_tables; t++)
        for (size_t i = 0; i < s->form.tables[t].n_slots; i++)
            if (!strcmp(s->form.tables[t].slots[i].address, address)) report_set(s->report, &s->report->tables[t], (int)i, d);
    assert_true(report_add_up(s->report, &diag));
}

static void make_texts(struct report *r)
{
    static struct block blocks[] = {
        {true, "（一）主动公开"},
        {false, "全年主动公开信息<26>条，同比增长5%，其中“政策解读”3条&图解1条。"},
        {false, "依申请公开办理及时。"},
    };
    static const char *footnotes[] = {"注：收费金额含上年应收未收部分。"};
    r->sections[0].blocks = blocks;
    r->sections[0].n_blocks = sizeof blocks / sizeof *blocks;
    r->sections[3].missing = true;
    r->tables[0].footnotes = footnotes;
    r->tables[0].n_footnotes = 1;
}

void sample_init(struct sample *s)
{
    static const struct input_file inputs[] = {{"申请登记.csv", 12, {"01", "", 345}, "UTF-8"}};
    *s = (struct sample){0};
    make_form(&s->form);
    struct report *r = s->report = report_new(&s->form);
    r->agency = (struct agency){1, "HD01", "海淀区<示例>局", "B", 4, NULL, NULL, NULL, NULL};
    r->year = 2025;
    r->as_of = civil_day(2026, 1, 20);
    r->closing_day = civil_day(2025, 12, 31);
    r->title = "海淀区<示例>局2025年政府信息公开工作年度报告";
    r->preamble = "根据《中华人民共和国政府信息公开条例》，编制本报告。";
    r->stamp = "2026-01-20T00:00:00+08:00";
    r->program = "nianbao 0.1.0";
    r->rules_hash = "bb";
    r->calendar_hash = "cc";
    r->settings_hash = "dd";
    r->inputs = inputs;
    r->n_inputs = 1;
    r->timeliness = (struct timeliness){5, 4, 0, 1, 0, 9, -1};
    make_texts(r);
    static const struct { const char *address, *number; } cells[] = {
        {"alpha/rules/made", "3"}, {"alpha/fees/amount", "24252.311082"},
        {"beta/new/person", "9"}, {"beta/new/firm", "4"}, {"beta/1/person", "6"}, {"beta/1/firm", "1"},
        {"beta/3.1/person", "2"}, {"beta/3.1/firm", "0"}, {"beta/carried_out/person", "1"}, {"beta/carried_out/firm", "3"}};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) sample_set(s, cells[i].address, cells[i].number);
    report_set_note(r, &r->tables[0], A_MADE, "其中修订\"16\"件");
    s->paper.pdf_part = 1;
}

void sample_make_draft(struct sample *s)
{
    static struct finding list[] = {
        {.id = "D01", .class = CLASS_IDENTITY, .severity = SEVERITY_ERROR, .state = STATE_FAIL, .blocking = true, .cell = "beta/new/person",
         .value = "9", .expected = "10", .article = "国办公开办函〔2021〕30号", .message = "勾稽关系不成立", .advice = "请核对"},
        {.id = "B01", .class = CLASS_TIMELINESS, .severity = SEVERITY_WARNING, .state = STATE_DISPUTED, .table = "requests",
         .file = "申请登记.csv", .row = 17, .column = "交邮或发出日期", .key = "2025-017", .value = "=1+1", .expected = "<= 2025-10-30",
         .article = "条例第三十三条", .message = "答复逾期,\"待核\"", .advice = "请核对日期"}};
    s->findings.list = list;
    s->findings.n = 2;
    s->report->draft = true;
    s->report->draft_text = "草稿：1个问题待改正 & 统计截至2025年11月20日";
    s->report->findings = (struct finding_counts){.blocking = 1, .warnings = 1};
}

void sample_release(struct sample *s)
{
    report_free(s->report);
    deadlines_release(&s->all_deadlines);
    arena_release(&s->form.arena);
}

char *sample_folder(void)
{
    char *folder = memory_dup("/tmp/nianbao-test-XXXXXX");
    assert_non_null(mkdtemp(folder));
    return folder;
}

static char *path_of(const char *folder, const char *name)
{
    struct text t = {0};
    text_printf(&t, "%s/%s", folder, name);
    return t.bytes;
}

void sample_remove_folder(char *folder)
{
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d));) {
        if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")) continue;
        char *path = path_of(folder, e->d_name);
        struct stat st;
        if (!lstat(path, &st) && S_ISDIR(st.st_mode)) {
            sample_remove_folder(path);
        } else {
            unlink(path);
            free(path);
        }
    }
    if (d) closedir(d);
    rmdir(folder);
    free(folder);
}

char *sample_read(const char *folder, const char *name, size_t *n)
{
    char *path = path_of(folder, name), buffer[4096];
    struct text t = {0};
    FILE *f = fopen(path, "rb");
    if (!f) print_error("cannot read %s\n", path);
    assert_non_null(f);
    for (size_t got; (got = fread(buffer, 1, sizeof buffer, f)) > 0;) text_add_n(&t, buffer, got);
    fclose(f);
    free(path);
    if (n) *n = t.n;
    if (!t.bytes) text_add(&t, "");
    return t.bytes;
}

void sample_write(const char *folder, const char *name, const void *bytes, size_t n)
{
    char *path = path_of(folder, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
    free(path);
}

/* ---- documents ---- */

static bool draw(struct sample *s, void (*make)(struct document *, struct sample *), bool (*write)(const struct document *, struct outdir *, const char *, struct diag *),
                 struct outdir *out, const char *file, struct diag *diag)
{
    struct document d;
    const struct document_facts facts = report_facts(s->report);
    document_init(&d, &facts);
    make(&d, s);
    bool ok = write ? write(&d, out, file, diag) : (strstr(file, ".ofd") ? ofd_write : pdf_write)(&d, &s->paper, out, file, diag);
    document_release(&d);
    return ok;
}

static void make_report(struct document *d, struct sample *s) { report_document(d, s->report); }
const struct deadlines *sample_deadlines(struct sample *s)
{
    deadlines_release(&s->all_deadlines);
    s->all_deadlines.closing_day = s->report->closing_day;
    for (size_t i = 0; i < s->n_deadlines; i++) deadlines_note(&s->all_deadlines, &s->deadlines[i]);
    return &s->all_deadlines;
}

static void make_page(struct document *d, struct sample *s)
{
    struct settings *settings;
    struct diag diag;
    assert_true(settings_load(&settings, PROJECT_SOURCE_DIR "/data/settings.yaml", NULL, &diag));
    report_page(d, s->report, settings);
    settings_free(settings);
}

static void make_workbook(struct document *d, struct sample *s) { report_workbook(d, s->report); }
static void make_findings(struct document *d, struct sample *s) { findings_document(d, &s->findings); }
static void make_findings_workbook(struct document *d, struct sample *s) { findings_workbook(d, &s->findings, s->report); }
static void make_deadlines(struct document *d, struct sample *s) { deadlines_list(d, s->deadlines, s->n_deadlines); }
static void make_carry_list(struct document *d, struct sample *s) { carry_list_document(d, sample_deadlines(s)); }

static bool write_docx(const struct document *d, struct outdir *out, const char *file, struct diag *diag) { return docx_write(d, true, out, file, diag); }

bool draw_pdf(struct sample *s, struct outdir *out, const char *file, struct diag *diag) { return draw(s, make_report, NULL, out, file, diag); }
bool draw_ofd(struct sample *s, struct outdir *out, const char *file, struct diag *diag) { return draw(s, make_report, NULL, out, file, diag); }
bool draw_docx(struct sample *s, struct outdir *out, const char *file, struct diag *diag) { return draw(s, make_report, write_docx, out, file, diag); }
bool draw_html(struct sample *s, struct outdir *out, const char *file, struct diag *diag) { return draw(s, make_report, html_write, out, file, diag); }
bool draw_page(struct sample *s, struct outdir *out, const char *file, struct diag *diag) { return draw(s, make_page, html_write, out, file, diag); }
bool draw_xlsx(struct sample *s, struct outdir *out, const char *file, struct diag *diag) { return draw(s, make_workbook, xlsx_write, out, file, diag); }
bool draw_findings_csv(struct sample *s, struct outdir *out, const char *file, struct diag *diag) { return draw(s, make_findings, csv_write, out, file, diag); }
bool draw_deadlines(struct sample *s, struct outdir *out, const char *file, struct diag *diag) { return draw(s, make_deadlines, csv_write, out, file, diag); }
bool draw_carry_list(struct sample *s, struct outdir *out, const char *file, struct diag *diag) { return draw(s, make_carry_list, csv_write, out, file, diag); }

bool draw_findings_xlsx(struct sample *s, struct outdir *out, const char *file, struct diag *diag)
{
    return !s->findings.n || draw(s, make_findings_workbook, xlsx_write, out, file, diag);
}

bool draw_report_json(struct sample *s, struct outdir *out, const char *file, struct diag *diag) { return report_json_write(s->report, &s->findings, out, file, diag); }
bool draw_findings_json(struct sample *s, struct outdir *out, const char *file, struct diag *diag) { return findings_json_write(&s->findings, out, file, diag); }

bool draw_manifest(struct sample *s, struct outdir *out, const char *file, struct diag *diag)
{
    const struct report *r = s->report;
    const struct manifest_hash hashes[] = {{"form", r->form->hash}, {"rules", r->rules_hash}, {"calendar", r->calendar_hash}, {"settings", r->settings_hash}};
    return manifest_put(&(struct manifest){r->program, r->stamp, hashes, 4, s->paper.fonts, s->paper.n_fonts, r->inputs, r->n_inputs, NULL}, out, file, diag);
}

size_t sample_count(const char *bytes, size_t n, const char *words)
{
    size_t found = 0, length = strlen(words);
    for (size_t i = 0; i + length <= n; i++) found += !memcmp(bytes + i, words, length);
    return found;
}
