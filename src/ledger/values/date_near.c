#include "ledger/values/date_near.h"
#include "calendar/civil.h"
#include <stdlib.h>
#include <string.h>

/* Up to three numbers of a folded text with the marks behind them; the mark of 月 is 'M', of 日 and 号 'D', of 年 'Y', else as it
 * stands; 0 behind the last one. */
struct numbers { int n, at[3]; char mark[3]; };

static bool take_number(const char **s, int *number)
{
    static const char *const months[] = {"十二", "十一", "十", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    static const int values[] = {12, 11, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    size_t n = strspn(*s, "0123456789");
    if (n > 4) return false;
    if (n) {
        *number = (int)strtol(*s, NULL, 10);
        *s += n;
        return true;
    }
    for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
        size_t k = strlen(months[i]);
        if (strncmp(*s, months[i], k) || strncmp(*s + k, "月", strlen("月"))) continue;
        *number = values[i];
        *s += k;
        return true;
    }
    return false;
}

static char take_mark(const char **s)
{
    static const struct { const char *text; char mark; } marks[] = {{"年", 'Y'}, {"月份", 'M'}, {"月", 'M'}, {"日", 'D'}, {"号", 'D'}, {"-", '-'}, {"/", '/'}, {".", '.'}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t n = strlen(marks[i].text);
        if (strncmp(*s, marks[i].text, n)) continue;
        *s += n;
        return marks[i].mark;
    }
    return 0;
}

static bool take_apart(struct slice cell, struct numbers *out)
{
    enum { LONGEST = 40 };
    struct text folded = {0};
    *out = (struct numbers){0};
    if (cell.n > LONGEST) return false;
    spelling_fold(&folded, cell);
    const char *s = text_get(&folded);
    while (*s && out->n < 3 && take_number(&s, &out->at[out->n])) out->mark[out->n++] = take_mark(&s);
    bool all = out->n && !*s;
    text_release(&folded);
    return all;
}

/* The last one that is not after today. */
static int last_before(int month, int day, int today)
{
    for (int year = civil_year(today); year > civil_year(today) - 8; year--)
        if (civil_valid(year, month, day) && civil_day(year, month, day) <= today) return civil_day(year, month, day);
    return today;
}

static bool is_year(int n) { return n >= 1900 && n <= 2199; }

static bool is_month(int n) { return n >= 1 && n <= 12; }

enum date_lack date_lacks(struct slice s, int today, struct date *out)
{
    struct numbers p;
    if (!take_apart(s, &p)) return DATE_LACKS_NOTHING_KNOWN;
    int a = p.at[0], b = p.at[1], year = p.at[2];
    if (p.n == 3 && is_year(year) && !p.mark[2] && p.mark[0] == p.mark[1]) {
        bool month_first = civil_valid(year, a, b), day_first = civil_valid(year, b, a);
        if (!month_first && !day_first) return DATE_LACKS_NOTHING_KNOWN;
        out->day = month_first ? civil_day(year, a, b) : civil_day(year, b, a);
        out->other = day_first ? civil_day(year, b, a) : out->day;
        return DATE_YEAR_LAST;
    }
    if (p.n == 2 && is_year(a) && is_month(b) && p.mark[0] && p.mark[1] != 'D') {
        out->day = civil_day(a, b, 1);
        return DATE_LACKS_DAY;
    }
    if (p.n == 2 && p.mark[0] && p.mark[0] != '.' && p.mark[0] != 'Y' && p.mark[1] != 'M' && civil_valid(2024, a, b)) {
        out->day = last_before(a, b, today);
        return DATE_LACKS_YEAR;
    }
    if (p.n == 1 && is_month(a) && (p.mark[0] == 'M' || !p.mark[0])) {
        out->day = last_before(a, 1, today);
        return DATE_LACKS_YEAR_AND_DAY;
    }
    return DATE_LACKS_NOTHING_KNOWN;
}

/* ---- codes that became dates ---- */

/* 6-Mar, Mar-6 */
static bool english_day(struct slice s, int *month, int *day)
{
    static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    enum { LONGEST = 6, NAME = 3 };
    char text[LONGEST + 1] = "";
    if (s.n < NAME + 2 || s.n > LONGEST) return false;
    memcpy(text, s.s, s.n);
    for (int i = 0; i < 12; i++) {
        const char *at = strcasestr(text, names[i]);
        if (!at) continue;
        const char *figures = at == text ? at + NAME + 1 : text, *mark = at == text ? at + NAME : at - 1;
        size_t n = strspn(figures, "0123456789");
        *month = i + 1;
        *day = (int)strtol(figures, NULL, 10);
        return strchr("- ", *mark) && n && n <= 2 && n + NAME + 1 == s.n;
    }
    return false;
}

bool month_and_day_read(struct slice s, int *month, int *day)
{
    struct date d;
    int year;
    if (date_read(s, 0, DATES_OF_1900, &d) == DATE_OK || date_lacks(s, civil_day(2024, 12, 31), &d) == DATE_LACKS_YEAR) {
        civil_split(d.day, &year, month, day);
        return true;
    }
    return english_day(s, month, day);
}
