/* Where a title may be broken: between the office's name, the year and what follows, and within these between words. */
#ifndef RENDER_PDF_TITLE_H
#define RENDER_PDF_TITLE_H
#include "render/pdf/paragraph.h"

/* Prices the paragraph's breaks; agency is the office's name as it stands in the title. */
void title_prefer_words(struct paragraph *p, const char *agency);

#endif
