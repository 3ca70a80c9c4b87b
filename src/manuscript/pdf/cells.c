#include "manuscript/pdf/cells.h"
#include "base/text.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double watermark = 36;                    /* points: no title has letters as wide */
static const double out_of_cell = 0.3;                 /* of a letter's width, beyond its cell: it may belong to the next */
static const double half_digit = 0.3;                  /* of the size of a font, from the middle of a digit up and down: its ink, but for its ends */
static const double touching = 0.12;                   /* of a letter's height, between two letters of one number */
static const double two_numbers = 0.9;                 /* heights between digits that are two numbers */
static const double a_blank = 0.16;                    /* heights: a blank between digits, where they are not all spread alike */
static const double smaller = 0.9;                     /* of the font of a number, the font of its note */
static const double paddings = 14, least_gap = 1;      /* points: both sides of a cell; between letters of two cells */

/* ---- which letters count ---- */

static bool shaded(const struct pdf_page *page, const struct pdf_box *letter)
{
    for (size_t i = 0; i < page->shades.n; i++)
        if (pdf_within(&page->shades.of[i], pdf_mid_x(letter), pdf_mid_y(letter))) return true;
    return false;
}

/* Heights say little: a font may claim three times what its letters have. */
static bool is_watermark(const struct pdf_letter *l)
{
    double width = l->box.x2 - l->box.x1, height = l->box.y2 - l->box.y1;
    return width > watermark || (!pdf_is_wide(l->c) && width > 0.6 * watermark && height > 1.5 * watermark);
}

/* ---- cells ---- */

static void say(struct pdf_cell *c, const char *reason)
{
    if (!c->unsure) c->unsure = reason;
}

static void judge_letter(struct pdf_cell *c, const struct pdf_page *page, const struct pdf_letter *l)
{
    if (l->turned) say(c, "字不是正的");
    if (l->struck) say(c, "字上有一道线，可能是删去的");
    if (l->unseen) say(c, "有看不见的字");
    if (l->pale && !shaded(page, &l->box)) say(c, "字很淡，可能是水印");
}

static bool in_number(uint32_t c)
{
    if (c >= 0xFF0C && c <= 0xFF19) c -= 0xFF00 - ' ';  /* full-width */
    return (c >= '0' && c <= '9') || c == '.' || c == ',';
}

/* A number wider than its cell runs into the next one, where no line parts its digits but the rule. `owners`: the cell of each letter. */
static void find_overruns(struct pdf_fragment *f, const struct pdf_page *page, const int *owners)
{
    for (size_t i = 0; i + 1 < page->n_letters; i++) {
        const struct pdf_letter *a = &page->letters[i], *b = &page->letters[i + 1];
        double height = a->box.y2 - a->box.y1;
        if (owners[i] < 0 || owners[i + 1] < 0 || owners[i] == owners[i + 1] || !in_number(a->c) || !in_number(b->c)) continue;
        if (fabs(pdf_mid_y(&a->box) - pdf_mid_y(&b->box)) > height / 4 || fabs(b->box.x1 - a->box.x2) > fmax(least_gap, touching * height)) continue;
        say(&f->cells[owners[i]], "数字连到了隔壁的格子");
        say(&f->cells[owners[i + 1]], "数字连到了隔壁的格子");
    }
}

/* A letter that lies on a rule may belong to the cell on either side. Of digits this holds upwards and downwards as well: a spreadsheet
 * prints a number that it broke into lines over the rows above and below, where these have a fixed height. */
static void find_straddling(struct pdf_fragment *f, const struct pdf_grid *g, const struct pdf_page *page, const int *owners)
{
    for (size_t i = 0; i < page->n_letters; i++) {
        const struct pdf_box *l = &page->letters[i].box;
        double inner = out_of_cell * (l->x2 - l->x1);
        if (owners[i] < 0 || pdf_is_blank(page->letters[i].c)) continue;
        double ink = in_number(page->letters[i].c) ? half_digit * page->letters[i].size : 0;
        const int sides[] = {pdf_grid_at(g, l->x1 + inner, pdf_mid_y(l)), pdf_grid_at(g, l->x2 - inner, pdf_mid_y(l)),
                             pdf_grid_at(g, pdf_mid_x(l), pdf_mid_y(l) - ink), pdf_grid_at(g, pdf_mid_x(l), pdf_mid_y(l) + ink)};
        for (int k = 0; k < 4; k++) {
            if (sides[k] == owners[i]) continue;
            say(&f->cells[owners[i]], "字压在格线上");
            if (sides[k] >= 0) say(&f->cells[sides[k]], "字压在格线上");
        }
    }
}

/* Drawings that no letter stands for: digits drawn as outlines, a picture of a number. */
static void find_shapes(struct pdf_fragment *f, const struct pdf_grid *g, const struct pdf_page *page, const struct pdf_boxes *shapes, const int *owners)
{
    for (size_t i = 0; i < shapes->n; i++) {
        const struct pdf_box *s = &shapes->of[i];
        int at = pdf_grid_at(g, pdf_mid_x(s), pdf_mid_y(s));
        if (at < 0 || f->cells[at].unsure) continue;
        struct pdf_box cell = pdf_grid_cell_box(g, &g->cells[at]);
        bool named = s->x2 - s->x1 > cell.x2 - cell.x1 || s->y2 - s->y1 > cell.y2 - cell.y1;
        for (size_t k = 0; k < page->n_letters && !named; k++) {
            struct pdf_box l = page->letters[k].box;
            double width = l.x2 - l.x1, height = l.y2 - l.y1;
            bool wide = pdf_is_wide(page->letters[k].c);       /* set from the top down, its ink is half beside its box and below */
            struct pdf_box ink = {l.x1 - (wide ? width / 2 : 2), l.y1 - 2, l.x2 + 2, l.y2 + (wide ? height : 2)};
            named = owners[k] == at && pdf_within(&ink, pdf_mid_x(s), pdf_mid_y(s));
        }
        if (!named) say(&f->cells[at], "格里有画出来、不是文字的东西");
    }
}

static int find_owner(const struct pdf_grid *g, const struct pdf_letter *l) { return pdf_grid_at(g, pdf_mid_x(&l->box), pdf_mid_y(&l->box)); }

static void fill(struct pdf_fragment *f, const struct pdf_grid *g, const struct pdf_page *page, struct arena *arena, bool *taken)
{
    int *owners = memory_alloc((page->n_letters + 1) * sizeof *owners);
    size_t *counts = memory_alloc((g->n + 1) * sizeof *counts), n = 0;
    const struct pdf_letter **order = memory_alloc((page->n_letters + 1) * sizeof *order);
    for (size_t i = 0; i < page->n_letters; i++) {
        owners[i] = taken[i] ? -1 : find_owner(g, &page->letters[i]);
        if (owners[i] < 0) continue;
        taken[i] = true;
        counts[owners[i] + 1]++;
        n++;
    }
    for (size_t i = 0; i < g->n; i++) counts[i + 1] += counts[i];      /* now the first place of each cell's letters */
    size_t *next = memory_alloc((g->n + 1) * sizeof *next);
    memcpy(next, counts, (g->n + 1) * sizeof *next);
    for (size_t i = 0; i < page->n_letters; i++)
        if (owners[i] >= 0) order[next[owners[i]]++] = &page->letters[i];
    for (size_t i = 0; i < g->n; i++) {
        struct pdf_cell *c = &f->cells[i];
        struct pdf_box box = pdf_grid_cell_box(g, &g->cells[i]);
        *c = (struct pdf_cell){.row = g->cells[i].row, .col = g->cells[i].col, .rows = g->cells[i].rows, .cols = g->cells[i].cols,
                               .page = page->number, .width = box.x2 - box.x1, .unsure = g->cells[i].unsure};
        for (size_t k = counts[i]; k < counts[i + 1]; k++)
            if (!pdf_is_blank(order[k]->c)) judge_letter(c, page, order[k]);
        pdf_lines_add(&c->lines, arena, order + counts[i], counts[i + 1] - counts[i], page->number);
    }
    find_straddling(f, g, page, owners);
    find_overruns(f, page, owners);
    find_shapes(f, g, page, &page->shapes, owners);
    find_shapes(f, g, page, &page->pictures, owners);
    free(next);
    free(order);
    free(counts);
    free(owners);
}

void pdf_cells_fill(const struct pdf_page *page, const struct pdf_grids *grids, struct arena *arena, struct pdf_fragment *fragments, struct pdf_line_list *beside,
                    struct pdf_passed *passed)
{
    bool *taken = memory_alloc(page->n_letters + 1);
    const struct pdf_letter **rest = memory_alloc((page->n_letters + 1) * sizeof *rest);
    size_t n = 0;
    for (size_t i = 0; i < page->n_letters; i++)
        if (is_watermark(&page->letters[i])) taken[i] = passed->watermark = true;
    for (size_t i = 0; i < grids->n; i++) {
        const struct pdf_grid *g = &grids->of[i];
        fragments[i] = (struct pdf_fragment){page->number, g->n_rows, g->n_cols, g->xs, pdf_grid_box(g), memory_alloc(g->n * sizeof(struct pdf_cell)), g->n};
        fill(&fragments[i], g, page, arena, taken);
    }
    for (size_t i = 0; i < page->n_letters; i++) {
        const struct pdf_letter *l = &page->letters[i];
        if (taken[i]) continue;
        bool pale = l->pale && !shaded(page, &l->box), blank = pdf_is_blank(l->c);
        if (!blank && pale) passed->watermark = true;
        else if (!blank && l->unseen) passed->unseen = true;
        else if (!blank && l->turned) passed->turned = true;
        else rest[n++] = l;
        passed->struck |= !blank && l->struck;
    }
    pdf_lines_add(beside, arena, rest, n, page->number);
    free(rest);
    free(taken);
}

void pdf_fragment_release(struct pdf_fragment *f)
{
    for (size_t i = 0; i < f->n; i++) free(f->cells[i].lines.of);
    free(f->cells);
    *f = (struct pdf_fragment){0};
}

/* ---- texts ---- */

/* The digits of a number without the blanks between them: 1 234. */
static void add_tight(struct text *out, const char *line)
{
    for (const char *p = line; *p; p++)
        if (*p != ' ' || p == line || !in_number((unsigned char)p[-1]) || !in_number((unsigned char)p[1])) text_add_char(out, *p);
}

/* A line breaks within a number only where the cell's next digit found no room. */
static bool may_break(const struct pdf_cell *c, const struct pdf_line *line) { return line->box.x2 - line->box.x1 + line->size / 2 > c->width - paddings; }

/* Words in a smaller font below a number are its note, which has brackets where it is typed: 22（其中修订16件）. */
static bool has_note(const struct pdf_cell *c)
{
    enum { LEAST = 4 };                                /* characters: 万元 is no note */
    size_t n = 0;
    for (const char *p = c->lines.n > 1 ? c->lines.of[0].text : "x"; *p; p++)
        if (!in_number((unsigned char)*p)) return false;
    for (size_t i = 1; i < c->lines.n; i++) {
        const struct pdf_line *line = &c->lines.of[i];
        if (line->font > smaller * c->lines.of[0].font || !line->n_wide) return false;
        n += utf8_length(line->text);
    }
    uint32_t first = pdf_first(c->lines.of[1].text);
    return n >= LEAST && first != '(' && first != 0xFF08;
}

/* 12 15: a blank between digits parts two numbers, or thousands; which of them is not known. Digits that are spread over the cell have
 * the same gap everywhere. */
static bool holds_two(const struct pdf_line *line)
{
    bool spread = line->n_gaps > 1 && line->narrowest_gap > line->widest_gap / 2;
    return line->widest_gap > two_numbers || (line->widest_gap > a_blank && !spread);
}

const char *pdf_cell_text(struct pdf_cell *c, struct arena *arena)
{
    struct text text = {0};
    bool note = has_note(c);
    for (size_t i = 0; i < c->lines.n; i++) {
        const struct pdf_line *line = &c->lines.of[i];
        bool broken = i && in_number(pdf_last(c->lines.of[i - 1].text)) && in_number(pdf_first(line->text));
        if (line->unreadable) say(c, "有读不出的字");
        if (line->overlapping) say(c, "字叠在一起");
        if (line->raised) say(c, "有上标或下标的数字，可能是注号");
        if (holds_two(line) || (broken && !may_break(c, &c->lines.of[i - 1]))) say(c, "两个数挤在一格里");
        struct text tight = {0};
        add_tight(&tight, line->text);
        if (note && i == 1) text_add(&text, "（");
        if (broken) text_add(&text, text_get(&tight));
        else pdf_continue(&text, text_get(&tight));
        text_release(&tight);
    }
    if (note) text_add(&text, "）");
    const char *whole = text.n ? arena_dup_n(arena, text.bytes, text.n) : "";
    text_release(&text);
    return whole;
}
