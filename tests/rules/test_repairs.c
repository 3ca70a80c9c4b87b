/* A finding that shows a repaired day names the repair in its row and in the records of its request. No other finding names it. */
#include "rules/repairs.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static struct finding of(const char *id, const char *agency, const char *table, int64_t row, const char *key, const char *value, const char *expected)
{
    return (struct finding){.id = id, .agency = agency, .table = table, .file = !strcmp(table, "events") ? "events.csv" : "requests.csv", .row = row,
                            .key = key, .value = value, .expected = expected, .article = "条", .message = "话", .advice = "改"};
}

static void named(void **state)
{
    (void)state;
    static const char repair[] = "话（2025-03-31 由“2025331日”修正而来，请先核对）";
    const struct finding given[] = {
        of("A02", NULL, "requests", 7, "SQ-1", "2025331日", "2025-03-31"),
        of("A12", "HD01", "requests", 7, "SQ-1", "2025-03-30", "不早于提交日期 2025-03-31"),
        of("A13", "HD01", "events", 3, "SQ-1", "2025-03-01", "不早于收到申请之日 2025-03-31"),
        of("B01", "HD01", "requests", 7, "SQ-1", "2025-05-31", "<= 2025-05-09"),
        of("A12", "HD01", "requests", 8, "SQ-2", "2025-03-30", "不早于提交日期 2025-03-31"),
        of("A12", "HD01", "requests", 8, "SQ-1 2", NULL, "2025-03-31"),
        of("S15", NULL, "requests", 7, "SQ-1", "2025/3/31", "2025-03-31"),
    };
    static const char *const said[] = {"话", repair, repair, "话", "话", repair, "话"};
    struct findings all = {0};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) findings_add(&all, &given[i]);
    repairs_name(&all);
    for (size_t i = 0; i < all.n; i++) assert_string_equal(all.list[i].message, said[i]);
    findings_release(&all);
}

static void two_in_a_row(void **state)
{
    (void)state;
    struct findings all = {0};
    const struct finding given[] = {
        of("A12", "HD01", "requests", 7, "SQ-1", "2025-03-30", "不早于提交日期 2025-03-31"),
        of("A02", NULL, "requests", 7, "SQ-1", "2025330", "2025-03-30"), of("A02", NULL, "requests", 7, "SQ-1", "2025331", "2025-03-31"),
    };
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) findings_add(&all, &given[i]);
    repairs_name(&all);
    assert_string_equal(all.list[0].message, "话（2025-03-31 由“2025331”修正而来，2025-03-30 由“2025330”修正而来，请先核对）");
    findings_release(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(named), cmocka_unit_test(two_in_a_row)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
