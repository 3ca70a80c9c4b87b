/* Pieces of inline SVG. */
#include "base/text.h"
#include "render/html/html_inside.h"

void svg_open(struct html *h, const char *heading, const char *described, int width, int height)
{
    text_add(h->out, "<figure");
    html_look(h, LOOK_FIGURE);
    text_add(h->out, ">\n");
    if (heading) html_element(h, "h3", LOOK_H3, heading);
    text_printf(h->out, "<svg viewBox=\"0 0 %d %d\" role=\"img\"", width, height);
    html_look(h, LOOK_SVG);
    text_add(h->out, "><title>");
    xml_escape(h->out, described);
    text_add(h->out, "</title>\n");
}

void svg_close(struct html *h, const char *caption)
{
    text_add(h->out, "\n</svg>\n");
    if (caption) html_element(h, "figcaption", LOOK_FIGCAPTION, caption);
    text_add(h->out, "</figure>\n");
}

void svg_open_text(struct html *h, int x, int y, enum html_look look)
{
    text_printf(h->out, "<text x=\"%d\" y=\"%d\"", x, y);
    html_look(h, look);
    text_add_char(h->out, '>');
}

void svg_text(struct html *h, int x, int y, enum html_look look, const char *words)
{
    svg_open_text(h, x, y, look);
    xml_escape(h->out, words);
    text_add(h->out, "</text>");
}

void svg_name(struct html *h, int x, int y, enum html_look look, const char *name, size_t most)
{
    struct text shown = {0};
    text_add_within(&shown, name, most);
    svg_open_text(h, x, y, look);
    if (utf8_length(name) > most) {
        text_add(h->out, "<title>");
        xml_escape(h->out, name);
        text_add(h->out, "</title>");
    }
    xml_escape(h->out, text_get(&shown));
    text_add(h->out, "</text>");
    text_release(&shown);
}

void svg_line(struct html *h, int x0, int y0, int x1, int y1, enum html_look look)
{
    text_printf(h->out, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"", x0, y0, x1, y1);
    html_look(h, look);
    text_add(h->out, "/>");
}
