/* The kind of a file follows from its first bytes, whatever its name. */
#include "base/file_kind.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static char path[64];

static int make_file(void **state)
{
    (void)state;
    strncpy(path, "/tmp/nianbao-kind-XXXXXX", sizeof path - 1);
    int fd = mkstemp(path);
    return fd < 0 || close(fd);
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

static enum file_kind kind_of(const void *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
    return file_kind_of(path);
}

static enum file_kind of_text(const char *text) { return kind_of(text, strlen(text)); }

/* A zip file of empty entries, given as a list of names, with a comment at its end. */
static size_t zip_of(unsigned char *out, const char *const *names, const char *comment)
{
    size_t n = 0, k = 0;
    for (; names[k]; k++) {
        unsigned char head[30] = "PK\3\4";
        head[26] = (unsigned char)strlen(names[k]);
        memcpy(out + n, head, sizeof head);
        memcpy(out + n + sizeof head, names[k], head[26]);
        n += sizeof head + head[26];
    }
    size_t start = n;
    for (k = 0; names[k]; k++) {
        unsigned char entry[46] = "PK\1\2";
        entry[28] = (unsigned char)strlen(names[k]);
        memcpy(out + n, entry, sizeof entry);
        memcpy(out + n + sizeof entry, names[k], entry[28]);
        n += sizeof entry + entry[28];
    }
    unsigned char end[22] = "PK\5\6";
    end[12] = (unsigned char)(n - start), end[13] = (unsigned char)((n - start) >> 8);
    end[16] = (unsigned char)start, end[17] = (unsigned char)(start >> 8);
    end[20] = (unsigned char)strlen(comment);
    memcpy(out + n, end, sizeof end);
    memcpy(out + n + sizeof end, comment, end[20]);
    return n + sizeof end + end[20];
}

static enum file_kind of_zip(const char *const *names)
{
    unsigned char bytes[2048];
    return kind_of(bytes, zip_of(bytes, names, ""));
}

static void zip_files_by_their_parts(void **state)
{
    (void)state;
    assert_int_equal(of_zip((const char *[]){"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", NULL}), FILE_XLSX);
    assert_int_equal(of_zip((const char *[]){"[Content_Types].xml", "xl/workbook.bin", NULL}), FILE_XLSB);
    assert_int_equal(of_zip((const char *[]){"[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/embeddings/a.xlsx", NULL}), FILE_DOCX);
    assert_int_equal(of_zip((const char *[]){"[Content_Types].xml", "_rels/.rels", "word/document2.xml", NULL}), FILE_DOCX);
    assert_int_equal(of_zip((const char *[]){"[Content_Types].xml", "ppt/presentation.xml", NULL}), FILE_SLIDES);
    assert_int_equal(of_zip((const char *[]){"OFD.xml", "Doc_0/Document.xml", NULL}), FILE_OFD);
    assert_int_equal(of_zip((const char *[]){"Data/a.png", "Index/Document.iwa", NULL}), FILE_IWORK);
    assert_int_equal(of_zip((const char *[]){"_rels/.rels", "book/main.xml", NULL}), FILE_XLSX);
    assert_int_equal(of_zip((const char *[]){"a.xlsx", "b.csv", NULL}), FILE_ZIP);
    assert_int_equal(of_zip((const char *[]){NULL}), FILE_ZIP);
}

static void open_document_says_so_itself(void **state)
{
    (void)state;
    assert_int_equal(of_zip((const char *[]){"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "content.xml", NULL}), FILE_ODS);
    assert_int_equal(of_zip((const char *[]){"mimetypeapplication/vnd.oasis.opendocument.text", "content.xml", NULL}), FILE_ODT);
}

static void a_zip_file_without_its_end(void **state)
{
    (void)state;
    const char *const names[] = {"[Content_Types].xml", "xl/workbook.xml", NULL};
    unsigned char bytes[2048];
    size_t n = zip_of(bytes, names, "");
    assert_int_equal(kind_of(bytes, n - 1), FILE_ZIP_BROKEN);
    assert_int_equal(kind_of(bytes, n / 2), FILE_ZIP_BROKEN);
    n = zip_of(bytes, names, "PK\5\5 a comment");
    assert_int_equal(kind_of(bytes, n), FILE_XLSX);
    memcpy(bytes + n - strlen("PK\5\5 a comment") - 6, "\xFF\xFF\xFF\x7F", 4);   /* the directory would begin far beyond the end of the file */
    assert_int_equal(kind_of(bytes, n), FILE_ZIP_BROKEN);
}

enum { OLE_HEAD = 512, ENTRY = 128 };

static void put_entry(unsigned char *at, const char *name, unsigned char type)
{
    memset(at, 0, ENTRY);
    for (size_t i = 0; name[i]; i++) at[2 * i] = (unsigned char)name[i];
    at[64] = (unsigned char)(2 * (strlen(name) + 1));
    at[66] = type;
}

static enum file_kind of_ole(const char *first, unsigned char type, const char *second)
{
    unsigned char bytes[OLE_HEAD + 3 * ENTRY] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    put_entry(bytes + OLE_HEAD, "Root Entry", 5);
    put_entry(bytes + OLE_HEAD + ENTRY, first, type);
    put_entry(bytes + OLE_HEAD + 2 * ENTRY, second, 2);
    return kind_of(bytes, sizeof bytes);
}

static void old_office_files_by_their_streams(void **state)
{
    (void)state;
    assert_int_equal(of_ole("Workbook", 2, "WordDocument"), FILE_XLS);
    assert_int_equal(of_ole("Book", 2, "SummaryInformation"), FILE_XLS);
    assert_int_equal(of_ole("WordDocument", 2, "Workbook"), FILE_DOC);
    assert_int_equal(of_ole("EncryptionInfo", 2, "EncryptedPackage"), FILE_PASSWORD);
    assert_int_equal(of_ole("Workbook", 1, "PowerPoint Document"), FILE_SLIDES);
    assert_int_equal(of_ole("Workbooks", 2, "MSysObjects"), FILE_OLE);
    assert_int_equal(kind_of("\x09\x08\x10\0\0\x06\x05\0", 8), FILE_XLS);
}

static void texts_that_are_no_tables(void **state)
{
    (void)state;
    assert_int_equal(of_text("<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>"), FILE_HTML);
    assert_int_equal(of_text("\xEF\xBB\xBF \n<!DOCTYPE HTML>"), FILE_HTML);
    assert_int_equal(of_text("<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<html>"), FILE_HTML);
    assert_int_equal(of_text("<meta http-equiv=\"Content-Type\"><table>"), FILE_HTML);
    assert_int_equal(kind_of("\xFF\xFE<\0H\0T\0M\0L\0>\0", 14), FILE_HTML);
    assert_int_equal(of_text("MIME-Version: 1.0\nContent-Type: multipart/related"), FILE_MHTML);
    assert_int_equal(of_text("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook>"), FILE_XML_2003);
    assert_int_equal(of_text("<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?>"), FILE_WORD_XML);
    assert_int_equal(of_text("<?xml version=\"1.0\"?><rows/>"), FILE_XML);
    assert_int_equal(of_text("{\\rtf1"), FILE_RTF);
    assert_int_equal(of_text("{\"year\": 2025}"), FILE_JSON);
}

static void texts_that_may_be_tables(void **state)
{
    (void)state;
    assert_int_equal(of_text("受理编号,申请方式\n"), FILE_TEXT);
    assert_int_equal(of_text("BM,办理结果\n"), FILE_TEXT);   /* its first bytes are those of a picture */
    assert_int_equal(of_text("<5件,办理结果\n"), FILE_TEXT);
    assert_int_equal(kind_of("\xCA\xDC\xC0\xED,\n", 6), FILE_TEXT);
    assert_int_equal(kind_of("\xFF\xFE\xD7\x53,\0", 6), FILE_TEXT);
    assert_int_equal(kind_of("a\0b,", 4), FILE_BINARY);
    assert_int_equal(kind_of("", 0), FILE_EMPTY);
}

static void databases(void **state)
{
    char head[100] = "SQLite format 3";
    (void)state;
    assert_int_equal(kind_of(head, sizeof head), FILE_SQLITE);
    assert_int_equal(kind_of(head, 16), FILE_SQLITE);
    assert_int_equal(kind_of(head, 15), FILE_TEXT);
    memcpy(head + 68, "NBA2", 4);
    assert_int_equal(kind_of(head, sizeof head), FILE_KEPT);
    head[71] = '1';
    assert_int_equal(kind_of(head, sizeof head), FILE_SQLITE);
}

static void pages_and_pictures(void **state)
{
    (void)state;
    assert_int_equal(of_text("%PDF-1.7"), FILE_PDF);
    assert_int_equal(kind_of("\x89PNG\r\n\x1A\n", 8), FILE_IMAGE);
    assert_int_equal(kind_of("\xFF\xD8\xFF\xE0\0\x10JFIF", 10), FILE_IMAGE);
    assert_int_equal(kind_of("Rar!\x1A\x07", 6), FILE_ARCHIVE);
}

static void what_cannot_be_read(void **state)
{
    (void)state;
    assert_int_equal(file_kind_of("/tmp"), FILE_NONE);
    assert_int_equal(file_kind_of("/tmp/not/there"), FILE_NONE);
}

static void every_kind_has_its_words(void **state)
{
    (void)state;
    for (int kind = 0; kind < FILE_KINDS; kind++) {
        assert_non_null(file_kind_name((enum file_kind)kind));
        assert_non_null(file_kind_advice((enum file_kind)kind));
        assert_non_null(file_kind_report_advice((enum file_kind)kind));
    }
}

static void a_text_stays_a_text_where_it_is_a_report(void **state)
{
    (void)state;
    const enum file_kind texts[] = {FILE_DOC, FILE_ODT, FILE_RTF, FILE_WORD_XML, FILE_PASSWORD, FILE_OLE};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_non_null(strstr(file_kind_report_advice(texts[i]), ".docx"));
        assert_null(strstr(file_kind_advice(texts[i]), ".docx"));
    }
    assert_string_equal(file_kind_report_advice(FILE_XLS), file_kind_advice(FILE_XLS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zip_files_by_their_parts), cmocka_unit_test(open_document_says_so_itself), cmocka_unit_test(a_zip_file_without_its_end),
        cmocka_unit_test(old_office_files_by_their_streams), cmocka_unit_test(texts_that_are_no_tables), cmocka_unit_test(texts_that_may_be_tables), cmocka_unit_test(databases),
        cmocka_unit_test(pages_and_pictures), cmocka_unit_test(what_cannot_be_read), cmocka_unit_test(every_kind_has_its_words),
        cmocka_unit_test(a_text_stays_a_text_where_it_is_a_report),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
