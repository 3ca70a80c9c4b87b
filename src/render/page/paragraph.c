#include "render/page/paragraph.h"
#include "base/text.h"
#include "render/page/line_breaks.h"
#include "render/page/marks.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* In units of the em: how much of a closing mark may stand outside the line's end, which is its blank half, and how far a gap may
 * grow. */
static const double HALF = 0.5, STRETCH = 0.1;
/* In units of the em, or of the gap itself: how much of a blank half, and of the gap between Chinese and Latin, may be squeezed out. */
static const double SQUEEZE_HALF = 0.35, SQUEEZE_BETWEEN = 0.5;
/* The costs of a line stretched or squeezed to its limit, of a line stretched beyond it, of a last line of one or two characters,
 * of a character that is wider than the line, and of a break that is forbidden. */
static const double FULL = 100, LOOSE = 1000, LONELY = 150, TOO_WIDE = BREAK_NEVER, FORBIDDEN = 1e13;

/* The measures of characters set as one line. */
struct line_measure {
    double width;                                      /* without trailing blanks */
    double hang;                                       /* the part of it that may stand outside */
    double squeeze;                                    /* how much narrower its marks can make it */
    size_t gaps;                                       /* that may grow */
};

/* Behind a character, before the next one on the same line. */
struct spacing {
    double room;                                       /* beside the advance; negative where marks stand closer */
    double squeeze;                                    /* how much narrower it may get */
    bool grows;
};

/* Sums over the characters before each one with the gaps behind them, so that a line is measured by two of them. */
struct running_sums { double width, squeeze; size_t gaps; };

struct breaker {
    const struct paragraph *p;
    const struct paragraph_style *style;
    double *advance;                                   /* of each character */
    enum half { WHOLE, CLOSES, OPENS } *halves;        /* of each character: a wide mark with a blank half behind it, or before it */
    struct spacing *gaps;                              /* behind each character */
    struct running_sums *before;                       /* n + 1 */
};

static void read_chars(struct paragraph *p, struct arena *a, const char *text)
{
    size_t bytes = strlen(text);
    *p = (struct paragraph){.chars = arena_alloc(a, (bytes + 1) * sizeof *p->chars)};
    for (size_t i = 0; i < bytes;) {
        uint32_t c;
        i += utf8_next(text + i, bytes - i, &c);
        if (c == '\t' || c == '\n') c = ' ';
        if (!mark_is_left_out(c, p->n ? p->chars[p->n - 1] : 0)) p->chars[p->n++] = c;
    }
}

void paragraph_read(struct paragraph *p, struct arena *a, const char *text)
{
    read_chars(p, a, text);
    p->breaks = arena_alloc(a, (p->n + 1) * sizeof *p->breaks);
    p->x = arena_alloc(a, (p->n + 1) * sizeof *p->x);
    p->lines = arena_alloc(a, (p->n + 1) * sizeof *p->lines);
    line_breaks(p->chars, p->n, p->breaks);
}

/* The character at i, or before the selector at i. */
static size_t character_of(const struct breaker *b, size_t i) { return i - mark_is_selector(b->p->chars[i]); }
static bool closes(const struct breaker *b, size_t i) { return b->halves[i] == CLOSES; }
static bool opens(const struct breaker *b, size_t i) { return b->halves[i] == OPENS; }

static enum half half_of(const struct breaker *b, size_t i)
{
    bool wide = b->advance[i] > 0.9 * b->style->em;
    return !wide ? WHOLE : mark_closes(b->p->chars[i]) ? CLOSES : mark_opens(b->p->chars[i]) ? OPENS : WHOLE;
}

/* ---- gaps ---- */

/* Letters and digits of one word keep their distance, and a selector its character. */
static struct spacing gap_behind(const struct breaker *b, size_t at)
{
    const uint32_t *chars = b->p->chars;
    size_t i = character_of(b, at), next = at + 1;
    if (mark_is_selector(chars[next])) return (struct spacing){0};
    double em = b->style->em, blank = (closes(b, i) ? HALF : 0) + (opens(b, next) ? HALF : 0);
    bool marks = (closes(b, i) || opens(b, i)) && (closes(b, next) || opens(b, next));
    bool word = chars[i] > ' ' && chars[i] < 0x7F && chars[next] > ' ' && chars[next] < 0x7F;
    struct spacing g = {.grows = !word && !(chars[i] == chars[next] && mark_runs_on(chars[i]))};
    if (marks && blank > 0) {
        g.room = -HALF * em;
        blank -= HALF;
    }
    if (blank > 0) g.squeeze = SQUEEZE_HALF * em;
    if ((mark_is_han(chars[i]) && mark_is_western(chars[next])) || (mark_is_western(chars[i]) && mark_is_han(chars[next]))) {
        g.room = b->style->between;
        g.squeeze = SQUEEZE_BETWEEN * b->style->between;
    }
    return g;
}

/* Dashes of one mark (——) take an em each, whatever the font has them advance. */
static void widen_runs(const struct breaker *b)
{
    const uint32_t *chars = b->p->chars;
    for (size_t i = 0; i + 1 < b->p->n; i++)
        if (chars[i] == chars[i + 1] && mark_runs_on(chars[i])) b->advance[i] = b->advance[i + 1] = fmax(b->advance[i], b->style->em);
}

static struct breaker measure(const struct paragraph *p, struct arena *a, const struct paragraph_style *style)
{
    struct breaker b = {p, style, arena_alloc(a, (p->n + 1) * sizeof *b.advance), arena_alloc(a, (p->n + 1) * sizeof *b.halves),
                        arena_alloc(a, (p->n + 1) * sizeof *b.gaps), arena_alloc(a, (p->n + 1) * sizeof *b.before)};
    for (size_t i = 0; i < p->n; i++) b.advance[i] = style->advance(style->context, p->chars[i]);
    widen_runs(&b);
    for (size_t i = 0; i < p->n; i++) b.halves[i] = half_of(&b, i);
    for (size_t i = 0; i < p->n; i++) {
        if (i + 1 < p->n) b.gaps[i] = gap_behind(&b, i);
        b.before[i + 1] = (struct running_sums){b.before[i].width + b.advance[i] + b.gaps[i].room, b.before[i].squeeze + b.gaps[i].squeeze,
                                                b.before[i].gaps + b.gaps[i].grows};
    }
    return b;
}

/* ---- lines ---- */

static size_t without_blanks(const struct breaker *b, size_t from, size_t to)
{
    while (to > from && b->p->chars[to - 1] == ' ') to--;
    return to;
}

/* The later lines of a label keep the indent that its full-width blanks give the first. */
static double indent_at(const struct breaker *b, size_t from)
{
    enum { FULL_WIDTH_BLANK = 0x3000 };
    double hanging = 0;
    if (!from) return b->style->indent;
    for (size_t i = 0; b->style->fit == PARAGRAPH_LEFT && i < from && b->p->chars[i] == FULL_WIDTH_BLANK; i++) hanging += b->advance[i];
    return hanging;
}

static struct line_measure measure_line(const struct breaker *b, size_t from, size_t to)
{
    struct line_measure m = {.width = indent_at(b, from)};
    to = without_blanks(b, from, to);
    if (to == from) return m;
    size_t last = to - 1;
    m.width += b->before[last].width - b->before[from].width + b->advance[last];
    m.gaps = b->before[last].gaps - b->before[from].gaps;
    m.squeeze = b->before[last].squeeze - b->before[from].squeeze;
    if (opens(b, from)) m.squeeze += SQUEEZE_HALF * b->style->em;
    if (closes(b, character_of(b, last))) m.hang = HALF * b->style->em;
    return m;
}

static bool is_last(const struct breaker *b, size_t to) { return to == b->p->n; }

static double lonely_cost(const struct breaker *b, size_t from, size_t to, double width)
{
    return from && to - from < 3 && width < 2.1 * b->style->em ? LONELY : 0;
}

/* The cost of a justified line; negative when it cannot be squeezed into the width. */
static double justified_cost(const struct breaker *b, size_t from, size_t to)
{
    struct line_measure m = measure_line(b, from, to);
    double over = m.width - m.hang - b->style->width, slack = b->style->width - m.width;
    if (over > 0) {
        double share = m.squeeze > 0 ? over / m.squeeze : 2;
        return share > 1 ? -1 : FULL * share * share;
    }
    if (is_last(b, to)) return lonely_cost(b, from, to, m.width);
    if (slack <= 0) return 0;
    double share = slack / ((m.gaps ? (double)m.gaps : 0.1) * STRETCH * b->style->em);
    return share <= 1 ? FULL * share * share : LOOSE * share;
}

static double ragged_cost(const struct breaker *b, size_t from, size_t to)
{
    struct line_measure m = measure_line(b, from, to);
    double slack = (b->style->width - m.width) / b->style->em;
    if (slack + m.hang / b->style->em < -0.001) return -1;
    if (b->style->fit == PARAGRAPH_LEFT && is_last(b, to)) return BREAK_LINE + lonely_cost(b, from, to, m.width);
    return BREAK_LINE + (slack > 0 ? slack * slack : 0);
}

static double break_cost(const struct breaker *b, size_t to)
{
    if (is_last(b, to)) return 0;
    return b->p->breaks[to - 1] == BREAK_FORBIDDEN ? FORBIDDEN : b->p->breaks[to - 1];
}

/* Behind character i and its selector: no line ends between them. */
static size_t behind_character(const struct breaker *b, size_t i) { return i + 1 + (i + 1 < b->p->n && mark_is_selector(b->p->chars[i + 1])); }

/* Of ragged lines the fewest are the cheapest, so one that fits needs no search. */
static bool is_one_line(const struct breaker *b) { return b->style->fit != PARAGRAPH_JUSTIFIED && b->p->n && ragged_cost(b, 0, b->p->n) >= 0; }

/* Fills start[to]: where the line that ends before `to` begins in the cheapest layout up to there. */
static void find_breaks(const struct breaker *b, size_t *start)
{
    size_t n = b->p->n;
    if (is_one_line(b)) return;                        /* start[n] is 0 */
    double *best = memory_alloc((n + 1) * sizeof *best);
    for (size_t i = 1; i <= n; i++) best[i] = INFINITY;
    for (size_t from = 0; from < n; from++) {
        if (best[from] == INFINITY) continue;
        for (size_t to = behind_character(b, from); to <= n; to = behind_character(b, to)) {
            double cost = b->style->fit == PARAGRAPH_JUSTIFIED ? justified_cost(b, from, to) : ragged_cost(b, from, to);
            /* One character is a line even where it does not fit. A line that is too wide may fit again behind the next mark, which
             * can be squeezed or hang, hence the search goes on a little. */
            if (cost < 0 && to == behind_character(b, from)) cost = TOO_WIDE;
            if (cost < 0) {
                if (b->style->fit != PARAGRAPH_JUSTIFIED || measure_line(b, from, to).width > b->style->width * 1.5) break;
                continue;
            }
            cost += best[from] + break_cost(b, to);
            if (cost < best[to]) {
                best[to] = cost;
                start[to] = from;
            }
        }
    }
    free(best);
}

static void place_ragged(const struct breaker *b, struct paragraph_line *line, size_t end)
{
    double at = indent_at(b, line->first);
    line->width = measure_line(b, line->first, end).width;
    if (b->style->fit == PARAGRAPH_BALANCED) at += fmax(b->style->width - line->width, 0) / 2;
    for (size_t i = line->first; i < end; i++) {
        b->p->x[i] = at;
        at += b->advance[i] + b->gaps[i].room;
    }
}

static void place_justified(const struct breaker *b, struct paragraph_line *line, size_t end)
{
    struct line_measure m = measure_line(b, line->first, end);
    double over = m.width - m.hang - b->style->width, slack = b->style->width - m.width;
    double squeeze = over > 0 && m.squeeze > 0 ? fmin(over / m.squeeze, 1) : 0;      /* the part of what may be squeezed */
    bool stretched = slack > 0 && m.gaps && !is_last(b, line->first + line->n);
    double stretch = stretched ? fmin(slack / (double)m.gaps, STRETCH * b->style->em) : 0;
    double at = indent_at(b, line->first);
    if (end > line->first && opens(b, line->first)) at -= squeeze * SQUEEZE_HALF * b->style->em;
    for (size_t i = line->first; i < end; i++) {
        const struct spacing *g = &b->gaps[i];
        b->p->x[i] = at;
        at += b->advance[i];
        if (i + 1 < end) at += g->room - squeeze * g->squeeze + (g->grows ? stretch : 0);
    }
    line->width = at;
}

void paragraph_lay(struct paragraph *p, struct arena *a, const struct paragraph_style *style)
{
    struct breaker b = measure(p, a, style);
    size_t *start = memory_alloc((p->n + 1) * sizeof *start), n_lines = 0;
    find_breaks(&b, start);
    for (size_t to = p->n; to > 0; to = start[to]) n_lines++;
    p->n_lines = n_lines;
    for (size_t to = p->n; to > 0; to = start[to]) {
        struct paragraph_line *line = &p->lines[--n_lines];
        line->first = start[to];
        line->n = to - start[to];
        size_t end = without_blanks(&b, line->first, to);
        if (style->fit == PARAGRAPH_JUSTIFIED) place_justified(&b, line, end);
        else place_ragged(&b, line, end);
        line->n = end - line->first;
    }
    free(start);
}

double paragraph_natural_width(const char *text, const struct paragraph_style *style)
{
    struct arena scratch = {0};
    struct paragraph p;
    read_chars(&p, &scratch, text);
    struct breaker b = measure(&p, &scratch, style);
    double width = measure_line(&b, 0, p.n).width;
    arena_release(&scratch);
    return width;
}

double paragraph_width(const struct paragraph *p)
{
    double widest = 0;
    for (size_t i = 0; i < p->n_lines; i++) widest = fmax(widest, p->lines[i].width);
    return widest;
}
