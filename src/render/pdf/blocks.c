/* The blocks of a document on pages. Headings are not parted from what they head: a table or chart, or one line of prose. */
#include "render/page/list_table.h"
#include "render/pdf/pdf_inside.h"
#include <inttypes.h>
#include <string.h>

enum { MOST_HEADINGS = 4 };

struct block_walk {
    struct pages *p;
    const struct document *document;
    const char *section;                               /* the heading of level 1 above; NULL = none yet */
    size_t n_said;                                     /* headings and paragraphs below it */
    struct piece_heading headings[MOST_HEADINGS];      /* laid out, not yet drawn */
    size_t n_headings;
};

static void at(const struct block_walk *w, const char *place) { typeset_at(&w->p->setter, place); }
static struct arena *arena_of(const struct block_walk *w) { return w->p->setter.arena; }

/* The place of a heading or paragraph, counted below the section's heading. */
static const char *place_of_said(struct block_walk *w)
{
    w->n_said++;
    if (w->section) return arena_printf(arena_of(w), "“%s”第%zu段", w->section, w->n_said);
    return arena_printf(arena_of(w), "第%zu段", w->n_said);
}

/* ---- headings ---- */

static void add_heading(struct block_walk *w, int level, const char *words)
{
    w->headings[w->n_headings++] = piece_heading(w->p, level, words);
}

static double headings_height(const struct block_walk *w)
{
    double height = 0;
    for (size_t i = 0; i < w->n_headings; i++) height += w->headings[i].height;
    return height;
}

static void draw_headings(struct block_walk *w)
{
    for (size_t i = 0; i < w->n_headings; i++) piece_heading_draw(w->p, &w->headings[i]);
    w->n_headings = 0;
}

/* Draws the headings where `room` more points fit below them, else on a new page. */
static void draw_headings_with(struct block_walk *w, double room)
{
    static const double TOLERANCE = 0.01;
    pages_snap(w->p);
    if (pages_room(w->p) < headings_height(w) + room - TOLERANCE) pages_new(w->p);
    draw_headings(w);
}

/* ---- tables and charts ---- */

static void draw_table(struct block_walk *w, const struct report_table *table, const char *section)
{
    pages_snap(w->p);
    struct laid_table *layout = table_lay(&w->p->setter, table, section, w->p->used, headings_height(w));
    if (layout->wants_page) pages_new(w->p);
    draw_headings(w);
    pdf_table(w->p, layout);
}

/* Words in the place of a list or about one; their place was named. */
static void draw_remark(struct block_walk *w, const char *words)
{
    if (w->n_headings) draw_headings_with(w, LINE_PITCH);
    if (words) piece_prose(w->p, words);
}

/* Ids are unique in a file: of lists with the same id the second one is agencies.2. */
static const char *id_of(struct block_walk *w, const struct list *list)
{
    size_t nth = 1;
    for (const struct document_block *b = w->document->blocks; b->kind != BLOCK_LIST || b->list != list; b++)
        nth += b->kind == BLOCK_LIST && !strcmp(b->list->id, list->id);
    return nth > 1 ? arena_printf(arena_of(w), "%s.%zu", list->id, nth) : list->id;
}

/* Right below a heading a list needs no title. */
static void draw_list(struct block_walk *w, const struct list *list)
{
    const char *section = list->title ? list->title : w->section ? w->section : w->document->facts.title;
    at(w, arena_printf(arena_of(w), "“%s”的表", section));
    if (list->title && !w->n_headings) add_heading(w, 2, list->title);
    if (list->n_rows) draw_table(w, list_table(arena_of(w), list, id_of(w, list)), section);
    else draw_remark(w, list->without);
}

static void draw_tally(struct block_walk *w, const struct document_tally *t)
{
    at(w, place_of_said(w));
    draw_remark(w, !t->list->n_rows ? t->without : !t->count ? t->none : arena_printf(arena_of(w), "%" PRId64 "%s", t->count, t->some));
}

static void draw_bars(struct block_walk *w, const struct bar_chart *chart)
{
    at(w, arena_printf(arena_of(w), "图“%s”", chart->label));
    if (chart->heading) add_heading(w, 2, chart->heading);
    draw_headings_with(w, pdf_bars_height(chart));
    pdf_bars(w->p, chart);
}

static void draw_lines(struct block_walk *w, const struct line_chart *chart)
{
    at(w, arena_printf(arena_of(w), "图“%s”", chart->heading));
    add_heading(w, 2, chart->heading);
    draw_headings_with(w, pdf_lines_height(chart));
    pdf_lines(w->p, chart);
}

/* ---- the walk ---- */

static void draw_prose(struct block_walk *w, const struct document_block *b)
{
    const char *place = place_of_said(w);
    if (w->n_headings) draw_headings_with(w, LINE_PITCH);
    at(w, b->words.where ? b->words.where : place);
    piece_prose(w->p, b->words.text);
}

/* A heading waits for what follows. One that is followed by a heading of its own level or above heads nothing and is drawn now. */
static void take_heading(struct block_walk *w, const struct document_block *b)
{
    int level = b->words.level;
    if (w->n_headings && (level <= w->headings[w->n_headings - 1].level || w->n_headings + 1 == MOST_HEADINGS)) draw_headings_with(w, LINE_PITCH);
    if (level == 1) {
        w->section = b->words.text;
        w->n_said = 0;
    }
    at(w, level == 1 ? arena_printf(arena_of(w), "“%s”的标题", b->words.text) : place_of_said(w));
    add_heading(w, level, b->words.text);
}

static void draw_block(struct block_walk *w, const struct document_block *b)
{
    switch (b->kind) {
    case BLOCK_TITLE:
        at(w, "标题");
        piece_title(w->p, b->title.text, b->title.name);
        break;
    case BLOCK_HEADING: take_heading(w, b); break;
    case BLOCK_PROSE: case BLOCK_CAUTION: draw_prose(w, b); break;
    case BLOCK_GRID: draw_table(w, b->grid.table, b->grid.title); break;
    case BLOCK_LIST: draw_list(w, b->list); break;
    case BLOCK_BARS: draw_bars(w, b->bars); break;
    case BLOCK_LINES: draw_lines(w, b->lines); break;
    case BLOCK_TALLY: draw_tally(w, &b->tally); break;
    case BLOCK_SHEET: case BLOCK_COPY: case BLOCK_ENTRY: case BLOCK_KINDS: break;      /* of workbooks */
    }
}

void pdf_blocks(struct pages *p, const struct document *d)
{
    struct block_walk w = {.p = p, .document = d};
    pages_new(p);
    for (size_t i = 0; i < d->n_blocks; i++) draw_block(&w, &d->blocks[i]);
    if (w.n_headings) draw_headings_with(&w, LINE_PITCH);
}
