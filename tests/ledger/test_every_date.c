/* Every day of twenty years in every accepted notation is read as that day or refused, never read as another. Every string
 * of six to eight digits has exactly the readings of the days that are written so. */
#include "calendar/civil.h"
#include "ledger/values/value_date.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { FIRST = 2008, LAST = 2027 };

static struct slice of(const char *s) { return (struct slice){s, strlen(s)}; }

static int today(void) { return civil_day(2026, 6, 30); }

/* ---- notations ---- */

static const char *const chinese[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
static const char *const wide[] = {"０", "１", "２", "３", "４", "５", "６", "７", "８", "９"};

static const char *digits(int n, int width, const char *const words[], char *out)
{
    char plain[16], *end = out;
    snprintf(plain, sizeof plain, "%0*d", width, n);
    *end = 0;
    for (const char *p = plain; *p; p++) end = stpcpy(end, words[*p - '0']);
    return out;
}

/* 三十一; with `short_tens` 卅一. */
static const char *value(int n, bool short_tens, char *out)
{
    static const char *const tens[] = {"", "十", "二十", "三十"}, *const shorts[] = {"", "十", "廿", "卅"};
    snprintf(out, 16, "%s%s", short_tens ? shorts[n / 10] : tens[n / 10], n % 10 ? chinese[n % 10] : "");
    return out;
}

struct day { int year, month, day, number; };

static void write_notation(int which, struct day d, char *s, size_t n)
{
    static const char *const formats[] = {
        "%04d-%02d-%02d", "%d-%d-%d", "%d/%d/%d", "%d/%02d/%02d", "%d.%d.%d", "%d.%02d.%02d", "%04d%02d%02d", "%d年%d月%d日", "%d年%02d月%02d日",
        "%d年%d月%d号", "%d 年 %d 月 %d 日", "%d %d %d", "%d-%d-%d 09:05", "%d/%d/%d 23:59:59", "%04d-%02d-%02dT00:00:00", "%04d-%02d-%02dT15:59:59Z",
        "%04d-%02d-%02dT23:59:59.999+08:00", "%d年%d月%d日下午3时05分", "%d-%d-%d 上午 9:05", "%d-%d-%d 3:05 PM", " %d-%d-%d\u00A0",
    };
    enum { PLAIN = sizeof formats / sizeof *formats };
    char y[32], m[32], z[32];
    if (which < PLAIN) snprintf(s, n, formats[which], d.year, d.month, d.day);
    else if (which == PLAIN) snprintf(s, n, "%s年%s月%s日", digits(d.year, 4, chinese, y), value(d.month, false, m), value(d.day, false, z));
    else if (which == PLAIN + 1) snprintf(s, n, "%s年%s月%s日", digits(d.year, 4, chinese, y), value(d.month, true, m), value(d.day, true, z));
    else if (which == PLAIN + 2) snprintf(s, n, "%s－%s－%s", digits(d.year, 4, wide, y), digits(d.month, 2, wide, m), digits(d.day, 2, wide, z));
    else if (which == PLAIN + 3) snprintf(s, n, "%s年%s月%s日", digits(d.year, 4, wide, y), digits(d.month, 1, wide, m), digits(d.day, 1, wide, z));
    else *s = 0;
}

static struct day nth(int number)
{
    struct day d = {.number = number};
    civil_split(number, &d.year, &d.month, &d.day);
    return d;
}

static void read_back(void **state)
{
    (void)state;
    char s[96];
    size_t cells = 0;
    for (int number = civil_day(FIRST, 1, 1); number <= civil_day(LAST, 12, 31); number++)
        for (int which = 0; write_notation(which, nth(number), s, sizeof s), *s; which++, cells++) {
            struct date d = {0};
            if (date_read(of(s), today(), DATES_OF_UNKNOWN, &d) != DATE_OK || d.day != number) fail_msg("“%s”", s);
        }
    assert_int_equal(cells, 7305 * 25);
}

/* From 16:00 the day in Greenwich is not the day in Beijing. A serial is the day of its date system, or is not read. */
static void moved_and_counted(void **state)
{
    (void)state;
    char s[96];
    for (int number = civil_day(FIRST, 1, 1); number <= civil_day(LAST, 12, 31); number++) {
        struct day day = nth(number);
        struct date d = {0};
        snprintf(s, sizeof s, "%04d-%02d-%02dT16:00:00Z", day.year, day.month, day.day);
        assert_true(date_read(of(s), today(), DATES_OF_UNKNOWN, &d) == DATE_REPAIRED && d.day == number + 1);
        for (int system = DATES_OF_UNKNOWN; system <= DATES_OF_1904; system++) {
            int epoch = system == DATES_OF_1904 ? civil_day(1904, 1, 1) : civil_day(1899, 12, 30);
            snprintf(s, sizeof s, "%d", number - epoch);
            enum date_verdict verdict = date_read(of(s), today(), (enum date_system)system, &d);
            bool likely = number <= today() + 366;
            if (likely ? verdict > DATE_REPAIRED || d.day != number : verdict != DATE_BAD) fail_msg("“%s”", s);
            bool guess = system == DATES_OF_UNKNOWN && number + 1462 <= today() + 366;
            if (likely && (verdict == DATE_REPAIRED) != guess) fail_msg("“%s”", s);
        }
    }
}

/* ---- six to eight digits ---- */

/* The days that a string of digits can mean, by its number: at most two have one without separators. */
struct readings { unsigned char n; int days[2]; };

static void mean(struct readings *all, const char *s, int day)
{
    struct readings *r = &all[strtol(s + 2, NULL, 10)];
    for (int i = 0; i < r->n; i++)
        if (r->days[i] == day) return;
    assert_true(r->n < 2);
    r->days[r->n++] = day;
}

/* All strings 20…, of `length` digits (eight: of the twenty years); the expected readings come from writing every day, not from the reader. */
static void all_of(int length)
{
    static const int powers[] = {10000, 100000, 1000000};
    int n = powers[length - 6];
    struct readings *all = calloc((size_t)n, sizeof *all);
    char s[16];
    size_t two = 0;
    assert_non_null(all);
    for (int number = civil_day(2000, 1, 1); number <= civil_day(2099, 12, 31); number++) {
        struct day d = nth(number);
        if (length == 8) snprintf(s, sizeof s, "%d%02d%02d", d.year, d.month, d.day);
        else snprintf(s, sizeof s, "%d%d%d", d.year, d.month, d.day);
        if (strlen(s) == (size_t)length) mean(all, s, number);
    }
    int from = length == 8 ? (FIRST - 2000) * 10000 : 0, to = length == 8 ? (LAST + 1 - 2000) * 10000 : n;
    for (int i = from; i < to; i++) {
        struct date d = {0};
        snprintf(s, sizeof s, "20%0*d", length - 2, i);
        enum date_verdict verdict = date_read(of(s), today(), DATES_OF_UNKNOWN, &d), one = length == 8 ? DATE_OK : DATE_REPAIRED;
        const struct readings *r = &all[i];
        if (verdict != (r->n == 0 ? DATE_BAD : r->n == 1 ? one : DATE_TWO_WAYS)) fail_msg("“%s”：%d", s, verdict);
        if (r->n && d.day != r->days[0]) fail_msg("“%s”", s);
        if (r->n == 2 && d.other != r->days[1]) fail_msg("“%s”", s);
        two += r->n == 2;
    }
    assert_int_equal(two, length == 7 ? 18 * 100 : 0);
    free(all);
}

static void lost_separators(void **state)
{
    (void)state;
    for (int length = 6; length <= 8; length++) all_of(length);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(read_back), cmocka_unit_test(moved_and_counted), cmocka_unit_test(lost_separators)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
