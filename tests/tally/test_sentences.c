/* Sentences of two years side by side. */
#include "base/text.h"
#include "tally/sentences.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char *const kinds[SENTENCE_KINDS] = {"copied", "dated", "counted", "rewritten", "new", "gone"};

/* One line a pair: kind, = where the numbers stay, ^ where it moved, then both sides. */
static void assert_pairs(const char *now, const char *before, const char *expected)
{
    struct sentence_pairs p = {0};
    struct text all = {0};
    sentences_compare(&p, now, before);
    for (size_t i = 0; i < p.n; i++)
        text_printf(&all, "%s%s%s %s|%s\n", kinds[p.list[i].kind], p.list[i].same_numbers ? "=" : "", p.list[i].moved ? "^" : "", p.list[i].now ? p.list[i].now : "", p.list[i].before ? p.list[i].before : "");
    assert_string_equal(text_get(&all), expected);
    text_release(&all);
    sentence_pairs_release(&p);
}

static void what_was_copied_is_marked(void **state)
{
    (void)state;
    assert_pairs("公开信息120条。", "公开 信息120条。", "copied= 公开【信息120条。】|公开 【信息120条。】\n");
    assert_pairs("2025年，公开信息120条。", "2024年，公开信息120条。", "dated= 2025【年，公开信息120条。】|2024【年，公开信息120条。】\n");
    assert_pairs("截至12月，公开信息130条。", "截至12月，公开信息120条。", "counted 【截至12月，公开信息】130条。|【截至12月，公开信息】120条。\n");
    assert_pairs("一是公开目录更新不够及时，有的栏目三个月没有新内容。", "一是公开目录更新不及时，有的栏目三个月没有内容。",
                 "rewritten 【一是公开目录更新不】够【及时，有的栏目三个月没有】新内容。|【一是公开目录更新不及时，有的栏目三个月没有】内容。\n");
}

static void new_gone_and_moved(void **state)
{
    (void)state;
    assert_pairs("甲项工作已经全部完成。新建了一个政策解读专栏。", "甲项工作已经全部完成。培训工作开展得比较少。",
                 "copied 【甲项工作已经全部完成。】|【甲项工作已经全部完成。】\nnew 新建了一个政策解读专栏。|\ngone |培训工作开展得比较少。\n");
    assert_pairs("第二件工作是业务培训。第一件工作是主动公开。第三件是答复申请。", "第一件工作是主动公开。第三件是答复申请。第二件工作是业务培训。",
                 "copied^ 【第二件工作是业务培训。】|【第二件工作是业务培训。】\ncopied 【第一件工作是主动公开。】|【第一件工作是主动公开。】\n"
                 "copied 【第三件是答复申请。】|【第三件是答复申请。】\n");
    assert_pairs("（一）主动公开\n公开了。", "（一）主动公开\n", "new 公开了。|\n");
    assert_pairs("", "", "");
}

static void a_long_text_is_cut(void **state)
{
    (void)state;
    struct text all = {0};
    for (int i = 0; i < SENTENCES_MOST + 1; i++) text_printf(&all, "第%d句说的是别的事情。", i);
    struct sentence_pairs p = {0};
    sentences_compare(&p, text_get(&all), text_get(&all));
    assert_true(p.cut);
    assert_int_equal(p.n, SENTENCES_MOST);
    assert_int_equal(p.counts[SENTENCE_COPIED], SENTENCES_MOST);
    sentence_pairs_release(&p);
    text_release(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_copied_is_marked), cmocka_unit_test(new_gone_and_moved), cmocka_unit_test(a_long_text_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
