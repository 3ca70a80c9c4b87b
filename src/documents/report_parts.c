#include "documents/report_inside.h"

enum { ADDRESS, ROW, COL, SUM, REPORT, REST, PARTS, HEAD_POINTS = 60, PART_PIXELS = 84 };
static const struct list_column fixed[PARTS] = {
    [ADDRESS] = {"cell", "单元格", ITEM_TEXT, .pixels = 190, .hidden = true},
    [ROW] = {"row", "行", ITEM_TEXT, .pixels = 260},
    [COL] = {"column", "列", ITEM_TEXT, .pixels = 110},
    [SUM] = {"sum", "各机关合计", ITEM_DECIMAL, .pixels = 90},
    [REPORT] = {"report", "年报表中的数", ITEM_DECIMAL, .pixels = 90},
    [REST] = {"rest", "相差", ITEM_DECIMAL, .pixels = 60},
};
/* The row of the matrix → table and slot. */
struct matrix_row { const struct number_list *numbers; size_t table, slot; };
struct matrix_rows { const struct rollup *all; struct matrix_row *rows; };

/* The sum is live over the agencies' numbers, the report's number refers to its own sheet: their difference shows 0 until one of
 * them is changed. */
static void fill(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct matrix_rows *p = list->context;
    const struct matrix_row *at = &p->rows[row];
    const struct form_slot *slot = &at->numbers->table->form->slots[at->slot];
    const struct cell *cell = &at->numbers->table->cells[at->slot];
    const struct decimal none = {0, cell->number.scale}, *value = cell->state == CELL_NUMBER ? &cell->number : &none, zero = {0, 0};
    const struct place own = number_place(at->numbers, (int)at->slot), sides[] = {{list, row, SUM}, {list, row, REPORT}};
    struct place *parts = arena_alloc(scratch, (p->all->n_parts + 1) * sizeof *parts);
    items[ADDRESS] = item_text(slot->address);
    items[ADDRESS].tone = TONE_ID;
    items[ROW] = item_text(slot->row_label);
    items[COL] = item_text(slot->col_label);
    for (size_t i = 0; i < p->all->n_parts; i++) {
        items[PARTS + i] = item_number(scratch, rollup_number(p->all, i, at->table, at->slot));
        parts[i] = (struct place){list, row, PARTS + (int)i};
    }
    items[SUM] = items[REPORT] = item_number(scratch, value);
    items[REST] = item_number(scratch, &zero);
    items[SUM].live = live_from(scratch, LIVE_SUM, parts, p->all->n_parts);
    items[REPORT].live = live_from(scratch, LIVE_SUM, &own, 1);
    items[REST].live = live_from(scratch, LIVE_DIFFERENCE, sides, 2);
}

static void add_matrix(struct document *d, const struct report *r, const struct number_list *numbers)
{
    const struct rollup *all = r->rollup;
    struct list_column *columns = arena_alloc(&d->arena, (PARTS + all->n_parts) * sizeof *columns);
    struct matrix_rows *p = arena_alloc(&d->arena, sizeof *p);
    size_t n = 0;
    for (int i = 0; i < PARTS; i++) columns[i] = fixed[i];
    for (size_t i = 0; i < all->n_parts; i++)
        columns[PARTS + i] = (struct list_column){all->parts[i]->code ? all->parts[i]->code : all->parts[i]->name, filing_shown(all->parts[i]), ITEM_DECIMAL, .pixels = PART_PIXELS};
    *p = (struct matrix_rows){all, arena_alloc(&d->arena, (all->n_slots + 1) * sizeof *p->rows)};
    for (size_t t = 0; t < r->form->n_tables; t++)
        for (size_t s = 0; s < r->tables[t].form->n_slots; s++) p->rows[n++] = (struct matrix_row){&numbers[t], t, s};
    struct list *list = document_list(d, "parts", columns, PARTS + (int)all->n_parts);
    list->n_rows = n;
    list->fill = fill;
    list->context = p;
    list->frozen = SUM + 1;
    list->across = true;
    list->head_points = HEAD_POINTS;
}

/* ---- notes ---- */

/* The first column is for machines and not shown, as in the matrix. */
static const struct list_column of_note[] = {{.id = "cell", .label = "单元格"}, {.id = "agency", .label = "机关"}, {.id = "note", .label = "附注"}};

static void fill_note(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct report *r = list->context;
    const struct rollup_note *n = &r->rollup->notes[row];
    const struct form_table *table;
    int slot;
    const char *name = form_address(r->form, n->address, &table, &slot) ? table->slots[slot].name : NULL;
    items[0] = item_text(n->address);
    items[0].tone = TONE_ID;
    items[1] = item_text(arena_printf(scratch, "%s：%s", filing_shown(n->filing), name ? name : n->address));
    items[2] = item_text(n->text);
}

/* ---- what the sum lacks ---- */

static const struct list_column of_lacking[] = {{.id = "state", .label = "状态"}, {.id = "agency", .label = "机关"}, {.id = "unread", .label = "没有读成的文件"}};

static void fill_lacking(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct filing *f = ((const struct filing *const *)list->context)[row];
    items[0] = item_text(filing_state_name(f->state));
    items[0].tone = TONE_ID;
    items[1] = item_text(arena_printf(scratch, "%s（%s）", filing_shown(f), filing_state_name(f->state)));
    items[2] = item_text(f->unread ? arena_printf(scratch, "%s：%s", f->unread, f->why) : NULL);
}

static void add_headless(struct document *d, const char *id, const char *heading, const struct list_column *columns, int n_columns, size_t n,
                         void (*fill_row)(const struct list *, size_t, struct item *, struct arena *), const void *context)
{
    if (!n) return;
    document_heading(d, 2, heading);
    struct list *list = document_list(d, id, columns, n_columns);
    list->n_rows = n;
    list->fill = fill_row;
    list->context = context;
    list->headless = true;
}

void report_parts(struct document *d, const struct report *r, const struct number_list *numbers)
{
    const struct rollup *all = r->rollup;
    if (!all || !all->n_parts) return;
    const struct filing **lacking = arena_alloc(&d->arena, (all->n_filings + 1) * sizeof *lacking);
    size_t n = 0;
    for (size_t i = 0; i < all->n_filings; i++) {
        enum filing_state state = all->filings[i].state;
        if (state == FILING_MISSING || state == FILING_PENDING || state == FILING_UNREAD) lacking[n++] = &all->filings[i];
    }
    document_sheet(d, report_sheets[SHEET_PARTS], true);
    d->blocks[d->n_blocks - 1].sheet.large = true;
    add_matrix(d, r, numbers);
    add_headless(d, "part_notes", "各机关的附注（不相加）", of_note, 3, all->n_notes, fill_note, r);
    add_headless(d, "lacking", "没有计入的机关", of_lacking, 3, n, fill_lacking, lacking);
}
