/* Names that come from data become names of files: safe on every system, and those that are alike on some system are one. */
#include "base/outdir.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void names_are_made_safe(void **state)
{
    (void)state;
    static const struct { const char *from, *to; } names[] = {
        {"江州市局", "江州市局"}, {"a/b", "a_b"}, {"..", "__"}, {".x", "_x"}, {"a.b", "a.b"}, {"a\tb", "a_b"}, {"", "_"},
        {"a:b", "a_b"}, {"a\\b*?\"<>|", "a_b______"}, {"x.", "x_"}, {"x. .", "x___"}, {"é", "\u00E9"}, {"e\u0301", "\u00E9"}, {"\xFF", "_"}, {"a\u202Eb\uFEFF", "a_b_"},
        {"CON", "_CON"}, {"con.txt", "_con.txt"}, {"Nul .a.b", "_Nul .a.b"}, {"COM1", "_COM1"}, {"lpt\u00B9.x", "_lpt\u00B9.x"}, {"COM", "COM"},
        {"COM10", "COM10"}, {"CONS", "CONS"}, {"局CON", "局CON"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *safe = outdir_safe_name(names[i].from);
        assert_string_equal(safe, names[i].to);
        free(safe);
    }
    char longest[400] = "";
    for (int i = 0; i < 100; i++) memcpy(longest + 3 * i, "局", 4);
    static const char *const alike[][2] = {{"HD-a", "hd-A"}, {"\u00E9", "E\u0301"}, {"stra\u00DFe", "STRASSE"}, {"\u03A9", "\u2126"}, {"a\xFF", "a\xFF"}};
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
        char *one = outdir_folded_name(alike[i][0]), *two = outdir_folded_name(alike[i][1]);
        assert_string_equal(one, two);
        free(one);
        free(two);
    }
    char *safe = outdir_safe_name(longest);
    assert_int_equal(strlen(safe), 198);
    free(safe);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_are_made_safe)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
