#include "form/markdown.h"
#include "base/text.h"
#include "form/label.h"
#include <stdlib.h>
#include <string.h>

struct paragraph_reader { struct arena *arena; struct block **blocks; size_t *n, *cap; struct text paragraph; };

const char *markdown_trim(const char *s, size_t *n)
{
    static const char wide[] = "\u3000";
    for (;;) {
        if (*n && (*s == ' ' || *s == '\t' || *s == '\r')) s++, --*n;
        else if (*n >= 3 && !memcmp(s, wide, 3)) s += 3, *n -= 3;
        else break;
    }
    for (;;) {
        if (*n && (s[*n - 1] == ' ' || s[*n - 1] == '\t' || s[*n - 1] == '\r')) --*n;
        else if (*n >= 3 && !memcmp(s + *n - 3, wide, 3)) *n -= 3;
        else break;
    }
    return s;
}

static void add_block(struct paragraph_reader *r, bool heading, const char *s, size_t n)
{
    *r->blocks = memory_grow(*r->blocks, *r->n, r->cap, sizeof **r->blocks);
    (*r->blocks)[(*r->n)++] = (struct block){heading, arena_dup_n(r->arena, s, n)};
}

static void end_paragraph(struct paragraph_reader *r)
{
    if (r->paragraph.n) add_block(r, false, text_get(&r->paragraph), r->paragraph.n);
    text_clear(&r->paragraph);
}

/* A line break between two Latin words is a space; between Chinese characters it is nothing. */
static void add_line(struct paragraph_reader *r, const char *s, size_t n)
{
    struct text *p = &r->paragraph;
    if (p->n && (unsigned char)p->bytes[p->n - 1] < 0x80 && (unsigned char)*s < 0x80) text_add_char(p, ' ');
    text_add_n(p, s, n);
}

static bool begins_with(const char *s, size_t n, const char *word) { return n >= strlen(word) && !memcmp(s, word, strlen(word)); }

/* 首先， 其次： and the like, which part the points of a text as numbers do. */
static bool is_ordinal_word(const char *s, size_t n)
{
    static const char *const words[] = {"首先", "其次", "再次", "再者", "最后"}, *const marks[] = {"，", ",", "、", "：", ":", "是"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (size_t k = 0; begins_with(s, n, words[i]) && k < sizeof marks / sizeof *marks; k++)
            if (begins_with(s + strlen(words[i]), n - strlen(words[i]), marks[k])) return true;
    return false;
}

/* A number of its own in front: （一） 一、 1. 1、 1） （1） ① 一是 第一，; not 1.5 and not 2025. */
static bool is_numbered(const char *s, size_t n)
{
    static const uint32_t numerals[] = U"一二三四五六七八九十0123456789０１２３４５６７８９";
    uint32_t c = 0;
    size_t i = utf8_next(s, n, &c), marks = 0;
    if ((c >= 0x2460 && c <= 0x249B) || (c >= 0x2776 && c <= 0x277F) || (c >= 0x3220 && c <= 0x3229)) return true;    /* ① ⑴ ⒈ ❶ ㈠ */
    if (is_ordinal_word(s, n)) return true;
    bool bracket = c == '(' || c == U'（', nth = c == U'第';
    if (!bracket && !nth) i = 0;
    for (; i < n && marks < 4; marks++) {
        size_t used = utf8_next(s + i, n - i, &c), k = 0;
        while (numerals[k] && numerals[k] != c) k++;
        if (!numerals[k]) break;
        i += used;
    }
    if (!marks || marks > 3 || i >= n) return false;
    if (nth) return c == U'，' || c == ',' || c == U'、' || c == U'：' || c == ':';
    if (c == ')' || c == U'）') return true;
    if (bracket) return false;
    if (c == U'是') return (unsigned char)*s >= 0x80;
    return c == U'、' || c == U'．' || (c == '.' && !(i + 1 < n && s[i + 1] >= '0' && s[i + 1] <= '9'));
}

/* A short numbered line that goes on to nothing is a point of its own (1.主动公开): what follows it is its text. A long one may have
 * been broken at the width of a page. */
static bool is_short_point(const char *s, size_t n)
{
    enum { MAX_POINT = 75 };
    uint32_t c = 0;
    if (n > MAX_POINT || !is_numbered(s, n)) return false;
    for (size_t i = 0; i < n;) {
        i += utf8_next(s + i, n - i, &c);
        if (c == U'。' || c == U'；') return false;
    }
    return c != U'，' && c != ',' && c != U'、';
}

/* Whether this line begins a paragraph though no blank line stands before it: indented by hand, or with a number. */
static bool begins_paragraph(const char *line, const char *s, size_t n) { return (s - line >= 6 && !memcmp(line, "\u3000\u3000", 6)) || is_numbered(s, n); }

/* The line end that people mean: behind a sentence or a clause, the quotation or remark that it closes included. */
static bool ends_paragraph(const char *s, size_t n)
{
    static const char *const ends[] = {"。", "；", "：", "！", "？", "。”", "。）", "！”", "？”", ";", ":"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t k = strlen(ends[i]);
        if (n >= k && !memcmp(s + n - k, ends[i], k)) return true;
    }
    return false;
}

void markdown_blocks(struct arena *arena, const char *source, struct block **blocks, size_t *n, size_t *cap)
{
    struct paragraph_reader r = {.arena = arena, .blocks = blocks, .n = n, .cap = cap};
    while (*source) {
        size_t length = strcspn(source, "\n"), used = length;
        const char *s = markdown_trim(source, &used);
        bool marked = used && *s == '#';
        while (marked && used && *s == '#') s++, used--;
        if (marked) s = markdown_trim(s, &used);
        if (!used || marked || begins_paragraph(source, s, used)) end_paragraph(&r);
        if (marked || label_is_subheading(s, used)) {
            end_paragraph(&r);
            if (used) add_block(&r, true, s, used);
        } else if (used) {
            add_line(&r, s, used);
            if (ends_paragraph(s, used) || is_short_point(s, used)) end_paragraph(&r);
        }
        source += length + (source[length] == '\n');
    }
    end_paragraph(&r);
    text_release(&r.paragraph);
}

void markdown_printed_blocks(struct arena *arena, const char *printed, struct block **blocks, size_t *n, size_t *cap)
{
    static const char mark[] = "### ";
    struct paragraph_reader r = {.arena = arena, .blocks = blocks, .n = n, .cap = cap};
    while (*printed) {
        size_t length = strcspn(printed, "\n"), skip = begins_with(printed, length, mark) ? strlen(mark) : 0;
        if (length > skip) add_block(&r, skip > 0, printed + skip, length - skip);
        printed += length + (printed[length] == '\n');
    }
}
