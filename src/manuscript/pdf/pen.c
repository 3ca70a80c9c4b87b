#include "manuscript/pdf/drawing_inside.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const struct pen_matrix pen_plain = {1, 0, 0, 1, 0, 0};

const char *pen_style(const char *style, const char *name)
{
    size_t n = strlen(name);
    while (*style) {
        style += strspn(style, " ;");
        if (!strncmp(style, name, n) && style[n] == ':') return style + n + 1;
        style += strcspn(style, ";");
    }
    return "";
}

bool pen_seen(const char *paint, const char *opacity)
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

struct pen_matrix pen_times(const struct pen_matrix *m, const struct pen_matrix *outer)
{
    return (struct pen_matrix){outer->a * m->a + outer->c * m->b, outer->b * m->a + outer->d * m->b, outer->a * m->c + outer->c * m->d,
                           outer->b * m->c + outer->d * m->d, outer->a * m->e + outer->c * m->f + outer->e,
                           outer->b * m->e + outer->d * m->f + outer->f};
}

struct pen_matrix pen_matrix_read(const char *transform)
{
    double v[6];
    if (strncmp(transform, "matrix(", 7)) return pen_plain;
    transform += 7;
    for (int i = 0; i < 6; i++) {
        char *end;
        v[i] = strtod(transform, &end);
        if (end == transform || !isfinite(v[i])) return pen_plain;
        transform = end + strspn(end, ", ");
    }
    return (struct pen_matrix){v[0], v[1], v[2], v[3], v[4], v[5]};
}

struct pdf_glyph pen_moved(const struct pen_matrix *m, double x, double y) { return (struct pdf_glyph){m->a * x + m->c * y + m->e, m->b * x + m->d * y + m->f}; }

static void end_stroke(const struct pen_path *p, struct pen_stroke *s)
{
    if (s->n >= 2) p->end(p, s);
    *s = (struct pen_stroke){.box = {INFINITY, INFINITY, -INFINITY, -INFINITY}};
}

static void add_corner(const struct pen_path *p, struct pen_stroke *s, double x, double y)
{
    struct pdf_glyph at = pen_moved(&p->matrix, x, y);
    if (!isfinite(at.x) || !isfinite(at.y)) return;
    if (s->n < PEN_CORNERS) s->corners[s->n] = at;
    s->n++;
    s->box = (struct pdf_box){fmin(s->box.x1, at.x), fmin(s->box.y1, at.y), fmax(s->box.x2, at.x), fmax(s->box.y2, at.y)};
}

void pen_read(const struct pen_path *p, const char *way)
{
    char command = 'M';
    struct pen_stroke now = {.box = {INFINITY, INFINITY, -INFINITY, -INFINITY}};
    while (*(way += strspn(way, " ,\n\t"))) {
        double v[6];
        int wanted = 2;
        char *end;
        if (strchr("MLCZ", *way)) {
            command = *way++;
            if (command == 'Z') now.closed = true;
            if (command == 'Z' || command == 'M') end_stroke(p, &now);
            if (command == 'C') now.curved = true;
            continue;
        }
        if (command == 'C') wanted = 6;
        for (int i = 0; i < wanted; i++, way = end) {
            v[i] = strtod(way, &end);
            if (end == way) return;                    /* no path of cairo's */
        }
        for (int i = 0; i < wanted; i += 2) add_corner(p, &now, v[i], v[i + 1]);
    }
    end_stroke(p, &now);
}
