/* The OFD driver: the pages of the PDF as a fixed-layout document of GB/T 33190, of the kind for archives (GB/T 42133, DocType OFD-A).
 *
 * canvas draws the objects of the pages (render/page/canvas.h), ofd makes the package of them: OFD.xml (metadata), Doc_0/Document.xml
 * (pages, outline), PublicRes.xml and a subset of each font, a Content.xml for each page. Nothing is compressed twice, encrypted, linked
 * or scripted. No library writes OFD.
 */
#ifndef RENDER_OFD_OFD_H
#define RENDER_OFD_OFD_H
#include "base/outdir.h"
#include "documents/document.h"
#include "render/paper.h"

/* Draws the document on pages and stages the file; `paper` gets the fonts that were used, as from pdf_write. Nothing is staged when a
 * character has no font, nor, as from pdf_write, where this machine has no font or profile at all. */
MUST_CHECK bool ofd_write(const struct document *d, struct paper *paper, struct outdir *out, const char *file, struct diag *diag);

#endif
