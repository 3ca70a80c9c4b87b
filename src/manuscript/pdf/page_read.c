#include "manuscript/pdf/page.h"
#include "base/text.h"
#include "manuscript/pdf/libraries.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LETTERS = 50000 };
static const double largest = 14400, smallest = 36;    /* points: sides of a page that PDF allows; of a stamp */

static bool is_blank(uint32_t c) { return c <= ' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B); }

/* ---- fonts ---- */

void pdf_fonts_read(const struct pdf_libraries *pdf, PopplerDocument *of, struct pdf_fonts *absent)
{
    PopplerFontsIter *one = NULL;
    PopplerFontInfo *all = pdf->poppler_font_info_new(of);
    bool any = pdf->poppler_font_info_scan(all, pdf->poppler_document_get_n_pages(of), &one);
    while (any && one) {
        const char *name = pdf->poppler_fonts_iter_get_name(one);
        if (name && !pdf->poppler_fonts_iter_is_embedded(one) && absent->n < 1000) {
            absent->names = memory_grow(absent->names, absent->n, &absent->cap, sizeof *absent->names);
            absent->names[absent->n++] = memory_dup(name);
        }
        any = pdf->poppler_fonts_iter_next(one);
    }
    if (one) pdf->poppler_fonts_iter_free(one);
    pdf->poppler_font_info_free(all);
}

void pdf_fonts_release(struct pdf_fonts *fonts)
{
    for (size_t i = 0; i < fonts->n; i++) free(fonts->names[i]);
    free(fonts->names);
    *fonts = (struct pdf_fonts){0};
}

/* ---- letters ---- */

/* Word's own PDF writes ideographs as the radicals that look like them (U+2F00 for 一). */
static uint32_t ideograph(const struct pdf_libraries *pdf, uint32_t c)
{
    gunichar plain[4];
    bool radical = c >= 0x2E80 && c <= 0x2FD5;
    return radical && pdf->g_unichar_fully_decompose(c, TRUE, plain, 4) == 1 ? plain[0] : c;
}

static bool read_letters(const struct pdf_libraries *pdf, PopplerPage *from, struct pdf_page *page)
{
    PopplerRectangle *places = NULL;
    guint n = 0;
    char *text = pdf->poppler_page_get_text(from);
    pdf->poppler_page_get_text_layout(from, &places, &n);
    size_t bytes = text ? strlen(text) : 0, at = 0;
    if (n > MOST_LETTERS) page->too_much = true;
    bool ok = !page->too_much && utf8_valid(text ? text : "", bytes, NULL) && (text ? utf8_length(text) : 0) == n;
    if (ok) page->letters = memory_alloc((n + 1) * sizeof *page->letters);
    for (guint i = 0; ok && i < n; i++) {
        uint32_t c;
        at += utf8_next(text + at, bytes - at, &c);
        const PopplerRectangle *r = &places[i];
        struct pdf_letter *l = &page->letters[page->n_letters++];
        *l = (struct pdf_letter){.box = {fmin(r->x1, r->x2), fmin(r->y1, r->y2), fmax(r->x1, r->x2), fmax(r->y1, r->y2)}, .c = ideograph(pdf, c)};
        double width = l->box.x2 - l->box.x1, height = l->box.y2 - l->box.y1;
        if (!isfinite(width) || !isfinite(height)) ok = false;
        l->turned = l->c >= 0x2E80 && !is_blank(l->c) && width > 1.3 * height;
    }
    pdf->g_free(places);
    pdf->g_free(text);
    return ok;
}

static bool is_absent(const struct pdf_fonts *absent, const char *name)
{
    for (size_t i = 0; name && i < absent->n; i++)
        if (!strcmp(absent->names[i], name)) return true;
    return false;
}

static void read_looks(const struct pdf_libraries *pdf, PopplerPage *from, const struct pdf_fonts *absent, struct pdf_page *page)
{
    GList *all = pdf->poppler_page_get_text_attributes(from);
    for (GList *one = all; one; one = one->next) {
        const PopplerTextAttributes *a = one->data;
        double light = (0.30 * a->color.red + 0.59 * a->color.green + 0.11 * a->color.blue) / 65535;
        bool undrawn = is_absent(absent, a->font_name);
        for (int i = a->start_index; i >= 0 && i <= a->end_index && (size_t)i < page->n_letters; i++) {
            page->letters[i].pale = light > 0.72;
            page->letters[i].undrawn = undrawn;
            page->letters[i].size = a->font_size;
        }
    }
    pdf->poppler_page_free_text_attributes(all);
}

/* Letters that follow each other closely and do not go to the right are turned, or set from the top down. Where most of a page does so,
 * the page lies on its side or its head. */
static void find_turned(struct pdf_page *page)
{
    size_t pairs = 0, right = 0;
    for (size_t i = 0; i + 1 < page->n_letters; i++) {
        struct pdf_letter *a = &page->letters[i], *b = a + 1;
        double dx = pdf_mid_x(&b->box) - pdf_mid_x(&a->box), dy = pdf_mid_y(&b->box) - pdf_mid_y(&a->box);
        double size = fmax(a->box.x2 - a->box.x1, a->box.y2 - a->box.y1);
        if (is_blank(a->c) || is_blank(b->c) || fmax(fabs(dx), fabs(dy)) > 1.3 * size) continue;
        bool onwards = dx >= fabs(dy);
        pairs++;
        right += onwards;
        if (!onwards && a->c < 0x2E80 && b->c < 0x2E80) a->turned = b->turned = true;
    }
    page->lies = pairs > 20 && right * 2 < pairs;
}

/* ---- what is painted ---- */

static void read_pictures(const struct pdf_libraries *pdf, PopplerPage *from, struct pdf_page *page)
{
    GList *all = pdf->poppler_page_get_image_mapping(from);
    struct pdf_boxes *p = &page->pictures;
    for (GList *one = all; one && p->n < 10000; one = one->next) {
        const PopplerRectangle *r = &((const PopplerImageMapping *)one->data)->area;
        p->of = memory_grow(p->of, p->n, &p->cap, sizeof *p->of);
        p->of[p->n++] = (struct pdf_box){fmin(r->x1, r->x2), fmin(r->y1, r->y2), fmax(r->x1, r->x2), fmax(r->y1, r->y2)};
    }
    pdf->poppler_page_free_image_mapping(all);
}

static cairo_status_t take(void *drawing, const unsigned char *svg, unsigned n)
{
    return pdf_drawing_take(drawing, (const char *)svg, n) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static bool read_drawing(const struct pdf_libraries *pdf, PopplerPage *from, struct pdf_page *page)
{
    struct pdf_drawing *d = pdf_drawing_new(page);
    cairo_surface_t *surface = pdf->cairo_svg_surface_create_for_stream(take, d, page->width, page->height);
    cairo_t *cairo = pdf->cairo_create(surface);
    pdf->poppler_page_render(from, cairo);
    bool ok = pdf->cairo_status(cairo) == CAIRO_STATUS_SUCCESS;
    pdf->cairo_destroy(cairo);
    pdf->cairo_surface_finish(surface);
    ok = ok && pdf->cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    pdf->cairo_surface_destroy(surface);
    pdf_drawing_free(d);
    return ok;
}

/* ---- letters that are not seen, glyphs without a letter ---- */

static int by_x(const void *a, const void *b)
{
    double x = ((const struct pdf_glyph *)a)->x, y = ((const struct pdf_glyph *)b)->x;
    return (x > y) - (x < y);
}

/* Whether a point of the list, sorted by x, lies in the box. */
static bool any_in(const struct pdf_glyph *of, size_t n, const struct pdf_box *box)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (of[middle].x < box->x1) low = middle + 1;
        else high = middle;
    }
    for (; low < n && of[low].x <= box->x2; low++)
        if (of[low].y >= box->y1 && of[low].y <= box->y2) return true;
    return false;
}

/* fi is one glyph and two letters. */
static bool is_rest_of_ligature(const struct pdf_page *page, size_t i)
{
    const struct pdf_letter *l = &page->letters[i], *before = l - 1;
    return i && l->c >= 'a' && l->c <= 'z' && before->c >= 'a' && before->c <= 'z' && !before->unseen && fabs(l->box.x1 - before->box.x2) < 0.5;
}

/* Where most letters have a glyph that begins within them, those without one are not painted. Of fonts that are not in the file no glyph is
 * painted here, and a page may paint its letters in a way that leaves no glyphs: there nothing can be said. */
static void find_unseen(struct pdf_page *page)
{
    size_t seen = 0, all = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < page->n_letters; i++) {
            struct pdf_letter *l = &page->letters[i];
            if (is_blank(l->c) || l->undrawn) continue;
            double w = l->box.x2 - l->box.x1, h = l->box.y2 - l->box.y1;
            struct pdf_box origin = {l->box.x1 - 1.5, l->box.y1 - 1, l->box.x2 - w / 10, l->box.y2 + 2};
            if (l->c >= 0x2E80) origin.x1 -= w / 2, origin.y2 += h;        /* set from the top down, an origin is elsewhere */
            bool found = l->turned || any_in(page->glyphs.of, page->glyphs.n, &origin);
            found = found || is_rest_of_ligature(page, i);
            if (pass) l->unseen = !found && seen * 2 >= all;
            else all++, seen += found;
        }
}

/* Whether the glyph belongs to a letter that is turned or as large as a watermark: its origin is anywhere about it. */
static bool is_of_odd(const struct pdf_page *page, const size_t *odd, size_t n, const struct pdf_glyph *g)
{
    for (size_t i = 0; i < n; i++) {
        const struct pdf_box *b = &page->letters[odd[i]].box;
        double w = b->x2 - b->x1, h = b->y2 - b->y1;
        if (g->x >= b->x1 - w / 2 && g->x <= b->x2 + w / 2 && g->y >= b->y1 - h / 2 && g->y <= b->y2 + h / 2) return true;
    }
    return false;
}

static void find_lost(struct pdf_page *page)
{
    enum { LARGE = 30, MOST_ODD = 1000 };
    struct pdf_glyph *starts = memory_alloc((3 * page->n_letters + 1) * sizeof *starts);
    size_t odd[MOST_ODD], n = 0, n_odd = 0;
    for (size_t i = 0; i < page->n_letters; i++) {
        const struct pdf_letter *l = &page->letters[i];
        const struct pdf_box *b = &l->box;
        if (is_blank(l->c)) continue;
        starts[n++] = (struct pdf_glyph){b->x1, b->y2};
        starts[n++] = (struct pdf_glyph){pdf_mid_x(b), b->y2};     /* letters that share a span have equal parts of it */
        if (l->c >= 0x2E80) starts[n++] = (struct pdf_glyph){b->x1 - (b->x2 - b->x1) / 2, 2 * b->y2 - b->y1};
        if (n_odd < MOST_ODD && (l->turned || b->x2 - b->x1 > LARGE)) odd[n_odd++] = i;
    }
    if (n) qsort(starts, n, sizeof *starts, by_x);
    for (size_t i = 0; i < page->glyphs.n; i++) {
        const struct pdf_glyph *g = &page->glyphs.of[i];
        if (any_in(starts, n, &(struct pdf_box){g->x - 3, g->y - 4, g->x + 3, g->y + 40}) || is_of_odd(page, odd, n_odd, g)) continue;
        struct pdf_boxes *s = &page->shapes;
        s->of = memory_grow(s->of, s->n, &s->cap, sizeof *s->of);
        s->of[s->n++] = (struct pdf_box){g->x, g->y - 6, g->x + 6, g->y};
        page->n_lost++;
    }
    free(starts);
}

static void find_struck(struct pdf_page *page)
{
    static const double longest = 100, middle = 0.2;   /* points; of a letter's height, about its middle */
    for (size_t i = 0; i < page->rules.n; i++) {
        const struct pdf_rule *r = &page->rules.of[i];
        if (r->upright || r->part || r->to - r->from > longest) continue;
        for (size_t k = 0; k < page->n_letters; k++) {
            const struct pdf_box *b = &page->letters[k].box;
            double height = b->y2 - b->y1, x = pdf_mid_x(b);
            if (x >= r->from && x <= r->to && fabs(pdf_mid_y(b) - r->at) < middle * height) page->letters[k].struck = true;
        }
    }
}

static bool is_plain_size(double side) { return side >= smallest && side <= largest; }

bool pdf_page_read(const struct pdf_libraries *pdf, PopplerPage *from, const struct pdf_fonts *absent, int number, struct pdf_page *page)
{
    *page = (struct pdf_page){.number = number};
    pdf->poppler_page_get_size(from, &page->width, &page->height);
    if (!is_plain_size(page->width) || !is_plain_size(page->height)) page->too_much = true;
    if (page->too_much || !read_letters(pdf, from, page)) return false;
    find_turned(page);
    read_looks(pdf, from, absent, page);
    read_pictures(pdf, from, page);
    if (!read_drawing(pdf, from, page)) return false;
    if (page->glyphs.n) qsort(page->glyphs.of, page->glyphs.n, sizeof *page->glyphs.of, by_x);
    find_unseen(page);
    find_lost(page);
    find_struck(page);
    return !page->too_much;
}
