/* Where pages end: headings stay with what follows them, and no page holds a line or two alone. */
#include "pdf_bench.h"
#include "render/page/pages.h"
#include "render/pdf/canvas.h"
#include "render/pdf/pdf.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

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
    *pages = sample_count(pdf, n, "/Type /Page\n");
    *at_top = sample_count(pdf, n, "/XYZ 0 737");              /* the bookmarks */
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headings_stay_with_their_text), cmocka_unit_test(test_last_page_has_lines),
        cmocka_unit_test(test_headings_stay_with_their_table), cmocka_unit_test(test_many_headings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
