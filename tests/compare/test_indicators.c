/* The file of indicators: what is refused, with its line; what an indicator is of another form; the shipped file. */
#include "compared.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#define MEANT "directions: {none: n, higher: h, lower: l}\n"
#define SAID "sentences: {faulty: '{count}{fault}', alert: a, worse: w, peers: '{cell}', years: y}\n"

/* Makes the file of that pattern. */
static void write_file(char *path, const char *text)
{
    int fd = mkstemp(path);
    FILE *f = fdopen(fd, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void refuse(const char *yaml, const char *why)
{
    char path[] = "/tmp/indicators-XXXXXX";
    struct indicators *all = NULL;
    struct diag diag = {0};
    char text[4096];
    snprintf(text, sizeof text, "forms: ['2021', '2019']\nindicators:\n%s%s", yaml, strstr(yaml, "sentences") ? "" : MEANT SAID);
    write_file(path, text);
    bool ok = indicators_load(&all, path, shelf, &diag);
    unlink(path);
    assert_false(ok);
    assert_int_equal(diag.kind, DIAG_INPUT);
    if (!strstr(diag.text, why)) fail_msg("%s", diag.text);
}

#define ONE "  - {id: a, group: g, label: l, formula: f, unit: percent, direction: none, "

static void test_refusals(void **state)
{
    (void)state;
    refuse(ONE "numerator: [requests/9.9/total],\n    denominator: [requests/closed/total]}\n", ":3: 表单 2021，“requests/9.9/total”：表单里没有这个单元格，最接近的是 属于国家秘密/总计（requests/3.1/total）");
    refuse(ONE "numerator: [不予公开/总计],\n    denominator: [requests/closed/total]}\n", "可以是几个单元格，请写明是哪一个：属于国家秘密/总计、");
    refuse(ONE "numerator: [予以公开/总计, '-部分公开：总计'],\n    denominator: [办理结果总计/总记]}\n", ":4: 表单 2021，“办理结果总计/总记”：表单里没有这个单元格，最接近的是 办理结果总计/总计");
    refuse(ONE "numerator: [requests/6.1/total],\n    denominator: [requests/closed/total]}\n", "表单 2019，“requests/6.1/total”：表单里没有这个单元格，最接近的是");
    refuse(ONE "numerator: [requests/1/total],\n    denominator: [requests/nothing/*]}\n", ":4: ");
    refuse(ONE "numerator: [proactive/fees/*], denominator: [requests/closed/total]}\n", "不是件数");
    refuse(ONE "numerator: [requests/1/total]}\n", "没有 denominator");
    refuse(ONE "denominator: [requests/1/total]}\n", "没有 numerator");
    refuse(ONE "numerator: [requests/1/total], denominator: [requests/closed/total], colour: red}\n", "colour");
    refuse(ONE "numerator: [requests/1/total], denominator: [requests/closed/total], forms: {'1999': {}}}\n", "1999");
    refuse("  - {id: a, group: g, label: l, formula: f, unit: litres, direction: none, numerator: [requests/1/total]}\n", "litres");
    refuse(ONE "numerator: [requests/1/total], denominator: [requests/closed/total]}\n" ONE "numerator: [requests/1/total], denominator: [requests/closed/total]}\n",
           ":4: 指标“a”写了两次");
    refuse(ONE "numerator: [requests/1/total], denominator: [requests/closed/total], forms: {'2019': nothing}}\n", "表单 2019 没有这个指标的，写 none");
    refuse("  - {id: a, group: g, label: '', formula: f, unit: count, direction: none, numerator: [requests/1/total]}\n", ":3: label 不能空着");
    refuse(ONE "numerator: [requests/1/total], denominator: [requests/closed/total], alert: true}\n", "只有件数可以写 alert");
    refuse(ONE "numerator: [requests/1/total], denominator: [requests/closed/total], chart: yes}\n", "chart 应是 true 或 false");
    refuse(ONE "numerator: [requests/1/total], denominator: [requests/closed/total]}\n" MEANT
           "sentences: {faulty: '{count', alert: a, worse: w, peers: p, years: y}\n", "句子里不能有“{count}”");
    refuse(ONE "numerator: [requests/1/total], denominator: [requests/closed/total]}\n" MEANT
           "sentences: {faulty: f, alert: '{cases}', worse: w, peers: p, years: y}\n", "句子里不能有“{cases}”");
    refuse(ONE "numerator: [requests/1/total], denominator: [requests/closed/total]}\nsentences: {}\n", "应有 directions 和 sentences");
}

/* Of one form an indicator is something near, of another it is nothing: near is shown, said, and not judged together with other years. */
static void test_other_forms(void **state)
{
    (void)state;
    static const char yaml[] =
        "forms: ['2021', '2019']\n" MEANT SAID "indicators:\n"
        "  - {id: a, group: g, label: 公开率, formula: f, unit: percent, direction: none, numerator: [requests/1/total], denominator: [requests/closed/total],"
        " forms: {'2019': {numerator: [requests/2/total], approximate: 只有部分公开}}}\n"
        "  - {id: b, group: g, label: 其他率, formula: f, unit: percent, direction: none, numerator: [requests/6.1/total], denominator: [requests/closed/total],"
        " forms: {'2019': none}}\n";
    static const struct made list[] = {{.code = "A", .name = "a", .year = 2025, .closed = 20, .whole = 12, .form = "2021"},
                                       {.code = "A", .name = "a", .year = 2024, .closed = 50, .part = 9, .form = "2019"}};
    char path[] = "/tmp/indicators-XXXXXX", words[WORDS];
    struct indicators *all;
    struct arena a = {0};
    struct diag diag = {0};
    size_t n;
    write_file(path, yaml);
    if (!indicators_load(&all, path, shelf, &diag)) fail_msg("%s", diag.text);
    unlink(path);
    struct comparison *c = comparison_new(all, NULL, &settings);
    for (size_t i = 0; i < 2; i++) add(c, &list[i]);
    comparison_finish(c);
    assert_int_equal(measure_of(c, "A", 0, 0)->judged.years, 0);
    assert_string_equal(measure_words(UNIT_PERCENT, measure_of(c, "A", 1, 0), words), "18.00%");
    assert_int_equal(measure_of(c, "A", 1, 1)->state, MEASURE_ABSENT);
    assert_int_equal(c->years[1].pooled[1].state, MEASURE_ABSENT);
    const char *const *method = comparison_method(&a, c, &n);
    assert_string_equal(method[n - 2], "其余指标n。");
    assert_string_equal(method[n - 1], "2019版表单的公开率只是近似：只有部分公开。");
    arena_release(&a);
    comparison_free(c);
    indicators_free(all);
}

/* The shipped file is sound, and its first share is the sum of its cells. */
static void test_shipped(void **state)
{
    (void)state;
    struct indicators *all = NULL;
    struct diag diag = {0};
    if (!indicators_load(&all, PROJECT_SOURCE_DIR "/report_templates/indicators.yaml", shelf, &diag)) fail_msg("%s", diag.text);
    for (size_t i = 0; i < all->n; i++) {
        const struct indicator_cells *new_form = indicators_cells(all, i, "2021"), *old_form = indicators_cells(all, i, "2019");
        assert_non_null(new_form);
        assert_non_null(old_form);
        if (!strcmp(all->list[i].id, "withheld")) assert_int_equal(new_form->numerator.n, 8);
        if (!strcmp(all->list[i].id, "otherwise")) assert_int_equal(old_form->numerator.n, 1);
        if (!strcmp(all->list[i].id, "corrected_suit")) assert_int_equal(new_form->denominator.n, 4);
        for (size_t k = 0; k < new_form->numerator.n; k++) assert_non_null(new_form->numerator.terms[k].name);      /* printed for offices */
        if (!strcmp(all->list[i].id, "late")) assert_string_equal(new_form->numerator.terms[0].name, "办理时限/超期");
    }
    assert_null(indicators_cells(all, 0, "1999"));
    indicators_free(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refusals), cmocka_unit_test(test_other_forms), cmocka_unit_test(test_shipped),
    };
    return cmocka_run_group_tests(tests, compared_open, compared_close);
}
