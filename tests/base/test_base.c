/* Decimals, texts, YAML, settings, digests, interning. */
#include "base/apart.h"
#include "base/decimal.h"
#include "base/digest.h"
#include "base/hash.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/overlap.h"
#include "base/settings.h"
#include "base/text.h"
#include "base/today.h"
#include "base/yaml.h"
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static void decimals_keep_their_digits(void **state)
{
    (void)state;
    static const char *const exact[] = {"0", "12.50", "24252.311082", "-0.5", "9223372036854.775807", "0.000001"};
    struct decimal d;
    char shown[DECIMAL_TEXT];
    for (size_t i = 0; i < sizeof exact / sizeof *exact; i++) {
        assert_true(decimal_parse(exact[i], &d));
        assert_string_equal(decimal_format(d, shown), exact[i]);
    }
    static const char *const bad[] = {"", "-", ".5", "5.", "1,000", "1.2345678", "1e3", "+1", "0x1", "99999999999999999999", "1 "};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(decimal_parse(bad[i], &d));
}

static void decimals_add_and_subtract_exactly(void **state)
{
    (void)state;
    struct decimal a, b, sum;
    char shown[DECIMAL_TEXT];
    assert_true(decimal_parse("0.1", &a));
    assert_true(decimal_parse("0.20", &b));
    assert_true(decimal_add(a, b, &sum));
    assert_string_equal(decimal_format(sum, shown), "0.30");
    assert_true(decimal_subtract(a, b, &sum));
    assert_string_equal(decimal_format(sum, shown), "-0.10");
    assert_string_equal(decimal_format(decimal_size(sum), shown), "0.10");
    assert_true(decimal_parse("9223372036854775807", &a) && decimal_parse("1", &b));
    assert_false(decimal_add(a, b, &sum));
    assert_true(decimal_subtract(b, a, &sum));
    assert_false(decimal_subtract(sum, a, &sum));
    assert_true(decimal_parse("1.5", &a));
    assert_false(decimal_rescale(a, 0, &sum));
    assert_true(decimal_rescale(a, 6, &sum));
    assert_int_equal(sum.value, 1500000);
}

static void broken_utf8_is_found(void **state)
{
    (void)state;
    size_t bad;
    assert_true(utf8_valid("年报", 6, &bad));
    assert_false(utf8_valid("a\xE5\xB9", 3, &bad));
    assert_int_equal(bad, 1);
    assert_false(utf8_valid("\xC0\xAF", 2, &bad));
    assert_false(utf8_valid("\xED\xA0\x80", 3, &bad));
    uint32_t c;
    assert_int_equal(utf8_next("𬌗", 4, &c), 4);
    assert_int_equal(c, 0x2C317);
    assert_int_equal(utf8_next("\xFF", 1, &c), 1);
    assert_int_equal(c, 0xFFFD);
}

static void integers_are_written_as_printf_would(void **state)
{
    (void)state;
    static const int64_t all[] = {0, 7, 10, -1, 99, 1234567890, INT64_MAX, INT64_MIN, INT64_MIN + 1};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char digits[TEXT_INTEGER], wanted[TEXT_INTEGER];
        struct text t = {0};
        snprintf(wanted, sizeof wanted, "%" PRId64, all[i]);
        assert_string_equal(text_integer(all[i], digits), wanted);
        text_add_integer(&t, all[i]);
        assert_string_equal(text_get(&t), wanted);
        text_release(&t);
    }
}

static void thousandths_have_no_zeroes_at_their_end(void **state)
{
    (void)state;
    static const struct { int64_t number; const char *wanted; } all[] = {
        {0, "0"}, {1, "0.001"}, {-1, "-0.001"}, {10, "0.01"}, {-500, "-0.5"}, {999, "0.999"}, {1000, "1"}, {-1000, "-1"}, {12340, "12.34"}, {297000, "297"},
        {-12345, "-12.345"}, {INT64_MAX, "9223372036854775.807"}, {INT64_MIN, "-9223372036854775.808"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct text t = {0};
        text_add_thousandths(&t, all[i].number);
        assert_string_equal(text_get(&t), all[i].wanted);
        text_release(&t);
    }
}

static void a_cleared_arena_is_as_new(void **state)
{
    (void)state;
    enum { LARGE = 200000 };
    struct arena a = {0};
    for (int round = 0; round < 3; round++) {
        for (size_t size = 1; size < LARGE; size = size * 3 + 1) {
            char *p = arena_alloc(&a, size);
            for (size_t i = 0; i < size; i++) assert_int_equal(p[i], 0);
            memset(p, 'x', size);
        }
        arena_clear(&a);
    }
    arena_release(&a);
    arena_clear(&a);
    assert_null(a.blocks);
}

static void number_names(struct intern *all)
{
    char name[32];
    for (int round = 0; round < 2; round++)
        for (int i = 1; i <= 1000; i++) {
            int n = snprintf(name, sizeof name, "A1|申请人%d", i);
            assert_int_equal(intern_number(all, name, (size_t)n), i);
            assert_int_equal(intern_find(all, name, (size_t)n), i);
        }
    assert_int_equal(intern_find(all, "A1|无", 6), 0);
    assert_int_equal(intern_number(all, "", 0), 1001);
    const struct intern_key key = intern_expect(all, "\0", 1), other = intern_expect(all, "\0\0", 2);
    assert_int_equal(intern_number_of(all, key, "\0", 1), 1002);
    assert_int_equal(intern_number_of(all, other, "\0\0", 2), 1003);
    assert_int_equal(intern_number(all, "\0", 1), 1002);
    intern_free(all);
}

static void names_get_numbers_in_order(void **state)
{
    (void)state;
    number_names(intern_new());
    number_names(intern_new_hashed());
}

/* As OpenSSL's SIPHASH of 16 bytes, with one round and three. */
static void keyed_hashes_are_siphash(void **state)
{
    (void)state;
    static const struct hash_key key = {0x0706050403020100u, 0x0F0E0D0C0B0A0908u};
    static const struct { size_t n; uint64_t first, second; } all[] = {
        {0, 0xBEA58827B2BC7EE7u, 0x013030DD6ADB62FDu}, {1, 0xA8EDD36004376FFCu, 0x63F02F2BCC73055Eu},
        {8, 0xB4DAE3D5E1FE12AAu, 0x99C7F935AB164F72u}, {15, 0x6C52BDB205557EC1u, 0x09017E1EECCD2129u},
    };
    char bytes[16];
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (char)i;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const struct hash_wide hash = hash_keyed(&key, bytes, all[i].n);
        assert_true(hash.first == all[i].first && hash.second == all[i].second);
    }
}

static char *write_file(const char *text)
{
    char *path = memory_dup("/tmp/nianbao-test-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
    return path;
}

static void digests_are_the_published_ones(void **state)
{
    (void)state;
    static const char sha256[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    struct digests d;
    struct diag diag;
    char hex[DIGEST_HEX], *path = write_file("abc");
    digest_sha256("abc", 3, hex);
    assert_string_equal(hex, sha256);
    assert_true(digest_file(path, true, &d, &diag));
    assert_string_equal(d.sha256, sha256);
    assert_string_equal(d.sm3, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    assert_int_equal(d.size, 3);
    assert_true(digest_file(path, false, &d, &diag));
    assert_string_equal(d.sha256, sha256);
    assert_string_equal(d.sm3, "");
    unlink(path);
    free(path);
}

static void yaml_faults_carry_their_line(void **state)
{
    (void)state;
    struct { const char *text, *line; } bad[] = {{"a: 1\nb: [1, 2\n", ":2:"}, {"a: 1\nb: 2\na: 3\n", ":3: “a”写了两次"},
        {"# one\n---\na: 1\n---\nb: 2\n", ":4: 一个文件只能有一份内容"}, {"a: 1\n...\n---\n", ":3: 一个文件只能有一份内容"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char *path = write_file(bad[i].text);
        struct yaml *y;
        struct diag diag;
        assert_false(yaml_load(&y, path, &diag));
        assert_non_null(strstr(diag.text, bad[i].line));
        unlink(path);
        free(path);
    }
}

/* What an office gets to read of a slip in a file of its own: the line, and what to do, in Chinese alone. */
static void yaml_says_what_to_do(void **state)
{
    (void)state;
    static const struct { const char *bytes; int line; const char *words; } cases[] = {
        {"a: 1\nb: \xc8\xab\xd7\xda\n", 2, "另存为 UTF-8"},
        {"a: 1\nb: x: y\n", 2, "这里不应有冒号"},
        {"a: 1\n全宗号 J012\nc: 1\n", 2, "半角的冒号"},
        {"a: 1\n全宗号：J012\nc: 1\n", 2, "半角的冒号"},
        {"a: 1\n\tb: 2\n", 2, "制表符"},
        {"a: 1\nb: @x\n", 2, "要加引号"},
        {"a: 1\nb: [x, y\nc: 1\n", 2, "后面缺少 ]"},
        {"a: {x: 1, y: 2\n", 1, "后面缺少 }"},
        {"b: 1\na: 'x\nb: 1\n", 2, "引号没有配对"},
        {"a: \"C:\\wps\"\n", 1, "单引号"},
        {"a: *\n", 1, "以 * & 开头"},
        {"a: *x\n", 1, "以 * 开头"},
        {"a: &\n", 1, "以 * & 开头"},
        {"a: &x 1\nb: &x 2\n", 2, "写了两次"},
        {"a: 'x' y\n", 1, "引号后面还有文字"},
        {"a: 1\n b: 2\n", 2, "缩进不对"},
        {"- a\nb: 2\n", 2, "缩进对齐"},
        {"a: - b\n", 1, "另起一行"},
        {"a: |x\n", 1, "后面不能有文字"},
        {"a: 1\nb: \x01\n", 2, "控制字符"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct diag diag;
        struct yaml *y;
        char path[] = "/tmp/yaml-XXXXXX", at[64];
        int fd = mkstemp(path);
        assert_true(fd >= 0 && write(fd, cases[i].bytes, strlen(cases[i].bytes)) > 0 && !close(fd));
        assert_false(yaml_load(&y, path, &diag));
        unlink(path);
        snprintf(at, sizeof at, "%s:%d: ", path, cases[i].line);
        if (strncmp(diag.text, at, strlen(at)) || !strstr(diag.text, cases[i].words)) print_message("%s\n%s\n", cases[i].bytes, diag.text), fail();
    }
}

static void yaml_flags_are_true_or_false(void **state)
{
    (void)state;
    const struct { const char *text; bool right, flag; } cases[] = {{"core: true\n", true, true}, {"core: false\n", true, false}, {"people: true\n", true, false},
                                                                    {"core: yes\n", false, false}, {"core:\n", false, false}, {"core: [true]\n", false, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *path = write_file(cases[i].text);
        struct yaml *y = NULL;
        struct diag diag;
        bool flag = true;
        assert_true(yaml_load(&y, path, &diag));
        assert_int_equal(yaml_flag(y, yaml_root(y), "core", &flag, &diag), cases[i].right);
        if (cases[i].right) assert_int_equal(flag, cases[i].flag);
        else assert_non_null(strstr(diag.text, ":1: core 应是 true 或 false"));
        yaml_close(y);
        unlink(path);
        free(path);
    }
}

static void settings_can_be_overridden_but_not_invented(void **state)
{
    (void)state;
    static const char shipped[] = PROJECT_SOURCE_DIR "/data/settings.yaml";
    struct settings *s, *t;
    struct diag diag;
    char *own = write_file("font.body: /x/仿宋.ttf\n"), *unknown = write_file("font.boby: x\n");
    assert_true(settings_load(&s, shipped, NULL, &diag));
    assert_true(settings_load(&t, shipped, own, &diag));
    assert_string_equal(settings_text(t, "font.body"), "/x/仿宋.ttf");
    assert_string_not_equal(settings_hash(s), settings_hash(t));
    settings_free(s);
    settings_free(t);
    assert_false(settings_load(&s, shipped, unknown, &diag));
    assert_non_null(strstr(diag.text, "font.boby"));
    unlink(own);
    unlink(unknown);
    free(own);
    free(unknown);
}

static void settings_are_proved(void **state)
{
    (void)state;
    static const char shipped[] = PROJECT_SOURCE_DIR "/data/settings.yaml";
    static const struct { const char *own, *word; } refused[] = {
        {"compare.cases: many\n", "“compare.cases”应是整数"}, {"layout.quarter_space: maybe\n", "“layout.quarter_space”应是 yes 或 no"}, {"layout.quarter_space:\n", "应是"}};
    struct settings *s;
    struct diag diag;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        char *own = write_file(refused[i].own);
        assert_false(settings_load(&s, shipped, own, &diag));
        assert_non_null(strstr(diag.text, refused[i].word));
        unlink(own);
        free(own);
    }
    assert_true(settings_load(&s, shipped, NULL, &diag));
    assert_true(settings_is(s, "layout.quarter_space"));
    settings_free(s);
    char *no = write_file("layout.quarter_space: no\n");
    assert_true(settings_load(&s, shipped, no, &diag));
    assert_false(settings_is(s, "layout.quarter_space"));
    settings_free(s);
    unlink(no);
    free(no);
}

static void overlap_looks_at_words_alone(void **state)
{
    (void)state;
    assert_int_equal(overlap_percent("公开工作机制还不够健全", "公开工作机制还不够健全"), 100);
    assert_int_equal(overlap_percent("公开工作机制还不够健全", "公开工作机制还不够完善"), 71);
    assert_int_equal(overlap_percent("2024年收到申请12件，办结11件。", "2025年收到申请9件，办结 8 件！"), 100);
    assert_int_equal(overlap_percent("公开工作机制", "完全是别的一句话"), 0);
    assert_int_equal(overlap_percent("太短了", "太短了"), 0);
    assert_int_equal(overlap_percent("", ""), 0);
}

static void an_epoch_replaces_the_clock(void **state)
{
    (void)state;
    struct diag diag;
    int64_t seconds = 0;
    bool fixed = false;
    setenv("SOURCE_DATE_EPOCH", "1768888800", 1);
    assert_true(today_seconds(&seconds, &fixed, &diag) && fixed && seconds == 1768888800);
    for (const char *const *bad = (const char *const[]){"-1", "253402300800", "99999999999999999999", "12h", NULL}; *bad; bad++) {
        setenv("SOURCE_DATE_EPOCH", *bad, 1);
        assert_false(today_seconds(&seconds, &fixed, &diag));
        assert_int_equal(diag.kind, DIAG_USAGE);
    }
    setenv("SOURCE_DATE_EPOCH", "", 1);
    assert_true(today_seconds(&seconds, &fixed, &diag) && !fixed && seconds > 1768888800);
    unsetenv("SOURCE_DATE_EPOCH");
}

static void long_names_lose_their_middle(void **state)
{
    (void)state;
    struct text t = {0};
    text_add_within(&t, "江州市财政局", 6);
    assert_string_equal(text_get(&t), "江州市财政局");
    text_clear(&t);
    text_add_within(&t, "江州市清河县第一分局", 7);
    assert_string_equal(text_get(&t), "江州…第一分局");
    text_release(&t);
}

static void only_shared_names_get_their_codes(void **state)
{
    (void)state;
    static const struct coded_name list[] = {{"民政局", "1"}, {"财政局", "2"}, {"民政局", "3"}, {"民政局", NULL}, {"审计局", "4"}, {"审计局", "4"}, {"教育局", NULL}, {"教育局", NULL}};
    static const char *const shown[] = {"民政局（1）", "财政局", "民政局（3）", "民政局", "审计局", "审计局", "教育局", "教育局"};
    struct arena a = {0};
    const char **got = names_apart(&a, list, sizeof list / sizeof *list);
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) assert_string_equal(got[i], shown[i]);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_names_lose_their_middle), cmocka_unit_test(decimals_keep_their_digits), cmocka_unit_test(decimals_add_and_subtract_exactly), cmocka_unit_test(broken_utf8_is_found),
        cmocka_unit_test(names_get_numbers_in_order), cmocka_unit_test(keyed_hashes_are_siphash), cmocka_unit_test(integers_are_written_as_printf_would), cmocka_unit_test(thousandths_have_no_zeroes_at_their_end),
        cmocka_unit_test(a_cleared_arena_is_as_new), cmocka_unit_test(digests_are_the_published_ones),
        cmocka_unit_test(yaml_faults_carry_their_line), cmocka_unit_test(yaml_says_what_to_do), cmocka_unit_test(yaml_flags_are_true_or_false), cmocka_unit_test(settings_can_be_overridden_but_not_invented), cmocka_unit_test(settings_are_proved), cmocka_unit_test(overlap_looks_at_words_alone),
        cmocka_unit_test(an_epoch_replaces_the_clock), cmocka_unit_test(only_shared_names_get_their_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
