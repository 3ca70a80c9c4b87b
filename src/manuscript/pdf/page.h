/* What a page of a PDF shows: its characters, and what is drawn. Points, y downwards, as the page is turned for reading. */
#ifndef PDF_PAGE_H
#define PDF_PAGE_H
#include "base/memory.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pdf_box { double x1, y1, x2, y2; };
struct pdf_letter {
    struct pdf_box box;                                /* its advance wide, from ascent to descent high */
    uint32_t c;                                        /* blanks have a place too */
    double size;                                       /* of its font; 0 = not known */
    bool pale, unseen, turned;                         /* nearly white; not painted, or painted over; not upright */
    bool struck;                                       /* a short line goes through it: deleted words, printed with their marks */
    bool undrawn;                                      /* its font is not in the file: whether it is painted is not known here */
};
struct pdf_rule {
    bool upright;
    double at, from, to;                               /* y of a level rule, x of an upright one; its ends */
    bool part;                                         /* of an outline, as that of a letter */
};
struct pdf_glyph { double x, y; };                     /* the origin of a painted glyph */
/* A growing list of any of the above. */
struct pdf_rules { struct pdf_rule *of; size_t n, cap; };
struct pdf_boxes { struct pdf_box *of; size_t n, cap; };
struct pdf_glyphs { struct pdf_glyph *of; size_t n, cap; };

struct pdf_page {
    int number;                                        /* from 1 */
    double width, height;
    struct pdf_letter *letters;
    size_t n_letters;
    struct pdf_rules rules;                            /* straight lines and thin boxes, in pieces as they were drawn */
    struct pdf_boxes shades;                           /* filled boxes that are not white, thicker than a rule */
    struct pdf_boxes shapes;                           /* small drawings that are neither: an outline, a sign, a picture in a cell */
    struct pdf_boxes pictures;
    struct pdf_glyphs glyphs;                          /* but for those that something else was painted over */
    size_t n_lost;                                     /* painted glyphs of which nothing says what they mean */
    bool lies;                                         /* its text runs upwards, downwards or upside down */
    bool too_much;                                     /* more is drawn than a page of a report can hold */
};

struct pdf_libraries;
struct _PopplerDocument;
struct _PopplerPage;

/* Names of fonts that a file uses and does not hold. */
struct pdf_fonts { char **names; size_t n, cap; };
void pdf_fonts_read(const struct pdf_libraries *pdf, struct _PopplerDocument *of, struct pdf_fonts *absent);
void pdf_fonts_release(struct pdf_fonts *fonts);

/* False where the library itself contradicts itself about the page. `page` is to be released in any case. */
bool pdf_page_read(const struct pdf_libraries *pdf, struct _PopplerPage *from, const struct pdf_fonts *absent, int number, struct pdf_page *page);
void pdf_page_release(struct pdf_page *page);
/* Whether one picture covers most of the page. */
bool pdf_page_is_picture(const struct pdf_page *page);

/* The drawing of a page, as the SVG that cairo makes of it: rules, shades, small shapes and the places of glyphs go into the page. */
struct pdf_drawing;
struct pdf_drawing *pdf_drawing_new(struct pdf_page *page);
/* A piece of the SVG; false when the page holds too much (page->too_much) or this is no SVG. */
bool pdf_drawing_take(struct pdf_drawing *d, const char *svg, size_t n);
void pdf_drawing_free(struct pdf_drawing *d);

static inline double pdf_mid_x(const struct pdf_box *b) { return (b->x1 + b->x2) / 2; }
static inline double pdf_mid_y(const struct pdf_box *b) { return (b->y1 + b->y2) / 2; }
static inline bool pdf_within(const struct pdf_box *b, double x, double y) { return x >= b->x1 && x <= b->x2 && y >= b->y1 && y <= b->y2; }

#endif
