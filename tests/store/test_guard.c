/* The limits on queries of a data folder: the store stops each attack by the work it does and names its place. The functions
 * that replace SQLite's give the same results as SQLite's. */
#include "store/store.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct schema *schema;
static struct store *store;

static int open_store(void **state)
{
    (void)state;
    struct diag diag;
    return schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag) && store_open(&store, NULL, schema, &diag) && store_add_lists(store, PROJECT_SOURCE_DIR "/data/lists", &diag) ? 0 : 1;
}

static int close_store(void **state)
{
    (void)state;
    store_close(store);
    schema_free(schema);
    return 0;
}

/* The first row's first column as text; NULL for NULL. Fails with the diag's words. */
static bool ask(const char *sql, char *out, size_t size, int64_t *rows, struct diag *diag)
{
    struct query *q = NULL;
    bool row = true;
    *rows = 0;
    if (!query_open(&q, store, sql, "rules/X01.yaml", 7, diag)) return false;
    bool ok = true;
    while (ok && (ok = query_next(q, &row, diag)) && row)
        if (!(*rows)++) snprintf(out, size, "%s", query_null(q, 0) ? "NULL" : query_text(q, 0));
    query_close(q);
    return ok;
}

/* N: a thousand numbers. BIG: two texts of 900,000 bytes. tests/faults/queries.py tries the attacks that take seconds. */
#define N "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
#define BIG N ", big(x) AS MATERIALIZED (SELECT replace(printf('%0900000d', 0), '0', 'a') UNION ALL SELECT replace(printf('%0900000d', 1), '0', 'a'))"
static const char steps[] = "查询做了过多的步骤", length[] = "查询得出的文字过长", pattern[] = "不能超过 200 字节", no_text[] = "不是文字", not_allowed[] = "里不能有";

static void attacks_are_stopped(void **state)
{
    (void)state;
    static const struct { const char *sql, *said; } attacks[] = {
        {N " SELECT a.i + b.i + c.i FROM n a, n b, n c", steps},
        {BIG " SELECT count(*) FROM big, n WHERE x || i GLOB '*a*a*a*a*a*a*a*b'", steps},
        {BIG " SELECT x || i FROM big, n", steps},
        {BIG " SELECT length(replace(x, 'a', 'aaaa')) FROM big", length},
        {N " SELECT printf('%2000000d', i) FROM n", length},
        {BIG " SELECT trim(x, x) FROM big", pattern},
        {BIG " SELECT count(*) FROM big WHERE x GLOB x", pattern},
        {"SELECT char(55296)", not_allowed}, {"SELECT char(97, 0, 98)", not_allowed}, {"SELECT CAST(x'ff41' AS TEXT)", not_allowed}, {"SELECT x'41'", no_text},
        {"SELECT '%' LIKE 'a' ESCAPE 'ab'", "应是一个字符"},
        {"SELECT replace_listed('去年', 'no_list')", "没有这张表"}, {"SELECT replace_listed('去年', NULL)", "没有这张表"},
    };
    for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++) {
        struct diag diag = {0};
        char first[64];
        int64_t rows;
        if (ask(attacks[i].sql, first, sizeof first, &rows, &diag)) fail_msg("let through: %s", attacks[i].sql);
        if (!strstr(diag.text, attacks[i].said) || !strstr(diag.text, "rules/X01.yaml:7") || diag.kind != DIAG_INPUT) fail_msg("%s: %s", attacks[i].sql, diag.text);
    }
}

static void assert_first(const char *sql, const char *expected, int64_t n)
{
    struct diag diag = {0};
    char first[64];
    int64_t rows;
    if (!ask(sql, first, sizeof first, &rows, &diag)) fail_msg("%s: %s", sql, diag.text);
    if (strcmp(first, expected) || rows != n) fail_msg("%s: %s (%d rows), not %s", sql, first, (int)rows, expected);
}

/* The results of SQLite 3.40 itself. */
static void functions_agree_with_sqlite(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"instr('年报告', '告')", "3"}, {"instr('年报', '')", "1"}, {"instr('', 'a')", "0"}, {"instr('abc', 'd')", "0"}, {"instr(NULL, 'a')", "NULL"}, {"instr(12345, 34)", "3"},
        {"replace('aaaa', 'aa', 'b')", "bb"}, {"replace('年报', '', 'x')", "年报"}, {"replace('abc', 'b', '')", "ac"}, {"replace('abc', NULL, '')", "NULL"},
        {"replace('abcabc', 'c', '年')", "ab年ab年"}, {"leave_out('甲乙丙丁甲', '乙' || char(31) || '甲丙' || char(31) || '丁')", "甲"}, {"leave_out('甲乙', '甲' || char(10) || '乙')", "甲乙"},
        {"leave_out('甲乙', '')", "甲乙"}, {"leave_out(NULL, '甲')", "NULL"},
        {"replace_listed('去年、去年和上一年', 'claim_fillers')", "上年、上年和上年"}, {"replace_listed(NULL, 'claim_fillers')", "NULL"}, {"trim('  a ')", "a"}, {"ltrim('。；年。', '；。')", "年。"}, {"rtrim('年。；', '。')", "年。；"}, {"rtrim('年。；', '。；')", "年"},
        {"trim('aaa', 'a')", ""}, {"trim('abc', '')", "abc"}, {"trim(NULL, 'a')", "NULL"}, {"'年报' LIKE '_报'", "1"}, {"'ABC' LIKE 'a%'", "1"}, {"'ABC' GLOB 'a*'", "0"},
        {"'a%b' LIKE 'a!%b' ESCAPE '!'", "1"}, {"'axb' LIKE 'a!%b' ESCAPE '!'", "0"}, {"NULL LIKE 'a'", "NULL"}, {"'年报告' GLOB '*[报]告'", "1"}, {"'年' NOT GLOB '年*'", "0"},
        {"printf('%d/%02d/%s', 5, 7, '年')", "5/07/年"}, {"printf('%5.1f|%-4d|%+d', 2.25, 3, 4)", "  2.3|3   |+4"}, {"printf('%,d', 1234567)", "1,234,567"}, {"printf('%*d', 4, 7)", "   7"},
        {"printf('%d%%', 50)", "50%"}, {"printf('%s|%d', NULL)", "|0"}, {"printf('%c', '年报')", "年"}, {"printf('%q %Q', 'a''b', NULL)", "a''b NULL"}, {"printf('%x', 255)", "ff"},
        {"printf('%d', 9007199254740993)", "9007199254740993"}, {"printf('%d', '12件')", "12"}, {"format('a')", "a"}, {"printf('%.3s', 'abcdef')", "abc"}};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        char sql[256];
        snprintf(sql, sizeof sql, "SELECT %s", same[i][0]);
        assert_first(sql, same[i][1], 1);
    }
}

/* A text that first comes in the middle of the rows makes the query begin again: it repeats no row and omits none. */
static void long_texts_are_whole(void **state)
{
    (void)state;
    static const char *const makes[] = {
        "printf('%*d', n, i)", "printf('%s', printf('%*d', n, i))", "replace(printf('%*d', n, 0), ' ', 'a')", "printf('%*d', n - 1, i) || 'a'", "upper(printf('%*d', n, i))",
        "substr(printf('%*d', n + 5, i), 6)", "trim('b' || printf('%*d', n, i), 'b')", "lower(printf('%*d', n, i))", "coalesce(NULL, printf('%*d', n, i))", "max('', printf('%*d', n, i))",
        "(SELECT group_concat(t.x, '') FROM (SELECT printf('%*d', n / 2, i) AS x UNION ALL SELECT printf('%*d', n - n / 2, i)) t)", "CAST(printf('%*d', n, i) AS TEXT)"};
    static const int sizes[] = {4095, 4096, 4097, 5000, 16385, 70000};
    for (size_t i = 0; i < sizeof makes / sizeof *makes; i++)
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            char sql[1024], expected[32];
            snprintf(sql, sizeof sql, "WITH s(i, n) AS (SELECT 1, 10 UNION ALL SELECT 2, 20 UNION ALL SELECT 3, %d UNION ALL SELECT 4, 40) SELECT sum(length(%s)) FROM s", sizes[k], makes[i]);
            snprintf(expected, sizeof expected, "%d", sizes[k] + 70);
            assert_first(sql, expected, 1);
        }
    assert_first("SELECT length(printf('%1048576d', 1))", "1048576", 1);
    assert_first("WITH s(i, n) AS (SELECT 1, 10 UNION ALL SELECT 2, 20 UNION ALL SELECT 3, 1000000 UNION ALL SELECT 4, 5000) SELECT 'r' || i, printf('%*d', n, i) FROM s", "r1", 4);
    assert_first("WITH s(i, n) AS (SELECT 1, 10 UNION ALL SELECT 2, 20 UNION ALL SELECT 3, 1000000) SELECT i FROM s ORDER BY printf('%*d', n, i) DESC", "1", 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(attacks_are_stopped), cmocka_unit_test(functions_agree_with_sqlite), cmocka_unit_test(long_texts_are_whole)};
    return cmocka_run_group_tests(tests, open_store, close_store);
}
