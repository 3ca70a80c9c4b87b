/* The texts that simple number formats show, and whether they equal the stored number. */
#include "workbook/xlsx_format.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static void shows(void **state)
{
    (void)state;
    /* NULL: not simple; "=": the text is the stored number. */
    static const struct { const char *code, *number, *shown; } all[] = {
        {NULL, "1", "="}, {"General", "12.5", "="}, {"@", "7", "="}, {"0", "12", "="}, {"0.0", "3.6", "="},
        {"0000", "1", "0001"}, {"0000", "12345", "="}, {"\"NH-2025-\"000", "1", "NH-2025-001"}, {"\"A\"0", "1", "A1"}, {"\\N\\H000", "7", "NH007"},
        {"0000\"-\"00\"-\"00", "20250305", "2025-03-05"}, {"0000-00-00", "20250305", "2025-03-05"}, {"0000\"年\"00\"月\"", "202503", "2025年03月"}, {"0\"年\"", "2025", "2025年"},
        {"#,##0", "1234567", "1,234,567"}, {"#,##0", "123", "="}, {"#,##0.00", "1234.5", "1,234.50"}, {"#,##0.00_ ", "0.126", "0.13"},
        {"0.00", "0.995", "1.00"}, {"0", "99.5", "100"}, {"0.00", "24252.311082", "24252.31"}, {"0.0#", "1.5", "="}, {"0.0#", "1.25", "="}, {"#.##", "0.5", ".5"},
        {"0%", "0.12", "12%"}, {"0.0%", "0.1234", "12.3%"}, {"0,", "12345", "12"}, {"#,##0.0,,", "1234567890", "1,234.6"}, {"0!.0,", "12345", "1.2"}, {"0\\.0,\"万\"", "125000", "12.5万"},
        {"0\"万元\"", "12", "12万元"}, {"[$¥-804]#,##0.00", "1234", "¥1,234.00"}, {"[Red]0.0", "1", "1.0"}, {"General\"件\"", "12", "12件"},
        {"0;-0;;@", "0", ""}, {"0;-0;;@", "-5", "="}, {"0;0", "-5", "5"}, {"#,##0 ;(#,##0)", "-1234", "(1,234)"}, {";;;", "5", ""}, {"0", "-5", "="}, {"0.0", "-5", "-5.0"},
        {"_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "0", "-  "}, {"_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "1234.5", "1,234.50"},
        {"[>=10000]0!.0,\"万\";0", "5", NULL}, {"[=1]\"是\";\"否\"", "1", NULL}, {"0.00E+00", "123456", NULL}, {"# ?/?", "0.5", NULL}, {"[DBNum1]General", "12", NULL},
        {"0%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%", "1", NULL}, {"0,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,", "1", NULL}, {"000000000000000000", "1", "000000000000000001"}, {"0\"", "1", NULL}, {"0", "x", NULL},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct text out = {0};
        enum xlsx_shown got = xlsx_format_apply(all[i].code, all[i].number, strlen(all[i].number), &out);
        const char *said = got == XLSX_NOT_SIMPLE ? NULL : got == XLSX_AS_STORED ? "=" : text_get(&out);
        if (said != all[i].shown && (!said || !all[i].shown || strcmp(said, all[i].shown))) fail_msg("%s of %s: %s", all[i].code, all[i].number, said);
        text_release(&out);
    }
}

static void agrees(void **state)
{
    (void)state;
    static const struct { const char *shown, *stored; enum xlsx_agreement as; } all[] = {
        {"1,234.50", "1234.5", XLSX_AGREES}, {"12件", "12", XLSX_AGREES}, {"(1,234)", "-1234", XLSX_AGREES}, {"2025-03-05", "20250305", XLSX_AGREES}, {"0001", "1", XLSX_AGREES},
        {"¥1,234.00", "1234", XLSX_AGREES}, {"12.35", "12.345", XLSX_AGREES_ROUNDED}, {"13", "12.6", XLSX_AGREES_ROUNDED}, {"-  ", "0", XLSX_AGREES_ROUNDED}, {"", "0", XLSX_AGREES_ROUNDED},
        {"12%", "0.12", XLSX_DISAGREES}, {"12", "12345", XLSX_DISAGREES}, {"12.5万", "125000", XLSX_DISAGREES}, {"NH-2025-001", "1", XLSX_DISAGREES}, {"5", "-5", XLSX_DISAGREES},
        {"", "5", XLSX_DISAGREES}, {"0", "0.3", XLSX_AGREES_ROUNDED}, {"120", "12", XLSX_DISAGREES},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct slice shown = {all[i].shown, strlen(all[i].shown)}, stored = {all[i].stored, strlen(all[i].stored)};
        if (xlsx_format_agrees(shown, stored) != all[i].as) fail_msg("%s, %s", all[i].shown, all[i].stored);
    }
    assert_true(xlsx_format_is_plain((struct slice){"¥1,234.50 ", strlen("¥1,234.50 ")}));
    assert_false(xlsx_format_is_plain((struct slice){"12件", strlen("12件")}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(shows), cmocka_unit_test(agrees)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
