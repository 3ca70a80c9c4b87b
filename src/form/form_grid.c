/* The printed grid of a table: every head, label and number with its place and spans.
 *
 * Since spans come from trees, cells can neither overlap nor leave a hole: a group spans its leaves, a leaf spans what
 * is left of the heads or of the label columns, and the corner fills the rest.
 */
#include "form/form_inside.h"
#include <stdlib.h>

struct grid_layout {
    struct form *form;
    struct form_table *table;
    struct grid *grid;
    int slot;                                          /* the next one: slots were made in the order of the grid */
};

static void put(struct grid_layout *l, struct grid_cell cell)
{
    l->grid->cells[l->grid->n_cells++] = cell;
}

static void put_text(struct grid_layout *l, enum grid_role role, const char *text, int row, int col, int rowspan, int colspan)
{
    put(l, (struct grid_cell){.row = row, .col = col, .rowspan = rowspan, .colspan = colspan, .role = role, .text = text, .slot = -1});
}

static void put_heads(struct grid_layout *l, const struct label_node *nodes, size_t n, int row, int rows, int col)
{
    for (size_t i = 0; i < n; i++) {
        bool group = nodes[i].n_children > 0;
        put_text(l, GRID_HEAD, nodes[i].label, row, col, group ? 1 : rows, nodes[i].span);
        if (group) put_heads(l, nodes[i].children, nodes[i].n_children, row + 1, rows - 1, col);
        col += nodes[i].span;
    }
}

static void put_data(struct grid_layout *l, const struct form_block *p, int row)
{
    int col = p->label_columns + (int)p->n_words;
    for (size_t i = 0; i < p->columns.n_leaves; i++) {
        int span = p->columns.leaves[i]->span;
        put(l, (struct grid_cell){.row = row, .col = col, .rowspan = 1, .colspan = span, .role = GRID_DATA, .slot = l->slot++});
        col += span;
    }
}

/* Labels share the label columns from `col` on; a line takes the row to its end. */
static void put_rows(struct grid_layout *l, const struct form_block *p, const struct label_node *nodes, size_t n, int row, int col)
{
    for (size_t i = 0; i < n; i++) {
        const struct label_node *node = &nodes[i];
        bool group = node->n_children > 0, line = !group && !node->id;
        int width = group ? 1 : line ? l->grid->n_cols - col : p->label_columns - col;
        put_text(l, GRID_LABEL, node->label, row, col, node->span, width);
        for (size_t w = 0; w < node->n_words; w++) {
            put_text(l, GRID_LABEL, node->words[w], row, p->label_columns + (int)w, 1, 1);
            l->grid->cells[l->grid->n_cells - 1].word = true;
        }
        if (group) put_rows(l, p, node->children, node->n_children, row, col + 1);
        else if (!line) put_data(l, p, row);
        row += node->span;
    }
}

static int part_data_rows(const struct form_block *p) { return p->rows.n_roots ? p->rows.span : 1; }
static int part_head_rows(const struct form_block *p) { return p->columns.depth + (p->caption != NULL); }

static void put_part(struct grid_layout *l, const struct form_block *p, int first)
{
    int row = first, labels = p->label_columns, left = labels + (int)p->n_words, heads = part_head_rows(p);
    if (p->caption) put_text(l, GRID_CAPTION, p->caption, row++, 0, 1, l->grid->n_cols);
    if (labels) put_text(l, GRID_CORNER, p->corner, row, 0, p->columns.depth, labels);
    for (size_t w = 0; w < p->n_words; w++) put_text(l, GRID_CORNER, p->words[w], row, labels + (int)w, p->columns.depth, 1);
    put_heads(l, p->columns.roots, p->columns.n_roots, row, p->columns.depth, left);
    if (p->rows.n_roots) put_rows(l, p, p->rows.roots, p->rows.n_roots, first + heads, 0);
    else put_data(l, p, first + heads);
    for (int i = 0; i < heads + part_data_rows(p); i++)
        l->grid->rows[first + i] = (struct grid_row){.head = i < heads, .head_first = first, .head_count = i < heads ? 0 : heads};
}

static size_t count_nodes(const struct label_node *nodes, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) count += 1 + nodes[i].n_words + count_nodes(nodes[i].children, nodes[i].n_children);
    return count;
}

static int by_place(const void *a, const void *b)
{
    const struct grid_cell *x = a, *y = b;
    return x->row != y->row ? (x->row < y->row ? -1 : 1) : (x->col > y->col) - (x->col < y->col);
}

void grid_lay_out(struct form *form, struct form_table *table, const struct form_block *parts, size_t n)
{
    struct grid_layout l = {.form = form, .table = table, .grid = &table->grid};
    struct grid *g = l.grid;
    size_t cells = table->n_slots;
    for (size_t i = 0; i < n; i++) {
        const struct form_block *p = &parts[i];
        g->n_rows += part_head_rows(p) + part_data_rows(p);
        cells += 2 + p->n_words + count_nodes(p->columns.roots, p->columns.n_roots) + count_nodes(p->rows.roots, p->rows.n_roots);
    }
    g->rows = arena_alloc(&form->arena, (size_t)g->n_rows * sizeof *g->rows);
    g->cells = arena_alloc(&form->arena, cells * sizeof *g->cells);
    int row = 0;
    for (size_t i = 0; i < n; i++) {
        put_part(&l, &parts[i], row);
        row += part_head_rows(&parts[i]) + part_data_rows(&parts[i]);
    }
    qsort(g->cells, g->n_cells, sizeof *g->cells, by_place);
    int head = 0;
    for (size_t i = 0; i < g->n_cells; i++)
        if (g->cells[i].role != GRID_DATA) g->cells[i].id = arena_printf(&form->arena, "%s-h%d", table->id, ++head);
}
