#include "ledger/values/value_date.h"
#include "calendar/civil.h"
#include "ledger/values/value_date_inside.h"
#include "ledger/values/value_time.h"
#include <string.h>

static bool digit(char c) { return c >= '0' && c <= '9'; }

static int number(const char *s, int n)
{
    int v = 0;
    for (int i = 0; i < n; i++) v = v * 10 + (s[i] - '0');
    return v;
}

/* Excel counts 1899-12-31 as 1 and a 29 February 1900 that never was: from March 1900 on, day 0 is 1899-12-30. Workbooks
 * of old Macintoshes count from 1904-01-01, 1462 days on. */
enum { DAY_0_OF_1900 = -25569, BETWEEN_SYSTEMS = 1462, FIRST_SERIAL_DAY = 13879 /* 2008-01-01 */ };

static bool serial_day(int day, int today) { return day >= FIRST_SERIAL_DAY && day <= today + 366; }

/* A file that does not tell its system is read as of 1900; where the other system gives a likely day too, that is a guess. */
static bool is_serial(const struct date_parts *p, int today, enum date_system system, struct date *out, enum date_verdict *verdict)
{
    if (p->n != 5 || p->n_marks) return false;
    int of_1900 = number(p->digits, 5) + DAY_0_OF_1900, of_1904 = of_1900 + BETWEEN_SYSTEMS;
    out->day = system == DATES_OF_1904 ? of_1904 : of_1900;
    if (!serial_day(out->day, today)) return false;
    bool guess = system == DATES_OF_UNKNOWN && serial_day(of_1904, today);
    out->way = guess ? DATE_EITHER_SERIAL : DATE_SERIAL;
    out->other = of_1904;
    *verdict = guess ? DATE_REPAIRED : DATE_OK;
    return true;
}

/* 45747.354166: the fraction of a serial is its time of day. What begins with a year is none: 20253.31. */
static bool cut_fraction(struct slice *s, struct time_of_day *time)
{
    enum { WHOLE = 5 };
    if (s->n < WHOLE + 2 || s->s[WHOLE] != '.' || s->s[0] < '3') return false;
    for (size_t i = 0; i < s->n; i++)
        if (i != WHOLE && !digit(s->s[i])) return false;
    *time = (struct time_of_day){.second = time_of_fraction(s->s + WHOLE + 1, s->n - WHOLE - 1)};
    s->n = WHOLE;
    return true;
}

/* 20250331.0: a program took the whole number for one with a fraction. `least` to `most` digits stand before the point. */
static void cut_idle_fraction(struct slice *s, size_t least, size_t most)
{
    size_t n = 0, end = s->n;
    while (n < s->n && digit(s->s[n])) n++;
    if (n < least || n > most || n + 1 >= s->n || s->s[n] != '.') return;
    while (end > n + 1 && s->s[end - 1] == '0') end--;
    if (end == n + 1) s->n = n;
}

static bool cut_end(struct slice *s, const char *word)
{
    size_t n = strlen(word);
    bool odd = false;
    if (s->n <= n || memcmp(s->s + s->n - n, word, n)) return false;
    *s = spelling_trim((struct slice){s->s, s->n - n}, &odd);
    return true;
}

/* 星期三, 周三, （礼拜三） behind a date: 1 Monday … 7 Sunday; 0 = none. */
static int cut_weekday(struct slice *s)
{
    static const char *const names[] = {"一", "二", "三", "四", "五", "六", "日", "天"}, *const before[] = {"星期", "礼拜", "周"};
    struct slice rest = *s;
    bool brackets = cut_end(&rest, "）") || cut_end(&rest, ")");
    for (int i = 0; i < 8; i++) {
        struct slice date = rest;
        if (!cut_end(&date, names[i])) continue;
        for (size_t k = 0; k < sizeof before / sizeof *before; k++) {
            if (!cut_end(&date, before[k])) continue;
            if (brackets && !cut_end(&date, "（") && !cut_end(&date, "(")) return 0;
            *s = date;
            return i < 7 ? i + 1 : 7;
        }
    }
    return 0;
}

/* Whether the marks can stand at these borders: year|month|day, with `a` digits of month. */
static bool marks_fit(const struct date_parts *p, int a)
{
    for (int i = 0; i < p->n_marks; i++) {
        const struct date_mark *m = &p->marks[i];
        bool year = m->at == 4 && (m->what == DATE_ANY_MARK || m->what == DATE_YEAR_MARK);
        bool month = m->at == 4 + a && (m->what == DATE_ANY_MARK || m->what == DATE_MONTH_MARK);
        if (!year && !month) return false;
    }
    return true;
}

static bool plausible_year(const struct date_parts *p) { return p->n >= 4 && (p->digits[0] == '1' || p->digits[0] == '2'); }

static enum date_verdict understand(const struct date_parts *p, struct date *out)
{
    if (!plausible_year(p) || p->n > 8 || p->n < 6) return DATE_BAD;
    /* 2025年11 has lost its day, not a separator. */
    if (p->n == 6 && p->n_marks == 1 && p->marks[0].at == 4) return DATE_BAD;
    int found = 0, year = number(p->digits, 4);
    for (int a = 1; a <= 2; a++) {
        int b = p->n - 4 - a;
        if (b < 1 || b > 2 || !marks_fit(p, a)) continue;
        /* What lost its separators was written without leading zeros: 2025101 is 10-1, not 1-01. */
        bool zeros = p->digits[4] == '0' || p->digits[4 + a] == '0';
        if (zeros && p->n_marks < 2 && p->n < 8) continue;
        int month = number(p->digits + 4, a), day = number(p->digits + 4 + a, b);
        if (!civil_valid(year, month, day)) continue;
        if (found++) out->other = civil_day(year, month, day);
        else out->day = civil_day(year, month, day);
    }
    if (!found) return DATE_BAD;
    if (found == 2) return DATE_TWO_WAYS;
    return p->n_marks == 2 || (p->n == 8 && !p->n_marks) ? DATE_OK : DATE_REPAIRED;
}

/* YYYY-MM-DD, as nearly every cell is. */
static bool plain_iso(const char *s, struct date *out)
{
    for (int i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? s[i] != '-' : !digit(s[i])) return false;
    int year = number(s, 4), month = number(s + 5, 2), day = number(s + 8, 2);
    if (s[0] < '1' || s[0] > '2' || !civil_valid(year, month, day)) return false;
    out->day = civil_day(year, month, day);
    return true;
}

/* Moves the day by what its time of day says; the only place that does, for cells of any kind of file. */
static enum date_verdict with_time(const struct time_of_day *time, enum date_verdict verdict, struct date *out)
{
    out->second = time->second;
    out->may_slip = time_may_have_slipped(time, out->day);
    if (verdict == DATE_OK) out->way = DATE_WITH_TIME;
    if (!time_days_ahead(time)) return verdict;
    out->day++;
    if (verdict == DATE_OK) out->way = DATE_OF_GREENWICH;
    return DATE_REPAIRED;
}

static enum date_verdict serial_with_time(struct time_of_day *time, enum date_verdict verdict, struct date *out)
{
    if (time->second == SECONDS_A_DAY) out->day++, out->other++, time->second = 0;     /* midnight, but for the rounding */
    return time->second ? with_time(time, verdict, out) : verdict;
}

static enum date_verdict with_weekday(int weekday, enum date_verdict verdict, const struct date *out)
{
    if (!weekday || (verdict != DATE_OK && verdict != DATE_REPAIRED)) return verdict;
    return civil_weekday(out->day) == weekday ? verdict : DATE_OTHER_WEEKDAY;
}

enum date_verdict date_read(struct slice s, int today, enum date_system system, struct date *out)
{
    out->way = DATE_PLAIN;
    out->second = TIME_UNKNOWN;
    out->may_slip = false;
    if (s.n == 10 && plain_iso(s.s, out)) return DATE_OK;
    struct date_parts p;
    struct time_of_day time = {0};
    bool fraction = cut_fraction(&s, &time);
    cut_idle_fraction(&s, 6, 8);
    int weekday = cut_weekday(&s);
    enum time_verdict timed = fraction ? TIME_NONE : time_cut(&s, &time);
    if (!weekday) weekday = cut_weekday(&s);
    if (timed == TIME_BAD || !date_take_apart(s, &p)) return DATE_BAD;
    enum date_verdict verdict;
    if (is_serial(&p, today, system, out, &verdict)) return timed || weekday ? DATE_BAD : fraction ? serial_with_time(&time, verdict, out) : verdict;
    date_drop_last(&p, DATE_DAY_MARK);
    verdict = with_weekday(weekday, understand(&p, out), out);
    out->way = verdict == DATE_REPAIRED ? DATE_PARTED : DATE_OTHER_FORM;
    return timed == TIME_NONE || (verdict != DATE_OK && verdict != DATE_REPAIRED) ? verdict : with_time(&time, verdict, out);
}

static bool plain_month(struct slice s)
{
    return s.n == 7 && s.s[4] == '-' && digit(s.s[5]) && digit(s.s[6]);
}

/* A spreadsheet drops the last zero of 2025.10, and 2025.1 is left for two months. */
static bool lost_its_zero(struct slice s, struct date *out)
{
    if (s.n != 6 || s.s[0] != '2' || s.s[4] != '.' || s.s[5] != '1') return false;
    for (int i = 1; i < 4; i++)
        if (!digit(s.s[i])) return false;
    out->day = civil_day(number(s.s, 4), 1, 1);
    out->other = civil_day(number(s.s, 4), 10, 1);
    return true;
}

/* A spreadsheet makes 2025-03-01 of a month, and a program that slips 2025-02-28 16:00:00 of that. */
static enum date_verdict first_of_month(enum date_verdict verdict, const struct date *d)
{
    int year, month, day;
    if (verdict != DATE_OK && verdict != DATE_REPAIRED) return DATE_BAD;
    civil_split(d->day + d->may_slip, &year, &month, &day);
    if (day != 1) civil_split(d->day, &year, &month, &day);
    return day == 1 ? verdict : DATE_BAD;
}

enum date_verdict month_read(struct slice s, int today, enum date_system system, struct date *out)
{
    struct date_parts p;
    if (lost_its_zero(s, out)) return DATE_TWO_WAYS;
    static const char share[] = "份";
    *out = (struct date){.way = plain_month(s) ? DATE_PLAIN : DATE_OTHER_FORM, .second = TIME_UNKNOWN};
    if (s.n > 3 && !memcmp(s.s + s.n - 3, share, 3)) s.n -= 3;
    cut_idle_fraction(&s, 6, 6);
    struct slice date = s;
    struct time_of_day time;
    enum time_verdict timed = time_cut(&date, &time);
    bool fraction = cut_fraction(&date, &time);
    if (timed == TIME_BAD || !date_take_apart(date, &p)) return DATE_BAD;
    date_drop_last(&p, DATE_DAY_MARK);
    bool serial = p.n == 5 && !p.n_marks && p.digits[0] >= '3';
    if (fraction || serial || p.n == 8 || (p.n_marks == 2 && p.marks[1].at < p.n)) return first_of_month(date_read(s, today, system, out), out);
    date_drop_last(&p, DATE_MONTH_MARK);
    bool parted = p.n_marks == 1 && p.marks[0].at == 4 && (p.marks[0].what == DATE_ANY_MARK || p.marks[0].what == DATE_YEAR_MARK);
    if (!plausible_year(&p) || (p.n_marks && !parted) || p.n < 5 || p.n > 6) return DATE_BAD;
    int month = number(p.digits + 4, p.n - 4);
    if (month < 1 || month > 12) return DATE_BAD;
    out->day = civil_day(number(p.digits, 4), month, 1);
    if (parted || p.n == 6) return DATE_OK;
    out->way = DATE_PARTED;
    return DATE_REPAIRED;
}

bool year_read(struct slice s, int64_t *year)
{
    struct date_parts p;
    static const char degree[] = "度";
    if (s.n > 3 && !memcmp(s.s + s.n - 3, degree, 3)) s.n -= 3;
    cut_idle_fraction(&s, 4, 4);
    if (!date_take_apart(s, &p)) return false;
    date_drop_last(&p, DATE_YEAR_MARK);
    *year = number(p.digits, 4);
    return p.n == 4 && !p.n_marks && *year >= 1900 && *year <= 2199;
}
