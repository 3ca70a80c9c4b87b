/* A share of cases, part of whole, with its rate, interval and distances: exact, in whole numbers, the same on every machine.
 *
 * Rates and bounds are hundredths of a percent (5714 is 57.14%). The interval is Wilson's at 95%; distances are in
 * thousandths of a standard deviation. No binary float is used: square roots are whole-number roots of scaled numbers, so that no
 * figure differs between compilers or processors (docs/zh/比较.md has the formulas).
 *
 *     struct fraction f = {41, 60};
 *     fraction_rate(f);                       // 6833
 *     fraction_interval(f);                   // {5577, 7869}
 */
#ifndef COMPARE_FRACTION_H
#define COMPARE_FRACTION_H
#include <stdbool.h>
#include <stdint.h>

enum { FRACTION_MOST = 100000000, FRACTION_WHOLE = 10000 };

struct fraction { int64_t part, whole; };
struct interval { int low, high; };

/* 0 <= part <= whole, and 0 < whole <= FRACTION_MOST; the functions below are for fractions that fit. */
bool fraction_fits(struct fraction f);
int fraction_rate(struct fraction f);                  /* rounded half up */
struct interval fraction_interval(struct fraction f);  /* each bound to the nearest hundredth of a percent */
int fraction_compare(struct fraction a, struct fraction b);
bool fraction_within(struct fraction f, struct interval i);       /* the exact share against the bounds as they are shown */
/* The distance of the share from that of all cases, in thousandths of the standard deviation that chance alone gives a share of so
 * many cases; negative below it. 0 where all cases are alike. */
int64_t fraction_distance(struct fraction f, struct fraction all);
/* The same for two shares of different cases: two years of an agency. */
int64_t fraction_change(struct fraction now, struct fraction before);

/* How much of the change of the share of all, from all_before = K0/N0 to all_now = K1/N1, a part of them makes that had before = k0/n0
 * and has now = k1/n1 (0/0: was not there, is not there): (k1 − n1·K0/N0)/N1 − (k0 − n0·K0/N0)/N0, over the denominator N0²·N1,
 * exact; those of all parts add up to the change. Then the same in hundredths of a percent, rounded half away from 0. */
__extension__ typedef __int128 contribution_exact;
contribution_exact contribution_of(struct fraction before, struct fraction now, struct fraction all_before, struct fraction all_now);
int64_t contribution_rounded(contribution_exact exact, struct fraction all_before, struct fraction all_now);

#endif
