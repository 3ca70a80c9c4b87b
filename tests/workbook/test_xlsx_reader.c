/* The XLSX reader on workbooks made by hand: kinds of cells, dates, order, and everything that it must refuse. */
#include "workbook/xlsx_reader.h"
#include "workbook/xlsx_inside.h"
#include "calendar/civil.h"
#include "sample_report.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>
#include <cmocka.h>

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELATIONS(body) "<Relationships>" body "</Relationships>"
#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"

struct entry { const char *name, *bytes; };
static struct entry parts[] = {
    {"_rels/.rels", RELATIONS("<Relationship Id=\"r1\" Type=\"" OFFICE "/officeDocument\" Target=\"xl/workbook.xml\"/>")},
    {"xl/workbook.xml", NULL},
    {"xl/_rels/workbook.xml.rels", RELATIONS("<Relationship Id=\"rId1\" Type=\"" OFFICE "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                                             "<Relationship Id=\"rId2\" Type=\"" OFFICE "/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/>"
                                             "<Relationship Id=\"rId3\" Type=\"" OFFICE "/sharedStrings\" Target=\"./sharedStrings.xml\"/>"
                                             "<Relationship Id=\"rId4\" Type=\"" OFFICE "/styles\" Target=\"styles.xml\"/>")},
    {"xl/sharedStrings.xml", "<sst><si><t>申请</t></si><si><r><t>富</t></r><r><t xml:space=\"preserve\"> 文本</t></r><rPh><t>注音</t></rPh></si>"
                             "<si><t>甲_x000A_乙_x005F_x</t></si><si><t/></si></sst>"},
    {"xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/>"
                      "<numFmt numFmtId=\"165\" formatCode=\"0.00&quot;days&quot;\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                      "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>"},
    {"xl/worksheets/sheet1.xml", NULL},
    {"xl/worksheets/sheet2.xml", SHEET("<row><c><v>7</v></c></row>")},
};
enum { WORKBOOK = 1, SHEET1 = 5, PARTS = sizeof parts / sizeof *parts };

static const char usual_workbook[] = "<workbook xmlns:r=\"x\"><workbookPr/><sheets><sheet name=\"申请登记\" sheetId=\"1\" r:id=\"rId1\"/>"
                                     "<sheet name=\"隐藏\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/></sheets></workbook>";

static char *folder;

static const char *path(void)
{
    static char p[512];
    snprintf(p, sizeof p, "%s/a.xlsx", folder);
    return p;
}

static void zip_up(const struct entry *entries, size_t n)
{
    int error;
    zip_t *z = zip_open(path(), ZIP_CREATE | ZIP_TRUNCATE, &error);
    assert_non_null(z);
    for (size_t i = 0; i < n; i++) {
        zip_source_t *source = zip_source_buffer(z, entries[i].bytes, strlen(entries[i].bytes), 0);
        assert_true(zip_file_add(z, entries[i].name, source, ZIP_FL_ENC_UTF_8) >= 0);
    }
    assert_int_equal(zip_close(z), 0);
}

static void make(const char *workbook, const char *sheet)
{
    struct entry all[PARTS];
    memcpy(all, parts, sizeof all);
    all[WORKBOOK].bytes = workbook;
    all[SHEET1].bytes = sheet;
    zip_up(all, PARTS);
}

/* All cells of the first sheet as "row,col kind text|"; NULL, and the diag says why, when the reader refuses. */
static char *dump(struct diag *diag)
{
    static const char kinds[] = "ndtbe?";
    struct xlsx_reader *book = NULL;
    struct xlsx_sheet *sheet = NULL;
    const struct xlsx_row *row = NULL;
    struct text t = {0};
    bool ok = xlsx_reader_open(&book, path(), diag) && xlsx_sheet_open(&sheet, book, 0, diag);
    while (ok && (ok = xlsx_sheet_next(sheet, &row, diag)) && row)
        for (size_t i = 0; i < row->n; i++)
            text_printf(&t, "%d,%d %c%s%s%s|", row->row, row->cells[i].col, kinds[row->cells[i].kind], row->cells[i].formula ? "=" : "",
                        row->hidden ? "h" : "", row->cells[i].text);
    xlsx_sheet_close(sheet);
    xlsx_reader_close(book);
    if (ok && !t.bytes) text_add(&t, "");
    if (ok) return t.bytes;
    text_release(&t);
    return NULL;
}

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

static void assert_refused(const char *word);

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

static void assert_refused(const char *word)
{
    struct diag diag = {0};
    char *got = dump(&diag);
    assert_null(got);
    assert_int_equal(diag.kind, DIAG_INPUT);
    if (!strstr(diag.text, word)) print_error("%s\n", diag.text);
    assert_non_null(strstr(diag.text, word));
}

static void assert_sheet_refused(const char *sheet, const char *word)
{
    make(usual_workbook, sheet);
    assert_refused(word);
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

static void refuses_doctype(void **state)
{
    (void)state;
    assert_sheet_refused("<!DOCTYPE w [<!ENTITY a \"aaaa\">]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>&a;</v></c></row></sheetData></worksheet>", "DOCTYPE");
    make("<!DOCTYPE w><workbook/>", SHEET(""));
    assert_refused("DOCTYPE");
}

static void refuses_disorder(void **state)
{
    (void)state;
    assert_sheet_refused(SHEET("<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"), "行号错乱");
    assert_sheet_refused(SHEET("<row r=\"1048577\"/>"), "行号错乱");
    assert_sheet_refused(SHEET("<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>"), "位置错乱");
    assert_sheet_refused(SHEET("<row r=\"1\"><c r=\"A2\"/></row>"), "位置错乱");
    assert_sheet_refused(SHEET("<row r=\"1\"><c r=\"XFE1\"/></row>"), "位置错乱");
    assert_sheet_refused(SHEET("<row r=\"1\"><c r=\"AAAAAAAAAAAAAAAA1\"/></row>"), "位置错乱");
    assert_sheet_refused(SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row>"), "文字表");
    assert_sheet_refused(SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c></row>"), "文字表");
    assert_sheet_refused("<worksheet><sheetData/><mergeCells><mergeCell ref=\"C2:A1\"/></mergeCells></worksheet>", "合并");
    assert_sheet_refused("<worksheet><sheetData><row>", "残缺");
    assert_sheet_refused("", "残缺");
}

static void refuses_other_files(void **state)
{
    (void)state;
    struct diag diag = {0};
    struct xlsx_reader *book;
    sample_write(folder, "a.xlsx", "\xD0\xCF\x11\xE0 old", 8);
    assert_refused("不是 XLSX");
    sample_write(folder, "a.xlsx", "", 0);
    assert_false(xlsx_reader_open(&book, path(), &diag));
    assert_false(xlsx_reader_open(&book, "/nonexistent.xlsx", &diag));
    assert_int_equal(diag.kind, DIAG_SYSTEM);
    zip_up(&(struct entry){"hello.txt", "hello"}, 1);
    assert_refused("缺少部件");
}

static void refuses_doubled_names(void **state)
{
    (void)state;
    struct entry all[PARTS + 1];
    memcpy(all, parts, sizeof parts);
    all[WORKBOOK].bytes = usual_workbook;
    all[SHEET1].bytes = SHEET("");
    all[PARTS] = (struct entry){"XL/Worksheets/sheet1.xml", SHEET("")};
    zip_up(all, PARTS + 1);
    assert_refused("重名");
}

static void refuses_bombs(void **state)
{
    (void)state;
    size_t n = 40u << 20;
    char *blanks = memory_alloc(n + 1);
    memset(blanks, ' ', n);
    assert_sheet_refused(blanks, "压缩比");
    free(blanks);
    struct entry many[4100];
    static char names[4100][16];
    for (size_t i = 0; i < 4100; i++) {
        snprintf(names[i], sizeof names[i], "p%zu", i);
        many[i] = (struct entry){names[i], "x"};
    }
    zip_up(many, 4100);
    assert_refused("部件过多");
}

static void refuses_deep_nesting_and_long_text(void **state)
{
    (void)state;
    struct text t = {0};
    for (int i = 0; i < 200; i++) text_add(&t, "<a>");
    assert_sheet_refused(text_get(&t), "层次过深");
    text_clear(&t);
    text_add(&t, "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>");
    for (int i = 0; i < 1100000; i++) text_add_char(&t, (char)('a' + i % 26));
    text_add(&t, "</v></c></row></sheetData></worksheet>");
    assert_sheet_refused(text_get(&t), "文字过长");
    text_release(&t);
}

/* Whichever byte is broken, the reader reports it or reads on; sanitizers watch it. */
static void survives_broken_bytes(void **state)
{
    (void)state;
    size_t n;
    struct diag diag;
    make(usual_workbook, SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>45000</v></c></row>"));
    char *good = sample_read(folder, "a.xlsx", &n), *bad = memory_alloc(n);
    for (size_t i = 0; i < n; i++) {
        memcpy(bad, good, n);
        bad[i] = (char)(bad[i] ^ (1 << (i % 8)));
        sample_write(folder, "a.xlsx", bad, n);
        free(dump(&diag));
        if (i % 16) continue;
        sample_write(folder, "a.xlsx", good, i);
        free(dump(&diag));
    }
    free(good);
    free(bad);
}

static int setup(void **state)
{
    (void)state;
    folder = sample_folder();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    sample_remove_folder(folder);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_kind), cmocka_unit_test(escapes), cmocka_unit_test(tells_formulas_without_a_value), cmocka_unit_test(reads_fallbacks), cmocka_unit_test(skips_empty_cells), cmocka_unit_test(counts_places_that_are_not_named),
        cmocka_unit_test(ignores_prefixes_and_extensions), cmocka_unit_test(lists_sheets_and_merges), cmocka_unit_test(turns_serials_into_dates),
        cmocka_unit_test(tells_date_formats), cmocka_unit_test(refuses_doctype), cmocka_unit_test(refuses_disorder),
        cmocka_unit_test(refuses_other_files), cmocka_unit_test(refuses_doubled_names), cmocka_unit_test(refuses_bombs),
        cmocka_unit_test(refuses_deep_nesting_and_long_text), cmocka_unit_test(survives_broken_bytes)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
