#include "manuscript/pdf/page.h"
#include <stdlib.h>

void pdf_page_release(struct pdf_page *page)
{
    free(page->letters);
    free(page->rules.of);
    free(page->shades.of);
    free(page->shapes.of);
    free(page->pictures.of);
    free(page->glyphs.of);
    *page = (struct pdf_page){0};
}

bool pdf_page_is_picture(const struct pdf_page *page)
{
    for (size_t i = 0; i < page->pictures.n; i++) {
        const struct pdf_box *b = &page->pictures.of[i];
        if ((b->x2 - b->x1) * (b->y2 - b->y1) >= 0.6 * page->width * page->height) return true;
    }
    return false;
}
