/* The first sheet: the whole report as it is printed, its numbers referring to the machine sheets. */
#include "base/text.h"
#include "render/xlsx_flow.h"
#include "render/xlsx_measure.h"
#include <string.h>

enum { TABLE_FONT = 9, ROW_POINTS = 18 };

static struct look prose(const char *font, double size)
{
    return (struct look){.font = font, .size = size, .wrap = true};
}

static struct look look_of(const struct grid_cell *c)
{
    struct look l = {.font = "宋体", .size = TABLE_FONT, .border = true, .wrap = true, .across = LXW_ALIGN_CENTER,
                     .down = LXW_ALIGN_VERTICAL_CENTER};
    if (c->role == GRID_CAPTION || c->role == GRID_HEAD) l.font = "黑体";
    if (c->role == GRID_LABEL && c->rowspan == 1) l.across = LXW_ALIGN_LEFT;
    return l;
}

/* =IF('t'!$B$2="","",'t'!$B$2): a plain reference would show an empty cell as 0. A note stands behind in brackets, and
 * then the whole is a text. */
static void put_data(struct xlsx_flow *f, const struct place_table *p, int slot, int row, int col, struct look look)
{
    const struct cell *cell = &p->table->cells[slot];
    struct text reference = {0}, formula = {0};
    const char *number = book_number_format(f->book, cell->number.scale);
    place_add_reference(&reference, p, slot);
    const char *at = text_get(&reference);
    if (!cell->note) {
        text_printf(&formula, "=IF(%s=\"\",\"\",%s)", at, at);
        look.number = number;
        if (book_holds(cell->text)) book_put_formula(f->book, f->sheet, row, col, text_get(&formula), cell->text, look);
        else book_put_text_formula(f->book, f->sheet, row, col, text_get(&formula), cell->text, look);
    } else {
        if (book_holds(cell->text)) text_printf(&formula, "=IF(%s=\"\",\"\",TEXT(%s,\"%s\"))", at, at, number);
        else text_printf(&formula, "=%s", at);
        text_printf(&formula, "&\"（\"&'" XLSX_SHEET_NOTES "'!$E$%d&\"）\"", p->note[slot] + 1);
        text_clear(&reference);
        text_printf(&reference, "%s（%s）", cell->text, cell->note);
        book_put_text_formula(f->book, f->sheet, row, col, text_get(&formula), text_get(&reference), look);
    }
    text_release(&reference);
    text_release(&formula);
}

static double needed(const struct place_table *p, const struct grid_cell *c, int pixels)
{
    if (c->role != GRID_DATA) return measure_height(c->text ? c->text : "", TABLE_FONT, pixels);
    const struct cell *cell = &p->table->cells[c->slot];
    struct text t = {0};
    text_printf(&t, cell->note ? "%s（%s）" : "%s", cell->text, cell->note);
    double height = measure_height(text_get(&t), TABLE_FONT, pixels);
    text_release(&t);
    return height;
}

struct raster_cell { int first, last, pixels; };

/* at[i] is the raster column where column i of the grid begins. */
static struct raster_cell on_raster(const struct xlsx_flow *f, const int *at, const struct grid_cell *c)
{
    int first = at[c->col], last = at[c->col + c->colspan] - 1;
    return (struct raster_cell){first, last < first ? first : last, f->edges[at[c->col + c->colspan]] - f->edges[first]};
}

/* Rows as high as their own cells need; what a cell over several rows lacks is added to its last row. */
static void add_rows(struct xlsx_flow *f, const struct place_table *p, const int *at, int first)
{
    const struct grid *g = &p->table->form->grid;
    for (int r = 0; r < g->n_rows; r++) xlsx_flow_row(f, ROW_POINTS, true);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < g->n_cells; i++) {
            const struct grid_cell *c = &g->cells[i];
            if ((c->rowspan > 1) != (pass == 1)) continue;
            double has = 0, wants = needed(p, c, on_raster(f, at, c).pixels);
            for (int r = c->row; r < c->row + c->rowspan; r++) has += f->rows[first + r].height;
            if (wants > has) xlsx_flow_grow(f, first + c->row + c->rowspan - 1, wants - has);
        }
    }
}

static void put_table(struct xlsx_flow *f, const struct place_table *p)
{
    const struct grid *g = &p->table->form->grid;
    int first = (int)f->n_rows, *at = memory_alloc(((size_t)g->n_cols + 1) * sizeof *at);
    double sum = 0, x = 0;
    for (int c = 0; c < g->n_cols; c++) sum += g->widths[c];
    for (int c = 0; c < g->n_cols; c++) {
        x += g->widths[c];
        at[c + 1] = xlsx_flow_column_at(f, (int)(x / sum * FLOW_PIXELS + 0.5));
    }
    add_rows(f, p, at, first);
    for (size_t i = 0; i < g->n_cells; i++) {
        const struct grid_cell *c = &g->cells[i];
        struct raster_cell place = on_raster(f, at, c);
        int row = first + c->row;
        book_merge(f->book, f->sheet, row, place.first, row + c->rowspan - 1, place.last, look_of(c));
        if (c->role == GRID_DATA) put_data(f, p, c->slot, row, place.first, look_of(c));
        else book_put_text(f->book, f->sheet, row, place.first, c->text, look_of(c));
    }
    free(at);
    for (size_t i = 0; i < p->table->n_footnotes; i++)
        xlsx_flow_text(f, p->table->footnotes[i], prose("宋体", TABLE_FONT), false, true);
}

static void put_section(struct xlsx_flow *f, const struct places *p, const struct report_section *s)
{
    xlsx_flow_row(f, 10, false);
    xlsx_flow_text(f, s->form->heading, prose("黑体", 14), true, true);
    if (s->table) {
        put_table(f, places_table(p, s->table->form));
    } else if (s->missing) {
        xlsx_flow_text(f, "【待填写】", prose("仿宋", 12), true, true);
    } else {
        for (size_t i = 0; i < s->n_blocks; i++) {
            bool follows_heading = !i || s->blocks[i - 1].heading;
            xlsx_flow_text(f, s->blocks[i].text, prose(s->blocks[i].heading ? "楷体" : "仿宋", 12), true, follows_heading);
        }
    }
}

/* A title too long for one line is broken before its year: 机关名称 / 2025年政府信息公开工作年度报告. */
static void put_title(struct xlsx_flow *f, const struct report *r)
{
    struct look look = prose("宋体", 20);
    struct text t = {0};
    char year[16];
    look.bold = true;
    look.across = LXW_ALIGN_CENTER;
    snprintf(year, sizeof year, "%d年", r->year);
    const char *at = strstr(r->title, year);
    double needs = measure_height(r->title, look.size, FLOW_PIXELS), one_line = measure_height("", look.size, FLOW_PIXELS);
    bool broken = at && at > r->title && needs > one_line;
    if (broken) text_printf(&t, "%.*s\n%s", (int)(at - r->title), r->title, at);
    else text_add(&t, r->title);
    xlsx_flow_text(f, text_get(&t), look, false, false);
    text_release(&t);
}

void xlsx_print_sheet(struct book *b, const struct places *p)
{
    const struct report *r = p->report;
    lxw_worksheet *s = book_sheet(b, XLSX_SHEET_PRINT, false);
    if (!s) return;
    struct look hint = {.font = "宋体", .size = 9, .color = 0x808080};
    struct xlsx_flow f;
    xlsx_flow_init(&f, b, s, r);
    if (b->draft) {
        struct look red = book_red();
        red.across = LXW_ALIGN_CENTER;
        xlsx_flow_text(&f, b->draft, red, false, false);
    }
    put_title(&f, r);
    xlsx_flow_row(&f, 10, true);
    if (r->preamble) xlsx_flow_text(&f, r->preamble, prose("仿宋", 12), true, false);
    for (size_t i = 0; i < r->form->n_sections; i++) put_section(&f, p, &r->sections[i]);
    /* Beside the print area, so that nobody types over a formula: the numbers live elsewhere. */
    book_put_text(b, s, 0, f.n_edges, "本表的数取自后面各表，要改请到那里改；改后本表、校验同时更新", hint);
    worksheet_gridlines(s, LXW_HIDE_ALL_GRIDLINES);
    xlsx_flow_finish(&f);
}
