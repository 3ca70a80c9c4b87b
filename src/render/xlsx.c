/* The report as a workbook: the print form, a machine sheet a table, 校验, 附注, 办理时限 (documents.md 4). */
#include "base/text.h"
#include "render/drivers.h"
#include "render/xlsx_parts.h"
#include <string.h>

static int id_index(const char **ids, int *n, const char *id)
{
    for (int i = 0; i < *n; i++)
        if (!strcmp(ids[i], id)) return i;
    ids[*n] = id;
    return (*n)++;
}

/* The notes sheet has a head in row 0, after it one row a note in the order of the slots; a draft's line comes first. */
static void place_table_init(struct place_table *p, struct arena *arena, const struct report_table *table, int *note_row)
{
    size_t n = table->form->n_slots;
    p->table = table;
    p->rows = arena_alloc(arena, n * sizeof *p->rows);
    p->cols = arena_alloc(arena, n * sizeof *p->cols);
    p->row = arena_alloc(arena, n * sizeof *p->row);
    p->col = arena_alloc(arena, n * sizeof *p->col);
    p->note = arena_alloc(arena, n * sizeof *p->note);
    for (size_t i = 0; i < n; i++) {
        p->row[i] = 1 + id_index(p->rows, &p->n_rows, table->form->slots[i].row);
        p->col[i] = 1 + id_index(p->cols, &p->n_cols, table->form->slots[i].col);
        p->note[i] = table->cells[i].note ? (*note_row)++ : -1;
    }
}

void places_init(struct places *p, const struct report *report)
{
    *p = (struct places){.report = report};
    p->tables = arena_alloc(&p->arena, report->form->n_tables * sizeof *p->tables);
    const int first = report->draft ? 2 : 1;
    int note_row = first;
    for (size_t i = 0; i < report->form->n_tables; i++) {
        place_table_init(&p->tables[i], &p->arena, &report->tables[i], &note_row);
        p->notes = p->notes || report->tables[i].n_footnotes;
    }
    p->notes = p->notes || note_row > first;
}

void places_release(struct places *p) { arena_release(&p->arena); }

const struct place_table *places_table(const struct places *p, const struct form_table *table)
{
    for (size_t i = 0; i < p->report->form->n_tables; i++)
        if (p->tables[i].table->form == table) return &p->tables[i];
    return NULL;
}

void place_add_reference(struct text *t, const struct place_table *p, int slot)
{
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell_abs(cell, (lxw_row_t)p->row[slot], (lxw_col_t)p->col[slot], true, true);
    text_printf(t, "'%s'!%s", p->table->form->id, cell);
}

bool xlsx_write(struct rendering *r, struct outdir *out, const char *file, struct diag *diag)
{
    const char *path = outdir_stage(out, file, diag);
    if (!path) return false;
    struct places places;
    struct book book;
    places_init(&places, r->report);
    book_open(&book, path, file, r->report);
    xlsx_print_sheet(&book, &places);
    for (size_t i = 0; i < r->report->form->n_tables; i++) xlsx_machine_sheet(&book, &places.tables[i]);
    xlsx_check_sheet(&book, &places);
    xlsx_notes_sheet(&book, &places);
    xlsx_timeliness_sheet(&book, r->report);
    xlsx_define_names(&book, &places);
    xlsx_mark(&book, r->report);
    bool ok = book_close(&book, diag);
    places_release(&places);
    return ok;
}
