/* The reader removes the guards of a spreadsheet around a cell and keeps quotes that belong to the text. */
#include "ledger/values/guard.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static struct slice of(const char *s) { return (struct slice){s, strlen(s)}; }

static void off(void **state)
{
    (void)state;
    static const struct { const char *cell, *inside; } all[] = {
        {"'001", "001"}, {"`001", "001"}, {"\xE2\x80\x98" "001", "001"}, {"\xE2\x80\x99" "001", "001"}, {"＇001", "001"}, {"\xC2\xB4" "001", "001"},
        {"'001'", "001"}, {" '001 ", "001"}, {"=\"001\"", "001"}, {"= \" 001\" ", "001"}, {"＝“001”", "001"}, {"\"001\"", "001"}, {"＂001＂", "001"},
        {"'=\"001\"", "001"}, {"=\"'001\"", "001"}, {"''001", "''001"}, {"'", ""}, {"=\"\"", ""}, {"\"\"", ""}, {"　'001", "001"}, {"=\"-1\"", "-1"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct slice inside = guard_off(of(all[i].cell));
        if (!slice_is(inside, all[i].inside)) fail_msg("%s: %.*s", all[i].cell, (int)inside.n, inside.s);
    }
}

static void left(void **state)
{
    (void)state;
    const char *const cells[] = {"", "001", " 001 ", "O'Neill", "'十四五'规划", "‘十四五’规划", "“放管服”改革", "“放管服”", "\"甲\"和\"乙\"", "\"甲", "=1+2", "=\"1\"&\"2\"",
                                 "=A1", "=", "==\"1\"", "```", "5'", "(1)", "　001"};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct slice inside = guard_off(of(cells[i]));
        if (inside.s == cells[i] && inside.n == strlen(cells[i])) continue;
        fail_msg("%s: %.*s", cells[i], (int)inside.n, inside.s);
    }
}

static void row(void **state)
{
    (void)state;
    static struct slice room[RAW_MAX_CELLS];
    struct slice plain[] = {{"1", 1}, {"2", 1}}, guarded[] = {{"1", 1}, {"'2", 2}, {"3", 1}};
    struct raw_row one = {.cells = plain, .n = 2}, other = {.cells = guarded, .n = 3};
    assert_false(guard_row(&one, room));
    assert_ptr_equal(one.cells, plain);
    assert_true(guard_row(&other, room));
    assert_true(slice_is(other.cells[0], "1") && slice_is(other.cells[1], "2") && slice_is(other.cells[2], "3"));
    assert_int_equal(guarded[1].n, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(off), cmocka_unit_test(left), cmocka_unit_test(row)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
