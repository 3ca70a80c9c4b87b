#include "render/page/list_table.h"
#include "base/text.h"

struct list_maker { struct arena *arena; const struct list *list; struct report_table *table; struct form_table *form; struct grid *grid; };

static bool is_said(const char *s) { return s && *s; }
/* What names something, or is read as a text, is a label and may be broken; a number or a short word stands in the middle. */
static bool is_label(const struct list_column *c) { return c->heads_row || c->joined || (c->type == ITEM_TEXT && !c->centred); }

/* Cells are added by row, then column. */
static void put_words(struct list_maker *m, enum grid_role role, int row, int col, int rowspan, int colspan, const char *text)
{
    const char *id = arena_printf(m->arena, "%s-%zu", m->form->id, m->grid->n_cells);
    m->grid->cells[m->grid->n_cells++] = (struct grid_cell){row, col, rowspan, colspan, role, text ? text : "", -1, id};
}

/* ---- heads ---- */

static int head_rows(const struct list *list)
{
    bool labelled = false;
    if (list->headless) return 0;
    for (int c = 0; c < list->n_columns && !labelled;) c = list_group_end(list, c, &labelled);
    return labelled ? 2 : 1;
}

static void put_heads(struct list_maker *m, int rows)
{
    const struct list *list = m->list;
    bool labelled;
    for (int c = 0, end; rows && c < list->n_columns; c = end) {
        end = list_group_end(list, c, &labelled);
        put_words(m, GRID_HEAD, 0, c, labelled ? 1 : rows, end - c, list->columns[c].group ? list->columns[c].group : list->columns[c].label);
    }
    for (int c = 0, end; rows > 1 && c < list->n_columns; c = end) {
        end = list_group_end(list, c, &labelled);
        for (int k = c; k < end && labelled; k++) put_words(m, GRID_HEAD, 1, k, 1, 1, list->columns[k].label);
    }
}

/* ---- rows ---- */

/* The cell that the next row may continue; a new cell ends the runs of the columns behind it. */
struct joined_run { const char *text; struct grid_cell *cell; };

static void put_value(struct list_maker *m, int row, int col, const struct item *item, const char *row_label)
{
    size_t slot = m->form->n_slots++;
    m->form->slots[slot].row_label = row_label;
    m->table->cells[slot] = (struct cell){.state = CELL_NUMBER, .text = arena_dup(m->arena, item->text ? item->text : ""),
                                          .note = is_said(item->note) ? arena_dup(m->arena, item->note) : NULL};
    m->grid->cells[m->grid->n_cells++] = (struct grid_cell){row, col, 1, 1, GRID_DATA, NULL, (int)slot, NULL};
}

static void put_label(struct list_maker *m, int row, int col, const struct item *item)
{
    const char *text = item->text ? item->text : "";
    put_words(m, GRID_LABEL, row, col, 1, 1, is_said(item->note) ? arena_printf(m->arena, "%s（%s）", text, item->note) : arena_dup(m->arena, text));
}

static void put_row(struct list_maker *m, int row, const struct item *items, struct joined_run *runs)
{
    const char *label = "";
    for (int c = 0; c < m->list->n_columns; c++) {
        const struct list_column *column = &m->list->columns[c];
        if (column->joined && runs[c].cell && text_same(runs[c].text, items[c].text)) {
            runs[c].cell->rowspan++;
        } else if (is_label(column)) {
            put_label(m, row, c, &items[c]);
            struct grid_cell *cell = &m->grid->cells[m->grid->n_cells - 1];
            label = cell->text;
            runs[c] = (struct joined_run){cell->text, cell};
            for (int k = c + 1; k < m->list->n_columns; k++) runs[k].cell = NULL;
        } else {
            put_value(m, row, c, &items[c], label);
        }
    }
}

/* The shares of the columns; where the list says none, their widths on a sheet. */
static const double *widths_of(struct arena *a, const struct list *list)
{
    double *widths = arena_alloc(a, (size_t)list->n_columns * sizeof *widths), shares = 0;
    for (int c = 0; c < list->n_columns; c++) shares += list->columns[c].share;
    for (int c = 0; c < list->n_columns; c++) {
        widths[c] = shares > 0 ? list->columns[c].share : list->columns[c].pixels;
        if (widths[c] <= 0) widths[c] = 1;
    }
    return widths;
}

static void put_remark(struct list_maker *m)
{
    if (!m->list->remark) return;
    m->table->footnotes = arena_alloc(m->arena, sizeof *m->table->footnotes);
    m->table->footnotes[0] = m->list->remark;
    m->table->n_footnotes = 1;
}

const struct report_table *list_table(struct arena *a, const struct list *list, const char *id)
{
    struct list_maker m = {a, list, arena_alloc(a, sizeof *m.table), arena_alloc(a, sizeof *m.form), NULL};
    int heads = head_rows(list), rows = heads + (int)list->n_rows;
    size_t most = (size_t)rows * (size_t)list->n_columns;
    struct joined_run *runs = arena_alloc(a, (size_t)list->n_columns * sizeof *runs);
    struct list_reader reader;
    m.form->id = id;
    m.form->slots = arena_alloc(a, most * sizeof *m.form->slots);
    m.table->form = m.form;
    m.table->even = true;
    m.table->compact = list->compact;
    m.table->cells = arena_alloc(a, most * sizeof *m.table->cells);
    m.grid = &m.form->grid;
    *m.grid = (struct grid){.n_rows = rows, .n_cols = list->n_columns, .widths = widths_of(a, list)};
    m.grid->rows = arena_alloc(a, (size_t)rows * sizeof *m.grid->rows);
    m.grid->cells = arena_alloc(a, most * sizeof *m.grid->cells);
    for (int r = 0; r < rows; r++) m.grid->rows[r] = (struct grid_row){r < heads, 0, r < heads ? 0 : heads};
    put_heads(&m, heads);
    list_reader_init(&reader, list);
    for (int r = heads; list_reader_next(&reader); r++) put_row(&m, r, reader.items, runs);
    list_reader_release(&reader);
    put_remark(&m);
    return m.table;
}
