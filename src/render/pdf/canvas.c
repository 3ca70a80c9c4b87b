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

/* Four hexadecimal digits. */
static void add_hex(struct text *t, unsigned code)
{
    static const char digits[] = "0123456789ABCDEF";
    const char hex[] = {digits[code >> 12 & 15], digits[code >> 8 & 15], digits[code >> 4 & 15], digits[code & 15]};
    text_add_n(t, hex, sizeof hex);
}

void canvas_begin(struct canvas *c, struct tag *tag)
{
    struct text t = {0};
    c->tag = tag;
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

/* A place in a line that is being written: runs are placed by a Td, which counts from the one before. */
struct text_pen {
    struct canvas *canvas;
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
    size_t second = next_character(chars, 0, n), after;
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
        after = next_character(chars, i, n);
        add_hex(pen->t, face_code(face, chars[i], after > i + 1 ? chars[i + 1] : 0));
        at += face_advance(face, chars[i]) * size / 1000 + spacing;
    }
    text_add(pen->t, ">] TJ\n");
}

/* Dashes that are one mark (——), drawn as wide as they must be for their ink to be one line. */
static void add_dashes(struct text_pen *pen, struct face *face, uint32_t c, const double *offsets, size_t n)
{
    static const double EDGE = 0.05, OVERLAP = 0.02;   /* of the pitch: blank at both ends; of the ink: drawn over the next one's */
    double pitch = offsets[1] - offsets[0], ink = pitch * ((double)n - 2 * EDGE) / (double)n;
    struct face_ink own = face_ink(face, c);
    double width = (own.to - own.from) * pen->size / 1000, scale = width > 0 ? ink * (1 + OVERLAP) / width : 1;
    select_font(pen->canvas, pen->t, face, pen->size);
    add_number(pen->t, 100 * scale);
    text_add(pen->t, "Tz 0 Tc\n");
    for (size_t i = 0; i < n; i++) {
        move_to(pen, offsets[0] + EDGE * pitch + (double)i * ink - own.from * scale * pen->size / 1000);
        text_printf(pen->t, "<%04X> Tj\n", face_code(face, c, 0));
    }
    text_add(pen->t, "100 Tz\n");
}

/* How many dashes of one mark begin here. */
static size_t dashes_at(const uint32_t *chars, size_t n)
{
    size_t k = 0;
    if (chars[0] != U'—' && chars[0] != U'―') return 0;
    while (k < n && chars[k] == chars[0]) k++;
    return k > 1 ? k : 0;
}

static void add_line(struct text_pen *pen, const uint32_t *chars, const double *offsets, size_t n)
{
    for (size_t i = 0, end; i < n; i = end) {
        struct face *face = fonts_face(pen->canvas->fonts, pen->role, chars[i]);
        size_t dashes = dashes_at(chars + i, n - i);
        end = dashes ? i + dashes : next_character(chars, i, n);
        while (!dashes && end < n && fonts_face(pen->canvas->fonts, pen->role, chars[end]) == face && !dashes_at(chars + end, n - end)) end = next_character(chars, end, n);
        if (face && dashes) add_dashes(pen, face, chars[i], offsets + i, dashes);
        else if (face) add_run(pen, face, chars + i, offsets + i, end - i);
    }
}

/* ---- gaps ---- */

/* One line as it is given to canvas_text. */
struct text_line { struct canvas *canvas; enum font_role role; double size; const uint32_t *chars; const double *offsets; size_t n; };

/* The gap behind character i, but that within a mark or before a selector counts as none: it is never misread. */
static double gap_behind(const struct text_line *l, size_t i)
{
    bool one = i + 1 == l->n || mark_is_selector(l->chars[i + 1]) || (l->chars[i] == l->chars[i + 1] && mark_runs_on(l->chars[i]));
    if (one || l->chars[i] == ' ' || l->chars[i + 1] == ' ') return 0;
    return l->offsets[i + 1] - l->offsets[i] - fonts_advance(l->canvas->fonts, l->role, l->chars[i], l->size);
}

static const double MISREAD = 0.11;                    /* of the em: what a line is stretched by is less */

static bool reads_as_blank(const struct text_line *l, size_t i) { return gap_behind(l, i) > MISREAD * l->size; }
static bool reads_as_end(const struct text_line *l, size_t i) { return gap_behind(l, i) < -MISREAD * l->size && !mark_runs_on(l->chars[i]); }

/* The end of what stays together from character i on: a mark, a character and its selector, and those with a gap between them that reads
 * as a blank. */
static size_t together(const struct text_line *l, size_t i)
{
    for (; i + 1 < l->n; i++)
        if (!mark_is_selector(l->chars[i + 1]) && !reads_as_blank(l, i) && !(l->chars[i] == l->chars[i + 1] && mark_runs_on(l->chars[i]))) break;
    return i + 1;
}

/* Whether what stays together must say its text. */
static bool is_misread(const struct text_line *l, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (reads_as_blank(l, i)) return true;
    return reads_as_end(l, to - 1);
}

/* The characters that follow are marked content with this text. It is in the place of the element's content, not in it: several
 * readers lose what comes behind content in content. */
static void begin_said(struct canvas *c, const uint32_t *chars, size_t n)
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

static void end_said(struct canvas *c)
{
    canvas_end(c);
    if (c->tag) canvas_begin(c, c->tag);
}

/* Where the last character is drawn with a negative gap behind it, that is its spacing, so that its place ends there. */
static void put_text(const struct text_line *l, double x, double y, size_t from, size_t to)
{
    struct text t = {0};
    struct text_pen pen = {l->canvas, &t, l->role, l->size, 0, 0};
    size_t last = reads_as_end(l, to - 1) ? to - 1 - mark_is_selector(l->chars[to - 1]) : to;
    text_add(&t, "BT ");
    add_number(&t, x);
    add_number(&t, y);
    text_add(&t, "Td ");
    add_line(&pen, l->chars + from, l->offsets + from, last - from);
    if (last < to) {
        pen.spacing = gap_behind(l, to - 1);
        add_line(&pen, l->chars + last, l->offsets + last, to - last);
        text_add(&t, "0 Tc\n");
    }
    text_add(&t, "ET\n");
    write(l->canvas, &t);
}

void canvas_text(struct canvas *c, enum font_role role, double size, double x, double y, const uint32_t *chars,
                 const double *offsets, size_t n)
{
    const struct text_line line = {c, role, size, chars, offsets, n};
    for (size_t i = 0, end; i < n; i = end) {
        end = together(&line, i);
        bool said = is_misread(&line, i, end);
        for (size_t more; !said && end < n && !is_misread(&line, end, more = together(&line, end));) end = more;
        if (said) begin_said(c, chars + i, end - i);
        put_text(&line, x, y, i, end);
        if (said) end_said(c);
    }
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
    add_line(&(struct text_pen){c, &t, role, size, 0, 0}, chars, offsets, n);
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

void canvas_hex_colour(struct canvas *c, uint32_t colour) { canvas_colour(c, (colour >> 16) / 255.0, (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0); }
void canvas_hex_ink(struct canvas *c, uint32_t colour) { canvas_ink(c, (colour >> 16) / 255.0, (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0); }

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
