#include "workbook/xlsx_number.h"
#include <string.h>

enum { SHOWN_DIGITS = 15, MAX_DIGITS = 40, MAX_PLACES = 40 };

/* 0.d₁d₂d₃… × 10^point, without zeros at either end; n is 0 for zero. */
struct number_parts { bool negative, exponent; char digits[MAX_DIGITS + 1]; int n, point; };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool xlsx_number_plain(const char *s, size_t n)
{
    size_t i = n && *s == '-', digits = 0, points = 0;
    for (; i < n; i++) {
        if (is_digit(s[i])) digits++;
        else if (s[i] != '.' || points++) return false;
    }
    return digits && digits <= SHOWN_DIGITS && !(points && (s[n - 1] == '0' || s[n - 1] == '.'));
}

static bool read_exponent(const char *s, size_t n, int *exponent)
{
    size_t i = n && (*s == '+' || *s == '-');
    int v = 0;
    if (i == n) return false;
    for (; i < n; i++) {
        if (!is_digit(s[i]) || v > 999) return false;
        v = v * 10 + (s[i] - '0');
    }
    *exponent = *s == '-' ? -v : v;
    return true;
}

static bool take_apart(const char *s, size_t n, struct number_parts *p)
{
    size_t i = 0;
    bool point = false, any = false;
    *p = (struct number_parts){.negative = n && *s == '-'};
    if (n && (*s == '-' || *s == '+')) i++;
    for (; i < n && (is_digit(s[i]) || (s[i] == '.' && !point)); i++) {
        if (s[i] == '.') {
            point = true;
            continue;
        }
        any = true;
        if (p->n || s[i] != '0') {
            if (p->n == MAX_DIGITS) return false;
            p->digits[p->n++] = s[i];
            p->point += !point;
        } else {
            p->point -= point;
        }
    }
    int exponent = 0;
    if (i < n) {
        p->exponent = true;
        if ((s[i] != 'E' && s[i] != 'e') || !read_exponent(s + i + 1, n - i - 1, &exponent)) return false;
    }
    p->point += exponent;
    while (p->n && p->digits[p->n - 1] == '0') p->n--;
    return any;
}

static void round_off(struct number_parts *p)
{
    if (p->n <= SHOWN_DIGITS) return;
    bool up = p->digits[SHOWN_DIGITS] >= '5';
    p->n = SHOWN_DIGITS;
    for (; up && p->n; p->n--) {
        up = p->digits[p->n - 1] == '9';
        if (up) continue;
        p->digits[p->n - 1]++;
        break;
    }
    if (!p->n) {                                       /* 999…9 has become 1000…0 */
        p->digits[p->n++] = '1';
        p->point++;
    }
    while (p->n && p->digits[p->n - 1] == '0') p->n--;
}

void xlsx_number_write(struct text *out, const char *s, size_t n)
{
    struct number_parts p;
    if (!take_apart(s, n, &p) || (p.n && (p.point > MAX_PLACES || p.n - p.point > MAX_PLACES))) {
        text_add_n(out, s, n);
        return;
    }
    round_off(&p);
    if (!p.n) {
        text_add_char(out, '0');
        return;
    }
    if (p.negative) text_add_char(out, '-');
    if (p.point <= 0) text_add_char(out, '0');
    for (int i = 0; i < p.point; i++) text_add_char(out, i < p.n ? p.digits[i] : '0');
    if (p.n <= p.point) return;
    text_add_char(out, '.');
    for (int i = p.point; i < 0; i++) text_add_char(out, '0');
    for (int i = p.point > 0 ? p.point : 0; i < p.n; i++) text_add_char(out, p.digits[i]);
}

bool xlsx_number_lost_digits(const char *s, size_t n)
{
    struct number_parts p;
    return !take_apart(s, n, &p) || p.exponent || (p.n && p.point > SHOWN_DIGITS);
}
