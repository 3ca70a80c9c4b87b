/* What makes a PDF an archival one. */
#ifndef RENDER_PDF_PDF_INSIDE_H
#define RENDER_PDF_PDF_INSIDE_H
#include "documents/document.h"
#include "render/pdf/objects.h"

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
