/* A text document for Word and WPS: each kind of block as its styles, tables and marks; a draft; the same bytes for the same document.
 * tests/support/oracles/check_docx.py proves the order of the schema. */
#include "render/docx/docx.h"
#include "base/text.h"
#include "documents/report.h"
#include "sample_report.h"
#include "toy_document.h"
#include "written_book.h"
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

static char *folder;

static void write_spaced(const struct document *d, bool quarter_space)
{
    struct outdir *out;
    struct diag diag;
    assert_true(outdir_open(&out, folder, &diag));
    if (!docx_write(d, quarter_space, out, "a.docx", &diag) || !outdir_commit(out, &diag)) fail_msg("%s", diag.text);
    outdir_close(out);
}

static void write_document(const struct document *d) { write_spaced(d, true); }

static void write_toy(void)
{
    struct document d;
    toy_document(&d, false);
    write_document(&d);
    document_release(&d);
}

static void write_report(struct sample *s)
{
    struct document d;
    const struct document_facts facts = report_facts(s->report);
    document_init(&d, &facts);
    report_document(&d, s->report);
    write_document(&d);
    document_release(&d);
}

static void assert_has(const char *bytes, const char *wanted)
{
    if (!strstr(bytes, wanted)) fail_msg("%s is not in %s", wanted, bytes);
}

static size_t count(const char *bytes, const char *what)
{
    size_t n = 0;
    for (const char *p = bytes; (p = strstr(p, what)); p++) n++;
    return n;
}

/* The end of the element that begins at the first `from` behind `at`. */
static char *element(const char *at, const char *from, const char *to)
{
    const char *begin = strstr(at, from), *end = begin ? strstr(begin, to) : NULL;
    if (!end) fail_msg("no %s … %s", from, to);
    char *copy = calloc(1, (size_t)(end - begin) + strlen(to) + 1);
    memcpy(copy, begin, (size_t)(end - begin) + strlen(to));
    return copy;
}

static void sections_are_headings_in_bookmarks(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s);
    s.form.sections[3].id = "a_very_long_id.of_a_section_that_no_bookmark_can_hold";
    write_report(&s);
    char *body = written_part(folder, "a.docx", "word/document.xml");
    assert_has(body, "<w:pStyle w:val=\"Heading1\"/></w:pPr><w:bookmarkStart w:id=\"0\" w:name=\"nianbao_overview\"/><w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr>"
                     "<w:t xml:space=\"preserve\">一、总体情况</w:t></w:r><w:bookmarkEnd w:id=\"0\"/></w:p>");
    assert_has(body, "w:id=\"3\" w:name=\"nianbao_a_very_long_id_of_a_section_that\"/>");
    assert_has(body, "<w:pStyle w:val=\"Heading2\"/></w:pPr><w:r>");
    assert_has(body, "<w:pStyle w:val=\"NormalIndent\"/></w:pPr><w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">全年主动公开信息&lt;26&gt;条");
    assert_int_equal(count(body, "<w:bookmarkStart"), 4);
    char *styles = written_part(folder, "a.docx", "word/styles.xml");
    assert_has(styles, "<w:name w:val=\"heading 1\"/>");
    assert_has(styles, "<w:outlineLvl w:val=\"0\"/>");
    free(styles);
    free(body);
    sample_release(&s);
}

/* beta: labels over several rows, a head over two columns, two rows of heads. */
static void tables_keep_their_spans(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s);
    write_report(&s);
    char *body = written_part(folder, "a.docx", "word/document.xml"), *table = element(strstr(body, "nianbao_beta"), "<w:tbl>", "</w:tbl>");
    int sum = 0;
    for (const char *p = table; (p = strstr(p, "<w:gridCol w:w=\"")); p++) sum += (int)strtol(p + strlen("<w:gridCol w:w=\""), NULL, 10);
    assert_int_equal(sum, 8844);
    assert_int_equal(count(table, "<w:tr>"), 7);
    assert_int_equal(count(table, "<w:cantSplit/>"), 7);
    assert_int_equal(count(table, "<w:tblHeader/>"), 2);
    assert_has(table, "<w:gridSpan w:val=\"2\"/>");
    assert_true(count(table, "<w:vMerge w:val=\"restart\"/>") > 0);
    assert_true(count(table, "<w:vMerge/>") >= count(table, "<w:vMerge w:val=\"restart\"/>"));
    assert_int_equal(count(table, "\"TableNumber\""), s.form.tables[1].n_slots);
    free(table);
    /* alpha has heads in its middle, which Word cannot repeat, and a note. */
    table = element(strstr(body, "nianbao_alpha"), "<w:tbl>", "</w:tbl>");
    assert_true(count(table, "<w:tblHeader/>") < 4);
    assert_has(table, "<w:pStyle w:val=\"TableNumber\"/>");
    assert_has(table, "3</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"TableNote\"/>");
    assert_has(table, "（其中修订&quot;16&quot;件）</w:t>");
    free(table);
    assert_has(body, "<w:pStyle w:val=\"TableFootnote\"/></w:pPr><w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">注：收费金额");
    free(body);
    sample_release(&s);
}

/* What has brackets of its own gets no others. */
static void a_note_is_in_brackets_once(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s);
    s.report->tables[0].cells[0].note = "（含修订）";
    s.report->tables[0].cells[1].note = "（含修订）与废止";
    s.report->tables[0].cells[2].note = "一个长得在数的后面放不下、要另起一行的附注，还要再说几句话才够长";
    write_report(&s);
    char *body = written_part(folder, "a.docx", "word/document.xml");
    assert_has(body, ">（含修订）<");
    assert_has(body, ">（（含修订）与废止）<");
    assert_has(body, "</w:rPr><w:br/><w:t xml:space=\"preserve\">（一个长得");
    free(body);
    sample_release(&s);
}

static void only_a_draft_is_marked(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s);
    write_report(&s);
    char *body = written_part(folder, "a.docx", "word/document.xml"), *types = written_part(folder, "a.docx", "[Content_Types].xml");
    assert_null(strstr(body, "草稿"));
    assert_null(strstr(body, "headerReference"));
    assert_null(strstr(types, "header1"));
    free(body);
    free(types);
    sample_make_draft(&s);
    write_report(&s);
    body = written_part(folder, "a.docx", "word/document.xml");
    char *header = written_part(folder, "a.docx", "word/header1.xml");
    assert_has(body, "<w:body>\n<w:p><w:pPr><w:pStyle w:val=\"Draft\"/></w:pPr>");
    assert_has(body, "草稿：1个问题待改正 &amp; 统计截至2025年11月20日");
    assert_has(body, "<w:headerReference w:type=\"even\" r:id=\"rId9\"/><w:headerReference w:type=\"default\" r:id=\"rId9\"/><w:footerReference w:type=\"even\"");
    assert_has(header, "rotation:315");
    assert_has(header, "string=\"草稿\"");
    free(header);
    free(body);
    sample_release(&s);
}

/* Two tables without a paragraph between them would be one table in Word, and the body ends with a paragraph. */
static void tables_stand_apart(void **state)
{
    (void)state;
    write_toy();
    char *body = written_part(folder, "a.docx", "word/document.xml");
    assert_int_equal(count(body, "<w:tbl>"), count(body, "</w:tbl>\n<w:p>"));
    free(body);
}

static void charts_are_tables_with_their_description(void **state)
{
    (void)state;
    write_toy();
    char *body = written_part(folder, "a.docx", "word/document.xml");
    char *bars = element(body, "<w:tblCaption w:val=\"条形图的话\"/>", "</w:tbl>"), *lines = element(body, "<w:tblCaption w:val=\"折线图的话\"/>", "</w:tbl>");
    static const char *const in_bars[] = {">甲机关<", ">50.00%<", ">5/10<", ">……（略3个）<", ">（20.00%）<", ">全体 40.00%<"}, *const in_lines[] = {">2024年<", ">不予公开率<", ">40.00%<", ">11.00%<"};
    for (size_t i = 0; i < sizeof in_bars / sizeof *in_bars; i++) assert_has(bars, in_bars[i]);
    for (size_t i = 0; i < sizeof in_lines / sizeof *in_lines; i++) assert_has(lines, in_lines[i]);
    assert_int_equal(count(bars, "<w:tr>"), 5);
    assert_int_equal(count(bars, "TableNumber"), 0);
    free(bars);
    free(lines);
    free(body);
}

static void the_file_says_whose_it_is(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s);
    write_report(&s);
    char *core = written_part(folder, "a.docx", "docProps/core.xml"), *custom = written_part(folder, "a.docx", "docProps/custom.xml");
    assert_has(core, "<dc:creator>海淀区&lt;示例&gt;局</dc:creator>");
    assert_has(core, "<dc:subject>政府信息公开工作年度报告</dc:subject>");
    assert_has(core, "<dcterms:created xsi:type=\"dcterms:W3CDTF\">2026-01-20T00:00:00+08:00</dcterms:created>");
    assert_has(custom, "pid=\"2\" name=\"nianbao.schema\"><vt:lpwstr>nianbao.text/1</vt:lpwstr>");
    assert_has(custom, "name=\"nianbao.code\"><vt:lpwstr>HD01</vt:lpwstr>");
    free(core);
    free(custom);
    sample_release(&s);
}

static void letters_stand_apart_where_the_setting_says_so(void **state)
{
    (void)state;
    struct document d;
    toy_document(&d, false);
    for (int apart = 0; apart < 2; apart++) {
        write_spaced(&d, apart);
        char *styles = written_part(folder, "a.docx", "word/styles.xml");
        assert_has(styles, apart ? "<w:autoSpaceDE w:val=\"1\"/><w:autoSpaceDN w:val=\"1\"/>" : "<w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/>");
        free(styles);
    }
    document_release(&d);
}

static void line_feeds_are_breaks(void **state)
{
    (void)state;
    struct document d;
    document_init(&d, &(struct document_facts){.title = "甲", .stamp = "2026-01-20T00:00:00+08:00"});
    document_title(&d, "某某市某某区某某某某某局2025年政府信息公开工作年度报告", "某某市某某区某某某某某局", NULL);
    document_prose(&d, "一\n二", NULL);
    document_prose(&d, NULL, NULL);
    write_document(&d);
    char *body = written_part(folder, "a.docx", "word/document.xml");
    assert_has(body, "局</w:t><w:br/><w:t xml:space=\"preserve\">2025年");
    assert_has(body, ">一</w:t><w:br/><w:t xml:space=\"preserve\">二</w:t>");
    assert_int_equal(count(body, "<w:p>"), 2);
    free(body);
    document_release(&d);
}

static void the_same_document_gives_the_same_bytes(void **state)
{
    (void)state;
    size_t n, again;
    write_toy();
    char *first = sample_read(folder, "a.docx", &n);
    assert_int_equal(setenv("TZ", "America/New_York", 1), 0);
    tzset();
    (void)setlocale(LC_ALL, "C.UTF-8");
    write_toy();
    char *second = sample_read(folder, "a.docx", &again);
    assert_int_equal(again, n);
    assert_memory_equal(first, second, n);
    free(first);
    free(second);
}

static void what_is_no_utf8_is_refused(void **state)
{
    (void)state;
    struct document d;
    struct outdir *out;
    struct diag diag;
    document_init(&d, &(struct document_facts){.title = "甲", .stamp = "2026-01-20T00:00:00+08:00"});
    document_prose(&d, "\xC3(", NULL);
    assert_true(outdir_open(&out, folder, &diag));
    assert_false(docx_write(&d, true, out, "b.docx", &diag));
    assert_int_equal(diag.kind, DIAG_INPUT);
    assert_null(outdir_name(out, 0));
    outdir_close(out);
    document_release(&d);
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
        cmocka_unit_test(sections_are_headings_in_bookmarks), cmocka_unit_test(tables_keep_their_spans), cmocka_unit_test(a_note_is_in_brackets_once),
        cmocka_unit_test(only_a_draft_is_marked), cmocka_unit_test(tables_stand_apart), cmocka_unit_test(charts_are_tables_with_their_description),
        cmocka_unit_test(the_file_says_whose_it_is), cmocka_unit_test(letters_stand_apart_where_the_setting_says_so), cmocka_unit_test(line_feeds_are_breaks), cmocka_unit_test(the_same_document_gives_the_same_bytes),
        cmocka_unit_test(what_is_no_utf8_is_refused)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
