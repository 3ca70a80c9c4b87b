/* How agencies are judged against each other: ranks and ties, years together, groups of peers, what stands out, whom to look at first. The order
 * of the reports does not matter. */
#include "compared.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

/* 90/100: interval 82.56–94.48; 84 and 83 lie within, 82 does not and is the best of the next group. */
static void test_ranks(void **state)
{
    (void)state;
    static const struct made list[] = {
        {.code = "A", .name = "a", .year = 2025, .closed = 100, .whole = 90}, {.code = "B", .name = "b", .year = 2025, .closed = 100, .whole = 84},
        {.code = "C", .name = "c", .year = 2025, .closed = 100, .whole = 83}, {.code = "D", .name = "d", .year = 2025, .closed = 100, .whole = 82},
        {.code = "E", .name = "e", .year = 2025, .closed = 100, .whole = 10}, {.code = "F", .name = "f", .year = 2025, .closed = 20, .whole = 20}};
    static const struct { const char *code; int rank, tied; } expected[] = {{"A", 1, 3}, {"B", 1, 3}, {"C", 1, 3}, {"D", 4, 1}, {"E", 5, 1}, {"F", 0, 0}};
    struct comparison *c = compare(list, sizeof list / sizeof *list);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_int_equal(measure_of(c, expected[i].code, 0, OPEN)->judged.rank, expected[i].rank);
        assert_int_equal(measure_of(c, expected[i].code, 0, OPEN)->judged.tied, expected[i].tied);
    }
    comparison_free(c);
}

/* Of two equal shares the one with more cases leads the group: its narrow interval excludes agencies that the wide one would include. */
static void test_ties_know_no_order(void **state)
{
    (void)state;
    static const struct made list[] = {
        {.code = "A", .name = "a", .year = 2025, .closed = 30, .whole = 15}, {.code = "B", .name = "b", .year = 2025, .closed = 3000, .whole = 1500},
        {.code = "C", .name = "c", .year = 2025, .closed = 100, .whole = 40}};
    static const size_t orders[][3] = {{0, 1, 2}, {2, 1, 0}, {1, 2, 0}};
    for (size_t k = 0; k < 3; k++) {
        struct comparison *c = comparison_new(indicators, NULL, &settings);
        for (size_t i = 0; i < 3; i++) add(c, &list[orders[k][i]]);
        comparison_finish(c);
        assert_string_equal(c->agencies[0].code, "A");
        assert_int_equal(measure_of(c, "A", 0, OPEN)->judged.rank, 1);
        assert_int_equal(measure_of(c, "B", 0, OPEN)->judged.rank, 1);
        assert_int_equal(measure_of(c, "B", 0, OPEN)->judged.tied, 2);
        assert_int_equal(measure_of(c, "C", 0, OPEN)->judged.rank, 3);
        comparison_free(c);
    }
}

static void test_outliers(void **state)
{
    (void)state;
    static const struct made list[] = {
        {.code = "A", .name = "甲", .year = 2025, .closed = 100, .whole = 20, .part = 70}, {.code = "B", .name = "乙", .year = 2025, .closed = 300, .whole = 90, .part = 30},
        {.code = "C", .name = "丙", .year = 2025, .closed = 300, .whole = 100, .part = 20}, {.code = "A", .name = "甲", .year = 2024, .closed = 100, .whole = 25, .part = 15},
        {.code = "B", .name = "乙", .year = 2023, .closed = 300, .whole = 300}};
    struct comparison *c = compare(list, sizeof list / sizeof *list);
    struct arena a = {0};
    assert_int_equal(c->n_outliers, 2);                /* B's 2023 is not the year before, and stands alone in its own year */
    for (size_t i = 0; i < c->n_outliers; i++) {
        const struct outlier *o = &c->outliers[i];
        assert_string_equal(c->agencies[c->entries[o->entry].agency].code, "A");
        assert_string_equal(o->address, "requests/2/total");   /* the granted ones are fewer than elsewhere */
        assert_int_equal(o->value, 70);
        assert_int_equal(o->whole, 100);
    }
    const struct outlier *level = &c->outliers[c->outliers[0].before != NO_ENTRY], *change = &c->outliers[c->outliers[0].before == NO_ENTRY];
    assert_int_equal(level->before, NO_ENTRY);
    assert_int_equal(level->distance, fraction_distance((struct fraction){90, 100}, (struct fraction){330, 700}));
    assert_string_equal(outlier_words(&a, c, change), "公开率 90.00%（90/100），2024年 40.00%（40/100）");
    assert_string_equal(outlier_cell_words(&a, c, change), "部分公开/总计（requests/2/total）：70/100，70.00%；2024年 15.00%");
    arena_release(&a);
    comparison_free(c);
}

/* 12/20 of 2025 is too little; with 2024 it is 21/36; the year 2022 is not the year before 2024. B has enough and stays alone; of C the
 * two years before are needed; D's 2024 contradicts itself; E has nothing of its own year. Groups' sums are of the same years. */
static void test_years_together(void **state)
{
    (void)state;
    static const struct made list[] = {
        {.code = "A", .name = "a", .year = 2025, .closed = 20, .whole = 12}, {.code = "A", .name = "a", .year = 2024, .closed = 16, .whole = 9},
        {.code = "A", .name = "a", .year = 2023, .closed = 50, .whole = 1},
        {.code = "B", .name = "b", .year = 2025, .closed = 30, .whole = 3}, {.code = "B", .name = "b", .year = 2024, .closed = 99, .whole = 99},
        {.code = "C", .name = "c", .year = 2025, .closed = 10, .whole = 1}, {.code = "C", .name = "c", .year = 2024, .closed = 10, .whole = 2},
        {.code = "C", .name = "c", .year = 2023, .closed = 10, .whole = 3}, {.code = "C", .name = "c", .year = 2022, .closed = 99},
        {.code = "D", .name = "d", .year = 2025, .closed = 29}, {.code = "D", .name = "d", .year = 2024, .closed = 5, .whole = 6},
        {.code = "E", .name = "e", .year = 2025}, {.code = "E", .name = "e", .year = 2024, .closed = 40, .whole = 4}};
    struct comparison *c = compare(list, sizeof list / sizeof *list);
    char words[WORDS];
    const struct measure *m = measure_of(c, "A", 0, OPEN);
    assert_int_equal(m->state, MEASURE_FEW);
    assert_int_equal(m->judged.years, 2);
    assert_int_equal(m->judged.cases.part, 21);
    assert_int_equal(m->judged.cases.whole, 36);
    assert_string_equal(measure_words(UNIT_PERCENT, m, words), "（60.00%）");
    assert_string_equal(judged_words(m, words), "58.33%（近两年合计）");
    assert_string_equal(judged_cases_words(m, words), "21/36");
    assert_int_equal(m->judged.rank, 1);
    assert_int_equal(measure_of(c, "B", 0, OPEN)->judged.years, 1);
    assert_string_equal(judged_words(measure_of(c, "C", 0, OPEN), words), "20.00%（近三年合计）");
    assert_int_equal(measure_of(c, "D", 0, OPEN)->judged.years, 0);
    assert_string_equal(judged_words(measure_of(c, "D", 0, OPEN), words), "");
    assert_int_equal(measure_of(c, "E", 0, OPEN)->judged.years, 0);
    assert_int_equal(measure_of(c, "C", 1, OPEN)->judged.years, 0);       /* only the latest year is judged together with others */
    const struct measure *peers = comparison_peers(c, 0, 0, 2, OPEN);
    assert_int_equal(peers->cases.part, 12 + 3 + 1 + 9 + 99 + 2 + 4);     /* without D's 2024 */
    assert_int_equal(peers->cases.whole, 20 + 30 + 10 + 29 + 16 + 99 + 10 + 40);
    assert_ptr_equal(comparison_peers_of(c, comparison_entry(c, 0, 0), OPEN), peers);
    assert_int_equal(measure_of(c, "A", 0, OPEN)->judged.distance, fraction_distance((struct fraction){21, 36}, peers->cases));
    assert_int_equal(c->groups[0].enough[OPEN], 3);
    assert_true(group_counts_only(c, 0, FIXED));       /* 1/5 a year */
    assert_false(group_counts_only(c, 0, OPEN));
    comparison_free(c);
}

/* Cities differ from offices, not from each other: among peers nothing stands out. A group of two is shown, not judged. */
static void test_groups(void **state)
{
    (void)state;
    static const struct made list[] = {
        {.code = "C1", .name = "南江市人民政府", .year = 2025, .closed = 400, .whole = 80}, {.code = "C2", .name = "北江市人民政府", .year = 2025, .closed = 420, .whole = 88},
        {.code = "C3", .name = "东江市人民政府", .year = 2025, .closed = 380, .whole = 74}, {.code = "D1", .name = "江西省财政厅", .year = 2025, .closed = 100, .whole = 90},
        {.code = "D2", .name = "江西省教育厅", .year = 2025, .closed = 120, .whole = 106}, {.code = "D3", .name = "江西省公安厅", .year = 2025, .closed = 90, .whole = 82},
        {.code = "X1", .name = "甲镇", .year = 2025, .closed = 50, .whole = 1}, {.code = "X2", .name = "乙镇", .year = 2025, .closed = 50, .whole = 49},
        {.code = "Y", .name = "丙", .year = 2025, .closed = 50, .whole = 49}};
    struct peers *peers;
    struct comparison *mixed = compare(list, 6), *c = compare_peers(list, sizeof list / sizeof *list, &peers);
    comparison_finish(c);
    struct arena a = {0};
    assert_int_equal(mixed->n_outliers, 6);            /* each, against all together */
    assert_int_equal(c->n_outliers, 0);
    assert_int_equal(c->n_groups, 4);
    assert_string_equal(c->groups[0].id, "government.3");
    assert_string_equal(group_words(&a, c, 0), "市级政府（3个）");
    assert_string_equal(group_words(&a, c, 1), "省级部门（3个）");
    assert_null(group_note(&a, c, 1));
    assert_string_equal(group_note(&a, c, 2), "乡镇街道只有2个，少于3个，只列数，不互相比较。");
    assert_string_equal(c->groups[3].label, "其他机关");
    assert_false(c->groups[3].judged);
    assert_int_equal(measure_of(c, "D3", 0, OPEN)->judged.rank, 1);
    assert_int_equal(measure_of(c, "X2", 0, OPEN)->judged.years, 1);
    assert_int_equal(measure_of(c, "X2", 0, OPEN)->judged.rank, 0);
    assert_null(comparison_peers_of(c, comparison_entry(c, 7, 0), OPEN));
    arena_release(&a);
    comparison_free(c);
    comparison_free(mixed);
    peers_free(peers);
}

/* Eight offices of very different habits: measured by chance each stands out; by their own spread only the last does. */
static void test_spread(void **state)
{
    (void)state;
    static struct made list[9];
    static const int64_t granted[] = {300, 340, 420, 480, 520, 560, 640, 700, 990};
    static const char *const codes[] = {"A", "B", "C", "D", "E", "F", "G", "H", "I"};
    struct comparison_settings chance = settings;
    chance.spread = 10;
    for (size_t i = 0; i < 9; i++) list[i] = (struct made){.code = codes[i], .name = codes[i], .year = 2025, .closed = 1000, .whole = granted[i]};
    struct comparison *own = compare(list, 9), *c = comparison_new(indicators, NULL, &chance);
    for (size_t i = 0; i < 9; i++) add(c, &list[i]);
    comparison_finish(c);
    assert_int_equal(c->n_outliers, 7);
    assert_int_equal(own->n_outliers, 0);
    /* 4950/9000; the sizes in order are 0.…; the median is that of F or D */
    int64_t far = measure_of(c, "I", 0, OPEN)->judged.distance, middle = measure_of(c, "G", 0, OPEN)->judged.distance;
    assert_int_equal(far, fraction_distance((struct fraction){990, 1000}, (struct fraction){4950, 9000}));
    assert_true(measure_of(own, "I", 0, OPEN)->judged.distance < far && measure_of(own, "G", 0, OPEN)->judged.distance < middle);
    comparison_free(c);
    comparison_free(own);
}

/* Worse than the others, by two years together: said so, with the cell; what is better than the others is not. */
static void test_first(void **state)
{
    (void)state;
    static const struct made list[] = {
        {.code = "A", .name = "a", .year = 2025, .closed = 25, .whole = 2, .part = 1}, {.code = "A", .name = "a", .year = 2024, .closed = 25, .whole = 1, .part = 1},
        {.code = "B", .name = "b", .year = 2025, .closed = 200, .whole = 100, .part = 20}, {.code = "C", .name = "c", .year = 2025, .closed = 200, .whole = 90, .part = 30},
        {.code = "D", .name = "d", .year = 2025, .closed = 100, .whole = 95, .part = 2}};
    struct comparison *c = compare(list, sizeof list / sizeof *list);
    struct arena a = {0};
    assert_int_equal(c->n_outliers, 3);
    assert_int_equal(c->n_first, 2);                   /* D's is better */
    assert_int_equal(c->first[1].cause, FIRST_PEERS);  /* 6 + 6 of A's 50 were closed otherwise */
    assert_int_equal(c->first[0].cause, FIRST_WORSE);
    assert_int_equal(c->first[0].entry, 0);
    assert_string_equal(c->first[0].name, "予以公开/总计");
    assert_int_equal(c->first[0].value, 3);            /* of both years */
    assert_int_equal(c->first[0].whole, 50);
    assert_string_equal(c->first[0].why, "公开率10.00%低于全体62.18%");        /* (3 + 120 + 120 + 97 + 2) / 550 */
    const struct outlier *o = c->outliers;
    while (o->entry || o->indicator != OPEN) o++;
    assert_string_equal(outlier_words(&a, c, o), "公开率 10.00%（5/50，近两年合计），全体 62.18%（342/550）");
    arena_release(&a);
    comparison_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ranks), cmocka_unit_test(test_ties_know_no_order), cmocka_unit_test(test_outliers),
        cmocka_unit_test(test_years_together), cmocka_unit_test(test_groups), cmocka_unit_test(test_spread), cmocka_unit_test(test_first),
    };
    return cmocka_run_group_tests(tests, compared_open, compared_close);
}
