/* Embedding: each face that was drawn with goes into the file as a subset of its glyphs.
 *
 * A Type0 font with Identity-H, so that code = CID; TrueType finds its glyph by CIDToGIDMap, CFF by its charset. W lists
 * only what is used, ToUnicode gives back every character, CIDSet is written for PDF/A-1 (PDF/A-2 does without).
 */
#ifndef RENDER_PDF_EMBED_H
#define RENDER_PDF_EMBED_H
#include "render/pdf/face.h"
#include "render/pdf/objects.h"

/* Writes the face into the font dictionary `font`, which the pages already name; once, when all text is drawn. */
MUST_CHECK bool embed_face(HPDF_Doc pdf, HPDF_Dict font, struct face *face, int part, struct diag *diag);

#endif
