#include "base/spelling.h"
#include "base/text.h"
#include "manuscript/manuscript_inside.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *words_of(struct arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *words = arena_alloc(arena, (size_t)n + 1);
    vsnprintf(words, (size_t)n + 1, format, args);
    return words;
}

void manuscript_refuse(struct manuscript *m, const char *format, ...)
{
    va_list args;
    if (m->refused) return;
    va_start(args, format);
    m->refused = words_of(&m->arena, format, args);
    va_end(args);
}

void manuscript_unable(struct manuscript *m, const char *format, ...)
{
    va_list args;
    if (m->refused) return;
    va_start(args, format);
    m->refused = words_of(&m->arena, format, args);
    va_end(args);
    m->unable = true;
}

void manuscript_remark(struct manuscript *m, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *words = words_of(&m->arena, format, args);
    va_end(args);
    for (size_t i = 0; i < m->n_remarks; i++)
        if (!strcmp(m->remarks[i], words)) return;
    if (m->n_remarks == MANUSCRIPT_REMARKS) {
        manuscript_refuse(m, "里面特别的地方太多，不像一份年报");
        return;
    }
    m->remarks = memory_grow(m->remarks, m->n_remarks, &m->cap_remarks, sizeof *m->remarks);
    m->remarks[m->n_remarks++] = words;
}

/* Counts the bytes of all texts; beyond the limit nothing more is kept. */
static const char *keep_text(struct manuscript *m, const char *text)
{
    size_t n = text ? strlen(text) : 0;
    if (m->n_bytes + n > MANUSCRIPT_TEXT) {
        manuscript_refuse(m, "文字太多，不像一份年报");
        return "";
    }
    m->n_bytes += n;
    return n ? arena_dup_n(&m->arena, text, n) : "";
}

static struct manuscript_part *add_part(struct manuscript *m, enum manuscript_kind kind, int page)
{
    if (m->n == MANUSCRIPT_PARTS) {
        manuscript_refuse(m, "段落和表格太多，不像一份年报");
        m->n--;                                        /* what follows is refused too, and overwrites the last one */
    }
    m->parts = memory_grow(m->parts, m->n, &m->cap, sizeof *m->parts);
    struct manuscript_part *part = &m->parts[m->n++];
    *part = (struct manuscript_part){.kind = kind, .page = page, .text = ""};
    return part;
}

struct manuscript_part *manuscript_add_paragraph(struct manuscript *m, int page, const char *text, const char *mark)
{
    if (!*text && !mark) return NULL;
    struct manuscript_part *part = add_part(m, MANUSCRIPT_PARAGRAPH, page);
    part->text = keep_text(m, text);
    part->mark = mark ? keep_text(m, mark) : NULL;
    return part;
}

void manuscript_add_picture(struct manuscript *m, int page, const char *text) { add_part(m, MANUSCRIPT_PICTURE, page)->text = keep_text(m, text); }

struct manuscript_table *manuscript_add_table(struct manuscript *m, int page) { return &add_part(m, MANUSCRIPT_TABLE, page)->table; }

static bool is_inside(const struct manuscript_cell *c)
{
    return c->row >= 0 && c->col >= 0 && c->rows >= 1 && c->cols >= 1 && c->rows <= MANUSCRIPT_ROWS && c->cols <= MANUSCRIPT_COLS &&
           c->row <= MANUSCRIPT_ROWS - c->rows && c->col <= MANUSCRIPT_COLS - c->cols;
}

void manuscript_add_cell(struct manuscript *m, struct manuscript_table *t, const struct manuscript_cell *cell)
{
    if (!is_inside(cell) || m->n_cells == MANUSCRIPT_CELLS) {
        manuscript_refuse(m, "有一张表太大，不像年报的表");
        return;
    }
    t->cells = memory_grow(t->cells, t->n, &t->cap, sizeof *t->cells);
    struct manuscript_cell *c = &t->cells[t->n++];
    *c = *cell;
    c->text = keep_text(m, cell->text);
    c->unsure = cell->unsure ? keep_text(m, cell->unsure) : NULL;
    m->n_cells++;
    if (c->row + c->rows > t->n_rows) t->n_rows = c->row + c->rows;
    if (c->col + c->cols > t->n_cols) t->n_cols = c->col + c->cols;
}

void manuscript_add_property(struct manuscript *m, const char *name, const char *value)
{
    if (m->n_properties == MANUSCRIPT_REMARKS) return; /* properties only add to what the text says */
    m->properties = memory_grow(m->properties, m->n_properties, &m->cap_properties, sizeof *m->properties);
    m->properties[m->n_properties++] = (struct manuscript_property){keep_text(m, name), keep_text(m, value)};
}

static void add_words(struct text *out, const char *words, size_t n, bool as_typed)
{
    struct text gap = {0};
    for (size_t at = 0, k; at < n; at += k) {
        uint32_t c;
        k = utf8_next(words + at, n - at, &c);
        if (c == '\n') {
            if (out->n) text_add_char(out, '\n');
            text_clear(&gap);
        } else if (spelling_blank(c)) {
            if (spelling_invisible(c) || (gap.n && !as_typed)) continue;
            text_add_code_point(&gap, as_typed && c != '\t' ? c : ' ');
        } else {
            if (out->n && out->bytes[out->n - 1] != '\n') text_add(out, text_get(&gap));
            text_clear(&gap);
            text_add_code_point(out, c);
        }
    }
    text_release(&gap);
}

void manuscript_add_words(struct text *out, const char *words, size_t n) { add_words(out, words, n, false); }
void manuscript_add_prose(struct text *out, const char *words, size_t n) { add_words(out, words, n, true); }

void manuscript_release(struct manuscript *m)
{
    for (size_t i = 0; i < m->n; i++) free(m->parts[i].table.cells);
    free(m->parts);
    free(m->properties);
    free(m->remarks);
    arena_release(&m->arena);
    *m = (struct manuscript){0};
}

const char *manuscript_property(const struct manuscript *m, const char *name)
{
    for (size_t i = 0; i < m->n_properties; i++)
        if (!strcmp(m->properties[i].name, name)) return m->properties[i].value;
    return NULL;
}
