/* The PDF driver: GB/T 9704's page for people, PDF/A-1a (or PDF/A-2a with PDF/UA-1) for the archive.
 *
 * documents.md 2 and 3. From the bottom up: face (one font file's glyphs), fonts (roles and fallback), embed and cff
 * (subsets in the file), tags (structure tree), canvas (pages, runs of text, rules), line_breaks and paragraph (pure
 * layout of text), grid_layout (pure layout of tables), table and flow (the report on pages), archive (metadata). Only
 * files of this folder include hpdf.h or hb.h.
 */
#ifndef RENDER_PDF_PDF_H
#define RENDER_PDF_PDF_H
#include "render/render.h"

/* Stages the PDF and fills r->fonts. Nothing is staged when a character has no font: the message names it and its place. */
MUST_CHECK bool pdf_write(struct rendering *r, struct outdir *out, const char *file, struct diag *diag);

#endif
