/* Title, prose and headings of official documents (GB/T 9704). */
#include "render/page/page_inside.h"

static const double BODY_SIZE = 16, TITLE_SIZE = 22, TITLE_PITCH = 33, SMALL_SIZE = 10.5, SMALL_PITCH = 16;

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

struct piece piece_lay(const struct pages *p, int level, const char *words)
{
    enum font_role role = level == 0 ? FONT_BODY : level == 1 ? FONT_HEI : FONT_KAI;
    struct piece piece = {.level = level, .words = words, .type = body_type(role)};
    piece.text = typeset(&p->setter, &piece.type, words, level ? PARAGRAPH_LEFT : PARAGRAPH_JUSTIFIED, AREA_WIDTH, 2 * CHARACTER_PITCH);
    piece.height = (double)piece.text.n_lines * LINE_PITCH;
    return piece;
}

struct piece piece_small(const struct pages *p, const char *words)
{
    struct piece piece = {.words = words, .small = true, .type = {FONT_SONG, SMALL_SIZE, SMALL_SIZE}};
    piece.text = typeset(&p->setter, &piece.type, words, PARAGRAPH_JUSTIFIED, AREA_WIDTH, 2 * SMALL_SIZE);
    piece.height = (double)piece.text.n_lines * SMALL_PITCH;
    return piece;
}

struct piece piece_prose(const struct pages *p, enum prose_place place, const char *words)
{
    const double left = AREA_WIDTH - SIGNED_RIGHT - SIGNED_WIDTH;
    struct piece piece = {.words = words, .type = body_type(FONT_BODY)};
    if (place == PROSE_INDENTED) return piece_lay(p, 0, words);
    piece.text = place == PROSE_FLUSH ? typeset(&p->setter, &piece.type, words, PARAGRAPH_JUSTIFIED, AREA_WIDTH, 0)
                                      : typeset(&p->setter, &piece.type, words, PARAGRAPH_BALANCED, SIGNED_WIDTH, 0);
    for (size_t i = 0; place == PROSE_SIGNED && i < piece.text.n; i++) piece.text.x[i] += left;
    piece.height = (double)piece.text.n_lines * LINE_PITCH;
    return piece;
}

void piece_draw(struct pages *p, const struct piece *piece)
{
    const char *tag = piece->level == 0 ? "P" : piece->level == 1 ? "H2" : "H3";
    if (!piece->small) pages_snap(p);
    if (piece->level) canvas_bookmark(p->canvas, piece->level, piece->words, pages_y(p));
    pages_paragraph(p, pages_tag(p, tag), &piece->type, &piece->text, piece->small ? SMALL_PITCH : LINE_PITCH);
}
