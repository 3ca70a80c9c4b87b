#include "render/pdf/table.h"
#include "render/pdf/grid_layout.h"
#include "render/pdf/table_cells.h"

/* Type and padding from comfortable to tight. In the pleasant ones a table may share its page with what comes before;
 * one that is divided has no need to be tight. */
struct grade { double size, padding; };
static const struct grade narrow[] = {{12, 6}, {12, 5}, {12, 4}, {11, 4}, {10.5, 4}, {10.5, 3}};
static const struct grade wide[] = {{10.5, 5}, {10.5, 4}, {10.5, 3}, {10, 3}, {10, 2.5}, {9.5, 2.5},
                                    {9, 2.5}, {9, 2}, {8.5, 2}, {8, 1.5}, {7.5, 1}};
enum { N_NARROW = sizeof narrow / sizeof *narrow, N_WIDE = sizeof wide / sizeof *wide };
enum { NARROW_COLUMNS = 6, PLEASANT_WIDE = 8, DIVIDED_WIDE = 6 };

static const double THIN = 0.5, THICK = 1, GAP = 4, NOTE_SIZE = 10.5, NOTE_PITCH = 15;

struct table {
    struct table_cells cells;
    const struct grid *grid;
    struct grade grade;
    double *heights;                                   /* of the rows */
    struct paragraph *footnotes;
    struct type footnote_type;
    double footnotes_height;
    bool wants_page;
};

static bool is_narrow(const struct table *t) { return t->grid->n_cols <= NARROW_COLUMNS; }

static void lay_footnotes(struct flow *f, struct table *t)
{
    const struct report_table *report = t->cells.report;
    t->footnote_type = (struct type){f->fonts, FONT_SONG, NOTE_SIZE, NOTE_SIZE};
    t->footnotes = arena_alloc(f->arena, report->n_footnotes * sizeof *t->footnotes);
    for (size_t i = 0; i < report->n_footnotes; i++) {
        fonts_at(f->fonts, arena_printf(f->arena, "“%s”表下第%zu条注", t->cells.section, i + 1));
        t->footnotes[i] = flow_lay(f, &t->footnote_type, report->footnotes[i], PARAGRAPH_JUSTIFIED, FLOW_WIDTH, 0);
        t->footnotes_height += (double)t->footnotes[i].n_lines * NOTE_PITCH;
    }
    if (report->n_footnotes) t->footnotes_height += GAP;
}

/* Measures the table in this grade; returns its height with everything below it. */
static double lay(struct flow *f, struct table *t, const struct grade *grade)
{
    double *needs = arena_alloc(f->arena, t->grid->n_cells * sizeof *needs);
    t->grade = *grade;
    if (t->cells.size != grade->size) table_cells_lay(f, &t->cells, grade->size);
    for (size_t i = 0; i < t->grid->n_cells; i++) {
        const struct cell_text *c = &t->cells.cells[i];
        double line = t->grid->cells[i].rowspan == 1 ? grade->size * 1.25 : 0;    /* which an empty row keeps */
        needs[i] = (c->height > line ? c->height : line) + 2 * grade->padding;
    }
    grid_heights(t->grid, needs, t->heights);
    return grid_sum(t->heights, 0, t->grid->n_rows) + 2 * GAP + t->footnotes_height;
}

static bool lay_to_fit(struct flow *f, struct table *t, const struct grade *grades, size_t n, double room)
{
    for (size_t i = 0; i < n; i++)
        if (lay(f, t, &grades[i]) <= room) return true;
    return false;
}

struct table *table_prepare(struct flow *f, const struct report_table *report, const char *section, double lead)
{
    struct table *t = arena_alloc(f->arena, sizeof *t);
    t->cells.report = report;
    t->cells.section = section;
    t->grid = &report->form->grid;
    t->heights = arena_alloc(f->arena, (size_t)t->grid->n_rows * sizeof *t->heights);
    lay_footnotes(f, t);
    const struct grade *grades = is_narrow(t) ? narrow : wide;
    size_t n = is_narrow(t) ? N_NARROW : N_WIDE, pleasant = is_narrow(t) ? N_NARROW : PLEASANT_WIDE;
    if (lay_to_fit(f, t, grades, pleasant, flow_room(f) - lead)) return t;
    t->wants_page = f->used > 0;
    if (lay_to_fit(f, t, grades, n, FLOW_HEIGHT - lead)) return t;
    lay(f, t, &grades[is_narrow(t) ? 0 : DIVIDED_WIDE]);
    t->wants_page = f->used > 0 && flow_room(f) < FLOW_HEIGHT / 3;
    return t;
}

bool table_wants_page(const struct table *t) { return t->wants_page; }

/* ---- drawing ---- */

/* The rows of a cell that stand on this page; count 0: none. */
struct stretch { int first, count; };

static struct stretch shown_rows(const struct grid_part *p, const struct grid_cell *c)
{
    int first = c->row > p->first ? c->row : p->first, end = c->row + c->rowspan;
    if (end > p->first + p->count) end = p->first + p->count;
    return (struct stretch){first, end > first ? end - first : 0};
}

static bool is_repeated(const struct grid_part *p, const struct grid_cell *c)
{
    return c->row >= p->head_first && c->row < p->head_first + p->head_count;
}

struct box { double x, y, width, height; };            /* y is the upper edge */

static struct box box_of(const struct table *t, const struct grid_part *p, const struct grid_cell *c, double top)
{
    struct stretch rows = is_repeated(p, c) ? (struct stretch){c->row, c->rowspan} : shown_rows(p, c);
    double above = grid_sum(t->heights, p->head_first, is_repeated(p, c) ? rows.first - p->head_first : p->head_count);
    if (!is_repeated(p, c)) above += grid_sum(t->heights, p->first, rows.first - p->first);
    return (struct box){FLOW_LEFT + grid_sum(t->cells.widths, 0, c->col), top - above,
                        grid_sum(t->cells.widths, c->col, c->colspan), grid_sum(t->heights, rows.first, rows.count)};
}

/* Rules, the repeated heads and the （续） labels: all of them artifacts. */
static void draw_frame(struct flow *f, const struct table *t, const struct grid_part *p, double top)
{
    canvas_begin(f->canvas, NULL);
    for (size_t i = 0; i < t->grid->n_cells; i++) {
        const struct grid_cell *c = &t->grid->cells[i];
        if (!is_repeated(p, c) && !shown_rows(p, c).count) continue;
        struct box b = box_of(t, p, c, top);
        canvas_rule(f->canvas, b.x, b.y, b.x + b.width, b.y, THIN);
        canvas_rule(f->canvas, b.x, b.y, b.x, b.y - b.height, THIN);
        if (is_repeated(p, c)) {
            table_cells_draw(f, &t->cells, i, &t->cells.cells[i], b.x, b.y, b.height);
        } else if (c->row < p->first) {
            struct cell_text text = table_cells_continued(f, &t->cells, i, b.height);
            table_cells_draw(f, &t->cells, i, &text, b.x, b.y, b.height);
        }
    }
    canvas_frame(f->canvas, FLOW_LEFT, top - p->height, FLOW_WIDTH, p->height, THICK);
    canvas_end(f->canvas);
}

/* The ids of the heads over a data cell and of the labels beside it. */
static size_t heads_of(struct flow *f, const struct table *t, const struct grid_cell *data, const char ***ids)
{
    const struct grid_row *row = &t->grid->rows[data->row];
    size_t n = 0;
    *ids = arena_alloc(f->arena, t->grid->n_cells * sizeof **ids);
    for (size_t i = 0; i < t->grid->n_cells; i++) {
        const struct grid_cell *c = &t->grid->cells[i];
        bool above = (c->role == GRID_HEAD || c->role == GRID_CAPTION) && c->row >= row->head_first &&
                     c->row < row->head_first + row->head_count && c->col <= data->col && data->col < c->col + c->colspan;
        bool beside = c->role == GRID_LABEL && c->row <= data->row && data->row < c->row + c->rowspan;
        if ((above || beside) && c->id && c->text && *c->text) (*ids)[n++] = c->id;
    }
    return n;
}

static struct tag *cell_tag(struct flow *f, const struct table *t, struct tag *row, const struct grid_cell *c)
{
    struct tags *tags = f->canvas->tags;
    bool head = c->role != GRID_DATA && c->text && *c->text;
    const char **heads = NULL;
    size_t n_heads = c->role == GRID_DATA ? heads_of(f, t, c, &heads) : 0;
    struct tag *tag = tag_new(tags, row, head ? "TH" : "TD");
    tag_cell(tags, tag, c->rowspan, c->colspan, !head ? NULL : c->role == GRID_LABEL ? "Row" : "Column", heads, n_heads);
    if (head && c->id) tag_id(tags, tag, c->id);
    return tag;
}

/* A label that goes on over the page stands in what room it has here. */
static void draw_cell(struct flow *f, const struct table *t, const struct grid_part *p, size_t i, struct tag *row, double top)
{
    const struct grid_cell *c = &t->grid->cells[i];
    struct box b = box_of(t, p, c, top);
    struct cell_text text = t->cells.cells[i];
    struct tag *tag = cell_tag(f, t, row, c);
    if (shown_rows(p, c).count < c->rowspan) text = table_cells_shrunk(f, &t->cells, i, b.height);
    if (!text.text.n_lines) return;
    canvas_begin(f->canvas, tag);
    table_cells_draw(f, &t->cells, i, &text, b.x, b.y, b.height);
    canvas_end(f->canvas);
}

static void draw_part(struct flow *f, const struct table *t, const struct grid_part *p, struct tag *table)
{
    double top = flow_y(f);
    size_t i = 0;
    draw_frame(f, t, p, top);
    while (i < t->grid->n_cells && t->grid->cells[i].row < p->first) i++;
    for (int r = p->first; r < p->first + p->count; r++) {
        struct tag *row = tag_new(f->canvas->tags, table, "TR");
        for (; i < t->grid->n_cells && t->grid->cells[i].row == r; i++) draw_cell(f, t, p, i, row, top);
    }
    f->used += p->height;
}

static void draw_footnotes(struct flow *f, const struct table *t)
{
    f->used += GAP;
    for (size_t i = 0; i < t->cells.report->n_footnotes; i++) {
        struct tag *tag = tag_new(f->canvas->tags, f->document, "P");
        flow_paragraph(f, tag, &t->footnote_type, &t->footnotes[i], NOTE_PITCH);
    }
}

void table_draw(struct flow *f, struct table *t)
{
    struct tag *tag = tag_new(f->canvas->tags, f->document, "Table");
    struct grid_part *parts;
    f->used += GAP;
    size_t n = grid_split(t->grid, t->heights, flow_room(f), FLOW_HEIGHT - GAP, f->arena, &parts);
    for (size_t i = 0; i < n; i++) {
        if (i) {
            flow_new_page(f);
            f->used += GAP;
        }
        if (parts[i].count) draw_part(f, t, &parts[i], tag);
    }
    draw_footnotes(f, t);
}
