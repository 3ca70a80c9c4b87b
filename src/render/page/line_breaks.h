/* Where a line of Chinese official prose may end, and at what cost.
 *
 * UAX #14 by libunibreak, and stricter:
 *   - no line begins or ends with a mark that must not (marks.h), blanks between or not;
 *   - a number stays with its unit (12.5万元, 85.7%, 12 件), an ordinal with its number (第三十七条 may be broken, 第37条 may not);
 *   - what is written with letters, digits and hyphens is one word: XK-2025-003, GB/T 9704—2012, 010-8888 8888. It is broken behind
 *     one of its marks only where it is longer than a line;
 *   - an address (http://…, www.…, name@host) is broken behind / ? & =, and behind . and - only where it is longer than a line;
 *   - a date is broken only where nothing better can be had.
 * A word without any such place that is longer than a line is broken between any two of its characters.
 */
#ifndef RENDER_PAGE_LINE_BREAKS_H
#define RENDER_PAGE_LINE_BREAKS_H
#include <stddef.h>
#include <stdint.h>

enum {
    BREAK_FREE = 0,
    BREAK_RELUCTANT = 300,
    BREAK_LINE = 1000000,                              /* as dear as one more line, where lines are to be few */
    BREAK_SELDOM = 10 * BREAK_LINE,                    /* within a word of several parts */
    BREAK_NEVER = 1000000000,                          /* within a word */
    BREAK_FORBIDDEN = 2000000000                       /* a line would begin or end with a mark that must not */
};

/* costs[i]: of ending a line behind character i; the last one's is BREAK_FREE. */
void line_breaks(const uint32_t *chars, size_t n, int *costs);
int line_breaks_library(void);                         /* the version of libunibreak: 0x0501 is 5.1 */

#endif
