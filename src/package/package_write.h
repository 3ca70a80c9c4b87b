/* A zip file of parts, written: a text document (DOCX) or a fixed-layout one (OFD).
 *
 * The parts stand in the file in their order, which begins with [Content_Types].xml or OFD.xml, so that programs see from its first bytes
 * what it is. All bear 1 January 1980, the first day that a zip file can say, and no owner or mode: the same parts give the same bytes
 * at any time, in any time zone, on any system.
 *
 *     const struct package_part parts[] = {{"[Content_Types].xml", types, n_types}, {"word/document.xml", body, n_body}};
 *     return package_write(parts, 2, out, "年报.docx", diag);
 */
#ifndef PACKAGE_PACKAGE_WRITE_H
#define PACKAGE_PACKAGE_WRITE_H
#include "base/outdir.h"
#include <stddef.h>

struct package_part { const char *name; const void *bytes; size_t n; };

/* Stages the file; the parts are borrowed until it returns. It is packed in memory: a full disk is reported as for any other file. */
MUST_CHECK bool package_write(const struct package_part *parts, size_t n, struct outdir *out, const char *file, struct diag *diag);

#endif
