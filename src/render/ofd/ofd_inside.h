/* The OFD's canvas (render/page/canvas.h): each page becomes the XML of its objects; path.c draws rules and boxes, text.c text.
 *
 * Places are whole thousandths of a millimetre from the page's upper left corner, so that sums of them are exact. An object draws within its
 * boundary and counts from the corner of that.
 */
#ifndef RENDER_OFD_OFD_INSIDE_H
#define RENDER_OFD_OFD_INSIDE_H
#include "render/page/canvas.h"

struct ofd_page { int id, layer; struct text objects; };
struct ofd_variant { size_t page, at; const struct face *face; unsigned code; };      /* its glyph's number belongs before byte `at` of the page's objects */
struct ofd_bookmark { int level, page; char *title; long top; };      /* page: its id */

struct ofd_style { bool filled; long width; unsigned char colour[3]; };      /* of a path; width of its rules */
struct ofd_point { char step; long x, y; };            /* M: move to, L: line to, C: close */

struct ofd_canvas {
    struct canvas canvas;
    int last_id;                                       /* the fonts have the first ones, by face->number */
    struct ofd_page *pages;
    struct ofd_variant *variants;
    struct ofd_bookmark *bookmarks;
    size_t n_pages, cap_pages, n_variants, cap_variants, n_bookmarks, cap_bookmarks;
    unsigned char fill[3], ink[3];
    struct ofd_style style;                            /* of the path that is being collected: rules that look alike are one object */
    struct ofd_point *points;
    size_t n_points, cap_points;
};

struct ofd_canvas *ofd_canvas_new(struct fonts *fonts);
void ofd_canvas_free(struct ofd_canvas *c);

void ofd_text(struct canvas *c, const struct canvas_line *line);
void ofd_turned_text(struct canvas *c, const struct canvas_line *line, const double matrix[6]);
void ofd_box(struct canvas *c, double x, double y, double width, double height);
void ofd_rule(struct canvas *c, double x0, double y0, double x1, double y1, double thickness);
void ofd_frame(struct canvas *c, double x, double y, double width, double height, double thickness);
void ofd_flush_path(struct ofd_canvas *c);             /* before anything else is drawn, and once at the end */

/* ---- pieces of XML ---- */

struct text *ofd_objects(struct ofd_canvas *c);        /* of this page */
int ofd_next_id(struct ofd_canvas *c);
long ofd_length(double points);
long ofd_down(double y);                               /* from the page's upper edge */
void ofd_number(struct text *t, long thousandths);     /* “12.345 ” */
void ofd_drop_blank(struct text *t);                   /* the last character */
void ofd_numbers(struct text *t, const char *name, const long *numbers, size_t n);      /* name="1 2 3" */
void ofd_boundary(struct text *t, long x0, long y0, long x1, long y1);
void ofd_colour(struct text *t, const char *element, const unsigned char colour[3]);     /* of black nothing, as it is what there is without it */

#endif
