/* A table on its page or pages, as its layout has it. */
#include "render/page/page_inside.h"
#include <stdlib.h>

static const double THIN = 0.5, THICK = 1;

/* The rows of a cell that stand on this page; count 0: none. */
struct part_rows { int first, count; };

static struct part_rows rows_on(const struct grid_part *part, const struct grid_cell *c)
{
    int first = c->row > part->first ? c->row : part->first, end = c->row + c->rowspan;
    if (end > part->first + part->count) end = part->first + part->count;
    return (struct part_rows){first, end > first ? end - first : 0};
}

static bool is_repeated(const struct grid_part *part, const struct grid_cell *c)
{
    return c->row >= part->head_first && c->row < part->head_first + part->head_count;
}

struct cell_box { double x, y, width, height; };       /* y is the upper edge */

static struct cell_box box_of(const struct laid_table *t, const struct grid_part *part, const struct grid_cell *c, double top)
{
    struct part_rows rows = is_repeated(part, c) ? (struct part_rows){c->row, c->rowspan} : rows_on(part, c);
    double above = grid_sum(t->heights, part->head_first, is_repeated(part, c) ? rows.first - part->head_first : part->head_count);
    if (!is_repeated(part, c)) above += grid_sum(t->heights, part->first, rows.first - part->first);
    return (struct cell_box){AREA_LEFT + grid_sum(t->cells.widths, 0, c->col), top - above,
                             grid_sum(t->cells.widths, c->col, c->colspan), grid_sum(t->heights, rows.first, rows.count)};
}

static const struct grid_cell *form_cell(const struct laid_table *t, size_t i) { return &t->cells.table->form->grid.cells[i]; }

/* Whether the cell stands in a row that is divided between its lines. */
static bool is_in_lines(const struct laid_table *t, size_t i) { return form_cell(t, i)->rowspan == 1 && t->grid->cells[i].rowspan > 1; }

static double draw_lines(struct canvas *c, const struct type *type, const struct paragraph *text, double x, double top)
{
    for (size_t i = 0; i < text->n_lines; i++) {
        const struct paragraph_line *line = &text->lines[i];
        double y = top - type->size * ((CELL_LEADING - 1) / 2 + CELL_RISE);
        canvas_text(c, type->role, type->size, x, y, text->chars + line->first, text->x + line->first, line->n);
        top -= type->size * CELL_LEADING;
    }
    return top;
}

/* In the middle of its box. */
static void draw_text(struct pages *p, const struct laid_table *t, size_t i, const struct cell_text *c, struct cell_box box)
{
    double top = box.y - (box.height - c->height) / 2, shown = paragraph_width(&c->text), said = paragraph_width(&c->note), x = box.x + t->cells.inset;
    bool beside = c->note.n_lines && c->beside;        /* number and note are centred as one */
    double below = draw_lines(p->canvas, &c->type, &c->text, beside ? x - said / 2 : x, top);
    if (beside) {
        double width = table_cells_inner_width(&t->cells, i), lower = (c->type.size - c->note_type.size) * (CELL_RISE + (CELL_LEADING - 1) / 2);
        double note_x = (width - shown - said) / 2 + shown - (width - said) / 2;
        draw_lines(p->canvas, &c->note_type, &c->note, x + note_x, top - lower);
    }
    if (c->note.n_lines && !c->beside) draw_lines(p->canvas, &c->note_type, &c->note, x, below);
}

/* Rules, the repeated heads and the labels with （续）: all of them are artifacts, since the structure tree has each cell once. */
static void draw_frame(struct pages *p, const struct laid_table *t, const struct grid_part *part, double top)
{
    canvas_begin(p->canvas, NULL);
    for (size_t i = 0; i < t->grid->n_cells; i++) {
        const struct grid_cell *c = &t->grid->cells[i];
        if (!is_repeated(part, c) && !rows_on(part, c).count) continue;
        struct cell_box b = box_of(t, part, c, top);
        canvas_rule(p->canvas, b.x, b.y, b.x + b.width, b.y, THIN);
        canvas_rule(p->canvas, b.x, b.y, b.x, b.y - b.height, THIN);
        if (is_repeated(part, c)) {
            draw_text(p, t, i, &t->cells.cells[i], b);
        } else if (c->row < part->first && !is_in_lines(t, i)) {
            struct cell_text text = table_cells_continued(&p->setter, &t->cells, i, b.height);
            draw_text(p, t, i, &text, b);
        }
    }
    canvas_frame(p->canvas, AREA_LEFT, top - part->height, AREA_WIDTH, part->height, THICK);
    canvas_end(p->canvas);
}

/* Whether the head or label is one of the data cell's. */
static bool is_head_of(const struct grid *grid, const struct grid_cell *c, const struct grid_cell *data)
{
    const struct grid_row *row = &grid->rows[data->row];
    bool above = (c->role == GRID_HEAD || c->role == GRID_CAPTION) && c->row >= row->head_first &&
                 c->row < row->head_first + row->head_count && c->col <= data->col && data->col < c->col + c->colspan;
    bool beside = c->role == GRID_LABEL && c->row <= data->row && data->row < c->row + c->rowspan;
    return (above || beside) && c->id && c->text && *c->text;
}

/* The ids of the heads over a data cell and of the labels beside it; malloc()ed. */
static const char **heads_of(const struct grid *grid, const struct grid_cell *data, size_t *n)
{
    const char **ids = NULL;
    size_t cap = 0;
    for (size_t i = 0; i < grid->n_cells && grid->cells[i].row <= data->row; i++) {
        if (!is_head_of(grid, &grid->cells[i], data)) continue;
        ids = memory_grow(ids, *n, &cap, sizeof *ids);
        ids[(*n)++] = grid->cells[i].id;
    }
    return ids;
}

static struct tag *cell_tag(struct pages *p, const struct laid_table *t, struct tag *row, size_t i)
{
    const struct grid_cell *c = form_cell(t, i);
    bool head = c->role != GRID_DATA && c->text && *c->text;
    size_t n_heads = 0;
    const char **heads = c->role == GRID_DATA ? heads_of(&t->cells.table->form->grid, c, &n_heads) : NULL;
    struct tag *tag = canvas_element(p->canvas, row, head ? "TH" : "TD");
    canvas_cell(p->canvas, tag, c->rowspan, c->colspan, !head ? NULL : c->role == GRID_LABEL ? "Row" : "Column", heads, n_heads);
    if (head && c->id) canvas_id(p->canvas, tag, c->id);
    free(heads);
    return tag;
}

/* The lines of the cell that stand in its rows on this page, from above. */
static struct cell_text lines_here(const struct laid_table *t, const struct grid_part *part, size_t i, struct cell_box *b)
{
    const struct grid_cell *c = &t->grid->cells[i];
    struct part_rows rows = rows_on(part, c);
    struct cell_text text = table_cells_lines(&t->cells.cells[i], (size_t)(rows.first - c->row), (size_t)rows.count);
    if (rows.first == c->row) b->y -= t->padding;
    b->height = text.height;
    return text;
}

/* A label whose rows go on over the page is set in the room that it has here. */
static void draw_cell(struct pages *p, const struct laid_table *t, const struct grid_part *part, size_t i, struct tag *tag, double top)
{
    const struct grid_cell *c = &t->grid->cells[i];
    struct cell_box b = box_of(t, part, c, top);
    struct cell_text text = t->cells.cells[i];
    if (is_in_lines(t, i)) text = lines_here(t, part, i, &b);
    else if (rows_on(part, c).count < c->rowspan) text = table_cells_shrunk(&p->setter, &t->cells, i, b.height);
    if (!text.text.n_lines && !text.note.n_lines) return;
    canvas_begin(p->canvas, tag);
    draw_text(p, t, i, &text, b);
    canvas_end(p->canvas);
}

/* tags: of the table and of its cells, as far as they were begun; one that goes on over pages has one tag. */
struct table_tags { struct tag *table, **cells; };

static void draw_part(struct pages *p, const struct laid_table *t, const struct grid_part *part, const struct table_tags *tags)
{
    double top = pages_y(p);
    struct tag *row = NULL;
    size_t i = 0;
    draw_frame(p, t, part, top);
    for (; i < t->grid->n_cells && t->grid->cells[i].row < part->first; i++)
        if (is_in_lines(t, i) && rows_on(part, &t->grid->cells[i]).count) draw_cell(p, t, part, i, tags->cells[i], top);
    for (int r = part->first; r < part->first + part->count; r++) {
        if (!t->goes_on || !t->goes_on[r]) row = canvas_element(p->canvas, tags->table, "TR");
        for (; i < t->grid->n_cells && t->grid->cells[i].row == r; i++) {
            tags->cells[i] = cell_tag(p, t, row, i);
            draw_cell(p, t, part, i, tags->cells[i], top);
        }
    }
    p->used += part->height;
}

static void draw_footnotes(struct pages *p, const struct laid_table *t)
{
    p->used += TABLE_GAP;
    for (size_t i = 0; i < t->cells.table->n_footnotes; i++)
        pages_paragraph(p, pages_tag(p, "P"), &t->footnote_type, &t->footnotes[i], FOOTNOTE_PITCH);
}

void pages_table(struct pages *p, const struct laid_table *t)
{
    const struct table_tags tags = {pages_tag(p, "Table"), arena_alloc(p->setter.arena, t->grid->n_cells * sizeof *tags.cells)};
    struct grid_part *parts;
    p->used += TABLE_GAP;
    size_t n = grid_split(t->grid, t->heights, pages_room(p), AREA_HEIGHT - TABLE_GAP, p->setter.arena, &parts);
    for (size_t i = 0; i < n; i++) {
        if (i) {
            pages_new(p);
            p->used += TABLE_GAP;
        }
        if (parts[i].count) draw_part(p, t, &parts[i], &tags);
    }
    draw_footnotes(p, t);
}
