/* The PDF driver: the page of official documents (GB/T 9704) for people, PDF/A-1a or PDF/A-2a with PDF/UA-1 for the archive.
 *
 * From the bottom up: objects (libharu's, made in one call), cff and embed (a font's subset in a PDF), tags (structure tree), canvas
 * (pages, runs of text, rules); archive (metadata). render/page/ lays the document out and draws it on the canvas, with the faces of
 * render/fonts/. Only files of this folder include hpdf.h: libharu writes the file's objects, but knows neither tags nor subsets of CJK
 * fonts nor PDF/A, which are added here.
 */
#ifndef RENDER_PDF_PDF_H
#define RENDER_PDF_PDF_H
#include "base/outdir.h"
#include "base/text.h"
#include "documents/document.h"
#include "render/paper.h"

/* Draws the document on pages, makes an archival file of them and stages it; `paper` gets the fonts that were used. Nothing is
 * staged when a character has no font: the message names it and its place. Nothing is staged either, and all is well, where this
 * machine has no font or profile at all (fonts_lacking): documents of other formats do without. */
MUST_CHECK bool pdf_write(const struct document *d, struct paper *paper, struct outdir *out, const char *file, struct diag *diag);

/* The same into memory: *bytes is the caller's to free, NULL where this machine has no font or profile. */
MUST_CHECK bool pdf_bytes(const struct document *d, struct paper *paper, unsigned char **bytes, size_t *n, struct diag *diag);
/* Adds what the bytes depend on beside the document and the program, a line each: the fonts, the profile, settings and libraries. With the same lines the
 * same document has the same bytes. `paper` is one that a PDF was drawn with. */
void pdf_made_with(const struct paper *paper, struct text *lines);

#endif
