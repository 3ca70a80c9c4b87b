/* The PDF driver as a whole: what it stages, what it refuses, and that the same report gives the same bytes.
 * tests/support/oracles/check_pdf.py reads the file with other programs. */
#include "pdf_bench.h"
#include "render/pdf/pdf.h"
#include "toy_document.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* Writes the report; returns the file's bytes, or NULL when the driver refused. */
static char *write_pdf(struct bench *b, size_t *n)
{
    struct outdir *out;
    char *bytes = NULL;
    if (!outdir_open(&out, b->folder, &b->diag)) fail_msg("%s", b->diag.text);
    if (draw_pdf(&b->sample, out, "r.pdf", &b->diag)) {
        if (!outdir_commit(out, &b->diag)) fail_msg("%s", b->diag.text);
        bytes = sample_read(b->folder, "r.pdf", n);
    } else {
        assert_null(outdir_name(out, 0));
    }
    outdir_close(out);
    return bytes;
}

static bool has(const char *bytes, size_t n, const char *what) { return memmem(bytes, n, what, strlen(what)) != NULL; }

static void test_same_bytes(void **state)
{
    (void)state;
    struct bench b;
    size_t n, again_n;
    set_up(&b, NULL);
    char *first = write_pdf(&b, &n), *again = write_pdf(&b, &again_n);
    assert_non_null(first);
    assert_int_equal(n, again_n);
    assert_memory_equal(first, again, n);
    assert_memory_equal(first, "%PDF-1.4", 8);
    assert_false(has(first, n, "00000000000000000000000000000000"));      /* the identifier was filled in */
    free(first);
    free(again);
    tear_down(&b);
}

static void test_identifier_follows_content(void **state)
{
    (void)state;
    struct bench b;
    size_t n, other_n;
    set_up(&b, NULL);
    char *first = write_pdf(&b, &n);
    b.sample.report->stamp = "2026-01-21T00:00:00+08:00";
    char *other = write_pdf(&b, &other_n);
    assert_non_null(first);
    assert_non_null(other);
    const char *id = memmem(first, n, "/ID [", 5), *other_id = memmem(other, other_n, "/ID [", 5);
    assert_non_null(id);
    assert_non_null(other_id);
    assert_memory_not_equal(id, other_id, 5 + 34);
    assert_true(has(other, other_n, "D:20260121000000+08'00'"));
    assert_true(has(other, other_n, "<xmp:CreateDate>2026-01-21T00:00:00+08:00</xmp:CreateDate>"));
    free(first);
    free(other);
    tear_down(&b);
}

static void test_archive_parts(void **state)
{
    (void)state;
    struct bench b;
    size_t n;
    set_up(&b, NULL);
    char *one = write_pdf(&b, &n);
    assert_true(has(one, n, "<pdfaid:part>1</pdfaid:part>") && has(one, n, "/CIDSet") && !has(one, n, "pdfuaid"));
    assert_true(has(one, n, "海淀区&lt;示例&gt;局"));
    free(one);
    b.sample.paper.pdf_part = 2;
    char *two = write_pdf(&b, &n);
    assert_memory_equal(two, "%PDF-1.7", 8);
    assert_true(has(two, n, "<pdfaid:part>2</pdfaid:part>") && has(two, n, "<pdfuaid:part>1</pdfuaid:part>"));
    assert_false(has(two, n, "/CIDSet"));
    static const char *const required[] = {"/DisplayDocTitle true", "/MarkInfo", "/StructTreeRoot", "/ParentTree", "/IDTree",
                                           "/OutputIntents", "/Lang (zh-CN)", "/Headers", "/Scope", "/RowSpan", "/ColSpan"};
    for (size_t i = 0; i < sizeof required / sizeof *required; i++)
        if (!has(two, n, required[i])) fail_msg("the PDF has no %s", required[i]);
    free(two);
    tear_down(&b);
}

static void test_fonts_are_reported(void **state)
{
    (void)state;
    struct bench b;
    size_t n;
    set_up(&b, NULL);
    free(write_pdf(&b, &n));
    const struct paper *r = &b.sample.paper;
    assert_true(r->n_fonts >= 4);
    assert_string_equal(r->fonts[0].role, "title");
    assert_true(r->fonts[0].substitute);               /* no free 小标宋 exists */
    for (size_t i = 0; i < r->n_fonts; i++) {
        assert_int_equal(strlen(r->fonts[i].tables), DIGEST_HEX - 1);
        assert_non_null(strchr(r->fonts[i].revision, '.'));
    }
    tear_down(&b);
}

static void test_missing_characters(void **state)
{
    (void)state;
    struct bench b;
    size_t n;
    struct block blocks[] = {{false, "好字"}, {false, "缺\xF3\xB0\x80\x80字"}};
    set_up(&b, NULL);
    b.sample.report->sections[0].blocks = blocks;
    b.sample.report->sections[0].n_blocks = 2;
    assert_null(write_pdf(&b, &n));
    assert_int_equal(b.diag.kind, DIAG_INPUT);
    assert_non_null(strstr(b.diag.text, "U+F0000"));
    assert_non_null(strstr(b.diag.text, "“一、总体情况”第2段"));
    tear_down(&b);
}

/* A fault in the text that is measured first is named with its own place too. */
static void test_missing_character_of_a_label(void **state)
{
    (void)state;
    struct bench b;
    size_t n;
    set_up(&b, NULL);
    struct grid_cell *label = &b.sample.form.tables[0].grid.cells[4];
    const char *text = label->text;
    label->text = "规章\xF3\xB0\x80\x80";
    assert_null(write_pdf(&b, &n));
    label->text = text;
    assert_non_null(strstr(b.diag.text, "“二、主动公开政府信息情况”的表中“规章"));
    tear_down(&b);
}

static void test_rare_characters(void **state)
{
    (void)state;
    struct bench b;
    size_t n;
    struct block blocks[] = {{false, "\xF0\xAC\x8C\x97䶮㛃㎡"}};          /* the first lies beyond the BMP */
    set_up(&b, NULL);
    b.sample.report->sections[0].blocks = blocks;
    b.sample.report->sections[0].n_blocks = 1;
    char *bytes = write_pdf(&b, &n);
    if (!bytes) fail_msg("%s", b.diag.text);
    free(bytes);
    tear_down(&b);
}

static void test_refused_settings(void **state)
{
    (void)state;
    static const struct { const char *settings, *word; } cases[] = {
        {"font.body: /nowhere/a.ttf\n", "font.body"},
        {"font.hei: /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc#Nonesuch\n", "Nonesuch"},
        {"font.fallback: /nowhere/b.ttf\n", "font.fallback"},
        {"font.kai: " PROJECT_SOURCE_DIR "/data/settings.yaml\n", "font.kai"},
        {"icc.srgb: /nowhere/c.icc\n", "icc.srgb"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bench b;
        size_t n;
        set_up(&b, cases[i].settings);
        assert_null(write_pdf(&b, &n));
        assert_int_equal(b.diag.kind, DIAG_INPUT);
        if (!strstr(b.diag.text, cases[i].word)) fail_msg("no %s in: %s", cases[i].word, b.diag.text);
        tear_down(&b);
    }
}

static void test_draft_and_odd_reports(void **state)
{
    (void)state;
    struct bench b;
    size_t n, draft_n;
    set_up(&b, NULL);
    char *final = write_pdf(&b, &n);
    sample_make_draft(&b.sample);
    char *draft = write_pdf(&b, &draft_n);
    assert_non_null(draft);
    assert_true(n != draft_n);
    free(final);
    free(draft);
    b.sample.report->title = "长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长";
    b.sample.report->preamble = NULL;
    sample_set(&b.sample, "alpha/rules/made", "999999999999999");
    char *odd = write_pdf(&b, &n);
    assert_non_null(odd);
    free(odd);
    tear_down(&b);
}

static void test_every_block(void **state)
{
    (void)state;
    struct bench b;
    struct document d;
    struct outdir *out;
    size_t n;
    set_up(&b, NULL);
    toy_document(&d, false);
    assert_true(outdir_open(&out, b.folder, &b.diag));
    if (!pdf_write(&d, &b.sample.paper, out, "toy.pdf", &b.diag) || !outdir_commit(out, &b.diag)) fail_msg("%s", b.diag.text);
    outdir_close(out);
    document_release(&d);
    char *pdf = sample_read(b.folder, "toy.pdf", &n);
    assert_int_equal(sample_count(pdf, n, "/S /H1\n"), 1);
    assert_int_equal(sample_count(pdf, n, "/S /H2\n"), 2);
    assert_int_equal(sample_count(pdf, n, "/S /H3\n"), 4);     /* a list right below a heading needs no title; the other one and the charts do */
    assert_int_equal(sample_count(pdf, n, "/S /Table\n"), 2);
    assert_int_equal(sample_count(pdf, n, "/S /Figure\n"), 3);
    assert_true(sample_count(pdf, n, "<746F792D30>") && sample_count(pdf, n, "<746F792E322D30>"));       /* toy-0, toy.2-0: ids are unique */
    free(pdf);
    tear_down(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_bytes), cmocka_unit_test(test_identifier_follows_content), cmocka_unit_test(test_archive_parts),
        cmocka_unit_test(test_fonts_are_reported), cmocka_unit_test(test_missing_characters), cmocka_unit_test(test_missing_character_of_a_label),
        cmocka_unit_test(test_rare_characters), cmocka_unit_test(test_refused_settings), cmocka_unit_test(test_draft_and_odd_reports),
        cmocka_unit_test(test_every_block),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
