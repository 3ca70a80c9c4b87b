#include "render/ofd/ofd_inside.h"
#include "base/memory.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The canvas is the first member. */
static struct ofd_canvas *of(struct canvas *c) { return (struct ofd_canvas *)c; }

static void take_colour(unsigned char colour[3], double red, double green, double blue)
{
    const double parts[] = {red, green, blue};
    for (int i = 0; i < 3; i++) colour[i] = (unsigned char)lround(255 * parts[i]);
}

static void colour(struct canvas *c, double red, double green, double blue) { take_colour(of(c)->fill, red, green, blue); }
static void ink(struct canvas *c, double red, double green, double blue) { take_colour(of(c)->ink, red, green, blue); }

/* ---- pages ---- */

static void new_page(struct canvas *canvas)
{
    struct ofd_canvas *c = of(canvas);
    ofd_flush_path(c);
    memset(c->fill, 0, sizeof c->fill);
    memset(c->ink, 0, sizeof c->ink);
    c->pages = memory_grow(c->pages, c->n_pages, &c->cap_pages, sizeof *c->pages);
    c->pages[c->n_pages++] = (struct ofd_page){ofd_next_id(c), ofd_next_id(c), {0}};
}

static void bookmark(struct canvas *canvas, int level, const char *title, double y)
{
    struct ofd_canvas *c = of(canvas);
    c->bookmarks = memory_grow(c->bookmarks, c->n_bookmarks, &c->cap_bookmarks, sizeof *c->bookmarks);
    c->bookmarks[c->n_bookmarks++] = (struct ofd_bookmark){level, c->pages[c->n_pages - 1].id, memory_dup(title), ofd_down(y)};
}

static const struct canvas_driver driver = {new_page, ofd_text, ofd_turned_text, colour, ink, ofd_box, ofd_rule, ofd_frame, bookmark, NULL};

struct ofd_canvas *ofd_canvas_new(struct fonts *fonts)
{
    struct ofd_canvas *c = memory_alloc(sizeof *c);
    c->canvas = (struct canvas){&driver, fonts, 0};
    while (fonts_each(fonts, (size_t)c->last_id)) c->last_id++;
    return c;
}

void ofd_canvas_free(struct ofd_canvas *c)
{
    if (!c) return;
    for (size_t i = 0; i < c->n_pages; i++) text_release(&c->pages[i].objects);
    for (size_t i = 0; i < c->n_bookmarks; i++) free(c->bookmarks[i].title);
    free(c->pages);
    free(c->variants);
    free(c->bookmarks);
    free(c->points);
    free(c);
}
