/* The reader of documents accepts whole ones, and refuses one that is cut off anywhere or visibly damaged. */
#include "reopen/document.h"
#include "base/text.h"
#include "package/package.h"
#include "render/xlsx/book.h"
#include "sample_report.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static char *folder;
static struct settings *settings;
static struct diag diag;

static const char *path_of(const char *name)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static bool sound(const char *name) { return document_sound(path_of(name), name, &diag); }

static bool bytes_sound(const char *name, const void *bytes, size_t n)
{
    sample_write(folder, name, bytes, n);
    return sound(name);
}

static bool text_sound(const char *name, const char *text) { return bytes_sound(name, text, strlen(text)); }

/* Rows that libxlsxwriter keeps in a file of its own. */
static void write_rows(const char *path)
{
    struct book b;
    book_open(&b, path, "rows.xlsx", &(struct document_facts){.stamp = "2026-01-20T00:00:00+08:00"});
    lxw_worksheet *s = book_sheet_in_order(&b, "行", false);
    for (int i = 0; i < 40; i++) {
        book_put_number(&b, s, i, 0, "17", book_plain());
        book_put_text(&b, s, i, 1, "文字", book_plain());
    }
    assert_true(book_close(&b, &diag));
}

static int setup(void **state)
{
    (void)state;
    struct sample s;
    struct outdir *out;
    folder = sample_folder();
    sample_init(&s);
    assert_true(settings_load(&settings, PROJECT_SOURCE_DIR "/data/settings.yaml", NULL, &diag));
    s.paper.settings = settings;
    sample_make_draft(&s);
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(draw_pdf(&s, out, "年报.pdf", &diag));
    assert_true(draw_ofd(&s, out, "年报.ofd", &diag));
    assert_true(draw_docx(&s, out, "年报.docx", &diag));
    assert_true(draw_xlsx(&s, out, "年报.xlsx", &diag));
    assert_true(draw_findings_xlsx(&s, out, "问题清单.xlsx", &diag));
    assert_true(draw_html(&s, out, "report.html", &diag));
    assert_true(draw_page(&s, out, "page.html", &diag));
    assert_true(draw_report_json(&s, out, "report.json", &diag));
    assert_true(draw_findings_json(&s, out, "findings.json", &diag));
    assert_true(draw_findings_csv(&s, out, "findings.csv", &diag));
    const char *rows = outdir_stage(out, "rows.xlsx", &diag);
    assert_non_null(rows);
    write_rows(rows);
    assert_true(documents_sound(out, &diag));
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    sample_release(&s);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    settings_free(settings);
    sample_remove_folder(folder);
    return 0;
}

static const char *const names[] = {"年报.pdf", "年报.ofd", "年报.docx", "年报.xlsx", "问题清单.xlsx", "rows.xlsx", "report.html", "page.html", "report.json", "findings.json", "findings.csv"};
enum { NAMES = sizeof names / sizeof *names };

static void whole_documents_are_sound(void **state)
{
    (void)state;
    for (size_t i = 0; i < NAMES; i++)
        if (!sound(names[i])) fail_msg("%s: %s", names[i], diag.text);
}

/* A CSV cut at the end of a row still looks whole, and only a line break follows the last bracket of JSON. */
static bool may_pass(const char *name, const char *bytes, size_t n, size_t cut)
{
    if (strstr(name, ".csv")) return cut > 1 && bytes[cut - 2] == '\r' && bytes[cut - 1] == '\n';
    for (; cut < n; cut++)
        if (bytes[cut] != '\n') return false;
    return true;
}

static void cut_off_documents_are_refused(void **state)
{
    (void)state;
    enum { CUTS = 30 };
    for (size_t i = 0; i < NAMES; i++) {
        size_t n;
        char *bytes = sample_read(folder, names[i], &n);
        for (size_t cut = 0; cut < n; cut += cut < 10 || n - cut < 25 ? 1 : n / CUTS + 1) {
            if (bytes_sound(names[i], bytes, cut) && !may_pass(names[i], bytes, n, cut)) fail_msg("%s cut at %zu of %zu is called whole", names[i], cut, n);
            if (!cut) assert_non_null(strstr(diag.text, "不完整："));
        }
        sample_write(folder, names[i], bytes, n);
        free(bytes);
    }
}

/* Every part in the order of the package, unpacked, into one digest. */
static void digest_parts(const char *path, char hex[DIGEST_HEX])
{
    const struct package_kind *kind = strstr(path, ".docx") ? &package_of_text : &package_of_workbook;
    struct package p;
    char *all = NULL;
    size_t n = 0;
    if (!package_open(&p, path, kind, &diag)) fail_msg("%s", diag.text);
    FILE *out = open_memstream(&all, &n);
    for (zip_int64_t i = 0; i < zip_get_num_entries(p.zip, 0); i++) {
        char chunk[4096];
        zip_file_t *part = zip_fopen_index(p.zip, (zip_uint64_t)i, 0);
        fputs(zip_get_name(p.zip, (zip_uint64_t)i, 0), out);
        for (zip_int64_t got; (got = zip_fread(part, chunk, sizeof chunk)) > 0;) fwrite(chunk, 1, (size_t)got, out);
        zip_fclose(part);
    }
    fclose(out);
    digest_sha256(all, n, hex);
    free(all);
    package_close(&p);
}

static uint32_t next(uint32_t *seed) { return (*seed = *seed * 1664525u + 1013904223u) >> 8; }

static void what_passes_is_unchanged(const char *name)
{
    enum { FLIPS = 50 };
    char was[DIGEST_HEX], now[DIGEST_HEX];
    size_t n;
    uint32_t seed = 10;
    char *bytes = sample_read(folder, name, &n);
    digest_parts(path_of(name), was);
    for (int i = 0; i < FLIPS; i++) {
        size_t at = next(&seed) % n;
        char kept = bytes[at];
        bytes[at] = (char)(kept ^ (1 << next(&seed) % 8));
        if (bytes_sound(name, bytes, n)) {
            digest_parts(path_of(name), now);
            if (strcmp(was, now) != 0) fail_msg("%s: a bit of byte %zu makes another document", name, at);
        }
        bytes[at] = kept;
    }
    sample_write(folder, name, bytes, n);
    free(bytes);
}

static void a_package_that_passes_is_unchanged(void **state)
{
    (void)state;
    what_passes_is_unchanged("年报.xlsx");
    what_passes_is_unchanged("年报.docx");
    what_passes_is_unchanged("年报.ofd");
}

/* Damaged files of the other formats give at worst a message; the sanitizers and valgrind watch. */
static void damage_ends_in_words(void **state)
{
    (void)state;
    enum { ROUNDS = 25 };
    uint32_t seed = 11;
    for (size_t i = 0; i < NAMES; i++) {
        size_t n;
        char *bytes = sample_read(folder, names[i], &n), *damaged = malloc(n + 1);
        for (int round = 0; round < ROUNDS; round++) {
            memcpy(damaged, bytes, n);
            size_t from = next(&seed) % n, length = next(&seed) % 9, at = next(&seed) % n;
            for (size_t k = 0; k < length && at + k < n; k++) damaged[at + k] = round % 2 ? '9' : bytes[(from + k) % n];
            diag.text[0] = 0;
            assert_true(bytes_sound(names[i], damaged, n) || diag.text[0]);
        }
        sample_write(folder, names[i], bytes, n);
        free(damaged);
        free(bytes);
    }
}

/* Packs the document again with other bytes for one part: a library whose scratch file found no space makes such a sound zip file. */
static bool sound_with(const char *name, const char *part, const char *bytes, size_t n)
{
    size_t size;
    char *kept = sample_read(folder, name, &size);
    zip_t *zip = zip_open(path_of(name), 0, NULL);
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
    zip_t *zip = zip_open(path_of(name), ZIP_RDONLY, NULL);
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
        zip_t *zip = zip_open(path_of(books[k]), ZIP_RDONLY, NULL);
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

static void texts_have_their_grammar(void **state)
{
    (void)state;
    assert_true(text_sound("a.json", "[]"));
    assert_true(text_sound("a.json", " {\"a\": [1, -0.5e+3, true, false, null, \"\\u519c\\n\"], \"b\": {}}\n"));
    const char *const not_json[] = {"", "[", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":}", "{a:1}", "[01]", "[1.]", "[-]", "[1e]", "[tru]", "[\"\n\"]", "[\"\\x\"]",
                                    "[\"\\u12g4\"]", "[]]", "[] x", "\"", "{\"a\":1,}", "[\xE5\x86]", "[\"\xE5\x86\"]"};
    for (size_t i = 0; i < sizeof not_json / sizeof *not_json; i++)
        if (text_sound("a.json", not_json[i])) fail_msg("%s is called JSON", not_json[i]);
    assert_true(text_sound("a.csv", "a,b\r\n\"x\r\n\",\"\"\"\"\r\n"));
    const char *const not_csv[] = {"", "a", "a\n", "a,b\r\n1\r\n", "a\r\n\"1\r\n", "a\r\n1", "a\r\n1\r", "a\r\n1\rx\r\n", "a\xFF\r\n"};
    for (size_t i = 0; i < sizeof not_csv / sizeof *not_csv; i++)
        if (text_sound("a.csv", not_csv[i])) fail_msg("%s is called CSV", not_csv[i]);
    assert_true(text_sound("a.html", "<!DOCTYPE html>\n<div><br/></div>\n"));
    const char *const not_html[] = {"", "<div>", "<div></p>", "<div/><div/>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "<p>\xFF</p>"};
    for (size_t i = 0; i < sizeof not_html / sizeof *not_html; i++)
        if (text_sound("a.html", not_html[i])) fail_msg("%s is called a page", not_html[i]);
}

/* A character may lie across the chunks in which a file is read. */
static void characters_may_lie_across_chunks(void **state)
{
    (void)state;
    enum { CHUNK = 1 << 16 };
    static char bytes[2 * CHUNK];
    for (int before = 4; before >= 0; before--) {
        size_t n = 0;
        bytes[n++] = '"';
        while (n < (size_t)(CHUNK - before)) bytes[n++] = 'a';
        memcpy(bytes + n, "𠀀", 4);
        n += 4;
        bytes[n] = '"';
        assert_true(bytes_sound("a.json", bytes, n + 1));
        bytes[n - 1] = '"';
        assert_false(bytes_sound("a.json", bytes, n));
        assert_non_null(strstr(diag.text, "UTF-8"));
    }
}

/* A page of `depth` nested elements with one attribute of `length` bytes. */
static bool page_of(int depth, int length)
{
    struct text t = {0};
    for (int i = 0; i < depth; i++) text_add(&t, "<p>");
    text_add(&t, "<p a='");
    for (int i = 0; i < length; i++) text_add_char(&t, 'x');
    text_add(&t, "'/>");
    for (int i = 0; i < depth; i++) text_add(&t, "</p>");
    bool fine = text_sound("a.html", text_get(&t));
    text_release(&t);
    return fine;
}

static void the_reader_of_a_page_is_bounded(void **state)
{
    (void)state;
    assert_true(page_of(90, 1000));
    assert_false(page_of(110, 1));
    assert_false(page_of(1, 300000));
}

static void other_files_are_refused(void **state)
{
    (void)state;
    assert_false(text_sound("a.txt", "a"));
    assert_non_null(strstr(diag.text, "无从核对"));
    assert_false(sound("nowhere.json"));
    assert_int_equal(diag.kind, DIAG_SYSTEM);
    assert_false(document_sound(folder, "a.xlsx", &diag));
    assert_false(document_sound(folder, "a.pdf", &diag));
}

static void nothing_unsound_is_committed(void **state)
{
    (void)state;
    struct outdir *out;
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(outdir_put(out, "b.json", "[]", 2, &diag));
    assert_true(outdir_put(out, "c.json", "[1,", 3, &diag));
    assert_false(documents_sound(out, &diag));
    assert_int_equal(diag.kind, DIAG_SYSTEM);
    assert_non_null(strstr(diag.text, "c.json：写完重读，不完整："));
    outdir_close(out);
    assert_int_equal(access(path_of("b.json"), F_OK), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_documents_are_sound), cmocka_unit_test(cut_off_documents_are_refused), cmocka_unit_test(a_package_that_passes_is_unchanged),
        cmocka_unit_test(damage_ends_in_words), cmocka_unit_test(cut_off_or_missing_parts_are_refused),
        cmocka_unit_test(missing_rows_and_texts_are_noticed), cmocka_unit_test(missing_cells_styles_and_ends_are_noticed),
        cmocka_unit_test(missing_pages_and_fonts_are_noticed), cmocka_unit_test(what_a_layout_must_have_is_noticed), cmocka_unit_test(texts_have_their_grammar), cmocka_unit_test(characters_may_lie_across_chunks),
        cmocka_unit_test(the_reader_of_a_page_is_bounded), cmocka_unit_test(other_files_are_refused),
        cmocka_unit_test(nothing_unsound_is_committed)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
