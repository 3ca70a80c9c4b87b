/* report.html and page.html are well-formed, escaped and accessible, and each number has its address as id. Every kind of block, on a
 * page and in a fragment. */
#include "base/text.h"
#include "render/colours.h"
#include "render/html/html.h"
#include "sample_report.h"
#include "toy_document.h"
#include <expat.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdarg.h>
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

/* ---- every kind of block ---- */

static char *toy(bool whole, size_t *n)
{
    struct document d;
    struct outdir *out;
    struct diag diag;
    char *folder = sample_folder();
    toy_document(&d, whole);
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(html_write(&d, out, "toy.html", &diag));
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    document_release(&d);
    char *bytes = sample_read(folder, "toy.html", n);
    sample_remove_folder(folder);
    return bytes;
}

static void is_well_formed(const char *xml)
{
    XML_Parser p = XML_ParserCreate("UTF-8");
    if (XML_Parse(p, xml, (int)strlen(xml), 1) != XML_STATUS_OK) fail_msg("line %lu: %s", XML_GetCurrentLineNumber(p), XML_ErrorString(XML_GetErrorCode(p)));
    XML_ParserFree(p);
}

static void has_all(const char *text, const char *const *wanted, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!strstr(text, wanted[i])) fail_msg("no %s", wanted[i]);
}
#define HAS(text, ...) has_all(text, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static size_t count(const char *bytes, size_t n, const char *what)
{
    size_t found = 0, length = strlen(what);
    for (size_t i = 0; i + length <= n; i++) found += !memcmp(bytes + i, what, length);
    return found;
}

static void a_page_has_every_block(void **state)
{
    (void)state;
    size_t n;
    char *page = toy(true, &n);
    is_well_formed(strchr(page, '\n'));                /* behind the document type */
    HAS(page, "<title>（草稿）样本</title>", "<h1>样本文件</h1>", "<p>开头的话。</p>", "<ul class=\"cautions\">\n<li>请注意甲。</li>\n<li>请注意乙。</li>\n</ul>", "草稿：样本",
        "<caption>各机关一览</caption>", "<tbody class=\"sortable searched\">",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-", "<th scope=\"rowgroup\" rowspan=\"2\">组1</th><th scope=\"row\">机关&lt;2&gt;</th>",
        "<thead>\n<tr><th scope=\"col\" rowspan=\"2\" colspan=\"2\">机关</th><th scope=\"colgroup\" colspan=\"2\">比率</th><th scope=\"col\" rowspan=\"2\">说明</th></tr>",
        "<td data-v=\"1429\">1/7份<small>共7件</small><small>名次 1</small></td>", "<td class=\"few\">3/7份", "<td data-v=\"50\">50</td>",
        "<td class=\"words\">说明的话</td>", "<tr class=\"total\"><th scope=\"row\">机关&lt;5&gt;", "显示 6 / 9 个机关。", "<h3>公开率（2025年，2个机关）</h3>",
        "……（略3个）", "class=\"whisker\"", "<rect x=\"226\" y=\"35\" width=\"200\" height=\"15\" class=\"out\"/>", "全体 40.00%", "条形图的话", "折线图的话", "小折线图的话。甲机关：2023年 20.00%（件数少），2024年没有数，2025年 40.00%。",
        "class=\"dotfew\"", "class=\"doubt\"",
        "不予公开率</text>", "<p>没有机关。</p>", "<p>没有可核对的</p>");
    assert_int_equal(count(page, n, "<tbody class=\"sortable searched\">"), 1);
    assert_int_equal(count(page, n, "stroke-width=\"2\""), 2);      /* no line to or from a year without a share */
    free(page);
}

static void a_fragment_has_its_styles(void **state)
{
    (void)state;
    char *fragment = toy(false, NULL);
    is_well_formed(fragment);
    HAS(fragment, "<div lang=\"zh-CN\"", "草稿：样本", "<caption style=", "<td style=", "<rect x=\"226\" y=\"35\" width=\"200\" height=\"15\" style=\"fill:" COLOUR_BAR_OUT "\"/>");
    assert_null(strstr(fragment, "class="));
    assert_null(strstr(fragment, "<script"));
    assert_null(strstr(fragment, "data-v"));
    free(fragment);
}

/* ---- blocks and items of pages only ---- */

static void fill_link(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    (void)list, (void)row, (void)scratch;
    for (int c = 0; c < 3; c++) items[c] = item_text("文<字");
    items[0].file = "a 表#1.pdf";
}

static void own_blocks(struct document *d)
{
    static const struct list_column columns[] = {{"a", "甲", ITEM_TEXT, .heads_row = true}, {"b", "乙", ITEM_TEXT}, {"c", "丙", ITEM_COUNT}};
    static const struct count_bar bars[] = {{"按期", 1000, false}, {"超期", 1, true}, {"在办", 0, false}};
    static const struct count_chart chart = {.heading = "时限", .caption = "共 1001 件。", .described = "条形图的话", .bars = bars, .n = 3};
    static const char *places[] = {"a.csv:3 <b>", "a.csv:4"};
    static const struct matter_line line[] = {{"怎么办", "改正 & 再运行"}};
    static struct matter one[] = {{"A10", "一个<问题>", places, 2, "显示 2 / 3 处。", line, 1}}, other[] = {{NULL, "没有上年", NULL, 0, NULL, NULL, 0}};
    static struct matter_group groups[] = {{"须改正（3处）", one, 1, true}, {"无法核对（1处）", other, 1, false}};
    static const struct matter_groups all = {"findings", "只看：", groups, 2};
    document_init(d, &(struct document_facts){.title = "样本", .stamp = "2026-01-20T00:00:00+08:00"});
    struct list *list = document_list(d, "links", columns, 3);
    list->n_rows = 1, list->fill = fill_link, list->stacked = true;
    document_add(d, BLOCK_COUNTS)->counts = &chart;
    document_add(d, BLOCK_MATTERS)->matters = &all;
}

static char *own(bool whole)
{
    struct document d;
    struct outdir *out;
    struct diag diag;
    char *folder = sample_folder();
    own_blocks(&d);
    d.whole_page = whole;
    d.internal = true;
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(html_write(&d, out, "own.html", &diag));
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    document_release(&d);
    char *bytes = sample_read(folder, "own.html", NULL);
    sample_remove_folder(folder);
    return bytes;
}

static void a_page_is_filtered_without_a_script(void **state)
{
    (void)state;
    char *page = own(true);
    is_well_formed(strchr(page, '\n'));
    HAS(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n<meta name=\"robots\" content=\"noindex\"/>",
        ".pick1:not(:checked)~.of1>article{display:none}", "<input type=\"checkbox\" class=\"pick0\" id=\"findings-pick0\" checked=\"checked\"/><label for=\"findings-pick0\">须改正（3处）</label>",
        "<section class=\"of0 alert\">\n<h3>须改正（3处）</h3>\n<article>\n<h4><b>A10</b> 一个&lt;问题&gt;</h4>\n<p><b>怎么办</b>　改正 &amp; 再运行</p>\n<ul>\n<li>a.csv:3 &lt;b&gt;</li>\n<li>a.csv:4</li>\n</ul>\n",
        "显示 2 / 3 处。</p>\n</article>", "<h4>没有上年</h4>\n</article>");
    assert_null(strstr(page, "pick2"));
    assert_null(strstr(page, "<script"));
    free(page);
}

static void a_page_links_to_files_beside_it(void **state)
{
    (void)state;
    char *page = own(true);
    HAS(page, "<table class=\"roomy stacked\">", "<th scope=\"row\"><a href=\"a%20%E8%A1%A8%231.pdf\">文&lt;字</a></th>", "data-label=\"乙\">文&lt;字</td>");
    free(page);
}

/* The longest bar fills the width; one request among a thousand is seen, none is not drawn; every number stands there. */
static void counts_are_bars_with_their_numbers(void **state)
{
    (void)state;
    char *page = own(true);
    HAS(page, "<h3>时限</h3>\n<svg viewBox=\"0 0 400 90\" role=\"img\"><title>条形图的话</title>", "width=\"214\" height=\"16\" class=\"bar\"/>", ">1000</text>",
        "width=\"2\" height=\"16\" class=\"out\"/>", ">1</text>", ">0</text>", "<figcaption>共 1001 件。</figcaption>");
    assert_int_equal(count(page, strlen(page), "<rect"), 2);
    free(page);
}

static void a_fragment_has_all_and_no_choice(void **state)
{
    (void)state;
    char *fragment = own(false);
    is_well_formed(fragment);
    HAS(fragment, "须改正（3处）", "a.csv:3 &lt;b&gt;", "没有上年", ">1000</text>", "fill:" COLOUR_BAR_OUT);
    assert_null(strstr(fragment, "class="));
    assert_null(strstr(fragment, "<input"));
    assert_null(strstr(fragment, "href="));
    free(fragment);
}

/* ---- choices ---- */

enum { YEARS, KINDS };

static void fill_kind(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    (void)list;
    items[0] = item_text(arena_printf(scratch, "机关%zu", row));
    items[0].file = "机关/甲 局.html";
    items[0].option = (int)row;                        /* the first belongs to none */
    items[1] = item_count(scratch, (int64_t)row);
}

static char *chosen(bool whole)
{
    static const char *const years[] = {"2025年", "2024年"}, *const kinds[] = {"部门", "乡<镇"};
    static const struct page_choices all = {{{"年度", "全部年度", years, 2}, {"同类", "全部", kinds, 2}}, "查找机关"};
    static const struct list_column columns[] = {{"a", "机关", ITEM_TEXT, .heads_row = true}, {"b", "件数", ITEM_COUNT}};
    struct document d;
    struct outdir *out;
    struct diag diag;
    char *folder = sample_folder();
    document_init(&d, &(struct document_facts){.title = "样本", .stamp = "2026-01-20T00:00:00+08:00"});
    d.whole_page = whole;
    d.up = "../比较.html", d.up_words = "回到<比较>";
    document_add(&d, BLOCK_CHOICES)->choices = &all;
    document_prose(&d, "2024年的话。", NULL);
    d.blocks[d.n_blocks - 1].options[YEARS] = 2;
    struct list *list = document_list(&d, "kinds", columns, 2);
    list->n_rows = 3, list->fill = fill_kind, list->sortable = list->searched = true, list->choice = KINDS;
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(html_write(&d, out, "own.html", &diag));
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    document_release(&d);
    char *bytes = sample_read(folder, "own.html", NULL);
    sample_remove_folder(folder);
    return bytes;
}

static void a_page_shows_what_is_chosen_without_a_script(void **state)
{
    (void)state;
    char *page = chosen(true);
    is_well_formed(strchr(page, '\n'));
    HAS(page, "<nav><a href=\"../%E6%AF%94%E8%BE%83.html\">回到&lt;比较&gt;</a></nav>",
        "<input type=\"radio\" class=\"pick\" name=\"c0\" id=\"c0-0\" aria-label=\"年度：全部年度\" checked=\"checked\"/>",
        "<input type=\"radio\" class=\"pick\" name=\"c1\" id=\"c1-2\" aria-label=\"同类：乡&lt;镇\"/>", "<label for=\"c1-2\">乡&lt;镇</label>",
        "<div data-c0=\"2\">\n<p>2024年的话。</p>\n</div>", "<tr><th scope=\"row\"><a href=\"%E6%9C%BA%E5%85%B3/%E7%94%B2%20%E5%B1%80.html\">机关0</a></th>",
        "<tr data-c1=\"2\"><th scope=\"row\">", "#c1-2:checked~* [data-c1]:not([data-c1=\"2\"])", "<p class=\"search\" hidden=\"hidden\">");
    assert_null(strstr(page, "c0-3"));
    free(page);
}

static void a_fragment_has_no_choices(void **state)
{
    (void)state;
    char *fragment = chosen(false);
    is_well_formed(fragment);
    HAS(fragment, "2024年的话。", "机关2");
    assert_null(strstr(fragment, "<input"));
    assert_null(strstr(fragment, "data-c"));
    assert_null(strstr(fragment, "<nav"));
    free(fragment);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(is_well_formed_with_sound_ids), cmocka_unit_test(shows_cells_notes_and_heads),
                                       cmocka_unit_test(marks_a_draft), cmocka_unit_test(a_page_says_what_it_is), cmocka_unit_test(a_caption_is_said_once),
                                       cmocka_unit_test(refuses_broken_text),
                                       cmocka_unit_test(a_page_has_every_block), cmocka_unit_test(a_fragment_has_its_styles),
                                       cmocka_unit_test(a_page_is_filtered_without_a_script), cmocka_unit_test(a_page_links_to_files_beside_it),
                                       cmocka_unit_test(counts_are_bars_with_their_numbers), cmocka_unit_test(a_fragment_has_all_and_no_choice),
                                       cmocka_unit_test(a_page_shows_what_is_chosen_without_a_script), cmocka_unit_test(a_fragment_has_no_choices)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
