#include "manuscript/pdf/pdf_inside.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double edge = 0.12;                       /* of a page's height: where page numbers and running heads stand */
static const double same_height = 4, indent = 12;      /* points */
static const double other_size = 0.15;                 /* of a letter's height */
static const double em = 0.8, half_em = 0.42;          /* of a letter's height, which is from ascent to descent */

/* ---- page numbers and running heads ---- */

/* — 3 —, 3, 第3页 共6页, 3/6 */
static bool is_page_number(const char *text)
{
    static const char others[] = "-－—–―─·第页共/ ";
    bool digit = false;
    uint32_t c, other;
    size_t n = strlen(text);
    for (size_t at = 0; at < n;) {
        at += utf8_next(text + at, n - at, &c);
        bool known = c >= '0' && c <= '9';
        digit |= known;
        for (size_t k = 0; !known && k < sizeof others - 1;) {
            k += utf8_next(others + k, sizeof others - 1 - k, &other);
            known = other == c;
        }
        if (!known) return false;
    }
    return digit && n < 40;
}

static bool at_edge(const struct pdf_column *page, const struct pdf_line *line)
{
    return pdf_mid_y(&line->box) < edge * page->height || pdf_mid_y(&line->box) > (1 - edge) * page->height;
}

/* The same words, whatever the numbers. */
static bool same_words(const char *a, const char *b)
{
    for (;;) {
        a += strspn(a, "0123456789");
        b += strspn(b, "0123456789");
        if (*a != *b) return false;
        if (!*a) return true;
        a++, b++;
    }
}

/* Whether one of the first n pages, but for its own, has the line at the same height. */
static bool repeats(const struct pdf_column *pages, size_t n, size_t own, const struct pdf_line *line)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; i != own && k < pages[i].lines.n; k++) {
            const struct pdf_line *other = &pages[i].lines.of[k];
            if (at_edge(&pages[i], other) && fabs(pdf_mid_y(&other->box) - pdf_mid_y(&line->box)) <= same_height && same_words(other->text, line->text)) return true;
        }
    return false;
}

void pdf_drop_running(struct manuscript *m, struct pdf_column *pages, size_t n)
{
    bool **drops = memory_alloc((n + 1) * sizeof *drops);
    for (size_t i = 0; i < n; i++) {
        drops[i] = memory_alloc(pages[i].lines.n + 1);
        for (size_t k = 0; k < pages[i].lines.n; k++) {
            const struct pdf_line *line = &pages[i].lines.of[k];
            if (!at_edge(&pages[i], line)) continue;
            drops[i][k] = is_page_number(line->text) || repeats(pages, n, i, line);
            bool said = repeats(pages, i, i, line);
            if (drops[i][k] && !said && !is_page_number(line->text)) {
                manuscript_remark(m, "每页都有的页眉、页脚不算正文：%s", line->text);
                manuscript_add_property(m, "running", line->text);
            }
        }
    }
    for (size_t i = 0; i < n; i++) {
        size_t kept = 0;
        for (size_t k = 0; k < pages[i].lines.n; k++)
            if (!drops[i][k]) pages[i].lines.of[kept++] = pages[i].lines.of[k];
        pages[i].lines.n = kept;
        free(drops[i]);
    }
    free(drops);
}

/* ---- margins ---- */

void pdf_find_margins(struct pdf_column *pages, size_t n)
{
    double left = INFINITY, right = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        pages[i].left = INFINITY;
        pages[i].right = -INFINITY;
        for (size_t k = 0; k < pages[i].lines.n; k++) {
            pages[i].left = fmin(pages[i].left, pages[i].lines.of[k].box.x1);
            pages[i].right = fmax(pages[i].right, pages[i].lines.of[k].box.x2);
        }
        left = fmin(left, pages[i].left);
        right = fmax(right, pages[i].right);
    }
    for (size_t i = 0; i < n; i++) {                   /* facing pages may differ a little */
        if (pages[i].left > left + indent) pages[i].left = left;
        if (pages[i].right < right - indent) pages[i].right = right;
    }
}

/* ---- paragraphs ---- */

/* Something like 一、 */
static bool is_heading(const char *text)
{
    static const char numerals[] = "一二三四五六七八九十";
    uint32_t c = 0;
    size_t n = strlen(text), at = 0, first = 0;
    for (; at < n; first++) {
        char one[UTF8_MOST + 1] = "";
        size_t k = utf8_next(text + at, n - at, &c);
        memcpy(one, text + at, k);
        if (!strstr(numerals, one)) break;
        at += k;
    }
    return first && first < 4 && c == 0x3001;
}

/* What of the next line must stay together: a number, a word, an address; or a character with the mark behind it. */
static double unbreakable(const struct pdf_line *line)
{
    size_t n = 0;
    while (line->text[n] && line->text[n] != ' ' && (unsigned char)line->text[n] < 0x80) n++;
    return (double)n * half_em * line->size + 2.2 * em * line->size;
}

static bool begins(const struct pdf_prose *p, const struct pdf_column *page, const struct pdf_line *line)
{
    const struct pdf_line *last = p->last;
    if (!last || line->box.x1 > page->left + indent || is_heading(line->text)) return true;
    if (line->n_wide > 3 && last->n_wide > 3 && fabs(line->size - last->size) > other_size * last->size) return true;
    return last->box.x2 + unbreakable(line) < p->of_last->right;
}

void pdf_prose_add(struct pdf_prose *p, struct manuscript *m, const struct pdf_column *page, const struct pdf_line *line)
{
    if (begins(p, page, line)) {
        pdf_prose_end(p, m);
        p->page = line->page;
    }
    pdf_continue(&p->text, line->text);
    if (line->unreadable) manuscript_remark(m, "第%d页有读不出的字", line->page);
    p->last = line;
    p->of_last = page;
}

void pdf_prose_end(struct pdf_prose *p, struct manuscript *m)
{
    manuscript_add_paragraph(m, p->page, text_get(&p->text), NULL);
    text_clear(&p->text);
    p->last = NULL;
}
