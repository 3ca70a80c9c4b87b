/* What the pages of a document are drawn on: runs of text, rules, boxes, bookmarks, and the structure that they belong to. A paged
 * format is one struct canvas_driver (render/pdf/canvas.c, render/ofd/canvas.c); what is drawn is the same for all of them.
 *
 * Coordinates are points from the page's lower left corner. Everything is drawn between canvas_begin and canvas_end, without transparency,
 * which PDF/A-1 forbids.
 *
 *     canvas_new_page(c);
 *     canvas_begin(c, paragraph);
 *     canvas_text(c, FONT_BODY, 16, x, y, chars, offsets, n);
 *     canvas_end(c);
 */
#ifndef RENDER_PAGE_CANVAS_H
#define RENDER_PAGE_CANVAS_H
#include "render/fonts/fonts.h"

struct canvas;
struct tag;                                            /* an element of the structure; NULL in a format that has none */

/* One line of text: character i begins at x + offsets[i]; the baseline is y. */
struct canvas_line { enum font_role role; double size, x, y; const uint32_t *chars; const double *offsets; size_t n; };

struct canvas_driver {
    void (*new_page)(struct canvas *c);                /* A4 upright */
    void (*text)(struct canvas *c, const struct canvas_line *line);
    void (*turned)(struct canvas *c, const struct canvas_line *line, const double matrix[6]);      /* from the line's points to the page's, a b c d e f */
    void (*colour)(struct canvas *c, double red, double green, double blue);
    void (*ink)(struct canvas *c, double red, double green, double blue);
    void (*box)(struct canvas *c, double x, double y, double width, double height);
    void (*rule)(struct canvas *c, double x0, double y0, double x1, double y1, double thickness);
    void (*frame)(struct canvas *c, double x, double y, double width, double height, double thickness);
    void (*bookmark)(struct canvas *c, int level, const char *title, double y);
    const struct canvas_structure *structure;          /* NULL: the format has none, and nothing is begun and ended */
};
struct canvas_structure {
    struct tag *(*element)(struct canvas *c, struct tag *parent, const char *type);
    void (*cell)(struct canvas *c, struct tag *cell, int rowspan, int colspan, const char *scope, const char *const *heads, size_t n_heads);
    void (*id)(struct canvas *c, struct tag *element, const char *id);
    void (*figure)(struct canvas *c, struct tag *figure, const char *words, const double box[4]);
    void (*begin)(struct canvas *c, struct tag *element);
    void (*end)(struct canvas *c);
};
/* The first member of a driver's own canvas. */
struct canvas { const struct canvas_driver *driver; struct fonts *fonts; int n_pages; };      /* fonts: borrowed */

void canvas_new_page(struct canvas *c);
/* What follows is content of this element; NULL: an artifact. */
void canvas_begin(struct canvas *c, struct tag *element);
void canvas_end(struct canvas *c);
/* One line: character i begins at x + offsets[i]; the baseline is y. */
void canvas_text(struct canvas *c, enum font_role role, double size, double x, double y, const uint32_t *chars,
                 const double *offsets, size_t n);
/* The same for text without a layout, at its own advances. */
void canvas_words(struct canvas *c, enum font_role role, double size, double x, double y, const char *text);
/* Large text across the middle of the page, rising, in the fill colour. */
void canvas_across(struct canvas *c, enum font_role role, double size, const char *text);
/* The fill colour, of text and boxes; black on a new page. */
void canvas_colour(struct canvas *c, double red, double green, double blue);
void canvas_ink(struct canvas *c, double red, double green, double blue);      /* the colour of rules and frames */
/* The same as 0x6f93c4. */
void canvas_hex_colour(struct canvas *c, uint32_t colour);
void canvas_hex_ink(struct canvas *c, uint32_t colour);
/* A box in the fill colour. */
void canvas_box(struct canvas *c, double x, double y, double width, double height);
void canvas_rule(struct canvas *c, double x0, double y0, double x1, double y1, double thickness);
void canvas_frame(struct canvas *c, double x, double y, double width, double height, double thickness);
/* A bookmark to this height of the page: level 1 of a section, level 2 below the section before it. */
void canvas_bookmark(struct canvas *c, int level, const char *title, double y);

/* ---- the structure: Document > H1, P, H2, H3, Figure, Table > TR > TH, TD ---- */

/* parent NULL: the root. It belongs to the canvas; type ("P") must outlive it. */
struct tag *canvas_element(struct canvas *c, struct tag *parent, const char *type);
/* A cell's spans and scope ("Column", "Row"; NULL for data), and the ids of the heads that a data cell belongs to. */
void canvas_cell(struct canvas *c, struct tag *cell, int rowspan, int colspan, const char *scope, const char *const *heads, size_t n_heads);
/* Names an element so that cells can refer to it; id must outlive the canvas and be unique in the document. */
void canvas_id(struct canvas *c, struct tag *element, const char *id);
/* What a Figure shows, in words, and where on its page (points, x0 y0 x1 y1). */
void canvas_figure(struct canvas *c, struct tag *figure, const char *words, const double box[4]);

#endif
