/* Rules and boxes in an OFD, and the pieces of XML that its objects are made of. */
#include "base/memory.h"
#include "base/text.h"
#include "render/ofd/ofd_inside.h"
#include "render/page/page.h"
#include <math.h>
#include <string.h>

/* The canvas is the first member. */
static struct ofd_canvas *of(struct canvas *c) { return (struct ofd_canvas *)c; }

struct text *ofd_objects(struct ofd_canvas *c) { return &c->pages[c->n_pages - 1].objects; }
int ofd_next_id(struct ofd_canvas *c) { return ++c->last_id; }

long ofd_length(double points) { return lround(points * 1000 / PAGE_MM); }
long ofd_down(double y) { return PAGE_HEIGHT_MM * 1000 - ofd_length(y); }

void ofd_number(struct text *t, long thousandths)
{
    text_add_thousandths(t, thousandths);
    text_add_char(t, ' ');
}

void ofd_drop_blank(struct text *t) { t->bytes[--t->n] = 0; }

void ofd_numbers(struct text *t, const char *name, const long *numbers, size_t n)
{
    text_printf(t, " %s=\"", name);
    for (size_t i = 0; i < n; i++) ofd_number(t, numbers[i]);
    ofd_drop_blank(t);
    text_add_char(t, '"');
}

void ofd_boundary(struct text *t, long x0, long y0, long x1, long y1) { ofd_numbers(t, "Boundary", (const long[]){x0, y0, x1 - x0, y1 - y0}, 4); }

void ofd_colour(struct text *t, const char *element, const unsigned char colour[3])
{
    if (colour[0] || colour[1] || colour[2]) text_printf(t, "<ofd:%s Value=\"%d %d %d\"/>", element, colour[0], colour[1], colour[2]);
}

/* ---- rules and boxes ---- */

void ofd_flush_path(struct ofd_canvas *c)
{
    if (!c->n_points) return;
    struct text *t = ofd_objects(c);
    long x0 = c->points[0].x, y0 = c->points[0].y, x1 = x0, y1 = y0, around = c->style.filled ? 0 : (c->style.width + 1) / 2;
    for (size_t i = 1; i < c->n_points; i++) {
        const struct ofd_point *p = &c->points[i];
        if (p->step == 'C') continue;
        if (p->x < x0) x0 = p->x;
        if (p->x > x1) x1 = p->x;
        if (p->y < y0) y0 = p->y;
        if (p->y > y1) y1 = p->y;
    }
    x0 -= around, y0 -= around, x1 += around, y1 += around;
    text_printf(t, "<ofd:PathObject ID=\"%d\"", ofd_next_id(c));
    ofd_boundary(t, x0, y0, x1, y1);
    if (c->style.filled) text_add(t, " Stroke=\"false\" Fill=\"true\"");
    else ofd_numbers(t, "LineWidth", &c->style.width, 1);
    text_add_char(t, '>');
    ofd_colour(t, c->style.filled ? "FillColor" : "StrokeColor", c->style.colour);
    text_add(t, "<ofd:AbbreviatedData>");
    for (size_t i = 0; i < c->n_points; i++) {
        text_add_char(t, c->points[i].step);
        text_add_char(t, ' ');
        if (c->points[i].step == 'C') continue;
        ofd_number(t, c->points[i].x - x0);
        ofd_number(t, c->points[i].y - y0);
    }
    ofd_drop_blank(t);
    text_add(t, "</ofd:AbbreviatedData></ofd:PathObject>\n");
    c->n_points = 0;
}

static void take_style(struct ofd_canvas *c, bool filled, double width)
{
    struct ofd_style style = {filled, filled ? 0 : ofd_length(width), {0}};
    memcpy(style.colour, filled ? c->fill : c->ink, sizeof style.colour);
    bool same = style.filled == c->style.filled && style.width == c->style.width && !memcmp(style.colour, c->style.colour, sizeof style.colour);
    if (!same) ofd_flush_path(c);
    c->style = style;
}

static void step(struct ofd_canvas *c, char step, double x, double y)
{
    c->points = memory_grow(c->points, c->n_points, &c->cap_points, sizeof *c->points);
    c->points[c->n_points++] = (struct ofd_point){step, ofd_length(x), ofd_down(y)};
}

static void add_rectangle(struct ofd_canvas *c, double x, double y, double width, double height)
{
    step(c, 'M', x, y);
    step(c, 'L', x + width, y);
    step(c, 'L', x + width, y + height);
    step(c, 'L', x, y + height);
    step(c, 'C', x, y);
}

void ofd_box(struct canvas *canvas, double x, double y, double width, double height)
{
    take_style(of(canvas), true, 0);
    add_rectangle(of(canvas), x, y, width, height);
}

void ofd_rule(struct canvas *canvas, double x0, double y0, double x1, double y1, double thickness)
{
    take_style(of(canvas), false, thickness);
    step(of(canvas), 'M', x0, y0);
    step(of(canvas), 'L', x1, y1);
}

void ofd_frame(struct canvas *canvas, double x, double y, double width, double height, double thickness)
{
    take_style(of(canvas), false, thickness);
    add_rectangle(of(canvas), x, y, width, height);
}
