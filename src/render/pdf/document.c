#include "render/pdf/document.h"
#include "render/pdf/table.h"
#include "render/pdf/title.h"

static struct tag *new_tag(struct flow *f, const char *type) { return tag_new(f->canvas->tags, f->document, type); }

static struct paragraph lay_heading(struct flow *f, const struct type *type, const char *text)
{
    return flow_lay(f, type, text, PARAGRAPH_LEFT, FLOW_WIDTH, 2 * FLOW_ADVANCE);
}

void document_title(struct flow *f, const char *title, const char *agency)
{
    struct type type = {f->fonts, FONT_TITLE, 22, 22};
    fonts_at(f->fonts, "标题");
    struct paragraph p = flow_lay(f, &type, title, PARAGRAPH_BALANCED, FLOW_WIDTH, 0);
    title_prefer_words(&p, agency);
    flow_lay_again(f, &type, &p, PARAGRAPH_BALANCED, FLOW_WIDTH, 0);
    f->used += FLOW_PITCH / 2;
    flow_paragraph(f, new_tag(f, "H1"), &type, &p, 33);
    f->used += FLOW_PITCH / 2;
    flow_snap(f);
}

void document_prose(struct flow *f, const char *text)
{
    struct type type = flow_body_type(f, FONT_BODY);
    struct paragraph p = flow_lay(f, &type, text, PARAGRAPH_JUSTIFIED, FLOW_WIDTH, 2 * FLOW_ADVANCE);
    flow_snap(f);
    flow_paragraph(f, new_tag(f, "P"), &type, &p, FLOW_PITCH);
}

/* Starts a new page unless the heading's lines and one more fit. */
static void keep_together(struct flow *f, size_t lines)
{
    flow_snap(f);
    if (flow_room(f) < (double)(lines + 1) * FLOW_PITCH - 0.01) flow_new_page(f);
}

void document_subheading(struct flow *f, const char *heading, double room)
{
    struct type type = flow_body_type(f, FONT_KAI);
    struct paragraph p = lay_heading(f, &type, heading);
    flow_snap(f);
    if (flow_room(f) < (double)p.n_lines * FLOW_PITCH + room - 0.01) flow_new_page(f);
    flow_paragraph(f, new_tag(f, "H3"), &type, &p, FLOW_PITCH);
}

static void draw_block(struct flow *f, const struct report_section *s, size_t i)
{
    const struct block *b = &s->blocks[i];
    fonts_at(f->fonts, arena_printf(f->arena, "“%s”第%zu段", s->form->heading, i + 1));
    if (b->heading) document_subheading(f, b->text, FLOW_PITCH);
    else document_prose(f, b->text);
}

void document_heading(struct flow *f, const char *text, const struct report_table *below, size_t lines)
{
    struct type type = flow_body_type(f, FONT_HEI);
    struct table *table = NULL;
    fonts_at(f->fonts, arena_printf(f->arena, "“%s”的标题", text));
    struct paragraph heading = lay_heading(f, &type, text);
    flow_snap(f);
    if (below) {
        table = table_prepare(f, below, text, (double)heading.n_lines * FLOW_PITCH);
        if (table_wants_page(table)) flow_new_page(f);
    } else {
        keep_together(f, heading.n_lines + lines);
    }
    canvas_bookmark(f->canvas, text, flow_y(f));
    flow_paragraph(f, new_tag(f, "H2"), &type, &heading, FLOW_PITCH);
    if (table) table_draw(f, table);
}

/* What the section's heading must not be parted from is a following heading with its first line, or a table. */
static void draw_section(struct flow *f, const struct report_section *s)
{
    bool table_first = s->table && !s->n_blocks;
    document_heading(f, s->form->heading, table_first ? s->table : NULL, s->n_blocks && s->blocks[0].heading);
    for (size_t i = 0; i < s->n_blocks; i++) draw_block(f, s, i);
    if (s->missing && !s->n_blocks) document_prose(f, "【待填写】");
    if (s->table && !table_first) {
        flow_snap(f);
        struct table *table = table_prepare(f, s->table, s->form->heading, 0);
        if (table_wants_page(table)) flow_new_page(f);
        table_draw(f, table);
    }
}

void document_draw(struct flow *f, const struct report *r)
{
    f->document = tag_new(f->canvas->tags, NULL, "Document");
    flow_new_page(f);
    document_title(f, r->title, r->agency.name);
    if (r->preamble) {
        fonts_at(f->fonts, "开头一段");
        document_prose(f, r->preamble);
    }
    for (size_t i = 0; i < r->form->n_sections; i++) draw_section(f, &r->sections[i]);
}
