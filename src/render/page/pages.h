/* The pages of a document while they are filled: where the next line goes, new pages, page numbers, the marks of a draft.
 *
 * The cursor is kept as what is used of the height of the text area (render/page/page.h).
 */
#ifndef RENDER_PAGE_PAGES_H
#define RENDER_PAGE_PAGES_H
#include "documents/document.h"
#include "render/page/canvas.h"
#include "render/page/page.h"

struct pages {
    struct canvas *canvas;
    struct typesetter setter;                          /* measures with the canvas's fonts */
    const char *draft;                                 /* on every page; NULL = it is no draft */
    struct tag *root;                                  /* of the document in the structure tree */
    double used;                                       /* of the area's height */
    double held;                                       /* of the room on this page, for the next one; 0 on a new page */
};

/* Everything that is laid out lives in the arena. */
struct pages pages_of(struct canvas *canvas, struct arena *arena, bool quarter_space, const char *draft);
/* Draws every block of the document but those that are workbooks' own (blocks.c). */
void pages_blocks(struct pages *p, const struct document *d);
struct tag *pages_tag(const struct pages *p, const char *type);      /* a new element below the root */

void pages_new(struct pages *p);                       /* turns to a new page */
double pages_room(const struct pages *p);              /* left on this page */
double pages_y(const struct pages *p);                 /* the cursor on the page */
/* To the next line of the grid. */
void pages_snap(struct pages *p);
/* Draws the paragraph's lines, over as many pages as they take, as content of the tag. */
void pages_paragraph(struct pages *p, struct tag *tag, const struct type *type, const struct paragraph *text, double pitch);

#endif
