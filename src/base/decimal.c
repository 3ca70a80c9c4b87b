#include "base/decimal.h"
#include <inttypes.h>
#include <stdio.h>

bool decimal_parse(const char *s, struct decimal *out)
{
    struct decimal d = {0, 0};
    bool negative = *s == '-', point = false;
    if (negative) s++;
    if (*s < '0' || *s > '9') return false;
    for (; *s; s++) {
        if (*s == '.' && !point && s[1] >= '0' && s[1] <= '9') {
            point = true;
            continue;
        }
        if (*s < '0' || *s > '9') return false;
        if (point && ++d.scale > DECIMAL_MAX_SCALE) return false;
        if (__builtin_mul_overflow(d.value, 10, &d.value) || __builtin_add_overflow(d.value, *s - '0', &d.value)) return false;
    }
    if (negative) d.value = -d.value;
    *out = d;
    return true;
}

char *decimal_format(struct decimal d, char buffer[DECIMAL_TEXT])
{
    char digits[DECIMAL_TEXT], *to = buffer;
    uint64_t u = d.value < 0 ? 0 - (uint64_t)d.value : (uint64_t)d.value;
    int n = 0;                                         /* digits, the last one first */
    for (; u || n <= d.scale; u /= 10) digits[n++] = (char)('0' + u % 10);
    if (d.value < 0) *to++ = '-';
    while (n) {
        if (n == d.scale) *to++ = '.';
        *to++ = digits[--n];
    }
    *to = 0;
    return buffer;
}

bool decimal_rescale(struct decimal d, int scale, struct decimal *out)
{
    for (; d.scale < scale; d.scale++)
        if (__builtin_mul_overflow(d.value, 10, &d.value)) return false;
    for (; d.scale > scale; d.scale--) {
        if (d.value % 10) return false;
        d.value /= 10;
    }
    *out = d;
    return true;
}

static bool at_one_scale(struct decimal *a, struct decimal *b)
{
    int scale = a->scale > b->scale ? a->scale : b->scale;
    return decimal_rescale(*a, scale, a) && decimal_rescale(*b, scale, b);
}

bool decimal_add(struct decimal a, struct decimal b, struct decimal *out)
{
    if (!at_one_scale(&a, &b) || __builtin_add_overflow(a.value, b.value, &a.value)) return false;
    *out = a;
    return true;
}

bool decimal_subtract(struct decimal a, struct decimal b, struct decimal *out)
{
    if (!at_one_scale(&a, &b) || __builtin_sub_overflow(a.value, b.value, &a.value)) return false;
    *out = a;
    return true;
}

struct decimal decimal_size(struct decimal d) { return (struct decimal){d.value < 0 ? -d.value : d.value, d.scale}; }
