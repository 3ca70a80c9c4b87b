/* The PDF's canvas (render/page/canvas.h): text in runs, rules, and the marks that tie both to the structure tree.
 *
 * Text is written into the content stream in the codes of render/fonts/face.h and not through libharu's fonts, which lose glyphs and
 * advances of CJK fonts.
 *
 * Readers of the file take a gap of more than a tenth of an em for a blank, and one of less than minus a tenth for a new line. Where
 * the layout has such a gap, the characters at its sides are marked content of their own that states its text (ActualText), so that
 * what is copied, searched or read aloud is the text. These pieces are short, since readers give their letters equal parts of them.
 */
#ifndef RENDER_PDF_CANVAS_H
#define RENDER_PDF_CANVAS_H
#include "render/page/canvas.h"
#include "render/pdf/tags.h"

struct pdf_canvas {
    struct canvas canvas;
    HPDF_Doc pdf;
    struct tags *tags;
    HPDF_Dict font_resources;                          /* one for all pages */
    HPDF_Outline section;                              /* the last bookmark of level 1; NULL = none yet */
    HPDF_Page page;
    HPDF_Stream stream;                                /* of the page */
    struct tag *tag;                                   /* of what is drawn; NULL: an artifact */
};

struct pdf_canvas *pdf_canvas_new(struct fonts *fonts);
void pdf_canvas_free(struct pdf_canvas *c);
/* Embeds the fonts that were drawn with. */
MUST_CHECK bool pdf_canvas_embed(struct pdf_canvas *c, int part, struct diag *diag);

/* Writes the face as a subset of the glyphs that were drawn into the font dictionary `font`, which the pages already name (embed.c);
 * once, when all text is drawn. A Type0 font with Identity-H, so that code = CID: TrueType finds its glyph by CIDToGIDMap, CFF by
 * its charset. W lists only what is used, ToUnicode gives back every character, CIDSet is written for PDF/A-1 (part 1). */
MUST_CHECK bool pdf_embed(struct face *f, HPDF_Doc pdf, HPDF_Dict font, int part, struct diag *diag);

#endif
