/* The next command: what was typed, for another command, quoted for a shell. */
#include "cli/again.h"
#include "cli/commands.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

/* The command that follows `typed`, a command and its words. */
static void gives(const char **typed, const struct command *was, const struct command *next, enum option_id add, const char *input, const char *expected)
{
    struct options o;
    struct diag diag = {0};
    struct text words = {0};
    bool help;
    int n = 0;
    while (typed[n]) n++;
    assert_true(options_read(was, n, (char **)typed, &o, &help, &diag));
    o.program = "bin/nianbao";
    again(&words, &o, next, add, input);
    assert_string_equal(text_get(&words), expected);
    text_release(&words);
}

static void repeats_what_the_next_command_takes(void **state)
{
    (void)state;
    gives((const char *[]){"check", "--plain", "台账", "-q", "--year=2025", NULL}, &command_check, &command_report, OPTION_COUNT, NULL, "bin/nianbao report 台账 --year 2025");
    gives((const char *[]){"check", "a", "b", "--mark", NULL}, &command_check, &command_check, OPTION_MARK, NULL, "bin/nianbao check a b --mark");
    gives((const char *[]){"report", "a", "-o", "y", "-o", "y", NULL}, &command_report, &command_report, OPTION_MARK, NULL, "bin/nianbao report a --out y --mark");
    gives((const char *[]){"rollup", "a", "--parent", "县", NULL}, &command_rollup, &command_rollup, OPTION_MARK, NULL, "bin/nianbao rollup a --parent 县");
    gives((const char *[]){"report", "a", "--as-of", "2026-01-20", NULL}, &command_report, &command_verify, OPTION_COUNT, "out/2025", "bin/nianbao verify out/2025");
}

static void quotes_for_a_shell(void **state)
{
    (void)state;
    gives((const char *[]){"check", "我的 台账", "it's", "~x", "$HOME", "", NULL}, &command_check, &command_check, OPTION_COUNT, NULL,
          "bin/nianbao check '我的 台账' 'it'\\''s' '~x' '$HOME' ''");
    gives((const char *[]){"check", "--out", "a;b", "--", "-x", "y", NULL}, &command_check, &command_check, OPTION_COUNT, NULL, "bin/nianbao check y --out 'a;b' -- -x");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(repeats_what_the_next_command_takes), cmocka_unit_test(quotes_for_a_shell)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
