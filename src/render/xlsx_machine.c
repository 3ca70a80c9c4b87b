/* The machine sheets and the names of their cells. */
#include "base/text.h"
#include "form/cell_names.h"
#include "render/xlsx_parts.h"
#include <stdlib.h>
#include <string.h>

enum {
    MAX_ARGUMENTS = 250,                               /* of one SUM; spreadsheets allow 255 */
    STRIDE = LXW_ROW_MAX
};

static int compare_numbers(const void *a, const void *b)
{
    long x = *(const long *)a, y = *(const long *)b;
    return (x > y) - (x < y);
}

/* The terms' cells as one number each, so that neighbours along the sum's way differ by 1. */
struct line { bool across; long *cells; size_t n; };

static struct line line_of(const struct place_table *p, const struct form_slot *slot)
{
    struct line l = {true, memory_alloc(slot->n_terms * sizeof *l.cells), slot->n_terms};
    for (size_t i = 1; i < l.n; i++) l.across = l.across && p->row[slot->terms[i]] == p->row[slot->terms[0]];
    for (size_t i = 0; i < l.n; i++) {
        int row = p->row[slot->terms[i]], col = p->col[slot->terms[i]];
        l.cells[i] = l.across ? (long)row * STRIDE + col : (long)col * STRIDE + row;
    }
    qsort(l.cells, l.n, sizeof *l.cells, compare_numbers);
    return l;
}

static void add_name(struct text *t, const struct line *l, size_t i)
{
    char name[LXW_MAX_CELL_NAME_LENGTH];
    long major = l->cells[i] / STRIDE, minor = l->cells[i] % STRIDE;
    lxw_rowcol_to_cell(name, (lxw_row_t)(l->across ? major : minor), (lxw_col_t)(l->across ? minor : major));
    text_add(t, name);
}

/* SUM over the terms' cells, runs of neighbours written as ranges: =SUM(B4:B6,B8). */
static void add_sum(struct text *t, const struct place_table *p, const struct form_slot *slot)
{
    struct line l = line_of(p, slot);
    int arguments = 0;
    text_add(t, "=SUM(");
    for (size_t i = 0, end; i < l.n; i = end, arguments++) {
        for (end = i + 1; end < l.n && l.cells[end] == l.cells[end - 1] + 1; end++) {}
        if (arguments) text_add(t, arguments % MAX_ARGUMENTS ? "," : ")+SUM(");
        add_name(t, &l, i);
        if (end == i + 1) continue;
        text_add_char(t, ':');
        add_name(t, &l, end - 1);
    }
    text_add_char(t, ')');
    free(l.cells);
}

/* SUM passes over texts, and a formula must never turn into another number than the report's: a total is live where
 * every term is empty or a number to the spreadsheet too, and where they amount to it (a declared total may not). */
static bool is_live(const struct report_table *t, const struct form_slot *slot, const struct cell *total)
{
    struct decimal sum = {0, 0};
    for (size_t i = 0; i < slot->n_terms; i++) {
        const struct cell *term = &t->cells[slot->terms[i]];
        if (!book_holds(term->text) || (term->state == CELL_NUMBER && !decimal_add(sum, term->number, &sum))) return false;
    }
    return slot->n_terms && decimal_rescale(sum, total->number.scale, &sum) && sum.value == total->number.value;
}

static void put_slot(struct book *b, lxw_worksheet *s, const struct place_table *p, size_t i)
{
    const struct form_slot *slot = &p->table->form->slots[i];
    const struct cell *cell = &p->table->cells[i];
    struct look look = {.font = "宋体", .size = 10};
    if (cell->state != CELL_NUMBER || !book_holds(cell->text) || !is_live(p->table, slot, cell)) {
        book_put_cell(b, s, p->row[i], p->col[i], cell, look);
        return;
    }
    struct text formula = {0};
    add_sum(&formula, p, slot);
    look.number = book_number_format(b, cell->number.scale);
    look.bold = true;
    book_put_formula(b, s, p->row[i], p->col[i], text_get(&formula), cell->text, look);
    text_release(&formula);
}

/* The first slot of a row or column names it for people. */
static const char *label_of(const struct place_table *p, int row, int col)
{
    for (size_t i = 0; i < p->table->form->n_slots; i++) {
        if (p->row[i] == row) return p->table->form->slots[i].row_label;
        if (p->col[i] == col) return p->table->form->slots[i].col_label;
    }
    return "";
}

/* Columns are wide enough for their ids and their labels alike. */
static void put_ids(struct book *b, lxw_worksheet *s, const struct place_table *p)
{
    enum { NONE = -1, ID_PIXELS = 190, COLUMN_PIXELS = 110, LABEL_PIXELS = 420 };
    struct look label = {.font = "宋体", .size = 10, .color = 0x666666};
    int below = p->n_rows + 2, behind = p->n_cols + 2; /* a blank row and column part the labels from the grid */
    if (b->draft) {
        book_put_text(b, s, 0, 0, b->draft, book_red());
        book_row_height(b, s, 0, 15.0 * (double)(2 + utf8_length(b->draft) / 12));
    }
    book_column(b, s, 0, ID_PIXELS);
    for (int c = 1; c <= p->n_cols; c++) {
        book_column(b, s, c, COLUMN_PIXELS);
        book_put_text(b, s, 0, c, p->cols[c - 1], book_id());
        book_put_text(b, s, below, c, label_of(p, NONE, c), label);
    }
    book_column(b, s, behind, LABEL_PIXELS);
    for (int r = 1; r <= p->n_rows; r++) {
        book_put_text(b, s, r, 0, p->rows[r - 1], book_id());
        book_put_text(b, s, r, behind, label_of(p, r, NONE), label);
    }
}

void xlsx_machine_sheet(struct book *b, const struct place_table *p)
{
    lxw_worksheet *s = book_sheet(b, p->table->form->id, true);
    if (!s) return;
    put_ids(b, s, p);
    for (size_t i = 0; i < p->table->form->n_slots; i++) put_slot(b, s, p, i);
    worksheet_freeze_panes(s, 1, 1);
    book_check(b, worksheet_repeat_rows(s, 0, 0));
    book_check(b, worksheet_repeat_columns(s, 0, 0));
}

void xlsx_define_names(struct book *b, const struct places *p)
{
    const struct form *form = p->report->form;
    const char *const *name = cell_names(&b->arena, form);
    struct text place = {0};
    for (size_t i = 0; i < form->n_tables && !b->fault; i++) {
        for (size_t k = 0; k < form->tables[i].n_slots && !b->fault; k++) {
            text_clear(&place);
            text_add_char(&place, '=');
            place_add_reference(&place, &p->tables[i], (int)k);
            book_check(b, workbook_define_name(b->workbook, *name++, text_get(&place)));
        }
    }
    text_release(&place);
}
