/* The blocks of a document on pages. Headings are not parted from what they head: two lines of prose, a chart, or a table's first
 * rows with the one line that leads to it. */
#include "render/page/list_table.h"
#include "render/page/page_inside.h"
#include <inttypes.h>
#include <string.h>

struct block_walk {
    struct pages *p;
    const struct document *document;
    const char *section;                               /* the heading of level 1 above; NULL = none yet */
    size_t n_said;                                     /* headings and paragraphs below it */
    struct piece *waiting;                             /* headings, laid out, not yet drawn, and a line that leads from them to a table */
    size_t n_waiting;                                  /* at most one a block */
};

static void at(const struct block_walk *w, const char *place) { typeset_at(&w->p->setter, place); }
static struct arena *arena_of(const struct block_walk *w) { return w->p->setter.arena; }

/* The place of a heading or paragraph, counted below the section's heading. */
static const char *place_of(const struct block_walk *w, size_t nth)
{
    return w->section ? arena_printf(arena_of(w), "“%s”第%zu段", w->section, nth) : arena_printf(arena_of(w), "第%zu段", nth);
}

static const char *place_of_said(struct block_walk *w) { return place_of(w, ++w->n_said); }

/* ---- what waits ---- */

static void wait(struct block_walk *w, struct piece piece) { w->waiting[w->n_waiting++] = piece; }

static double waiting_height(const struct block_walk *w)
{
    double height = 0;
    for (size_t i = 0; i < w->n_waiting; i++) height += w->waiting[i].height;
    return height;
}

/* Draws what waits where `room` more points fit below it, else on a new page. Of more than a page holds, the end stays together
 * with what follows. */
static void draw_waiting(struct block_walk *w, double room)
{
    static const double TOLERANCE = 0.01;
    double height = waiting_height(w) + room;
    pages_snap(w->p);
    for (size_t i = 0; i < w->n_waiting; i++) {
        if (height <= AREA_HEIGHT + TOLERANCE && pages_room(w->p) < height - TOLERANCE) pages_new(w->p);
        piece_draw(w->p, &w->waiting[i]);
        height -= w->waiting[i].height;
    }
    w->n_waiting = 0;
}

/* ---- tables and charts ---- */

static void draw_table(struct block_walk *w, const struct report_table *table, const char *section)
{
    pages_snap(w->p);
    struct laid_table *layout = table_lay(&w->p->setter, table, section, w->p->used, waiting_height(w));
    if (layout->wants_page) pages_new(w->p);
    draw_waiting(w, 0);
    pages_table(w->p, layout);
}

static bool is_prose(const struct document_block *b) { return b->kind == BLOCK_PROSE || b->kind == BLOCK_CAUTION || b->kind == BLOCK_TALLY; }

static bool is_drawn(const struct document_block *b)
{
    return b->kind == BLOCK_GRID || b->kind == BLOCK_LIST || b->kind == BLOCK_BARS || b->kind == BLOCK_LINES || b->kind == BLOCK_PANELS;
}

static bool is_small(const struct document_block *b) { return b->kind == BLOCK_PROSE && b->words.small; }

/* The block behind b; NULL = it is the last one. */
static const struct document_block *behind(const struct block_walk *w, const struct document_block *b)
{
    return b + 1 < w->document->blocks + w->document->n_blocks ? b + 1 : NULL;
}

/* ---- the end ---- */

static struct piece piece_of(const struct block_walk *w, const struct document_block *b, const char *words)
{
    return is_small(b) ? piece_small(w->p, words) : piece_prose(w->p, b->kind == BLOCK_PROSE ? b->words.place : PROSE_INDENTED, words);
}

static bool is_words(const struct document_block *b) { return b->kind == BLOCK_PROSE || b->kind == BLOCK_CAUTION; }

/* The lines of prose behind b up to the end, as far as they matter; ENOUGH where something else follows. */
enum { ENOUGH = 3 };
static size_t lines_behind(const struct block_walk *w, const struct document_block *b)
{
    size_t n = 0, nth = w->n_said;
    while ((b = behind(w, b)) && n < ENOUGH) {
        if (!is_words(b)) return ENOUGH;
        nth++;
        at(w, b->words.where ? b->words.where : place_of(w, nth));
        if (b->words.text) n += piece_of(w, b, b->words.text).text.n_lines;
    }
    return n;
}

/* The last page has some lines: the paragraph gives it what is missing. */
static void hold_for_last_page(struct block_walk *w, const struct document_block *b, const struct piece *prose)
{
    static const double TOLERANCE = 0.01;
    if (!is_words(b)) return;
    size_t behind_it = lines_behind(w, b);
    at(w, b->words.where ? b->words.where : place_of(w, w->n_said));
    double pitch = prose->height / (double)prose->text.n_lines;
    size_t here = pages_room(w->p) > 0 ? (size_t)((pages_room(w->p) + TOLERANCE) / pitch) : 0, all = prose->text.n_lines + behind_it;
    if (behind_it >= ENOUGH || all <= here || all - here >= ENOUGH || w->p->used <= 0) return;
    w->p->held = (double)(ENOUGH - (all - here)) * pitch;
}

static bool is_signature(const struct block_walk *w, const struct document_block *b)
{
    return b && b < w->document->blocks + w->document->n_blocks && b->kind == BLOCK_PROSE && b->words.place == PROSE_SIGNED;
}

/* A signature does not stand on a page alone. */
static void keep_with_signature(struct block_walk *w, const struct document_block *b, double height)
{
    if (w->n_waiting || !is_signature(w, b + 1)) return;
    for (height += LINE_PITCH; is_signature(w, ++b);) height += LINE_PITCH;
    if (height <= AREA_HEIGHT && pages_room(w->p) < height) pages_new(w->p);
}

/* Words of the block, NULL = it has none; their place was named. A line of prose below a heading waits for the table that it leads
 * to, and what stands there in small type for a heading too. */
static void draw_words(struct block_walk *w, const struct document_block *b, const char *words)
{
    if (!words) return;
    const struct document_block *next = behind(w, b);
    struct piece prose = piece_of(w, b, words);
    const bool first_signed = is_signature(w, b) && b > w->document->blocks && !is_signature(w, b - 1);
    bool one = prose.text.n_lines < 2;
    if (!is_signature(w, b)) keep_with_signature(w, b, prose.height);
    bool leads = next && (is_drawn(next) || next->kind == BLOCK_HEADING);
    if (w->n_waiting && (is_small(b) ? leads : one && next && is_drawn(next))) {
        wait(w, prose);
        return;
    }
    if (w->n_waiting) draw_waiting(w, one && !(next && is_prose(next)) ? LINE_PITCH : 2 * LINE_PITCH);
    if (first_signed && pages_room(w->p) > 3 * LINE_PITCH) w->p->used += LINE_PITCH;    /* an empty line; the signature stays together */
    else if (first_signed && pages_room(w->p) < 2 * LINE_PITCH) pages_new(w->p);
    if (prose.text.n_lines && !is_signature(w, b)) hold_for_last_page(w, b, &prose);
    piece_draw(w->p, &prose);
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
static void draw_list(struct block_walk *w, const struct document_block *b)
{
    const struct list *list = b->list;
    const char *section = list->title ? list->title : w->section ? w->section : w->document->facts.title;
    at(w, arena_printf(arena_of(w), "“%s”的表", section));
    bool headed = w->n_waiting && w->waiting[w->n_waiting - 1].level;
    if (list->title && !headed) wait(w, piece_lay(w->p, 2, list->title));
    if (list->n_rows) draw_table(w, list_table(arena_of(w), list, id_of(w, list)), section);
    else draw_words(w, b, list->without);
}

static void draw_tally(struct block_walk *w, const struct document_block *b)
{
    const struct document_tally *t = &b->tally;
    const char *words = !t->list->n_rows ? t->without : !t->count ? t->none : arena_printf(arena_of(w), "%" PRId64 "%s", t->count, t->some);
    at(w, place_of_said(w));
    draw_words(w, b, words);
}

static void draw_bars(struct block_walk *w, const struct bar_chart *chart)
{
    at(w, arena_printf(arena_of(w), "图“%s”", chart->label));
    if (chart->heading) wait(w, piece_lay(w->p, 2, chart->heading));
    draw_waiting(w, pages_bars_height(chart));
    pages_bars(w->p, chart);
}

static void draw_lines(struct block_walk *w, const struct line_chart *chart)
{
    at(w, arena_printf(arena_of(w), "图“%s”", chart->heading));
    wait(w, piece_lay(w->p, 2, chart->heading));
    draw_waiting(w, pages_lines_height(chart));
    pages_lines(w->p, chart);
}

static void draw_panels(struct block_walk *w, const struct panel_chart *chart)
{
    at(w, arena_printf(arena_of(w), "图“%s”", chart->heading));
    wait(w, piece_lay(w->p, 2, chart->heading));
    draw_waiting(w, pages_panels_least_height(chart));
    pages_panels(w->p, chart);
}

/* ---- the walk ---- */

static void draw_prose(struct block_walk *w, const struct document_block *b)
{
    const char *place = place_of_said(w);
    at(w, b->words.where ? b->words.where : place);
    draw_words(w, b, b->words.text);
}

static void take_heading(struct block_walk *w, const struct document_block *b)
{
    int level = b->words.level;
    if (b->words.new_page) {
        draw_waiting(w, 0);
        if (w->p->used > 0) pages_new(w->p);
    }
    if (level == 1) {
        w->section = b->words.text;
        w->n_said = 0;
    }
    at(w, level == 1 ? arena_printf(arena_of(w), "“%s”的标题", b->words.text) : place_of_said(w));
    wait(w, piece_lay(w->p, level, b->words.text));
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
    case BLOCK_LIST: draw_list(w, b); break;
    case BLOCK_BARS: draw_bars(w, b->bars); break;
    case BLOCK_LINES: draw_lines(w, b->lines); break;
    case BLOCK_PANELS: draw_panels(w, b->panels); break;
    case BLOCK_TALLY: draw_tally(w, b); break;
    case BLOCK_COUNTS: case BLOCK_MATTERS: case BLOCK_CHOICES: break;      /* of pages */
    case BLOCK_SHEET: case BLOCK_COPY: case BLOCK_ENTRY: case BLOCK_FIELD: case BLOCK_KINDS: break;      /* of workbooks */
    }
}

void pages_blocks(struct pages *p, const struct document *d)
{
    struct block_walk w = {.p = p, .document = d, .waiting = arena_alloc(p->setter.arena, (d->n_blocks + 1) * sizeof *w.waiting)};
    pages_new(p);
    for (size_t i = 0; i < d->n_blocks; i++) draw_block(&w, &d->blocks[i]);
    draw_waiting(&w, 0);
}
