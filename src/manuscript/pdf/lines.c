#include "manuscript/pdf/lines.h"
#include "base/characters.h"
#include "base/text.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double same_line = 0.45;                  /* of the taller one's height, between their middles */
static const double gap_of_words = 0.25, overlap = 0.5;   /* of a height; of the narrower one's width */

bool pdf_is_blank(uint32_t c) { return c <= ' ' || c == 0x7F || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) || c == 0xFEFF; }
bool pdf_is_wide(uint32_t c) { return c >= 0x2E80 || (c >= 0x2014 && c <= 0x2026); }
static bool is_digit(uint32_t c) { return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19); }

uint32_t pdf_first(const char *text)
{
    uint32_t c = 0;
    if (*text) utf8_next(text, strlen(text), &c);
    return c;
}

uint32_t pdf_last(const char *text)
{
    uint32_t c = 0;
    size_t n = strlen(text);
    for (size_t at = 0; at < n;) at += utf8_next(text + at, n - at, &c);
    return c;
}

void pdf_continue(struct text *text, const char *next)
{
    uint32_t last = pdf_last(text_get(text)), first = pdf_first(next);
    bool words = last && first && !pdf_is_wide(last) && !pdf_is_wide(first);
    if (words && !(is_digit(last) && is_digit(first))) text_add_char(text, ' ');
    text_add(text, next);
}

static double height_of(const struct pdf_letter *l) { return l->box.y2 - l->box.y1; }

static int by_height(const void *a, const void *b)
{
    const struct pdf_letter *x = *(const struct pdf_letter *const *)a, *y = *(const struct pdf_letter *const *)b;
    double p = pdf_mid_y(&x->box), q = pdf_mid_y(&y->box);
    if (p != q) return (p > q) - (p < q);
    return (x->box.x1 > y->box.x1) - (x->box.x1 < y->box.x1);
}

/* Ideographs last, for they say how large a line is written. */
static int by_size(const void *a, const void *b)
{
    const struct pdf_letter *x = *(const struct pdf_letter *const *)a, *y = *(const struct pdf_letter *const *)b;
    double p = height_of(x), q = height_of(y);
    if (pdf_is_wide(x->c) != pdf_is_wide(y->c)) return pdf_is_wide(x->c) ? 1 : -1;
    return (p > q) - (p < q);
}

static int by_left(const void *a, const void *b)
{
    const struct pdf_letter *x = *(const struct pdf_letter *const *)a, *y = *(const struct pdf_letter *const *)b;
    if (x->box.x1 != y->box.x1) return (x->box.x1 > y->box.x1) - (x->box.x1 < y->box.x1);
    return (x->c > y->c) - (x->c < y->c);
}

/* No letter of ours: it has no meaning (U+FFFD), one of its own (private use), or moves what stands beside it. */
static bool is_unreadable(uint32_t c)
{
    enum character kind = character_of(c);
    return c == 0xFFFD || (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000 || (kind != CHARACTER_PLAIN && kind != CHARACTER_BREAK);
}

/* Two fonts of one size have their digits nearly at one height. The library gives the letters of a word one height, so that it does not
 * always tell. */
static bool is_raised(const struct pdf_letter *a, const struct pdf_letter *b)
{
    static const double other_size = 0.9, other_height = 0.2;      /* of the larger font; of the size */
    double size = fmin(a->size, b->size);
    return size > 0 && (size < other_size * fmax(a->size, b->size) || fabs(pdf_mid_y(&a->box) - pdf_mid_y(&b->box)) > other_height * size);
}

static void add_letter(struct pdf_line *line, struct text *text, const struct pdf_letter *last, const struct pdf_letter *l, bool blank)
{
    double gap = last ? l->box.x1 - last->box.x2 : 0, narrower = l->box.x2 - l->box.x1;
    if (last && is_digit(last->c) && is_digit(l->c)) {
        line->raised |= is_raised(last, l);
        line->widest_gap = fmax(line->widest_gap, gap / line->size);
        line->narrowest_gap = line->n_gaps++ ? fmin(line->narrowest_gap, gap / line->size) : gap / line->size;
    }
    if (last) narrower = fmin(narrower, last->box.x2 - last->box.x1);
    if (last && gap < -overlap * narrower) line->overlapping = true;
    blank |= gap > gap_of_words * line->size;
    if (last && blank && !pdf_is_wide(last->c) && !pdf_is_wide(l->c)) text_add_char(text, ' ');
    if (is_unreadable(l->c)) line->unreadable = true;
    text_add_code_point(text, character_of(l->c) == CHARACTER_PLAIN ? l->c : 0xFFFD);
    line->box = (struct pdf_box){fmin(line->box.x1, l->box.x1), fmin(line->box.y1, l->box.y1), fmax(line->box.x2, l->box.x2), fmax(line->box.y2, l->box.y2)};
}

static void add_line(struct pdf_line_list *lines, struct arena *arena, const struct pdf_letter **letters, size_t n, int page)
{
    struct pdf_line line = {.box = {INFINITY, INFINITY, -INFINITY, -INFINITY}, .page = page};
    const struct pdf_letter *last = NULL;
    struct text text = {0};
    bool blank = false;
    qsort(letters, n, sizeof *letters, by_size);
    for (size_t i = 0; i < n; i++) {
        line.n_wide += pdf_is_wide(letters[i]->c);
        line.font = fmax(line.font, letters[i]->size);
    }
    line.size = fmax(1, height_of(letters[line.n_wide ? n - 1 - line.n_wide / 2 : n / 2]));
    qsort(letters, n, sizeof *letters, by_left);
    for (size_t i = 0; i < n; i++) {
        if (pdf_is_blank(letters[i]->c)) {
            blank = true;
            continue;
        }
        add_letter(&line, &text, last, letters[i], blank);
        last = letters[i];
        blank = false;
    }
    if (text.n) {
        line.text = arena_dup_n(arena, text.bytes, text.n);
        lines->of = memory_grow(lines->of, lines->n, &lines->cap, sizeof *lines->of);
        lines->of[lines->n++] = line;
    }
    text_release(&text);
}

void pdf_lines_add(struct pdf_line_list *lines, struct arena *arena, const struct pdf_letter **letters, size_t n, int page)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (letters[i]->c >= ' ' && letters[i]->box.y2 > letters[i]->box.y1) letters[kept++] = letters[i];
    n = kept;
    if (n) qsort(letters, n, sizeof *letters, by_height);
    for (size_t i = 0, end; i < n; i = end) {
        double middle = pdf_mid_y(&letters[i]->box), height = height_of(letters[i]);
        for (end = i + 1; end < n; end++) {
            height = fmax(height, height_of(letters[end]));
            if (pdf_mid_y(&letters[end]->box) - middle > same_line * height) break;
        }
        add_line(lines, arena, letters + i, end - i, page);
    }
}
