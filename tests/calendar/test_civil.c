/* Civil days: known dates, and the conversion in both directions for every day of eight centuries; dates as printf would write them. */
#include "calendar/civil.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static void known_days(void **state)
{
    (void)state;
    assert_int_equal(civil_day(1970, 1, 1), 0);
    assert_int_equal(civil_day(2000, 3, 1), 11017);
    assert_int_equal(civil_day(2025, 3, 31), 20178);
    assert_int_equal(civil_weekday(civil_day(2026, 1, 31)), 6);
    assert_int_equal(civil_weekday(civil_day(1969, 12, 31)), 3);
}

static void there_and_back(void **state)
{
    (void)state;
    int y0 = 1600, m0 = 2, d0 = 28;
    for (int n = civil_day(1600, 3, 1); n < civil_day(2400, 1, 1); n++) {
        int y, m, d;
        civil_split(n, &y, &m, &d);
        assert_true(civil_valid(y, m, d));
        assert_int_equal(civil_day(y, m, d), n);
        assert_true(y > y0 || (y == y0 && (m > m0 || (m == m0 && d > d0))));
        y0 = y, m0 = m, d0 = d;
    }
}

static void written_as_printf_would(void **state)
{
    (void)state;
    static const int years[] = {-100, -1, 0, 1, 999, 1970, 2025, 9999, 10000, 100000};
    for (size_t i = 0; i < sizeof years / sizeof *years; i++)
        for (int n = civil_day(years[i], 1, 1); n <= civil_day(years[i], 12, 31); n++) {
            int y, m, d;
            char iso[CIVIL_ISO], wanted[CIVIL_ISO];
            civil_split(n, &y, &m, &d);
            snprintf(wanted, sizeof wanted, "%04d-%02d-%02d", y, m, d);
            assert_string_equal(civil_iso(n, iso), wanted);
        }
}

static void kept_dates_are_the_same(void **state)
{
    (void)state;
    const int from = civil_day(2000, 1, 1), to = civil_day(2049, 12, 31);
    char iso[CIVIL_ISO];
    for (int round = 0; round < 2; round++)
        for (int n = from; n <= to; n++) assert_string_equal(civil_iso_kept(n), civil_iso(n, iso));
    assert_null(civil_iso_kept(from - 1));
    assert_null(civil_iso_kept(to + 1));
    assert_null(civil_iso_kept(NO_DAY));
}

static void only_real_days(void **state)
{
    (void)state;
    int n;
    char iso[CIVIL_ISO], words[CIVIL_WORDS];
    assert_false(civil_valid(2025, 2, 29));
    assert_true(civil_valid(2024, 2, 29));
    assert_false(civil_valid(1900, 2, 29));
    assert_false(civil_valid(2025, 13, 1));
    assert_false(civil_parse_iso("2025-2-03", &n));
    assert_false(civil_parse_iso("2025-02-30", &n));
    assert_false(civil_parse_iso("2025-02-3x", &n));
    assert_true(civil_parse_iso("2024-02-29", &n));
    assert_string_equal(civil_iso(n, iso), "2024-02-29");
    assert_string_equal(civil_words(n, words), "2024年2月29日");
}

static void months_end_where_they_must(void **state)
{
    (void)state;
    static const struct { const char *from; int months; const char *to; } all[] = {
        {"2025-04-01", 3, "2025-07-01"}, {"2025-11-30", 3, "2026-02-28"}, {"2023-12-31", 2, "2024-02-29"}, {"2025-01-31", -2, "2024-11-30"}, {"2025-05-15", 0, "2025-05-15"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        int n;
        char iso[CIVIL_ISO];
        assert_true(civil_parse_iso(all[i].from, &n));
        assert_string_equal(civil_iso(civil_add_months(n, all[i].months), iso), all[i].to);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(known_days), cmocka_unit_test(there_and_back), cmocka_unit_test(written_as_printf_would), cmocka_unit_test(kept_dates_are_the_same), cmocka_unit_test(only_real_days),
                                       cmocka_unit_test(months_end_where_they_must)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
