#include "manuscript/docx_inside.h"
#include <stdlib.h>

size_t docx_block_add(struct docx_blocks *b, int kind)
{
    enum { MOST = MANUSCRIPT_PARTS + 4 * MANUSCRIPT_CELLS };   /* a cell has at least one paragraph */
    if (b->n == MOST) {
        manuscript_refuse(b->m, "段落和表格太多，不像一份年报");
        b->n--;
    }
    b->list = memory_grow(b->list, b->n, &b->cap, sizeof *b->list);
    b->list[b->n] = (struct docx_block){.kind = kind, .owner = b->n_tables, .text = ""};
    if (kind == DOCX_PARAGRAPH) {
        b->list[b->n].mark = b->mark;
        b->mark = NULL;
    }
    return b->n++;
}

/* A paragraph that goes on in the next one is one with it. Returns the index of its last block. */
static size_t add_paragraph(struct docx_blocks *b, size_t i, struct text *words)
{
    const char *mark = b->list[i].mark;
    text_clear(words);
    for (;; i++) {
        const struct docx_block *p = &b->list[i];
        text_add(words, p->text);
        if (p->unsure) manuscript_remark(b->m, "正文里%s，照读", p->unsure);
        if (!p->joined || i + 1 == b->n || b->list[i + 1].kind != DOCX_PARAGRAPH) break;
        if (b->list[i + 1].mark && mark) break;
        if (b->list[i + 1].mark) mark = b->list[i + 1].mark;
    }
    struct manuscript_part *part = manuscript_add_paragraph(b->m, 0, text_get(words), mark);
    if (part) part->heading = b->list[i].heading;      /* joined ones have the style of the last */
    return i;
}

static void add_table(struct manuscript *m, const struct docx_block *block)
{
    struct manuscript_table *t = manuscript_add_table(m, 0);
    for (size_t i = 0; i < block->n && !m->refused; i++) manuscript_add_cell(m, t, &block->cells[i]);
}

static void release_tables(struct docx_blocks *b)
{
    for (size_t i = 0; i < sizeof b->tables / sizeof *b->tables; i++) {
        if (b->tables[i]) free(b->tables[i]->cells);
        free(b->tables[i]);
    }
}

static void say_covered(struct docx_blocks *b)
{
    enum { SHOWN = 30 };
    struct text shown = {0};
    if (!b->covered) return;
    text_add_within(&shown, b->first_covered, SHOWN);
    manuscript_remark(b->m, "合并单元格盖住了 %d 格里的字，没有读：“%s”%s", b->covered, text_get(&shown), b->covered > 1 ? "等" : "");
    text_release(&shown);
}

void docx_blocks_finish(struct docx_blocks *b)
{
    struct text words = {0};
    say_covered(b);
    if (b->mark) docx_block_add(b, DOCX_PARAGRAPH);
    for (size_t i = 0; i < b->n && !b->m->refused; i++) {
        const struct docx_block *block = &b->list[i];
        switch (block->kind) {
        case DOCX_PARAGRAPH: i = add_paragraph(b, i, &words); break;
        case DOCX_TABLE: add_table(b->m, block); break;
        case DOCX_PICTURE: manuscript_add_picture(b->m, 0, block->text); break;
        case DOCX_GONE: break;
        }
    }
    text_release(&words);
    for (size_t i = 0; i < b->n; i++) free(b->list[i].cells);
    free(b->list);
    release_tables(b);
    arena_release(&b->arena);
}
