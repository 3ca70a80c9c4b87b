/* The report on the flow: title, opening paragraph, and the sections with their headings, texts and tables. */
#ifndef RENDER_PDF_DOCUMENT_H
#define RENDER_PDF_DOCUMENT_H
#include "form/report.h"
#include "render/pdf/flow.h"

void document_draw(struct flow *f, const struct report *r);

#endif
