/* The report on the flow: title, opening paragraph, and the sections with their headings, texts and tables; and of these
 * pieces what other documents are made of too. */
#ifndef RENDER_PDF_DOCUMENT_H
#define RENDER_PDF_DOCUMENT_H
#include "form/report.h"
#include "render/pdf/flow.h"

void document_draw(struct flow *f, const struct report *r);

/* What each piece is called in a message about a missing character is said by the caller (fonts_at). */
void document_title(struct flow *f, const char *title, const char *agency);
void document_prose(struct flow *f, const char *text);
/* A section's heading with its bookmark, and the table below it, which is not parted from it; table NULL = the heading and
 * room for `lines` more. */
void document_heading(struct flow *f, const char *heading, const struct report_table *table, size_t lines);
/* A heading of the third level, kept together with `room` points below it. */
void document_subheading(struct flow *f, const char *heading, double room);

#endif
