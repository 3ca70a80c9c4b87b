/* Keys that a spreadsheet has changed, and personal numbers in the place of a key. */
#include "calendar/civil.h"
#include "ledger/values/personal.h"
#include "ledger/rows/row_source.h"
#include "ledger/values/value_key.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static struct slice of(const char *s) { return (struct slice){s, strlen(s)}; }

static void exponents(void **state)
{
    (void)state;
    const char *const damaged[] = {"1.10101E+17", "1.10101199E+17", "1E+17", "1.1e+17", "1.10101E17", "11.0E+3", "１.１０１０１Ｅ＋１７"};
    const char *const sound[] = {"12E3", "E+17", "1.1.1E+17", "1.10101E+", "1.10101E+17A", "SQ-1.1E+17", "2025-001", "", ".E+1"};
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++)
        if (!key_in_exponents(of(damaged[i]))) fail_msg("%s", damaged[i]);
    for (size_t i = 0; i < sizeof sound / sizeof *sound; i++)
        if (key_in_exponents(of(sound[i]))) fail_msg("%s", sound[i]);
}

static void cut_short(void **state)
{
    (void)state;
    const char *const cut[] = {"202503310000123000", "12345678901234500000", "２０２５０３３１００００１２３０００"};
    const char *const sound[] = {"202503310000123001", "20250331000012300", "SQ2025033100001000", "20250331000000000A", "000000000000000000", ""};
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++)
        if (!key_cut_short(of(cut[i]))) fail_msg("%s", cut[i]);
    for (size_t i = 0; i < sizeof sound / sizeof *sound; i++)
        if (key_cut_short(of(sound[i]))) fail_msg("%s", sound[i]);
}

static void persons(void **state)
{
    (void)state;
    const char *const numbers[] = {"13900001111", "１３９００００１１１１", "139 0000 1111", "139\u200B00001111", "11010519491231002X", "11010519491231 002x"};
    const char *const keys[] = {"SQ-2025-001", "2025033100001", "12900001111", "", "202503310000123000"};
    static const char *const more[] = {"11010120100307775X", "110101201003077751", "110101900307775", "110101********1234", "138-1234-5678", "138 - 1234 - 5678", "一三八一二三四五六七八", "①③⑧①②③④⑤⑥⑦⑧",
                                       "SQ-13812345678", "申请110101199003077758", "E12345678", "g87654321", "Ｅ１２３４５６７８", "EA1234567", "H12345678", "M1234567890"};
    static const char *const serials[] = {"410102202503070001", "410102202403070012", "410102250307001", "139-2025-0001", "YSQ13000000012", "E20250001", "G00000123", "H2025001", "NH-2025-001",
                                          "113699250073140615", "清复〔2025〕138号", "2025-1381-0001", "第一三八号", "202513812345678"};
    struct schema *schema;
    struct diag diag;
    if (!schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag)) fail_msg("%s", diag.text);
    const struct row_context context = {.schema = schema, .close = civil_day(2025, 12, 31)};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (!personal_key(&context, of(numbers[i])) || !personal_key(&(struct row_context){0}, of(numbers[i]))) fail_msg("%s", numbers[i]);
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        if (!personal_key(&context, of(more[i]))) fail_msg("%s", more[i]);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (personal_key(&context, of(keys[i]))) fail_msg("%s", keys[i]);
    for (size_t i = 0; i < sizeof serials / sizeof *serials; i++)
        if (personal_key(&context, of(serials[i]))) fail_msg("%s", serials[i]);
    schema_free(schema);
}

static const char *folded(struct text *t, const char *key)
{
    text_clear(t);
    key_fold(t, of(key));
    return text_get(t);
}

static void dress(void **state)
{
    (void)state;
    static const struct { const char *key, *folded; } all[] = {
        {"NH-2025-001", "NH2025-001"}, {"ｎｈ－２０２５—００１", "NH2025-001"}, {"nh〔2025〕001", "NH2025-001"}, {" N H [2025] 001 ", "NH2025-001"},
        {"NH\xE2\x80\x91" "2025_001", "NH2025-001"}, {"'NH\xE2\x80\x8B-2025-001\"", "NH2025-001"}, {"（2025）001号", "2025-001"}, {"❲2025❳001号", "2025-001"},
        {"-1-", "1"}, {"1-11", "1-11"}, {"11-1", "11-1"}, {"2025.1/2", "2025.1/2"}, {"（）", ""},
        {"清复〔2025〕1号", "清复2025-1"}, {"清复〔2025〕第1号", "清复2025-1"}, {"清复2025年1号", "清复2025-1"}, {"清复2025年第1号", "清复2025-1"},
        {"清复〔2025〕1號", "清复2025-1"}, {"清复〔2025〕1号.", "清复2025-1"}, {"清复〔2025〕1", "清复2025-1"}, {"清复〔二〇二五〕1号", "清复2025-1"},
        {"清复〔二零二五〕1号", "清复2025-1"}, {"清复〔2025〕1号之二", "清复2025-1号之二"}, {"1号-2", "1号2"}, {"二〇二", "二〇二"}, {"第一中学", "第一中学"},
        {"2025-OO1", "2025-001"}, {"2025-OA1", "2025OA1"}, {"NO1", "NO1"}, {"2025年", "2025年"},
    };
    struct text t = {0};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(folded(&t, all[i].key), all[i].folded)) fail_msg("%s: %s", all[i].key, text_get(&t));
    text_release(&t);
}

static void alike(void **state)
{
    (void)state;
    assert_true(key_alike("NH2025-001", "NH2025-001"));
    assert_true(key_alike("NH2025-001", "NH2025001"));
    assert_true(key_alike("NH2025001", "NH2025-0-01"));
    assert_false(key_alike("NH1-11", "NH11-1"));
    assert_false(key_alike("NH2025001", "NH2025-0012"));
    assert_false(key_alike("NH2025-0012", "NH2025001"));
    assert_false(key_alike("NH2025-001", "NH2025-002"));
}

static void bare(void **state)
{
    (void)state;
    static const struct { const char *folded, *bare; } all[] = {
        {"NH2025-001", "NH2025-1"}, {"NH2025-1", "NH2025-1"}, {"NH2025-100", "NH2025-100"}, {"001", "1"}, {"000", "0"}, {"", ""}, {"0", "0"},
        {"1-011", "1-11"}, {"11-01", "11-1"}, {"2025.01", "2025.01"}, {"A0B", "A0B"},
    };
    struct text t = {0};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        text_clear(&t);
        key_bare(&t, of(all[i].folded));
        if (strcmp(text_get(&t), all[i].bare)) fail_msg("%s: %s", all[i].folded, text_get(&t));
    }
    text_release(&t);
}

/* A blank is nothing, but a key that has one is read character by character, and not in the short way. */
static void both_ways_of_folding(void **state)
{
    (void)state;
    static const char *const parts[] = {"0", "1", "25", "a", "Z", "O", "o", "-", "(", "]", "〔", "〕", "【", "年", "第", "号", "號", "一", "二〇二五", "〇", "云", "自", "。", ".", "ｎ", "_", "、"};
    enum { KEYS = 20000, PARTS = sizeof parts / sizeof *parts };
    struct text key = {0}, blank = {0}, a = {0}, b = {0};
    unsigned drawn = 20250131;
    for (int i = 0; i < KEYS; i++) {
        text_clear(&key);
        text_clear(&blank);
        for (unsigned n = i % 12; n--;) {
            drawn = drawn * 1103515245u + 12345u;
            text_add(&key, parts[(drawn >> 16) % (i % 2 ? PARTS : 16)]);
        }
        text_printf(&blank, " %s", text_get(&key));
        if (strcmp(folded(&a, text_get(&key)), folded(&b, text_get(&blank)))) fail_msg("%s: %s, %s", text_get(&key), text_get(&a), text_get(&b));
    }
    text_release(&key), text_release(&blank), text_release(&a), text_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exponents), cmocka_unit_test(cut_short), cmocka_unit_test(persons), cmocka_unit_test(dress), cmocka_unit_test(alike), cmocka_unit_test(bare),
        cmocka_unit_test(both_ways_of_folding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
