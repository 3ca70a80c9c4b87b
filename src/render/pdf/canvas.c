#include "render/pdf/canvas.h"
#include "base/text.h"
#include "render/page/marks.h"
#include "render/page/page.h"
#include <hpdf_pages.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void *allocate(HPDF_UINT size) { return memory_alloc(size); }

/* libharu keeps its first error; the driver asks for it before saving. */
static void remember_error(HPDF_STATUS status, HPDF_STATUS detail, void *data) { (void)status, (void)detail, (void)data; }

struct canvas *canvas_new(struct fonts *fonts)
{
    struct canvas *c = memory_alloc(sizeof *c);
    c->pdf = HPDF_NewEx(remember_error, allocate, free, 0, NULL);
    HPDF_SetCompressionMode(c->pdf, HPDF_COMP_ALL);
    c->fonts = fonts;
    c->tags = tags_new(c->pdf);
    c->font_resources = object_dict(c->pdf, NULL, NULL);
    return c;
}

void canvas_free(struct canvas *c)
{
    if (!c) return;
    tags_free(c->tags);
    HPDF_Free(c->pdf);
    free(c);
}

void canvas_new_page(struct canvas *c)
{
    c->page = HPDF_AddPage(c->pdf);
    c->n_pages++;
    HPDF_Page_SetSize(c->page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
    HPDF_Dict resources = HPDF_Page_GetInheritableItem(c->page, "Resources", HPDF_OCLASS_DICT);
    HPDF_Dict_Add(resources, "Font", c->font_resources);
    c->stream = ((HPDF_PageAttr)c->page->attr)->stream;
}

static void write(struct canvas *c, struct text *t)
{
    HPDF_Stream_Write(c->stream, (const HPDF_BYTE *)t->bytes, (HPDF_UINT)t->n);
    text_release(t);
}

/* At most three decimals, with a point in every locale. */
static void add_number(struct text *t, double v)
{
    long thousandths = lround(v * 1000);
    unsigned long u = (unsigned long)labs(thousandths);
    text_printf(t, "%s%lu", thousandths < 0 ? "-" : "", u / 1000);
    if (u % 1000) {
        text_printf(t, ".%03lu", u % 1000);
        while (t->bytes[t->n - 1] == '0') t->bytes[--t->n] = 0;
    }
    text_add_char(t, ' ');
}

void canvas_begin(struct canvas *c, struct tag *tag)
{
    struct text t = {0};
    if (tag) text_printf(&t, "/%s <</MCID %d>> BDC\n", tag_type(tag), tag_content(c->tags, tag, c->page));
    else text_add(&t, "/Artifact BMC\n");
    write(c, &t);
}

void canvas_end(struct canvas *c) { HPDF_Stream_WriteStr(c->stream, "EMC\n"); }

static void select_font(struct canvas *c, struct text *t, const struct face *face, double size)
{
    if (!HPDF_Dict_GetItem(c->font_resources, face->resource, HPDF_OCLASS_DICT))
        HPDF_Dict_Add(c->font_resources, face->resource, object_dict(c->pdf, NULL, NULL));
    text_printf(t, "/%s ", face->resource);
    add_number(t, size);
    text_add(t, "Tf ");
}

/* Behind character i and the variation selector that may follow it. */
static size_t next_character(const uint32_t *chars, size_t i, size_t n)
{
    return i + 1 + (i + 1 < n && mark_is_selector(chars[i + 1]));
}

/* A run in one face. The gap that the layout leaves behind a character's advance is usually the same throughout: the first one
 * becomes the character spacing, deviations from it are moves within TJ. Positions are computed from the numbers as written, so
 * that rounding does not add up. */
static void add_run(struct canvas *c, struct text *t, struct face *face, double size, const uint32_t *chars,
                    const double *offsets, size_t n)
{
    size_t second = next_character(chars, 0, n), after;
    double spacing = second < n ? offsets[second] - offsets[0] - face_advance(face, chars[0]) * size / 1000 : 0;
    double at = offsets[0];
    spacing = (double)lround(spacing * 1000) / 1000;
    select_font(c, t, face, size);
    add_number(t, spacing);
    text_add(t, "Tc [<");
    for (size_t i = 0; i < n; i = after) {
        long move = lround((at - offsets[i]) * 1000 / size);
        if (i && labs(move) > 1) {
            text_printf(t, ">%ld<", move);
            at -= (double)move * size / 1000;
        }
        after = next_character(chars, i, n);
        text_printf(t, "%04X", face_code(face, chars[i], after > i + 1 ? chars[i + 1] : 0));
        at += face_advance(face, chars[i]) * size / 1000 + spacing;
    }
    text_add(t, ">] TJ\n");
}

/* Offsets count from the text matrix; every run is placed by a Td from the one before. */
static void add_line(struct canvas *c, struct text *t, enum font_role role, double size, const uint32_t *chars,
                     const double *offsets, size_t n)
{
    double start = 0;
    for (size_t i = 0, end; i < n; i = end) {
        struct face *face = fonts_face(c->fonts, role, chars[i]);
        for (end = next_character(chars, i, n); end < n && fonts_face(c->fonts, role, chars[end]) == face;) end = next_character(chars, end, n);
        if (!face) continue;
        add_number(t, offsets[i] - start);
        text_add(t, "0 Td ");
        start = offsets[i];
        add_run(c, t, face, size, chars + i, offsets + i, end - i);
    }
}

void canvas_text(struct canvas *c, enum font_role role, double size, double x, double y, const uint32_t *chars,
                 const double *offsets, size_t n)
{
    struct text t = {0};
    text_add(&t, "BT ");
    add_number(&t, x);
    add_number(&t, y);
    text_add(&t, "Td ");
    add_line(c, &t, role, size, chars, offsets, n);
    text_add(&t, "ET\n");
    write(c, &t);
}

/* Characters and offsets of plain text; both malloc()ed. Returns the width. */
static double read_words(struct canvas *c, enum font_role role, double size, const char *text, uint32_t **chars,
                         double **offsets, size_t *n)
{
    double width = 0;
    size_t bytes = strlen(text);
    *chars = memory_alloc((bytes + 1) * sizeof **chars);
    *offsets = memory_alloc((bytes + 1) * sizeof **offsets);
    *n = 0;
    for (size_t i = 0; i < bytes;) {
        uint32_t code_point;
        i += utf8_next(text + i, bytes - i, &code_point);
        if (mark_is_left_out(code_point, *n ? (*chars)[*n - 1] : 0)) continue;
        (*chars)[*n] = code_point;
        (*offsets)[(*n)++] = width;
        width += fonts_advance(c->fonts, role, code_point, size);
    }
    return width;
}

void canvas_words(struct canvas *c, enum font_role role, double size, double x, double y, const char *text)
{
    uint32_t *chars;
    double *offsets;
    size_t n;
    (void)read_words(c, role, size, text, &chars, &offsets, &n);
    canvas_text(c, role, size, x, y, chars, offsets, n);
    free(chars);
    free(offsets);
}

void canvas_across(struct canvas *c, enum font_role role, double size, const char *text)
{
    uint32_t *chars;
    double *offsets;
    size_t n;
    struct text t = {0};
    double width = read_words(c, role, size, text, &chars, &offsets, &n), turn = sqrt(0.5);      /* 45 degrees */
    double middle_x = PAGE_WIDTH_MM * PAGE_MM / 2, middle_y = PAGE_HEIGHT_MM * PAGE_MM / 2, rise = size * 0.38;
    const double matrix[] = {turn, turn, -turn, turn, middle_x - turn * (width / 2 - rise), middle_y - turn * (width / 2 + rise)};
    text_add(&t, "BT ");
    for (size_t i = 0; i < sizeof matrix / sizeof *matrix; i++) add_number(&t, matrix[i]);
    text_add(&t, "Tm ");
    add_line(c, &t, role, size, chars, offsets, n);
    text_add(&t, "ET\n");
    write(c, &t);
    free(chars);
    free(offsets);
}

void canvas_colour(struct canvas *c, double red, double green, double blue)
{
    HPDF_Page_SetRGBFill(c->page, (HPDF_REAL)red, (HPDF_REAL)green, (HPDF_REAL)blue);
}

void canvas_ink(struct canvas *c, double red, double green, double blue)
{
    HPDF_Page_SetRGBStroke(c->page, (HPDF_REAL)red, (HPDF_REAL)green, (HPDF_REAL)blue);
}

void canvas_box(struct canvas *c, double x, double y, double width, double height)
{
    HPDF_Page_Rectangle(c->page, (HPDF_REAL)x, (HPDF_REAL)y, (HPDF_REAL)width, (HPDF_REAL)height);
    HPDF_Page_Fill(c->page);
}

void canvas_rule(struct canvas *c, double x0, double y0, double x1, double y1, double thickness)
{
    HPDF_Page_SetLineWidth(c->page, (HPDF_REAL)thickness);
    HPDF_Page_MoveTo(c->page, (HPDF_REAL)x0, (HPDF_REAL)y0);
    HPDF_Page_LineTo(c->page, (HPDF_REAL)x1, (HPDF_REAL)y1);
    HPDF_Page_Stroke(c->page);
}

void canvas_frame(struct canvas *c, double x, double y, double width, double height, double thickness)
{
    HPDF_Page_SetLineWidth(c->page, (HPDF_REAL)thickness);
    HPDF_Page_Rectangle(c->page, (HPDF_REAL)x, (HPDF_REAL)y, (HPDF_REAL)width, (HPDF_REAL)height);
    HPDF_Page_Stroke(c->page);
}

void canvas_bookmark(struct canvas *c, int level, const char *title, double y)
{
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

bool canvas_embed(struct canvas *c, int part, struct diag *diag)
{
    struct face *face;
    for (size_t i = 0; (face = fonts_each(c->fonts, i)); i++) {
        if (!face_used(face)) continue;
        HPDF_Dict font = HPDF_Dict_GetItem(c->font_resources, face->resource, HPDF_OCLASS_DICT);
        if (!face_embed(face, c->pdf, font, part, diag)) return false;
    }
    return true;
}
