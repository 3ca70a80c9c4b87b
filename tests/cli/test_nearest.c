/* The word that was meant by a misspelt one. */
#include "cli/nearest.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const char *const words[] = {"init", "report", "check", "explain", "rollup", "compare", "form"};

static const char *near(const char *typed) { return nearest_word(typed, words, sizeof words / sizeof *words); }

static void one_or_two_slips(void **state)
{
    (void)state;
    assert_string_equal(near("chekc"), "check");       /* changed places */
    assert_string_equal(near("repor"), "report");      /* left out */
    assert_string_equal(near("initt"), "init");        /* added */
    assert_string_equal(near("expalin"), "explain");
    assert_string_equal(near("rolupp"), "rollup");     /* two slips */
    assert_string_equal(near("check"), "check");
}

static void too_far(void **state)
{
    (void)state;
    assert_null(near("foo"));                          /* half of form */
    assert_null(near("bericht"));
    assert_null(near(""));
    assert_null(near("一份台账.xlsx"));
    assert_null(near("a-word-that-is-longer-than-every-command-there-is"));
}

static void two_equally_near(void **state)
{
    (void)state;
    static const char *const alike[] = {"waivers", "waiters"};
    assert_null(nearest_word("waiers", alike, 2));
    assert_string_equal(nearest_word("waivrs", alike, 2), "waivers");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_or_two_slips), cmocka_unit_test(too_far), cmocka_unit_test(two_equally_near)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
