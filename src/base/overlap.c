#include "base/overlap.h"
#include "base/memory.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

enum { SHINGLE = 5, BITS = 21 };                       /* characters of a shingle, bits of a code point */

static bool is_word(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || c >= 0x20000;
}

static int by_value(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* Sorted and without doubles. A shingle is longer than 64 bits: it is folded, and two that fall together by
 * chance change a share by less than can be seen. */
uint64_t *overlap_shingles(const char *s, size_t *n)
{
    uint32_t last[SHINGLE] = {0};
    uint64_t *all = NULL;
    size_t cap = 0, words = 0, size = strlen(s);
    *n = 0;
    for (size_t i = 0; i < size;) {
        uint32_t c;
        i += utf8_next(s + i, size - i, &c);
        if (!is_word(c)) continue;
        memmove(last, last + 1, sizeof last - sizeof *last);
        last[SHINGLE - 1] = c;
        if (++words < SHINGLE) continue;
        uint64_t folded = 0;
        for (int k = 0; k < SHINGLE; k++) folded = (folded << BITS | folded >> (64 - BITS)) ^ (last[k] * UINT64_C(0x9E3779B97F4A7C15));
        all = memory_grow(all, *n, &cap, sizeof *all);
        all[(*n)++] = folded;
    }
    if (!*n) return NULL;
    qsort(all, *n, sizeof *all, by_value);
    size_t left = 1;
    for (size_t i = 1; i < *n; i++)
        if (all[i] != all[left - 1]) all[left++] = all[i];
    *n = left;
    return all;
}

int overlap_of(const uint64_t *a, size_t n, const uint64_t *b, size_t m)
{
    size_t common = 0;
    for (size_t i = 0, k = 0; i < n && k < m;) {
        if (a[i] == b[k]) common++, i++, k++;
        else if (a[i] < b[k]) i++;
        else k++;
    }
    return n ? (int)(common * 100 / n) : 0;
}

int overlap_percent(const char *a, const char *b)
{
    size_t n, m;
    uint64_t *x = overlap_shingles(a, &n), *y = overlap_shingles(b, &m);
    int share = overlap_of(x, n, y, m);
    free(x);
    free(y);
    return share;
}
