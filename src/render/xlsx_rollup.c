#include "render/filings.h"
#include "render/xlsx_parts.h"

/* ---- 汇总构成: a row a cell, a column an agency ---- */

enum { AT_ADDRESS, AT_ROW, AT_COL, AT_SUM, AT_REPORT, AT_REST, AT_PARTS, HEAD_POINTS = 60, PART_PIXELS = 84 };
static const struct { const char *name; int pixels; } fixed[AT_PARTS] = {
    {"单元格", 190}, {"行", 240}, {"列", 110}, {"各机关合计", 90}, {"年报表中的数", 90}, {"相差", 60}};

/* One line a row: what is longer shows where it is clicked. */
static struct look one_line(void)
{
    struct look look = book_plain();
    look.wrap = false;
    return look;
}

static void put_heads(struct book *b, lxw_worksheet *s, int row, const struct rollup *all)
{
    struct look head = book_head();
    head.wrap = true;
    for (int c = 0; c < AT_PARTS; c++) {
        book_column(b, s, c, fixed[c].pixels);
        book_put_text(b, s, row, c, fixed[c].name, head);
    }
    for (size_t p = 0; p < all->n_parts; p++) {
        book_column(b, s, AT_PARTS + (int)p, PART_PIXELS);
        book_put_text(b, s, row, AT_PARTS + (int)p, all->parts[p]->name, head);
    }
    book_row_height(b, s, row, HEAD_POINTS);
}

static void put_number(struct book *b, lxw_worksheet *s, int row, int col, const struct decimal *n)
{
    char shown[DECIMAL_TEXT];
    struct cell cell = {.state = n ? CELL_NUMBER : CELL_EMPTY, .text = ""};
    if (n) cell.number = *n;
    if (n) cell.text = decimal_format(*n, shown);
    book_put_cell(b, s, row, col, &cell, book_plain());
}

/* The sum is live over the agencies' numbers, the report's number refers to its machine sheet: their difference shows 0
 * until somebody changes one of them. */
static void put_formulas(struct book *b, lxw_worksheet *s, int row, const struct place_table *t, int slot, size_t n_parts, const char *value)
{
    char first[LXW_MAX_CELL_NAME_LENGTH], last[LXW_MAX_CELL_NAME_LENGTH], sum[LXW_MAX_CELL_NAME_LENGTH], own[LXW_MAX_CELL_NAME_LENGTH];
    struct look plain = book_plain();
    struct text formula = {0};
    plain.number = book_number_format(b, t->table->cells[slot].number.scale);
    lxw_rowcol_to_cell(first, (lxw_row_t)row, AT_PARTS);
    lxw_rowcol_to_cell(last, (lxw_row_t)row, (lxw_col_t)(AT_PARTS + n_parts - 1));
    lxw_rowcol_to_cell(sum, (lxw_row_t)row, AT_SUM);
    lxw_rowcol_to_cell(own, (lxw_row_t)row, AT_REPORT);
    text_printf(&formula, "=SUM(%s:%s)", first, last);
    book_put_formula(b, s, row, AT_SUM, text_get(&formula), value, plain);
    text_clear(&formula);
    text_add(&formula, "=");
    place_add_reference(&formula, t, slot);
    book_put_formula(b, s, row, AT_REPORT, text_get(&formula), value, plain);
    text_clear(&formula);
    text_printf(&formula, "=%s-%s", sum, own);
    book_put_formula(b, s, row, AT_REST, text_get(&formula), "0", plain);
    text_release(&formula);
}

static int put_table(struct book *b, lxw_worksheet *s, int row, const struct places *places, size_t table)
{
    const struct rollup *all = places->report->rollup;
    const struct place_table *t = &places->tables[table];
    for (size_t i = 0; i < t->table->form->n_slots; i++, row++) {
        const struct form_slot *slot = &t->table->form->slots[i];
        const struct cell *cell = &t->table->cells[i];
        book_put_text(b, s, row, AT_ADDRESS, slot->address, book_id());
        book_put_text(b, s, row, AT_ROW, slot->row_label, one_line());
        book_put_text(b, s, row, AT_COL, slot->col_label, one_line());
        put_formulas(b, s, row, t, (int)i, all->n_parts, cell->state == CELL_EMPTY ? "0" : cell->text);
        for (size_t p = 0; p < all->n_parts; p++) put_number(b, s, row, AT_PARTS + (int)p, rollup_number(all, p, table, i));
    }
    return row;
}

/* Notes cannot be added up: they are listed for whoever writes the government's own. */
static int put_notes(struct book *b, lxw_worksheet *s, int row, const struct rollup *all)
{
    if (!all->n_notes) return row;
    book_put_text(b, s, row++, AT_ADDRESS, "各机关的附注（不相加）", book_head());
    for (size_t i = 0; i < all->n_notes; i++, row++) {
        book_put_text(b, s, row, AT_ADDRESS, all->notes[i].address, book_id());
        book_put_text(b, s, row, AT_ROW, all->notes[i].filing->name, one_line());
        book_put_text(b, s, row, AT_COL, all->notes[i].text, one_line());
    }
    return row;
}

/* Whose numbers the sum lacks, beside the sum itself: who only looks at it must see that it is not whole. */
static void put_lacking(struct book *b, lxw_worksheet *s, int row, const struct rollup *all)
{
    bool any = false;
    for (size_t i = 0; i < all->n_filings; i++) {
        const struct filing *f = &all->filings[i];
        if (f->state != FILING_MISSING && f->state != FILING_PENDING && f->state != FILING_UNREAD) continue;
        if (!any) book_put_text(b, s, row++, AT_ADDRESS, "没有计入的机关", book_head());
        any = true;
        book_put_text(b, s, row, AT_ADDRESS, filing_state_name(f->state), book_id());
        book_put_text(b, s, row, AT_ROW, f->name, one_line());
        if (f->unread) book_put_text(b, s, row, AT_COL, f->unread, one_line());
        if (f->unread && f->why) book_put_text(b, s, row, AT_SUM, f->why, one_line());
        row++;
    }
}

void xlsx_parts_sheet(struct book *b, const struct places *p)
{
    const struct rollup *all = p->report->rollup;
    if (!all || !all->n_parts) return;
    lxw_worksheet *s = book_sheet_in_order(b, XLSX_SHEET_PARTS, true);
    if (!s) return;
    int head = book_put_draft(b, s, 0, AT_PARTS - 1), row = head + 1;
    put_heads(b, s, head, all);
    for (size_t i = 0; i < p->report->form->n_tables; i++) row = put_table(b, s, row, p, i);
    row = put_notes(b, s, row + 1, all);
    put_lacking(b, s, row + 1, all);
    worksheet_freeze_panes(s, (lxw_row_t)head + 1, AT_PARTS);
    book_check(b, worksheet_repeat_rows(s, (lxw_row_t)head, (lxw_row_t)head));
}

/* ---- 报送情况 ---- */

void xlsx_filings_sheet(struct book *b, const struct report *report)
{
    static const int pixels[FILING_COLUMNS] = {150, 220, 130, 84, 84, 84, 54, 54, 54, 70, 280, 400, 200};
    const struct rollup *all = report->rollup;
    if (!all) return;
    lxw_worksheet *s = book_sheet(b, XLSX_SHEET_FILINGS, true);
    if (!s) return;
    int head = book_put_draft(b, s, 0, FILING_COLUMNS - 1);
    for (int c = 0; c < FILING_COLUMNS; c++) {
        book_column(b, s, c, pixels[c]);
        book_put_text(b, s, head, c, filing_heads[c], book_head());
    }
    for (size_t i = 0; i < all->n_filings; i++) {
        struct filing_row row;
        filing_row_fill(&row, &all->filings[i]);
        for (int c = 0; c < FILING_COLUMNS; c++) book_put_text(b, s, head + 1 + (int)i, c, row.fields[c], one_line());
    }
    worksheet_freeze_panes(s, (lxw_row_t)head + 1, 2);
    book_check(b, worksheet_repeat_rows(s, (lxw_row_t)head, (lxw_row_t)head));
}
