/* The parts of the PDF driver that stand on pages (pages.h), each in the file of its name, and what makes the file an archival one. */
#ifndef RENDER_PDF_PDF_INSIDE_H
#define RENDER_PDF_PDF_INSIDE_H
#include "documents/document.h"
#include "render/page/table_layout.h"
#include "render/pdf/pages.h"

/* Draws every block of the document but those that are workbooks' own. */
void pdf_blocks(struct pages *p, const struct document *d);

/* ---- pieces of text: the caller names their places (typeset_at) ---- */

/* `name`: of an agency, which a break should not cut; "" = none. */
void piece_title(struct pages *p, const char *title, const char *name);
/* Prose or a heading, laid out. */
struct piece { int level; bool small; const char *words; struct type type; struct paragraph text; double height; };
/* level 0: prose; 1: a section's heading; 2 and more: one below it. */
struct piece piece_lay(const struct pages *p, int level, const char *words);
struct piece piece_small(const struct pages *p, const char *words);      /* prose in small type, off the grid of lines */
struct piece piece_prose(const struct pages *p, enum prose_place place, const char *words);
/* At the next line of the grid but for small prose; a heading gets a bookmark. */
void piece_draw(struct pages *p, const struct piece *piece);

void pdf_table(struct pages *p, const struct laid_table *table);

/* ---- charts: each is one figure on one page (panels: one a page), with words for readers who cannot see it ---- */

double pdf_bars_height(const struct bar_chart *chart);
void pdf_bars(struct pages *p, const struct bar_chart *chart);
double pdf_lines_height(const struct line_chart *chart);
void pdf_lines(struct pages *p, const struct line_chart *chart);
double pdf_panels_least_height(const struct panel_chart *chart);      /* of what stands with its heading */
void pdf_panels(struct pages *p, const struct panel_chart *chart);

/* ---- the file ---- */

struct archive {
    int part;                                          /* 1: PDF/A-1a; 2: PDF/A-2a and PDF/UA-1 */
    const struct document_facts *facts;
    const char *icc;                                   /* path of an sRGB profile */
};
/* Info and XMP that say the same, output intent, language: everything but the identifier; once, before saving. No clock is read:
 * the dates are the document's stamp. */
MUST_CHECK bool archive_describe(HPDF_Doc pdf, const struct archive *a, struct diag *diag);
/* Puts the digest of the saved bytes in the place that archive_describe kept for the identifier. */
void archive_identify(HPDF_BYTE *bytes, size_t n);

#endif
