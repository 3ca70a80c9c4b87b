/* Text in an OFD: a TextObject for each run in one face. Its characters are found by the cmap of the embedded font, but a variant by its
 * glyph, which is known only when the font has been made. */
#include "base/memory.h"
#include "render/fonts/runs.h"
#include "render/ofd/ofd_inside.h"
#include "render/page/page.h"
#include "render/xml.h"
#include <math.h>
#include <stdlib.h>

/* A line that is being written; matrix NULL: it stands upright, from x and y on. */
struct ofd_pen { struct ofd_canvas *canvas; const struct canvas_line *line; const double *matrix; };

/* Some characters of a line in one face, where offsets count from the line's beginning. scale: of a glyph's width. */
struct ofd_part { struct face *face; const uint32_t *chars; const double *offsets; size_t n; double scale; };

static void add_characters(struct text *t, const uint32_t *chars, size_t n)
{
    struct text plain = {0};
    for (size_t i = 0; i < n; i++) text_add_code_point(&plain, chars[i]);
    xml_escape(t, text_get(&plain));
    text_release(&plain);
}

static void add_steps(struct text *t, long delta, size_t n)
{
    if (n > 2) text_printf(t, "g %zu ", n);
    for (size_t i = 0; i < (n > 2 ? 1 : n); i++) ofd_number(t, delta);
}

/* The way to each next character; g: so many of the same length. They stay the same as long as the place is that of the layout within
 * a few thousandths, and what is left over is not added up. */
static void add_deltas(struct text *t, const struct ofd_part *part)
{
    static const long TOLERANCE = 4;
    long at = ofd_length(part->offsets[0]), last = 0;
    size_t same = 0;
    if (part->n < 2) return;
    text_add(t, " DeltaX=\"");
    for (size_t i = 1; i < part->n; i++) {
        long delta = ofd_length(part->offsets[i]) - at;
        if (same && labs(delta - last) > TOLERANCE) {
            add_steps(t, last, same);
            same = 0;
        }
        if (!same++) last = delta;
        at += last;
    }
    add_steps(t, last, same);
    ofd_drop_blank(t);
    text_add_char(t, '"');
}

/* UTF-16 units, in which readers count codes. */
static int units_of(const uint32_t *chars, size_t n)
{
    int units = 0;
    for (size_t i = 0; i < n; i++) units += chars[i] > 0xFFFF ? 2 : 1;
    return units;
}

/* The glyph of a character with its selector: their place in the page is kept. */
static void add_variant(struct ofd_canvas *c, struct text *t, const struct ofd_part *part)
{
    text_printf(t, "<ofd:CGTransform CodePosition=\"0\" CodeCount=\"%d\" GlyphCount=\"1\"><ofd:Glyphs>", units_of(part->chars, 2));
    c->variants = memory_grow(c->variants, c->n_variants, &c->cap_variants, sizeof *c->variants);
    c->variants[c->n_variants++] = (struct ofd_variant){c->n_pages - 1, t->n, part->face, face_code(part->face, part->chars[0], part->chars[1])};
    text_add(t, "</ofd:Glyphs></ofd:CGTransform>");
}

static long longer(long a, long b) { return a > b ? a : b; }

/* Left and right count from the line's beginning, above and below from its baseline; points. */
struct ofd_reach { double left, right, above, below; };

/* How far ink reaches beyond what is usual: combining marks stand before their place, a dash may be two or three ems wide, and a repeat mark
 * of vertical text two high. */
static void reach(const struct ofd_part *part, double em, struct ofd_reach *r)
{
    for (size_t i = 0; i < part->n; i++) {
        struct face_ink ink = face_ink(part->face, part->chars[i]);
        r->left = fmin(r->left, part->offsets[i] + ink.from * part->scale * em / 1000);
        r->right = fmax(r->right, part->offsets[i] + ink.to * part->scale * em / 1000);
        r->above = fmax(r->above, ink.top * em / 1000);
        r->below = fmax(r->below, -ink.bottom * em / 1000);
    }
}

/* The boundary has room for what reaches over the characters' own boxes. */
static void put_part(const struct ofd_pen *pen, const struct ofd_part *part)
{
    static const double ABOVE = 1.1, BELOW = 0.35, BESIDE = 0.1;      /* of the em */
    struct ofd_canvas *c = pen->canvas;
    struct text *t = ofd_objects(c);
    const double em = pen->line->size, *m = pen->matrix, last = part->offsets[part->n - 1];
    const bool variant = text_next_character(part->chars, 0, part->n) == 2;
    const long size = ofd_length(em), around = part->scale != 1 ? 0 : ofd_length(BESIDE * em), baseline = ofd_down(pen->line->y);
    const long x = ofd_length(pen->line->x) + ofd_length(part->offsets[0]), end = ofd_length(pen->line->x + last + em * (part->scale > 1 ? part->scale : 1));
    struct ofd_reach ink = {part->offsets[0], last, ABOVE * em, BELOW * em};
    reach(part, em, &ink);
    const long side = longer(around, ofd_length(part->offsets[0] - ink.left)), behind = longer(end + around, ofd_length(pen->line->x + ink.right)), above = ofd_length(ink.above);
    const long place[] = {m ? x : side, m ? 0 : above};
    if (!variant)
        for (size_t i = 0; i < part->n; i++) (void)face_code(part->face, part->chars[i], 0);
    text_printf(t, "<ofd:TextObject ID=\"%d\"", ofd_next_id(c));
    if (m) ofd_boundary(t, 0, 0, PAGE_WIDTH_MM * 1000, PAGE_HEIGHT_MM * 1000);
    else ofd_boundary(t, x - side, baseline - above, behind, baseline + ofd_length(ink.below));
    if (m) ofd_numbers(t, "CTM", (const long[]){lround(1000 * m[0]), -lround(1000 * m[1]), -lround(1000 * m[2]), lround(1000 * m[3]), ofd_length(m[4]), ofd_down(m[5])}, 6);
    text_printf(t, " Font=\"%u\"", part->face->number);
    ofd_numbers(t, "Size", &size, 1);
    if (part->scale != 1) ofd_numbers(t, "HScale", (const long[]){lround(1000 * part->scale)}, 1);
    text_add_char(t, '>');
    ofd_colour(t, "FillColor", c->fill);
    if (variant) add_variant(c, t, part);
    text_add(t, "<ofd:TextCode");
    ofd_numbers(t, "X", &place[0], 1);
    ofd_numbers(t, "Y", &place[1], 1);
    if (!variant) add_deltas(t, part);
    text_add_char(t, '>');
    add_characters(t, part->chars, part->n);
    text_add(t, "</ofd:TextCode></ofd:TextObject>\n");
}

/* What stands alone: a character with its selector, and one beyond the BMP, since readers count it as one code or as two; a blank at the
 * beginning, which readers of XML may drop. */
static size_t alone_at(const uint32_t *chars, size_t i, size_t n, bool first)
{
    size_t next = text_next_character(chars, i, n);
    return next > i + 1 || chars[i] > 0xFFFF || (first && chars[i] == ' ') ? next - i : 0;
}

static void put_run(const struct ofd_pen *pen, const struct text_run *run)
{
    const uint32_t *chars = pen->line->chars + run->first;
    const double *offsets = pen->line->offsets + run->first;
    for (size_t i = 0, behind; i < run->n; i = behind) {
        size_t alone = alone_at(chars, i, run->n, true);
        for (behind = i + (alone ? alone : 1); !alone && behind < run->n && !alone_at(chars, behind, run->n, false);) behind++;
        put_part(pen, &(struct ofd_part){run->face, chars + i, offsets + i, behind - i, 1});
    }
}

/* Each dash is an object that it begins: whether a reader scales the ways within an object too is then no matter. */
static void put_dashes(const struct ofd_pen *pen, const struct text_run *run)
{
    const uint32_t *chars = pen->line->chars + run->first;
    struct dashes dashes = dashes_of(run->face, *chars, pen->line->size, pen->line->offsets + run->first, run->n);
    for (size_t i = 0; i < run->n; i++) {
        double at = dashes_at(&dashes, i);
        put_part(pen, &(struct ofd_part){run->face, chars, &at, 1, dashes.scale});
    }
}

static void put_line(struct ofd_canvas *c, const struct canvas_line *line, const double *matrix)
{
    const struct ofd_pen pen = {c, line, matrix};
    struct text_run run = {0};
    ofd_flush_path(c);
    while (text_run_next(c->canvas.fonts, line->role, line->chars, line->n, &run))
        if (run.dashes) put_dashes(&pen, &run);
        else put_run(&pen, &run);
}

/* The canvas is the first member. */
void ofd_text(struct canvas *c, const struct canvas_line *line) { put_line((struct ofd_canvas *)c, line, NULL); }
void ofd_turned_text(struct canvas *c, const struct canvas_line *line, const double matrix[6]) { put_line((struct ofd_canvas *)c, line, matrix); }
