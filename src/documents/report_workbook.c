#include "documents/filings.h"
#include "documents/report_inside.h"
#include "documents/sources.h"

/* ---- 附注 ---- */

enum { NOTE_ADDRESS, NOTE_ROW, NOTE_COL, NOTE_NUMBER, NOTE_NOTE, NOTE_COLUMNS };
static const struct list_column note_columns[NOTE_COLUMNS] = {
    [NOTE_ADDRESS] = {"cell", "单元格", ITEM_TEXT, .pixels = 220},
    [NOTE_ROW] = {"row", "行", ITEM_TEXT, .pixels = 240},
    [NOTE_COL] = {"column", "列", ITEM_TEXT, .pixels = 140},
    [NOTE_NUMBER] = {"number", "数", ITEM_DECIMAL, .pixels = 90},
    [NOTE_NOTE] = {"note", "附注", ITEM_TEXT, .pixels = 360},
};
struct noted { const struct number_list *numbers; int slot; };

static void fill_note(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct noted *n = (const struct noted *)list->context + row;
    const struct form_slot *slot = &n->numbers->table->form->slots[n->slot];
    const struct cell *cell = &n->numbers->table->cells[n->slot];
    const struct place of = number_place(n->numbers, n->slot);
    items[NOTE_ADDRESS] = item_text(slot->address);
    items[NOTE_ROW] = item_text(slot->row_label);
    items[NOTE_COL] = item_text(slot->col_label);
    items[NOTE_NUMBER] = number_item(cell);
    items[NOTE_NUMBER].live = live_from(scratch, LIVE_COPY, &of, 1);
    items[NOTE_NOTE] = item_text(cell->note);
}

/* The notes beside numbers, as a list that is not in the document yet; *places by table and slot. */
static struct list *report_notes(struct document *d, const struct report *r, const struct number_list *numbers, const struct place ***places)
{
    size_t n_slots = 0, n = 0;
    struct list *list = arena_alloc(&d->arena, sizeof *list);
    const struct place **all = arena_alloc(&d->arena, (r->form->n_tables + 1) * sizeof *all);
    for (size_t t = 0; t < r->form->n_tables; t++) n_slots += r->tables[t].form->n_slots;
    struct noted *noted = arena_alloc(&d->arena, (n_slots + 1) * sizeof *noted);
    for (size_t t = 0; t < r->form->n_tables; t++) {
        struct place *own = arena_alloc(&d->arena, r->tables[t].form->n_slots * sizeof *own);
        for (size_t i = 0; i < r->tables[t].form->n_slots; i++) {
            if (!r->tables[t].cells[i].note) continue;
            own[i] = (struct place){list, n, NOTE_NOTE};
            noted[n++] = (struct noted){&numbers[t], (int)i};
        }
        all[t] = own;
    }
    *list = (struct list){.id = "notes", .columns = note_columns, .n_columns = NOTE_COLUMNS, .n_rows = n, .fill = fill_note, .context = noted, .wraps = true};
    *places = all;
    return list;
}

static void add_notes(struct document *d, const struct report *r, struct list *notes)
{
    size_t n_footnotes = 0;
    for (size_t t = 0; t < r->form->n_tables; t++) n_footnotes += r->tables[t].n_footnotes;
    if (!notes->n_rows && !n_footnotes) return;
    document_sheet(d, report_sheets[SHEET_NOTES], true);
    report_add_list(d, notes);
    for (size_t t = 0; t < r->form->n_tables; t++)
        for (size_t i = 0; i < r->tables[t].n_footnotes; i++)
            document_prose(d, arena_printf(&d->arena, "%s：%s", r->tables[t].form->sheet, r->tables[t].footnotes[i]), NULL);
}

/* ---- the whole ---- */

static const struct place *places_of(struct document *d, const struct number_list *numbers)
{
    struct place *all = arena_alloc(&d->arena, (numbers->table->form->n_slots + 1) * sizeof *all);
    for (size_t i = 0; i < numbers->table->form->n_slots; i++) all[i] = number_place(numbers, (int)i);
    return all;
}

void report_workbook(struct document *d, const struct report *r)
{
    const struct place **notes_at;
    struct number_list *numbers = report_numbers(d, r);
    struct list *notes = report_notes(d, r, numbers, &notes_at);
    struct report_grids grids = {numbers, r->form->n_tables, arena_alloc(&d->arena, (r->form->n_tables + 1) * sizeof *grids.values), notes_at};
    for (size_t i = 0; i < grids.n; i++) grids.values[i] = places_of(d, &numbers[i]);
    document_sheet(d, report_sheets[SHEET_REPORT], false);
    d->blocks[d->n_blocks - 1].sheet.hint = "本表的数取自后面各表，要改请到那里改；改后本表、校验同时更新";
    report_blocks(d, r, &grids);
    if (r->correction) {
        document_sheet(d, report_sheets[SHEET_CORRECTION], true);
        report_correction(d, r->correction);
    }
    if (r->rollup && r->rollup->n_sources) {
        document_sheet(d, report_sheets[SHEET_SOURCES], true);
        sources_list(d, r->rollup, SOURCES_ALL);
    }
    if (r->rollup && r->rollup->last) {
        document_sheet(d, report_sheets[SHEET_MOVES], true);
        d->blocks[d->n_blocks - 1].sheet.large = true;
        report_moves(d, r);
    }
    for (size_t i = 0; i < r->form->n_tables; i++) {
        document_sheet(d, r->tables[i].form->sheet, true);
        report_add_list(d, numbers[i].list);
    }
    report_checks(d, r, numbers);
    add_notes(d, r, notes);
    if (r->timeliness.answered >= 0) {
        document_sheet(d, report_sheets[SHEET_TIMELINESS], true);
        report_timeliness(d, r);
    }
    report_parts(d, r, numbers);
    if (r->rollup) {
        document_sheet(d, report_sheets[SHEET_FILINGS], true);
        filings_list(d, r->rollup);
    }
    report_properties(d, r, "nianbao.workbook/1");
    for (size_t i = 0; i < r->form->n_tables; i++)         /* for verify, which knows no form */
        document_property(d, arena_printf(&d->arena, "nianbao.sheet.%s", r->tables[i].form->sheet), r->tables[i].form->id);
}
