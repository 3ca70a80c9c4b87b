/* Where a line of Chinese official prose may end, and how gladly.
 *
 * UAX #14 by libunibreak, tightened by what documents.md 2 asks: a number stays with its unit (12.5万元, 85.7%), an
 * ordinal with its number (第三十七条 is free, 第37条 is not), a date in one piece where that can be had.
 */
#ifndef RENDER_PDF_LINE_BREAKS_H
#define RENDER_PDF_LINE_BREAKS_H
#include <stddef.h>
#include <stdint.h>

enum { BREAK_FREE = 0, BREAK_RELUCTANT = 300, BREAK_NEVER = 1000000 };

/* costs[i]: of ending a line behind character i; the last one's is BREAK_FREE. */
void line_breaks(const uint32_t *chars, size_t n, int *costs);

#endif
