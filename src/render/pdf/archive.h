/* What makes the file an archival one: Info and XMP that say the same, output intent, language, file identifier.
 *
 * documents.md 3. No clock is read: the dates are the report's stamp, and the identifier is a digest of the file itself.
 */
#ifndef RENDER_PDF_ARCHIVE_H
#define RENDER_PDF_ARCHIVE_H
#include "base/diag.h"
#include "render/pdf/objects.h"
#include <stdbool.h>

struct archive {
    int part;                                          /* 1: PDF/A-1a; 2: PDF/A-2a and PDF/UA-1 */
    const char *title, *author, *subject, *program;    /* UTF-8 */
    const char *stamp;                                 /* 2026-01-20T00:00:00+08:00 */
    const char *icc;                                   /* path of an sRGB profile */
};

/* Writes everything but the identifier; once, before saving. */
MUST_CHECK bool archive_describe(HPDF_Doc pdf, const struct archive *a, struct diag *diag);
/* Puts the digest of the saved bytes in the place that archive_describe kept for it. */
void archive_identify(HPDF_BYTE *bytes, size_t n);

#endif
