/* Workbooks as ledgers, cell by cell: sheets that libxlsxwriter wrote, read as the rows of their tables; numbers as a cell
 * shows them; the places of columns. tests/whole/workbook.py tests whole workbooks of other programs. */
#include "workbook/sheet_places.h"
#include "workbook/xlsx_number.h"
#include "ledger_fixture.h"
#include <xlsxwriter.h>

static struct fixture f;
static struct ledger l;
static struct sheet_places places;

static int set_up(void **state)
{
    (void)state;
    f = fixture_new();
    fixture_one_agency(&f);
    f.context.problems = &f.problems;
    f.context.agencies = &f.agencies;
    f.context.places = &places;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    ledger_release(&l);
    sheet_places_release(&places);
    fixture_remove(&f, "a.xlsx");
    fixture_release(&f);
    return 0;
}

/* ---- workbooks of libxlsxwriter ---- */

struct writing { lxw_workbook *book; lxw_worksheet *sheet; lxw_format *date; };

static struct writing begin(const char *sheet, const char *const *headings)
{
    char path[64];
    snprintf(path, sizeof path, "%s/a.xlsx", f.folder);
    struct writing w = {.book = workbook_new(path)};
    w.date = workbook_add_format(w.book);
    format_set_num_format(w.date, "yyyy\"年\"m\"月\"d\"日\"");
    w.sheet = workbook_add_worksheet(w.book, sheet);
    for (lxw_col_t c = 0; headings[c]; c++) worksheet_write_string(w.sheet, 0, c, headings[c], NULL);
    return w;
}

/* The rows of every sheet; f.problems holds the problems. */
static const char *read_all(struct writing *w)
{
    char path[64];
    struct diag diag;
    snprintf(path, sizeof path, "%s/a.xlsx", f.folder);
    assert_int_equal(workbook_close(w->book), LXW_NO_ERROR);
    if (!ledger_open(&l, path, f.schema, &f.problems, &diag)) fail_msg("%s", diag.text);
    text_clear(&f.rows);
    for (size_t i = 0; i < l.n_files; i++) {
        struct row_source *s;
        if (!row_source_open(&s, &f.context, &l.files[i])) continue;
        assert_string_equal(row_source_encoding(s), "XLSX");
        while (row_source_next(s)) fixture_show_row(&f.rows, l.files[i].table, row_source_values(s));
        row_source_close(s);
    }
    return text_get(&f.rows);
}

static void dates_and_numbers(void **state)
{
    (void)state;
    static const char *const headings[] = {"年度", "项目名称", "金额(万元)", "原始金额(元)", NULL};
    struct writing w = begin("行政事业性收费", headings);
    for (lxw_row_t r = 1; r <= 2; r++) worksheet_write_number(w.sheet, r, 0, 2025, NULL);
    worksheet_write_string(w.sheet, 1, 1, "甲", NULL);
    worksheet_write_number(w.sheet, 1, 2, 0.1 + 0.2, NULL);
    worksheet_write_string(w.sheet, 2, 1, "乙", NULL);
    worksheet_write_number(w.sheet, 2, 2, 24252.311082, NULL);
    worksheet_write_number(w.sheet, 2, 3, 242523110.82, NULL);
    worksheet_write_string(w.sheet, 3, 0, "合计", NULL);
    worksheet_write_formula_num(w.sheet, 3, 2, "=SUM(C2:C3)", NULL, 24252.611082);
    assert_string_equal(read_all(&w), "agency=1 year=2025 name=甲 amount=300000/1\nagency=1 year=2025 name=乙 amount=24252311082/6 amount_yuan=242523110820000/2\n");
    assert_string_equal(fixture_said(&f), "S16 4 - -\n");
}

/* 2025-03 typed into a cell that is no text becomes the first of March, shown as a month. */
static void months_in_texts(void **state)
{
    (void)state;
    static const char *const headings[] = {"义务编号", "期间", "完成日期", NULL};
    struct writing w = begin("公开义务执行", headings);
    lxw_datetime first = {.year = 2025, .month = 3, .day = 1}, second = {.year = 2025, .month = 3, .day = 2};
    lxw_format *month = workbook_add_format(w.book);
    format_set_num_format_index(month, 17);
    for (lxw_row_t r = 1; r <= 3; r++) {
        worksheet_write_string(w.sheet, r, 0, "OB-001", NULL);
        worksheet_write_datetime(w.sheet, r, 1, r == 2 ? &second : &first, r == 3 ? w.date : month);
        worksheet_write_datetime(w.sheet, r, 2, &first, month);
    }
    assert_string_equal(read_all(&w), "duty=OB-001 agency=1 period=2025-03 done=2025-03-01\nduty=OB-001 agency=1 period=2025-03-02 done=2025-03-01\n"
                                      "duty=OB-001 agency=1 period=2025-03-01 done=2025-03-01\n");
    assert_string_equal(fixture_said(&f), "");
}

static lxw_format *as(struct writing *w, const char *code)
{
    lxw_format *format = workbook_add_format(w->book);
    format_set_num_format(format, code);
    return format;
}

/* A cell shows SQ-007 and holds 7: the reader takes what the cell shows, or refuses it. */
static void shown_by_formats(void **state)
{
    (void)state;
    static const char *const headings[] = {"受理编号", "申请人类型", "申请方式", "提交日期", "办理结果", "文书号", NULL};
    struct writing w = begin("申请登记", headings);
    worksheet_write_number(w.sheet, 1, 0, 7, as(&w, "\"SQ-\"000"));
    worksheet_write_number(w.sheet, 1, 1, 1, as(&w, "\"A\"0"));
    worksheet_write_number(w.sheet, 1, 2, 4, as(&w, "[>3]\"C\"0;General"));
    worksheet_write_number(w.sheet, 1, 3, 20250305, as(&w, "0000\"-\"00\"-\"00"));
    worksheet_write_number(w.sheet, 1, 4, 3.6, as(&w, "0.00"));
    worksheet_write_number(w.sheet, 1, 5, 12, as(&w, "\"某答〔2025〕\"0\"号\""));
    assert_string_equal(read_all(&w), "");
    assert_string_equal(fixture_said(&f), "!S07 2 申请方式 4\nS15 2 受理编号 7\nS15 2 申请人类型 1\nS15 2 提交日期 20250305\nS15 2 文书号 12\n");
    assert_string_equal(f.problems.list[1].expected, "SQ-007");
}

/* Formats with percents, thousands or ten thousands change a number; decimal points and digit groups do not. */
static void formats_of_numbers(void **state)
{
    (void)state;
    static const char *const headings[] = {"年度", "项目名称", "金额(万元)", NULL};
    static const struct { double number; const char *code, *read; } rows[] = {
        {1234.5, "#,##0.00", "amount=1234500000/1"}, {12.345, "0.0", "amount=12345000/3"}, {12.5, "0.0\"万元\"", "amount=12500000/1"}, {0, "0;-0;;@", "amount=0/0"},
        {0.12, "0%", NULL}, {12345, "0.0,", NULL}, {125000, "0\\.0,\"万元\"", NULL}, {12, "0\"元\"", NULL}, {5, ";;;", NULL}, {7, "0.00E+00", NULL},
    };
    struct text read = {0};
    struct writing w = begin("行政事业性收费", headings);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        worksheet_write_number(w.sheet, (lxw_row_t)i + 1, 0, 2025, i ? NULL : as(&w, "0\"年度\""));
        worksheet_write_string(w.sheet, (lxw_row_t)i + 1, 1, "甲", NULL);
        worksheet_write_number(w.sheet, (lxw_row_t)i + 1, 2, rows[i].number, as(&w, rows[i].code));
        if (rows[i].read) text_printf(&read, "agency=1 year=2025 name=甲 %s\n", rows[i].read);
    }
    assert_string_equal(read_all(&w), text_get(&read));
    assert_string_equal(fixture_said(&f), "!A20 6 金额(万元) 12%\n!A20 7 金额(万元) 12.3\n!A20 8 金额(万元) 12.5万元\n!A20 9 金额(万元) 12元\n!A20 10 金额(万元) 5\n"
                                          "!A20 11 金额(万元) 7\nS15 2 年度 2025年度\nS15 3 金额(万元) 12.3\nS15 4 金额(万元) 12.5万元\n");
    assert_non_null(strstr(f.problems.list[0].text, "存的是 0.12"));
    text_release(&read);
}

static void cells_are_named(void **state)
{
    (void)state;
    static const char *const headings[] = {"月份", "类别", "备注一", "数 量", NULL};
    struct writing w = begin("decisions", headings);
    lxw_datetime day = {.year = 2025, .month = 3, .day = 1};
    worksheet_write_datetime(w.sheet, 1, 0, &day, w.date);
    worksheet_write_string(w.sheet, 1, 1, "XK", NULL);
    worksheet_write_number(w.sheet, 1, 3, 1.5, NULL);
    assert_string_equal(read_all(&w), "");
    assert_string_equal(fixture_said(&f), "S06 1 备注一 -\n!A20 2 数 量 1.5\n");
    assert_string_equal(f.problems.list[1].file, "a.xlsx:decisions");
    assert_int_equal(f.problems.list[0].sheet_column, 3);
    assert_int_equal(f.problems.list[1].sheet_column, 4);
    /* Finds a column by the table's heading and by the heading in the sheet; of several, the first. */
    assert_true(sheet_places_is_sheet(&places, "a.xlsx:decisions") && !sheet_places_is_sheet(&places, "decisions.csv"));
    assert_int_equal(sheet_places_column(&places, "a.xlsx:decisions", "数量"), 4);
    assert_int_equal(sheet_places_column(&places, "a.xlsx:decisions", "数 量"), 4);
    assert_int_equal(sheet_places_column(&places, "a.xlsx:decisions", "类别、月份"), 2);
    assert_int_equal(sheet_places_column(&places, "a.xlsx:decisions", "决定日期"), 0);
    assert_int_equal(sheet_places_column(&places, "a.xlsx:decisions", NULL), 0);
    sheet_places_add(&places, "a.xlsx:decisions", "数量", 9);
    assert_int_equal(sheet_places_column(&places, "a.xlsx:decisions", "数量"), 0);
}

/* ---- numbers ---- */

static void assert_shown(const char *given, const char *wanted)
{
    struct text t = {0};
    xlsx_number_write(&t, given, strlen(given));
    assert_string_equal(text_get(&t), wanted);
    text_release(&t);
}

static void numbers_as_shown(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"24252.311082000001", "24252.311082"}, {"0.10000000000000001", "0.1"}, {"0.30000000000000004", "0.3"}, {"2.4252E4", "24252"},
        {"1.5e-3", "0.0015"}, {"1E+2", "100"}, {"-1.25E1", "-12.5"}, {"0", "0"}, {"-0", "0"}, {"0.000", "0"}, {"007", "7"}, {"1.50", "1.5"},
        {"999999999999999.9", "1000000000000000"}, {"9.9999999999999999", "10"}, {"123456789012345.5", "123456789012346"},
        {"123456789012345.4", "123456789012345"}, {"12345678901234567890", "12345678901234600000"}, {"1.1010119900101123E+17", "110101199001011000"},
        {"1E-7", "0.0000001"}, {"1E60", "1E60"}, {"1E-60", "1E-60"}, {"1E", "1E"}, {"1E9999", "1E9999"}, {"NaN", "NaN"}, {"", ""}, {".", "."}, {"1.2.3", "1.2.3"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) assert_shown(pairs[i][0], pairs[i][1]);
    static const char *const plain[] = {"0", "-1", "1.5", "123456789012345", "1234567.89012345"}, *const others[] = {"", "-", "1234567890123456", "1E5", "1.2.3", "x", "9.0", "9."};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) assert_true(xlsx_number_plain(plain[i], strlen(plain[i])));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) assert_false(xlsx_number_plain(others[i], strlen(others[i])));
}

/* Every number of up to fifteen digits is restored, whatever digits a double has added to it. */
static void numbers_come_back(void **state)
{
    (void)state;
    uint64_t seed = 20250331;
    char saved[64], wanted[64];
    struct text t = {0};
    for (int i = 0; i < 200000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        int decimals = (int)(seed >> 60) % 7;
        int64_t value = (int64_t)((seed >> 8) % 1000000000000000u);
        for (int k = (int)(seed >> 56) % 14; k; k--) value /= 10;
        int64_t scale = 1;
        for (int k = 0; k < decimals; k++) scale *= 10;
        snprintf(saved, sizeof saved, "%.17g", (double)value / (double)scale);
        snprintf(wanted, sizeof wanted, "%lld.%0*lld", (long long)(value / scale), decimals, (long long)(value % scale));
        if (!decimals) *strchr(wanted, '.') = 0;
        for (size_t n = strlen(wanted); decimals && (wanted[n - 1] == '0' || wanted[n - 1] == '.'); n--) {
            bool point = wanted[n - 1] == '.';
            wanted[n - 1] = 0;
            if (point) break;
        }
        text_clear(&t);
        xlsx_number_write(&t, saved, strlen(saved));
        if (strcmp(text_get(&t), wanted)) fail_msg("%s is %s, expected %s", saved, text_get(&t), wanted);
    }
    text_release(&t);
}

static void lost_digits(void **state)
{
    (void)state;
    static const char *const lost[] = {"1.10101E+17", "1E5", "1234567890123456", "110101199001011234", "x"}, *const kept[] = {"2025001", "123456789012345", "0.10000000000000001", "0"};
    for (size_t i = 0; i < sizeof lost / sizeof *lost; i++) assert_true(xlsx_number_lost_digits(lost[i], strlen(lost[i])));
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) assert_false(xlsx_number_lost_digits(kept[i], strlen(kept[i])));
}

static void letters(void **state)
{
    (void)state;
    char out[SHEET_LETTERS];
    static const struct { int column; const char *letters; } all[] = {{1, "A"}, {26, "Z"}, {27, "AA"}, {52, "AZ"}, {53, "BA"}, {702, "ZZ"}, {703, "AAA"}, {16384, "XFD"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) assert_string_equal(sheet_letters(all[i].column, out), all[i].letters);
    struct text t = {0};
    sheet_place_words(&t, "a.csv", false, 17, 4);
    text_add_char(&t, ' ');
    sheet_place_words(&t, "a.xlsx:表", true, 17, 4);
    text_add_char(&t, ' ');
    sheet_place_words(&t, "a.xlsx:表", true, 17, 0);
    text_add_char(&t, ' ');
    sheet_place_words(&t, "a.xlsx:表", true, 0, 4);
    assert_string_equal(text_get(&t), "a.csv:17 a.xlsx:表!D17 a.xlsx:表 第17行 a.xlsx:表");
    text_release(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(dates_and_numbers, set_up, tear_down), cmocka_unit_test_setup_teardown(months_in_texts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(shown_by_formats, set_up, tear_down), cmocka_unit_test_setup_teardown(formats_of_numbers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(cells_are_named, set_up, tear_down),
        cmocka_unit_test(numbers_as_shown), cmocka_unit_test(numbers_come_back),
        cmocka_unit_test(lost_digits), cmocka_unit_test(letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
