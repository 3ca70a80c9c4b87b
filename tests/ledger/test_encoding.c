/* All bytes of a file together decide its encoding; the reader never guesses. */
#include "ledger/rows/encoding.h"
#include "ledger_fixture.h"

static struct fixture f;

static int set_up(void **state)
{
    (void)state;
    f = fixture_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_release(&f);
    return 0;
}

/* The text, or id, line and words of the fault; *encoding as found. */
static void reads(const char *bytes, size_t n, const char *forced, const char *encoding, const char *expected)
{
    char path[128];
    struct encoded_text t;
    struct fault fault;
    fixture_put(&f, "text", bytes, n);
    snprintf(path, sizeof path, "%s/text", f.folder);
    struct text got = {0};
    if (encoding_open(&t, path, forced, &fault)) {
        assert_string_equal(t.encoding, encoding);
        text_add_n(&got, t.text, t.n);
        encoding_close(&t);
    } else {
        assert_null(encoding);
        text_printf(&got, "%s %lld %s", fault.id, (long long)fault.line, fault.text);
    }
    fixture_remove(&f, "text");
    assert_string_equal(text_get(&got), expected);
    text_release(&got);
}
#define READS(bytes, ...) reads(bytes, sizeof bytes - 1, __VA_ARGS__)

static void found(void **state)
{
    (void)state;
    READS("", NULL, "UTF-8", "");
    READS("abc", NULL, "UTF-8", "abc");
    READS("申请,𠀀", NULL, "UTF-8", "申请,𠀀");
    READS("\xEF\xBB\xBF申请", NULL, "UTF-8", "申请");
    READS("\xC9\xEA\xC7\xEB,1", NULL, "GB18030", "申请,1");
    READS("\x95\x32\x82\x36\xC9\xEA", NULL, "GB18030", "𠀀申");
    READS("\xFF\xFE\x33\x75\xF7\x8B", NULL, "UTF-16LE", "申请");
    READS("\xFE\xFF\x75\x33\x8B\xF7", NULL, "UTF-16BE", "申请");
}

static void refused(void **state)
{
    (void)state;
    READS("\xEF\xBB\xBF" "a\n\xC9\xEA", NULL, NULL, "S02 2 第 6 个字节起不是 UTF-8 编码");
    READS("PK\3\4\x14", NULL, NULL, "S02 0 是不完整的压缩文件或工作簿（可能没有传完），不是文本");
    READS("\x09\x08\x10\0", NULL, NULL, "S02 0 是旧格式的工作簿（.xls、.et），只是名称改成了文本文件的");
    READS("<html><table>", "GB18030", NULL, "S02 0 是网页（HTML），不是文本");
    READS("申请\nab\xFF\xFF", NULL, NULL, "S02 2 第 10 个字节起不是 UTF-8 编码，第 10 个字节起不是 GB18030 编码");
    READS("a\nb\0c", NULL, NULL, "S02 2 文件里有空字节（NUL），不是文本");
    READS("\xFF\xFE\x33", NULL, NULL, "S02 1 第 3 个字节起不是 UTF-16LE 编码");
    READS("\x33\x75\xF7\x8B\x00", NULL, NULL, "S02 1 文件里有空字节（NUL），不是文本");
    /* Overlong forms and surrogates are no UTF-8. */
    READS("\xC0\x80", "UTF-8", NULL, "S02 1 第 1 个字节起不是 UTF-8 编码");
    READS("\xED\xA0\x80", "UTF-8", NULL, "S02 1 第 1 个字节起不是 UTF-8 编码");
}

/* Both byte orders, characters beyond the first plane, U+FEFF in the middle, where it is no mark; cut-off texts and lone surrogates. */
static void utf16(void **state)
{
    (void)state;
    READS("\xFF\xFE", NULL, "UTF-16LE", "");
    READS("\xFF\xFE\x40\xD8\x00\xDC\x2C\x00", NULL, "UTF-16LE", "𠀀,");
    READS("\xFE\xFF\xD8\x40\xDC\x00\x00\x2C", NULL, "UTF-16BE", "𠀀,");
    READS("\xFF\xFE\x33\x75\xFF\xFE\xF7\x8B", NULL, "UTF-16LE", "申\xEF\xBB\xBF请");
    READS("\xFE\xFF\x75", NULL, NULL, "S02 1 第 3 个字节起不是 UTF-16BE 编码");
    READS("\xFF\xFE\x33\x75\x0A\x00\x40", NULL, NULL, "S02 2 第 7 个字节起不是 UTF-16LE 编码");
    READS("\xFF\xFE\x40\xD8", NULL, NULL, "S02 1 第 3 个字节起不是 UTF-16LE 编码");
    READS("\xFF\xFE\x40\xD8\x33\x75", NULL, NULL, "S02 1 第 3 个字节起不是 UTF-16LE 编码");
    READS("\xFF\xFE\x33\x75\x00\xDC", NULL, NULL, "S02 1 第 5 个字节起不是 UTF-16LE 编码");
    READS("\xFE\xFF\xD8\x40\x75\x33", NULL, NULL, "S02 1 第 3 个字节起不是 UTF-16BE 编码");
    READS("\xFE\xFF\xDC\x00\xD8\x40", NULL, NULL, "S02 1 第 3 个字节起不是 UTF-16BE 编码");
    READS("\xFF\xFE\x33\x75\x00\x00", NULL, NULL, "S02 1 文件里有空字节（NUL），不是文本");
    READS("\xFF\xFE\x00\x00\x33\x75\x00\x00", NULL, NULL, "S02 1 文件里有空字节（NUL），不是文本");
    READS("\xFF\xFE\x33\x75", "UTF-16", "UTF-16", "申");
    READS("\xFE\xFF\x75\x33", "UTF-16", "UTF-16", "申");
}

static void gb18030(void **state)
{
    (void)state;
    READS("\x81\x30\x81\x30", NULL, "GB18030", "\xC2\x80");
    READS("\x84\x31\x95\x33\xC9\xEA", NULL, "GB18030", "\xEF\xBB\xBF申");
    READS("\xC9\xEA\n\x95\x32\x82", NULL, NULL, "S02 2 第 1 个字节起不是 UTF-8 编码，第 4 个字节起不是 GB18030 编码");
    READS("\xC9\xEA,\xC9", NULL, NULL, "S02 1 第 1 个字节起不是 UTF-8 编码，第 4 个字节起不是 GB18030 编码");
    READS("\xC9\xEA\x95\x32\x82\x2C", NULL, NULL, "S02 1 第 1 个字节起不是 UTF-8 编码，第 3 个字节起不是 GB18030 编码");
    READS("\xE3\x32\x9A\x36", NULL, NULL, "S02 1 第 1 个字节起不是 UTF-8 编码，第 1 个字节起不是 GB18030 编码");
    READS("\xC9\xEA\x80", NULL, NULL, "S02 1 第 1 个字节起不是 UTF-8 编码，第 3 个字节起不是 GB18030 编码");
    /* The reader mends nothing: it refuses a file of both encodings, unless all of its bytes are valid GB18030. */
    READS("申\n\xC9\xEA", NULL, NULL, "S02 2 第 5 个字节起不是 UTF-8 编码，第 3 个字节起不是 GB18030 编码");
    READS("申\xEF\xBB\xBF请", NULL, "UTF-8", "申\xEF\xBB\xBF请");
    READS("\xEF\xBB\xBF\xEF\xBB\xBF申", NULL, "UTF-8", "\xEF\xBB\xBF申");
    READS("\xEF\xBB", NULL, "GB18030", "锘");
    READS("\xEF\xBB\xBF", NULL, "UTF-8", "");
}

/* UTF-8, four-byte GB18030 and UTF-16 can each encode noncharacters. */
static void no_characters(void **state)
{
    (void)state;
    READS("a\n申\xEF\xBF\xBF", NULL, NULL, "S02 2 文件里有 U+FFFF（不是字符）");
    READS("\xEF\xB7\x90", NULL, NULL, "S02 1 文件里有 U+FDD0（不是字符）");
    READS("\xF0\x9F\xBF\xBE", "UTF-8", NULL, "S02 1 文件里有 U+1FFFE（不是字符）");
    READS("\xC9\xEA\n\n\x84\x31\xA4\x39", NULL, NULL, "S02 3 文件里有 U+FFFF（不是字符）");
    READS("\xE3\x32\x9A\x35", "GB18030", NULL, "S02 1 文件里有 U+10FFFF（不是字符）");
    READS("\xFF\xFE\x33\x75\xFE\xFF", NULL, NULL, "S02 1 文件里有 U+FFFE（不是字符）");
    READS("\xFE\xFF\xFD\xEF", NULL, NULL, "S02 1 文件里有 U+FDEF（不是字符）");
    READS("a\0\xEF\xBF\xBF", NULL, NULL, "S02 1 文件里有空字节（NUL），不是文本");
    READS("\xEF\xBF\xBD\xEE\x80\x80", NULL, "UTF-8", "\xEF\xBF\xBD\xEE\x80\x80");
}

static void forced(void **state)
{
    (void)state;
    READS("\xEF\xBB\xBF申", "UTF-8", "UTF-8", "申");
    READS("\xC9\xEA\xC7", "GB18030", NULL, "S02 1 第 3 个字节起不是 GB18030 编码");
    READS("\xEF\xBB\xBF申a", "UTF-16LE", NULL, "S02 1 第 7 个字节起不是 UTF-16LE 编码");
    READS("\xC9\xEA\xC7\xEB", "GBK", "GBK", "申请");
    READS("\xC9\xEA", "utf-8", NULL, "S02 1 第 1 个字节起不是 UTF-8 编码");
    READS("申", "BIG5", NULL, "S02 1 第 1 个字节起不是 BIG5 编码");
    READS("\xFF\xFE\x33\x75", "UTF-16LE", "UTF-16LE", "申");
    READS("a", "火星文", NULL, "S02 0 不认识编码“火星文”");
    READS("a\xC9", "ASCII//IGNORE", NULL, "S02 0 不认识编码“ASCII//IGNORE”");
}

static void unreadable(void **state)
{
    (void)state;
    struct encoded_text t;
    struct fault fault;
    assert_false(encoding_open(&t, "/nowhere/x.csv", NULL, &fault));
    assert_string_equal(fault.id, "S01");
    assert_false(encoding_open(&t, f.folder, NULL, &fault));
    assert_string_equal(fault.text, "不是普通文件");
}

/* The fast path for Han characters must find a broken one at every position. */
static void every_offset(void **state)
{
    (void)state;
    char bytes[64];
    for (size_t at = 0; at < 60; at += 3) {
        for (size_t i = 0; i < 60; i += 3) memcpy(bytes + i, "中", 3);
        bytes[at + 1] = 'x';
        size_t bad = 99;
        assert_false(utf8_valid(bytes, 60, &bad));
        assert_int_equal(bad, at);
        assert_false(utf8_valid("中中中", 8, &bad));
        assert_int_equal(bad, 6);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(found), cmocka_unit_test(refused), cmocka_unit_test(utf16), cmocka_unit_test(gb18030), cmocka_unit_test(no_characters), cmocka_unit_test(forced), cmocka_unit_test(unreadable), cmocka_unit_test(every_offset),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
