#include "ledger/values/identity.h"
#include "calendar/civil.h"
#include <string.h>

static int number(const char *s, int n)
{
    int v = 0;
    for (int i = 0; i < n; i++) v = v * 10 + (s[i] - '0');
    return v;
}

bool identity_resident(const char *s, size_t n)
{
    static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    if (n != 18) return false;
    int sum = 0;
    for (int i = 0; i < 17; i++) {
        if (s[i] < '0' || s[i] > '9') return false;
        sum += (s[i] - '0') * weights[i];
    }
    int year = number(s + 6, 4);
    return "10X98765432"[sum % 11] == (s[17] == 'x' ? 'X' : s[17]) && year >= 1900 &&
           civil_valid(year, number(s + 10, 2), number(s + 12, 2));
}

static bool all_digits(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] < '0' || s[i] > '9') return false;
    return true;
}

/* The first two figures of a code of an area (GB/T 2260). */
static bool is_province(const char *s)
{
    static const char all[] = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91";
    for (size_t i = 0; i + 1 < sizeof all; i += 3)
        if (!strncmp(all + i, s, 2)) return true;
    return false;
}

bool identity_shape(const char *s, size_t n, int before)
{
    enum { OLDEST = 30 };
    if (!all_digits(s, n == 18 ? 17 : n) || (n != 15 && n != 18) || !is_province(s)) return false;
    int year = n == 18 ? number(s + 6, 4) : 1900 + number(s + 6, 2);
    const char *day = s + (n == 18 ? 10 : 8);
    if (n == 18 && s[17] != 'X' && s[17] != 'x' && (s[17] < '0' || s[17] > '9')) return false;
    return year >= (n == 18 ? 1900 : 1900 + OLDEST) && year < before && civil_valid(year, number(day, 2), number(day + 2, 2));
}

bool identity_masked(const char *s, size_t n)
{
    enum { LEAST_KNOWN = 4, LEAST_HIDDEN = 3, SHORTEST = 12, LONGEST = 20, AREA = 6 };
    size_t hidden = 0, first = n;
    for (size_t i = 0; i < n; i++)
        if (s[i] == '*' || (s[i] == 'X' && i + 1 < n)) first = hidden++ ? first : i;
    if (hidden < LEAST_HIDDEN || n - hidden < LEAST_KNOWN || first < 2 || n < SHORTEST || n > LONGEST || !is_province(s)) return false;
    return n == 15 || n == 18 || first >= AREA;
}

bool identity_as_key(const char *s, size_t n, int year)
{
    enum { FIRST_SERIAL = 2008, SERIAL_YEARS = 10 };
    if (n == 11) return all_digits(s, n) && s[0] == '1' && s[1] >= '3';
    if (n == 15) return identity_shape(s, n, 2000);
    if (n != 18 || !all_digits(s, 17)) return false;
    int born = number(s + 6, 4);
    return born >= 1900 && born < (year - SERIAL_YEARS > FIRST_SERIAL ? year - SERIAL_YEARS : FIRST_SERIAL) && civil_valid(born, number(s + 10, 2), number(s + 12, 2));
}

bool identity_organisation(const char *s, size_t n)
{
    static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    if (n != 18) return false;
    int sum = 0, weight = 1;
    bool zeros = true;
    for (int i = 0; i < 18; i++) {
        const char *p = s[i] ? strchr(alphabet, s[i]) : NULL;
        if (!p) return false;
        zeros &= p == alphabet;
        if (i < 17) sum += (int)(p - alphabet) * weight;
        else return !zeros && (int)(p - alphabet) == (31 - sum % 31) % 31;
        weight = weight * 3 % 31;
    }
    return false;
}
