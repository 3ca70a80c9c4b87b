#include "render/page/pages.h"
#include <stdio.h>

static const double NUMBER_SIZE = 14, DRAFT_SIZE = 10.5, WATERMARK_SIZE = 180;
/* Of a glyph's em: how far the ideographs reach above the baseline, and where the dash lies. */
static const double RISE = 0.88, DASH = 0.38, TOLERANCE = 0.01;

static double advance(void *fonts, enum font_role role, uint32_t code_point, double size) { return fonts_advance(fonts, role, code_point, size); }
static void at(void *fonts, const char *place) { fonts_at(fonts, place); }

struct pages pages_of(struct canvas *canvas, struct arena *arena, bool quarter_space, const char *draft)
{
    return (struct pages){.canvas = canvas, .setter = {arena, advance, at, canvas->fonts, quarter_space}, .draft = draft, .root = canvas_element(canvas, NULL, "Document")};
}

struct tag *pages_tag(const struct pages *p, const char *type) { return canvas_element(p->canvas, p->root, type); }

static double width_of(const struct pages *p, enum font_role role, double size, const char *words) { return typeset_width(&p->setter, role, size, words); }

/* 7 mm below the area, odd pages right and even pages left, one character in (GB/T 9704 7.5). */
static void draw_page_number(const struct pages *p)
{
    char number[32];
    snprintf(number, sizeof number, "— %d —", p->canvas->n_pages);
    double width = width_of(p, FONT_SONG, NUMBER_SIZE, number);
    double x = p->canvas->n_pages % 2 ? AREA_LEFT + AREA_WIDTH - NUMBER_SIZE - width : AREA_LEFT + NUMBER_SIZE;
    double y = AREA_TOP - AREA_HEIGHT - 7 * PAGE_MM - DASH * NUMBER_SIZE;
    canvas_words(p->canvas, FONT_SONG, NUMBER_SIZE, x, y, number);
}

static void draw_draft_marks(const struct pages *p)
{
    canvas_colour(p->canvas, 0.92, 0.92, 0.92);
    canvas_across(p->canvas, FONT_TITLE, WATERMARK_SIZE, "草稿");
    canvas_colour(p->canvas, 0.75, 0, 0);
    double width = width_of(p, FONT_HEI, DRAFT_SIZE, p->draft);
    double x = AREA_LEFT + (width < AREA_WIDTH ? (AREA_WIDTH - width) / 2 : 0);
    canvas_words(p->canvas, FONT_HEI, DRAFT_SIZE, x, AREA_TOP + 15 * PAGE_MM, p->draft);
    canvas_colour(p->canvas, 0, 0, 0);
}

void pages_new(struct pages *p)
{
    canvas_new_page(p->canvas);
    typeset_at(&p->setter, "页眉和页码");
    canvas_begin(p->canvas, NULL);
    if (p->draft) draw_draft_marks(p);
    draw_page_number(p);
    canvas_end(p->canvas);
    p->used = p->held = 0;
}

double pages_room(const struct pages *p) { return AREA_HEIGHT - p->used - p->held; }
double pages_y(const struct pages *p) { return AREA_TOP - p->used; }

void pages_snap(struct pages *p)
{
    int lines = (int)(p->used / LINE_PITCH);
    if (p->used > lines * LINE_PITCH + TOLERANCE) lines++;
    p->used = lines * LINE_PITCH;
}

void pages_paragraph(struct pages *p, struct tag *tag, const struct type *type, const struct paragraph *text, double pitch)
{
    if (!text->n_lines) return;
    if (pages_room(p) < pitch - TOLERANCE) pages_new(p);
    canvas_begin(p->canvas, tag);
    for (size_t i = 0; i < text->n_lines; i++) {
        const struct paragraph_line *line = &text->lines[i];
        if (pages_room(p) < pitch - TOLERANCE) {
            canvas_end(p->canvas);
            pages_new(p);
            canvas_begin(p->canvas, tag);
        }
        double y = pages_y(p) - (pitch - type->size) / 2 - RISE * type->size;
        canvas_text(p->canvas, type->role, type->size, AREA_LEFT, y, text->chars + line->first, text->x + line->first, line->n);
        p->used += pitch;
    }
    canvas_end(p->canvas);
}
