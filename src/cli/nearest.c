#include "cli/nearest.h"
#include <string.h>

enum { LONGEST = 32, SLIPS = 2 };

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Slips between two words of at most LONGEST bytes. */
static size_t slips_between(const char *a, size_t n, const char *b, size_t m)
{
    size_t rows[LONGEST + 1][LONGEST + 1];
    for (size_t i = 0; i <= n; i++)
        for (size_t k = 0; k <= m; k++) {
            if (!i || !k) {
                rows[i][k] = i + k;
                continue;
            }
            rows[i][k] = least(least(rows[i - 1][k], rows[i][k - 1]) + 1, rows[i - 1][k - 1] + (a[i - 1] != b[k - 1]));
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1]) rows[i][k] = least(rows[i][k], rows[i - 2][k - 2] + 1);
        }
    return rows[n][m];
}

const char *nearest_word(const char *typed, const char *const *words, size_t n)
{
    const char *found = NULL;
    size_t best = SLIPS + 1, length = strlen(typed);
    for (size_t i = 0; i < n && length && length <= LONGEST; i++) {
        size_t m = strlen(words[i]), slips = m > LONGEST ? best + 1 : slips_between(typed, length, words[i], m);
        if (2 * slips >= m || slips > best) continue;
        found = slips < best ? words[i] : NULL;
        best = slips;
    }
    return best <= SLIPS ? found : NULL;
}
