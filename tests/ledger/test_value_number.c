/* Counts and amounts: what the reader strips, what it refuses, and that it loses no digit. */
#include "ledger/values/value_number.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static const struct number_rule count = {0, false, UNIT_OF_COUNT}, change = {0, true, UNIT_OF_COUNT}, yuan = {2, false, UNIT_YUAN},
                                ten_thousand = {6, false, UNIT_TEN_THOUSAND_YUAN}, number = {6, true, UNIT_NONE};

struct example { const char *cell, *read; };

static void holds(const struct number_rule *rule, const struct example *all, size_t n)
{
    static const char *const words[] = {"", "approximate", "negative", "fraction", "unit", "bad", "not likely"};
    struct text scratch = {0};
    for (size_t i = 0; i < n; i++) {
        struct decimal d = {0, 0};
        char shown[DECIMAL_TEXT];
        enum number_verdict v = number_read((struct slice){all[i].cell, strlen(all[i].cell)}, rule, &scratch, &d);
        const char *got = v == NUMBER_OK ? decimal_format(d, shown) : words[v];
        if (strcmp(got, all[i].read)) fail_msg("“%s”读作 %s，应为 %s", all[i].cell, got, all[i].read);
    }
    text_release(&scratch);
}
#define HOLDS(rule, ...) holds(&(rule), (const struct example[]){__VA_ARGS__}, sizeof(const struct example[]){__VA_ARGS__} / sizeof(struct example))

static void counts(void **state)
{
    (void)state;
    HOLDS(count, {"0", "0"}, {"17", "17"}, {"11398889", "11398889"}, {"1,234", "1234"}, {"11,398,889", "11398889"}, {"1，234", "1234"},
          {"１２３", "123"}, {"12件", "12"}, {"12 件", "12"}, {"1,234件", "1234"}, {"20个工作日", "20"}, {"3人次", "3"}, {"+5", "5"}, {"007", "7"},
          {"3.0", "3"}, {"3.00", "3"});
    HOLDS(count, {"-1", "negative"}, {"－1", "negative"}, {"1.5", "fraction"}, {"abc", "bad"}, {"/", "bad"}, {"约12", "approximate"},
          {"约12件", "approximate"}, {"10余件", "approximate"}, {"100多", "approximate"}, {"1,23", "bad"}, {"1234,567", "bad"}, {"1,234,56", "bad"},
          {",123", "bad"}, {"12 34", "bad"}, {"1e3", "bad"}, {"12万", "bad"}, {"十二", "bad"}, {"3.", "bad"}, {".5", "bad"}, {"件", "bad"},
          {"99999999999999999999", "bad"}, {"0x10", "bad"}, {"--1", "bad"}, {"1,234,", "bad"}, {"12件件", "bad"});
}

/* A personal number in a column of counts. */
static void not_likely(void **state)
{
    (void)state;
    HOLDS(count, {"13812345678", "not likely"}, {"１３８１２３４５６７８", "not likely"}, {"13812345678件", "not likely"}, {"110101199003077758", "not likely"}, {"110101900307775", "not likely"},
          {"13,812,345,678", "not likely"}, {"999999999", "999999999"}, {"1000000000", "not likely"});
    HOLDS(change, {"-13812345678", "not likely"});
    HOLDS(yuan, {"13812345678", "not likely"}, {"１３８１２３４５６７８", "not likely"}, {"110101199003077758", "not likely"}, {"6222021001116245", "not likely"}, {"13812345678.00", "13812345678.00"},
          {"13,812,345,678", "13812345678"}, {"13812345678元", "13812345678"}, {"999999999999", "999999999999"}, {"1000000000000", "not likely"});
    HOLDS(ten_thousand, {"13812345678", "not likely"}, {"99999999.999999", "99999999.999999"}, {"100000000", "not likely"});
    HOLDS(number, {"13812345678", "not likely"}, {"110101199003077758", "not likely"}, {"75394432.52", "75394432.52"});
}

static void changes(void **state)
{
    (void)state;
    HOLDS(change, {"-3", "-3"}, {"−3", "-3"}, {"-1,234", "-1234"}, {"0", "0"}, {"-1.5", "fraction"});
}

static void amounts(void **state)
{
    (void)state;
    HOLDS(yuan, {"400", "400"}, {"400.00", "400.00"}, {"3,000.5", "3000.5"}, {"100元", "100"}, {"￥100", "100"}, {"¥ 100.10", "100.10"}, {"1.500", "1.50"},
          {"1.001", "fraction"}, {"-1", "negative"}, {"0.04万元", "unit"}, {"约100元", "approximate"}, {"1,00.0", "bad"});
    HOLDS(ten_thousand, {"31.6441", "31.6441"}, {"24252.311082", "24252.311082"}, {"0.000001", "0.000001"}, {"380万元", "380"}, {"380万", "380"},
          {"1.0000001", "fraction"}, {"1.0000000", "1.000000"}, {"3800000元", "unit"}, {"12,345,678.90", "12345678.90"});
}

static void numbers(void **state)
{
    (void)state;
    HOLDS(number, {"-1", "-1"}, {"1.5", "1.5"}, {"0", "0"}, {"1.50", "1.50"}, {"abc", "bad"}, {"12件", "bad"}, {"50%", "bad"});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts), cmocka_unit_test(changes), cmocka_unit_test(not_likely), cmocka_unit_test(amounts), cmocka_unit_test(numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
