/* The PDF driver: GB/T 9704's page for people, PDF/A-1a (or PDF/A-2a with PDF/UA-1) for the archive.
 *
 * documents.md 2 and 3. From the bottom up: face (one font file's glyphs), fonts (roles and fallback), embed and cff
 * (subsets in the file), tags (structure tree), canvas (pages, runs of text, rules), line_breaks and paragraph (pure
 * layout of text), grid_layout (pure layout of tables), table and flow (on pages), document (the report), compare* (a comparison), archive (metadata). Only
 * files of this folder include hpdf.h or hb.h.
 */
#ifndef RENDER_PDF_PDF_H
#define RENDER_PDF_PDF_H
#include "render/render.h"

struct flow;

/* A document that is to be drawn; draft_text NULL = it is none. */
struct pdf_job {
    const char *title, *author, *subject, *program, *stamp, *draft_text;
    void (*draw)(struct flow *f, const void *what);
    const void *what;
};

/* Draws it on pages, makes an archival file of them and stages it. Settings and part are those of r, which takes the
 * fonts. Nothing is staged when a character has no font: the message names it and its place. */
MUST_CHECK bool pdf_make(const struct pdf_job *job, struct rendering *r, struct outdir *out, const char *file, struct diag *diag);

/* The report's PDF. */
MUST_CHECK bool pdf_write(struct rendering *r, struct outdir *out, const char *file, struct diag *diag);

/* See render_prepare. */
void pdf_prepare(const struct settings *settings);

#endif
