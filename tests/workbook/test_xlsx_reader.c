/* The XLSX reader on workbooks made by hand: kinds of cells, escapes, dates, order, sheets and merged ranges. */
#include "toy_xlsx.h"
#include "base/text.h"
#include "calendar/civil.h"
#include "workbook/xlsx_inside.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

static void assert_cells(const char *rows, const char *wanted)
{
    struct diag diag = {0};
    struct text sheet = {0};
    text_printf(&sheet, "<worksheet><sheetData>%s</sheetData></worksheet>", rows);
    make(usual_workbook, text_get(&sheet));
    char *got = dump(&diag);
    if (!got) print_error("%s\n", diag.text);
    assert_non_null(got);
    assert_string_equal(got, wanted);
    free(got);
    text_release(&sheet);
}

/* _xHHHH_ read as a spreadsheet reads it: escapes once, surrogates in pairs, half a pair not at all. */
static void escapes(void **state)
{
    (void)state;
#define INLINE(text) "<row><c t=\"inlineStr\"><is><t>" text "</t></is></c></row>"
    assert_cells(INLINE("_x519C_ _x519c_ _X519C_ _x519_ x519C_") INLINE("_x005F_x519C_") INLINE("_xD83D__xDE00_") INLINE("_xD83D_a_xDE00_") INLINE("_xDE00__xD83D_") INLINE("_x0000_"),
                 "0,0 t农 农 _X519C_ _x519_ x519C_|1,0 t_x519C_|2,0 t😀|3,0 t_xD83D_a_xDE00_|4,0 t_xDE00__xD83D_|5,0 t_x0000_|");
    static const struct { const char *text, *said; } none[] = {
        {"甲_xFFFF_", "A1 格里有 U+FFFF（不是字符）"}, {"_xFDD0_", "A1 格里有 U+FDD0（不是字符）"}, {"_xD83F__xDFFE_", "A1 格里有 U+1FFFE（不是字符）"}, {"&#xFDEF;", "A1 格里有 U+FDEF（不是字符）"}};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        struct text sheet = {0};
        text_printf(&sheet, SHEET(INLINE("%s")), none[i].text);
        make(usual_workbook, text_get(&sheet));
        assert_refused(none[i].said);
        text_release(&sheet);
    }
}

static void reads_every_kind(void **state)
{
    (void)state;
    assert_cells("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c><c r=\"D1\" t=\"s\"><v>2</v></c></row>"
                 "<row r=\"5\" hidden=\"1\"><c r=\"B5\"><v>24252.311082</v></c></row>"
                 "<row r=\"6\"><c r=\"A6\" t=\"inlineStr\"><is><t>内联</t></is></c><c r=\"B6\" t=\"str\"><f>A1</f><v>公式</v></c>"
                 "<c r=\"C6\"><f>SUM(A1)</f><v>9</v></c><c r=\"D6\" t=\"b\"><v>1</v></c><c r=\"E6\" t=\"e\"><v>#REF!</v></c></row>"
                 "<row r=\"7\"><c r=\"A7\" s=\"1\"><v>45000</v></c><c r=\"B7\" s=\"2\"><v>1</v></c><c r=\"C7\" s=\"3\"><v>1</v></c>"
                 "<c r=\"D7\" t=\"d\"><v>2025-03-31</v></c></row>",
                 "0,0 t申请|0,2 t富 文本|0,3 t甲\n乙_x|4,1 nh24252.311082|5,0 t内联|5,1 t=公式|5,2 n=9|5,3 b1|5,4 e#REF!|"
                 "6,0 d45000|6,1 d1|6,2 n1|6,3 d2025-03-31|");
}

static void skips_empty_cells(void **state)
{
    (void)state;
    assert_cells("<row r=\"1\"><c r=\"A1\" s=\"1\"/><c r=\"B1\" t=\"s\"><v>3</v></c></row><row r=\"2\"/><row r=\"9\"><c r=\"A9\"><v>1</v></c></row>", "8,0 n1|");
    assert_cells("", "");
}

static void tells_formulas_without_a_value(void **state)
{
    (void)state;
    assert_cells("<row><c><f>A1</f></c><c><f>A1</f><v></v></c><c><f>A1</f><v/></c><c t=\"str\"><f>A1</f></c><c t=\"str\"><f>A1</f><v></v></c></row>", "0,0 ?=|0,1 ?=|0,2 ?=|0,3 ?=|");
}

/* The reader knows no extension, so it takes the fallback. */
static void reads_fallbacks(void **state)
{
    (void)state;
    assert_cells("<mc:AlternateContent><mc:Choice Requires=\"x\"><row><c><v>1</v></c></row></mc:Choice><mc:Fallback><row><c><v>2</v></c></row></mc:Fallback>"
                 "</mc:AlternateContent><row><c><v>3</v></c></row>", "0,0 n2|1,0 n3|");
}

static void counts_places_that_are_not_named(void **state)
{
    (void)state;
    assert_cells("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>", "0,0 n1|0,1 n2|1,0 n3|");
}

static void ignores_prefixes_and_extensions(void **state)
{
    (void)state;
    make(usual_workbook, "<x:worksheet xmlns:x=\"u\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><x:v>1</x:v><x:extLst><x:t>x</x:t></x:extLst></x:c></x:row>"
                         "</x:sheetData><x:extLst><x:c r=\"A1\"><x:v>2</x:v></x:c></x:extLst></x:worksheet>");
    struct diag diag;
    char *got = dump(&diag);
    assert_string_equal(got, "0,0 n1|");
    free(got);
}

static void lists_sheets_and_merges(void **state)
{
    (void)state;
    struct xlsx_reader *book;
    struct xlsx_sheet *one, *two;
    const struct xlsx_row *row;
    struct diag diag;
    size_t n;
    make(usual_workbook, "<worksheet><cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"5\" max=\"5\"/></cols>"
                         "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row></sheetData>"
                         "<mergeCells><mergeCell ref=\"A1:C2\"/><mergeCell ref=\"AB12\"/></mergeCells></worksheet>");
    assert_true(xlsx_reader_open(&book, path(), &diag));
    assert_int_equal(xlsx_reader_sheets(book), 2);
    assert_string_equal(xlsx_reader_sheet_name(book, 0), "申请登记");
    assert_false(xlsx_reader_sheet_hidden(book, 0));
    assert_true(xlsx_reader_sheet_hidden(book, 1));
    assert_true(xlsx_sheet_open(&one, book, 0, &diag));
    assert_true(xlsx_sheet_open(&two, book, 1, &diag));
    assert_true(xlsx_sheet_next(one, &row, &diag));
    assert_string_equal(row->cells[0].text, "1");
    assert_false(xlsx_sheet_column_hidden(one, 0) || xlsx_sheet_column_hidden(one, 3) || xlsx_sheet_column_hidden(one, 4));
    assert_true(xlsx_sheet_column_hidden(one, 1) && xlsx_sheet_column_hidden(one, 2));
    assert_true(xlsx_sheet_next(two, &row, &diag));
    assert_string_equal(row->cells[0].text, "7");
    assert_true(xlsx_sheet_next(one, &row, &diag));
    assert_string_equal(row->cells[0].text, "2");
    assert_true(xlsx_sheet_next(one, &row, &diag) && !row);
    assert_true(xlsx_sheet_next(one, &row, &diag) && !row);
    const struct xlsx_range *merges = xlsx_sheet_merges(one, &n);
    assert_int_equal(n, 2);
    assert_true(merges[0].row == 0 && merges[0].col == 0 && merges[0].last_row == 1 && merges[0].last_col == 2);
    assert_true(merges[1].row == 11 && merges[1].col == 27 && merges[1].last_row == 11 && merges[1].last_col == 27);
    xlsx_sheet_close(one);
    xlsx_sheet_close(two);
    xlsx_reader_close(book);
}

static void assert_date(struct xlsx_reader *book, const char *text, const char *iso, int second)
{
    int day, s;
    char shown[CIVIL_ISO];
    assert_true(xlsx_reader_date(book, text, &day, &s));
    assert_string_equal(civil_iso(day, shown), iso);
    assert_int_equal(s, second);
}

static void turns_serials_into_dates(void **state)
{
    (void)state;
    struct xlsx_reader *book;
    struct diag diag;
    int day, second;
    make(usual_workbook, SHEET(""));
    assert_true(xlsx_reader_open(&book, path(), &diag));
    assert_false(xlsx_reader_date1904(book));
    assert_date(book, "45747", "2025-03-31", 0);
    assert_date(book, "1", "1900-01-01", 0);
    assert_date(book, "59", "1900-02-28", 0);
    assert_date(book, "61", "1900-03-01", 0);
    assert_date(book, "45747.5", "2025-03-31", 43200);
    assert_date(book, "45747.9999999", "2025-04-01", 0);
    assert_date(book, "2025-03-31T08:30:00", "2025-03-31", 30600);
    static const char *const none[] = {"60", "-1", "2958466", "nan", "1e9", "", "x", "45747x", "2025-02-30"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) assert_false(xlsx_reader_date(book, none[i], &day, &second));
    xlsx_reader_close(book);
    make("<workbook><workbookPr date1904=\"1\"/><sheets/></workbook>", SHEET(""));
    assert_true(xlsx_reader_open(&book, path(), &diag));
    assert_true(xlsx_reader_date1904(book));
    assert_date(book, "0", "1904-01-01", 0);
    assert_date(book, "44285", "2025-03-31", 0);
    xlsx_reader_close(book);
}

static void tells_date_formats(void **state)
{
    (void)state;
    static const char *const dates[] = {"yyyy-mm-dd", "m/d", "yyyy\"年\"m\"月\"d\"日\"", "[$-804]yyyy/m/d;@", "[h]:mm", "[mm]", "d-mmm-yy", "AM/PM h"};
    static const char *const months[] = {"mmm-yy", "yyyy\"年\"m\"月\"", "[$-804]yyyy/m;@"};
    static const char *const others[] = {"General", "0.00", "#,##0\"days\"", "[Red]0;-0", "@", "0.00E+00", "\\d0", "_-* #,##0_-", "[$¥-804]0", "[>100]0"};
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) assert_int_equal(xlsx_format_shows(dates[i]), XLSX_SHOWS_DATE);
    for (size_t i = 0; i < sizeof months / sizeof *months; i++) assert_int_equal(xlsx_format_shows(months[i]), XLSX_SHOWS_MONTH);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) assert_int_equal(xlsx_format_shows(others[i]), XLSX_SHOWS_NUMBER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapes), cmocka_unit_test(reads_every_kind), cmocka_unit_test(skips_empty_cells),
        cmocka_unit_test(tells_formulas_without_a_value), cmocka_unit_test(reads_fallbacks), cmocka_unit_test(counts_places_that_are_not_named),
        cmocka_unit_test(ignores_prefixes_and_extensions), cmocka_unit_test(lists_sheets_and_merges), cmocka_unit_test(turns_serials_into_dates),
        cmocka_unit_test(tells_date_formats),
    };
    return cmocka_run_group_tests(tests, toy_xlsx_set_up, toy_xlsx_tear_down);
}
