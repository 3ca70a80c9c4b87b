/* Findings at a terminal: one group a check, rows with one fault in one line, everything with -v. */
#include "cli/terminal.h"
#include "cli/terminal_lines.h"
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
    for (int i = 1; i <= 23; i++) add(all, "A18", true, STATE_FAIL, i == 4 ? 40 : i);
    for (int i = 1; i <= 20; i++) add(all, "D06", false, STATE_FAIL, 2 * i);
    for (int i = 1; i <= 21; i++) add(all, "D06", false, STATE_WAIVED, i);
    add(all, "E07", false, STATE_NOT_ASSESSABLE, 0);
    findings_sort(all);
}

static void rows_share_a_line(void **state)
{
    (void)state;
    struct findings all = {0};
    given(&all);
    char *text = printed(&all, TERMINAL_SOME);
    assert_string_equal(text, "[须改正] A18 × 23 话（条）\n  requests.csv 第1–3、5–23、40行：所见“见”\n  怎么办：改\n"
                              "[警告] D06 × 20 话（条）\n  requests.csv 第2、4、6、8、10、12、14、16、18、20、22、24、26、28、30、32、34、36、38、40行：所见“见”\n"
                              "  怎么办：改\n[已豁免] D06 × 21 话（条）\n  requests.csv 第1–21行：所见“见”\n  怎么办：改\n"
                              "[无法核对] 1 项，加 -v 列出缺什么\n");
    free(text);
    findings_release(&all);
}

static void everything_when_asked(void **state)
{
    (void)state;
    struct findings all = {0};
    given(&all);
    char *text = printed(&all, TERMINAL_ALL);
    assert_int_equal(count(text, "  requests.csv:"), 64);
    assert_int_equal(count(text, "[无法核对] E07 话"), 1);
    free(text);
    text = printed(&all, TERMINAL_BLOCKING);
    assert_int_equal(count(text, "requests.csv"), 1);
    assert_int_equal(count(text, "D06"), 0);
    free(text);
    findings_release(&all);
}

/* Nine lines would be too many: those of one column share one, with an example; rows beyond a number are counted. */
static void many_faults_of_a_column(void **state)
{
    (void)state;
    struct findings all = {0};
    for (int i = 0; i < 9; i++) {
        char expected[] = {(char)('a' + i), 0};
        findings_add(&all, &(struct finding){.id = "B01", .class = CLASS_TIMELINESS, .severity = SEVERITY_ERROR, .late = true, .file = "r.csv", .row = 3 * i + 2,
                                             .column = "日期", .key = "K", .expected = expected, .article = "条", .message = "晚", .advice = "改"});
    }
    for (int i = 0; i < 30; i++) add(&all, "C01", false, STATE_FAIL, 2 * i + 1);
    findings_sort(&all);
    char *text = printed(&all, TERMINAL_SOME);
    assert_non_null(strstr(text, "[超期] B01 × 9 晚（条）\n  r.csv 第2、5、8、11、14、17、20、23、26行 [日期]；例如第2行 K：应为 a\n"));
    assert_non_null(strstr(text, "、37、39…共 30 行：所见"));
    free(text);
    findings_release(&all);
}

/* Findings without a row have places of their own: cells, keys. */
static void places_without_rows(void **state)
{
    (void)state;
    struct findings all = {0};
    for (int i = 0; i < 9; i++) {
        char key[] = {'K', (char)('1' + i), 0};
        findings_add(&all, &(struct finding){.id = "I09", .class = CLASS_QUALITY, .severity = SEVERITY_HINT, .key = key, .article = "条", .message = "缺", .advice = "补"});
    }
    char *bytes = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&bytes, &n);
    terminal_lines_shared(out, all.list, 8, "缺");
    terminal_lines_shared(out, all.list, 9, "缺");
    fclose(out);
    assert_string_equal(bytes, "  K1\n  K2\n  K3\n  K4\n  K5\n  K6\n  K7\n  K8\n  K1、K2、K3、K4、K5、K6等 9 处；例如K1\n");
    free(bytes);
    findings_release(&all);
}

static void first_things_first(void **state)
{
    (void)state;
    struct findings all = {0};
    const struct finding f = {.class = CLASS_QUALITY, .severity = SEVERITY_WARNING, .article = "条", .message = "话", .advice = "改"};
    struct finding late = f, figure = f, waived = f;
    late.id = "B01", late.severity = SEVERITY_ERROR, late.late = true;
    figure.id = "E03", figure.cell = "requests/new/total";
    waived.id = "G01", waived.state = STATE_WAIVED;
    findings_add(&all, &late), findings_add(&all, &figure), findings_add(&all, &waived);
    add(&all, "A18", true, STATE_FAIL, 2), add(&all, "A18", false, STATE_FAIL, 3), add(&all, "C01", false, STATE_FAIL, 3);
    findings_sort(&all);
    struct text words = {0};
    assert_int_equal(terminal_first(&words, NULL, &all, 3), 4);
    assert_string_equal(text_get(&words), "A18 × 2 话；E03 话；B01 话");
    text_release(&words);
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
    assert_non_null(strstr(text, "[须改正] A20 × 3 数量或金额读不出来（国办公开办函〔2021〕30号）\n  decisions.csv:2\n  decisions.csv:3 [数量]：不能是负数\n"
                                 "  decisions.csv:4 [数量]：不能是负数；所见“-1”，应为 整数\n  怎么办："));
    free(text);
    findings_release(&all);
    catalogue_free(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows_share_a_line), cmocka_unit_test(everything_when_asked),
                                       cmocka_unit_test(many_faults_of_a_column), cmocka_unit_test(places_without_rows), cmocka_unit_test(first_things_first), cmocka_unit_test(the_catalogue_speaks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
