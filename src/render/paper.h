/* What the paged formats are made with, and the fonts that they used. */
#ifndef RENDER_PAPER_H
#define RENDER_PAPER_H
#include "base/settings.h"
#include "documents/manifest.h"
#include <stddef.h>

struct paper {
    const struct settings *settings;                   /* the fonts' files, the colour profile */
    int pdf_part;                                      /* 1 = PDF/A-1a, 2 = PDF/A-2a with PDF/UA-1 */
    bool ofd;                                          /* an OFD beside each PDF */
    struct used_font fonts[MOST_USED_FONTS];           /* set by the drivers */
    size_t n_fonts;
    char profile[DIGEST_HEX];                          /* of the colour profile; set by the PDF driver */
};

#endif
