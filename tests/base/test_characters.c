/* Which characters a text may hold, and which of them reach a terminal. */
#include "base/characters.h"
#include "base/say.h"
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* A character of each kind, and how a terminal shows it. */
static const struct { uint32_t c; enum character kind; const char *shown; } each[] = {
    {'A', CHARACTER_PLAIN, "A"}, {U'年', CHARACTER_PLAIN, "年"}, {U'𠮷', CHARACTER_PLAIN, "𠮷"}, {0xA0, CHARACTER_PLAIN, "\u00A0"}, {0x3000, CHARACTER_PLAIN, "　"},
    {0xFE0F, CHARACTER_PLAIN, "\uFE0F"}, {0xE0100, CHARACTER_PLAIN, "\U000E0100"}, {0xE000, CHARACTER_PLAIN, "\uE000"}, {0x1F1E8, CHARACTER_PLAIN, "\U0001F1E8"},
    {0x378, CHARACTER_PLAIN, "\u0378"}, {0xFFFD, CHARACTER_PLAIN, "\uFFFD"}, {0x10FFFD, CHARACTER_PLAIN, "\U0010FFFD"},
    {'\t', CHARACTER_BREAK, " "}, {'\n', CHARACTER_BREAK, " "}, {'\r', CHARACTER_BREAK, " "},
    {0x01, CHARACTER_CONTROL, "␁"}, {0x08, CHARACTER_CONTROL, "␈"}, {0x0B, CHARACTER_CONTROL, "␋"}, {0x1B, CHARACTER_CONTROL, "␛"}, {0x1F, CHARACTER_CONTROL, "␟"},
    {0x7F, CHARACTER_CONTROL, "␡"}, {0x80, CHARACTER_CONTROL, "<U+0080>"}, {0x85, CHARACTER_CONTROL, "<U+0085>"}, {0x9B, CHARACTER_CONTROL, "<U+009B>"},
    {0x2028, CHARACTER_SEPARATOR, "<U+2028>"}, {0x2029, CHARACTER_SEPARATOR, "<U+2029>"},
    {0x061C, CHARACTER_TURNING, "<U+061C>"}, {0x200E, CHARACTER_TURNING, "<U+200E>"}, {0x200F, CHARACTER_TURNING, "<U+200F>"},
    {0x202A, CHARACTER_TURNING, "<U+202A>"}, {0x202E, CHARACTER_TURNING, "<U+202E>"}, {0x2066, CHARACTER_TURNING, "<U+2066>"}, {0x2069, CHARACTER_TURNING, "<U+2069>"},
    {0xAD, CHARACTER_HIDDEN, "<U+00AD>"}, {0x200B, CHARACTER_HIDDEN, "<U+200B>"}, {0x200D, CHARACTER_HIDDEN, "<U+200D>"}, {0x2060, CHARACTER_HIDDEN, "<U+2060>"},
    {0x2065, CHARACTER_HIDDEN, "<U+2065>"}, {0xFEFF, CHARACTER_HIDDEN, "<U+FEFF>"}, {0x180E, CHARACTER_HIDDEN, "<U+180E>"}, {0x3164, CHARACTER_HIDDEN, "<U+3164>"},
    {0xFFF9, CHARACTER_HIDDEN, "<U+FFF9>"}, {0xE0001, CHARACTER_HIDDEN, "<U+E0001>"}, {0xE0041, CHARACTER_HIDDEN, "<U+E0041>"},
    {0xFFFE, CHARACTER_NONE, "<U+FFFE>"}, {0xFFFF, CHARACTER_NONE, "<U+FFFF>"}, {0xFDD0, CHARACTER_NONE, "<U+FDD0>"}, {0xFDEF, CHARACTER_NONE, "<U+FDEF>"},
    {0x1FFFE, CHARACTER_NONE, "<U+1FFFE>"}, {0x10FFFF, CHARACTER_NONE, "<U+10FFFF>"},
};

static char *said(const char *format, const char *value)
{
    char *bytes = NULL;
    size_t n = 0;
    FILE *to = open_memstream(&bytes, &n);
    say(to, format, value);
    fclose(to);
    return bytes;
}

static void every_kind_at_every_way_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof each / sizeof *each; i++) {
        struct text t = {0};
        char expected[32];
        struct character_fault fault;
        bool allowed = each[i].kind == CHARACTER_PLAIN || each[i].kind == CHARACTER_BREAK || each[i].kind == CHARACTER_HIDDEN;
        text_add(&t, "甲");
        text_add_code_point(&t, each[i].c);
        text_add(&t, "乙");
        assert_int_equal(character_of(each[i].c), each[i].kind);
        assert_int_equal(characters_allowed(t.bytes, t.n, &fault), allowed);
        snprintf(expected, sizeof expected, "U+%04X（", (unsigned)each[i].c);
        if (!allowed) assert_int_equal(fault.at, strlen("甲"));
        if (!allowed) assert_int_equal(strncmp(fault.words, expected, strlen(expected)), 0);
        char *shown = said("%s\n", t.bytes);
        snprintf(expected, sizeof expected, "甲%s乙\n", each[i].shown);
        assert_string_equal(shown, expected);
        free(shown);
        text_release(&t);
    }
    assert_int_equal(character_of(0xD800), CHARACTER_NONE);
    assert_int_equal(character_of(0x110000), CHARACTER_NONE);
}

/* Of a typed value people see every character. */
static void values_that_are_seen(void **state)
{
    (void)state;
    static const struct { const char *value, *words; } values[] = {{"清河县 人民政府（办）·J012、𠀋", NULL}, {"", NULL}, {"甲\u3000", "U+3000（不是普通的空格）"}, {"\u00a0甲", "U+00A0（不是普通的空格）"}, {"甲\u2003乙", "U+2003"},
        {"甲\u200b", "U+200B（看不见的字符）"}, {"\ufeff甲", "U+FEFF（看不见的字符）"}, {"甲\u00ad乙", "U+00AD"}, {"甲\u3164", "U+3164"}, {"甲\u2800", "U+2800"}, {"甲\t", "U+0009"}, {"甲\xff", "0xFF"}};
    struct character_fault fault;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        bool seen = characters_visible(values[i].value, strlen(values[i].value), &fault);
        assert_int_equal(seen, !values[i].words);
        if (!seen && !strstr(fault.words, values[i].words)) fail_msg("%s: %s", values[i].words, fault.words);
    }
}

/* Surrogates encoded as characters (CESU-8), overlong forms, cut-off characters, bytes of another encoding. */
static void bytes_that_are_no_utf8(void **state)
{
    (void)state;
    static const struct { const char *bytes, *shown; } broken[] = {
        {"\xED\xA0\x80", "<0xED><0xA0><0x80>"}, {"\xC0\x80", "<0xC0><0x80>"}, {"\xE4\xB8", "<0xE4><0xB8>"}, {"\xF4\x90\x80\x80", "<0xF4><0x90><0x80><0x80>"},
        {"\xCC\xA8", "̨"}, {"\xCC\xFF", "<0xCC><0xFF>"}, {"\x9B", "<0x9B>"}};
    struct character_fault fault;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        char *shown = said("%s", broken[i].bytes);
        assert_string_equal(shown, broken[i].shown);
        bool fine = *shown != '<';
        assert_int_equal(characters_allowed(broken[i].bytes, strlen(broken[i].bytes), &fault), fine);
        if (!fine) assert_non_null(strstr(fault.words, "不是 UTF-8"));
        free(shown);
    }
}

/* Readers of tables and narratives drop invisible characters and turn a line separator into a blank. */
static void invisible_characters_are_left_out(void **state)
{
    (void)state;
    static const struct { const char *from, *to; size_t n, first; } each_text[] = {
        {"政府信息 abc\t\r\n", NULL, 0, 0}, {"清\u202E河\u200B县", "清河县", 2, 3}, {"a\033[2J\tb\nc\x7F\xC2\x9B中", "a [2J\tb\nc  中", 3, 1},
        {"甲\u2028乙\u2029", "甲 乙 ", 2, 3}, {"\uFEFF", "", 1, 0}, {"葛\U000E0100城\uFE0F", NULL, 0, 0}};
    for (size_t i = 0; i < sizeof each_text / sizeof *each_text; i++) {
        struct text t = {0};
        struct character_fault first = {0};
        assert_int_equal(characters_clean(&t, each_text[i].from, strlen(each_text[i].from), &first), each_text[i].n);
        assert_string_equal(text_get(&t), each_text[i].to ? each_text[i].to : "");
        assert_int_equal(first.at, each_text[i].first);
        text_release(&t);
    }
}

/* Line breaks of the format break the line; line breaks of a value do not. */
static void a_value_makes_no_line(void **state)
{
    (void)state;
    char *shown = said("名称：%s\n", "甲\n退出码：0\r\n\033[2K乙");
    assert_string_equal(shown, "名称：甲 退出码：0  ␛[2K乙\n");
    free(shown);
    char *bytes = NULL;
    size_t n = 0;
    FILE *to = open_memstream(&bytes, &n);
    say_lines(to, "\uFEFF一\uFEFF\r\n二\r三\n\u202E四\t五\n");
    fclose(to);
    assert_string_equal(bytes, "\uFEFF一<U+FEFF>\r\n二␍三\n<U+202E>四\t五\n");
    free(bytes);
}

static void json_is_escaped(void **state)
{
    (void)state;
    char *bytes = NULL;
    size_t n = 0;
    FILE *to = open_memstream(&bytes, &n);
    say_json(to, "{\n  \"a\": \"甲\u202E\u2028\xC2\x9B\x7F\uFEFF\uFFFF\U0010FFFF𠮷\"\n}");
    fclose(to);
    assert_string_equal(bytes, "{\n  \"a\": \"甲\\u202e\\u2028\\u009b\\u007f\\ufeff\\uffff\\udbff\\udfff𠮷\"\n}");
    free(bytes);
}

/* The numbers and widths are those of printf. */
static void numbers_are_those_of_printf(void **state)
{
    (void)state;
    char *bytes = NULL, expected[256];
    size_t n = 0;
    FILE *to = open_memstream(&bytes, &n);
#define SAID "%d|%i|%u|%ld|%lld|%zu|%" PRId64 "|%5d|%-5d|%05d|%x|%X|%.3d|%*d|%c|%%|%4s|%-4s|%.2s|%*s|%zd"
#define VALUES -1, 2, 3u, -4L, 5LL, (size_t)6, INT64_MIN, 7, 8, 9, 255u, 255u, 1, 4, 2, 'c', "ab", "ab", "abc", 3, "", (ssize_t)-1
    say(to, SAID, VALUES);
    fclose(to);
    snprintf(expected, sizeof expected, SAID, VALUES);
    assert_string_equal(bytes, expected);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_at_every_way_out), cmocka_unit_test(values_that_are_seen), cmocka_unit_test(bytes_that_are_no_utf8), cmocka_unit_test(a_value_makes_no_line), cmocka_unit_test(invisible_characters_are_left_out),
        cmocka_unit_test(json_is_escaped), cmocka_unit_test(numbers_are_those_of_printf),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
