#include "render/page/canvas.h"
#include "base/memory.h"
#include "base/text.h"
#include "render/page/marks.h"
#include "render/page/page.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void canvas_new_page(struct canvas *c)
{
    c->n_pages++;
    c->driver->new_page(c);
}

void canvas_text(struct canvas *c, enum font_role role, double size, double x, double y, const uint32_t *chars,
                 const double *offsets, size_t n)
{
    c->driver->text(c, &(struct canvas_line){role, size, x, y, chars, offsets, n});
}

/* Characters and offsets of plain text, from x = y = 0; both malloc()ed. Returns the width. */
static double read_words(struct canvas *c, struct canvas_line *line, const char *text)
{
    double width = 0;
    size_t bytes = strlen(text), n = 0;
    uint32_t *chars = memory_alloc((bytes + 1) * sizeof *chars);
    double *offsets = memory_alloc((bytes + 1) * sizeof *offsets);
    for (size_t i = 0; i < bytes;) {
        uint32_t code_point;
        i += utf8_next(text + i, bytes - i, &code_point);
        if (mark_is_left_out(code_point, n ? chars[n - 1] : 0)) continue;
        chars[n] = code_point;
        offsets[n++] = width;
        width += fonts_advance(c->fonts, line->role, code_point, line->size);
    }
    line->chars = chars;
    line->offsets = offsets;
    line->n = n;
    return width;
}

static void free_words(struct canvas_line *line)
{
    free((void *)line->chars);
    free((void *)line->offsets);
}

void canvas_words(struct canvas *c, enum font_role role, double size, double x, double y, const char *text)
{
    struct canvas_line line = {role, size, x, y, NULL, NULL, 0};
    (void)read_words(c, &line, text);
    c->driver->text(c, &line);
    free_words(&line);
}

void canvas_across(struct canvas *c, enum font_role role, double size, const char *text)
{
    struct canvas_line line = {role, size, 0, 0, NULL, NULL, 0};
    double width = read_words(c, &line, text), turn = sqrt(0.5);      /* 45 degrees */
    double middle_x = PAGE_WIDTH_MM * PAGE_MM / 2, middle_y = PAGE_HEIGHT_MM * PAGE_MM / 2, rise = size * 0.38;
    c->driver->turned(c, &line, (const double[]){turn, turn, -turn, turn, middle_x - turn * (width / 2 - rise), middle_y - turn * (width / 2 + rise)});
    free_words(&line);
}

void canvas_colour(struct canvas *c, double red, double green, double blue) { c->driver->colour(c, red, green, blue); }
void canvas_ink(struct canvas *c, double red, double green, double blue) { c->driver->ink(c, red, green, blue); }
void canvas_hex_colour(struct canvas *c, uint32_t colour) { canvas_colour(c, (colour >> 16) / 255.0, (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0); }
void canvas_hex_ink(struct canvas *c, uint32_t colour) { canvas_ink(c, (colour >> 16) / 255.0, (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0); }
void canvas_box(struct canvas *c, double x, double y, double width, double height) { c->driver->box(c, x, y, width, height); }

void canvas_rule(struct canvas *c, double x0, double y0, double x1, double y1, double thickness)
{
    c->driver->rule(c, x0, y0, x1, y1, thickness);
}

void canvas_frame(struct canvas *c, double x, double y, double width, double height, double thickness)
{
    c->driver->frame(c, x, y, width, height, thickness);
}

void canvas_bookmark(struct canvas *c, int level, const char *title, double y) { c->driver->bookmark(c, level, title, y); }

/* ---- the structure ---- */

void canvas_begin(struct canvas *c, struct tag *element)
{
    if (c->driver->structure) c->driver->structure->begin(c, element);
}

void canvas_end(struct canvas *c)
{
    if (c->driver->structure) c->driver->structure->end(c);
}

struct tag *canvas_element(struct canvas *c, struct tag *parent, const char *type)
{
    return c->driver->structure ? c->driver->structure->element(c, parent, type) : NULL;
}

void canvas_cell(struct canvas *c, struct tag *cell, int rowspan, int colspan, const char *scope, const char *const *heads, size_t n_heads)
{
    if (c->driver->structure) c->driver->structure->cell(c, cell, rowspan, colspan, scope, heads, n_heads);
}

void canvas_id(struct canvas *c, struct tag *element, const char *id)
{
    if (c->driver->structure) c->driver->structure->id(c, element, id);
}

void canvas_figure(struct canvas *c, struct tag *figure, const char *words, const double box[4])
{
    if (c->driver->structure) c->driver->structure->figure(c, figure, words, box);
}
