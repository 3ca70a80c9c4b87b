/* A document as a workbook: sheets of lists and words from the top down, a print sheet for the tables of a form, charts of the
 * spreadsheet's own, and formulas where an item follows from other cells. Each formula carries its value.
 *
 *     if (!xlsx_write(&document, out, "问题清单.xlsx", diag)) …
 */
#ifndef RENDER_XLSX_XLSX_H
#define RENDER_XLSX_XLSX_H
#include "base/outdir.h"
#include "documents/document.h"

/* Stages `file` in `out`. The copies of the document (documents/copy.h) are written first, then all else. */
MUST_CHECK bool xlsx_write(const struct document *d, struct outdir *out, const char *file, struct diag *diag);

#endif
