#include "render/xlsx/measure.h"
#include "render/xlsx/xlsx_inside.h"
#include <stdlib.h>
#include <string.h>

/* ---- sheets ---- */

/* The title as the name of a sheet: at most 31 characters, none of []:*?/\ . */
static const char *sheet_name(struct book *b, const char *title)
{
    enum { MOST = LXW_SHEETNAME_MAX };
    char *name = arena_dup(&b->arena, title);
    size_t n = strlen(name), at = 0;
    for (int i = 0; i < MOST && at < n; i++) {
        uint32_t c;
        at += utf8_next(name + at, n - at, &c);
    }
    name[at] = 0;
    for (char *p = name; *p; p++)
        if (strchr("[]:*?/\\'", *p)) *p = '_';
    return *name ? name : "1";
}

static bool is_chart(enum block_kind kind) { return kind == BLOCK_BARS || kind == BLOCK_LINES || kind == BLOCK_PANELS; }

/* Rows of many lists need no memory where a sheet is written from the top down; for that nothing may reach over rows. */
static bool goes_down(const struct drawn_sheet *s)
{
    enum { MANY_ROWS = 1000 };
    size_t rows = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (s->blocks[i].kind == BLOCK_COPY) return true;
        if (s->blocks[i].kind != BLOCK_LIST) continue;
        const struct list *list = s->blocks[i].list;
        rows += list->n_rows;
        for (int c = 0; c < list->n_columns; c++)
            if (list->columns[c].group || list->columns[c].joined) return false;
    }
    return rows > MANY_ROWS && !s->print && !s->charts;
}

static void open_sheet(struct drawing *w, struct drawn_sheet *s)
{
    enum { PAPER_A3 = 8 };
    for (size_t i = 0; i < s->n; i++) {
        const struct document_block *block = &s->blocks[i];
        s->print = s->print || block->kind == BLOCK_GRID;
        s->charts = s->charts || is_chart(block->kind);
        s->copy = s->copy || block->kind == BLOCK_COPY;
        s->entry = s->entry || block->kind == BLOCK_ENTRY;
        if (block->kind == BLOCK_LIST && !s->first) s->first = block->list;
    }
    s->sheet = goes_down(s) ? book_sheet_in_order(&w->book, s->facts->name, s->facts->landscape) : book_sheet(&w->book, s->facts->name, s->facts->landscape);
    if (s->sheet && s->facts->large) worksheet_set_paper(s->sheet, PAPER_A3);
}

void xlsx_plan_sheets(struct drawing *w)
{
    const struct document *d = w->document;
    w->sheets = memory_alloc((d->n_blocks + 1) * sizeof *w->sheets);
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct document_block *block = &d->blocks[i];
        if (block->kind == BLOCK_SHEET || !i) {
            struct document_sheet *own = arena_alloc(&w->book.arena, sizeof *own);
            own->name = sheet_name(&w->book, d->facts.title);
            w->sheets[w->n_sheets] = (struct drawn_sheet){.facts = block->kind == BLOCK_SHEET ? &block->sheet : own, .blocks = block, .number = w->n_sheets};
            w->n_sheets++;
        }
        struct drawn_sheet *s = &w->sheets[w->n_sheets - 1];
        if (block->kind == BLOCK_SHEET) s->blocks = block + 1;
        else s->n++;
    }
    for (size_t i = 0; i < w->n_sheets; i++) open_sheet(w, &w->sheets[i]);
}

void xlsx_plan_release(struct drawing *w)
{
    for (size_t i = 0; i < w->n_sheets; i++) free(w->sheets[i].rows);
    free(w->sheets);
    free(w->lists);
}

/* ---- rows ---- */

bool xlsx_plan_begins(const struct drawn_sheet *s, const struct list *list) { return s->n && s->blocks[0].kind == BLOCK_LIST && s->blocks[0].list == list && list->of_ids; }

struct list_rows xlsx_plan_list(const struct list *list, int top)
{
    struct list_rows r = {-1, -1, -1, 0, 0, -1, -1, -1, 0};
    bool groups = false, labels = false;
    for (int c = 0; c < list->n_columns && !groups;) c = list_group_end(list, c, &groups);
    for (int c = 0; c < list->n_columns; c++) labels = labels || (list->of_ids && list->columns[c].label);
    size_t most = (size_t)(LXW_ROW_MAX - top - 4), n = list->n_rows < most ? list->n_rows : most;
    if (list->title) r.title = top++;
    if (groups && !list->headless) r.group = top++;
    if (!list->headless) r.head = top++;
    r.first = top;
    r.end = top += (int)n;
    if (!list->n_rows && list->without) r.without = top++;
    if (labels) r.labels = ++top, top++;               /* a blank row parts them from the rows */
    if (list->remark || n < list->n_rows) r.remark = top++;
    r.after = top;
    return r;
}

int xlsx_plan_chart_rows(int pixels, size_t figures)
{
    int rows = pixels / LAY_ROW_PIXELS + 4;        /* with a caption of two rows */
    return rows > (int)figures + 2 ? rows : (int)figures + 2;
}

int xlsx_plan_bars_pixels(const struct bar_chart *chart)
{
    enum { BAR_PIXELS = 22, AROUND = 110 };
    return (int)chart->n * BAR_PIXELS + AROUND;
}

int xlsx_plan_panels_pixels(const struct panel_chart *chart) { return (int)((chart->n + PLAN_PANELS_ACROSS - 1) / PLAN_PANELS_ACROSS) * PLAN_PANEL_PIXELS; }

double xlsx_plan_words_size(const struct drawn_sheet *s, const struct document_block *b)
{
    if (b->kind == BLOCK_TITLE) return s->first ? 14 : 16;
    if (b->kind == BLOCK_HEADING) return b->words.level > 1 ? 11 : 12;
    return 11;
}

size_t xlsx_plan_words_piece(const char *text, double size, int pixels)
{
    enum { MOST_LINES = 18 };                          /* below the height that a row may have */
    return measure_piece(text, size, pixels, MOST_LINES);
}

static int words_rows(const struct drawn_sheet *s, const struct document_block *b, const char *text)
{
    int rows = 0;
    for (; text && *text; rows++) text += xlsx_plan_words_piece(text, xlsx_plan_words_size(s, b), s->span_pixels);
    return rows;
}

static int block_rows(const struct drawn_sheet *s, const struct document_block *b, int top)
{
    switch (b->kind) {
    case BLOCK_TITLE: return words_rows(s, b, b->title.text);
    case BLOCK_HEADING: case BLOCK_PROSE: case BLOCK_CAUTION: return words_rows(s, b, b->words.text);
    case BLOCK_LIST: return xlsx_plan_list(b->list, top).after - top;
    case BLOCK_BARS: return xlsx_plan_chart_rows(xlsx_plan_bars_pixels(b->bars), b->bars->n);
    case BLOCK_LINES: return xlsx_plan_chart_rows(PLAN_LINES_PIXELS, b->lines->n_points);
    case BLOCK_PANELS: return 1 + xlsx_plan_chart_rows(xlsx_plan_panels_pixels(b->panels), b->panels->n + 1);
    case BLOCK_TALLY: return 1;
    default: return 0;
    }
}

/* Words stand over the columns of the first list: over those that stay in sight where they are wide enough, else as far as a
 * page is still legible. */
static void set_span(struct drawn_sheet *s)
{
    enum { ALONE = 480, CHART_COLUMNS = 11, COLUMN_PIXELS = 64, WIDE = 480, WIDEST = 1500 };
    const struct list *list = s->first;
    s->span = s->charts ? CHART_COLUMNS : 1;
    s->span_pixels = s->charts ? CHART_COLUMNS * COLUMN_PIXELS : ALONE;
    if (!list || s->charts) return;
    int pixels = 0;
    for (int c = 0; c < list->n_columns; c++) {
        int width = list->columns[c].hidden ? 0 : list->columns[c].pixels ? list->columns[c].pixels : COLUMN_PIXELS;
        if (c && (pixels + width > WIDEST || (c == list->frozen && pixels >= WIDE))) break;
        pixels += width;
        s->span = c + 1;
    }
    s->span_pixels = pixels;
}

static void add_list(struct drawing *w, const struct drawn_sheet *s, const struct list *list, int first)
{
    w->lists = memory_grow(w->lists, w->n_lists, &w->cap_lists, sizeof *w->lists);
    w->lists[w->n_lists++] = (struct list_place){list, s, first};
}

/* A blank row behind a list, and between a paragraph and a list; the rows of a chart end with one. */
static void lay_stack(struct drawing *w, struct drawn_sheet *s)
{
    set_span(s);
    s->draft_row = w->book.draft && !(s->first && xlsx_plan_begins(s, s->first));
    s->rows = memory_alloc((s->n + 1) * sizeof *s->rows);
    int row = s->draft_row;
    enum block_kind before = BLOCK_SHEET;
    for (size_t i = 0; i < s->n; i++) {
        const struct document_block *b = &s->blocks[i];
        bool gap = before == BLOCK_LIST || (before == BLOCK_PROSE && b->kind == BLOCK_LIST);
        int rows = block_rows(s, b, row + gap);
        s->rows[i] = row;
        if (!rows) continue;
        s->rows[i] = row += gap;
        if (b->kind == BLOCK_LIST) add_list(w, s, b->list, xlsx_plan_list(b->list, row).first);
        row += rows;
        before = b->kind;
    }
    s->rows[s->n] = row;
}

void xlsx_plan_rows(struct drawing *w)
{
    for (size_t i = 0; i < w->n_sheets; i++) {
        struct drawn_sheet *s = &w->sheets[i];
        if (!s->print && !s->copy && !s->entry) lay_stack(w, s);
    }
}
