/* Parts of a transfer package: its words are proved, its lists and XML read strictly, and a PDF says of itself what it is. */
#include "archive/digest_list.h"
#include "archive/tree.h"
#include "archive/words.h"
#include "archive/xml_out.h"
#include "base/memory.h"
#include "reopen/pdf_facts.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char words_file[] = PROJECT_SOURCE_DIR "/report_templates/archive/words.yaml";
static char folder[] = "/tmp/nianbao-archive-XXXXXX";

static const char *path_of(struct arena *a, const char *name) { return arena_printf(a, "%s/%s", folder, name); }

static const char *put(struct arena *a, const char *name, const char *bytes, size_t n)
{
    const char *path = path_of(a, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
    return path;
}

static const char *put_text(struct arena *a, const char *name, const char *text) { return put(a, name, text, strlen(text)); }

/* ---- words ---- */

/* The shipped file with the first `from` replaced. */
static bool load_changed(const char *from, const char *to, struct diag *diag)
{
    struct arena a = {0};
    struct text t = {0};
    char bytes[1 << 15];
    FILE *f = fopen(words_file, "rb");
    assert_non_null(f);
    size_t n = fread(bytes, 1, sizeof bytes - 1, f);
    bytes[n] = 0;
    fclose(f);
    const char *at = strstr(bytes, from);
    assert_non_null(at);
    text_add_n(&t, bytes, (size_t)(at - bytes));
    text_add(&t, to);
    text_add(&t, at + strlen(from));
    struct archive_words *w = NULL;
    bool ok = archive_words_load(&w, put_text(&a, "words.yaml", text_get(&t)), diag);
    archive_words_free(w);
    text_release(&t);
    arena_release(&a);
    return ok;
}

static void test_words(void **state)
{
    (void)state;
    static const struct { const char *from, *to, *said; } faults[] = {
        {"none: 无", "nothing: 无", "nothing"},
        {"件数：{items}", "件数：{item}", "{item}"},
        {"移交单位：{transferor}", "移交单位：{transferor", "后面没有 }"},
        {"outcomes: {passed: 通过,", "outcomes: {passt: 通过,", "outcomes.passt"},
        {"id: digests", "id: digest", "digest"},
        {"id: numbers", "id: digests", "digests"},
        {"id: fonts, name: PDF 的字体都嵌入, looked: '{count}种字体，每种的描述里要有字体文件'", "name: 字体, untested: 不测", "fonts"},
        {"untested: 请用防病毒软件检测", "looked: 请用防病毒软件检测", "untested"},
        {"needed: yes", "needed: maybe", "needed"},
        {"untested: 未检测}", "untested: 通过}", "不能相同"},
        {"secrecy: [公开,", "secrecies: [公开,", "secrecies"},
    };
    struct diag diag = {0};
    assert_true(load_changed("none: 无", "none: 没有", &diag));
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        assert_false(load_changed(faults[i].from, faults[i].to, &diag));
        if (!strstr(diag.text, faults[i].said) || !strstr(diag.text, "words.yaml:")) fail_msg("%s: %s", faults[i].to, diag.text);
    }
}

static void test_kinds(void **state)
{
    (void)state;
    struct diag diag;
    struct archive_words *w;
    bool internal;
    assert_true(archive_words_load(&w, words_file, &diag));
    assert_string_equal(archive_kind_of(w, "年报.pdf", &internal)->format, "PDF/A");
    static const char *const lists[] = {"通报.pdf", "通报.docx", "通报.ofd", "催报名单.xlsx", "催报名单.pdf"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) assert_null(archive_kind_of(w, lists[i], &internal));
    assert_string_equal(archive_kind_of(w, "某局年报通报.ofd", &internal)->format, "OFD");
    assert_null(archive_kind_of(w, "退回修改意见/财政局.pdf", &internal));
    assert_null(archive_kind_of(w, "deadlines.csv", &internal));
    assert_null(archive_kind_of(w, ".pdf", &internal));
    assert_false(internal);
    assert_null(archive_kind_of(w, "findings.json", &internal));
    assert_true(internal);
    archive_words_free(w);
}

/* ---- lists ---- */

#define HEX "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void test_digest_list(void **state)
{
    (void)state;
    static const char *const sound = HEX "\t" HEX "\ta/b\n" HEX "\t" HEX "\t年报.pdf\n";
    static const char *const faults[] = {"", "x", HEX "\t" HEX "\ta", HEX " " HEX "\ta\n", HEX "\t" HEX "\t../a\n", HEX "\t" HEX "\t/a\n", HEX "\t" HEX "\ta//b\n", HEX "\t" HEX "\t.a\n",
                                         HEX "\t" HEX "\t\n", HEX "\t" HEX "\tb\n" HEX "\t" HEX "\ta\n", HEX "\t" HEX "\ta\n" HEX "\t" HEX "\ta\n", HEX "\t" HEX "\ta\x1b\n",
                                         HEX "\t" HEX "\t" DIGEST_LIST "\n", "0" HEX "\t" HEX "\ta\n"};
    struct arena a = {0};
    struct digest_list list;
    struct diag diag;
    assert_true(digest_list_read(&list, &a, put_text(&a, "list", sound), &diag));
    assert_int_equal(list.n, 2);
    assert_non_null(digest_list_find(&list, "年报.pdf"));
    assert_null(digest_list_find(&list, "a"));
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        if (digest_list_read(&list, &a, put_text(&a, "list", faults[i]), &diag)) fail_msg("taken: %s", faults[i]);
    assert_false(digest_list_read(&list, &a, put(&a, "list", "a\0b\n", 4), &diag));
    assert_false(digest_list_read(&list, &a, folder, &diag));
    arena_release(&a);
}

/* ---- XML ---- */

static void test_xml(void **state)
{
    (void)state;
    struct arena a = {0};
    struct xml_out x;
    struct diag diag;
    xml_out_begin(&x, "目录文件", "DA/T 93", "f/1");
    xml_out_open(&x, "件");
    xml_out_leaf(&x, "题名", "a<b>&\"c\"");
    xml_out_leaf(&x, "档号", NULL);
    xml_out_number(&x, "页数", -12);
    xml_out_close(&x);
    xml_out_close(&x);
    const struct tree *root = tree_read(&a, put(&a, "a.xml", text_get(&x.text), x.text.n), &diag);
    assert_non_null(root);
    assert_string_equal(tree_text(root, "件/题名"), "a<b>&\"c\"");
    assert_string_equal(tree_text(root, "件/档号"), "");
    assert_string_equal(tree_text(root, "件/页数"), "-12");
    assert_string_equal(tree_text(root, "件/没有/更没有"), "");
    assert_null(tree_at(root, "没有"));
    text_release(&x.text);
    static const char *const faults[] = {"", "<a>", "<a></b>", "<a/><b/>", "<!DOCTYPE a><a/>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "<a>\x01</a>", "<a><b><c><d><e><f><g><h><i><j><k><l><m/></l></k></j></i></h></g></f></e></d></c></b></a>"};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        if (tree_read(&a, put_text(&a, "a.xml", faults[i]), &diag)) fail_msg("taken: %s", faults[i]);
    arena_release(&a);
}

/* ---- PDF ---- */

/* A PDF of these objects, numbered from 1, with its table; the trailer names object 1 and `more`. */
static const char *pdf_of(struct arena *a, const char *const *objects, size_t n, const char *more)
{
    struct text t = {0};
    size_t at[16];
    text_add(&t, "%PDF-1.4\n");
    for (size_t i = 0; i < n; i++) {
        at[i] = t.n;
        text_printf(&t, "%zu 0 obj\n%s\nendobj\n", i + 1, objects[i]);
    }
    size_t table = t.n;
    text_printf(&t, "xref\n0 %zu\n0000000000 65535 f\r\n", n + 1);
    for (size_t i = 0; i < n; i++) text_printf(&t, "%010zu 00000 n\r\n", at[i]);
    text_printf(&t, "trailer\n<<\n/Root 1 0 R\n/Size %zu\n%s>>\nstartxref\n%zu\n%%%%EOF\n", n + 1, more, table);
    const char *path = put(a, "a.pdf", text_get(&t), t.n);
    text_release(&t);
    return path;
}

static void test_pdf_facts(void **state)
{
    (void)state;
    struct arena a = {0};
    struct pdf_facts f;
    struct diag diag;
    static const char xmp[] = "<x><dc:title xmlns:dc='d'><rdf:li xmlns:rdf='r'>年报</rdf:li></dc:title><pdfaid:part xmlns:pdfaid='p'>2</pdfaid:part></x>";
    const char *stream = arena_printf(&a, "<<\n/Type /Metadata\n/Length %zu\n>>\nstream\r\n%s\nendstream", sizeof xmp - 1, xmp);
    const char *objects[] = {"<<\n/Type /Catalog\n/Lang (zh-CN)\n/OutputIntents [ ]\n>>", "<<\n/Title <FEFF5E7462A5D840DC0B>\n/Author (x)\n>>", "<<\n/Type /Page\n>>", "<<\n/Type /Page\n>>",
                             "<<\n/Type /Pages\n>>", "<<\n/Type /Font\n/Subtype /CIDFontType2\n/BaseFont /ABCDEF+Kai\n/FontDescriptor 7 0 R\n>>", "<<\n/Type /FontDescriptor\n/FontFile2 8 0 R\n>>", stream,
                             "<<\n/Type /Font\n/Subtype /CIDFontType0\n/FontDescriptor 10 0 R\n>>", "<<\n/Type /FontDescriptor\n/FontFile3 12 0 R\n>>", "<<\n/Type /Font\n/Subtype /Type0\n/DescendantFonts [ 6 0 R ]\n>>"};
    enum { OBJECTS = sizeof objects / sizeof *objects };
    assert_true(pdf_facts_read(&f, &a, pdf_of(&a, objects, OBJECTS, "/Info 2 0 R\n"), &diag));
    assert_int_equal(f.pages, 2);
    assert_string_equal(f.title, "年报𠀋");
    assert_string_equal(f.author, "x");
    assert_string_equal(f.xmp_title, "年报");
    assert_string_equal(f.part, "2");
    assert_null(f.conformance);
    assert_string_equal(f.language, "zh-CN");
    assert_true(f.intent && !f.tagged && !f.encrypted);
    assert_int_equal(f.fonts, 2);
    assert_int_equal(f.embedded, 1);
    assert_null(f.active);
    static const struct { const char *page, *found; } strays[] = {{"/A#41 1", "/A#41"}, {"/Annots [ ]", "/Annots"}, {"/S /URI", "/URI"}, {"/Title (a /JS \\) b) /K (c)", NULL}, {"/Title (a) /JS (b)", "/JS"}, {"/F12 1", NULL}, {"/FX 1", "/FX"}, {"% /A", "注释"}};
    for (size_t i = 0; i < sizeof strays / sizeof *strays; i++) {
        objects[2] = arena_printf(&a, "<<\n/Type /Page\n%s\n>>", strays[i].page);
        assert_true(pdf_facts_read(&f, &a, pdf_of(&a, objects, OBJECTS, "/Info 2 0 R\n"), &diag));
        if (strays[i].found) assert_string_equal(f.active, strays[i].found);
        else assert_null(f.active);
    }
    objects[2] = "<<\n/Type /Page\n/AA << /O 3 0 R >>\n>>";
    assert_true(pdf_facts_read(&f, &a, pdf_of(&a, objects, OBJECTS, "/Encrypt 2 0 R\n"), &diag));
    assert_true(f.encrypted);
    assert_string_equal(f.active, "/AA");
    assert_null(f.title);
    assert_false(pdf_facts_read(&f, &a, put_text(&a, "a.pdf", "%PDF-1.4\n"), &diag));
    arena_release(&a);
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : 1;
}

static int remove_folder(void **state)
{
    (void)state;
    struct arena a = {0};
    static const char *const names[] = {"words.yaml", "list", "a.xml", "a.pdf"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) unlink(path_of(&a, names[i]));
    arena_release(&a);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_words), cmocka_unit_test(test_kinds), cmocka_unit_test(test_digest_list), cmocka_unit_test(test_xml), cmocka_unit_test(test_pdf_facts)};
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
