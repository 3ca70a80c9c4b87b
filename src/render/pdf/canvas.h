/* The pages: text in runs, rules, and the marks that tie both to the structure tree.
 *
 * Text is written into the content stream in the codes of render/pdf/face.h and not through libharu's fonts, which lose glyphs and
 * advances of CJK fonts. Coordinates are points from the page's lower left corner. Everything is drawn between canvas_begin and
 * canvas_end, without transparency, which PDF/A-1 forbids.
 *
 * Readers of the file take a gap of more than a tenth of an em for a blank, and one of less than minus a tenth for a new line. Where
 * the layout has such a gap, the characters at its sides are marked content of their own that states its text (ActualText), so that
 * what is copied, searched or read aloud is the text. These pieces are short, since readers give their letters equal parts of them.
 *
 *     canvas_new_page(c);
 *     canvas_begin(c, paragraph);
 *     canvas_text(c, FONT_BODY, 16, x, y, chars, offsets, n);
 *     canvas_end(c);
 */
#ifndef RENDER_PDF_CANVAS_H
#define RENDER_PDF_CANVAS_H
#include "render/pdf/fonts.h"
#include "render/pdf/tags.h"

struct canvas {
    HPDF_Doc pdf;
    struct fonts *fonts;                               /* borrowed */
    struct tags *tags;
    HPDF_Dict font_resources;                          /* one for all pages */
    HPDF_Outline section;                              /* the last bookmark of level 1; NULL = none yet */
    HPDF_Page page;
    HPDF_Stream stream;                                /* of the page */
    int n_pages;
    struct tag *tag;                                   /* of what is drawn; NULL: an artifact */
};

struct canvas *canvas_new(struct fonts *fonts);
void canvas_free(struct canvas *c);

void canvas_new_page(struct canvas *c);                /* A4 upright */
/* What follows is content of this element; NULL: an artifact. */
void canvas_begin(struct canvas *c, struct tag *tag);
void canvas_end(struct canvas *c);
/* One line: character i begins at x + offsets[i]; the baseline is y. */
void canvas_text(struct canvas *c, enum font_role role, double size, double x, double y, const uint32_t *chars,
                 const double *offsets, size_t n);
/* The same for text without a layout, at its own advances. */
void canvas_words(struct canvas *c, enum font_role role, double size, double x, double y, const char *text);
/* Large text across the middle of the page, rising, in the fill colour. */
void canvas_across(struct canvas *c, enum font_role role, double size, const char *text);
/* The fill colour, of text and boxes. */
void canvas_colour(struct canvas *c, double red, double green, double blue);
void canvas_ink(struct canvas *c, double red, double green, double blue);      /* the colour of rules and frames */
/* The same as 0x6f93c4. */
void canvas_hex_colour(struct canvas *c, uint32_t colour);
void canvas_hex_ink(struct canvas *c, uint32_t colour);
/* A box in the fill colour. */
void canvas_box(struct canvas *c, double x, double y, double width, double height);
void canvas_rule(struct canvas *c, double x0, double y0, double x1, double y1, double thickness);
void canvas_frame(struct canvas *c, double x, double y, double width, double height, double thickness);
/* A bookmark to this height of the page: level 1 of a section, level 2 below the section before it. */
void canvas_bookmark(struct canvas *c, int level, const char *title, double y);
/* Embeds the fonts that were drawn with. */
MUST_CHECK bool canvas_embed(struct canvas *c, int part, struct diag *diag);

#endif
