/* The PDF driver as a whole: what it stages, what it refuses, and that the same report gives the same bytes.
 * tests/support/oracles/check_pdf.py reads the file with other programs. */
#include "render/pdf/cff.h"
#include "render/page/pages.h"
#include "render/pdf/canvas.h"
#include "render/pdf/pdf.h"
#include "support/sample_report.h"
#include "support/toy_document.h"
#include <hb-subset.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

struct bench {
    struct sample sample;
    struct settings *settings;
    char *folder;
    struct diag diag;
};

static void set_up(struct bench *b, const char *overrides)
{
    *b = (struct bench){0};
    sample_init(&b->sample);
    b->folder = sample_folder();
    char *path = NULL;
    if (overrides) {
        sample_write(b->folder, "settings.yaml", overrides, strlen(overrides));
        if (asprintf(&path, "%s/settings.yaml", b->folder) < 0) abort();
    }
    if (!settings_load(&b->settings, PROJECT_SOURCE_DIR "/data/settings.yaml", path, &b->diag)) fail_msg("%s", b->diag.text);
    free(path);
    b->sample.paper.settings = b->settings;
    b->sample.paper.pdf_part = 1;
}

static void tear_down(struct bench *b)
{
    settings_free(b->settings);
    sample_release(&b->sample);
    sample_remove_folder(b->folder);
}

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

static size_t count(const char *bytes, size_t n, const char *what)
{
    size_t found = 0, length = strlen(what);
    for (size_t i = 0; i + length <= n; i++) found += !memcmp(bytes + i, what, length);
    return found;
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
    assert_int_equal(count(pdf, n, "/S /H1\n"), 1);
    assert_int_equal(count(pdf, n, "/S /H2\n"), 2);
    assert_int_equal(count(pdf, n, "/S /H3\n"), 4);     /* a list right below a heading needs no title; the other one and the charts do */
    assert_int_equal(count(pdf, n, "/S /Table\n"), 2);
    assert_int_equal(count(pdf, n, "/S /Figure\n"), 3);
    assert_true(count(pdf, n, "<746F792D30>") && count(pdf, n, "<746F792E322D30>"));       /* toy-0, toy.2-0: ids are unique */
    free(pdf);
    tear_down(&b);
}

/* ---- headings at the foot of a page ---- */

static void fill_row(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    (void)list;
    items[0].text = arena_printf(scratch, "第%zu行", row + 1);
}

static void add_list(struct document *d)
{
    static const struct list_column column = {.label = "列", .share = 1, .heads_row = true};
    struct list *list = document_list(d, "rows", &column, 1);
    list->n_rows = 80;
    list->fill = fill_row;
}

/* A letter a block: 1 2 a heading of that level, s m a paragraph of one line and of two, l a list; each is one line high but for the last two. */
static void add_blocks(struct document *d, const char *blocks)
{
    for (; *blocks; blocks++) {
        if (*blocks == '1' || *blocks == '2') document_heading(d, *blocks - '0', "一、标题");
        if (*blocks == 's') document_prose(d, "标题下的话。", NULL);
        if (*blocks == 'm') document_prose(d, "标题下的话有两行那么长，所以这里还要再写上几个字才行，现在够了。", NULL);
        if (*blocks == 'l') add_list(d);
    }
}

/* Draws the blocks behind so many lines of prose. The number of pages, and of headings of level 1 that stand at the top of one. */
static void draw_at_foot(int lines, const char *blocks, size_t *pages, size_t *at_top)
{
    struct bench b;
    struct document d;
    struct outdir *out;
    size_t n;
    set_up(&b, NULL);
    document_init(&d, &(struct document_facts){.title = "样本", .stamp = "2026-01-20T00:00:00+08:00"});
    for (int i = 0; i < lines; i++) document_prose(&d, "一行的话。", NULL);
    add_blocks(&d, blocks);
    assert_true(outdir_open(&out, b.folder, &b.diag));
    if (!pdf_write(&d, &b.sample.paper, out, "lines.pdf", &b.diag) || !outdir_commit(out, &b.diag)) fail_msg("%s", b.diag.text);
    outdir_close(out);
    document_release(&d);
    char *pdf = sample_read(b.folder, "lines.pdf", &n);
    *pages = count(pdf, n, "/Type /Page\n");
    *at_top = count(pdf, n, "/XYZ 0 737");              /* the bookmarks */
    free(pdf);
    tear_down(&b);
}

/* A page has 22 lines. What must stay together goes to the next page when one line is lacking. */
static void test_headings_stay_with_their_text(void **state)
{
    (void)state;
    static const struct { const char *blocks; int fits; } cases[] = {
        {"1s", 20}, {"1m", 19}, {"1ss", 19}, {"1sss", 19}, {"12m", 18}, {"12s", 19}, {"11m", 18}, {"1212m", 16}, {"12", 20}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int more = 0; more <= 1; more++) {
            size_t pages, at_top;
            draw_at_foot(cases[i].fits + more, cases[i].blocks, &pages, &at_top);
            if (at_top != (size_t)more) fail_msg("%s behind %d lines: %zu at the top", cases[i].blocks, cases[i].fits + more, at_top);
        }
}

/* A document does not end with a page of one line or two, in prose and in small type. */
static void test_last_page_has_lines(void **state)
{
    (void)state;
    static const struct { int lines; const char *blocks; int pages; double used; } cases[] = {
        {21, "s", 1, 22}, {22, "s", 2, 3}, {22, "ss", 2, 3}, {22, "sss", 2, 3}, {22, "ssss", 2, 4}, {21, "m", 2, 3}, {20, "m", 1, 22}, {22, "m", 2, 3}, {43, "ss", 3, 3}, {22, "1", 2, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bench b;
        struct document d;
        struct fonts *fonts;
        struct arena arena = {0};
        set_up(&b, NULL);
        document_init(&d, &(struct document_facts){.title = "样本", .stamp = "2026-01-20T00:00:00+08:00"});
        for (int k = 0; k < cases[i].lines; k++) document_prose(&d, "一行的话。", NULL);
        add_blocks(&d, cases[i].blocks);
        if (!fonts_open(&fonts, b.settings, &b.diag)) fail_msg("%s", b.diag.text);
        struct pdf_canvas *canvas = pdf_canvas_new(fonts);
        struct pages pages = pages_of(&canvas->canvas, &arena, true, NULL);
        pages_blocks(&pages, &d);
        if (canvas->canvas.n_pages != cases[i].pages || fabs(pages.used / LINE_PITCH - cases[i].used) > 0.1)
            fail_msg("%d lines and %s: %d pages, %.1f lines on the last", cases[i].lines, cases[i].blocks, canvas->canvas.n_pages, pages.used / LINE_PITCH);
        pdf_canvas_free(canvas);
        fonts_free(fonts);
        arena_release(&arena);
        document_release(&d);
        tear_down(&b);
    }
}

/* A list of two pages begins below its heading, and below the line between, where its first rows have room, else all go on. */
static void test_headings_stay_with_their_table(void **state)
{
    (void)state;
    static const char *const blocks[] = {"1l", "12l", "1sl", "12sl"};
    size_t pages, at_top;
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        for (int lines = 12; lines < 22; lines++) {
            draw_at_foot(lines, blocks[i], &pages, &at_top);
            if (at_top != (lines > 14)) fail_msg("%s behind %d lines: %zu at the top", blocks[i], lines, at_top);
        }
    draw_at_foot(12, "1222222222l", &pages, &at_top);    /* ten lines of headings leave no room for a row */
    assert_int_equal(at_top, 1);
}

/* More headings than a page holds are divided; the last ones stay with their text. */
static void test_many_headings(void **state)
{
    (void)state;
    char blocks[80];
    size_t pages, at_top;
    memset(blocks, '1', 50);
    memcpy(blocks + 50, "m", 2);
    draw_at_foot(0, blocks, &pages, &at_top);
    assert_int_equal(pages, 3);
}

/* Font files come from outside: the reader refuses a damaged table or takes some font from it, and does nothing else. */
static void test_damaged_cff(void **state)
{
    (void)state;
    hb_blob_t *file = hb_blob_create_from_file_or_fail("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc");
    if (!file) skip();
    hb_face_t *face = hb_face_create(file, 0);
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    hb_set_add_range(hb_subset_input_glyph_set(input), 0, 5);
    hb_face_t *small = hb_subset_or_fail(face, input);
    hb_blob_t *table = hb_face_reference_table(small, HB_TAG('C', 'F', 'F', ' '));
    unsigned n;
    const char *bytes = hb_blob_get_data(table, &n);
    static const uint16_t glyphs[] = {0, 1, 2, 3, 4};
    struct text out = {0};
    assert_true(cff_by_code((const uint8_t *)bytes, n, glyphs, 5, "Test", &out));
    assert_true(out.n > 100);
    for (unsigned i = 0; i < n * 4; i++) {
        uint8_t *copy = malloc(n);
        memcpy(copy, bytes, n);
        copy[i / 4] = (uint8_t)(copy[i / 4] + (uint8_t[]){1, 127, 128, 255}[i % 4]);
        text_clear(&out);
        (void)cff_by_code(copy, i % 3 ? n : i / 4, glyphs, 5, "Test", &out);
        free(copy);
    }
    text_release(&out);
    hb_blob_destroy(table);
    hb_face_destroy(small);
    hb_subset_input_destroy(input);
    hb_face_destroy(face);
    hb_blob_destroy(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_bytes), cmocka_unit_test(test_identifier_follows_content),
        cmocka_unit_test(test_archive_parts), cmocka_unit_test(test_fonts_are_reported),
        cmocka_unit_test(test_missing_characters), cmocka_unit_test(test_rare_characters),
        cmocka_unit_test(test_refused_settings), cmocka_unit_test(test_draft_and_odd_reports),
        cmocka_unit_test(test_every_block), cmocka_unit_test(test_missing_character_of_a_label),
        cmocka_unit_test(test_headings_stay_with_their_text), cmocka_unit_test(test_headings_stay_with_their_table), cmocka_unit_test(test_last_page_has_lines), cmocka_unit_test(test_many_headings), cmocka_unit_test(test_damaged_cff),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
