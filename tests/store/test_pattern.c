/* Patterns of LIKE and GLOB mean what SQLite's own functions say of them, whatever the texts. */
#include "store/pattern.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <sqlite3.h>

static bool ours(const char *words, const char *text, enum pattern_kind kind)
{
    struct pattern *p = pattern_new(words, strlen(words), kind);
    bool yes = pattern_matches(p, text, strlen(text));
    free(p);
    return yes;
}

static bool sqlites(const char *words, const char *text, enum pattern_kind kind)
{
    return kind == PATTERN_GLOB ? !sqlite3_strglob(words, text) : !sqlite3_strlike(words, text, 0);
}

static void check(const char *words, const char *text)
{
    for (int kind = PATTERN_GLOB; kind <= PATTERN_LIKE; kind++) {
        if (ours(words, text, (enum pattern_kind)kind) == sqlites(words, text, (enum pattern_kind)kind)) continue;
        fail_msg("%s: “%s” of “%s”", kind == PATTERN_GLOB ? "GLOB" : "LIKE", words, text);
    }
}

static uint32_t seed = 1;
static size_t any(size_t below) { return (seed = seed * 1664525 + 1013904223) / 65536 % below; }

static const char *random_of(const char *const *pieces, size_t n, char *out)
{
    size_t most = any(9);
    char *end = out;
    *out = 0;
    for (size_t i = 0; i < most; i++) end = stpcpy(end, pieces[any(n)]);
    return out;
}

static void random_patterns_agree(void **state)
{
    (void)state;
    static const char *const of_patterns[] = {"*", "*", "%", "%", "?", "_", "a", "b", "A", "件", "年", "[", "]", "[^", "[a-c]", "[^年]", "[件个]", "[]]", "[]a]", "[-a]", "[a-]", "[^]a]", "^", "-", "\xC3", "\x80", "é",
                                              "\xE5\xB9", "\xEF\xBF\xBD", "[\xEF\xBF\xBD件]", "[\xE5\xB9件]"};
    static const char *const of_texts[] = {"a", "b", "c", "A", "B", "件", "年", "个", "]", "[", "-", "^", "*", "%", "?", "_", "é", "\xEF\xBF\xBD", "\xC5\xB9", "\xFF"};
    char words[200], text[200];
    size_t matched = 0;
    for (int i = 0; i < 40000; i++) {
        random_of(of_patterns, sizeof of_patterns / sizeof *of_patterns, words);
        random_of(of_texts, sizeof of_texts / sizeof *of_texts, text);
        check(words, text);
        matched += ours(words, text, PATTERN_GLOB);
    }
    assert_true(matched > 500);
}

static void chosen_patterns_agree(void **state)
{
    (void)state;
    static const char *const patterns[] = {"", "*", "%", "**", "*a", "a*", "*a*", "%收到%", "收到%", "%收到", "%Ab%", "*20[0-9][0-9]年*", "*[^A-Za-z0-9./@_-][XＸ][XＸ][^A-Za-z./@_-]*",
                                           "*待填写*", "*[（(【]请*写*[）)】]*", "%截%12月%", "*1月1日*12月31日*", "[^a]", "*[", "*[a", "*[^", "a*b*c", "_%_", "?*?"};
    static const char *const texts[] = {"", "a", "ab", "abc", "aabbcc", "收到", "收到申请5件", "今年收到", "AB", "xaBx", "2025年", "于2025年收到", "收到XX件", "收到ＸX。", "（请写明）", "【请填写】完", "截至12月底",
                                        "1月1日至12月31日", "[", "x[", "b", "待填写", "待填"};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) check(patterns[i], texts[k]);
}

static void a_pattern_knows_its_words(void **state)
{
    (void)state;
    struct pattern *p = pattern_new("*a*", 3, PATTERN_GLOB);
    assert_true(pattern_is(p, "*a*", 3, PATTERN_GLOB));
    assert_false(pattern_is(p, "*b*", 3, PATTERN_GLOB));
    assert_false(pattern_is(p, "*a", 2, PATTERN_GLOB));
    assert_false(pattern_is(p, "*a*", 3, PATTERN_LIKE));
    free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_patterns_agree), cmocka_unit_test(chosen_patterns_agree), cmocka_unit_test(a_pattern_knows_its_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
