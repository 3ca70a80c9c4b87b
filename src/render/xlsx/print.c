/* A print sheet: the tables of a form with all that stands around them, as it is printed. The numbers of the tables refer to
 * lists of the document where it says so. */
#include "render/xlsx/measure.h"
#include "render/xlsx/xlsx_inside.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TABLE_SIZE = 9, ROW_POINTS = 18, GAP_POINTS = 10 };

struct printing { struct drawing *w; struct raster f; };

static struct look words(const char *font, double size) { return (struct look){.font = font, .size = size, .wrap = true}; }

static struct look look_of(const struct grid_cell *c)
{
    struct look l = {.font = "宋体", .size = TABLE_SIZE, .border = true, .wrap = true, .across = LXW_ALIGN_CENTER, .down = LXW_ALIGN_VERTICAL_CENTER};
    if (c->role == GRID_CAPTION || c->role == GRID_HEAD) l.font = "黑体";
    if (c->role == GRID_LABEL && !c->word && c->rowspan == 1) l.across = LXW_ALIGN_LEFT;
    return l;
}

/* ---- cells of a form's table ---- */

/* What is printed of a cell: the note in brackets behind the number, or below it where both do not fit one line. */
struct printed { bool below; double size; };

static void add_printed(struct text *t, const struct cell *cell, bool below)
{
    text_add(t, cell->text);
    if (cell->note) text_printf(t, "%s（%s）", below ? "\n" : "", cell->note);
}

/* In a smaller type where the closing bracket would stand on a line of its own. */
static struct printed printed_of(const struct cell *cell, int pixels)
{
    enum { LEAST_SIZE = 6 };
    struct text t = {0};
    struct printed p = {.size = TABLE_SIZE};
    add_printed(&t, cell, false);
    p.below = cell->note && *cell->text && measure_height(text_get(&t), TABLE_SIZE, pixels) > measure_height("", TABLE_SIZE, pixels);
    text_clear(&t);
    add_printed(&t, cell, p.below);
    while (cell->note && p.size > LEAST_SIZE && measure_leaves_mark(text_get(&t), p.size, pixels)) p.size -= 0.5;
    text_release(&t);
    return p;
}

static bool refer(struct printing *p, struct text *out, const struct place *places, int slot)
{
    return places && live_reference(p->w, out, p->f.sheet, &places[slot]);
}

/* =IF('t'!$B$2="","",'t'!$B$2): a plain reference would show an empty cell as 0. With a note the whole is a text. */
static bool put_live(struct printing *p, const struct document_grid *g, int slot, int row, int col, struct look look, bool below)
{
    const struct cell *cell = &g->table->cells[slot];
    struct text value = {0}, note = {0}, formula = {0}, printed = {0};
    const char *number = book_number_format(cell->number.scale);
    bool live = refer(p, &value, g->values, slot) && (!cell->note || refer(p, &note, g->notes, slot)), holds = book_holds(cell->text);
    const char *at = text_get(&value);
    add_printed(&printed, cell, below);
    if (live && !cell->note) {
        text_printf(&formula, "=IF(%s=\"\",\"\",%s)", at, at);
        look.number = number;
        if (holds) book_put_formula(p->f.book, p->f.sheet->sheet, row, col, text_get(&formula), cell->text, look);
        else book_put_text_formula(p->f.book, p->f.sheet->sheet, row, col, text_get(&formula), cell->text, look);
    } else if (live) {
        if (holds) text_printf(&formula, "=IF(%s=\"\",\"\",TEXT(%s,\"%s\"))", at, at, number);
        else text_printf(&formula, "=%s", at);
        text_printf(&formula, "&%s\"（\"&%s&\"）\"", below ? "CHAR(10)&" : "", text_get(&note));
        book_put_text_formula(p->f.book, p->f.sheet->sheet, row, col, text_get(&formula), text_get(&printed), look);
    }
    text_release(&value);
    text_release(&note);
    text_release(&formula);
    text_release(&printed);
    return live;
}

static void put_data(struct printing *p, const struct document_grid *g, int slot, int row, int col, struct look look, bool below)
{
    const struct cell *cell = &g->table->cells[slot];
    if (put_live(p, g, slot, row, col, look, below)) return;
    if (!cell->note && cell->state == CELL_NUMBER) {
        look.number = book_number_format(cell->number.scale);
        book_put_number(p->f.book, p->f.sheet->sheet, row, col, cell->text, look);
        return;
    }
    struct text t = {0};
    add_printed(&t, cell, below);
    book_put_text(p->f.book, p->f.sheet->sheet, row, col, text_get(&t), look);
    text_release(&t);
}

static double needed(const struct report_table *table, const struct grid_cell *c, int pixels)
{
    struct text t = {0};
    struct printed p = {.size = TABLE_SIZE};
    if (c->role == GRID_DATA) {
        p = printed_of(&table->cells[c->slot], pixels);
        add_printed(&t, &table->cells[c->slot], p.below);
    } else {
        text_add(&t, c->text ? c->text : "");
    }
    double height = measure_height(text_get(&t), p.size, pixels);
    text_release(&t);
    return height;
}

struct raster_span { int first, last, pixels; };

/* at[i] is the raster column where column i of the table begins. */
static struct raster_span on_raster(const struct raster *f, const int *at, int col, int colspan)
{
    int first = at[col], last = at[col + colspan] - 1;
    return (struct raster_span){first, last < first ? first : last, f->edges[at[col + colspan]] - f->edges[first]};
}

/* Rows as high as their own cells need; what a cell over several rows lacks is added to its last row. */
static void add_rows(struct raster *f, const struct report_table *table, const int *at, int first)
{
    const struct grid *g = &table->form->grid;
    for (int r = 0; r < g->n_rows; r++) raster_row(f, ROW_POINTS, true);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < g->n_cells; i++) {
            const struct grid_cell *c = &g->cells[i];
            if ((c->rowspan > 1) != (pass == 1)) continue;
            double has = 0, wants = needed(table, c, on_raster(f, at, c->col, c->colspan).pixels);
            for (int r = c->row; r < c->row + c->rowspan; r++) has += f->rows[first + r].height;
            if (wants > has) raster_grow(f, first + c->row + c->rowspan - 1, wants - has);
        }
    }
}

static void put_grid(struct printing *p, const struct document_grid *block)
{
    struct raster *f = &p->f;
    const struct report_table *table = block->table;
    const struct grid *g = &table->form->grid;
    int first = (int)f->n_rows, *at = raster_columns(f, g->widths, g->n_cols), label_end = f->n_edges - 1;
    struct fill_in entry = {p->w, f, block, memory_alloc((table->form->n_slots + 1) * sizeof *entry.cells)};
    add_rows(f, table, at, first);
    for (size_t i = 0; i < g->n_cells; i++) {
        const struct grid_cell *c = &g->cells[i];
        struct raster_span place = on_raster(f, at, c->col, c->colspan);
        if (c->role != GRID_DATA) continue;
        entry.cells[c->slot] = (struct raster_place){first + c->row, place.first, place.last};
        if (place.first < label_end) label_end = place.first;
    }
    for (size_t i = 0; i < g->n_cells; i++) {
        const struct grid_cell *c = &g->cells[i];
        struct raster_span place = on_raster(f, at, c->col, c->colspan);
        int row = first + c->row;
        struct look look = look_of(c);
        struct printed printed = {.size = TABLE_SIZE};
        if (c->role == GRID_DATA) printed = printed_of(&table->cells[c->slot], place.pixels);
        look.size = printed.size;
        if (c->role == GRID_DATA && block->entry) look = fill_in_look(&entry, c->slot, look);
        book_merge(f->book, f->sheet->sheet, row, place.first, row + c->rowspan - 1, place.last, look);
        if (c->role == GRID_DATA && block->entry) fill_in_cell(&entry, c->slot, look);
        else if (c->role == GRID_DATA) put_data(p, block, c->slot, row, place.first, look, printed.below);
        else book_put_text(f->book, f->sheet->sheet, row, place.first, c->text, look);
    }
    if (block->entry) fill_in_checks(&entry, label_end);
    free(entry.cells);
    free(at);
    for (size_t i = 0; i < table->n_footnotes; i++) raster_text(f, table->footnotes[i], words("宋体", TABLE_SIZE), false, true);
}

/* ---- lists and charts between tables ---- */

/* One line of a list: heads where `items` is NULL. */
static void put_line(struct printing *p, const struct list *list, const int *at, const struct item *items, struct arena *scratch)
{
    struct raster *f = &p->f;
    int row = raster_row(f, ROW_POINTS, true);
    for (int c = 0; c < list->n_columns; c++) {
        struct raster_span place = on_raster(f, at, c, 1);
        struct look look = items ? item_look(list, c, &items[c]) : book_head();
        look.size = TABLE_SIZE;
        look.wrap = true;
        book_merge(f->book, f->sheet->sheet, row, place.first, row, place.last, look);
        const char *text = items ? item_words(&items[c], true, scratch) : list->columns[c].label ? list->columns[c].label : "";
        if (items) item_put(p->w, f->sheet, row, place.first, &items[c], look);
        else book_put_text(f->book, f->sheet->sheet, row, place.first, text, look);
        double wants = measure_height(text, TABLE_SIZE, place.pixels);
        if (wants > LAY_MOST_POINTS) wants = LAY_MOST_POINTS;
        if (wants > f->rows[row].height) raster_grow(f, row, wants - f->rows[row].height);
    }
}

static void put_list(struct printing *p, const struct list *list)
{
    double *widths = raster_list_widths(list);
    int *at = raster_columns(&p->f, widths, list->n_columns);
    struct list_reader r;
    list_reader_init(&r, list);
    if (list->title) raster_text(&p->f, list->title, words("黑体", 11), false, true);
    if (!list->headless) put_line(p, list, at, NULL, NULL);
    while (list_reader_next(&r) && !p->f.book->fault) put_line(p, list, at, r.items, &r.scratch);
    if (!list->n_rows && list->without) raster_text(&p->f, list->without, words("宋体", TABLE_SIZE), false, true);
    if (list->remark) raster_text(&p->f, list->remark, words("宋体", TABLE_SIZE), false, true);
    list_reader_release(&r);
    free(at);
    free(widths);
}

/* The figures stand beside the print area. */
static void put_chart(struct printing *p, const struct document_block *b)
{
    static const double row_points = 15;
    struct chart_frame at = {(int)p->f.n_rows, p->f.n_edges + 1, p->f.pixels};
    int end = b->kind == BLOCK_BARS    ? chart_put_bars(p->w, p->f.sheet, b->bars, at)
              : b->kind == BLOCK_LINES ? chart_put_lines(p->w, p->f.sheet, b->lines, at)
                                       : chart_put_panels(p->w, p->f.sheet, b->panels, at);
    for (int row = at.row; row < end; row++) raster_row(&p->f, row_points, row > at.row);
}

/* ---- the whole ---- */

/* A title too long for one line is broken at its best place: 机关名称 / 2025年政府信息公开工作年度报告. */
static void put_title(struct raster *f, const struct document_title *title)
{
    struct look look = words("宋体", 20);
    struct text t = {0};
    look.bold = true;
    look.across = LXW_ALIGN_CENTER;
    const char *at = title->best_break;
    double needs = measure_height(title->text, look.size, f->pixels), one_line = measure_height("", look.size, f->pixels);
    if (at && at > title->text && needs > one_line) text_printf(&t, "%.*s\n%s", (int)(at - title->text), title->text, at);
    else text_add(&t, title->text);
    raster_text(f, text_get(&t), look, false, false);
    raster_row(f, GAP_POINTS, true);
    text_release(&t);
}

/* Names by which a workbook that comes back tells headings and the later pieces of long paragraphs from paragraphs: H_1, P_1 … */
static void name_words(struct printing *p, const struct document_block *b, int first)
{
    bool heading = b->kind == BLOCK_HEADING && b->words.level > 1;
    char name[32];
    if (heading) {
        snprintf(name, sizeof name, "H_%d", ++p->w->n_headings);
        item_define(p->w, p->f.sheet, first, 0, name);
    }
    for (int row = first + 1; b->kind == BLOCK_PROSE && row < (int)p->f.n_rows; row++) {
        snprintf(name, sizeof name, "P_%d", ++p->w->n_pieces);
        item_define(p->w, p->f.sheet, row, 0, name);
    }
}

static void put_words(struct printing *p, const struct document_block *b, bool follows_heading)
{
    struct raster *f = &p->f;
    struct look look = words("仿宋", 12);
    look.bold = b->kind == BLOCK_CAUTION;
    if (b->kind == BLOCK_HEADING && b->words.level > 1) {
        look.font = "楷体";
    } else if (b->kind == BLOCK_HEADING) {
        raster_row(f, GAP_POINTS, false);
        look = words("黑体", 14);
        follows_heading = true;
    }
    int first = (int)f->n_rows;
    if (!b->words.text) return;
    raster_text(f, b->words.text, look, true, follows_heading);
    name_words(p, b, first);
}

static void put_block(struct printing *p, const struct document_block *b, bool follows_heading)
{
    switch (b->kind) {
    case BLOCK_TITLE: put_title(&p->f, &b->title); break;
    case BLOCK_HEADING: case BLOCK_PROSE: case BLOCK_CAUTION: put_words(p, b, follows_heading); break;
    case BLOCK_GRID: put_grid(p, &b->grid); break;
    case BLOCK_LIST: put_list(p, b->list); break;
    case BLOCK_FIELD: fill_in_field(p->w, &p->f, b->field); break;
    case BLOCK_BARS: case BLOCK_LINES: case BLOCK_PANELS: put_chart(p, b); break;
    default: break;
    }
}

void print_put(struct drawing *w, struct drawn_sheet *s)
{
    struct printing p = {.w = w};
    bool fields = false;
    raster_init(&p.f, &w->book, s);
    if (w->book.draft) {
        struct look red = book_red();
        red.across = LXW_ALIGN_CENTER;
        raster_text(&p.f, w->book.draft, red, false, false);
    }
    for (size_t i = 0; i < s->n && !w->book.fault; i++) {
        put_block(&p, &s->blocks[i], i && s->blocks[i - 1].kind == BLOCK_HEADING);
        fields = fields || s->blocks[i].kind == BLOCK_FIELD;
    }
    /* Beside the print area, so that it is read before a formula is typed over. */
    if (s->facts->hint) book_put_text(&w->book, s->sheet, 0, p.f.n_edges, s->facts->hint, (struct look){.font = "宋体", .size = 9, .color = 0x808080});
    if (fields) fill_in_protect(w, s);
    worksheet_gridlines(s->sheet, LXW_HIDE_ALL_GRIDLINES);
    raster_finish(&p.f);
}
