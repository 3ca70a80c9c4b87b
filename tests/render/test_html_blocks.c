/* Every kind of block, on a page and in a fragment. */
#include "markup.h"
#include "render/colours.h"
#include "sample_report.h"
#include "toy_document.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static char *toy(bool whole, size_t *n)
{
    struct document d;
    toy_document(&d, whole);
    return page_of(&d, n);
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
    assert_int_equal(sample_count(page, n, "<tbody class=\"sortable searched\">"), 1);
    assert_int_equal(sample_count(page, n, "stroke-width=\"2\""), 2);      /* no line to or from a year without a share */
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
    own_blocks(&d);
    d.whole_page = whole;
    d.internal = true;
    return page_of(&d, NULL);
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
    assert_int_equal(sample_count(page, strlen(page), "<rect"), 2);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_has_every_block), cmocka_unit_test(a_fragment_has_its_styles), cmocka_unit_test(a_page_is_filtered_without_a_script),
        cmocka_unit_test(a_page_links_to_files_beside_it), cmocka_unit_test(counts_are_bars_with_their_numbers),
        cmocka_unit_test(a_fragment_has_all_and_no_choice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
