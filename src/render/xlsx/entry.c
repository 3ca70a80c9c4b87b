/* A sheet to be filled in (documents/entry.h): headings with notes, the first row with an example or what is known, and what may
 * be typed below. */
#include "documents/entry.h"
#include "calendar/civil.h"
#include "render/xlsx/xlsx_inside.h"
#include <stdlib.h>

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
        put_heading(b, sheet, c, (int)i);
        entry_rules(b, sheet, e, i);
        put_first(b, sheet, c, (int)i);
    }
    book_row_height(b, sheet, 0, HEAD_POINTS);
    if (e->defines) define(b, name, e);
    if (b->fault) return;
    worksheet_freeze_panes(sheet, 1, 1);
    worksheet_fit_to_pages(sheet, (uint16_t)((total + PAGE_PIXELS - 1) / PAGE_PIXELS), 0);
    book_check(b, worksheet_repeat_rows(sheet, 0, 0));
    book_check(b, worksheet_repeat_columns(sheet, 0, 0));
}
