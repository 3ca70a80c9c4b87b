/* report.html and page.html are well-formed, escaped and accessible, and each number has its address as id. */
#include "base/text.h"
#include "render/html/html.h"
#include "markup.h"
#include "sample_report.h"
#include <expat.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static char *written(struct sample *s, draw_document *draw)
{
    struct outdir *out;
    struct diag diag;
    char *folder = sample_folder();
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(draw(s, out, "report.html", &diag));
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    char *bytes = sample_read(folder, "report.html", NULL);
    sample_remove_folder(folder);
    return bytes;
}

/* Every id is unique; every word of a headers= and aria-labelledby= is an id. */
struct ids { struct text all, used; };

static void on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    (void)name;
    struct ids *ids = user;
    for (; *attributes; attributes += 2) {
        char word[256];
        if (!strcmp(attributes[0], "id")) {
            snprintf(word, sizeof word, " %s ", attributes[1]);
            assert_null(strstr(text_get(&ids->all), word));
            text_add(&ids->all, word);
        } else if (!strcmp(attributes[0], "headers") || !strcmp(attributes[0], "aria-labelledby")) {
            text_printf(&ids->used, " %s", attributes[1]);
        }
    }
}

static void check_ids(struct sample *s, draw_document *draw)
{
    struct ids ids = {0};
    char *bytes = written(s, draw), *rest;
    XML_Parser p = XML_ParserCreate("UTF-8");
    XML_SetUserData(p, &ids);
    XML_SetStartElementHandler(p, on_start);
    assert_int_equal(XML_Parse(p, bytes, (int)strlen(bytes), 1), XML_STATUS_OK);
    XML_ParserFree(p);
    assert_non_null(strstr(text_get(&ids.used), " alpha-heading"));
    assert_non_null(strstr(text_get(&ids.used), " beta-heading"));
    rest = ids.used.bytes;
    for (char *word; (word = strsep(&rest, " "));) {
        char wanted[256];
        if (!*word) continue;
        snprintf(wanted, sizeof wanted, " %s ", word);
        assert_non_null(strstr(text_get(&ids.all), wanted));
    }
    assert_null(strstr(bytes, "<script"));
    text_release(&ids.all);
    text_release(&ids.used);
    free(bytes);
}

static void is_well_formed_with_sound_ids(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s);
    sample_make_draft(&s);
    check_ids(&s, draw_html);
    check_ids(&s, draw_page);
    sample_release(&s);
}

static void shows_cells_notes_and_heads(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s);
    char *bytes = written(&s, draw_html);
    assert_non_null(strstr(bytes, "<td id=\"beta-3.1-person\" headers=\"beta-h2 beta-h4 beta-h6 beta-h9\""));
    assert_non_null(strstr(bytes, "<td id=\"beta-new-total\" headers=\"beta-h3 beta-h7\""));
    assert_non_null(strstr(bytes, "<td id=\"alpha-fees-amount\" headers=\"alpha-h6 alpha-h8 alpha-h9\" colspan=\"2\""));
    assert_non_null(strstr(bytes, ">24252.311082</td>"));
    assert_non_null(strstr(bytes, ">3<small"));
    assert_non_null(strstr(bytes, "其中修订&quot;16&quot;件</small>"));
    assert_non_null(strstr(bytes, "海淀区&lt;示例&gt;局<wbr/>2025年"));
    assert_null(strstr(bytes, "<caption"));            /* the heading says it */
    assert_non_null(strstr(bytes, "<h2 id=\"alpha-heading\""));
    assert_non_null(strstr(bytes, "<table aria-labelledby=\"alpha-heading\""));
    assert_non_null(strstr(bytes, "注：收费金额含上年应收未收部分。"));
    assert_non_null(strstr(bytes, "【待填写】"));
    assert_null(strstr(bytes, "草稿"));
    free(bytes);
    sample_release(&s);
}

static void marks_a_draft(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s);
    sample_make_draft(&s);
    char *bytes = written(&s, draw_html);
    assert_non_null(strstr(bytes, "草稿：1个问题待改正 &amp; 统计截至2025年11月20日"));
    free(bytes);
    sample_release(&s);
}

static void a_page_says_what_it_is(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s);
    char *bytes = written(&s, draw_page);
    assert_non_null(strstr(bytes, "<meta name=\"ColumnName\" content=\"政府信息公开年报\"/>"));
    assert_non_null(strstr(bytes, "<meta name=\"ColumnType\" content=\"信息公开年报\"/>\n<meta name=\"ArticleTitle\" content=\"海淀区&lt;示例&gt;局2025年"));
    assert_non_null(strstr(bytes, "<meta name=\"PubDate\" content=\"2026-01-20 00:00\"/>\n<meta name=\"ContentSource\" content=\"海淀区&lt;示例&gt;局"));
    assert_null(strstr(bytes, "\"Site"));             /* the shipped settings do not know the site */
    assert_null(strstr(bytes, "robots"));
    assert_null(strstr(bytes, "<script"));
    free(bytes);
    sample_make_draft(&s);
    bytes = written(&s, draw_page);
    assert_non_null(strstr(bytes, "<meta name=\"robots\" content=\"noindex\"/>"));
    assert_non_null(strstr(bytes, "<title>（草稿）海淀区"));
    assert_non_null(strstr(bytes, "<p class=\"draft\">草稿：1个问题待改正 &amp; 统计截至2025年11月20日</p>"));
    assert_null(strstr(bytes, "PubDate"));
    free(bytes);
    sample_release(&s);
}

/* A title that no heading says is the table's caption; a heading names one table. */
static void a_caption_is_said_once(void **state)
{
    (void)state;
    struct sample s;
    struct document d;
    struct outdir *out;
    struct diag diag;
    sample_init(&s);
    document_init(&d, &(struct document_facts){.title = "样本", .stamp = s.report->stamp});
    document_heading(&d, 1, "一、甲");
    document_grid(&d, &s.report->tables[0], "一、甲");
    document_grid(&d, &s.report->tables[1], "二、乙");
    char *folder = sample_folder();
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(html_write(&d, out, "a.html", &diag));
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    document_release(&d);
    char *bytes = sample_read(folder, "a.html", NULL), *caption = strstr(bytes, "<caption");
    assert_non_null(strstr(bytes, "<h2 id=\"alpha-heading\""));
    assert_non_null(caption);
    assert_non_null(strstr(caption, ">乙</caption>"));
    assert_null(strstr(caption + 1, "<caption"));
    free(bytes);
    sample_remove_folder(folder);
    sample_release(&s);
}

static void refuses_broken_text(void **state)
{
    (void)state;
    struct sample s;
    struct outdir *out;
    struct diag diag = {0};
    char *folder = sample_folder();
    sample_init(&s);
    s.report->preamble = "\xFF";
    assert_true(outdir_open(&out, folder, &diag));
    assert_false(draw_html(&s, out, "report.html", &diag));
    assert_int_equal(diag.kind, DIAG_INPUT);
    outdir_close(out);
    sample_remove_folder(folder);
    sample_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_well_formed_with_sound_ids), cmocka_unit_test(shows_cells_notes_and_heads), cmocka_unit_test(marks_a_draft),
        cmocka_unit_test(a_page_says_what_it_is), cmocka_unit_test(a_caption_is_said_once), cmocka_unit_test(refuses_broken_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
