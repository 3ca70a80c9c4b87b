/* What the DOCX driver is made of, each by the file of its name. Lengths in XML are twips, twentieths of a point. */
#ifndef RENDER_DOCX_DOCX_INSIDE_H
#define RENDER_DOCX_DOCX_INSIDE_H
#include "documents/document.h"
#include "render/page/table_layout.h"

#define DOCX_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define DOCX_SPACES \
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"" \
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""

/* word/document.xml while it is written. */
struct docx {
    struct text *out;
    struct typesetter setter;                          /* measures by estimate: the fonts of the reader's machine are not known */
    double used, lead;                                 /* of the page's height, as far as can be told; of it, headings that wait for what they head */
    size_t n_bookmarks;
    bool leads_to_signature;                           /* the paragraph below does */
    bool signing;                                      /* the paragraph above belongs to a letter's signature */
    bool below_table;                                  /* a table next to it would become one with it */
};

/* ---- paragraph.c ---- */

/* How a paragraph differs from its style. */
struct docx_look {
    const char *style;                                 /* id */
    bool keep_next;                                    /* on the page of the next paragraph */
    bool new_page;                                     /* begins one */
    bool left;                                         /* not centred */
    double size;                                       /* of the type, in points; 0 = that of the style */
    bool signs;                                        /* in the place of a letter's signature */
};
void docx_open_paragraph(struct docx *x, const struct docx_look *p);
void docx_close_paragraph(struct docx *x);
/* Text in the paragraph that is open. `style`: id of a character style, NULL = none; `size` in points, 0 = the paragraph's. A line feed
 * becomes a break. */
void docx_run(struct docx *x, const char *style, double size, const char *words);
/* A whole paragraph. */
void docx_words(struct docx *x, const char *style, const char *words);

/* ---- table.c ---- */

/* `section` heads it, for its description. `numbers`: its values are those of a form, to be read back. */
void docx_table(struct docx *x, const struct report_table *table, const char *section, bool numbers);
/* Before anything that is no paragraph between tables, and at the end. */
void docx_part_tables(struct docx *x);

/* ---- blocks.c ---- */

void docx_blocks(struct docx *x, const struct document *d);
struct typesetter docx_typesetter(struct arena *arena, bool quarter_space);

/* ---- styles.c: whole parts. The styles are three pieces: between the first two stand the defaults of paragraphs, and a string of C has
 * 4095 bytes. ---- */

extern const char docx_style_defaults[], docx_styles[], docx_styles_of_tables[], docx_fonts[], docx_settings[], docx_footer_odd[], docx_footer_even[], docx_header_draft[];

#endif
