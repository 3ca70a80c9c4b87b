/* Pages as people save them: what becomes of their text, tables, pictures and hidden parts. */
#include "manuscript/html_inside.h"
#include "base/text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

/* All parts in one line each: paragraphs as they are, "[alt]" for pictures, tables by rows: "a|b×2 / c" (×columns, ↓rows, ?why it is unsure). */
static void show(struct text *out, const struct manuscript *m)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct manuscript_part *p = &m->parts[i];
        if (i) text_add(out, "\n");
        if (p->kind == MANUSCRIPT_PARAGRAPH) text_add(out, p->text);
        if (p->kind == MANUSCRIPT_PICTURE) text_printf(out, "[%s]", p->text);
        for (size_t k = 0; k < p->table.n; k++) {
            const struct manuscript_cell *c = &p->table.cells[k];
            text_printf(out, "%s%d:%s%s%s", !k ? "" : c->row != c[-1].row ? " / " : "|", c->col, c->text, c->unsure ? "?" : "", c->unsure ? c->unsure : "");
            if (c->cols > 1) text_printf(out, "×%d", c->cols);
            if (c->rows > 1) text_printf(out, "↓%d", c->rows);
        }
    }
}

static void assert_read(const char *page, const char *expected)
{
    struct manuscript m = {.kind = FILE_HTML};
    struct text shown = {0};
    html_parse(&m, page, strlen(page));
    assert_null(m.refused);
    show(&shown, &m);
    assert_string_equal(text_get(&shown), expected);
    text_release(&shown);
    manuscript_release(&m);
}

static void assert_remark(const char *page, const char *words)
{
    struct manuscript m = {.kind = FILE_HTML};
    bool said = false;
    html_parse(&m, page, strlen(page));
    for (size_t i = 0; i < m.n_remarks; i++) said |= strstr(m.remarks[i], words) != NULL;
    if (!said) fail_msg("not said: %s", words);
    manuscript_release(&m);
}

static void text_is_lines(void **state)
{
    (void)state;
    assert_read("<p>一、总体情况</p><p>甲<b>乙</b><font><span>丙</span></font><o:p></o:p>", "一、总体情况\n甲乙丙");
    assert_read("<div>一<br>二<br/>三<div>四</div>五</div>", "一\n二\n三\n四\n五");
    assert_read("<p>a\n  b\t c&nbsp;&nbsp;d&#12288;e</p>", "a b c d e");
    assert_read("<p>\xE3\x80\x80\xE3\x80\x80一&nbsp;</p><p>&nbsp;</p><p>二", "一\n二");
    assert_read("<pre>一\n二</pre>", "一\n二");
    assert_read("<p>&ldquo;三安全一稳定&rdquo;&amp;&lt;b&gt;&#x4E00;&hellip;", "“三安全一稳定”&<b>一…");
    assert_read("<ul><li>一<li>二</ul><dl><dt>三<dd>四</dl>", "一\n二\n三\n四");
    assert_read("<h1>题<wbr/>目</h1>字", "题目\n字");
    assert_read("<p>a\x01z\xE2\x80\xAEy\xEF\xBF\xBF&#8238;x&#x200B;&#11;y", "a zyx y");
    assert_read("<p><SPAN LANG=EN-US>大写</SPAN></P>", "大写");
}

#define CELLS "<td>1<td>2<td>3<td>4<td>5<td>6<td>7"

static void what_is_not_seen_is_not_read(void **state)
{
    (void)state;
    assert_read("<head><title>题</title><style>p{}</style></head><script>document.write('<p>一')</script><!-- <p>二 --><noscript>三</noscript>四", "四");
    assert_read("<template><p>一</template><p hidden>二</p><p style='color:red; Display : none'>三</p><p style=visibility:hidden>四</p><p style='mso-hide:all'>五</p>六", "六");
    assert_read("<!--[if gte mso 9]><p>一<![endif]--><![if !supportLists]>二<![endif]>", "二");
    assert_read("<svg><title>图</title><text>字</text></svg>一<select><option>二</select><textarea>三</textarea><input value=四>", "一");
    assert_remark("一<div style=display:none><table><tr>" CELLS "<tr>" CELLS "</table></div>", "隐藏的表格");
    assert_remark("一<iframe src='http://x/年报.pdf'></iframe>", "年报.pdf");
    assert_remark("一<iframe src=body.html></iframe>", "body.html");
    assert_remark("一<object data=a.ofd></object>", "a.ofd");
    assert_remark("一<div style='display: table'><div style='display:table-row'>1</div></div>", "用版式拼成");
}

static void tables_have_places(void **state)
{
    (void)state;
    assert_read("<table><tr><th>a<th>b</tr><tr><td>1</td><td>2</td></tr></table>", "0:a|1:b / 0:1|1:2");
    assert_read("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>1<td>2</table>", "0:a↓2|1:b×2 / 1:1|2:2");
    assert_read("<table><tfoot><tr><td>z<td>y</tfoot><tbody><tr><td>1<td>2</tbody><thead><tr><td>a<td>b</thead></table>", "0:a|1:b / 0:1|1:2 / 0:z|1:y");
    assert_read("<table><tr style='display:none'><td>x<td>y<tr><td>1<td hidden>x<td>2</table>", "0:1|1:2");
    assert_read("<table><caption>表二</caption><tr><td>1<td>2</table>", "表二\n0:1|1:2");
    assert_read("<p>前<table><tr><td><p>一</p><p>二</p><td>三<br>四</table>后", "前\n0:一\n二|1:三\n四\n后");
    assert_read("<table><tr><td rowspan=0>a<td>1<tr><td>2</table>", "0:a↓2|1:1 / 1:2");
    assert_read("<table><tr><td rowspan=9>a<td rowspan=-1>1<tr><td colspan=x>2</table>", "0:a↓2|1:1 / 1:2");
    assert_read("<table><tr><td colspan=900>题<tr><td>1<td>2</table>", "0:题×2 / 0:1|1:2");
    assert_read("<table><tr><td>22<small>其中修订1件</small><td>3<sup>①</sup></table>", "0:22\n其中修订1件|1:3 ①");
    assert_read("<table><tr><td><input value=5><input type=hidden value=7><td><textarea>6</textarea><td><select><option>1<option selected>2</select></table>", "0:5|1:6|2:2");
    assert_read("<table><tr><td>a<td>b</table>x<table></table><table><tr></table>", "0:a|1:b\nx");
    assert_remark("<table><tr><td>a<td><img src=b.png></table>", "单元格里是图片");
    assert_remark("<table><tr><td>a<td><input value=5></table>", "输入框");
}

static void numbers_that_may_be_others(void **state)
{
    (void)state;
    assert_read("<table><tr><td><del>22</del>5<td>2<s>2</s>5<td><strike>2</strike><td><span style='color:red;text-decoration: underline line-through'>2</span>5</table>",
                "0:225?有带删除线的字|1:225?有带删除线的字|2:2?有带删除线的字|3:25?有带删除线的字");
    assert_read("<table><tr><td>2<del> </del>2<td>2<ins>2</ins><td><del style=display:none>9</del>2<td style='text-decoration:none;line:line-through'>2</table>", "0:2 2|1:22|2:2|3:2");
    assert_read("<table><tr><td>22<span style='vertical-align:super'>1</span><td>22<span style='position:relative;top:-3.0pt;mso-text-raise:3.0pt'>1</span>"
                "<td>22<span style='vertical-align: 4px'>1</span><td><ruby>22<rt>1</ruby><td>2<span style='vertical-align:baseline'>2</span><td>2<b style='vertical-align:0'>2</b></table>",
                "0:22 1|1:22 1|2:22 1|3:22 1|4:22|5:22");
    assert_read("<table><tr><td><svg><text>22</text></svg><td>2<math><mn>2</mn></math><td>2<svg><path d=x /></svg><td><svg hidden><text>9</text></svg>2</table>",
                "0:?有画出来的字（SVG、公式）|1:2?有画出来的字（SVG、公式）|2:2|3:2");
    assert_read("<table><tr><td>&#8238;12<td><bdo dir=rtl>12</bdo><td><span style='direction:rtl;unicode-bidi:bidi-override'>12</span></table>",
                "0:12?改变了书写方向|1:12?改变了书写方向|2:12?改变了书写方向");
    assert_read("<div style='font-size:0'><table><tr><td>9<span style='font-size:0'>2</span>2<td>9<span style='opacity: 0.0'>2</span><td style='font-size:0.9em;opacity:1'>2<td><b style='font-size:0px'></b>2</table></div>",
                "0:922?有看不见的字|1:92?有看不见的字|2:2|3:2");
}

#define HEADS "<table><tr><td colspan=3 rowspan=2>头<td colspan=6>各类<tr><td>一<td>二<td>三<td>四<td>五<td>计"
#define NUMBERS "<td>1<td>2<td>3<td>4<td>5<td>6"
#define SHOWN_HEADS "0:头×3↓2|3:各类×6 / 3:一|4:二|5:三|6:四|7:五|8:计 / "
#define SHOWN "3:1|4:2|5:3|6:4|7:5|8:6"

/* Whatever spans the labels claim, numbers stand below their heads. */
static void numbers_stand_below_their_heads(void **state)
{
    (void)state;
    assert_read(HEADS "<tr><td colspan=3>新收" NUMBERS "</table>", SHOWN_HEADS "0:新收×3|" SHOWN);
    assert_read(HEADS "<tr><td>新收" NUMBERS "</table>", SHOWN_HEADS "0:新收×3|" SHOWN);
    assert_read(HEADS "<tr><td colspan=4>新收" NUMBERS "</table>", SHOWN_HEADS "0:新收×3|" SHOWN);
    assert_read(HEADS "<tr><td rowspan=4>三<td rowspan=3>甲<td>1.子" NUMBERS "<tr><td colspan=2>乙" NUMBERS "<tr><td colspan=3>结转" NUMBERS "</table>",
                SHOWN_HEADS "0:三↓2|1:甲|2:1.子|" SHOWN " / 1:乙×2|" SHOWN " / 0:结转×3|" SHOWN);
    assert_read(HEADS "<tr><td rowspan=2>三<td>甲<td>1.子" NUMBERS "<tr><td>2.子" NUMBERS "<tr><td>丙" NUMBERS "</table>",
                SHOWN_HEADS "0:三↓2|1:甲|2:1.子|" SHOWN " / 1:2.子×2|" SHOWN " / 0:丙×3|" SHOWN);
    assert_read("<table><tr><td>3.子" NUMBERS "<tr><td rowspan=5>四<td>1.子" NUMBERS "<tr><td colspan=2>结转" NUMBERS "</table>",
                "0:3.子×2|2:1|3:2|4:3|5:4|6:5|7:6 / 0:四|1:1.子|2:1|3:2|4:3|5:4|6:5|7:6 / 0:结转×2|2:1|3:2|4:3|5:4|6:5|7:6");
    assert_read(HEADS "<tr><td colspan=3>新收<td>1<td>2<td>3</table>", SHOWN_HEADS "0:新收×3|3:1|4:2|5:3");   /* fewer numbers: which are missing is not known */
}

static void layout_is_passed_through(void **state)
{
    (void)state;
    assert_read("<table><tr><td>导航<td><p>一</p><table><tr><td>1<td>2<tr><td>3<td>4</table>二</table>", "导航\n一\n0:1|1:2 / 0:3|1:4\n二");
    assert_read("<table><tr><td><p>一、总体情况</p><p>二</p></table>", "一、总体情况\n二");
    assert_read("<table><tr><td><table><tr><td>1</table><td><table><tr><td>2</table><tr><td>3<td>4</table>", "0:1|1:2 / 0:3|1:4");
    assert_read("<table><tr><td>a<td>b<tr><td>c<td>d<tr><td>e<td><table><tr><td>5<td></table></table>", "0:a|1:b / 0:c|1:d / 0:e|1:5");
    assert_read("<table><tr><td>名称<td>年报<tr><td>索引号<td>0143</table>", "0:名称|1:年报 / 0:索引号|1:0143");
}

static void pictures_as_wide_as_a_table_are_parts(void **state)
{
    (void)state;
    assert_read("<p>三、<p><img src=a.png width=600 alt=表三><p>四", "三、\n[表三]\n四");
    assert_read("<p>三、<p><img src=a.png style='height:1px; width: 14.5cm'><p>四", "三、\n[]\n四");
    assert_read("<p>三、<p><img src=a.png title=图></p><p><img src=i.gif>字<p><a href=/><img src=b.gif></a><img width=20><p>四", "三、\n[图]\n字\n四");
    assert_read("<p>一<img width=90%>二", "一\n[]\n二");
}

static void title_and_meta_are_properties(void **state)
{
    static const char page[] = "<title>某局\n 2025年</title><meta name=ArticleTitle content=' 年报 '><META PROPERTY='og:title' CONTENT=x><meta charset=gbk><meta name=a>字";
    struct manuscript m = {.kind = FILE_HTML};
    (void)state;
    html_parse(&m, page, strlen(page));
    assert_string_equal(manuscript_property(&m, "title"), "某局 2025年");
    assert_string_equal(manuscript_property(&m, "meta.ArticleTitle"), "年报");
    assert_string_equal(manuscript_property(&m, "meta.og:title"), "x");
    assert_int_equal(m.n_properties, 3);
    manuscript_release(&m);
}

/* ---- before parsing ---- */

static bool too_much(const char *begin, const char *again, int times, const char *end)
{
    struct text page = {0};
    text_add(&page, begin);
    for (int i = 0; i < times; i++) text_add(&page, again);
    text_add(&page, end);
    bool is = web_too_much(text_get(&page), page.n) != NULL;
    text_release(&page);
    return is;
}

static void open_elements_are_counted_as_browsers_close_them(void **state)
{
    static const struct { const char *begin, *again; bool deep; } each[] = {
        {"", "<div>", true}, {"", "<div></div>", false}, {"", "<p>x", false}, {"", "<p><span>x", false}, {"", "<p><font>x", false}, {"", "<font>x", true},
        {"<ul>", "<li><b>x", false}, {"<ul>", "<li><ul>", true}, {"<ul>", "<li><div>", false}, {"<ul>", "<li><section>", true}, {"<dl>", "<dt>a<dd>b", false},
        {"<table>", "<tr><td>a<td><p><span><font color=red><b>b", false}, {"<table>", "<tr><td><table>", true}, {"<table><tr>", "<td><div></td>", false},
        {"<td>", "<td>", false}, {"", "<span/>", true}, {"<svg>", "<path/>", false}, {"<svg>", "<g>", true}, {"", "<o:p/>x</p>", true}, {"<p>", "<o:p/>x<p>", false},
        {"", "<br><img src=a><input><hr><meta><link>", false}, {"", "<script>'<div>'</script>", false}, {"", "<!-- <div> -->", false}, {"", "<a title='<div>'>x</a>", false},
        {"", "<a href=x>y", false}, {"", "<option>x", false}, {"", "< div>", false}, {"", "</div>", false}, {"", "<div></span></div>", false}, {"<x>", "<b></b>", false},
        {"", "<h1>x</h2>", false}, {"<form>", "<form>", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof each / sizeof *each; i++)
        if (too_much(each[i].begin, each[i].again, 600, "</html>") != each[i].deep) fail_msg("%s %s", each[i].begin, each[i].again);
    assert_false(too_much("", "<div>", 256, ""));
    assert_true(too_much("", "<div>", 257, ""));
    assert_true(too_much("<p", " a=b", 300, ">"));
    assert_false(too_much("<p", " a=b", 200, ">"));
    assert_true(too_much("", "<br>", 200001, ""));
}

/* ---- files ---- */

static void assert_file(const char *bytes, size_t n, const char *expected, const char *refused)
{
    char path[] = "/tmp/nianbao-page-XXXXXX";
    struct manuscript m;
    struct diag diag;
    struct text shown = {0};
    int fd = mkstemp(path);
    assert_int_equal(write(fd, bytes, n), n);
    close(fd);
    assert_true(manuscript_read(&m, path, &diag));
    unlink(path);
    if (refused) {
        assert_non_null(m.refused);
        assert_non_null(strstr(m.refused, refused));
    } else {
        assert_null(m.refused);
        show(&shown, &m);
        assert_string_equal(text_get(&shown), expected);
    }
    text_release(&shown);
    manuscript_release(&m);
}

#define ALL "\u653F\u5E9C\u4FE1\u606F\u516C\u5F00"
#define TEN ALL ALL ALL ALL ALL ALL ALL ALL ALL ALL
#define ASSERT_FILE(bytes, expected, refused) assert_file(bytes, sizeof(bytes) - 1, expected, refused)

/* 政府信息公开 in each encoding; what a meta tag says of it counts for nothing. */
static void the_bytes_tell_the_encoding(void **state)
{
    (void)state;
    ASSERT_FILE("<meta charset=gbk><p>\u653F\u5E9C\u4FE1\u606F\u516C\u5F00", "\u653F\u5E9C\u4FE1\u606F\u516C\u5F00", NULL);
    ASSERT_FILE("\xEF\xBB\xBF<p>\u653F\u5E9C", "\u653F\u5E9C", NULL);
    ASSERT_FILE("<meta charset=utf-8><p>\xD5\xFE\xB8\xAE\xD0\xC5\xCF\xA2\xB9\xAB\xBF\xAA", "\u653F\u5E9C\u4FE1\u606F\u516C\u5F00", NULL);
    ASSERT_FILE("<p>\xD6\xEC\xE9\x46\xBB\xF9", "\u6731\u9555\u57FA", NULL);   /* 镕 is not in GB 2312 */
    ASSERT_FILE("\xFF\xFE<\0p\0>\0\x3F\x65\x9C\x5E", "\u653F\u5E9C", NULL);
    ASSERT_FILE("<html>\0<p>\u653F\0\u5E9C<!-- some more, of a page that has NULs here and there -->", "\u653F\u5E9C", NULL);
    ASSERT_FILE("<html>\xEF\xBF\xBF<p>\u653F", "\u653F", NULL);
    ASSERT_FILE("<p>" TEN "<p>\xE6\x94", TEN "\n\uFFFD\uFFFD", NULL);
    ASSERT_FILE("<p>\xD5\xFE\xB8\xAE\xD0\xC5\xCF\xA2\xB9\xAB\xBF\xAA\xD5\xFE\xB8\xAE\xD0\xC5\xCF\xA2\xB9\xAB\xBF\xAA\xD5\xFE\xB8\xAE\xD0\xC5\xCF\xA2\xB9\xAB\xBF\xAA\xD5\xFE\xB8\xAE<p>\xFF",
                ALL ALL ALL "\u653F\u5E9C\n\uFFFD", NULL);
    ASSERT_FILE("<p>\xFF\xFF\xFF", NULL, "编码");
    ASSERT_FILE("<html><script>draw()</script>", NULL, "脚本");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_lines), cmocka_unit_test(what_is_not_seen_is_not_read), cmocka_unit_test(tables_have_places), cmocka_unit_test(numbers_that_may_be_others),
        cmocka_unit_test(numbers_stand_below_their_heads), cmocka_unit_test(layout_is_passed_through), cmocka_unit_test(pictures_as_wide_as_a_table_are_parts),
        cmocka_unit_test(title_and_meta_are_properties), cmocka_unit_test(open_elements_are_counted_as_browsers_close_them),
        cmocka_unit_test(the_bytes_tell_the_encoding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
