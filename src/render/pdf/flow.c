#include "render/pdf/flow.h"
#include <stdio.h>

static const double BODY_SIZE = 16, NUMBER_SIZE = 14, DRAFT_SIZE = 10.5, WATERMARK_SIZE = 180;
/* Of a glyph's em: how far the ideographs reach above the baseline, and where the dash lies. */
static const double RISE = 0.88, DASH = 0.38, TOLERANCE = 0.01;

/* Full-width characters take the step of the grid, all others their own. */
static double advance(void *context, uint32_t code_point)
{
    const struct type *t = context;
    double own = fonts_advance(t->fonts, t->role, code_point, t->size);
    return own > 0.95 * t->size ? own * t->em / t->size : own;
}

struct type flow_body_type(const struct flow *f, enum font_role role)
{
    return (struct type){f->fonts, role, BODY_SIZE, FLOW_ADVANCE};
}

void flow_lay_again(struct flow *f, const struct type *type, struct paragraph *p, enum paragraph_fit fit, double width,
                    double indent)
{
    struct type t = *type;
    paragraph_lay(p, f->arena, &(struct paragraph_style){fit, width, indent, t.em, advance, &t});
}

struct paragraph flow_lay(struct flow *f, const struct type *type, const char *text, enum paragraph_fit fit, double width,
                          double indent)
{
    struct paragraph p;
    paragraph_read(&p, f->arena, text);
    flow_lay_again(f, type, &p, fit, width, indent);
    return p;
}

/* 7 mm below the area, odd pages right and even pages left, one character in (GB/T 9704 7.5). */
static void draw_page_number(struct flow *f)
{
    char number[32];
    snprintf(number, sizeof number, "— %d —", f->canvas->n_pages);
    double width = canvas_width(f->canvas, FONT_SONG, NUMBER_SIZE, number);
    double x = f->canvas->n_pages % 2 ? FLOW_LEFT + FLOW_WIDTH - NUMBER_SIZE - width : FLOW_LEFT + NUMBER_SIZE;
    double y = FLOW_TOP - FLOW_HEIGHT - 7 * CANVAS_MM - DASH * NUMBER_SIZE;
    canvas_words(f->canvas, FONT_SONG, NUMBER_SIZE, x, y, number);
}

static void draw_draft_marks(struct flow *f)
{
    canvas_colour(f->canvas, 0.92, 0.92, 0.92);
    canvas_across(f->canvas, FONT_TITLE, WATERMARK_SIZE, "草稿");
    canvas_colour(f->canvas, 0.75, 0, 0);
    double width = canvas_width(f->canvas, FONT_HEI, DRAFT_SIZE, f->draft_text);
    double x = FLOW_LEFT + (width < FLOW_WIDTH ? (FLOW_WIDTH - width) / 2 : 0);
    canvas_words(f->canvas, FONT_HEI, DRAFT_SIZE, x, FLOW_TOP + 15 * CANVAS_MM, f->draft_text);
    canvas_colour(f->canvas, 0, 0, 0);
}

void flow_new_page(struct flow *f)
{
    canvas_new_page(f->canvas);
    fonts_at(f->fonts, "页眉和页码");
    canvas_begin(f->canvas, NULL);
    if (f->draft_text) draw_draft_marks(f);
    draw_page_number(f);
    canvas_end(f->canvas);
    f->used = 0;
}

double flow_room(const struct flow *f) { return FLOW_HEIGHT - f->used; }
double flow_y(const struct flow *f) { return FLOW_TOP - f->used; }

void flow_snap(struct flow *f)
{
    int lines = (int)(f->used / FLOW_PITCH);
    if (f->used > lines * FLOW_PITCH + TOLERANCE) lines++;
    f->used = lines * FLOW_PITCH;
}

void flow_paragraph(struct flow *f, struct tag *tag, const struct type *type, const struct paragraph *p, double pitch)
{
    if (!p->n_lines) return;
    if (flow_room(f) < pitch - TOLERANCE) flow_new_page(f);
    canvas_begin(f->canvas, tag);
    for (size_t i = 0; i < p->n_lines; i++) {
        const struct paragraph_line *line = &p->lines[i];
        if (flow_room(f) < pitch - TOLERANCE) {
            canvas_end(f->canvas);
            flow_new_page(f);
            canvas_begin(f->canvas, tag);
        }
        double y = flow_y(f) - (pitch - type->size) / 2 - RISE * type->size;
        canvas_text(f->canvas, type->role, type->size, FLOW_LEFT, y, p->chars + line->first, p->x + line->first, line->n);
        f->used += pitch;
    }
    canvas_end(f->canvas);
}
