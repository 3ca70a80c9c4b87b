#include "calendar/civil.h"
#include <stdio.h>
#include <string.h>

static bool leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

bool civil_valid(int year, int month, int day)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
    return day <= days[month - 1] + (month == 2 && leap(year));
}

/* Days are counted in eras of 400 years that begin on 1 March, so that a leap day is the last of its year. */
int civil_day(int year, int month, int day)
{
    int y = year - (month <= 2);
    int era = y / 400, of_era = y % 400;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void civil_split(int day_number, int *year, int *month, int *day)
{
    int z = day_number + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097, of_era = z - era * 146097;
    int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * y + y / 4 - y / 100);
    int m = (5 * of_year + 2) / 153;
    *day = of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = y + era * 400 + (*month <= 2);
}

int civil_year(int day_number)
{
    int y, m, d;
    civil_split(day_number, &y, &m, &d);
    return y;
}

int civil_add_months(int day_number, int months)
{
    int y, m, d;
    civil_split(day_number, &y, &m, &d);
    int month = y * 12 + m - 1 + months;
    y = month / 12;
    m = month % 12 + 1;
    while (!civil_valid(y, m, d) && d > 28) d--;
    return civil_day(y, m, d);
}

int civil_weekday(int day_number)
{
    int w = (day_number + 3) % 7;                      /* 1970-01-01 was a Thursday */
    return (w < 0 ? w + 7 : w) + 1;
}

static void two_digits(char *at, int number)
{
    at[0] = (char)('0' + number / 10);
    at[1] = (char)('0' + number % 10);
}

char *civil_iso(int day_number, char buffer[CIVIL_ISO])
{
    int y, m, d;
    civil_split(day_number, &y, &m, &d);
    if (y < 0 || y > 9999) {
        snprintf(buffer, CIVIL_ISO, "%04d-%02d-%02d", y, m, d);
        return buffer;
    }
    two_digits(buffer, y / 100);
    two_digits(buffer + 2, y % 100);
    buffer[4] = buffer[7] = '-';
    two_digits(buffer + 5, m);
    two_digits(buffer + 8, d);
    buffer[10] = 0;
    return buffer;
}

const char *civil_iso_kept(int day_number)
{
    enum { FIRST = 10957, DAYS = 18263, BYTES = sizeof "2025-03-31" };     /* 2000 to 2049 */
    static char kept[DAYS][BYTES];
    if (day_number < FIRST || day_number >= FIRST + DAYS) return NULL;
    char *iso = kept[day_number - FIRST], buffer[CIVIL_ISO];
    if (!*iso) memcpy(iso, civil_iso(day_number, buffer), BYTES);
    return iso;
}

char *civil_words(int day_number, char buffer[CIVIL_WORDS])
{
    int y, m, d;
    civil_split(day_number, &y, &m, &d);
    snprintf(buffer, CIVIL_WORDS, "%d年%d月%d日", y, m, d);
    return buffer;
}

bool civil_parse_iso(const char *s, int *day_number)
{
    int v[3] = {0};
    if (strlen(s) != 10 || s[4] != '-' || s[7] != '-') return false;
    for (int i = 0, k = 0; i < 10; i++) {
        if (i == 4 || i == 7) {
            k++;
            continue;
        }
        if (s[i] < '0' || s[i] > '9') return false;
        v[k] = v[k] * 10 + (s[i] - '0');
    }
    if (!civil_valid(v[0], v[1], v[2])) return false;
    *day_number = civil_day(v[0], v[1], v[2]);
    return true;
}
