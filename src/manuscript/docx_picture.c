#include "manuscript/docx_reader_inside.h"
#include <string.h>
#include <strings.h>

enum { EMU = 12700, WIDE = 200, HIGH = 60 };           /* to a point; points of a picture that may be a table */

void docx_picture_start(struct docx_reader *r, const char **attributes)
{
    (void)attributes;
    r->pictures[r->n_pictures++] = (struct docx_picture){.depth = r->depth, .seen = docx_seen(r), .object = !strcmp(docx_around(r, 0), "object"), .words = ""};
}

void docx_picture_end(struct docx_reader *r)
{
    const struct docx_picture *p = &r->pictures[r->n_pictures - 1];
    if (p->depth != r->depth) return;
    r->n_pictures--;
    if (!p->seen || p->hidden || (!p->picture && !p->drawn && !p->object)) return;
    if (p->object) manuscript_remark(r->m, "嵌有别的程序的内容（%s），没有读：里面如果有表，请转成 Word 表格", *p->words ? p->words : "OLE");
    else if (p->drawn) manuscript_remark(r->m, "有图表或图示，没有读");
    if (p->width >= WIDE && p->height >= HIGH) {
        size_t i = docx_block_add(&r->blocks, DOCX_PICTURE);
        r->blocks.list[i].text = p->words;
    } else if (p->picture && !p->object) {
        r->small_pictures++;
    }
}

/* "width:415.3pt" in the style of a VML shape, in whole points. */
static int length_of(const char *style, const char *name)
{
    static const struct { const char *unit; int tenths; } units[] = {{"pt", 10}, {"in", 720}, {"cm", 283}, {"mm", 28}, {"px", 7}};
    size_t n = strlen(name);
    for (const char *at = style; at; at = strchr(at, ';') ? strchr(at, ';') + 1 : NULL) {
        at += strspn(at, " \t\r\n");
        if (strncasecmp(at, name, n) || at[n] != ':') continue;
        int length = docx_number(at + n + 1 + strspn(at + n + 1, " "), 0, 100000, 0);
        const char *unit = at + n + 1 + strspn(at + n + 1, " 0123456789.");
        for (size_t i = 0; i < sizeof units / sizeof *units; i++)
            if (!strncasecmp(unit, units[i].unit, 2)) return length * units[i].tenths / 10;
        return length;
    }
    return 0;
}

static int larger(int a, int b) { return a > b ? a : b; }

static void take_shape(struct docx_picture *p, const char *style)
{
    if (!style) return;
    p->width = larger(p->width, length_of(style, "width"));
    p->height = larger(p->height, length_of(style, "height"));
    if (strstr(style, "visibility:hidden")) p->hidden = true;
}

void docx_picture_detail(struct docx_reader *r, const char **attributes)
{
    struct docx_picture *p = r->n_pictures ? &r->pictures[r->n_pictures - 1] : NULL;
    const char *name = docx_around(r, 0);
    if (!p) return;
    if (!strcmp(name, "extent")) {
        p->width = docx_number(package_attribute(attributes, "cx"), 0, 1 << 30, 0) / EMU;
        p->height = docx_number(package_attribute(attributes, "cy"), 0, 1 << 30, 0) / EMU;
    } else if (!strcmp(name, "docPr")) {
        const char *words = package_attribute(attributes, "descr"), *hidden = package_attribute(attributes, "hidden");
        if (words && !p->object) p->words = arena_dup(&r->blocks.arena, words);
        p->hidden |= hidden && (!strcmp(hidden, "1") || !strcmp(hidden, "true"));
    } else if (!strcmp(name, "OLEObject")) {
        const char *words = package_attribute(attributes, "ProgID");
        if (words) p->words = arena_dup(&r->blocks.arena, words);
    } else if (!strcmp(name, "shape") || !strcmp(name, "rect")) {
        take_shape(p, package_attribute(attributes, "style"));
    } else if (!strcmp(name, "textpath")) {
        const char *words = package_attribute(attributes, "string");
        if (words && p->seen) manuscript_remark(r->m, "有艺术字“%s”，没有读", words);
    } else if (!strcmp(name, "pic") || !strcmp(name, "imagedata")) {
        p->picture = true;
    } else {
        p->drawn = true;                               /* chart, relIds of a diagram, ink */
    }
}
