/* A page's drawing on its way from SVG to marks. pen.c reads paths, marks.c says what they are, drawing.c knows the elements. */
#ifndef DRAWING_INSIDE_H
#define DRAWING_INSIDE_H
#include "manuscript/pdf/page.h"
#include <expat.h>

/* ---- pen.c: styles, matrices and paths, as cairo writes them ---- */

/* The value of a property of a style, or "". */
const char *pen_style(const char *style, const char *name);
/* Whether a paint is there, and seen on paper: neither none nor nearly white nor transparent. */
bool pen_seen(const char *paint, const char *opacity);

struct pen_matrix { double a, b, c, d, e, f; };
extern const struct pen_matrix pen_plain;
struct pen_matrix pen_times(const struct pen_matrix *m, const struct pen_matrix *outer);
struct pen_matrix pen_matrix_read(const char *transform);
struct pdf_glyph pen_moved(const struct pen_matrix *m, double x, double y);

enum { PEN_CORNERS = 6 };
/* What the pen draws without being lifted. */
struct pen_stroke {
    struct pdf_glyph corners[PEN_CORNERS];
    size_t n;                                          /* of corners, more than PEN_CORNERS counted on */
    bool curved, closed;
    struct pdf_box box;
};
struct pdf_drawing;
struct pen_path {
    struct pdf_drawing *d;
    struct pen_matrix matrix;
    void (*end)(const struct pen_path *p, const struct pen_stroke *s);     /* of each stroke */
    bool white, hides;                                 /* of a fill */
    double thick;                                      /* of a line */
    struct pdf_box *around;                            /* of all its strokes, for an `end` that measures */
};
void pen_read(const struct pen_path *p, const char *way);

/* ---- marks.c: rules, shades, shapes and glyphs of the page ---- */

enum { PDF_ID = 24 };
struct pen_clip { char id[PDF_ID]; struct pdf_box box; };
/* A drawing that is defined apart and then used: what has a transparency of its own. */
struct pen_group { char id[PDF_ID]; struct pdf_page *marks; };
/* What an element hands down to those within it. */
struct pen_state { struct pen_matrix matrix; struct pdf_box clip; bool masked; };

enum { PDF_DEEPEST = 64, PDF_BLANKS = 256 };
struct pdf_drawing {
    XML_Parser parser;
    struct pdf_page *page, *whole;                     /* page is a group's while one is defined */
    struct pen_state states[PDF_DEEPEST];              /* of the elements around */
    int depth, unpainted;                              /* how many of those around are definitions */
    int group_depth, unpainted_around;                 /* of the group that is being defined, 0 = none is; around it */
    bool white;                                        /* the colour of glyphs */
    char defined[PDF_ID];                              /* the glyph or clip that is being defined */
    char blanks[PDF_BLANKS][PDF_ID];                   /* glyphs without ink */
    size_t n_blanks, n_clips, cap_clips, n_groups, cap_groups, looks;
    struct pen_clip *clips;
    struct pen_group *groups;
};
struct pdf_box pdf_both(const struct pdf_box *a, const struct pdf_box *b);
void pdf_mark_fill(const struct pen_path *p, const struct pen_stroke *s);
void pdf_mark_line(const struct pen_path *p, const struct pen_stroke *s);
void pdf_mark_glyph(struct pdf_drawing *d, struct pdf_glyph at);
/* The glyphs in the box are painted over. */
void pdf_mark_hidden(struct pdf_drawing *d, const struct pdf_box *box);
void pdf_mark_group(struct pdf_drawing *d, const char *id);

#endif
