#include "render/pdf/canvas.h"
#include "base/memory.h"
#include "base/text.h"
#include "render/fonts/runs.h"
#include "render/page/marks.h"
#include <hpdf_pages.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void *allocate(HPDF_UINT size) { return memory_alloc(size); }

/* libharu keeps its first error; the driver asks for it before saving. */
static void remember_error(HPDF_STATUS status, HPDF_STATUS detail, void *data) { (void)status, (void)detail, (void)data; }

/* The canvas is the first member. */
static struct pdf_canvas *of(struct canvas *c) { return (struct pdf_canvas *)c; }

static void new_page(struct canvas *canvas)
{
    struct pdf_canvas *c = of(canvas);
    c->page = HPDF_AddPage(c->pdf);
    HPDF_Page_SetSize(c->page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
    HPDF_Dict resources = HPDF_Page_GetInheritableItem(c->page, "Resources", HPDF_OCLASS_DICT);
    HPDF_Dict_Add(resources, "Font", c->font_resources);
    c->stream = ((HPDF_PageAttr)c->page->attr)->stream;
}

static void write(struct pdf_canvas *c, struct text *t)
{
    HPDF_Stream_Write(c->stream, (const HPDF_BYTE *)t->bytes, (HPDF_UINT)t->n);
    text_release(t);
}

/* At most three decimals, with a point in every locale. */
static void add_number(struct text *t, double v)
{
    text_add_thousandths(t, lround(v * 1000));
    text_add_char(t, ' ');
}

/* Four hexadecimal digits. */
static void add_hex(struct text *t, unsigned code)
{
    static const char digits[] = "0123456789ABCDEF";
    const char hex[] = {digits[code >> 12 & 15], digits[code >> 8 & 15], digits[code >> 4 & 15], digits[code & 15]};
    text_add_n(t, hex, sizeof hex);
}

static void begin(struct canvas *canvas, struct tag *tag)
{
    struct pdf_canvas *c = of(canvas);
    struct text t = {0};
    c->tag = tag;
    if (tag) text_printf(&t, "/%s <</MCID %d>> BDC\n", tag_type(tag), tag_content(c->tags, tag, c->page));
    else text_add(&t, "/Artifact BMC\n");
    write(c, &t);
}

static void end(struct canvas *c) { HPDF_Stream_WriteStr(of(c)->stream, "EMC\n"); }

static void select_font(struct pdf_canvas *c, struct text *t, const struct face *face, double size)
{
    if (!HPDF_Dict_GetItem(c->font_resources, face->resource, HPDF_OCLASS_DICT))
        HPDF_Dict_Add(c->font_resources, face->resource, object_dict(c->pdf, NULL, NULL));
    text_printf(t, "/%s ", face->resource);
    add_number(t, size);
    text_add(t, "Tf ");
}

/* A place in a line that is being written: runs are placed by a Td, which counts from the one before. */
struct text_pen {
    struct pdf_canvas *canvas;
    struct text *t;
    enum font_role role;
    double size, at;
    double spacing;                                    /* behind a character that is a run of its own */
};

static void move_to(struct text_pen *pen, double x)
{
    add_number(pen->t, x - pen->at);
    text_add(pen->t, "0 Td ");
    pen->at = x;
}

/* A run in one face. The gap that the layout leaves behind a character's advance is usually the same throughout: the first one
 * becomes the character spacing, deviations from it are moves within TJ. Positions are computed from the numbers as written, so
 * that rounding does not add up. */
static void add_run(struct text_pen *pen, struct face *face, const uint32_t *chars, const double *offsets, size_t n)
{
    size_t second = text_next_character(chars, 0, n), after;
    double size = pen->size, spacing = second < n ? offsets[second] - offsets[0] - face_advance(face, chars[0]) * size / 1000 : pen->spacing;
    double at = offsets[0];
    spacing = (double)lround(spacing * 1000) / 1000;
    move_to(pen, offsets[0]);
    select_font(pen->canvas, pen->t, face, size);
    add_number(pen->t, spacing);
    text_add(pen->t, "Tc [<");
    for (size_t i = 0; i < n; i = after) {
        long move = lround((at - offsets[i]) * 1000 / size);
        if (i && labs(move) > 1) {
            text_printf(pen->t, ">%ld<", move);
            at -= (double)move * size / 1000;
        }
        after = text_next_character(chars, i, n);
        add_hex(pen->t, face_code(face, chars[i], after > i + 1 ? chars[i + 1] : 0));
        at += face_advance(face, chars[i]) * size / 1000 + spacing;
    }
    text_add(pen->t, ">] TJ\n");
}

static void add_dashes(struct text_pen *pen, struct face *face, uint32_t c, const double *offsets, size_t n)
{
    struct dashes dashes = dashes_of(face, c, pen->size, offsets, n);
    select_font(pen->canvas, pen->t, face, pen->size);
    add_number(pen->t, 100 * dashes.scale);
    text_add(pen->t, "Tz 0 Tc\n");
    for (size_t i = 0; i < n; i++) {
        move_to(pen, dashes_at(&dashes, i));
        text_printf(pen->t, "<%04X> Tj\n", face_code(face, c, 0));
    }
    text_add(pen->t, "100 Tz\n");
}

static void add_line(struct text_pen *pen, const uint32_t *chars, const double *offsets, size_t n)
{
    struct text_run run = {0};
    while (text_run_next(pen->canvas->canvas.fonts, pen->role, chars, n, &run)) {
        if (run.dashes) add_dashes(pen, run.face, chars[run.first], offsets + run.first, run.n);
        else add_run(pen, run.face, chars + run.first, offsets + run.first, run.n);
    }
}

/* ---- gaps ---- */

/* The gap behind character i, but that within a mark or before a selector counts as none: it is never misread. */
static double gap_behind(struct fonts *fonts, const struct canvas_line *l, size_t i)
{
    bool one = i + 1 == l->n || mark_is_selector(l->chars[i + 1]) || (l->chars[i] == l->chars[i + 1] && mark_runs_on(l->chars[i]));
    if (one || l->chars[i] == ' ' || l->chars[i + 1] == ' ') return 0;
    return l->offsets[i + 1] - l->offsets[i] - fonts_advance(fonts, l->role, l->chars[i], l->size);
}

static const double MISREAD = 0.11;                    /* of the em: what a line is stretched by is less */

static bool reads_as_blank(struct fonts *fonts, const struct canvas_line *l, size_t i) { return gap_behind(fonts, l, i) > MISREAD * l->size; }
static bool reads_as_end(struct fonts *fonts, const struct canvas_line *l, size_t i)
{
    return gap_behind(fonts, l, i) < -MISREAD * l->size && !mark_runs_on(l->chars[i]);
}

/* The end of what stays together from character i on: a mark, a character and its selector, and those with a gap between them that reads
 * as a blank. */
static size_t together(struct fonts *fonts, const struct canvas_line *l, size_t i)
{
    for (; i + 1 < l->n; i++)
        if (!mark_is_selector(l->chars[i + 1]) && !reads_as_blank(fonts, l, i) && !(l->chars[i] == l->chars[i + 1] && mark_runs_on(l->chars[i]))) break;
    return i + 1;
}

/* Whether what stays together must say its text. */
static bool is_misread(struct fonts *fonts, const struct canvas_line *l, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (reads_as_blank(fonts, l, i)) return true;
    return reads_as_end(fonts, l, to - 1);
}

/* The characters that follow are marked content with this text. It is in the place of the element's content, not in it: several
 * readers lose what comes behind content in content. */
static void begin_said(struct pdf_canvas *c, const uint32_t *chars, size_t n)
{
    struct text t = {0};
    text_add(&t, c->tag ? "EMC\n/Span <<" : "/Span <<");
    if (c->tag) text_printf(&t, "/MCID %d ", tag_content(c->tags, c->tag, c->page));
    text_add(&t, "/ActualText <FEFF");
    for (size_t i = 0; i < n; i++) {
        if (chars[i] > 0xFFFF) text_printf(&t, "%04X", 0xD800 + ((chars[i] - 0x10000) >> 10));
        text_printf(&t, "%04X", chars[i] > 0xFFFF ? 0xDC00 + (chars[i] & 0x3FF) : chars[i]);
    }
    text_add(&t, ">>> BDC\n");
    write(c, &t);
}

static void end_said(struct pdf_canvas *c)
{
    end(&c->canvas);
    if (c->tag) begin(&c->canvas, c->tag);
}

/* Where the last character is drawn with a negative gap behind it, that is its spacing, so that its place ends there. */
static void put_text(struct pdf_canvas *c, const struct canvas_line *l, size_t from, size_t to)
{
    struct text t = {0};
    struct text_pen pen = {c, &t, l->role, l->size, 0, 0};
    size_t last = reads_as_end(c->canvas.fonts, l, to - 1) ? to - 1 - mark_is_selector(l->chars[to - 1]) : to;
    text_add(&t, "BT ");
    add_number(&t, l->x);
    add_number(&t, l->y);
    text_add(&t, "Td ");
    add_line(&pen, l->chars + from, l->offsets + from, last - from);
    if (last < to) {
        pen.spacing = gap_behind(c->canvas.fonts, l, to - 1);
        add_line(&pen, l->chars + last, l->offsets + last, to - last);
        text_add(&t, "0 Tc\n");
    }
    text_add(&t, "ET\n");
    write(c, &t);
}

static void put_line(struct canvas *canvas, const struct canvas_line *line)
{
    struct pdf_canvas *c = of(canvas);
    for (size_t i = 0, behind; i < line->n; i = behind) {
        behind = together(canvas->fonts, line, i);
        bool said = is_misread(canvas->fonts, line, i, behind);
        for (size_t more; !said && behind < line->n && !is_misread(canvas->fonts, line, behind, more = together(canvas->fonts, line, behind));) behind = more;
        if (said) begin_said(c, line->chars + i, behind - i);
        put_text(c, line, i, behind);
        if (said) end_said(c);
    }
}

static void put_turned(struct canvas *canvas, const struct canvas_line *line, const double matrix[6])
{
    struct text t = {0};
    text_add(&t, "BT ");
    for (size_t i = 0; i < 6; i++) add_number(&t, matrix[i]);
    text_add(&t, "Tm ");
    add_line(&(struct text_pen){of(canvas), &t, line->role, line->size, 0, 0}, line->chars, line->offsets, line->n);
    text_add(&t, "ET\n");
    write(of(canvas), &t);
}

/* ---- all else ---- */

static void colour(struct canvas *c, double red, double green, double blue)
{
    HPDF_Page_SetRGBFill(of(c)->page, (HPDF_REAL)red, (HPDF_REAL)green, (HPDF_REAL)blue);
}

static void ink(struct canvas *c, double red, double green, double blue)
{
    HPDF_Page_SetRGBStroke(of(c)->page, (HPDF_REAL)red, (HPDF_REAL)green, (HPDF_REAL)blue);
}

static void box(struct canvas *c, double x, double y, double width, double height)
{
    HPDF_Page_Rectangle(of(c)->page, (HPDF_REAL)x, (HPDF_REAL)y, (HPDF_REAL)width, (HPDF_REAL)height);
    HPDF_Page_Fill(of(c)->page);
}

static void rule(struct canvas *c, double x0, double y0, double x1, double y1, double thickness)
{
    HPDF_Page page = of(c)->page;
    HPDF_Page_SetLineWidth(page, (HPDF_REAL)thickness);
    HPDF_Page_MoveTo(page, (HPDF_REAL)x0, (HPDF_REAL)y0);
    HPDF_Page_LineTo(page, (HPDF_REAL)x1, (HPDF_REAL)y1);
    HPDF_Page_Stroke(page);
}

static void frame(struct canvas *c, double x, double y, double width, double height, double thickness)
{
    HPDF_Page page = of(c)->page;
    HPDF_Page_SetLineWidth(page, (HPDF_REAL)thickness);
    HPDF_Page_Rectangle(page, (HPDF_REAL)x, (HPDF_REAL)y, (HPDF_REAL)width, (HPDF_REAL)height);
    HPDF_Page_Stroke(page);
}

static void bookmark(struct canvas *canvas, int level, const char *title, double y)
{
    struct pdf_canvas *c = of(canvas);
    HPDF_Outline o = HPDF_CreateOutline(c->pdf, level > 1 ? c->section : NULL, "-", NULL);      /* its own titles lose what lies beyond the BMP */
    if (level == 1) c->section = o;
    HPDF_Array to = HPDF_Array_New(c->pdf->mmgr);
    object_set_text(c->pdf, o, "Title", title);
    HPDF_Array_Add(to, c->page);
    HPDF_Array_AddName(to, "XYZ");
    HPDF_Array_AddReal(to, 0);
    HPDF_Array_AddReal(to, (HPDF_REAL)y);
    HPDF_Array_Add(to, HPDF_Null_New(c->pdf->mmgr));
    HPDF_Dict_Add(o, "Dest", to);
}

static struct tag *element(struct canvas *c, struct tag *parent, const char *type) { return tag_new(of(c)->tags, parent, type); }

static void cell(struct canvas *c, struct tag *tag, int rowspan, int colspan, const char *scope, const char *const *heads, size_t n_heads)
{
    tag_cell(of(c)->tags, tag, rowspan, colspan, scope, heads, n_heads);
}

static void id(struct canvas *c, struct tag *tag, const char *name) { tag_id(of(c)->tags, tag, name); }
static void figure(struct canvas *c, struct tag *tag, const char *words, const double corners[4]) { tag_figure(of(c)->tags, tag, words, corners); }

static const struct canvas_structure structure = {element, cell, id, figure, begin, end};
static const struct canvas_driver driver = {new_page, put_line, put_turned, colour, ink, box, rule, frame, bookmark, &structure};

struct pdf_canvas *pdf_canvas_new(struct fonts *fonts)
{
    struct pdf_canvas *c = memory_alloc(sizeof *c);
    c->canvas = (struct canvas){&driver, fonts, 0};
    c->pdf = HPDF_NewEx(remember_error, allocate, free, 0, NULL);
    HPDF_SetCompressionMode(c->pdf, HPDF_COMP_ALL);
    c->tags = tags_new(c->pdf);
    c->font_resources = object_dict(c->pdf, NULL, NULL);
    return c;
}

void pdf_canvas_free(struct pdf_canvas *c)
{
    if (!c) return;
    tags_free(c->tags);
    HPDF_Free(c->pdf);
    free(c);
}

bool pdf_canvas_embed(struct pdf_canvas *c, int part, struct diag *diag)
{
    struct face *face;
    for (size_t i = 0; (face = fonts_each(c->canvas.fonts, i)); i++) {
        if (!face_used(face)) continue;
        HPDF_Dict font = HPDF_Dict_GetItem(c->font_resources, face->resource, HPDF_OCLASS_DICT);
        if (!pdf_embed(face, c->pdf, font, part, diag)) return false;
    }
    return true;
}
