/* Blanks, widths and slips of spelling; and numbers with a check character. */
#include "ledger/values/identity.h"
#include "base/spelling.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static struct slice of(const char *s) { return (struct slice){s, strlen(s)}; }

static void trims(const char *cell, const char *left, bool odd)
{
    bool seen = false;
    struct slice s = spelling_trim(of(cell), &seen);
    if (!slice_is(s, left) || seen != odd) fail_msg("“%s” → “%.*s”", cell, (int)s.n, s.s);
}

static void trimming(void **state)
{
    (void)state;
    trims("申请", "申请", false);
    trims(" 申请\t", "申请", false);
    trims("\u3000申请\u3000", "申请", true);
    trims("\u00A0A1", "A1", true);
    trims("A1\u200B", "A1", true);
    trims("\uFEFFA1 ", "A1", true);
    trims("申\u3000请", "申\u3000请", false);
    trims("，申请。", "，申请。", false);
    trims("\u3000 \u3000", "", true);
    trims("\u061C\u2067A1\u2069\u180E", "A1", true);
    trims("\xC2\x85" "A1\u00AD", "A1", true);
    trims("", "", false);
    trims("é", "é", false);
}

static void folds(const char *word, const char *folded)
{
    struct text out = {0};
    spelling_fold(&out, of(word));
    assert_string_equal(text_get(&out), folded);
    text_release(&out);
}

static void folding(void **state)
{
    (void)state;
    folds("ａ１", "A1");
    folds(" 金 额（万元）", "金额(万元)");
    folds("危及“三安全一稳定”", "危及\"三安全一稳定\"");
    folds("受理\n编号", "受理编号");
    folds("￥−1", "¥-1");
}

static void uncovering(void **state)
{
    (void)state;
    static const struct { const char *cell, *left; } all[] = {
        {"SQ\u200B-1", "SQ-1"}, {"SQ-\uFEFF1", "SQ-1"}, {"SQ\u00AD-1", "SQ-1"}, {"SQ\u202E-1", "SQ-1"}, {"SQ\u2067-1\u2069", "SQ-1"}, {"SQ\u061C-1", "SQ-1"},
        {"SQ\u180E-1", "SQ-1"}, {"\u200B\u200Ba\u2060", "a"}, {"\uFEFF", ""}, {"SQ-1", NULL}, {"依申请〔2025〕1号", NULL}, {"SQ\u3000-1", NULL}, {"SQ\u00A01", NULL},
    };
    struct text out = {0};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        text_clear(&out);
        bool found = spelling_uncover(&out, of(all[i].cell));
        if (found != (all[i].left != NULL) || strcmp(text_get(&out), found ? all[i].left : "")) fail_msg("“%s” → “%s”", all[i].cell, text_get(&out));
    }
    text_release(&out);
}

static void showing(void **state)
{
    (void)state;
    struct text out = {0};
    spelling_show(&out, of("\u3000甲\u202E 乙\u00A0\u200B，"));
    assert_string_equal(text_get(&out), "<U+3000>甲<U+202E> 乙<U+00A0><U+200B>，");
    text_release(&out);
}

static void nearness(void **state)
{
    (void)state;
    const char *const near[][2] = {
        {"受理编号", "受里编号"}, {"受理编号", "受理编"}, {"受理编号", "受理编号*"}, {"受理编号", "理编号"}, {"a", ""},
        {"第六师业和信息化局", "第六师工业和信息化局"},
    };
    const char *const far[][2] = {{"受理编号", "受理编号"}, {"受理编号", "编理受号"}, {"受理编号", "受里编码"}, {"受理编号", "受理"}, {"", ""}};
    for (size_t i = 0; i < sizeof near / sizeof *near; i++) {
        assert_true(spelling_near(of(near[i][0]), of(near[i][1])));
        assert_true(spelling_near(of(near[i][1]), of(near[i][0])));
    }
    for (size_t i = 0; i < sizeof far / sizeof *far; i++) assert_false(spelling_near(of(far[i][0]), of(far[i][1])));
}

static void check_characters(void **state)
{
    (void)state;
    assert_true(identity_resident("11010519491231002X", 18));      /* the example of GB 11643 */
    assert_true(identity_resident("11010519491231002x", 18));
    assert_false(identity_resident("110105194912310021", 18));
    assert_false(identity_resident("11010519491331002X", 18));
    assert_false(identity_resident("11010519491231002", 17));
    assert_true(identity_organisation("91350100M000100Y43", 18));  /* the example of GB 32100 */
    assert_false(identity_organisation("91350100M000100Y44", 18));
    assert_false(identity_organisation("000000000000000000", 18));
    assert_false(identity_organisation("9135010OM000100Y43", 18));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trimming), cmocka_unit_test(folding), cmocka_unit_test(uncovering), cmocka_unit_test(showing), cmocka_unit_test(nearness), cmocka_unit_test(check_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
