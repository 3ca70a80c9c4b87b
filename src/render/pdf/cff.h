/* A subset CFF table made into a CID-keyed font whose character ids are the document's codes.
 *
 * PDF/A wants code = CID, and HarfBuzz's subset keeps the CIDs (or glyph names) of the original; so the table is written anew with
 * an identity charset (Adobe Technical Note 5176). Charstrings, subroutines and Private DICTs are copied unchanged.
 */
#ifndef RENDER_PDF_CFF_H
#define RENDER_PDF_CFF_H
#include "base/text.h"

/* CID c shows the glyph glyphs[c] of the table cff[0..n); glyphs[0] is 0. Appends the font to out; false when the table
 * is malformed (out is then worthless). */
bool cff_by_code(const uint8_t *cff, size_t n, const uint16_t *glyphs, unsigned n_glyphs, const char *name, struct text *out);

#endif
