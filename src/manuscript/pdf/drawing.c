#include "manuscript/pdf/drawing_inside.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CLIPS = 5000, MOST_GROUPS = 1000 };
static const double opaque = 0.95;
static const struct pen_state unlimited = {{1, 0, 0, 1, 0, 0}, {-1e6, -1e6, 1e6, 1e6}, false};

static const char *attribute(const XML_Char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (!strcmp(attributes[0], name)) return attributes[1];
    return "";
}

/* ---- paths ---- */

static void draw_path(struct pdf_drawing *d, const XML_Char **attributes)
{
    const char *style = attribute(attributes, "style"), *way = attribute(attributes, "d");
    const char *stroke = pen_style(style, "stroke"), *fill = pen_style(style, "fill"), *opacity = pen_style(style, "fill-opacity");
    const struct pen_matrix *m = &d->states[d->depth].matrix;
    struct pen_path p = {.d = d, .matrix = *m};
    char *end;
    if (*stroke && pen_seen(stroke, pen_style(style, "stroke-opacity"))) {
        p.end = pdf_mark_line;
        p.thick = strtod(pen_style(style, "stroke-width"), &end) * sqrt(fabs(m->a * m->d - m->b * m->c));
        pen_read(&p, way);
    }
    if (*fill && strncmp(fill, "none", 4)) {
        p.end = pdf_mark_fill;
        p.white = !pen_seen(fill, opacity);
        p.hides = !*opacity || strtod(opacity, &end) > opaque;
        pen_read(&p, way);
    }
}

/* All of what may be painted: a picture that fills the page. */
static void draw_rect(struct pdf_drawing *d, const XML_Char **attributes)
{
    const struct pdf_box *clip = &d->states[d->depth].clip;
    if (!strncmp(pen_style(attribute(attributes, "style"), "fill"), "url(", 4) && !*attribute(attributes, "mask")) pdf_mark_hidden(d, clip);
}

/* ---- glyphs and pictures ---- */

static bool is_blank(const struct pdf_drawing *d, const char *id)
{
    for (size_t i = 0; i < d->n_blanks; i++)
        if (!strcmp(d->blanks[i], id)) return true;
    return false;
}

static void draw_use(struct pdf_drawing *d, const XML_Char **attributes)
{
    const char *what = attribute(attributes, "xlink:href");
    char *end;
    if (!strncmp(what, "#surface", 8)) pdf_mark_group(d, what + 1);
    if (!strncmp(what, "#image", 6) && pdf_page_is_picture(d->page)) pdf_mark_hidden(d, &d->states[d->depth].clip);
    if (strncmp(what, "#glyph", 6) || d->white || is_blank(d, what + 1)) return;
    pdf_mark_glyph(d, pen_moved(&d->states[d->depth].matrix, strtod(attribute(attributes, "x"), &end), strtod(attribute(attributes, "y"), &end)));
}

/* Ids are shorter than PDF_ID: longer ones are cairo's of nothing that is looked for. */
static void copy_id(char to[PDF_ID], const char *id) { snprintf(to, PDF_ID, "%s", id); }

static void define_clip(struct pdf_drawing *d, const struct pdf_box *box)
{
    if (strncmp(d->defined, "clip", 4) || d->n_clips == MOST_CLIPS) return;
    d->clips = memory_grow(d->clips, d->n_clips, &d->cap_clips, sizeof *d->clips);
    copy_id(d->clips[d->n_clips].id, d->defined);
    d->clips[d->n_clips++].box = *box;
}

static void measure(const struct pen_path *p, const struct pen_stroke *s)
{
    struct pdf_box *a = p->around;
    *a = (struct pdf_box){fmin(a->x1, s->box.x1), fmin(a->y1, s->box.y1), fmax(a->x2, s->box.x2), fmax(a->y2, s->box.y2)};
}

/* The path of a glyph or a clip, the box of a clip. */
static void define(struct pdf_drawing *d, const XML_Char *name, const XML_Char **attributes)
{
    char *end;
    if (!strcmp(name, "path")) {
        const char *way = attribute(attributes, "d");
        struct pdf_box all = {INFINITY, INFINITY, -INFINITY, -INFINITY};
        struct pen_path p = {.d = d, .matrix = pen_plain, .end = measure, .around = &all};
        if (!strncmp(d->defined, "glyph", 5) && !*way && d->n_blanks < PDF_BLANKS) copy_id(d->blanks[d->n_blanks++], d->defined);
        if (!strncmp(d->defined, "clip", 4)) pen_read(&p, way);
        define_clip(d, &all);
    } else if (!strcmp(name, "rect")) {
        double x = strtod(attribute(attributes, "x"), &end), y = strtod(attribute(attributes, "y"), &end);
        define_clip(d, &(struct pdf_box){x, y, x + strtod(attribute(attributes, "width"), &end), y + strtod(attribute(attributes, "height"), &end)});
    }
}

static void begin_group(struct pdf_drawing *d, const char *id)
{
    if (strlen(id) >= PDF_ID || d->n_groups == MOST_GROUPS) return;
    d->groups = memory_grow(d->groups, d->n_groups, &d->cap_groups, sizeof *d->groups);
    struct pen_group *group = &d->groups[d->n_groups++];
    copy_id(group->id, id);
    group->marks = memory_alloc(sizeof *group->marks);
    d->page = group->marks;
    d->group_depth = d->depth;
    d->unpainted_around = d->unpainted;
    d->unpainted = 0;
}

static void end_group(struct pdf_drawing *d)
{
    d->whole->too_much |= d->page->too_much;
    d->page = d->whole;
    d->group_depth = 0;
    d->unpainted = d->unpainted_around;
}

/* url(#clip3); a clip that is not known shows nothing for certain, and hides nothing. */
static struct pdf_box clip_of(const struct pdf_drawing *d, const char *url, const struct pdf_box *outer)
{
    if (strncmp(url, "url(#", 5)) return *outer;
    url += 5;
    size_t n = strcspn(url, ")");
    for (size_t i = 0; i < d->n_clips; i++)
        if (!strncmp(d->clips[i].id, url, n) && !d->clips[i].id[n]) return pdf_both(outer, &d->clips[i].box);
    return *outer;
}

/* ---- elements ---- */

static bool defines(const char *name)
{
    return !strcmp(name, "defs") || !strcmp(name, "symbol") || !strcmp(name, "clipPath") || !strcmp(name, "mask") || !strcmp(name, "pattern");
}

static void begin_element(void *user, const XML_Char *name, const XML_Char **attributes)
{
    struct pdf_drawing *d = user;
    const char *fill = pen_style(attribute(attributes, "style"), "fill"), *id = attribute(attributes, "id");
    struct pen_matrix own = pen_matrix_read(attribute(attributes, "transform"));
    if (d->depth + 1 == PDF_DEEPEST || d->page->too_much) {
        d->page->too_much = true;
        XML_StopParser(d->parser, XML_FALSE);
        return;
    }
    bool group = d->unpainted && !d->group_depth && !strcmp(name, "g") && !strncmp(id, "surface", 7);
    const struct pen_state *outer = group ? &unlimited : &d->states[d->depth];
    d->depth++;
    d->states[d->depth] = (struct pen_state){pen_times(&own, &outer->matrix), clip_of(d, attribute(attributes, "clip-path"), &outer->clip),
                                             outer->masked || *attribute(attributes, "mask")};
    if ((!strcmp(name, "symbol") || !strcmp(name, "clipPath")) && strlen(id) < PDF_ID) copy_id(d->defined, id);
    if (defines(name)) d->unpainted++;
    if (group) begin_group(d, id);
    if (d->unpainted) define(d, name, attributes);
    if (d->unpainted) return;
    if (!strcmp(name, "g") && *fill) d->white = !pen_seen(fill, "");
    else if (!strcmp(name, "path")) draw_path(d, attributes);
    else if (!strcmp(name, "rect")) draw_rect(d, attributes);
    else if (!strcmp(name, "use")) draw_use(d, attributes);
}

static void end_element(void *user, const XML_Char *name)
{
    struct pdf_drawing *d = user;
    if (d->group_depth == d->depth) end_group(d);
    d->depth--;
    if (defines(name)) d->unpainted--;
    if (!strcmp(name, "symbol") || !strcmp(name, "clipPath")) *d->defined = 0;
}

static void refuse_entities(void *user, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
    struct pdf_drawing *d = user;
    (void)name, (void)system, (void)public, (void)internal;
    XML_StopParser(d->parser, XML_FALSE);
}

struct pdf_drawing *pdf_drawing_new(struct pdf_page *page)
{
    struct pdf_drawing *d = memory_alloc(sizeof *d);
    d->page = d->whole = page;
    d->states[0] = (struct pen_state){pen_plain, {0, 0, page->width, page->height}, false};
    d->parser = XML_ParserCreate(NULL);
    if (!d->parser) memory_exhausted();
    XML_SetUserData(d->parser, d);
    XML_SetElementHandler(d->parser, begin_element, end_element);
    XML_SetStartDoctypeDeclHandler(d->parser, refuse_entities);
    return d;
}

bool pdf_drawing_take(struct pdf_drawing *d, const char *svg, size_t n)
{
    return !d->whole->too_much && n < 1 << 30 && XML_Parse(d->parser, svg, (int)n, 0) == XML_STATUS_OK;
}

void pdf_drawing_free(struct pdf_drawing *d)
{
    XML_ParserFree(d->parser);
    for (size_t i = 0; i < d->n_groups; i++) {
        pdf_page_release(d->groups[i].marks);
        free(d->groups[i].marks);
    }
    free(d->groups);
    free(d->clips);
    free(d);
}
