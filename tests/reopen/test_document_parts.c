/* A part of a document that is missing, cut off or without what another part counts on is noticed, in a package that is sound as such. */
#include "written_documents.h"
#include "base/text.h"
#include "sample_report.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>
#include <cmocka.h>

/* Packs the document again with other bytes for one part: a library whose scratch file found no space makes such a sound zip file. */
static bool sound_with(const char *name, const char *part, const char *bytes, size_t n)
{
    size_t size;
    char *kept = sample_read(folder, name, &size);
    zip_t *zip = zip_open(document_path(name), 0, NULL);
    assert_non_null(zip);
    zip_int64_t at = zip_name_locate(zip, part, 0);
    if (bytes) assert_int_equal(zip_file_replace(zip, (zip_uint64_t)at, zip_source_buffer(zip, bytes, n, 0), 0), 0);
    else assert_int_equal(zip_delete(zip, (zip_uint64_t)at), 0);
    assert_int_equal(zip_close(zip), 0);
    bool fine = sound(name);
    sample_write(folder, name, kept, size);
    free(kept);
    return fine;
}

static char *read_part(const char *name, zip_uint64_t i, char part[128], size_t *n)
{
    zip_stat_t s;
    zip_t *zip = zip_open(document_path(name), ZIP_RDONLY, NULL);
    assert_int_equal(zip_stat_index(zip, i, 0, &s), 0);
    snprintf(part, 128, "%s", s.name);
    zip_file_t *f = zip_fopen_index(zip, i, 0);
    char *bytes = calloc(1, s.size + 1);
    *n = (size_t)s.size;
    assert_int_equal(zip_fread(f, bytes, s.size), (zip_int64_t)s.size);
    zip_fclose(f);
    zip_discard(zip);
    return bytes;
}

static void cut_off_or_missing_parts_are_refused(void **state)
{
    (void)state;
    static const char *const books[] = {"年报.xlsx", "rows.xlsx", "年报.docx", "年报.ofd"};
    for (size_t k = 0; k < sizeof books / sizeof *books; k++) {
        zip_t *zip = zip_open(document_path(books[k]), ZIP_RDONLY, NULL);
        zip_int64_t parts = zip_get_num_entries(zip, 0);
        zip_discard(zip);
        for (zip_int64_t i = 0; i < parts; i++) {
            char part[128];
            size_t n;
            char *bytes = read_part(books[k], (zip_uint64_t)i, part, &n);
            if (!i) assert_true(sound_with(books[k], part, bytes, n));
            if (sound_with(books[k], part, bytes, n / 2)) fail_msg("%s: half of %s is called whole", books[k], part);
            if (sound_with(books[k], part, NULL, 0)) fail_msg("%s without %s is called whole", books[k], part);
            free(bytes);
        }
    }
}

/* Removes the text from the first `from` up to the next `to`; the rest is well-formed. */
static void assert_hole(const char *book, const char *part, const char *from, const char *to, const char *words)
{
    struct diag found;
    char name[128] = "";
    size_t n;
    char *bytes = NULL;
    for (zip_uint64_t i = 0; strcmp(name, part) != 0; i++) {
        free(bytes);
        bytes = read_part(book, i, name, &n);
    }
    char *begin = strstr(bytes, from), *end = strstr(begin + 1, to);
    memmove(begin, end, strlen(end) + 1);
    bool fine = sound_with(book, part, bytes, strlen(bytes));
    found = diag;
    free(bytes);
    if (fine || !strstr(found.text, words)) fail_msg("%s, %s without %s: %s", book, part, from, fine ? "is called whole" : found.text);
}

static void missing_rows_and_texts_are_noticed(void **state)
{
    (void)state;
    assert_hole("rows.xlsx", "xl/worksheets/sheet1.xml", "<row r=\"40\"", "</sheetData>", "行数与所写不符");
    assert_hole("rows.xlsx", "xl/worksheets/sheet1.xml", "<row r=\"1\"", "</sheetData>", "行数与所写不符");
    assert_hole("年报.xlsx", "xl/worksheets/sheet1.xml", "<row r=\"2\"", "<row r=\"3\"", "文字数与所写不符");
    assert_hole("年报.xlsx", "xl/sharedStrings.xml", "<si>", "<si>", "文字数与所写不符");
    assert_hole("年报.xlsx", "xl/workbook.xml", "<sheet ", "<sheet ", "工作表数与所列不符");
    assert_hole("年报.xlsx", "[Content_Types].xml", "<Override", "<Override", "没有列出种类");
}

static void missing_cells_styles_and_ends_are_noticed(void **state)
{
    (void)state;
    assert_hole("年报.docx", "word/document.xml", "<w:gridCol", "<w:gridCol", "有一行的格数与表不符");
    assert_hole("年报.docx", "word/document.xml", "<w:gridSpan w:val=\"3\"/>", "<w:vAlign", "有一行的格数与表不符");
    assert_hole("年报.docx", "word/document.xml", "<w:sectPr>", "</w:body>", "没有结尾");
    assert_hole("年报.docx", "word/styles.xml", "<w:style w:type=\"paragraph\" w:styleId=\"Heading1\">", "<w:style ", "缺少用到的样式");
    assert_hole("年报.docx", "_rels/.rels", "<Relationship Id=\"rId2\"", "<Relationship ", "不指向正文");
    assert_hole("年报.docx", "[Content_Types].xml", "<Override", "<Override", "没有列出种类");
}

static void missing_pages_and_fonts_are_noticed(void **state)
{
    (void)state;
    assert_hole("年报.ofd", "Doc_0/Document.xml", "<ofd:Page ID=", "<ofd:Page ID=", "没有别的部件指向它");
    assert_hole("年报.ofd", "Doc_0/Document.xml", "<ofd:Page ID=", "</ofd:Pages>", "没有别的部件指向它");
    assert_hole("年报.ofd", "Doc_0/PublicRes.xml", "<ofd:Font ", "<ofd:Font ", "没有别的部件指向它");
    assert_hole("年报.ofd", "Doc_0/Document.xml", "<ofd:MaxUnitID>", "<ofd:PageArea>", "最大标识");
    assert_hole("年报.ofd", "OFD.xml", "<ofd:DocRoot>", "</ofd:DocBody>", "没有别的部件指向它");
}

/* Writes `to` for the first `from`. */
static void assert_changed(const char *book, const char *part, const char *from, const char *to, const char *words)
{
    char name[128] = "";
    size_t n;
    char *bytes = NULL;
    struct text changed = {0};
    for (zip_uint64_t i = 0; strcmp(name, part) != 0; i++) {
        free(bytes);
        bytes = read_part(book, i, name, &n);
    }
    char *at = strstr(bytes, from);
    assert_non_null(at);
    text_add_n(&changed, bytes, (size_t)(at - bytes));
    text_printf(&changed, "%s%s", to, at + strlen(from));
    bool fine = sound_with(book, part, changed.bytes, changed.n);
    if (fine || !strstr(diag.text, words)) fail_msg("%s, %s with %s: %s", book, part, to, fine ? "is called whole" : diag.text);
    text_release(&changed);
    free(bytes);
}

static void what_a_layout_must_have_is_noticed(void **state)
{
    (void)state;
    static const char ofd[] = "年报.ofd", page[] = "Doc_0/Pages/Page_0/Content.xml", document[] = "Doc_0/Document.xml", attribute[] = "缺少必需的属性", root[] = "开头的元素不是 OFD 的", steps[] = "间距数与字数不符";
    assert_changed(ofd, page, " Font=\"", " Fond=\"", attribute);
    assert_changed(ofd, page, " Size=\"", " Site=\"", attribute);
    assert_changed(ofd, page, " Boundary=\"", " Bound=\"", attribute);
    assert_changed(ofd, page, "<ofd:TextObject ID=", "<ofd:TextObject Id=", attribute);
    assert_changed(ofd, page, "<ofd:PathObject ID=", "<ofd:PathObject Id=", attribute);
    assert_changed(ofd, document, "<ofd:Page ID=", "<ofd:Page Id=", attribute);
    assert_changed(ofd, page, "ofdspec.org/2016", "ofdspec.org/2017", root);
    assert_changed(ofd, "OFD.xml", " xmlns:ofd=", " xmlns:odf=", root);
    assert_changed(ofd, "OFD.xml", "<ofd:OFD ", "<ofd:Document ", root);
    assert_changed(ofd, page, "<ofd:Page ", "<ofd:Seite ", root);
    assert_changed(ofd, page, " DeltaX=\"", " DeltaX=\"5 ", steps);
    assert_changed(ofd, page, " DeltaX=\"", " DeltaX=\"g ", steps);
    assert_changed(ofd, page, " DeltaX=\"", " DeltaX=\"g 2 1 ", steps);
    assert_changed(ofd, page, " DeltaX=\"", " DeltaY=\"", steps);
    assert_changed(ofd, page, "</ofd:TextCode>", "字</ofd:TextCode>", steps);
    assert_changed(ofd, document, "</ofd:MaxUnitID>", "x</ofd:MaxUnitID>", "最大标识不是整数");
    assert_changed(ofd, document, "<ofd:MaxUnitID>", "<ofd:MaxUnitID>-", "最大标识不是整数");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cut_off_or_missing_parts_are_refused), cmocka_unit_test(missing_rows_and_texts_are_noticed),
        cmocka_unit_test(missing_cells_styles_and_ends_are_noticed), cmocka_unit_test(missing_pages_and_fonts_are_noticed),
        cmocka_unit_test(what_a_layout_must_have_is_noticed),
    };
    return cmocka_run_group_tests(tests, documents_write, documents_remove);
}
