#include "ledger/identity.h"
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

bool identity_as_key(const char *s, size_t n)
{
    if (n == 11) return all_digits(s, n) && s[0] == '1' && s[1] >= '3';
    if (n == 15) return all_digits(s, n) && number(s + 6, 2) > 30 && civil_valid(1900 + number(s + 6, 2), number(s + 8, 2), number(s + 10, 2));
    if (n != 18 || !all_digits(s, 17)) return false;
    int year = number(s + 6, 4);
    return year >= 1900 && year < 2008 && civil_valid(year, number(s + 10, 2), number(s + 12, 2));
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
