/* A sheet to be filled in (documents/entry.h): headings with notes, the first row with an example or what is known, and what may
 * be typed below. */
#include "documents/entry.h"
#include "calendar/civil.h"
#include "render/xlsx/xlsx_inside.h"
#include <stdlib.h>
#include <string.h>

static const char *number_format(struct book *b, const struct entry_column *c)
{
    switch (c->type) {
    case ENTRY_DATE: return "yyyy-mm-dd";
    case ENTRY_WHOLE: return "0";
    case ENTRY_MONEY: return arena_printf(&b->arena, "0.00%.*s", c->decimals > 2 ? c->decimals - 2 : 0, "#########");
    case ENTRY_NUMBER: return "General";
    default: return "@";                               /* ids and telephones are no numbers, whatever they look like */
    }
}

static struct look cell_look(struct book *b, const struct entry_column *c)
{
    return (struct look){.font = "宋体", .size = LAY_SIZE, .wrap = c->type == ENTRY_PROSE, .down = LXW_ALIGN_VERTICAL_CENTER, .number = number_format(b, c)};
}

static void put_heading(struct book *b, lxw_worksheet *s, const struct entry_column *c, int col)
{
    enum { NOTE_WIDTH = 260, NOTE_POINTS = 9, PERSONAL_COLOR = 0x7030A0 };
    static const enum item_tone tones[] = {[ENTRY_NEEDED] = TONE_NEEDED, [ENTRY_WANTED] = TONE_WANTED, [ENTRY_FREE] = TONE_OPEN};
    struct look look = book_head();
    look.fill = entry_fill(tones[c->need]);
    look.bold = c->bold;
    if (c->personal) look.color = PERSONAL_COLOR;
    book_put_text(b, s, 0, col, c->heading, look);
    if (c->note) book_put_note(b, s, 0, col, c->note, &(struct book_note){.pixels = NOTE_WIDTH, .points = NOTE_POINTS});
}

static void put_first(struct book *b, lxw_worksheet *s, const struct entry_column *c, int col)
{
    struct look look = cell_look(b, c);
    const char *text = c->value ? c->value : c->example;
    int day;
    if (!text) return;
    if (!c->value) {
        look.color = 0x808080;
        look.italic = true;
    }
    switch (c->type) {
    case ENTRY_DATE:
        if (civil_parse_iso(text, &day)) book_put_day(b, s, 1, col, day, look);
        break;
    case ENTRY_WHOLE: case ENTRY_NUMBER: case ENTRY_MONEY: book_put_number(b, s, 1, col, text, look); break;
    default: book_put_text(b, s, 1, col, text, look);
    }
}

/* Digits, a sign, a point: what a cell of numbers holds. Anything else stays a text, so that nothing is lost. */
static bool is_decimal(const char *s)
{
    s += *s == '-';
    size_t n = strspn(s, "0123456789");
    if (!n || (s[n] && s[n] != '.')) return false;
    return !s[n] || (s[n + 1] && !s[n + 1 + strspn(s + n + 1, "0123456789")]);
}

static void put_value(struct book *b, lxw_worksheet *s, const struct entry_column *c, int row, int col, const char *text, struct look look)
{
    int day;
    switch (c->type) {
    case ENTRY_DATE:
        if (civil_parse_iso(text, &day) && civil_year(day) >= 1900) {
            book_put_day(b, s, row, col, day, look);
            return;
        }
        break;
    case ENTRY_WHOLE:
    case ENTRY_NUMBER:
    case ENTRY_MONEY:
        if (is_decimal(text)) {
            book_put_number(b, s, row, col, text, look);
            return;
        }
        break;
    default: break;
    }
    look.number = "@";
    book_put_whole_text(b, s, row, col, text, look);
}

/* The choices of a row lie behind its columns, out of sight: a list that is written into the cell may have 255 characters only. */
static void put_choices(struct book *b, lxw_worksheet *s, const struct entry *e, int row)
{
    const struct entry_row *r = &e->rows[row - 1];
    char cells[LXW_MAX_CELL_RANGE_LENGTH];
    int first = (int)e->n_columns + 1;
    lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA, .ignore_blank = LXW_VALIDATION_ON};
    if (e->asked < 0 || !r->n_choices || b->fault) return;
    for (size_t i = 0; i < r->n_choices; i++) book_put_text(b, s, row, first + (int)i, r->choices[i], (struct look){0});
    lxw_rowcol_to_range_abs(cells, (lxw_row_t)row, (lxw_col_t)first, (lxw_row_t)row, (lxw_col_t)(first + (int)r->n_choices - 1));
    if (r->open) v.error_type = LXW_VALIDATION_ERROR_TYPE_INFORMATION;
    v.error_title = arena_dup(&b->arena, "不在列表里");
    v.error_message = arena_dup(&b->arena, r->open ? "列表里没有这个回答。确定要这样填吗？" : "请从下拉列表选。");
    v.value_formula = arena_printf(&b->arena, "=%s", cells);
    if (!b->fault) book_check(b, worksheet_data_validation_cell(s, (lxw_row_t)row, (lxw_col_t)e->asked, &v));
}

static void put_rows(struct book *b, lxw_worksheet *s, const struct entry *e)
{
    enum { MARGIN = 24 };
    static const double POINT = 4.0 / 3;               /* pixels */
    size_t most = 0;
    for (size_t r = 0; r < e->n_rows && !b->fault; r++) {
        double lines = 1;
        for (size_t i = 0; i < e->n_columns; i++) {
            const char *text = e->rows[r].values[i];
            struct look look = cell_look(b, &e->columns[i]);
            if (!text || !*text) continue;
            if (e->rows[r].quiet) look.color = 0x808080;
            put_value(b, s, &e->columns[i], (int)r + 1, (int)i, text, look);
            double needs = (double)utf8_length(text) * LAY_SIZE * POINT / (e->columns[i].pixels - MARGIN);
            if (look.wrap && needs > lines) lines = needs;
        }
        if (e->wraps) book_row_height(b, s, (int)r + 1, (LAY_SIZE + 4) * (1 + (int)lines));
        if (e->rows[r].n_choices > most) most = e->rows[r].n_choices;
        put_choices(b, s, e, (int)r + 1);
    }
    lxw_row_col_options hidden = {.hidden = 1};
    if (most && !b->fault)
        book_check(b, worksheet_set_column_opt(s, (lxw_col_t)(e->n_columns + 1), (lxw_col_t)(e->n_columns + most), LXW_DEF_COL_WIDTH, NULL, &hidden));
}

static void define(struct book *b, const char *sheet, const struct entry *e)
{
    enum { MOST_ROWS = 2000 };
    char cells[LXW_MAX_CELL_RANGE_LENGTH];
    lxw_col_t col = (lxw_col_t)e->defined;
    lxw_rowcol_to_range_abs(cells, 1, col, MOST_ROWS, col);
    book_define(b, e->defines, sheet, cells);
}

void entry_put(struct book *b, lxw_worksheet *sheet, const char *name, const struct entry *e)
{
    enum { HEAD_POINTS = 24, PAGE_PIXELS = 1500 };     /* so many pixels of a sheet are still legible across A4 */
    int total = 0;
    for (size_t i = 0; i < e->n_columns && !b->fault; i++) {
        const struct entry_column *c = &e->columns[i];
        book_column_look(b, sheet, (int)i, c->pixels, cell_look(b, c));
        total += c->pixels;
        if (c->hidden) book_check(b, worksheet_set_column_opt(sheet, (lxw_col_t)i, (lxw_col_t)i, LXW_DEF_COL_WIDTH, NULL, &(lxw_row_col_options){.hidden = 1}));
        put_heading(b, sheet, c, (int)i);
        entry_rules(b, sheet, e, i);
        if (!e->n_rows) put_first(b, sheet, c, (int)i);
    }
    put_rows(b, sheet, e);
    book_row_height(b, sheet, 0, HEAD_POINTS);
    if (e->defines) define(b, name, e);
    if (b->fault) return;
    worksheet_freeze_panes(sheet, 1, 1);
    worksheet_fit_to_pages(sheet, (uint16_t)((total + PAGE_PIXELS - 1) / PAGE_PIXELS), 0);
    book_check(b, worksheet_repeat_rows(sheet, 0, 0));
    book_check(b, worksheet_repeat_columns(sheet, 0, 0));
}
