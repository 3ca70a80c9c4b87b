/* The text area and what stands around it: where the next line goes, new pages, page numbers, the marks of a draft.
 *
 * documents.md 2: A4, 156 x 225 mm, 22 lines of 28 characters. The cursor is kept as what is used of the area's height.
 */
#ifndef RENDER_PDF_FLOW_H
#define RENDER_PDF_FLOW_H
#include "render/pdf/canvas.h"
#include "render/pdf/paragraph.h"

#define FLOW_LEFT (28 * CANVAS_MM)
#define FLOW_TOP ((CANVAS_HEIGHT_MM - 37) * CANVAS_MM)
#define FLOW_WIDTH (156 * CANVAS_MM)
#define FLOW_HEIGHT (225 * CANVAS_MM)
#define FLOW_PITCH (FLOW_HEIGHT / 22)
#define FLOW_ADVANCE (FLOW_WIDTH / 28)

/* Type of one size in one role; em is what a full-width character advances (the grid's step for body text). */
struct type { struct fonts *fonts; enum font_role role; double size, em; };

struct flow {
    struct canvas *canvas;
    struct fonts *fonts;
    struct arena *arena;
    const char *draft_text;                            /* NULL for a final report */
    struct tag *document;
    double used;                                       /* of the area's height */
};

struct type flow_body_type(const struct flow *f, enum font_role role);
/* Lays text out in this type. */
struct paragraph flow_lay(struct flow *f, const struct type *type, const char *text, enum paragraph_fit fit, double width,
                          double indent);
void flow_lay_again(struct flow *f, const struct type *type, struct paragraph *p, enum paragraph_fit fit, double width,
                    double indent);

void flow_new_page(struct flow *f);
double flow_room(const struct flow *f);                /* left on this page */
double flow_y(const struct flow *f);                   /* the cursor on the page */
/* To the next line of the grid. */
void flow_snap(struct flow *f);
/* Draws the paragraph's lines, over as many pages as they take, as content of the tag. */
void flow_paragraph(struct flow *f, struct tag *tag, const struct type *type, const struct paragraph *p, double pitch);

#endif
