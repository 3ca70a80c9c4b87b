/* Where lines of Chinese prose, headings, titles and cells end, and how close their characters stand. */
#include "render/page/line_breaks.h"
#include "support/laid_text.h"
#include "base/text.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { EM = LAID_EM };
static const double SLIGHT = 0.001;
static const enum paragraph_fit fits[] = {PARAGRAPH_JUSTIFIED, PARAGRAPH_LEFT, PARAGRAPH_BALANCED};

static struct arena arena;

static int begin(void **state)
{
    (void)state;
    arena = (struct arena){0};
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

/* ---- marks ---- */

/* One more line, or a mark outside the edge, rather than a mark at the wrong end of a line; in every fit and at every width. */
static void test_marks_stay_with_their_words(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "甲乙丙丁戊己庚辛壬癸，子丑寅卯辰巳午未", "甲乙丙丁（戊己庚辛）壬癸《子丑》，寅卯辰“巳午未。”", "甲乙丙丁戊——己庚辛壬癸……子丑寅卯", "甲乙丙丁戊 ，己庚辛（ 壬癸 ）子丑",
        "增长一二三四％，降低五六七八‰，气温九十℃以上", "一是和/或二是甲／乙，三至五～十号，中·外", "（一）甲乙丙，丁戊己庚：“辛壬癸”；《子丑寅》、《卯辰》",
    };
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
        for (size_t f = 0; f < sizeof fits / sizeof *fits; f++)
            for (double ems = 6; ems < 20; ems += 0.25) {
                struct paragraph p = laid(&arena, texts[t], fits[f], ems, f ? 0 : 2);
                laid_assert_sound(&p, ems * EM);
                if (strstr(laid_lines(&arena, &p), "/|") || strstr(laid_lines(&arena, &p), "／|")) fail_msg("%s", laid_lines(&arena, &p));
            }
    struct paragraph p = laid(&arena, "一二三四五六七八九十，甲乙丙", PARAGRAPH_LEFT, 10.5, 0);
    assert_string_equal(laid_lines(&arena, &p), "一二三四五六七八九十，|甲乙丙");                      /* its blank half hangs */
    p = laid(&arena, "一二三四五六七八九十，甲乙丙", PARAGRAPH_LEFT, 10, 0);
    assert_string_equal(laid_lines(&arena, &p), "一二三四五六七八九|十，甲乙丙");
    p = laid(&arena, "一二三四五六七八九十甲", PARAGRAPH_LEFT, 10, 0);
    assert_string_equal(laid_lines(&arena, &p), "一二三四五六七八|九十甲");                              /* no line of one character */
}

/* A word that is longer than the line is broken between its characters; a mark behind it is not parted from the last one. */
static void test_longer_than_the_line(void **state)
{
    (void)state;
    for (size_t f = 0; f < sizeof fits / sizeof *fits; f++) {
        struct paragraph p = laid(&arena, "ABCDEFGHIJ，字", fits[f], 2.5, 0);
        laid_assert_sound(&p, 2.5 * EM);
        assert_int_equal(p.n_lines, 3);
        p = laid(&arena, "AB-2025-123456789-X", fits[f], 5, 0);
        assert_string_equal(laid_lines(&arena, &p), "AB-2025-|123456789-|X");
    }
}

/* ---- words with hyphens, numbers, addresses ---- */

static void assert_whole(const char *before, const char *word, const char *after)
{
    for (size_t f = 0; f < sizeof fits / sizeof *fits; f++)
        for (double ems = 11; ems < 24; ems += 0.5) {
            struct paragraph p = laid(&arena, arena_printf(&arena, "%s%s%s", before, word, after), fits[f], ems, 0);
            if (!strstr(laid_lines(&arena, &p), word)) fail_msg("%s is broken in %s", word, laid_lines(&arena, &p));
        }
}

static void test_words_of_several_parts(void **state)
{
    (void)state;
    static const char *const words[] = {"XK-2025-003", "XK-2025-003A", "GB/T 9704-2012", "GB/T 9704—2012", "010-8888 8888", "0789-6223180", "A–B", "12 件", "2025 年",
                                        "DB37/T 123", "COVID-19", "QX_01_b", "２０２５年", "10～20件", "1,234.5万元", "(a)(b)"};
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        assert_whole("许可证编号是", words[w], "的已经公开，可以查阅");
        assert_whole("许可证编号是“", words[w], "”，已经公开，可以查阅");
    }
}

static void test_addresses(void **state)
{
    (void)state;
    const char *text = "电子版可在http://www.yunxi.gov.example/zfxxgk/2025/nb?id=12&page=3查阅，电子邮箱xxgk-01@yunxi.gov.example，欢迎查阅。";
    static const char *const kept[] = {"http://", "www.yunxi.gov.example", "xxgk-01@yunxi.gov.example"};
    for (double ems = 16; ems < 30; ems += 0.5) {
        struct paragraph p = laid(&arena, text, PARAGRAPH_JUSTIFIED, ems, 2);
        char *lines = laid_lines(&arena, &p);
        laid_assert_sound(&p, ems * EM);
        for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
            if (!strstr(lines, kept[i])) fail_msg("%s is broken in %s", kept[i], lines);
    }
    struct paragraph p = laid(&arena, "http://www.yunxi.gov.example/zfxxgk/2025", PARAGRAPH_LEFT, 15, 0);
    assert_string_equal(laid_lines(&arena, &p), "http://www.yunxi.gov.example/|zfxxgk/2025");
    p = laid(&arena, "www.a-very-long-name-of-an-office.gov.example", PARAGRAPH_LEFT, 12, 0);        /* longer than a line: behind a dot or hyphen */
    assert_string_equal(laid_lines(&arena, &p), "www.a-very-long-name-of-|an-office.gov.example");
}

/* ---- titles ---- */

static const char *title_lines(const char *title, const char *name, double ems)
{
    struct paragraph p = laid(&arena, title, PARAGRAPH_BALANCED, ems, 0);
    title_prefer_words(&p, name);
    paragraph_lay(&p, &arena, &(struct paragraph_style){PARAGRAPH_BALANCED, ems * EM, 0, EM, EM / 4.0, laid_advance, NULL});
    laid_assert_sound(&p, ems * EM);
    return laid_lines(&arena, &p);
}

static void test_titles(void **state)
{
    (void)state;
    static const char *const names[] = {"江州市清河县农业农村局", "江州市清河县", "江州市人民政府办公室", "江州市清河县城关镇人民政府", "国家税务总局江州市清河县税务局", "江州市清河县住房和城乡建设局"};
    static const char *const rests[] = {"2025年政府信息公开工作年度报告", "关于2025年度政府信息公开工作情况的年度报告", "2023—2025年政府信息公开工作年度报告比较"};
    static const char *const whole[] = {"政府信息公开", "年度报告", "工作", "2025年"};
    for (size_t n = 0; n < sizeof names / sizeof *names; n++)
        for (size_t r = 0; r < sizeof rests / sizeof *rests; r++)
            for (double ems = 16; ems < 24; ems++) {
                const char *title = arena_printf(&arena, "%s%s", names[n], rests[r]), *lines = title_lines(title, names[n], ems);
                if (!strstr(lines, names[n])) fail_msg("%s is broken in %s", names[n], lines);
                for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
                    if (strstr(title, whole[i]) && !strstr(lines, whole[i])) fail_msg("%s is broken in %s", whole[i], lines);
            }
    const char *committee = "江州市清河县城关镇高新技术产业开发区管理委员会办公室";
    assert_string_equal(title_lines(arena_printf(&arena, "%s2025年政府信息公开工作年度报告", committee), committee, 20),
                        "江州市清河县城关镇|高新技术产业开发区管理委员会办公室|2025年政府信息公开工作年度报告");
}

/* ---- distances ---- */

static double distance(const struct paragraph *p, size_t i) { return (p->x[i + 1] - p->x[i] - laid_advance(NULL, p->chars[i])) / EM; }

static void test_adjacent_marks(void **state)
{
    (void)state;
    static const char *const closer[] = {"》（", "》，", "。”", "”；", "（“", "，“", "〕）", "：“", "、《", "）。", "！”", "」』"};
    static const char *const as_before[] = {"（）", "《》", "，字", "字（", "——", "字字", "1）", "（1"};
    for (size_t f = 0; f < sizeof fits / sizeof *fits; f++) {
        for (size_t i = 0; i < sizeof closer / sizeof *closer; i++) {
            struct paragraph p = laid(&arena, arena_printf(&arena, "甲%s乙", closer[i]), fits[f], 10, 0);
            if (fabs(distance(&p, 1) + 0.5) > SLIGHT) fail_msg("%s: %g", closer[i], distance(&p, 1));
        }
        for (size_t i = 0; i < sizeof as_before / sizeof *as_before; i++) {
            struct paragraph p = laid(&arena, arena_printf(&arena, "甲%s乙", as_before[i]), fits[f], 10, 0);
            if (fabs(distance(&p, 1)) > 0.12) fail_msg("%s: %g", as_before[i], distance(&p, 1));
        }
    }
    struct paragraph p = laid(&arena, "甲。”；乙", PARAGRAPH_LEFT, 10, 0);
    assert_true(fabs(p.x[4] - 3 * EM) < SLIGHT && fabs(paragraph_width(&p) - 4 * EM) < SLIGHT);
}

/* A dash of two characters takes two and is not stretched with its line. */
static void test_dashes(void **state)
{
    (void)state;
    for (double ems = 8; ems < 14; ems += 0.25) {
        struct paragraph p = laid(&arena, "甲乙丙——丁戊……己庚辛壬癸子丑——寅卯辰巳……午未", PARAGRAPH_JUSTIFIED, ems, 2);
        laid_assert_sound(&p, ems * EM);
        for (size_t i = 0; i + 1 < p.n; i++)
            if (p.chars[i] == p.chars[i + 1]) assert_true(fabs(p.x[i + 1] - p.x[i] - EM) < SLIGHT);
        assert_true(p.x[5] - p.x[4] >= EM - SLIGHT);    /* what follows the dash stands behind its second em */
    }
}

static void test_between_chinese_and_western(void **state)
{
    (void)state;
    struct paragraph p = laid_between(&arena, "于2025年WBC的80%，（3）Ⅱ类", PARAGRAPH_LEFT, 20, 0, EM / 4.0);
    static const struct { size_t i; double room; } expected[] = {{0, 0.25}, {1, 0}, {4, 0.25}, {5, 0.25}, {8, 0.25}, {9, 0.25}, {12, 0}, {14, 0}, {15, 0}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        if (fabs(distance(&p, expected[i].i) - expected[i].room) > SLIGHT) fail_msg("behind character %zu: %g", expected[i].i, distance(&p, expected[i].i));
    p = laid(&arena, "于2025年ABC的80%", PARAGRAPH_LEFT, 20, 0);
    for (size_t i = 0; i + 1 < p.n; i++) assert_true(fabs(distance(&p, i)) < SLIGHT);
    p = laid_between(&arena, "甲乙丙丁戊己2025年庚辛", PARAGRAPH_LEFT, 6, 0, EM / 4.0);           /* none at the edges of lines */
    assert_string_equal(laid_lines(&arena, &p), "甲乙丙丁戊己|2025年庚辛");
    assert_true(fabs(p.x[6]) < SLIGHT);
    struct paragraph_style style = {PARAGRAPH_LEFT, 1, 0, EM, EM / 4.0, laid_advance, NULL};
    assert_true(fabs(paragraph_natural_width("于2025年》，", &style) - 6 * EM) < SLIGHT);
}

/* ---- any text ---- */

static uint32_t chance(uint32_t below)
{
    static uint32_t state = 20250103;
    state = state * 1664525 + 1013904223;
    return (uint32_t)(((uint64_t)state * below) >> 32);
}

/* Words of Chinese, numbers, letters, addresses and blanks, with marks between, before and behind them. */
static const char *any_text(void)
{
    static const char *const words[] = {"政府信息公开", "条例", "的", "申请", "2025年", "12.5万元", "80%", "100％", "XK-2025-003", "GB/T 9704-2012", "010-8888 8888", "Web", "Office 2016",
                                        "http://www.a.gov.example/b/c", "第37条", "〔2021〕30号", "℃", " ", "和/或", "①", "㎡", "3～5", "a", "1"};
    static const char *const marks[] = {"，", "。", "、", "；", "：", "？", "！", "）", "》", "”", "’", "…", "……", "——", "—", "（", "《", "“", "‘", "〔", "〕", "【", "】", "·", "％", ",", ".", "(", ")"};
    struct text t = {0};
    for (uint32_t n = 1 + chance(60); n; n--) {
        text_add(&t, words[chance(sizeof words / sizeof *words)]);
        for (uint32_t k = chance(3); k && chance(2); k--) text_add(&t, marks[chance(sizeof marks / sizeof *marks)]);
    }
    const char *s = arena_dup(&arena, text_get(&t));
    text_release(&t);
    return s;
}

static void test_any_text(void **state)
{
    (void)state;
    for (int trial = 0; trial < 1500; trial++) {
        const char *text = any_text();
        double ems = 8 + chance(96) / 4.0;
        enum paragraph_fit fit = fits[chance(3)];
        struct paragraph p = laid_between(&arena, text, fit, ems, fit == PARAGRAPH_BALANCED ? 0 : 2, chance(2) ? EM / 4.0 : 0);
        laid_assert_sound(&p, ems * EM);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_marks_stay_with_their_words, begin, end), cmocka_unit_test_setup_teardown(test_longer_than_the_line, begin, end),
        cmocka_unit_test_setup_teardown(test_words_of_several_parts, begin, end), cmocka_unit_test_setup_teardown(test_addresses, begin, end),
        cmocka_unit_test_setup_teardown(test_titles, begin, end), cmocka_unit_test_setup_teardown(test_adjacent_marks, begin, end),
        cmocka_unit_test_setup_teardown(test_dashes, begin, end), cmocka_unit_test_setup_teardown(test_between_chinese_and_western, begin, end),
        cmocka_unit_test_setup_teardown(test_any_text, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
