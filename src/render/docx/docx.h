/* The DOCX driver: the page of official documents (GB/T 9704) for people who edit it in Word or WPS.
 *
 * Fonts, levels and spacing are styles, so that a change of one changes all of its kind; no font is embedded, and fontTable.xml says what
 * may stand for one that a machine lacks. A heading with an id stands in the bookmark nianbao_ID (- and . become _): its section is
 * found again after the words of the heading were changed. The number of a form's cell is the first run of a paragraph of style
 * TableNumber, and its note a run of character style TableNote behind or below it, 22（其中修订16件）, so that both can be read back; their
 * order is that of the cells in HTML. A table that fits a page is kept on one. Charts are tables of their values with their description.
 *
 * Written by hand: no C library writes DOCX. Children of each element stand in the order of the schema (ISO/IEC 29500-1), since Word
 * refuses any other.
 */
#ifndef RENDER_DOCX_DOCX_H
#define RENDER_DOCX_DOCX_H
#include "base/outdir.h"
#include "documents/document.h"

/* Stages the document; fails, and stages nothing, where a text is not UTF-8. `quarter_space`: a quarter of an em stands between Chinese
 * characters and letters or digits (setting layout.quarter_space). */
MUST_CHECK bool docx_write(const struct document *d, bool quarter_space, struct outdir *out, const char *file, struct diag *diag);

#endif
