/* Title, prose and headings of official documents (GB/T 9704). */
#include "render/pdf/pdf_inside.h"

static const double BODY_SIZE = 16, TITLE_SIZE = 22, TITLE_PITCH = 33;

static struct type body_type(enum font_role role) { return (struct type){role, BODY_SIZE, CHARACTER_PITCH}; }

void piece_title(struct pages *p, const char *title, const char *name)
{
    struct type type = {FONT_TITLE, TITLE_SIZE, TITLE_SIZE};
    struct paragraph text = typeset(&p->setter, &type, title, PARAGRAPH_BALANCED, AREA_WIDTH, 0);
    title_prefer_words(&text, name);
    typeset_again(&p->setter, &type, &text, PARAGRAPH_BALANCED, AREA_WIDTH, 0);
    p->used += LINE_PITCH / 2;
    pages_paragraph(p, pages_tag(p, "H1"), &type, &text, TITLE_PITCH);
    p->used += LINE_PITCH / 2;
    pages_snap(p);
}

void piece_prose(struct pages *p, const char *words)
{
    struct type type = body_type(FONT_BODY);
    struct paragraph text = typeset(&p->setter, &type, words, PARAGRAPH_JUSTIFIED, AREA_WIDTH, 2 * CHARACTER_PITCH);
    pages_snap(p);
    pages_paragraph(p, pages_tag(p, "P"), &type, &text, LINE_PITCH);
}

struct piece_heading piece_heading(const struct pages *p, int level, const char *words)
{
    struct piece_heading h = {.level = level, .words = words, .type = body_type(level == 1 ? FONT_HEI : FONT_KAI)};
    h.text = typeset(&p->setter, &h.type, words, PARAGRAPH_LEFT, AREA_WIDTH, 2 * CHARACTER_PITCH);
    h.height = (double)h.text.n_lines * LINE_PITCH;
    return h;
}

void piece_heading_draw(struct pages *p, const struct piece_heading *h)
{
    canvas_bookmark(p->canvas, h->level, h->words, pages_y(p));
    pages_paragraph(p, pages_tag(p, h->level == 1 ? "H2" : "H3"), &h->type, &h->text, LINE_PITCH);
}
