/* Names of months, quarters and numbers put files and sheets in order. */
#include "ledger/rows/part_order.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void is(const char *name, enum part_kind kind, int year, int place)
{
    struct part_order o = part_order(name);
    if (o.kind != kind || o.year != year || (kind && o.place != place)) fail_msg("%s: %d %d %d", name, o.kind, o.year, o.place);
}

static void months(void **state)
{
    (void)state;
    is("1月", PART_MONTH, 0, 1);
    is("１２月份", PART_MONTH, 0, 12);
    is("一月", PART_MONTH, 0, 1);
    is("十月", PART_MONTH, 0, 10);
    is("十二月", PART_MONTH, 0, 12);
    is("申请登记3月", PART_MONTH, 0, 3);
    is("申请登记202503", PART_MONTH, 2025, 3);
    is("2025年4月台账", PART_MONTH, 2025, 4);
    is("台账2025-04", PART_MONTH, 2025, 4);
    is("2025.11", PART_MONTH, 2025, 11);
    is("第三季度", PART_MONTH, 0, 7);
    is("2季度", PART_MONTH, 0, 4);
    is("2025Q4", PART_MONTH, 2025, 10);
    is("上半年", PART_MONTH, 0, 1);
    is("2025年下半年", PART_MONTH, 2025, 7);
}

static void others(void **state)
{
    (void)state;
    is("Sheet2", PART_NUMBER, 0, 2);
    is("01", PART_NUMBER, 0, 1);
    is("申请登记（二）", PART_NUMBER, 0, 2);
    is("2025年台账", PART_NONE, 2025, 0);
    is("13月", PART_NONE, 0, 0);
    is("2024", PART_NONE, 2024, 0);
    is("台账", PART_NONE, 0, 0);
    is("", PART_NONE, 0, 0);
}

static void compared(void **state)
{
    (void)state;
    struct part_order december = part_order("2024年12月"), january = part_order("2025年1月"), october = part_order("10月"), second = part_order("2月");
    assert_true(part_order_compare(&december, &january) < 0);
    assert_true(part_order_compare(&october, &second) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(months), cmocka_unit_test(others), cmocka_unit_test(compared)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
