/* Where a line of Chinese official prose may end, and at what cost.
 *
 * UAX #14 by libunibreak, and stricter in three things: a number stays with its unit (12.5万元, 85.7%), an ordinal with its
 * number (第三十七条 may be broken, 第37条 may not), and a date is broken only where nothing better can be had.
 */
#ifndef RENDER_PAGE_LINE_BREAKS_H
#define RENDER_PAGE_LINE_BREAKS_H
#include <stddef.h>
#include <stdint.h>

enum { BREAK_FREE = 0, BREAK_RELUCTANT = 300, BREAK_NEVER = 1000000 };

/* costs[i]: of ending a line behind character i; the last one's is BREAK_FREE. */
void line_breaks(const uint32_t *chars, size_t n, int *costs);

#endif
