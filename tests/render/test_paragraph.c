/* Line breaking and justification, with characters of known width: full-width ones 10, all others 5. */
#include "render/page/line_breaks.h"
#include "support/laid_text.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { EM = LAID_EM };
static const double SLIGHT = 0.001;

static void test_nothing_and_little(void **state)
{
    (void)state;
    struct arena a = {0};
    assert_int_equal(laid(&a, "", PARAGRAPH_JUSTIFIED, 10, 2).n_lines, 0);
    assert_int_equal(laid(&a, "字", PARAGRAPH_JUSTIFIED, 10, 2).n_lines, 1);
    struct paragraph p = laid(&a, "字", PARAGRAPH_BALANCED, 10, 0);
    assert_true(fabs(p.x[0] - 4.5 * EM) < SLIGHT);
    assert_true(fabs(paragraph_width(&p) - EM) < SLIGHT);
    assert_int_equal(laid(&a, "\xEF\xBB\xBF甲\xE2\x80\x8B乙\r", PARAGRAPH_LEFT, 10, 0).n, 2);
    arena_release(&a);
}

/* Any character may come from outside: none ends the program, at any place of a paragraph and beside any other. */
static void test_every_character(void **state)
{
    (void)state;
    enum { PLANE = 0x10000, EDGE = 0x100 };
    static const uint32_t odd[] = {U'字', U'，', U'（', U'）', U'“', 'A', '1', ' ', '-', '%', '/', 0, 0x300, 0xA0, 0x200B, 0x2060, 0x2014, 0x3041, 0xAC00, 0xAC01, 0x1100,
                                   0x1160, 0x11A8, 0x5D0, 0x1F1E6, 0x1F1FF, 0xFFFF, 0xFFFE, 0x1FFFF, 0xFDD0, 0xD83C, 0xDDE8, 0x2028, '\r', 0x10FFFF, 0x110000, 0xFFFFFFFF};
    enum { N = sizeof odd / sizeof *odd };
    int costs[8];
    for (uint32_t c = 0; c <= 0x110000; c++) {
        /* The planes between hold no characters, so only their ends are tried. */
        if (c > 0x40000 && c < 0xE0000 && c % PLANE > EDGE && c % PLANE < PLANE - EDGE) continue;
        if (c > 0xE1000 && c % PLANE > EDGE && c % PLANE < PLANE - EDGE) continue;
        const uint32_t chars[] = {c, U'字', c, c, ' ', c, 'A', c};
        line_breaks(chars, 1, costs);
        line_breaks(chars, 8, costs);
        assert_true(costs[7] == BREAK_FREE);
    }
    for (size_t i = 0; i < N; i++)
        for (size_t k = 0; k < N; k++) line_breaks((const uint32_t[]){odd[i], odd[k], U'字', odd[i], odd[k]}, 5, costs);
}

static void test_indent_and_grid(void **state)
{
    (void)state;
    struct arena a = {0};
    struct paragraph p = laid(&a, "一二三四五六七八九十甲乙丙丁", PARAGRAPH_JUSTIFIED, 10, 2);
    assert_string_equal(laid_lines(&a, &p), "一二三四五六七八|九十甲乙丙丁");
    assert_true(fabs(p.x[0] - 2 * EM) < SLIGHT);
    assert_true(fabs(p.x[7] - 9 * EM) < SLIGHT);
    arena_release(&a);
}

static void test_marks_at_line_ends(void **state)
{
    (void)state;
    struct arena a = {0};
    struct paragraph p = laid(&a, "一二三四五六七八九、十甲乙丙丁戊己庚", PARAGRAPH_JUSTIFIED, 9.5, 0);
    assert_string_equal(laid_lines(&a, &p), "一二三四五六七八九、|十甲乙丙丁戊己庚");         /* its blank half hangs */
    p = laid(&a, "一二，三四，五六，七八，九、十甲乙丙丁戊己庚辛壬", PARAGRAPH_JUSTIFIED, 13, 0);
    assert_string_equal(laid_lines(&a, &p), "一二，三四，五六，七八，九、|十甲乙丙丁戊己庚辛壬"); /* squeezed to fit */
    laid_assert_sound(&p, 13 * EM);
    p = laid(&a, "一二三四五六七八九（十甲乙）丙丁戊", PARAGRAPH_JUSTIFIED, 10, 0);
    laid_assert_sound(&p, 10 * EM);
    arena_release(&a);
}

static void test_units_and_dates(void **state)
{
    (void)state;
    struct arena a = {0};
    static const char *const whole[] = {"12.5万元", "85.7%", "326.8万次", "第37条", "24252.311082万元", "1200㎡", "30号"};
    for (size_t w = 0; w < sizeof whole / sizeof *whole; w++)
        for (double ems = 9; ems < 18; ems += 0.5) {
            const char *text = arena_printf(&a, "全市财政资金共计%s，比上年同期有较大幅度增长，%s和%s已经公开。", whole[w], whole[w], whole[w]);
            struct paragraph p = laid(&a, text, PARAGRAPH_JUSTIFIED, ems, 2);
            char *lines = laid_lines(&a, &p);
            size_t found = 0;
            for (char *s = lines; (s = strstr(s, whole[w])); s++) found++;
            assert_int_equal(found, 3);
        }
    struct paragraph p = laid(&a, "统计期限为自2025年1月1日起至2025年12月31日止的一年", PARAGRAPH_JUSTIFIED, 13, 0);
    assert_non_null(strstr(laid_lines(&a, &p), "2025年12月31日"));
    arena_release(&a);
}

static void test_justified_edges(void **state)
{
    (void)state;
    struct arena a = {0};
    const char *text = "2025年，我局坚持“以公开为常态、不公开为例外”，全年主动公开政府信息1286条，其中通过门户网站公开1032条"
                       "（占80.2%），通过政务新媒体公开254条；制发行政规范性文件12件，公开率100%。涉及资金24252.311082万元。";
    for (double ems = 12; ems <= 30; ems += 0.5) {
        struct paragraph p = laid(&a, text, PARAGRAPH_JUSTIFIED, ems, 2);
        laid_assert_sound(&p, ems * EM);
        for (size_t i = 0; i + 1 < p.n_lines; i++)     /* no gap grows by more than a tenth of an em */
            for (size_t k = 1; k < p.lines[i].n; k++) {
                size_t c = p.lines[i].first + k;
                assert_true(p.x[c] - p.x[c - 1] - laid_advance(NULL, p.chars[c - 1]) <= 0.1 * EM + SLIGHT);
            }
    }
    arena_release(&a);
}

static void test_what_cannot_be_broken(void **state)
{
    (void)state;
    struct arena a = {0};
    struct paragraph p = laid(&a, "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", PARAGRAPH_JUSTIFIED, 6, 0);
    assert_int_equal(p.n_lines, 5);                    /* 12 to a line */
    laid_assert_sound(&p, 6 * EM);
    p = laid(&a, "甲乙丙", PARAGRAPH_BALANCED, 0.5, 0);   /* narrower than a character */
    assert_int_equal(p.n_lines, 3);
    arena_release(&a);
}

static void test_ragged(void **state)
{
    (void)state;
    struct arena a = {0};
    struct paragraph p = laid(&a, "法律服务机构", PARAGRAPH_BALANCED, 5, 0);
    assert_string_equal(laid_lines(&a, &p), "法律服|务机构");
    assert_true(fabs(p.x[0] - EM) < SLIGHT);
    p = laid(&a, "5.要求行政机关确认或重新出具已获取信息", PARAGRAPH_LEFT, 11, 0);
    assert_int_equal(p.n_lines, 2);
    assert_true(fabs(p.x[p.lines[1].first]) < SLIGHT);
    laid_assert_sound(&p, 11 * EM);
    arena_release(&a);
}

static void test_callers_prices(void **state)
{
    (void)state;
    struct arena a = {0};
    struct paragraph p = laid(&a, "江州市财政局年度报告", PARAGRAPH_BALANCED, 7, 0);
    assert_string_equal(laid_lines(&a, &p), "江州市财政|局年度报告");
    p.breaks[4] = BREAK_NEVER;
    paragraph_lay(&p, &a, &(struct paragraph_style){PARAGRAPH_BALANCED, 7 * EM, 0, EM, 0, laid_advance, NULL});
    assert_int_equal(p.n_lines, 2);
    assert_null(strstr(laid_lines(&a, &p), "江州市财政|局"));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_and_little), cmocka_unit_test(test_every_character), cmocka_unit_test(test_indent_and_grid),
        cmocka_unit_test(test_marks_at_line_ends), cmocka_unit_test(test_units_and_dates),
        cmocka_unit_test(test_justified_edges), cmocka_unit_test(test_what_cannot_be_broken),
        cmocka_unit_test(test_ragged), cmocka_unit_test(test_callers_prices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
