#include "toy_xlsx.h"
#include "base/text.h"
#include "sample_report.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <zip.h>
#include <cmocka.h>

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELATIONS(body) "<Relationships>" body "</Relationships>"

const struct entry parts[PARTS] = {
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

const char usual_workbook[] = "<workbook xmlns:r=\"x\"><workbookPr/><sheets><sheet name=\"申请登记\" sheetId=\"1\" r:id=\"rId1\"/>"
                              "<sheet name=\"隐藏\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/></sheets></workbook>";

char *folder;

const char *path(void)
{
    static char p[512];
    snprintf(p, sizeof p, "%s/a.xlsx", folder);
    return p;
}

void zip_up(const struct entry *entries, size_t n)
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

void make(const char *workbook, const char *sheet)
{
    struct entry all[PARTS];
    memcpy(all, parts, sizeof all);
    all[WORKBOOK].bytes = workbook;
    all[SHEET1].bytes = sheet;
    zip_up(all, PARTS);
}

char *dump(struct diag *diag)
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

void assert_refused(const char *word)
{
    struct diag diag = {0};
    char *got = dump(&diag);
    assert_null(got);
    assert_int_equal(diag.kind, DIAG_INPUT);
    if (!strstr(diag.text, word)) print_error("%s\n", diag.text);
    assert_non_null(strstr(diag.text, word));
}

int toy_xlsx_set_up(void **state)
{
    (void)state;
    folder = sample_folder();
    return 0;
}

int toy_xlsx_tear_down(void **state)
{
    (void)state;
    sample_remove_folder(folder);
    return 0;
}
