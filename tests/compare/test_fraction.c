/* Shares, Wilson's interval and distances, against figures from other programs. */
#include "compare/fraction.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { COUNT = 14 };

/* Bounds to the nearest hundredth of a percent, from 60-digit arithmetic with z = 1.959963984540054. */
static const struct { struct fraction f; int low, high; } known[COUNT] = {
    {{0, 30}, 0, 1135}, {{1, 30}, 59, 1667}, {{15, 30}, 3315, 6685}, {{30, 30}, 8865, 10000}, {{41, 60}, 5577, 7869},
    {{7, 54}, 642, 2442}, {{94, 132}, 6297, 7825}, {{3, 824}, 12, 106}, {{1339, 3286}, 3908, 4244}, {{1, 10000}, 0, 6},
    {{99999999, 100000000}, 10000, 10000}, {{50000000, 100000000}, 4999, 5001}, {{0, 1}, 0, 7935}, {{1, 1}, 2065, 10000}};

static void test_intervals(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT; i++) {
        struct interval found = fraction_interval(known[i].f);
        assert_int_equal(found.low, known[i].low);
        assert_int_equal(found.high, known[i].high);
    }
}

/* The interval of the others is the mirror of the interval of the ones. */
static void test_symmetry(void **state)
{
    (void)state;
    for (int64_t k = 0; k <= 97; k++) {
        struct interval a = fraction_interval((struct fraction){k, 97}), b = fraction_interval((struct fraction){97 - k, 97});
        assert_in_range(a.low + b.high, 9999, 10001);  /* each is rounded on its own */
        assert_true(fraction_within((struct fraction){k, 97}, a));
    }
}

static void test_rates(void **state)
{
    (void)state;
    assert_int_equal(fraction_rate((struct fraction){41, 60}), 6833);
    assert_int_equal(fraction_rate((struct fraction){1, 20000}), 1);       /* half up */
    assert_int_equal(fraction_rate((struct fraction){1, 20001}), 0);
    assert_int_equal(fraction_rate((struct fraction){2, 3}), 6667);
    assert_int_equal(fraction_rate((struct fraction){FRACTION_MOST, FRACTION_MOST}), 10000);
    assert_true(fraction_compare((struct fraction){1, 3}, (struct fraction){33333333, 99999999}) == 0);
    assert_true(fraction_compare((struct fraction){99999998, 99999999}, (struct fraction){99999999, 100000000}) < 0);
}

static void test_fitting(void **state)
{
    (void)state;
    assert_true(fraction_fits((struct fraction){0, 1}));
    assert_false(fraction_fits((struct fraction){0, 0}));
    assert_false(fraction_fits((struct fraction){2, 1}));
    assert_false(fraction_fits((struct fraction){-1, 1}));
    assert_false(fraction_fits((struct fraction){1, FRACTION_MOST + 1}));
}

/* (41 − 60·0.2) / √(60·0.2·0.8) = 9.3596; the largest counts do not overflow. */
static void test_distances(void **state)
{
    (void)state;
    assert_int_equal(fraction_distance((struct fraction){41, 60}, (struct fraction){200, 1000}), 9359);
    assert_int_equal(fraction_distance((struct fraction){0, 60}, (struct fraction){200, 1000}), -3872);
    assert_int_equal(fraction_distance((struct fraction){60, 60}, (struct fraction){1000, 1000}), 0);
    assert_int_equal(fraction_distance((struct fraction){FRACTION_MOST, FRACTION_MOST}, (struct fraction){FRACTION_MOST / 2, FRACTION_MOST}), 10000000);
    /* Two shares: z = (p₁ − p₂) / √(p(1−p)(1/n₁+1/n₂)) with p of both together: 0.3 / √(0.35·0.65·0.02) = 4.4475. */
    assert_int_equal(fraction_change((struct fraction){50, 100}, (struct fraction){20, 100}), 4447);
    assert_int_equal(fraction_change((struct fraction){20, 100}, (struct fraction){50, 100}), -4447);
    assert_int_equal(fraction_change((struct fraction){0, 100}, (struct fraction){0, 50}), 0);
    assert_int_equal(fraction_change((struct fraction){FRACTION_MOST, FRACTION_MOST}, (struct fraction){0, FRACTION_MOST}), 14142135);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_intervals), cmocka_unit_test(test_symmetry), cmocka_unit_test(test_rates),
        cmocka_unit_test(test_fitting), cmocka_unit_test(test_distances),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
