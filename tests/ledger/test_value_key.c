/* Keys: what a spreadsheet did to them, what nobody sees in them, and numbers of persons in their place. */
#include "ledger/value_key.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static struct slice of(const char *s) { return (struct slice){s, strlen(s)}; }

static void exponents(void **state)
{
    (void)state;
    const char *const damaged[] = {"1.10101E+17", "1.10101199E+17", "1E+17", "1.1e+17", "1.10101E17", "11.0E+3"};
    const char *const sound[] = {"12E3", "E+17", "1.1.1E+17", "1.10101E+", "1.10101E+17A", "SQ-1.1E+17", "2025-001", "", ".E+1"};
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++)
        if (!key_in_exponents(of(damaged[i]))) fail_msg("%s", damaged[i]);
    for (size_t i = 0; i < sizeof sound / sizeof *sound; i++)
        if (key_in_exponents(of(sound[i]))) fail_msg("%s", sound[i]);
}

static void cut_short(void **state)
{
    (void)state;
    const char *const cut[] = {"202503310000123000", "12345678901234500000"};
    const char *const sound[] = {"202503310000123001", "20250331000012300", "SQ2025033100001000", "20250331000000000A", "000000000000000000", ""};
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++)
        if (!key_cut_short(of(cut[i]))) fail_msg("%s", cut[i]);
    for (size_t i = 0; i < sizeof sound / sizeof *sound; i++)
        if (key_cut_short(of(sound[i]))) fail_msg("%s", sound[i]);
}

static void invisible(void **state)
{
    (void)state;
    static const struct { const char *key, *left; } all[] = {
        {"SQ\u200B-1", "SQ-1"}, {"SQ-\uFEFF1", "SQ-1"}, {"SQ\u00AD-1", "SQ-1"}, {"SQ\u202E-1", "SQ-1"}, {"SQ\u2067-1\u2069", "SQ-1"}, {"SQ\u061C-1", "SQ-1"},
        {"SQ\u180E-1", "SQ-1"}, {"SQ-1", NULL}, {"依申请〔2025〕1号", NULL}, {"SQ\u3000-1", NULL}, {"SQ\u00A01", NULL},
    };
    struct text out = {0};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        text_clear(&out);
        bool found = key_without_invisible(&out, of(all[i].key));
        if (found != (all[i].left != NULL) || strcmp(text_get(&out), found ? all[i].left : "")) fail_msg("“%s” → “%s”", all[i].key, text_get(&out));
    }
    text_release(&out);
}

static void persons(void **state)
{
    (void)state;
    const char *const numbers[] = {"13900001111", "１３９００００１１１１", "139 0000 1111", "139\u200B00001111", "11010519491231002X", "11010519491231 002x"};
    const char *const keys[] = {"SQ-2025-001", "2025033100001", "12900001111", "", "202503310000123000"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (!key_is_identity(of(numbers[i]))) fail_msg("%s", numbers[i]);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (key_is_identity(of(keys[i]))) fail_msg("%s", keys[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exponents), cmocka_unit_test(cut_short), cmocka_unit_test(invisible), cmocka_unit_test(persons),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
