#include "calendar/civil.h"
#include "ledger/values/date_near.h"
#include "ledger/values/value_inside.h"
#include <stdio.h>
#include <string.h>

static void note_date(struct value_reader *r, const struct date *d, int width)
{
    static const enum notation_kind kinds[] = {[DATE_OTHER_FORM] = NOTATION_DATE, [DATE_WITH_TIME] = NOTATION_TIME, [DATE_SERIAL] = NOTATION_SERIAL};
    char iso[CIVIL_ISO];
    if (d->way == DATE_PLAIN) return;
    civil_iso(d->day, iso);
    iso[width] = 0;
    value_note(r, kinds[d->way], iso);
}

static void repaired(const struct date *d, int width, struct fault *fault)
{
    char iso[CIVIL_ISO], other[CIVIL_ISO];
    civil_iso(d->day, iso);
    if (d->way == DATE_OF_GREENWICH) fault_set(fault, "A02", "时刻是格林尼治时间，按北京时间读作 %s", iso);
    else if (d->way == DATE_EITHER_SERIAL) fault_set(fault, "A02", "日期是电子表格的序号，按 1900 日期系统读作 %s（1904 系统则是 %s）", iso, civil_iso(d->other, other));
    else fault_set(fault, "A02", "日期缺少分隔，读作 %.*s", width, iso);
    fault_expect(fault, "%.*s", width, iso);
}

/* 16:00:00 behind a day, as in a program's slip or at four in the afternoon: the column decides; the message names both days. */
static bool read_slip(const struct value_reader *r, const struct ledger_column *c, struct date *d, int width, struct fault *fault)
{
    enum { HOUR = 3600, MINUTE = 60 };
    char iso[CIVIL_ISO], next[CIVIL_ISO], time[16];
    enum times_tell tell = r->times ? r->times(r->owner, c) : TIMES_UNCERTAIN;
    snprintf(time, sizeof time, "%02d:%02d:%02d", d->second / HOUR, d->second / MINUTE % MINUTE, d->second % MINUTE);
    civil_iso(d->day, iso), civil_iso(d->day + 1, next);
    iso[width] = next[width] = 0;
    switch (tell) {
    case TIMES_SLIPPED:
        fault_set(fault, "A02", "写着 %s %s；这一列的时刻都这样，是导出程序弄错了时区，按北京时间读作 %s", iso, time, next);
        fault_expect(fault, "%s", next);
        d->day++;
        return true;
    case TIMES_ARE_TIMES:
        fault_set(fault, "A02", "写着 %s %s，读作 %s；如果是导出程序弄错了时区，应是 %s", iso, time, iso, next);
        fault_expect(fault, "%s", iso);
        return true;
    case TIMES_UNCERTAIN:
        fault_set(fault, "A03", "写着 %s %s：是这一刻就是 %s，是导出程序弄错了时区就是 %s", iso, time, iso, next);
        return fault_expect(fault, "%s 或 %s，不带时刻", iso, next);
    }
    return true;
}

static bool two_ways(const struct date *d, bool month, int width, struct fault *fault)
{
    char iso[CIVIL_ISO], other[CIVIL_ISO];
    civil_iso(d->day, iso), civil_iso(d->other, other);
    iso[width] = other[width] = 0;
    fault_set(fault, "A03", "%s，可读作 %s，也可读作 %s", month ? "电子表格会去掉末尾的 0" : "日期缺少分隔", iso, other);
    return fault_expect(fault, "%s 或 %s", iso, other);
}

static bool other_weekday(const struct date *d, struct fault *fault)
{
    static const char *const names[] = {"一", "二", "三", "四", "五", "六", "日"};
    char iso[CIVIL_ISO];
    fault_set(fault, "A01", "日期与星期不符：%s 是星期%s", civil_iso(d->day, iso), names[civil_weekday(d->day) - 1]);
    return fault_expect(fault, "核对后的日期，不写星期");
}

/* Reports what the cell lacks to be a date, or a month in a column of months. */
static bool near_date(struct slice s, int today, int close, bool month, struct fault *fault)
{
    struct date d;
    char iso[CIVIL_ISO], other[CIVIL_ISO];
    enum date_lack lack = date_lacks(s, close && close < today ? close : today, &d);
    if (lack == DATE_LACKS_NOTHING_KNOWN && !(month && date_read(s, today, DATES_OF_UNKNOWN, &d) == DATE_OK)) return false;
    civil_iso(d.day, iso);
    if (month) iso[strlen("2025-03")] = 0;
    switch (lack) {
    case DATE_LACKS_YEAR: case DATE_LACKS_YEAR_AND_DAY:
        fault_set(fault, "A01", lack == DATE_LACKS_YEAR || month ? "没有写年份" : "没有写年份和日");
        if (lack == DATE_LACKS_YEAR || month) return fault_expect(fault, "写上年份，如 %s", iso);
        return fault_expect(fault, "2025-03-31 这样的日期");
    case DATE_LACKS_DAY:
        fault_set(fault, "A01", "只有年月，没有写是哪一天");
        return fault_expect(fault, "%.7s-xx，xx 是哪一日", iso);
    case DATE_YEAR_LAST:
        fault_set(fault, "A01", d.day == d.other ? "年份要写在前面" : "年份写在后面，分不清哪个是月、哪个是日");
        civil_iso(d.day, iso), civil_iso(d.other, other);
        return d.day == d.other ? fault_expect(fault, "%s", iso) : fault_expect(fault, "%s 或 %s", iso, other);
    case DATE_LACKS_NOTHING_KNOWN:
        fault_set(fault, "A01", "这一列填月份，不填日期");
        return fault_expect(fault, "%s 这样的月份", iso);
    }
    return false;
}

static bool learn_month(struct known_month *m, struct slice s)
{
    enum { SHORTEST = 28 };
    char first[CIVIL_ISO];
    struct date d;
    int year, month, day;
    memcpy(first, s.s, VALUE_MONTH);
    memcpy(first + VALUE_MONTH, "01", sizeof "01");
    if (date_read((struct slice){first, strlen("2025-03-01")}, 0, DATES_OF_UNKNOWN, &d) != DATE_OK || d.way != DATE_PLAIN) return false;
    civil_split(d.day, &year, &month, &day);
    *m = (struct known_month){.first = d.day, .days = SHORTEST};
    memcpy(m->begins, s.s, VALUE_MONTH);
    while (civil_valid(year, month, m->days + 1)) m->days++;
    return true;
}

/* 2025-03-31, as nearly every cell is; false tells nothing. */
static bool read_plain_day(struct value_reader *r, struct slice s, struct value *v)
{
    if (s.n != strlen("2025-03-31")) return false;
    struct known_month *m = &r->months[((unsigned char)s.s[3] * 16u + (unsigned char)s.s[5] * 10u + (unsigned char)s.s[6]) % VALUE_KNOWN_MONTHS];
    unsigned tens = (unsigned char)s.s[VALUE_MONTH] - (unsigned)'0', ones = (unsigned char)s.s[VALUE_MONTH + 1] - (unsigned)'0';
    int day = (int)(tens * 10 + ones);
    if (tens > 3 || ones > 9 || !day || (memcmp(m->begins, s.s, VALUE_MONTH) && !learn_month(m, s)) || day > m->days) return false;
    *v = (struct value){.kind = VALUE_INTEGER, .integer = m->first + day - 1};
    return true;
}

bool value_read_date(struct value_reader *r, const struct ledger_column *c, struct slice s, struct value *v, struct fault *fault)
{
    struct date d = {0};
    bool month = c->type == COLUMN_MONTH;
    if (!month && read_plain_day(r, s, v)) return true;
    int width = month ? (int)strlen("2025-03") : (int)strlen("2025-03-31");
    enum date_verdict verdict = month ? month_read(s, r->context->today, r->dates, &d) : date_read(s, r->context->today, r->dates, &d);
    if (verdict == DATE_TWO_WAYS) return two_ways(&d, month, width, fault);
    if (verdict == DATE_OTHER_WEEKDAY) return other_weekday(&d, fault);
    if (verdict == DATE_BAD) {
        fault_set(fault, "A01", month ? "不是月份" : "不是真实的日期");
        fault_expect(fault, month ? "2025-03 这样的月份" : "2025-03-31 这样的日期");
        return near_date(s, r->context->today, r->context->close, month, fault);
    }
    if (verdict == DATE_REPAIRED) repaired(&d, width, fault);
    if (d.may_slip && !read_slip(r, c, &d, width, fault)) return false;
    if (verdict == DATE_OK && !fault->id) note_date(r, &d, width);
    *v = (struct value){.kind = VALUE_INTEGER, .integer = d.day};
    return true;
}

bool value_read_year(struct value_reader *r, struct slice s, struct value *v, struct fault *fault)
{
    *v = (struct value){.kind = VALUE_INTEGER};
    if (!year_read(s, &v->integer)) {
        fault_set(fault, "A01", "不是年度");
        return fault_expect(fault, "2025 这样的四位数字");
    }
    if (s.n != strlen("2025")) {
        char plain[24];
        snprintf(plain, sizeof plain, "%lld", (long long)v->integer);
        value_note(r, NOTATION_NUMBER, plain);
    }
    return true;
}
