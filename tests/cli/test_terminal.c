/* Findings at a terminal: one group a check, twenty of a kind with "shown / total", everything with -v. */
#include "cli/terminal.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void add(struct findings *all, const char *id, bool blocking, enum finding_state state, int64_t row)
{
    findings_add(all, &(struct finding){.id = id, .class = CLASS_VALIDITY, .severity = blocking ? SEVERITY_ERROR : SEVERITY_WARNING, .blocking = blocking,
                                        .state = state, .file = "requests.csv", .row = row, .value = "见", .article = "条", .message = "话", .advice = "改"});
}

static const struct catalogue *catalogue;

static char *printed(const struct findings *all, enum terminal_extent extent)
{
    char *bytes = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&bytes, &n);
    terminal_findings(out, catalogue, all, extent);
    fclose(out);
    return bytes;
}

static size_t count(const char *text, const char *word)
{
    size_t n = 0;
    for (const char *p = text; (p = strstr(p, word)); p += strlen(word)) n++;
    return n;
}

static void given(struct findings *all)
{
    for (int i = 1; i <= 23; i++) add(all, "A18", true, STATE_FAIL, i);
    for (int i = 1; i <= 20; i++) add(all, "D06", false, STATE_FAIL, i);
    for (int i = 1; i <= 21; i++) add(all, "D06", false, STATE_WAIVED, i);
    findings_sort(all);
}

static void twenty_of_a_kind(void **state)
{
    (void)state;
    struct findings all = {0};
    given(&all);
    char *text = printed(&all, TERMINAL_SOME);
    assert_int_equal(count(text, "requests.csv:"), 60);
    assert_int_equal(count(text, "…… 显示 20 / 23，"), 1);
    assert_int_equal(count(text, "…… 显示 20 / 21，"), 1);
    assert_int_equal(count(text, "…… "), 2);
    assert_int_equal(count(text, "怎么办："), 3);
    const char *rest = text;
    for (const char *const *group = (const char *const[]){"[须改正] A18", "[警告] D06", "[已豁免] D06", NULL}; *group; group++) {
        rest = strstr(rest, *group);
        assert_non_null(rest);
    }
    free(text);
    findings_release(&all);
}

static void everything_when_asked(void **state)
{
    (void)state;
    struct findings all = {0};
    given(&all);
    char *text = printed(&all, TERMINAL_ALL);
    assert_int_equal(count(text, "requests.csv:"), 64);
    assert_int_equal(count(text, "…… "), 0);
    free(text);
    text = printed(&all, TERMINAL_BLOCKING);
    assert_int_equal(count(text, "requests.csv:"), 20);
    assert_int_equal(count(text, "D06"), 0);
    free(text);
    findings_release(&all);
}

/* The check's sentence stands above, each finding's own words stand beside its place, and no punctuation hangs at a line's end. */
static void the_catalogue_speaks(void **state)
{
    (void)state;
    struct catalogue *rules;
    struct diag diag;
    struct findings all = {0};
    assert_true(catalogue_load(&rules, PROJECT_SOURCE_DIR "/report_templates/rules", &diag));
    struct finding f = rule_finding(catalogue_rule(rules, "A20"));
    f.file = "decisions.csv";
    f.row = 2;
    findings_add(&all, &f);
    f.row = 3;
    f.column = "数量";
    f.message = "不能是负数";
    findings_add(&all, &f);
    f.row = 4;
    f.value = "-1";
    f.expected = "整数";
    findings_add(&all, &f);
    catalogue = rules;
    char *text = printed(&all, TERMINAL_SOME);
    catalogue = NULL;
    assert_non_null(strstr(text, "[须改正] A20 数量或金额读不出来（国办公开办函〔2021〕30号）\n  decisions.csv:2\n  decisions.csv:3 [数量]：不能是负数\n"
                                 "  decisions.csv:4 [数量]：不能是负数；所见“-1”，应为 整数\n  怎么办："));
    free(text);
    findings_release(&all);
    catalogue_free(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(twenty_of_a_kind), cmocka_unit_test(everything_when_asked), cmocka_unit_test(the_catalogue_speaks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
