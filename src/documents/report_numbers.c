/* The truth of a report's workbook: one list a table, ids above and beside. All other sheets refer to its cells, so that a number
 * changed here changes everywhere. */
#include "documents/report_inside.h"
#include "form/cell_names.h"
#include <string.h>

static int id_index(const char **ids, int *n, const char *id)
{
    for (int i = 0; i < *n; i++)
        if (!strcmp(ids[i], id)) return i;
    ids[*n] = id;
    return (*n)++;
}

struct place number_place(const struct number_list *n, int slot) { return (struct place){n->list, (size_t)n->row[slot], n->col[slot] + 1}; }

struct item number_item(const struct cell *cell) { return item_decimal(cell->state == CELL_NUMBER ? &cell->number : NULL, cell->text); }

/* The first slot of a row or column names it for people: labels of rows stand behind the numbers and a blank column. */
static const char *row_label(const struct number_list *n, int row)
{
    for (size_t i = 0; i < n->table->form->n_slots; i++)
        if (n->row[i] == row) return n->table->form->slots[i].row_label;
    return "";
}

static const char *col_label(const struct number_list *n, int col)
{
    for (size_t i = 0; i < n->table->form->n_slots; i++)
        if (n->col[i] == col) return n->table->form->slots[i].col_label;
    return "";
}

static void fill(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct number_list *n = list->context;
    (void)scratch;
    items[0] = item_text(n->rows[row]);
    items[0].tone = TONE_ID;
    items[n->n_cols + 2] = item_text(row_label(n, (int)row));
    for (int c = 0; c < n->n_cols; c++) {
        int slot = n->slots[(int)row * n->n_cols + c];
        if (slot < 0) continue;
        items[c + 1] = number_item(&n->table->cells[slot]);
        items[c + 1].name = n->names[slot];
        if (n->sums[slot].n) items[c + 1].live = &n->sums[slot];
    }
}

static const struct live *sums_of(struct arena *a, const struct number_list *n)
{
    struct live *all = arena_alloc(a, n->table->form->n_slots * sizeof *all);
    for (size_t i = 0; i < n->table->form->n_slots; i++) {
        const struct form_slot *slot = &n->table->form->slots[i];
        struct place *of = arena_alloc(a, (slot->n_terms + 1) * sizeof *of);
        for (size_t k = 0; k < slot->n_terms; k++) of[k] = number_place(n, slot->terms[k]);
        all[i] = (struct live){.kind = LIVE_SUM, .of = of, .n = slot->n_terms};
    }
    return all;
}

static void init(struct number_list *n, struct arena *a, const struct report_table *table, const char *const *names)
{
    enum { ID_PIXELS = 190, COLUMN_PIXELS = 110, BLANK_PIXELS = 64, LABEL_PIXELS = 420 };
    size_t n_slots = table->form->n_slots;
    n->table = table;
    n->names = names;
    n->rows = arena_alloc(a, n_slots * sizeof *n->rows);
    n->cols = arena_alloc(a, n_slots * sizeof *n->cols);
    n->row = arena_alloc(a, n_slots * sizeof *n->row);
    n->col = arena_alloc(a, n_slots * sizeof *n->col);
    for (size_t i = 0; i < n_slots; i++) {
        n->row[i] = id_index(n->rows, &n->n_rows, table->form->slots[i].row);
        n->col[i] = id_index(n->cols, &n->n_cols, table->form->slots[i].col);
    }
    int *slots = arena_alloc(a, ((size_t)n->n_rows * (size_t)n->n_cols + 1) * sizeof *slots);
    for (int i = 0; i < n->n_rows * n->n_cols; i++) slots[i] = -1;
    for (size_t i = 0; i < n_slots; i++) slots[n->row[i] * n->n_cols + n->col[i]] = (int)i;
    n->slots = slots;
    struct list_column *columns = arena_alloc(a, (size_t)(n->n_cols + 3) * sizeof *columns);
    columns[0] = (struct list_column){"row", NULL, ITEM_TEXT, .pixels = ID_PIXELS, .heads_row = true};
    for (int c = 0; c < n->n_cols; c++) columns[c + 1] = (struct list_column){n->cols[c], col_label(n, c), ITEM_DECIMAL, .pixels = COLUMN_PIXELS};
    columns[n->n_cols + 1] = (struct list_column){.id = "", .pixels = BLANK_PIXELS};
    columns[n->n_cols + 2] = (struct list_column){.id = "", .pixels = LABEL_PIXELS};
    n->list = arena_alloc(a, sizeof *n->list);
    *n->list = (struct list){.id = table->form->id, .columns = columns, .n_columns = n->n_cols + 3, .n_rows = (size_t)n->n_rows, .fill = fill,
                             .context = n, .of_ids = true, .frozen = 1};
    n->sums = sums_of(a, n);
}

struct number_list *report_numbers(struct document *d, const struct report *r)
{
    struct number_list *all = arena_alloc(&d->arena, (r->form->n_tables + 1) * sizeof *all);
    const char *const *names = cell_names(&d->arena, r->form);
    for (size_t i = 0; i < r->form->n_tables; i++) {
        init(&all[i], &d->arena, &r->tables[i], names);
        names += r->tables[i].form->n_slots;
    }
    return all;
}

void report_add_list(struct document *d, struct list *list) { document_add(d, BLOCK_LIST)->list = list; }
