/* The structure tree: what each piece of a page is, for readers who cannot see it and for programs that flow the text anew.
 *
 * Document > H1, P, H2, H3, Figure, Table > TR > TH, TD. Content that is not in the tree is an Artifact. A structure element may
 * have content on several pages.
 *
 * Written by hand: libharu has no function for a structure tree.
 *
 *     struct tag *p = tag_new(tags, document, "P");
 *     int mcid = tag_content(tags, p, page);     // the number to mark the content with
 *     tags_finish(tags);                          // once, when all pages are drawn
 */
#ifndef RENDER_PDF_TAGS_H
#define RENDER_PDF_TAGS_H
#include "base/memory.h"
#include "render/pdf/objects.h"

struct tags;
struct tag;

struct tags *tags_new(HPDF_Doc pdf);
void tags_free(struct tags *t);

/* parent NULL: the root. The tag belongs to `t`; type ("P") must outlive it. */
struct tag *tag_new(struct tags *t, struct tag *parent, const char *type);
const char *tag_type(const struct tag *tag);
/* A cell's spans and scope ("Column", "Row"; NULL for data), and the ids of the heads that a data cell belongs to. */
void tag_cell(struct tags *t, struct tag *tag, int rowspan, int colspan, const char *scope, const char *const *heads,
              size_t n_heads);
/* Names an element so that cells can refer to it; id must outlive `t` and be unique in the document. */
void tag_id(struct tags *t, struct tag *tag, const char *id);
/* What a Figure shows, in words, and where on its page (points, x0 y0 x1 y1). */
void tag_figure(struct tags *t, struct tag *tag, const char *words, const double box[4]);
/* Registers content of this element on the page; returns its marked-content number there. */
int tag_content(struct tags *t, struct tag *tag, HPDF_Page page);
void tags_finish(struct tags *t);

#endif
