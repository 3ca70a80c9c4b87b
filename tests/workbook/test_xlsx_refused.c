/* Workbooks made by hand that the XLSX reader must refuse: out of order, of another kind, too much, too deep, damaged. */
#include "toy_xlsx.h"
#include "base/text.h"
#include "sample_report.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>
#include <cmocka.h>

static void assert_sheet_refused(const char *sheet, const char *word)
{
    make(usual_workbook, sheet);
    assert_refused(word);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_doctype), cmocka_unit_test(refuses_disorder), cmocka_unit_test(refuses_other_files),
        cmocka_unit_test(refuses_doubled_names), cmocka_unit_test(refuses_bombs), cmocka_unit_test(refuses_deep_nesting_and_long_text),
        cmocka_unit_test(survives_broken_bytes),
    };
    return cmocka_run_group_tests(tests, toy_xlsx_set_up, toy_xlsx_tear_down);
}
