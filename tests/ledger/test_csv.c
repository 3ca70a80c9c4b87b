/* RFC 4180 and the ways in which files deviate from it. */
#include "base/memory.h"
#include "ledger/rows/csv.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* "1:a|b\n2:c|" … or the line and the message of the fault. */
static char *read_all(const char *csv)
{
    char *copy = memory_dup(csv);
    struct raw_rows *rows = csv_open(copy, strlen(copy));
    struct raw_row row;
    struct fault fault;
    struct text out = {0};
    enum raw_result result;
    while ((result = rows->next(rows, &row, &fault)) == RAW_ROW) {
        text_printf(&out, "%lld:", (long long)row.line);
        for (size_t i = 0; i < row.n; i++) text_printf(&out, "%s%.*s", i ? "|" : "", (int)row.cells[i].n, row.cells[i].s);
        text_add_char(&out, '\n');
    }
    if (result == RAW_BROKEN) text_printf(&out, "%s %lld", fault.id, (long long)fault.line);
    rows->close(rows);
    free(copy);
    char *s = memory_dup(text_get(&out));
    text_release(&out);
    return s;
}

static void gives(const char *csv, const char *expected)
{
    char *got = read_all(csv);
    assert_string_equal(got, expected);
    free(got);
}

static void plain(void **state)
{
    (void)state;
    gives("", "");
    gives("a,b\nc,d\n", "1:a|b\n2:c|d\n");
    gives("a,b\nc,d", "1:a|b\n2:c|d\n");
    gives("a,b\r\nc,d\r\n", "1:a|b\n2:c|d\n");
    gives("a,b\rc,d\r", "1:a|b\n2:c|d\n");
    gives("a,,\n,\n", "1:a||\n2:|\n");
    gives("a\n\nb\n", "1:a\n2:\n3:b\n");
    gives("a,", "1:a|\n");
    gives("关于\"放管服\"的信息,b\n", "1:关于\"放管服\"的信息|b\n");
}

static void quoted(void **state)
{
    (void)state;
    gives("\"a,b\",\"c\"\n", "1:a,b|c\n");
    gives("\"a\"\"b\",\"\"\"\",\"\"\n", "1:a\"b|\"|\n");
    gives("\"一\"\"二\"\"三\"\"\",x\n", "1:一\"二\"三\"|x\n");
    gives("\"a\nb\",c\nd,e\n", "1:a\nb|c\n3:d|e\n");
    gives("\"a\r\nb\r\nc\"\r\nd\r\n", "1:a\r\nb\r\nc\n4:d\n");
    gives("\"a\rb\"\rd", "1:a\rb\n3:d\n");
    gives("\"a\"", "1:a\n");
}

static void broken(void **state)
{
    (void)state;
    gives("a,b\nc,\"d\ne,f\n", "1:a|b\nS03 2");
    gives("a\n\"b\nc\"d,e\n", "1:a\nS03 2");
    gives("\"", "S03 1");
    gives("a\n\n\"b\"\"\nc\n", "1:a\n2:\nS03 3");
}

static void bounds(void **state)
{
    (void)state;
    char *wide = memory_alloc(10001);
    memset(wide, ',', 10000);
    gives(wide, "S03 1");
    free(wide);
    size_t n = RAW_MAX_CELL_BYTES + 10;
    char *tall = memory_alloc(n + 1);
    memset(tall, 'x', n);
    memcpy(tall, "a\n", 2);
    gives(tall, "1:a\nS03 2");
    free(tall);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(plain), cmocka_unit_test(quoted), cmocka_unit_test(broken), cmocka_unit_test(bounds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
