/* Working days against a day-by-day loop, forwards and backwards, and the rows that the calendar refuses. The rows here are made
 * by hand; the tests in tests/clock read the official calendars. */
#include "calendar/calendars.h"
#include "calendar/civil.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

struct row { const char *date; bool work, official; const char *region; int layer; };

static int day(const char *iso)
{
    int n;
    if (!civil_parse_iso(iso, &n)) fail_msg("no date: %s", iso);
    return n;
}

static void add_rows(struct calendars *all, const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        calendars_add(all, &(struct calendar_row){.day = day(rows[i].date), .work = rows[i].work, .official = rows[i].official, .name = "节日",
                                                  .source = "通知", .region = rows[i].region ? rows[i].region : CALENDAR_NATIONAL,
                                                  .place = "a.csv:2", .layer = rows[i].layer});
}

static struct calendars *built(const struct row *rows, size_t n)
{
    struct calendars *all = calendars_new();
    struct text why = {0};
    add_rows(all, rows, n);
    if (!calendars_build(all, &why)) fail_msg("%s", text_get(&why));
    text_release(&why);
    return all;
}
#define BUILT(...) built((const struct row[]){__VA_ARGS__}, sizeof(const struct row[]){__VA_ARGS__} / sizeof(struct row))

static void assert_refused(const struct row *rows, size_t n, const char *word)
{
    struct calendars *all = calendars_new();
    struct text why = {0};
    add_rows(all, rows, n);
    assert_false(calendars_build(all, &why));
    assert_non_null(strstr(text_get(&why), word));
    text_release(&why);
    calendars_free(all);
}

/* 2023 is unknown between two known years; 新疆 knows 2024 only. */
static struct calendars *gap(void)
{
    return BUILT({"2022-10-03", false, true, NULL, 0}, {"2022-10-08", true, true, NULL, 0}, {"2023-01-23", false, false, NULL, 0},
                 {"2024-10-01", false, true, NULL, 0}, {"2024-10-12", true, true, NULL, 0}, {"2024-06-17", false, true, "新疆", 0},
                 {"2024-10-12", false, true, "新疆", 0});
}

/* ---- by definition ---- */

static bool plain_work(const char *const *off, const char *const *on, int d)
{
    for (; *off; off++)
        if (day(*off) == d) return false;
    for (; *on; on++)
        if (day(*on) == d) return true;
    return civil_weekday(d) < 6;
}

static void sums_are_those_of_a_loop(void **state)
{
    (void)state;
    struct calendars *all = gap();
    const struct calendar *c = calendars_national(all);
    static const char *const off[] = {"2022-10-03", "2024-10-01", NULL}, *const on[] = {"2022-10-08", "2024-10-12", NULL};
    for (int year = 2022; year <= 2024; year += 2) {
        int first = civil_day(year, 1, 1), last = civil_day(year, 12, 31), n = 0, got;
        bool work;
        for (int d = first; d <= last; d++) {
            n += plain_work(off, on, d);
            assert_true(calendar_is(c, d, &work));
            assert_int_equal(work, plain_work(off, on, d));
            assert_true(calendar_count(c, first - 1, d, &got));
            assert_int_equal(got, n);
        }
    }
    calendars_free(all);
}

static void adding_and_counting_agree(void **state)
{
    (void)state;
    struct calendars *all = gap();
    const struct calendar *c = calendars_national(all);
    int last = civil_day(2022, 12, 31);
    for (int d = civil_day(2022, 1, 1); d <= last; d++) {
        int before = d, to, n;
        bool work;
        for (int days = 1; calendar_add(c, d, days, &to); days++) {
            assert_true(to > before && to <= last);
            assert_true(calendar_count(c, d, to, &n));
            assert_int_equal(n, days);
            assert_true(calendar_is(c, to, &work) && work);
            before = to;
        }
        assert_true(!calendar_count(c, d, last + 1, &n));
        assert_true(calendar_count(c, d, before, &n) && (!calendar_next(c, before + 1, &to) || to > last));
    }
    calendars_free(all);
}

static void later_starts_never_end_earlier(void **state)
{
    (void)state;
    struct calendars *all = gap();
    const struct calendar *c = calendars_national(all);
    for (int n = 1; n <= 40; n++) {
        int before = 0, to;
        for (int d = civil_day(2024, 1, 1); calendar_add(c, d, n, &to); d++) {
            assert_true(to >= before);
            before = to;
        }
    }
    calendars_free(all);
}

/* ---- unknown years ---- */

static void unknown_years_have_no_answer(void **state)
{
    (void)state;
    struct calendars *all = gap();
    const struct calendar *c = calendars_national(all);
    int n, to;
    bool work;
    assert_true(calendar_known(c, day("2022-12-31")));
    assert_false(calendar_known(c, day("2023-01-01")));
    assert_false(calendar_known(c, day("2021-12-31")));
    assert_false(calendar_known(c, day("2025-01-01")));
    assert_false(calendar_is(c, day("2023-06-01"), &work));
    assert_false(calendar_count(c, day("2022-12-01"), day("2023-01-03"), &n));
    assert_true(calendar_count(c, day("2022-12-01"), day("2022-12-31"), &n));
    assert_true(calendar_count(c, day("2023-12-31"), day("2024-01-05"), &n));
    assert_int_equal(n, 5);
    assert_false(calendar_add(c, day("2022-12-20"), 20, &to));
    assert_false(calendar_add(c, day("2024-12-20"), 20, &to));
    assert_false(calendar_next(c, day("2023-05-05"), &to));
    assert_true(calendar_add(c, day("2022-12-20"), 0, &to) && to == day("2022-12-20"));
    assert_int_equal(calendar_first_unknown(c, day("2022-03-01")), day("2023-01-01"));
    assert_int_equal(calendar_first_unknown(c, day("2024-03-01")), day("2025-01-01"));
    assert_true(calendars_provisional(all, c, 2023) && !calendars_provisional(all, c, 2024));
    struct calendar_span span = calendar_span(c, day("2022-12-28"), day("2023-01-03"));
    assert_int_equal(span.least, 2);
    assert_int_equal(span.most, 5);
    assert_null(calendar_day(c, day("2023-01-23")));
    calendars_free(all);
}

static void a_region_knows_its_own_years(void **state)
{
    (void)state;
    struct calendars *all = gap();
    const struct calendar *c = calendars_find(all, "新疆");
    bool work;
    assert_null(calendars_find(all, "广西"));
    assert_false(calendar_known(c, day("2022-05-05")));
    assert_true(calendar_is(c, day("2024-06-17"), &work) && !work);
    assert_true(calendar_is(calendars_national(all), day("2024-06-17"), &work) && work);
    assert_true(calendar_is(c, day("2024-10-01"), &work) && !work);
    assert_true(calendar_is(c, day("2024-10-12"), &work) && !work);    /* the region's own notice wins */
    assert_string_equal(calendar_name(calendars_at(all, 0)), CALENDAR_NATIONAL);
    assert_string_equal(calendar_name(calendars_at(all, 1)), "新疆");
    assert_null(calendars_at(all, 2));
    calendars_free(all);
}

/* ---- rows ---- */

static void contradictions_are_refused(void **state)
{
    (void)state;
    const struct row twice[] = {{"2024-10-01", false, true, NULL, 0}, {"2024-10-01", true, true, NULL, 0}};
    const struct row weekday[] = {{"2024-10-10", true, true, NULL, 0}};
    assert_refused(twice, 2, "只能写一次");
    assert_refused(weekday, 1, "不是周六或周日");
    calendars_free(BUILT({"2024-10-01", false, true, NULL, 0}, {"2024-10-01", false, false, NULL, 0}, {"2024-10-01", false, true, "新疆", 0}));
}

static void a_given_file_replaces_single_days(void **state)
{
    (void)state;
    struct calendars *all = BUILT({"2024-02-09", false, true, NULL, 0}, {"2024-02-18", true, true, NULL, 0}, {"2024-10-01", false, true, NULL, 0},
                                  {"2024-02-09", true, true, NULL, 1}, {"2024-02-18", false, true, NULL, 1}, {"2025-01-01", false, true, NULL, 1});
    const struct calendar *c = calendars_national(all);
    bool work;
    assert_true(calendar_is(c, day("2024-02-09"), &work) && work);     /* a Friday whose holiday was cancelled */
    assert_true(calendar_is(c, day("2024-02-18"), &work) && !work);
    assert_true(calendar_is(c, day("2024-10-01"), &work) && !work);
    assert_true(calendar_known(c, day("2025-07-01")));
    calendars_free(all);
}

static void no_rows_know_nothing(void **state)
{
    (void)state;
    struct calendars *all = built(NULL, 0);
    int to;
    assert_false(calendar_known(calendars_national(all), day("2024-01-01")));
    assert_false(calendar_add(calendars_national(all), day("2024-01-01"), 1, &to));
    calendars_free(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_those_of_a_loop), cmocka_unit_test(adding_and_counting_agree), cmocka_unit_test(later_starts_never_end_earlier),
        cmocka_unit_test(unknown_years_have_no_answer), cmocka_unit_test(a_region_knows_its_own_years), cmocka_unit_test(contradictions_are_refused),
        cmocka_unit_test(a_given_file_replaces_single_days), cmocka_unit_test(no_rows_know_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
