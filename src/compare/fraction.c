#include "compare/fraction.h"

__extension__ typedef unsigned __int128 wide;          /* products of four counts up to FRACTION_MOST fit */

/* z² = 3.841459 for 95%, as a whole number of millionths. */
enum { SCALE = 1000000, Z_SQUARED = 3841459, THOUSANDTHS_SQUARED = 1000000 };

static uint64_t root(wide n)
{
    wide x = 0, bit = (wide)1 << 126;
    while (bit > n) bit >>= 2;
    for (; bit; bit >>= 2) {
        if (n >= x + bit) {
            n -= x + bit;
            x = (x >> 1) + bit;
        } else {
            x >>= 1;
        }
    }
    return (uint64_t)x;
}

bool fraction_fits(struct fraction f) { return f.part >= 0 && f.part <= f.whole && f.whole > 0 && f.whole <= FRACTION_MOST; }

int fraction_rate(struct fraction f) { return (int)((2 * FRACTION_WHOLE * f.part + f.whole) / (2 * f.whole)); }

/* (2k + z² ∓ √(z⁴ + 4z²·k(n−k)/n)) / 2(n + z²), everything in millionths. */
struct interval fraction_interval(struct fraction f)
{
    wide k = (wide)f.part, n = (wide)f.whole, z = Z_SQUARED;
    wide spread = root(z * z + 4 * z * SCALE * k * (n - k) / n), middle = 2 * k * SCALE + z, below = 2 * (n * SCALE + z);
    wide low = middle > spread ? middle - spread : 0, high = middle + spread;
    return (struct interval){(int)((2 * FRACTION_WHOLE * low + below) / (2 * below)), (int)((2 * FRACTION_WHOLE * high + below) / (2 * below))};
}

int fraction_compare(struct fraction a, struct fraction b)
{
    int64_t x = a.part * b.whole, y = b.part * a.whole;
    return (x > y) - (x < y);
}

bool fraction_within(struct fraction f, struct interval i)
{
    return f.part * FRACTION_WHOLE >= i.low * f.whole && f.part * FRACTION_WHOLE <= i.high * f.whole;
}

static int64_t signed_root(wide n, bool negative)
{
    int64_t x = (int64_t)root(n);
    return negative ? -x : x;
}

/* (kN − nK) / √(nK(N−K)), since the share of all cases is K/N. */
int64_t fraction_distance(struct fraction f, struct fraction all)
{
    int64_t off = f.part * all.whole - f.whole * all.part;
    wide size = (wide)(off < 0 ? -off : off), below = (wide)f.whole * (wide)all.part * (wide)(all.whole - all.part);
    return below ? signed_root(THOUSANDTHS_SQUARED * size * size / below, off < 0) : 0;
}

/* (k₁n₂ − k₂n₁)·√(N / n₁n₂K(N−K)) with K and N of both years together; divided in two steps, since all at once is too wide. */
int64_t fraction_change(struct fraction now, struct fraction before)
{
    struct fraction both = {now.part + before.part, now.whole + before.whole};
    int64_t off = now.part * before.whole - before.part * now.whole;
    wide size = (wide)(off < 0 ? -off : off), below = (wide)both.part * (wide)(both.whole - both.part);
    wide first = THOUSANDTHS_SQUARED * size * size / ((wide)now.whole * (wide)before.whole);
    return below ? signed_root(first * (wide)both.whole / below, off < 0) : 0;
}

/* N0·(N0·k1 − K0·n1) − N1·(N0·k0 − K0·n0) */
contribution_exact contribution_of(struct fraction before, struct fraction now, struct fraction all_before, struct fraction all_now)
{
    int64_t off_now = all_before.whole * now.part - all_before.part * now.whole, off_before = all_before.whole * before.part - all_before.part * before.whole;
    return (contribution_exact)all_before.whole * off_now - (contribution_exact)all_now.whole * off_before;
}

int64_t contribution_rounded(contribution_exact exact, struct fraction all_before, struct fraction all_now)
{
    wide below = (wide)all_before.whole * (wide)all_before.whole * (wide)all_now.whole, size = (wide)(exact < 0 ? -exact : exact);
    int64_t rounded = (int64_t)((2 * FRACTION_WHOLE * size + below) / (2 * below));
    return exact < 0 ? -rounded : rounded;
}
