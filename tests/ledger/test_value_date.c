/* Every accepted notation of a date, and notations whose meaning the program must not guess. */
#include "ledger/values/value_date.h"
#include "calendar/civil.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static struct slice of(const char *s) { return (struct slice){s, strlen(s)}; }

/* "2025-03-31", "2025-07-21 repaired", "2025-01-11 or 2025-11-01", "bad" */
static const char *shown(enum date_verdict verdict, const struct date *d)
{
    static char out[64];
    char a[CIVIL_ISO], b[CIVIL_ISO];
    switch (verdict) {
    case DATE_OK: return civil_iso(d->day, out);
    case DATE_REPAIRED: snprintf(out, sizeof out, "%s repaired", civil_iso(d->day, a)); return out;
    case DATE_OTHER_WEEKDAY: return "other weekday";
    case DATE_TWO_WAYS: snprintf(out, sizeof out, "%s or %s", civil_iso(d->day, a), civil_iso(d->other, b)); return out;
    default: return "bad";
    }
}

struct example { const char *cell, *read; };

static void holds(const struct example *all, size_t n, bool month)
{
    int today = civil_day(2026, 1, 20);
    for (size_t i = 0; i < n; i++) {
        struct date d = {0};
        const char *got = shown(month ? month_read(of(all[i].cell), today, DATES_OF_UNKNOWN, &d) : date_read(of(all[i].cell), today, DATES_OF_UNKNOWN, &d), &d);
        if (strcmp(got, all[i].read)) fail_msg("“%s”读作 %s，应为 %s", all[i].cell, got, all[i].read);
    }
}

static void unaided(void **state)
{
    (void)state;
    static const struct example all[] = {
        {"2025-03-31", "2025-03-31"}, {"2025-3-1", "2025-03-01"}, {"2025/3/31", "2025-03-31"}, {"2025.3.31", "2025-03-31"},
        {"20250331", "2025-03-31"}, {"2025年3月31日", "2025-03-31"}, {"2025年03月31", "2025-03-31"}, {"2025年3月31号", "2025-03-31"},
        {"２０２５年３月３１日", "2025-03-31"}, {"２０２５－０３－３１", "2025-03-31"}, {"２０２５．３．３１", "2025-03-31"},
        {"二〇二五年三月三十一日", "2025-03-31"}, {"二○二五年十月十日", "2025-10-10"}, {"二零二五年十二月二十日", "2025-12-20"},
        {"二〇二五年一月十一日", "2025-01-11"}, {"二〇二五年十一月一日", "2025-11-01"}, {"二〇二五年二月廿八日", "2025-02-28"},
        {"2025 年 3 月 31 日", "2025-03-31"}, {"2025 3 31", "2025-03-31"}, {"2025 1 11", "2025-01-11"},
        {"2025-03-31 00:00:00", "2025-03-31"}, {"2025/3/31 9:05", "2025-03-31"}, {"2025-03-31T08:30:00.000+08:00", "2025-03-31"},
        {"2025年3月31日 09:00", "2025-03-31"}, {"20250331 10:00", "2025-03-31"}, {"2025-03-31 23:59:59", "2025-03-31"},
        {"45747", "2025-03-31"}, {"45747.354166", "2025-03-31"}, {"46408", "2027-01-21"},
        {"二〇二五年三月卅一日", "2025-03-31"}, {"二〇二五年三月廿一日", "2025-03-21"}, {"二〇二五年三月卅日", "2025-03-30"},
        {"二零二五年三月二十日", "2025-03-20"}, {"二○二五年三月十日", "2025-03-10"}, {"2025‐03‐31", "2025-03-31"},
        {"2025-03-31 下午3:05", "2025-03-31"}, {"2025-03-31 上午 9:05:00", "2025-03-31"}, {"2025年3月31日下午3时05分", "2025-03-31"},
        {"2025/3/31 15时", "2025-03-31"}, {"2025-03-31 3:05 PM", "2025-03-31"}, {"2025-03-31 3:05:00 pm", "2025-03-31"},
        {"2025-03-31 下午", "2025-03-31"}, {"2025-03-31T08:30:00Z", "2025-03-31"}, {"2025-03-31T15:59:59Z", "2025-03-31"},
        {"２０２５－０３－３１　０９：０５", "2025-03-31"}, {"2025年3月31日15:30", "2025-03-31"}, {"2025-03-31 15点30分20秒", "2025-03-31"},
        {"2024-02-29", "2024-02-29"}, {"2052-03-01", "2052-03-01"},
    };
    holds(all, sizeof all / sizeof *all, false);
}

/* The day of the week beside a date must be its own; the letter O stands for 0; a program's 20250331.0 is a whole number. */
static void near_spellings(void **state)
{
    (void)state;
    static const struct example all[] = {
        {"2025-03-05 星期三", "2025-03-05"}, {"2025年3月5日（周三）", "2025-03-05"}, {"2025-03-05(礼拜三) 09:10", "2025-03-05"}, {"2025-03-05 09:10 星期三", "2025-03-05"},
        {"2025/3/9 周日", "2025-03-09"}, {"2025/3/9星期天", "2025-03-09"}, {"2025-03-05 星期四", "other weekday"}, {"2025331日 周三", "other weekday"},
        {"星期三", "bad"}, {"2025-03-05 三", "bad"}, {"2025-03-05（星期三", "bad"}, {"2025-03-05 星期八", "bad"},
        {"二O二五年三月五日", "2025-03-05"}, {"二ｏ二五年十月一O日", "2025-10-10"}, {"2O25-O3-05", "2025-03-05"}, {"２О25-03-05", "2025-03-05"}, {"O", "bad"},
        {"20250305.0", "2025-03-05"}, {"20250305.000", "2025-03-05"}, {"20250305.1", "bad"}, {"20250305.", "bad"},
        {"2025-03-05T00:00:00.000+0000", "2025-03-05"}, {"2025-03-05T16:00:00+0000", "2025-03-06 repaired"},
    };
    holds(all, sizeof all / sizeof *all, false);
}

static void separators_lost(void **state)
{
    (void)state;
    static const struct example all[] = {
        {"2025331日", "2025-03-31 repaired"}, {"2024722", "2024-07-22 repaired"}, {"202571", "2025-07-01 repaired"},
        {"2025721", "2025-07-21 repaired"}, {"2025625日", "2025-06-25 repaired"}, {"2025131", "2025-01-31 repaired"},
        {"2025110", "2025-01-10 repaired"}, {"2025年331日", "2025-03-31 repaired"}, {"20253月31日", "2025-03-31 repaired"},
        {"20253.31", "2025-03-31 repaired"}, {"2025331 9:05", "2025-03-31 repaired"}, {"2025-03-30T16:00:00.000Z", "2025-03-31 repaired"},
        {"2024-12-31T23:30Z", "2025-01-01 repaired"}, {"44285", "2021-03-30 repaired"}, {"39448", "2008-01-01 repaired"},
        {"2025-0331", "2025-03-31 repaired"}, {"２０２５３３１", "2025-03-31 repaired"},
        {"2025111", "2025-01-11 or 2025-11-01"}, {"2025119", "2025-01-19 or 2025-11-09"}, {"2025121", "2025-01-21 or 2025-12-01"},
        {"2025129", "2025-01-29 or 2025-12-09"}, {"2025年111日", "2025-01-11 or 2025-11-01"},
        {"2025230", "bad"}, {"20250230", "bad"}, {"20251301", "bad"}, {"202500", "bad"}, {"202510", "bad"}, {"131日", "bad"},
    };
    holds(all, sizeof all / sizeof *all, false);
}

/* Of all endings of three digits only 111–119 and 121–129 are ambiguous. */
static void ambiguous_endings(void **state)
{
    (void)state;
    for (int ending = 0; ending < 1000; ending++) {
        char cell[16];
        struct date d;
        snprintf(cell, sizeof cell, "2025%03d", ending);
        bool two = date_read(of(cell), civil_day(2026, 1, 20), DATES_OF_UNKNOWN, &d) == DATE_TWO_WAYS;
        bool expected = (ending >= 111 && ending <= 119) || (ending >= 121 && ending <= 129);
        if (two != expected) fail_msg("%s", cell);
    }
}

static void never_guessed(void **state)
{
    (void)state;
    static const struct example all[] = {
        {"31/03/2025", "bad"}, {"03-04-2025", "bad"}, {"25-3-31", "bad"}, {"2025-02-29", "bad"}, {"2025-02-30", "bad"}, {"2025-13-01", "bad"},
        {"2025-00-10", "bad"}, {"2025-3", "bad"}, {"2025年3月", "bad"}, {"2025-11", "bad"}, {"2025", "bad"}, {"3月31日", "bad"}, {"60", "bad"},
        {"39447", "bad"}, {"46409", "bad"}, {"45747日", "bad"}, {"2025-03-31 25:00", "bad"}, {"2025-03-31T08:30:00+09:00", "bad"}, {"2025-03-31T24:00", "bad"},
        {"2025-03-31 15时70分", "bad"}, {"2025-03-31 3:05 XM", "bad"}, {"2025-03-31 3:05 下午", "bad"}, {"下午", "bad"}, {"下午3:05", "bad"},
        {"2025-3115:30", "bad"}, {"45747 9:05", "bad"}, {"25年3月31日", "bad"}, {"二五年三月三十一日", "bad"}, {"2025-03-31 ", "2025-03-31"},
        {"12:30", "bad"},
        {"2025-03-31;2025-04-01", "bad"}, {"2025-03-31 2025-04-01", "bad"}, {"2025--03-31", "bad"}, {"-2025-03-31", "bad"}, {"明天", "bad"},
        {"2025-03-31前", "bad"}, {"0025-03-31", "bad"}, {"99999999999999999999", "bad"}, {"二〇二五年三月三十十日", "bad"}, {"十十", "bad"},
        {"2025-3-31-1", "bad"}, {"2025月3年31日", "bad"}, {"２０２５-03-3１x", "bad"},
    };
    holds(all, sizeof all / sizeof *all, false);
}

/* The notation decides the message. A workbook says that its dates count from 1904; a CSV file does not. */
static void ways(void **state)
{
    (void)state;
    static const struct { const char *cell; enum date_system system; enum date_way way; const char *read; } all[] = {
        {"2025-03-31", DATES_OF_UNKNOWN, DATE_PLAIN, "2025-03-31"}, {"2025/3/31", DATES_OF_UNKNOWN, DATE_OTHER_FORM, "2025-03-31"},
        {"2025-03-31 09:05", DATES_OF_UNKNOWN, DATE_WITH_TIME, "2025-03-31"}, {"45747", DATES_OF_UNKNOWN, DATE_SERIAL, "2025-03-31"},
        {"44285", DATES_OF_UNKNOWN, DATE_EITHER_SERIAL, "2021-03-30 repaired"}, {"44285", DATES_OF_1900, DATE_SERIAL, "2021-03-30"},
        {"44285", DATES_OF_1904, DATE_SERIAL, "2025-03-31"}, {"45747", DATES_OF_1904, DATE_SERIAL, "bad"}, {"60", DATES_OF_1900, DATE_OTHER_FORM, "bad"},
        {"37986", DATES_OF_1904, DATE_SERIAL, "2008-01-01"}, {"37985", DATES_OF_1904, DATE_OTHER_FORM, "bad"},
        {"2025331日", DATES_OF_UNKNOWN, DATE_PARTED, "2025-03-31 repaired"}, {"2025331 9:05", DATES_OF_UNKNOWN, DATE_PARTED, "2025-03-31 repaired"},
        {"2025-03-30T16:00Z", DATES_OF_UNKNOWN, DATE_OF_GREENWICH, "2025-03-31 repaired"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct date d = {0};
        enum date_verdict verdict = date_read(of(all[i].cell), civil_day(2026, 1, 20), all[i].system, &d);
        const char *got = shown(verdict, &d);
        if (strcmp(got, all[i].read) || (verdict != DATE_BAD && d.way != all[i].way)) fail_msg("“%s”读作 %s（%d），应为 %s（%d）", all[i].cell, got, d.way, all[i].read, all[i].way);
    }
}

static void months(void **state)
{
    (void)state;
    static const struct example all[] = {
        {"2025-03", "2025-03-01"}, {"2025-3", "2025-03-01"}, {"2025年3月", "2025-03-01"}, {"2025年3月份", "2025-03-01"}, {"202503", "2025-03-01"},
        {"2025/12", "2025-12-01"}, {"2025.03", "2025-03-01"}, {"二〇二五年十二月", "2025-12-01"}, {"2025-03-01", "2025-03-01"},
        {"2025-03-01 00:00:00", "2025-03-01"}, {"20253", "2025-03-01 repaired"}, {"2025-03-31", "bad"}, {"2025-13", "bad"}, {"3月", "bad"},
        {"3", "bad"}, {"45717", "2025-03-01"}, {"45718", "bad"}, {"202503.0", "2025-03-01"}, {"2025-03-01 08:00:00", "2025-03-01"}, {"2025", "bad"},
        {"2025.1", "2025-01-01 or 2025-10-01"}, {"2025.2", "2025-02-01"}, {"2025.01", "2025-01-01"}, {"2025.10", "2025-10-01"}, {"2025.11", "2025-11-01"},
    };
    holds(all, sizeof all / sizeof *all, true);
}

static void years(void **state)
{
    (void)state;
    int64_t y = 0;
    const char *const good[] = {"2025", "2025年", "2025年度", "２０２５", "二〇二五年", "2025.0", "二O二五年"};
    const char *const bad[] = {"25", "20250", "2025.5", "20250.0", "1899", "2200", "本年", "2025-03"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) assert_true(year_read(of(good[i]), &y) && y == 2025);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (year_read(of(bad[i]), &y)) fail_msg("%s", bad[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unaided), cmocka_unit_test(near_spellings), cmocka_unit_test(separators_lost), cmocka_unit_test(ambiguous_endings),
        cmocka_unit_test(never_guessed), cmocka_unit_test(ways), cmocka_unit_test(months), cmocka_unit_test(years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
