/* 正文对照.html: what it says of the texts of one agency and of several. */
#include "documents/text_comparison.h"
#include "render/plain/plain.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static char *drawn(size_t n)
{
    struct text_part parts[2] = {{.heading = "五、存在的主要问题及改进情况"}, {.heading = "一、总体情况"}};
    const struct text_changes all[] = {{"甲局", parts, 1}, {"乙局", NULL, 0}, {"丙局", parts + 1, 1}};
    struct document d;
    struct text lines = {0};
    sentences_compare(&parts[0].pairs, "2025年，公开120条。新建专栏一个。", "2024年，公开120条。");
    sentences_compare(&parts[1].pairs, "办结8件。", "办结6件。");
    document_init(&d, &(struct document_facts){.title = "对照", .stamp = BLANK_STAMP});
    text_comparison_document(&d, "对照", all, n);
    plain_add(&lines, &d);
    document_release(&d);
    for (size_t i = 0; i < 2; i++) sentence_pairs_release(&parts[i].pairs);
    char *copy = memory_dup(text_get(&lines));
    text_release(&lines);
    return copy;
}

static void a_sentence_is_a_row(void **state)
{
    (void)state;
    char *text = drawn(1);
    assert_null(strstr(text, "甲局"));
    assert_non_null(strstr(text, "# 五、存在的主要问题及改进情况\n只改了年份 1 句，新写 1 句。\n"));
    assert_non_null(strstr(text, "text_changes/0/found\t照抄，只改了年份，数没有改\n"));
    assert_non_null(strstr(text, "text_changes/1/found\t今年新写\n"));
    free(text);
}

static void several_agencies_have_parts(void **state)
{
    (void)state;
    char *text = drawn(3);
    assert_non_null(strstr(text, "# 甲局\n"));
    assert_null(strstr(text, "乙局"));               /* nothing is known of its last year */
    assert_non_null(strstr(text, "# 丙局\n"));
    assert_non_null(strstr(text, "text_changes/0/found\t只改了数\n"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_sentence_is_a_row), cmocka_unit_test(several_agencies_have_parts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
