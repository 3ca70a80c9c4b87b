/* Agencies and years side by side: which reports are read, whose they are, what is wrong in them and which are missing. */
#include "compared.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

static void test_measures(void **state)
{
    (void)state;
    static const struct made list[] = {
        {.code = "A", .name = "甲", .year = 2025, .closed = 60, .whole = 30, .part = 11}, {.code = "B", .name = "乙", .year = 2025, .closed = 29, .whole = 29},
        {.code = "C", .name = "丙", .year = 2025}, {.code = "D", .name = "丁", .year = 2025, .closed = 5, .whole = 6},
        {.code = "E", .name = "戊", .year = 2025, .closed = 40, .whole = 4, .form = "2019"}};
    struct comparison *c = compare(list, sizeof list / sizeof *list);
    char words[WORDS];
    const struct measure *m = measure_of(c, "A", 0, OPEN);
    assert_int_equal(m->state, MEASURE_ENOUGH);
    assert_string_equal(measure_words(UNIT_PERCENT, m, words), "68.33%");
    assert_string_equal(interval_words(m, words), "55.77%–78.69%");
    assert_string_equal(cases_words(UNIT_PERCENT, m, words), "41/60");
    m = measure_of(c, "B", 0, OPEN);                   /* one case too few: the share is shown, but not ranked */
    assert_int_equal(m->state, MEASURE_FEW);
    assert_int_equal(m->judged.rank, 0);
    assert_int_equal(m->judged.distance, 0);
    assert_string_equal(measure_words(UNIT_PERCENT, m, words), "（100.00%）");
    assert_string_equal(rank_words(m, words), "");
    assert_string_equal(measure_words(UNIT_PERCENT, measure_of(c, "C", 0, OPEN), words), "0/0");
    assert_string_equal(measure_words(UNIT_PERCENT, measure_of(c, "D", 0, OPEN), words), "有误");
    assert_string_equal(measure_words(UNIT_DAYS, measure_of(c, "A", 0, DAYS), words), "—");
    assert_int_equal(measure_of(c, "A", 0, FIXED)->cases.whole, 5);       /* 9 − 4 */
    assert_int_equal(measure_of(c, "A", 0, LATE)->cases.part, 6);         /* 6.1 + 6.2 + 6.3 */
    assert_int_equal(measure_of(c, "E", 0, LATE)->cases.part, 8);         /* row 6 of the older form */
    assert_int_equal(c->years[0].pooled[OPEN].cases.part, 41 + 29 + 4);   /* without the report that contradicts itself */
    assert_int_equal(c->years[0].pooled[OPEN].cases.whole, 60 + 29 + 40);
    comparison_free(c);
}

/* Reports of one office with and without its code belong together; the latest name counts. Two reports of one year are refused, both named. */
static void test_agencies(void **state)
{
    (void)state;
    static const struct made list[] = {
        {.code = "A", .name = "新名", .year = 2025, .closed = 40, .draft = true}, {.code = "A", .name = "旧名", .year = 2024, .closed = 40},
        {.name = "旧名", .year = 2023, .closed = 40}, {.name = "无代码", .year = 2024, .closed = 40, .rules = "q"},
        {.code = "B", .year = 2025, .closed = 40, .rules = "r"}, {.code = "B", .name = "重复", .year = 2025, .closed = 40}};
    struct comparison *c = compare(list, sizeof list / sizeof *list);
    struct arena a = {0};
    size_t n;
    assert_int_equal(c->n_agencies, 3);
    assert_int_equal(c->n_years, 3);
    assert_string_equal(c->agencies[0].name, "新名");
    assert_string_equal(entry_words(&a, c, comparison_entry(c, 0, 0)), "2025年 新名（草稿）");
    assert_int_equal(comparison_entry(c, 0, 2)->year, 2);
    assert_string_equal(c->agencies[1].name, "重复");
    assert_null(c->agencies[2].code);
    assert_int_equal(c->n_doubles, 1);
    assert_int_equal(c->doubles[0].year, 2025);
    assert_true(comparison_mixed(c));
    const char *const *cautions = comparison_cautions(&a, c, &n);
    assert_int_equal(n, 3);
    assert_string_equal(cautions[0], "没有2025年报告的机关1个：无代码。");
    assert_string_equal(cautions[1], "2025年有1份是草稿，数字还可能变动。");
    assert_string_equal(cautions[2], "各报告所用的检查规则不一致，比较时请留意；各是哪些，见附录。");
    const char *const *editions = comparison_editions(&a, c, &n);
    assert_int_equal(n, 1);
    assert_string_equal(editions[0], "检查规则：q（1份）、r（1份）、未注明（4份）");
    arena_release(&a);
    comparison_free(c);
}

/* A report that does not say which rules it was made by is no other edition. */
static void test_unsaid(void **state)
{
    (void)state;
    static const struct made list[] = {{.code = "A", .name = "a", .year = 2025, .closed = 40, .rules = "r"}, {.code = "B", .name = "b", .year = 2025, .closed = 40}};
    struct comparison *c = compare(list, sizeof list / sizeof *list);
    struct arena a = {0};
    size_t n;
    assert_false(comparison_mixed(c));
    comparison_cautions(&a, c, &n);
    assert_int_equal(n, 0);
    comparison_editions(&a, c, &n);
    assert_int_equal(n, 0);
    arena_release(&a);
    comparison_free(c);
}

/* A report with a wrong cell: what uses the cell is shown with a mark, in no rank and no sum; what does not is as before. */
static void test_faults(void **state)
{
    (void)state;
    static const struct made list[] = {{.code = "A", .name = "甲", .year = 2025, .closed = 167, .whole = 30}, {.code = "B", .name = "乙", .year = 2025, .closed = 60, .whole = 30},
                                       {.code = "C", .name = "丙", .year = 2025, .closed = 60, .whole = 31, .draft = true}};
    struct comparison *c = comparison_new(indicators, NULL, &settings);
    struct arena a = {0};
    char words[WORDS];
    size_t n;
    for (size_t i = 0; i < 3; i++) add(c, &list[i]);
    for (size_t i = 0; i < FAULTS_KEPT + 2; i++)
        comparison_add_fault(c, 0, &(struct comparison_fault){"D04", arena_printf(&a, "第%zu处不平", i + 1), "requests/closed/total", "办理结果总计/总计"});
    comparison_add_fault(c, 2, &(struct comparison_fault){.check = "D30", .text = "说明与表不符"});
    comparison_add_doubt(c, 2, "requests/2/total");
    comparison_finish(c);
    const struct comparison_entry *e = comparison_entry(c, 0, 0);
    assert_int_equal(e->blocking, FAULTS_KEPT + 2);
    assert_int_equal(e->n_faults, FAULTS_KEPT);
    assert_int_equal(e->measures[OPEN].state, MEASURE_DOUBTFUL);
    assert_string_equal(measure_words(UNIT_PERCENT, &e->measures[OPEN], words), "17.96%※");
    assert_int_equal(e->measures[OPEN].judged.years, 0);
    assert_int_equal(e->measures[FIXED].state, MEASURE_FEW);
    assert_int_equal(measure_of(c, "C", 0, OPEN)->state, MEASURE_DOUBTFUL);
    assert_int_equal(measure_of(c, "C", 0, LATE)->state, MEASURE_ENOUGH);
    assert_int_equal(c->years[0].pooled[OPEN].cases.whole, 60);
    assert_int_equal(c->years[0].faulty, 2);
    assert_string_equal(entry_words(&a, c, e), "2025年 甲（有5处须改正）");
    assert_string_equal(entry_short_words(&a, c, comparison_entry(c, 2, 0)), "丙（草稿，有1处须改正）");
    const char *const *faults = comparison_faults(&a, c, &n);
    assert_int_equal(n, 2);
    assert_string_equal(faults[0], "2025年 甲（有5处须改正）：[D04] 第1处不平；[D04] 第2处不平；[D04] 第3处不平；另有2处。");
    assert_int_equal(c->first[0].cause, FIRST_FAULTY);
    assert_string_equal(c->first[0].name, "办理结果总计/总计");
    assert_string_equal(c->first[0].why, "5第1处不平");   /* the sentence of the fixture */
    assert_int_equal(c->first[1].entry, 2);
    arena_release(&a);
    comparison_free(c);
}

/* With a tree: those that have to report and did not. Without: those that did another year. */
static void test_missing(void **state)
{
    (void)state;
    static const struct made list[] = {{.code = "A", .name = "安居县教育局", .year = 2025, .closed = 9}, {.code = "B", .name = "安居县民政局", .year = 2024, .closed = 9},
                                       {.name = "安居县旧局", .year = 2024, .closed = 9}};
    struct peers *peers;
    struct comparison *c = compare_peers(list, 3, &peers);
    struct arena a = {0};
    comparison_expect(c, "A", "安居县教育局", "B", 4, true);
    comparison_expect(c, "B", "安居县民政局", "B", 4, true);
    comparison_expect(c, NULL, "安居县旧局", "B", 4, false);
    comparison_expect(c, "D", "乐平市人民政府", "G", 4, true);
    comparison_expect(c, "E", "安居县供水公司", "E", 4, false);
    comparison_finish(c);
    assert_true(c->tree);
    assert_int_equal(c->n_missing, 2);
    assert_string_equal(c->missing[0].name, "乐平市人民政府");
    assert_int_equal(c->missing[0].last, 0);
    assert_string_equal(c->groups[c->missing[0].group].label, "县级政府");       /* the table knows its level */
    assert_int_equal(c->groups[c->missing[0].group].n, 0);
    assert_int_equal(c->missing[1].last, 2024);
    assert_string_equal(comparison_missing_words(&a, c, MISSING_NAMED), "没有2025年报告的机关2个：乐平市人民政府、安居县民政局。");
    comparison_free(c);
    peers_free(peers);
    c = compare_peers(list, 3, &peers);
    comparison_finish(c);
    assert_false(c->tree);
    assert_string_equal(comparison_missing_words(&a, c, MISSING_NAMED), "没有2025年报告的机关2个：安居县民政局、安居县旧局。");
    assert_string_equal(comparison_missing_words(&a, c, 1), "没有2025年报告的机关2个：安居县民政局等");
    arena_release(&a);
    comparison_free(c);
    peers_free(peers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measures), cmocka_unit_test(test_agencies), cmocka_unit_test(test_unsaid), cmocka_unit_test(test_faults),
        cmocka_unit_test(test_missing),
    };
    return cmocka_run_group_tests(tests, compared_open, compared_close);
}
