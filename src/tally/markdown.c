#include "tally/markdown.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

struct reader { struct arena *arena; struct block **blocks; size_t *n, *cap; struct text paragraph; };

/* Blanks around a line, the ideographic space with which paragraphs are often indented by hand included. */
static const char *trim(const char *s, size_t *n)
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

static void add_block(struct reader *r, bool heading, const char *s, size_t n)
{
    *r->blocks = memory_grow(*r->blocks, *r->n, r->cap, sizeof **r->blocks);
    (*r->blocks)[(*r->n)++] = (struct block){heading, arena_dup_n(r->arena, s, n)};
}

static void end_paragraph(struct reader *r)
{
    if (r->paragraph.n) add_block(r, false, text_get(&r->paragraph), r->paragraph.n);
    text_clear(&r->paragraph);
}

/* A line break between two Latin words is a space; between Chinese characters it is nothing. */
static void add_line(struct reader *r, const char *s, size_t n)
{
    struct text *p = &r->paragraph;
    if (p->n && (unsigned char)p->bytes[p->n - 1] < 0x80 && (unsigned char)*s < 0x80) text_add_char(p, ' ');
    text_add_n(p, s, n);
}

bool markdown_blocks(struct arena *arena, const char *source, struct block **blocks, size_t *n, size_t *cap, int *line)
{
    struct reader r = {.arena = arena, .blocks = blocks, .n = n, .cap = cap};
    bool ok = true;
    *line = 0;
    while (ok && *source) {
        size_t length = strcspn(source, "\n"), used = length;
        const char *s = trim(source, &used);
        ++*line;
        if (!used) {
            end_paragraph(&r);
        } else if (*s == '#') {
            size_t marks = strspn(s, "#"), rest = used - marks;
            const char *words = trim(s + marks, &rest);
            ok = marks == 3 && rest;
            end_paragraph(&r);
            if (ok) add_block(&r, true, words, rest);
        } else {
            add_line(&r, s, used);
        }
        source += length + (source[length] == '\n');
    }
    end_paragraph(&r);
    text_release(&r.paragraph);
    return ok;
}
