#include "render/page/paragraph.h"
#include "base/text.h"
#include "render/page/line_breaks.h"
#include "render/page/marks.h"
#include <stdlib.h>
#include <string.h>

/* The costs of a break before a word, behind a part of a name (江州市|财政局), and within a word: the last two are dearer than one
 * more line, so that only a name or word that is longer than a line is broken. */
enum { BETWEEN_WORDS = 60, WITHIN_NAME = 2 * BREAK_LINE, WITHIN_WORD = 6 * BREAK_LINE };

/* The words of a report's title that should not be broken. Its other text is broken where the lines come out best. */
static const char *const words[] = {"政府信息公开", "工作", "年度", "年度报告"};

/* Where `word` begins in the characters from `from` on; p->n when it does not occur. Sets its length. */
static size_t find(const struct paragraph *p, size_t from, const char *word, size_t *length)
{
    uint32_t wanted[128];
    size_t bytes = strlen(word), n = 0;
    for (size_t i = 0; i < bytes && n < sizeof wanted / sizeof *wanted; n++) i += utf8_next(word + i, bytes - i, &wanted[n]);
    *length = n;
    for (size_t at = from; n && at + n <= p->n; at++)
        if (!memcmp(p->chars + at, wanted, n * sizeof *wanted)) return at;
    return p->n;
}

static void raise_cost(struct paragraph *p, size_t i, int cost)
{
    if (p->breaks[i] < cost) p->breaks[i] = cost;
}

/* Whether a name may be broken behind character i: 江州市|人民政府|办公室 */
static bool ends_part(const struct paragraph *p, size_t i, size_t end)
{
    static const uint32_t suffixes[] = {U'国', U'省', U'市', U'县', U'区', U'州', U'盟', U'旗', U'镇',
                                        U'乡', U'局', U'厅', U'委', U'会', U'府', U'院', 0};
    static const uint32_t binding[] = {U'委', U'政', U'会', U'局', U'区', 0};         /* 省委, 市政, 委会, 区政 stay whole */
    return mark_is_one_of(p->chars[i], suffixes) && i + 2 < end && !mark_is_one_of(p->chars[i + 1], binding);
}

void title_prefer_words(struct paragraph *p, const char *name)
{
    size_t n, at = find(p, 0, name, &n);
    for (size_t i = at; i + 1 < at + n && i < p->n; i++)
        raise_cost(p, i, ends_part(p, i, at + n) ? WITHIN_NAME : WITHIN_WORD);
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        size_t length, from = find(p, 0, words[w], &length);
        for (size_t i = from; i + 1 < from + length && i < p->n; i++) raise_cost(p, i, WITHIN_WORD);
        if (from > 0 && from < p->n) raise_cost(p, from - 1, BETWEEN_WORDS);
    }
    if (at < p->n && at + n < p->n && p->breaks[at + n - 1] < BREAK_NEVER) p->breaks[at + n - 1] = BREAK_FREE;
}
