#include "render/page/line_breaks.h"
#include "base/memory.h"
#include "render/page/marks.h"
#include <linebreak.h>
#include <stdbool.h>
#include <stdlib.h>

static bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }
static bool is_han(uint32_t c) { return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF); }

/* libunibreak asserts that it never meets a regional indicator (flags are made of these), and takes U+FFFF for the end of the
 * text. Neither may stop a report: a letter replaces what the library does not know. Whether a font has the character is
 * checked when it is measured. */
static uint32_t known_to_library(uint32_t c)
{
    bool indicator = c >= 0x1F1E6 && c <= 0x1F1FF, noncharacter = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    bool no_scalar = c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF);
    return indicator || noncharacter || no_scalar ? 'A' : c;
}

/* A unit begins here: a Chinese word, or a sign such as ㎡ ℃ ％. */
static bool is_unit(uint32_t c) { return is_han(c) || (c >= 0x3300 && c <= 0x33FF) || (c >= 0x2100 && c <= 0x214F) || c == U'％'; }

/* Words that multiply: the unit itself follows (万|元, 公|里, 平|方米). */
static bool is_multiplier(uint32_t c)
{
    static const uint32_t words[] = {U'百', U'千', U'万', U'亿', U'多', U'余', U'个', U'公', U'平', U'立', 0};
    return mark_is_one_of(c, words);
}

/* Whether a date goes on behind 年 or 月 at i: 2026年|1月, 1月|5日 */
static bool is_within_date(const uint32_t *chars, size_t n, size_t i)
{
    return (chars[i] == U'年' || chars[i] == U'月') && i > 0 && is_digit(chars[i - 1]) && i + 1 < n && is_digit(chars[i + 1]);
}

void line_breaks(const uint32_t *chars, size_t n, int *costs)
{
    static bool ready;
    if (!n) return;
    if (!ready) init_linebreak();
    ready = true;
    char *kinds = memory_alloc(n);
    utf32_t *known = memory_alloc(n * sizeof *known);
    for (size_t i = 0; i < n; i++) known[i] = known_to_library(chars[i]);
    set_linebreaks_utf32(known, n, "zh", kinds);
    free(known);
    for (size_t i = 0; i < n; i++) costs[i] = kinds[i] == LINEBREAK_NOBREAK ? BREAK_NEVER : BREAK_FREE;
    for (size_t i = 0; i + 1 < n; i++) {
        if (is_digit(chars[i]) && is_unit(chars[i + 1])) {
            costs[i] = BREAK_NEVER;
            if (is_multiplier(chars[i + 1]) && i + 2 < n && is_han(chars[i + 2])) costs[i + 1] = BREAK_NEVER;
        } else if (chars[i] == U'第' && is_digit(chars[i + 1])) {
            costs[i] = BREAK_NEVER;
        } else if (is_within_date(chars, n, i) && costs[i] == BREAK_FREE) {
            costs[i] = BREAK_RELUCTANT;
        } else if (chars[i] == U'〕' && is_digit(chars[i + 1]) && costs[i] == BREAK_FREE) {
            costs[i] = BREAK_RELUCTANT;                /* 〔2021〕30号 */
        }
    }
    costs[n - 1] = BREAK_FREE;
    free(kinds);
}
