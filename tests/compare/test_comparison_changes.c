/* What a share's change from one year to the next is made of, agency by agency. */
#include "compared.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

/* 2024: 40/100 = A 30/50 + B 10/50; 2025: 60/110 = A 20/40 + C 40/70. A: (20 − 16)/110 − (30 − 20)/100 = −0.0636…; B: −(10 − 20)/100 = 0.1;
 * C: (40 − 28)/110 = 0.1090…; together 0.1454… = 60/110 − 40/100. */
static void test_changes(void **state)
{
    (void)state;
    static const struct made list[] = {
        {.code = "A", .name = "a", .year = 2025, .closed = 40, .whole = 20}, {.code = "A", .name = "a", .year = 2024, .closed = 50, .whole = 30},
        {.code = "B", .name = "b", .year = 2024, .closed = 50, .whole = 10}, {.code = "C", .name = "c", .year = 2025, .closed = 70, .whole = 40},
        {.code = "D", .name = "d", .year = 2023, .closed = 70, .whole = 40}};
    static const struct { size_t agency; enum contribution_kind kind; int64_t amount; } expected[] = {{0, CONTRIBUTION_BOTH, -636}, {2, CONTRIBUTION_CAME, 1091}, {1, CONTRIBUTION_WENT, 1000}};
    struct comparison *c = compare(list, sizeof list / sizeof *list);
    struct arena a = {0};
    char words[WORDS];
    assert_int_equal(c->n_changes, 1);                 /* of the fixture's indicators one has charts */
    const struct comparison_change *x = &c->changes[0];
    contribution_exact sum = 0;
    assert_true(x->told);
    assert_int_equal(x->amount, 1455);
    assert_int_equal(x->n, 3);
    for (size_t i = 0; i < x->n; i++) {
        assert_int_equal(x->list[i].agency, expected[i].agency);
        assert_int_equal(x->list[i].kind, expected[i].kind);
        assert_int_equal(x->list[i].amount, expected[i].amount);
        sum += contribution_of(x->list[i].before, x->list[i].now, x->before, x->now);
    }
    assert_true(sum == contribution_of(x->before, x->now, x->before, x->now));
    assert_string_equal(change_words(&a, c, x), "公开率：2024年 40.00%（40/100），2025年 54.55%（60/110），+14.55个百分点，其中只有一年有数的2个机关 +20.91个百分点。");
    assert_string_equal(change_note(&a, c, x), "两年的机关不尽相同：1个只有2024年的数，1个只有2025年的数；另一年没有报告的2个。全体的变化包含这个原因，不是这些机关自己的变化。");
    assert_string_equal(amount_words(UNIT_PERCENT, x->list[0].amount, words), "−6.36个百分点");
    assert_string_equal(contribution_cases_words(&a, c, x->indicator, &x->list[1], false), "无");
    assert_string_equal(contribution_cases_words(&a, c, x->indicator, &x->list[1], true), "40/70");
    arena_release(&a);
    comparison_free(c);
}

/* A number that is in no sum is no missing report: it stands with its mark. */
static void test_change_of_a_faulty_report(void **state)
{
    (void)state;
    static const struct made list[] = {
        {.code = "A", .name = "a", .year = 2025, .closed = 61, .whole = 20}, {.code = "A", .name = "a", .year = 2024, .closed = 50, .whole = 30},
        {.code = "B", .name = "b", .year = 2025, .closed = 90, .whole = 30}, {.code = "B", .name = "b", .year = 2024, .closed = 90, .whole = 10}};
    struct comparison *c = comparison_new(indicators, NULL, &settings);
    struct arena a = {0};
    for (size_t i = 0; i < 4; i++) add(c, &list[i]);
    comparison_add_fault(c, 0, &(struct comparison_fault){.check = "D04", .text = "不平", .address = "requests/closed/total"});
    comparison_finish(c);
    const struct comparison_change *x = &c->changes[0];
    for (size_t i = 0; i < x->n; i++) {
        bool faulty = x->list[i].agency == 0;
        assert_int_equal(x->list[i].kind, faulty ? CONTRIBUTION_WENT : CONTRIBUTION_BOTH);
        assert_string_equal(contribution_cases_words(&a, c, x->indicator, &x->list[i], true), faulty ? "20/61※" : "30/90");
    }
    assert_int_equal(x->n, 2);
    assert_int_equal(x->unreported + x->blank, 0);
    assert_string_equal(change_note(&a, c, x), "两年的机关不尽相同：1个只有2024年的数；另一年数不能用的1个。全体的变化包含这个原因，不是这些机关自己的变化。");
    arena_release(&a);
    comparison_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_changes), cmocka_unit_test(test_change_of_a_faulty_report),
    };
    return cmocka_run_group_tests(tests, compared_open, compared_close);
}
