#include "manuscript/pdf/page.h"
#include <expat.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double rule_most = 3;                     /* points: what is thicker is no rule */
static const double shape_most = 60, shape_least = 1.5;
enum { DEEPEST = 64, MOST_RULES = 200000, MOST_BOXES = 50000, MOST_GLYPHS = 50000, MOST_BLANKS = 256, GLYPH_ID = 24 };

struct pen_matrix { double a, b, c, d, e, f; };
static const struct pen_matrix plain = {1, 0, 0, 1, 0, 0};

struct pdf_drawing {
    struct pdf_page *page;
    XML_Parser parser;
    struct pen_matrix matrices[DEEPEST];                   /* of the elements around */
    int depth, unpainted;                              /* how many of those around are definitions */
    bool white, pictured;                              /* the colour of glyphs; a picture was painted */
    char symbol[GLYPH_ID];                             /* the glyph that is being defined */
    char blanks[MOST_BLANKS][GLYPH_ID];                /* glyphs without ink */
    size_t n_blanks;
};

static const char *attribute(const XML_Char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (!strcmp(attributes[0], name)) return attributes[1];
    return "";
}

/* ---- colours ---- */

/* The value of a property of a style, or "". */
static const char *style_of(const char *style, const char *name)
{
    size_t n = strlen(name);
    while (*style) {
        style += strspn(style, " ;");
        if (!strncmp(style, name, n) && style[n] == ':') return style + n + 1;
        style += strcspn(style, ";");
    }
    return "";
}

/* Whether a paint is there, and seen on paper: neither none nor nearly white nor transparent. */
static bool is_seen(const char *paint, const char *opacity)
{
    char *end;
    if (!strncmp(paint, "none", 4) || (*opacity && strtod(opacity, &end) < 0.05)) return false;
    if (strncmp(paint, "rgb(", 4)) return true;        /* a pattern */
    paint += 4;
    for (int i = 0; i < 3; i++) {
        if (strtod(paint, &end) < 95) return true;
        paint = end + strspn(end, "%, ");
    }
    return false;
}

/* ---- places ---- */

static struct pen_matrix times(const struct pen_matrix *m, const struct pen_matrix *outer)
{
    return (struct pen_matrix){outer->a * m->a + outer->c * m->b, outer->b * m->a + outer->d * m->b, outer->a * m->c + outer->c * m->d,
                           outer->b * m->c + outer->d * m->d, outer->a * m->e + outer->c * m->f + outer->e,
                           outer->b * m->e + outer->d * m->f + outer->f};
}

static struct pen_matrix matrix_read(const char *transform)
{
    double v[6];
    if (strncmp(transform, "matrix(", 7)) return plain;
    transform += 7;
    for (int i = 0; i < 6; i++) {
        char *end;
        v[i] = strtod(transform, &end);
        if (end == transform || !isfinite(v[i])) return plain;
        transform = end + strspn(end, ", ");
    }
    return (struct pen_matrix){v[0], v[1], v[2], v[3], v[4], v[5]};
}

static struct pdf_glyph moved(const struct pen_matrix *m, double x, double y) { return (struct pdf_glyph){m->a * x + m->c * y + m->e, m->b * x + m->d * y + m->f}; }

/* ---- paths ---- */

enum { CORNERS = 6 };
/* One stroke of the pen: a subpath. */
struct pen_stroke {
    struct pdf_glyph corners[CORNERS];
    size_t n;                                          /* of corners, more than CORNERS counted on */
    bool curved, closed;
    struct pdf_box box;
};
struct pen_path { struct pdf_drawing *d; struct pen_matrix matrix; bool filled; double thick; struct pen_stroke now; };

static void add_rule(struct pdf_drawing *d, bool upright, double at, double from, double to)
{
    struct pdf_rules *r = &d->page->rules;
    if (r->n == MOST_RULES) d->page->too_much = true;
    if (d->page->too_much || !isfinite(at) || !isfinite(from) || !isfinite(to)) return;
    r->of = memory_grow(r->of, r->n, &r->cap, sizeof *r->of);
    r->of[r->n++] = (struct pdf_rule){upright, at, fmin(from, to), fmax(from, to)};
}

static void add_box(struct pdf_drawing *d, struct pdf_boxes *boxes, const struct pdf_box *box)
{
    if (boxes->n == MOST_BOXES) d->page->too_much = true;
    if (d->page->too_much) return;
    boxes->of = memory_grow(boxes->of, boxes->n, &boxes->cap, sizeof *boxes->of);
    boxes->of[boxes->n++] = *box;
}

static bool small(const struct pdf_box *b)
{
    double w = b->x2 - b->x1, h = b->y2 - b->y1;
    return w <= shape_most && h <= shape_most && (w >= shape_least || h >= shape_least);
}

/* A box as thin as a rule is one, whatever its corners: browsers draw borders as trapezoids. */
static void end_fill(struct pen_path *p)
{
    const struct pen_stroke *s = &p->now;
    struct pdf_drawing *d = p->d;
    double w = s->box.x2 - s->box.x1, h = s->box.y2 - s->box.y1;
    bool straight = !s->curved && s->n <= CORNERS, box = straight && s->n >= 4;
    for (size_t i = 0; box && i < s->n; i++) {
        const struct pdf_glyph *a = &s->corners[i], *b = &s->corners[(i + 1) % s->n];
        box = fabs(a->x - b->x) < 0.6 || fabs(a->y - b->y) < 0.6;
    }
    if (straight && s->n >= 3 && h <= rule_most && w > rule_most) add_rule(d, false, pdf_mid_y(&s->box), s->box.x1, s->box.x2);
    else if (straight && s->n >= 3 && w <= rule_most && h > rule_most) add_rule(d, true, pdf_mid_x(&s->box), s->box.y1, s->box.y2);
    else if (box && w > rule_most) add_box(d, &d->page->shades, &s->box);
    else if (small(&s->box)) add_box(d, &d->page->shapes, &s->box);
}

static void end_line(struct pen_path *p)
{
    const struct pen_stroke *s = &p->now;
    bool rules = !s->curved && s->n <= CORNERS && p->thick <= rule_most;
    for (size_t i = 0; rules && i + 1 < s->n + s->closed; i++) {
        const struct pdf_glyph *a = &s->corners[i], *b = &s->corners[(i + 1) % s->n];
        if (fabs(a->y - b->y) < 0.6) add_rule(p->d, false, (a->y + b->y) / 2, a->x, b->x);
        else if (fabs(a->x - b->x) < 0.6) add_rule(p->d, true, (a->x + b->x) / 2, a->y, b->y);
        else rules = false;
    }
    if (!rules && small(&s->box)) add_box(p->d, &p->d->page->shapes, &s->box);
}

static void end_stroke(struct pen_path *p)
{
    if (p->now.n >= 2) p->filled ? end_fill(p) : end_line(p);
    p->now = (struct pen_stroke){.box = {INFINITY, INFINITY, -INFINITY, -INFINITY}};
}

static void add_corner(struct pen_path *p, double x, double y)
{
    struct pen_stroke *s = &p->now;
    struct pdf_glyph at = moved(&p->matrix, x, y);
    if (!isfinite(at.x) || !isfinite(at.y)) return;
    if (s->n < CORNERS) s->corners[s->n] = at;
    s->n++;
    s->box = (struct pdf_box){fmin(s->box.x1, at.x), fmin(s->box.y1, at.y), fmax(s->box.x2, at.x), fmax(s->box.y2, at.y)};
}

static void read_path(struct pen_path *p, const char *s)
{
    char command = 'M';
    end_stroke(p);
    while (*(s += strspn(s, " ,\n\t"))) {
        double v[6];
        int wanted = 2;
        char *end;
        if (strchr("MLCZ", *s)) {
            command = *s++;
            if (command == 'Z') p->now.closed = true;
            if (command == 'Z' || command == 'M') end_stroke(p);
            if (command == 'C') p->now.curved = true;
            continue;
        }
        if (command == 'C') wanted = 6;
        for (int i = 0; i < wanted; i++, s = end) {
            v[i] = strtod(s, &end);
            if (end == s) return;                      /* no path of cairo's */
        }
        for (int i = 0; i < wanted; i += 2) add_corner(p, v[i], v[i + 1]);
    }
    end_stroke(p);
}

static void draw_path(struct pdf_drawing *d, const XML_Char **attributes)
{
    const char *style = attribute(attributes, "style"), *way = attribute(attributes, "d");
    const struct pen_matrix *m = &d->matrices[d->depth];
    struct pen_path p = {.d = d, .matrix = *m};
    char *end;
    if (is_seen(style_of(style, "stroke"), style_of(style, "stroke-opacity")) && *style_of(style, "stroke")) {
        p.thick = strtod(style_of(style, "stroke-width"), &end) * sqrt(fabs(m->a * m->d - m->b * m->c));
        read_path(&p, way);
    }
    if (*style_of(style, "fill") && is_seen(style_of(style, "fill"), style_of(style, "fill-opacity"))) {
        p.filled = true;
        read_path(&p, way);
    }
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
    struct pdf_glyphs *g = &d->page->glyphs;
    char *end;
    if (strncmp(what, "#glyph", 6)) {
        if (!d->pictured) d->page->n_covered = g->n;
        d->pictured = true;
        return;
    }
    if (d->white || is_blank(d, what + 1)) return;
    if (g->n == MOST_GLYPHS) d->page->too_much = true;
    if (d->page->too_much) return;
    g->of = memory_grow(g->of, g->n, &g->cap, sizeof *g->of);
    g->of[g->n++] = moved(&d->matrices[d->depth], strtod(attribute(attributes, "x"), &end), strtod(attribute(attributes, "y"), &end));
}

static void define_glyph(struct pdf_drawing *d, const XML_Char **attributes)
{
    if (!*d->symbol || *attribute(attributes, "d") || d->n_blanks == MOST_BLANKS) return;
    strcpy(d->blanks[d->n_blanks++], d->symbol);
}

/* ---- elements ---- */

static bool defines(const char *name)
{
    return !strcmp(name, "defs") || !strcmp(name, "symbol") || !strcmp(name, "clipPath") || !strcmp(name, "mask") || !strcmp(name, "pattern");
}

static void begin_element(void *user, const XML_Char *name, const XML_Char **attributes)
{
    struct pdf_drawing *d = user;
    const char *fill = style_of(attribute(attributes, "style"), "fill");
    struct pen_matrix own = matrix_read(attribute(attributes, "transform"));
    if (d->depth + 1 == DEEPEST || d->page->too_much) {
        d->page->too_much = true;
        XML_StopParser(d->parser, XML_FALSE);
        return;
    }
    d->matrices[d->depth + 1] = times(&own, &d->matrices[d->depth]);
    d->depth++;
    if (!strcmp(name, "symbol")) {
        const char *id = attribute(attributes, "id");
        if (strlen(id) < GLYPH_ID) strcpy(d->symbol, id);
    }
    if (defines(name)) d->unpainted++;
    if (d->unpainted && !strcmp(name, "path")) define_glyph(d, attributes);
    if (d->unpainted) return;
    if (!strcmp(name, "g") && *fill) d->white = !is_seen(fill, "");
    else if (!strcmp(name, "path")) draw_path(d, attributes);
    else if (!strcmp(name, "use") || !strcmp(name, "image")) draw_use(d, attributes);
}

static void end_element(void *user, const XML_Char *name)
{
    struct pdf_drawing *d = user;
    d->depth--;
    if (defines(name)) d->unpainted--;
    if (!strcmp(name, "symbol")) *d->symbol = 0;
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
    d->page = page;
    d->matrices[0] = plain;
    d->parser = XML_ParserCreate(NULL);
    if (!d->parser) memory_exhausted();
    XML_SetUserData(d->parser, d);
    XML_SetElementHandler(d->parser, begin_element, end_element);
    XML_SetStartDoctypeDeclHandler(d->parser, refuse_entities);
    return d;
}

bool pdf_drawing_take(struct pdf_drawing *d, const char *svg, size_t n)
{
    return !d->page->too_much && n < 1 << 30 && XML_Parse(d->parser, svg, (int)n, 0) == XML_STATUS_OK;
}

void pdf_drawing_free(struct pdf_drawing *d)
{
    XML_ParserFree(d->parser);
    free(d);
}
