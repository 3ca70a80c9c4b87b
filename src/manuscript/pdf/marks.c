#include "manuscript/pdf/drawing_inside.h"
#include <math.h>
#include <string.h>

static const double rule_most = 3;                     /* points: what is thicker is no rule */
static const double shape_most = 60, shape_least = 1.5;
enum { MOST_RULES = 60000, MOST_BOXES = 50000, MOST_GLYPHS = 50000 };
static const size_t most_looks = 100000000;            /* at glyphs that something is painted over */

struct pdf_box pdf_both(const struct pdf_box *a, const struct pdf_box *b)
{
    return (struct pdf_box){fmax(a->x1, b->x1), fmax(a->y1, b->y1), fmin(a->x2, b->x2), fmin(a->y2, b->y2)};
}

static void add_rule(struct pdf_drawing *d, bool upright, double at, double start, double end, bool part)
{
    struct pdf_rules *r = &d->page->rules;
    const struct pdf_box *clip = &d->states[d->depth].clip;
    double from = fmax(fmin(start, end), upright ? clip->y1 : clip->x1), to = fmin(fmax(start, end), upright ? clip->y2 : clip->x2);
    if (to < from || at < (upright ? clip->x1 : clip->y1) - 1 || at > (upright ? clip->x2 : clip->y2) + 1) return;
    if (r->n == MOST_RULES) d->page->too_much = true;
    if (d->page->too_much || !isfinite(at) || !isfinite(from) || !isfinite(to)) return;
    r->of = memory_grow(r->of, r->n, &r->cap, sizeof *r->of);
    r->of[r->n++] = (struct pdf_rule){upright, at, from, to, part};
}

static void add_box(struct pdf_drawing *d, struct pdf_boxes *boxes, const struct pdf_box *box)
{
    if (boxes->n == MOST_BOXES) d->page->too_much = true;
    if (d->page->too_much) return;
    boxes->of = memory_grow(boxes->of, boxes->n, &boxes->cap, sizeof *boxes->of);
    boxes->of[boxes->n++] = *box;
}

void pdf_mark_hidden(struct pdf_drawing *d, const struct pdf_box *box)
{
    struct pdf_glyphs *g = &d->page->glyphs;
    struct pdf_box seen = pdf_both(box, &d->states[d->depth].clip);
    size_t kept = 0;
    if (d->states[d->depth].masked || !g->n) return;
    d->looks += g->n;
    if (d->looks > most_looks) d->page->too_much = true;
    for (size_t i = 0; i < g->n; i++)
        if (!pdf_within(&seen, g->of[i].x, g->of[i].y)) g->of[kept++] = g->of[i];
    g->n = kept;
}

static bool small(const struct pdf_box *b)
{
    double w = b->x2 - b->x1, h = b->y2 - b->y1;
    return w <= shape_most && h <= shape_most && (w >= shape_least || h >= shape_least);
}

/* A box as thin as a rule is one, whatever its corners: browsers draw borders as trapezoids. */
void pdf_mark_fill(const struct pen_path *p, const struct pen_stroke *s)
{
    struct pdf_drawing *d = p->d;
    double w = s->box.x2 - s->box.x1, h = s->box.y2 - s->box.y1;
    bool straight = !s->curved && s->n <= PEN_CORNERS, box = straight && s->n >= 4;
    for (size_t i = 0; box && i < s->n; i++) {
        const struct pdf_glyph *a = &s->corners[i], *b = &s->corners[(i + 1) % s->n];
        box = fabs(a->x - b->x) < 0.6 || fabs(a->y - b->y) < 0.6;
    }
    if (p->hides && box && h > rule_most && w > rule_most) pdf_mark_hidden(d, &s->box);
    if (p->white) return;
    if (straight && s->n >= 3 && h <= rule_most && w > rule_most) add_rule(d, false, pdf_mid_y(&s->box), s->box.x1, s->box.x2, false);
    else if (straight && s->n >= 3 && w <= rule_most && h > rule_most) add_rule(d, true, pdf_mid_x(&s->box), s->box.y1, s->box.y2, false);
    else if (box && w > rule_most) add_box(d, &d->page->shades, &s->box);
    else if (small(&s->box)) add_box(d, &d->page->shapes, &s->box);
}

void pdf_mark_line(const struct pen_path *p, const struct pen_stroke *s)
{
    bool rules = !s->curved && s->n <= PEN_CORNERS && p->thick <= rule_most;
    for (size_t i = 0; rules && i + 1 < s->n + s->closed; i++) {
        const struct pdf_glyph *a = &s->corners[i], *b = &s->corners[(i + 1) % s->n];
        if (fabs(a->y - b->y) < 0.6) add_rule(p->d, false, (a->y + b->y) / 2, a->x, b->x, s->n > 2);
        else if (fabs(a->x - b->x) < 0.6) add_rule(p->d, true, (a->x + b->x) / 2, a->y, b->y, s->n > 2);
        else rules = false;
    }
    if (!rules && small(&s->box)) add_box(p->d, &p->d->page->shapes, &s->box);
}

static struct pdf_box moved_box(const struct pen_matrix *m, const struct pdf_box *b)
{
    struct pdf_glyph p = pen_moved(m, b->x1, b->y1), q = pen_moved(m, b->x2, b->y2);
    return (struct pdf_box){fmin(p.x, q.x), fmin(p.y, q.y), fmax(p.x, q.x), fmax(p.y, q.y)};
}

void pdf_mark_glyph(struct pdf_drawing *d, struct pdf_glyph at)
{
    struct pdf_glyphs *g = &d->page->glyphs;
    const struct pdf_box *clip = &d->states[d->depth].clip;
    struct pdf_box around = {clip->x1 - 40, clip->y1 - 40, clip->x2 + 40, clip->y2 + 40};      /* an origin lies outside of its ink */
    if (g->n == MOST_GLYPHS) d->page->too_much = true;
    if (d->page->too_much || !pdf_within(&around, at.x, at.y)) return;
    g->of = memory_grow(g->of, g->n, &g->cap, sizeof *g->of);
    g->of[g->n++] = at;
}

void pdf_mark_group(struct pdf_drawing *d, const char *id)
{
    const struct pen_matrix *m = &d->states[d->depth].matrix;
    size_t i = 0;
    while (i < d->n_groups && strcmp(d->groups[i].id, id)) i++;
    if (i == d->n_groups) return;
    const struct pdf_page *marks = d->groups[i].marks;
    for (size_t k = 0; k < marks->rules.n; k++) {
        const struct pdf_rule *r = &marks->rules.of[k];
        struct pdf_glyph a = r->upright ? pen_moved(m, r->at, r->from) : pen_moved(m, r->from, r->at), b = r->upright ? pen_moved(m, r->at, r->to) : pen_moved(m, r->to, r->at);
        if (fabs(a.x - b.x) < fabs(a.y - b.y)) add_rule(d, true, a.x, a.y, b.y, r->part);
        else add_rule(d, false, a.y, a.x, b.x, r->part);
    }
    for (size_t k = 0; k < marks->shades.n; k++) {
        struct pdf_box box = moved_box(m, &marks->shades.of[k]);
        add_box(d, &d->page->shades, &box);
    }
    for (size_t k = 0; k < marks->shapes.n; k++) {
        struct pdf_box box = moved_box(m, &marks->shapes.of[k]);
        add_box(d, &d->page->shapes, &box);
    }
    for (size_t k = 0; k < marks->glyphs.n; k++) pdf_mark_glyph(d, pen_moved(m, marks->glyphs.of[k].x, marks->glyphs.of[k].y));
}
