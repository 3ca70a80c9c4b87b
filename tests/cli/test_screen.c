/* Lines for a terminal: at most its width, broken where Chinese may be broken, behind the first indented. */
#include "cli/screen.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void wraps(const char *words, size_t width, size_t hang, const char *expected)
{
    struct text lines = {0};
    screen_wrap(&lines, words, width, hang);
    assert_string_equal(text_get(&lines), expected);
    text_release(&lines);
}

static void breaks_where_prose_may_be_broken(void **state)
{
    (void)state;
    wraps("", 10, 2, "");
    wraps("收到日期不在本年度", 0, 2, "收到日期不在本年度");
    wraps("收到日期不在本年度", 18, 2, "收到日期不在本年度");
    wraps("收到日期不在本年度", 17, 2, "收到日期不在本年\n  度");
    wraps("收到日期不在，本年度", 12, 2, "收到日期不\n  在，本年度");
    wraps("收到日期（本年度）", 10, 0, "收到日期\n（本年度）");
    wraps("用 nianbao check --waiver-lines 印出", 16, 4, "用 nianbao check\n    --waiver-lines\n    印出");
    wraps("  怎么办：改正", 8, 4, "  怎么\n    办：\n    改正");
    wraps("见《2025年报》", 12, 0, "见《2025年\n报》");
    wraps("依照《条例》", 6, 0, "依照\n《条\n例》");
}

/* A word that is longer than the line stays whole: it may be a path that someone copies. */
static void keeps_long_words(void **state)
{
    (void)state;
    wraps("见 11369925007314088N-findings 的第2行", 12, 2, "见\n  11369925007314088N-findings\n  的第2行");
    wraps("11369925007314088N", 4, 2, "11369925007314088N");
}

static void counts_columns(void **state)
{
    (void)state;
    const struct {
        uint32_t c;
        size_t columns;
    } given[] = {{'a', 1}, {U'年', 2}, {U'，', 2}, {U'“', 2}, {U'…', 2}, {U'①', 2}, {U'é', 1}, {0x0301, 0}, {U'𠀀', 2}};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) assert_int_equal(utf8_columns(given[i].c), given[i].columns);
}

/* A stream that is no terminal gets one line and no colour; a value stays harmless. */
static void leaves_files_as_they_are(void **state)
{
    (void)state;
    char *bytes = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&bytes, &n);
    screen_label(out, COLOUR_RED, "[须改正]", 2, " %s：%d", "a\033[31m\nb", 3);
    screen_say(out, 2, "%s", "");
    fclose(out);
    assert_string_equal(bytes, "[须改正] a␛[31m b：3\n\n");
    assert_false(screen_is_terminal(stdin));
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(breaks_where_prose_may_be_broken), cmocka_unit_test(keeps_long_words),
                                       cmocka_unit_test(counts_columns), cmocka_unit_test(leaves_files_as_they_are)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
