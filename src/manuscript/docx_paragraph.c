#include "base/characters.h"
#include "manuscript/docx_reader_inside.h"
#include <ctype.h>
#include <string.h>

void docx_paragraph_start(struct docx_reader *r, const char **attributes)
{
    (void)attributes;
    if (docx_in_deleted_cell(r)) {
        docx_skip(r);
        return;
    }
    size_t block = docx_block_add(&r->blocks, DOCX_PARAGRAPH);
    r->paragraphs[r->n_paragraphs++] = (struct docx_paragraph){.block = block, .from = r->words.n, .depth = r->depth, .style = r->body->styles->paragraph, .number = -1, .level = -1, .outline = -1,
                                                               .mark_hidden = -1, .run_hidden = -1, .run_style_hidden = -1};
}

/* The paragraph whose w:pPr lies so many levels around, if it is the open one. */
static struct docx_paragraph *paragraph_around(struct docx_reader *r, int levels)
{
    struct docx_paragraph *p = docx_paragraph(r);
    return p && p->depth == r->depth - levels && !strcmp(docx_around(r, levels - 1), "pPr") ? p : NULL;
}

void docx_paragraph_style(struct docx_reader *r, const char **attributes)
{
    struct docx_paragraph *p = paragraph_around(r, 2);
    const struct docx_style *style = docx_style(r->body->styles, package_attribute(attributes, "val"));
    if (p && style) p->style = style;
}

void docx_paragraph_outline(struct docx_reader *r, const char **attributes)
{
    struct docx_paragraph *p = paragraph_around(r, 2);
    if (p) p->outline = docx_number(package_attribute(attributes, "val"), 0, DOCX_TEXT_LEVEL, -1);
}

void docx_paragraph_number(struct docx_reader *r, const char **attributes)
{
    struct docx_paragraph *p = paragraph_around(r, 3);
    const char *value = package_attribute(attributes, "val");
    if (!p || strcmp(docx_around(r, 1), "numPr")) return;
    if (!strcmp(docx_around(r, 0), "ilvl")) p->level = docx_number(value, 0, 8, -1);
    else p->number = docx_number(value, 0, 1 << 30, -1);
}

/* The label of a list, and between it and the words a blank where it separates letters, or keeps a digit from looking like the label's. */
static void add_label(struct docx_reader *r, const struct docx_paragraph *p, const struct text *words, struct text *out)
{
    struct text label = {0};
    int number = p->number >= 0 || !p->style ? p->number : p->style->number, level = p->level >= 0 || !p->style ? p->level : p->style->level;
    if (number > 0 && !p->joined && docx_shown(r)) docx_numbering_label(r->body->numbering, number, level, p->style ? p->style->id : NULL, &label, &r->unknown);
    if (!label.n) return;
    bool apart = label.bytes[label.n - 1] == '\t' || label.bytes[label.n - 1] == ' ';
    manuscript_add_words(out, label.bytes, label.n);
    if (words->n && out->n) {
        bool narrow = (unsigned char)out->bytes[out->n - 1] < 0x80 && (unsigned char)*words->bytes < 0x80;
        if ((apart && narrow) || isdigit((unsigned char)*words->bytes)) text_add_char(out, ' ');
    }
    text_release(&label);
}

/* The words of the open paragraph as the manuscript keeps them; characters that no text may hold leave a doubt. */
static void clean_words(struct docx_reader *r, struct docx_paragraph *p, struct text *words)
{
    struct character_fault fault;
    struct text plain = {0};
    const char *raw = r->words.n > p->from ? r->words.bytes + p->from : "";
    size_t n = r->words.n - p->from;
    if (!characters_allowed(raw, n, &fault)) {
        p->unsure = arena_printf(&r->blocks.arena, "有 %s", fault.words);
        if (characters_clean(&plain, raw, n, &fault)) raw = text_get(&plain), n = plain.n;
    }
    manuscript_add_prose(words, raw, n);
    while (words->n && words->bytes[words->n - 1] == '\n') words->bytes[--words->n] = 0;
    text_release(&plain);
}

void docx_paragraph_end(struct docx_reader *r)
{
    struct docx_paragraph *p = docx_paragraph(r);
    struct text words = {0}, whole = {0};
    if (!p || p->depth != r->depth) return;
    bool hidden = p->mark_hidden < 0 && p->style ? p->style->hidden > 0 : p->mark_hidden > 0;
    p->joined |= hidden;
    clean_words(r, p, &words);
    add_label(r, p, &words, &whole);
    text_add(&whole, text_get(&words));
    struct docx_block *block = &r->blocks.list[p->block];
    block->text = arena_dup_n(&r->blocks.arena, text_get(&whole), whole.n);
    int outline = p->outline >= 0 || !p->style ? p->outline : p->style->outline;
    block->heading = outline >= 0 && outline < DOCX_TEXT_LEVEL;
    block->joined = p->joined;
    block->unsure = p->unsure;
    text_release(&words);
    text_release(&whole);
    r->words.n = p->from;
    r->n_paragraphs--;
}

/* A docx_bookmark of ours marks the paragraph in which it begins, or the next one. Of two in one place the first keeps an empty paragraph. */
void docx_bookmark(struct docx_reader *r, const char **attributes)
{
    static const char ours[] = "nianbao_";
    const char *name = package_attribute(attributes, "name");
    struct docx_paragraph *p = docx_paragraph(r);
    if (!name || strncmp(name, ours, sizeof ours - 1) || !name[sizeof ours - 1]) return;
    const char *mark = arena_dup(&r->blocks.arena, name + sizeof ours - 1);
    if ((p && r->blocks.list[p->block].mark) || (!p && r->blocks.mark)) {
        size_t next = docx_block_add(&r->blocks, DOCX_PARAGRAPH);
        if (p) p->block = next;
    }
    if (p) r->blocks.list[p->block].mark = mark;
    else r->blocks.mark = mark;
}
