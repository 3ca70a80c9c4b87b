#include "render/page/line_breaks.h"
#include "base/memory.h"
#include "render/page/marks.h"
#include <linebreak.h>
#include <stdbool.h>
#include <stdlib.h>

#ifdef UNIBREAK_VERSION                               /* since libunibreak 4 */
#define linebreak_version unibreak_version
#endif

int line_breaks_library(void) { return linebreak_version; }

static bool is_digit(uint32_t c) { return (c >= '0' && c <= '9') || (c >= U'０' && c <= U'９'); }
static bool is_capital(uint32_t c) { return c >= 'A' && c <= 'Z'; }
static bool is_word(uint32_t c) { return is_digit(c) || is_capital(c) || (c >= 'a' && c <= 'z'); }
static bool is_ascii(uint32_t c) { return c > ' ' && c < 0x7F; }

/* libunibreak asserts that it never meets a regional indicator (flags are made of these), and takes U+FFFF for the end of the
 * text. Neither may stop a report: a letter replaces what the library does not know. Whether a font has the character is
 * checked when it is measured. */
static uint32_t known_to_library(uint32_t c)
{
    bool indicator = c >= 0x1F1E6 && c <= 0x1F1FF, noncharacter = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    bool no_scalar = c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF);
    return indicator || noncharacter || no_scalar ? 'A' : c;
}

static void ask_library(const uint32_t *chars, size_t n, int *costs)
{
    static bool ready;
    if (!ready) init_linebreak();
    ready = true;
    char *kinds = memory_alloc(n);
    utf32_t *known = memory_alloc(n * sizeof *known);
    for (size_t i = 0; i < n; i++) known[i] = known_to_library(chars[i]);
    set_linebreaks_utf32(known, n, "zh", kinds);
    for (size_t i = 0; i < n; i++) costs[i] = kinds[i] == LINEBREAK_NOBREAK ? BREAK_NEVER : BREAK_FREE;
    free(known);
    free(kinds);
}

static void raise_to(int *cost, int least)
{
    if (*cost < least) *cost = least;
}

/* ---- numbers and dates ---- */

/* A unit begins here: a Chinese word, or a sign such as ㎡ ℃ ％. */
static bool is_unit(uint32_t c) { return mark_is_han(c) || (c >= 0x3300 && c <= 0x33FF) || (c >= 0x2100 && c <= 0x214F) || c == U'％'; }

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

static void keep_numbers(const uint32_t *chars, size_t n, int *costs)
{
    for (size_t i = 0; i + 1 < n; i++) {
        if (is_digit(chars[i]) && is_unit(chars[i + 1])) {
            raise_to(&costs[i], BREAK_NEVER);
            if (is_multiplier(chars[i + 1]) && i + 2 < n && mark_is_han(chars[i + 2])) raise_to(&costs[i + 1], BREAK_NEVER);
        } else if ((chars[i] == U'第' || is_digit(chars[i])) && is_digit(chars[i + 1])) {
            raise_to(&costs[i], BREAK_NEVER);
        } else if (is_within_date(chars, n, i) || (chars[i] == U'〕' && is_digit(chars[i + 1]))) {
            raise_to(&costs[i], BREAK_RELUCTANT);      /* 〔2021〕30号 */
        }
    }
}

/* ---- words of several parts, and addresses ---- */

static bool joins(uint32_t c)
{
    static const uint32_t joints[] = {'-', '/', '~', '_', U'‐', U'–', U'—', U'～', U'〜', U'－', U'／', 0};
    return mark_is_one_of(c, joints);
}

/* Between ASCII characters without a blank, behind a joint of letters or digits, and at a blank within a number (010-8888 8888),
 * behind capitals (GB/T 9704) or before a unit (12 件). */
static void keep_words(const uint32_t *chars, size_t n, int *costs)
{
    for (size_t i = 0, word = 0; i + 1 < n; i++) {     /* word: the last character that is no blank */
        uint32_t next = chars[i + 1];
        if (chars[i] != ' ') word = i;
        bool joined = i > 0 && joins(chars[i]) && is_word(chars[i - 1]) && is_word(next);
        bool number = chars[i] == ' ' && is_digit(chars[word]) && (is_digit(next) || is_unit(next));
        bool series = chars[i] == ' ' && is_capital(chars[word]) && is_digit(next);
        if (joined) costs[i] = BREAK_SELDOM;           /* for UAX #14 there is none before a digit */
        else if (number || series || (is_ascii(chars[i]) && is_ascii(next))) raise_to(&costs[i], BREAK_SELDOM);
    }
}

static bool begins_with(const uint32_t *chars, size_t n, const char *word)
{
    size_t i = 0;
    while (word[i] && i < n && chars[i] == (unsigned char)word[i]) i++;
    return !word[i];
}

static bool is_address(const uint32_t *chars, size_t n)
{
    if (begins_with(chars, n, "www.")) return true;
    for (size_t i = 1; i + 1 < n; i++)
        if (chars[i] == '@' || begins_with(chars + i, n - i, "://")) return true;
    return false;
}

/* Prices the breaks within an address: the slashes of its scheme (://) are not for breaking. */
static void price_address(const uint32_t *chars, size_t n, int *costs)
{
    static const uint32_t parts[] = {'/', '?', '&', '=', 0}, small[] = {'.', '-', '_', 0};
    for (size_t i = 0; i + 1 < n; i++) {
        bool within = is_word(chars[i + 1]), scheme = chars[i] == '/' && i > 0 && (chars[i - 1] == ':' || chars[i - 1] == '/');
        costs[i] = within && !scheme && mark_is_one_of(chars[i], parts) ? BREAK_RELUCTANT
                 : within && mark_is_one_of(chars[i], small) ? BREAK_SELDOM : BREAK_NEVER;
    }
}

static void price_addresses(const uint32_t *chars, size_t n, int *costs)
{
    for (size_t i = 0, end; i < n; i = end + 1) {
        for (end = i; end < n && is_ascii(chars[end]); end++) {}
        if (is_address(chars + i, end - i)) price_address(chars + i, end - i, costs + i);
    }
}

/* ---- marks ---- */

static void forbid_marks(const uint32_t *chars, size_t n, int *costs)
{
    for (size_t i = 0, word = 0; i + 1 < n; i++) {
        size_t next = i + 1;
        if (chars[i] != ' ' && !mark_is_selector(chars[i])) word = i;
        while (next + 1 < n && chars[next] == ' ' && chars[i] != ' ') next++;
        bool run = chars[i] == chars[i + 1] && mark_runs_on(chars[i]);
        bool slash = chars[word] == '/' && word > 0 && !is_ascii(chars[word - 1]);      /* 和/或 */
        if (run || slash || mark_never_begins(chars[next]) || mark_never_ends(chars[word])) costs[i] = BREAK_FORBIDDEN;
    }
}

void line_breaks(const uint32_t *chars, size_t n, int *costs)
{
    if (!n) return;
    ask_library(chars, n, costs);
    keep_numbers(chars, n, costs);
    keep_words(chars, n, costs);
    price_addresses(chars, n, costs);
    forbid_marks(chars, n, costs);
    costs[n - 1] = BREAK_FREE;
}
