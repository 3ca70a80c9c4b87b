/* The two workbooks, read back: numbers and cached totals, live formulas and names, texts as texts, the same bytes. */
#include "render/xlsx/book.h"
#include "sample_report.h"
#include "written_book.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static char *folder;

static void write_book(struct sample *s)
{
    struct outdir *out;
    struct diag diag;
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(draw_xlsx(s, out, "a.xlsx", &diag));
    assert_true(draw_findings_xlsx(s, out, "问题清单.xlsx", &diag));
    assert_true(draw_manifest(s, out, "manifest.json", &diag));
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
}

static const char *cell(const char *name, const char *sheet, int row, int col, enum xlsx_kind *kind) { return written_cell(folder, name, sheet, row, col, kind); }
static char *part(const char *name, const char *entry) { return written_part(folder, name, entry); }

/* Whether the sheet has the text in some cell. */
static bool has(const char *name, const char *sheet, const char *text)
{
    for (int row = 0; row < 60; row++)
        for (int col = 0; col < 16; col++)
            if (!strcmp(cell(name, sheet, row, col, NULL), text)) return true;
    return false;
}

static int setup(void **state)
{
    folder = sample_folder();
    *state = memory_alloc(sizeof(struct sample));
    sample_init(*state);
    return 0;
}

static int teardown(void **state)
{
    sample_release(*state);
    free(*state);
    sample_remove_folder(folder);
    return 0;
}

static void machine_sheets_hold_the_numbers(void **state)
{
    enum xlsx_kind kind;
    write_book(*state);
    assert_string_equal(cell("a.xlsx", "beta", 0, 1, NULL), "person");
    assert_string_equal(cell("a.xlsx", "beta", 3, 0, NULL), "3.1");
    assert_string_equal(cell("a.xlsx", "beta", 3, 2, &kind), "0");
    assert_int_equal(kind, XLSX_NUMBER);
    assert_string_equal(cell("a.xlsx", "beta", 4, 3, NULL), "9");
    assert_string_equal(cell("a.xlsx", "alpha", 2, 3, &kind), "24252.311082");
    assert_int_equal(kind, XLSX_NUMBER);
    assert_string_equal(cell("a.xlsx", "alpha", 1, 2, NULL), "");
    assert_string_equal(cell("a.xlsx", "alpha", 2, 1, NULL), "");
}

static void totals_and_references_are_live(void **state)
{
    write_book(*state);
    char *print = part("a.xlsx", "xl/worksheets/sheet1.xml"), *beta = part("a.xlsx", "xl/worksheets/sheet3.xml");
    char *check = part("a.xlsx", "xl/worksheets/sheet4.xml"), *book = part("a.xlsx", "xl/workbook.xml");
    assert_non_null(strstr(beta, "<f>SUM(B2:C2)</f><v>13</v>"));
    assert_non_null(strstr(beta, "<f>SUM(B3:B4)</f><v>8</v>"));
    assert_non_null(strstr(print, "<f>IF('beta'!$B$2=\"\",\"\",'beta'!$B$2)</f><v>9</v>"));
    assert_non_null(strstr(check, "<f>'beta'!$B$5+'beta'!$B$6</f><v>9</v>"));
    assert_non_null(strstr(check, "全部相符"));
    assert_non_null(strstr(book, "<definedName name=\"T_beta_3_1_person\">'beta'!$B$4</definedName>"));
    assert_non_null(strstr(book, "<definedName name=\"T_alpha_fees_amount\">'alpha'!$D$3</definedName>"));
    free(print);
    free(beta);
    free(check);
    free(book);
    assert_string_equal(cell("a.xlsx", "附注", 1, 4, NULL), "其中修订\"16\"件");
    assert_true(has("a.xlsx", "年报", "3（其中修订\"16\"件）"));
}

/* An office may fill it in: what reads the workbook again knows cells by their names. */
static void an_empty_cell_has_its_name(void **state)
{
    struct sample *s = *state;
    s->report->tables[0].cells[0] = (struct cell){.state = CELL_EMPTY, .text = ""};
    write_book(s);
    char *book = part("a.xlsx", "xl/workbook.xml");
    assert_non_null(strstr(book, "<definedName name=\"T_alpha_rules_made\">'alpha'!$B$2</definedName>"));
    free(book);
    assert_string_equal(cell("a.xlsx", "alpha", 1, 1, NULL), "");
}

static void broken_identities_show(void **state)
{
    struct sample *s = *state;
    sample_set(s, "beta/new/firm", "5");
    write_book(s);
    assert_string_equal(cell("a.xlsx", "校验", 0, 0, NULL), "2处不符");
    assert_string_equal(cell("a.xlsx", "校验", 3, 5, NULL), "1");
    assert_string_equal(cell("a.xlsx", "校验", 3, 6, NULL), "不符");
}

static void a_total_that_is_not_its_sum_is_no_formula(void **state)
{
    struct sample *s = *state;
    report_set(s->report, &s->report->tables[1], 2, (struct decimal){99, 0});
    write_book(s);
    char *beta = part("a.xlsx", "xl/worksheets/sheet3.xml");
    assert_non_null(strstr(beta, "><v>99</v>"));
    assert_null(strstr(beta, "SUM(B2:C2)"));
    free(beta);
}

static void long_numbers_stay_whole(void **state)
{
    struct sample *s = *state;
    enum xlsx_kind kind;
    sample_set(s, "alpha/fees/amount", "1234567890123.456789");
    write_book(s);
    assert_string_equal(cell("a.xlsx", "alpha", 2, 3, &kind), "1234567890123.456789");
    assert_int_equal(kind, XLSX_TEXT);
    assert_true(book_holds("123456789.012345"));
    assert_true(book_holds("-0.000001"));
    assert_false(book_holds("1234567890.123456"));
}

static void texts_are_never_formulas(void **state)
{
    struct sample *s = *state;
    sample_make_draft(s);
    s->report->title = "=HYPERLINK(\"http://x\")";
    write_book(s);
    enum xlsx_kind kind;
    assert_string_equal(cell("a.xlsx", "年报", 1, 0, &kind), "=HYPERLINK(\"http://x\")");
    assert_int_equal(kind, XLSX_TEXT);
    assert_string_equal(cell("问题清单.xlsx", finding_class_name(CLASS_TIMELINESS), 2, 11, &kind), "=1+1");
    assert_int_equal(kind, XLSX_TEXT);
}

/* A text that a spreadsheet would read as 农, and characters that XML cannot hold: in cells, comments and properties. */
static void texts_come_back_as_they_were(void **state)
{
    struct sample *s = *state;
    sample_make_draft(s);
    s->report->title = "甲_x519C_乙_x005F_x519C_";
    s->report->draft_text = "草稿_x519C_\x1B\u202E";
    write_book(s);
    assert_string_equal(cell("a.xlsx", "年报", 1, 0, NULL), s->report->title);
    assert_string_equal(cell("a.xlsx", "年报", 0, 0, NULL), "草稿_x519C_␛<U+202E>");
    char *xml = part("a.xlsx", "xl/worksheets/sheet1.xml");
    assert_non_null(strstr(xml, "草稿_x005F_x519C_␛"));
    free(xml);
}

static void a_draft_says_so_on_every_sheet(void **state)
{
    struct sample *s = *state;
    sample_make_draft(s);
    write_book(s);
    static const char *const sheets[] = {"年报", "alpha", "beta", "校验", "附注", "办理时限"};
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        char entry[64];
        snprintf(entry, sizeof entry, "xl/worksheets/sheet%zu.xml", i + 1);
        char *xml = part("a.xlsx", entry);
        assert_non_null(strstr(xml, "草稿：1个问题待改正"));
        free(xml);
        assert_string_equal(cell("a.xlsx", sheets[i], 0, 0, NULL), s->report->draft_text);
    }
    assert_string_equal(cell("a.xlsx", "附注", 2, 4, NULL), "其中修订\"16\"件");
}

static void findings_come_and_go(void **state)
{
    struct sample *s = *state;
    sample_make_draft(s);
    write_book(s);
    assert_string_equal(cell("问题清单.xlsx", "汇总", 5, 0, NULL), "合计");
    assert_string_equal(cell("问题清单.xlsx", "汇总", 5, 9, NULL), "2");
    s->findings.n = 0;
    write_book(s);
    char path[512];
    snprintf(path, sizeof path, "%s/问题清单.xlsx", folder);
    assert_int_not_equal(access(path, F_OK), 0);
}

/* Three of one class, given with the blocking one last; two have a department, one has not. */
static void three_findings(struct sample *s)
{
    static struct finding list[] = {
        {.id = "D06", .class = CLASS_VALIDITY, .severity = SEVERITY_WARNING, .state = STATE_WAIVED, .article = "依据", .message = "甲", .advice = "已豁免：核实"},
        {.id = "A12", .class = CLASS_VALIDITY, .severity = SEVERITY_WARNING, .state = STATE_FAIL, .department = "种植业股", .table = "requests",
         .article = "依据", .message = "乙", .advice = "改"},
        {.id = "A18", .class = CLASS_VALIDITY, .severity = SEVERITY_ERROR, .state = STATE_FAIL, .blocking = true, .department = "种植业股",
         .table = "requests", .file = "requests.csv", .row = 7, .column = "落款日期", .key = "2025-7", .value = "空", .expected = "日期",
         .article = "条例第三十六条", .message = "丙", .advice = "补上"}};
    s->findings.list = list;
    s->findings.n = 3;
}

static void findings_are_counted_by_class_and_department(void **state)
{
    struct sample *s = *state;
    three_findings(s);
    write_book(s);
    /* 须改正 超期 错误 警告 有争议 提示 已豁免 无法核对 合计, by class; by department behind the classes that there are */
    static const char *const lines[][11] = {
        {"数据有误", "1", "0", "0", "1", "0", "0", "1", "0", "3", ""}, {"合计", "1", "0", "0", "1", "0", "0", "1", "0", "3", ""},
        {"", "", "", "", "", "", "", "", "", "", ""},
        {"承办部门（没有的列机关）", "数据有误", "须改正", "超期", "错误", "警告", "有争议", "提示", "已豁免", "无法核对", "合计"},
        {"海淀区<示例>局", "1", "0", "0", "0", "0", "0", "0", "1", "0", "1"}, {"种植业股", "2", "1", "0", "0", "1", "0", "0", "0", "0", "2"},
        {"合计", "3", "1", "0", "0", "1", "0", "0", "1", "0", "3"}};
    for (int row = 0; row < 7; row++)
        for (int col = 0; col < 11; col++) assert_string_equal(cell("问题清单.xlsx", "汇总", 2 + row, col, NULL), lines[row][col]);
}

static void a_class_has_its_sheet(void **state)
{
    struct sample *s = *state;
    three_findings(s);
    write_book(s);
    static const char *const line[] = {"A18", "须改正", "是", "未通过", "种植业股", "requests.csv", "7", "落款日期", "2025-7", "", "", "空", "日期", "条例第三十六条", "丙", "补上"};
    for (int col = 0; col < 16; col++) assert_string_equal(cell("问题清单.xlsx", "数据有误", 1, col, NULL), line[col]);
    assert_string_equal(cell("问题清单.xlsx", "数据有误", 3, 3, NULL), "已豁免");
    assert_string_equal(cell("问题清单.xlsx", "数据有误", 3, 15, NULL), "已豁免：核实");
    char *sheet = part("问题清单.xlsx", "xl/worksheets/sheet2.xml"), *book = part("问题清单.xlsx", "xl/workbook.xml");
    assert_non_null(strstr(sheet, "<autoFilter ref=\"A1:P4\"/>"));
    assert_non_null(strstr(sheet, "<pane ySplit=\"1\" topLeftCell=\"A2\""));
    assert_non_null(strstr(sheet, "orientation=\"landscape\""));
    assert_non_null(strstr(sheet, "fitToHeight=\"0\""));
    assert_non_null(strstr(book, "_xlnm.Print_Titles\" localSheetId=\"1\">'数据有误'!$1:$1<"));
    free(sheet);
    free(book);
}

static void how_fast_was_answered(void **state)
{
    struct sample *s = *state;
    struct timeliness_row rows[] = {
        {"申请人类型", "A1", "自然人", {3, 2, 0, 1, 0, 9, 21}}, {"申请人类型", "B1", "商业企业", {2, 2, 0, 0, 0, -1, -1}}, {"办理结果", "1", "予以公开", {5, 4, 0, 1, 0, 9, -1}}};
    s->report->timeliness_rows = rows;
    s->report->n_timeliness_rows = sizeof rows / sizeof *rows;
    write_book(s);
    static const char *const lines[][9] = {
        {"分类", "项目", "答复", "按期", "有争议", "超期", "无法判断", "用时中位数（工作日）", "九成用时不超过（工作日）"},
        {"申请人类型", "A1 自然人", "3", "2", "0", "1", "0", "9", "21"},
        {"申请人类型", "B1 商业企业", "2", "2", "0", "0", "0", "", ""},
        {"办理结果", "1 予以公开", "5", "4", "0", "1", "0", "9", ""},
        {"合计", "", "5", "4", "0", "1", "0", "9", ""}};
    for (int row = 0; row < 5; row++)
        for (int col = 0; col < 9; col++) assert_string_equal(cell("a.xlsx", "办理时限", row, col, NULL), lines[row][col]);
    s->report->timeliness.answered = -1;
    write_book(s);
    char *book = part("a.xlsx", "xl/workbook.xml");
    assert_null(strstr(book, "办理时限"));
    free(book);
}

static void properties_are_the_reports(void **state)
{
    write_book(*state);
    char *core = part("a.xlsx", "docProps/core.xml");
    assert_non_null(strstr(core, "<dc:creator>海淀区&lt;示例&gt;局</dc:creator>"));
    assert_non_null(strstr(core, ">2026-01-19T16:00:00Z</dcterms:created>"));
    free(core);
}

static void the_same_report_gives_the_same_bytes(void **state)
{
    struct sample *s = *state;
    sample_make_draft(s);
    size_t n, m;
    write_book(s);
    char *first = sample_read(folder, "a.xlsx", &n);
    sleep(1);
    write_book(s);
    char *second = sample_read(folder, "a.xlsx", &m);
    assert_int_equal(n, m);
    assert_memory_equal(first, second, n);
    free(first);
    free(second);
}

static void refuses_broken_text(void **state)
{
    struct sample *s = *state;
    struct outdir *out;
    struct diag diag = {0};
    s->report->preamble = "坏\xFF";
    assert_true(outdir_open(&out, folder, &diag));
    assert_false(draw_xlsx(s, out, "a.xlsx", &diag));
    assert_int_equal(diag.kind, DIAG_INPUT);
    outdir_close(out);
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        CASE(machine_sheets_hold_the_numbers), CASE(totals_and_references_are_live), CASE(an_empty_cell_has_its_name), CASE(broken_identities_show),
        CASE(a_total_that_is_not_its_sum_is_no_formula), CASE(long_numbers_stay_whole), CASE(texts_are_never_formulas), CASE(texts_come_back_as_they_were),
        CASE(a_draft_says_so_on_every_sheet), CASE(findings_come_and_go),
        CASE(findings_are_counted_by_class_and_department), CASE(a_class_has_its_sheet), CASE(how_fast_was_answered), CASE(properties_are_the_reports),
        CASE(the_same_report_gives_the_same_bytes), CASE(refuses_broken_text)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
