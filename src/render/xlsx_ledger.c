#include "base/text.h"
#include "calendar/civil.h"
#include "render/xlsx_ledger_parts.h"
#include "render/xlsx_measure.h"
#include <stdlib.h>
#include <string.h>

/* A form is the same on every day: the day on which the Regulation of 2019 came into force. */
#define BLANK_STAMP "2019-05-15T00:00:00+08:00"

/* ---- how a column looks ---- */

enum ledger_need ledger_need_of(const struct table *t, size_t column)
{
    if (t->columns[column].needed) return LEDGER_NEEDED;
    for (size_t i = 0; i < t->n_needs_one; i++)
        if (t->needs_one[i] == (int)column) return LEDGER_WANTED;
    return t->columns[column].n_wanted || (int)column == t->agency ? LEDGER_WANTED : LEDGER_FREE;
}

uint32_t ledger_need_fill(enum ledger_need need)
{
    static const uint32_t fills[] = {[LEDGER_NEEDED] = 0xF4B6A6, [LEDGER_WANTED] = 0xFFE699, [LEDGER_FREE] = 0xEDEDED};
    return fills[need];
}

static const char *number_format(struct book *b, const struct column *c)
{
    switch (c->type) {
    case COLUMN_DATE: return "yyyy-mm-dd";
    case COLUMN_YEAR: case COLUMN_COUNT: case COLUMN_SIGNED: return "0";
    case COLUMN_MONEY: return arena_printf(&b->arena, "0.00%.*s", c->decimals > 2 ? c->decimals - 2 : 0, "#########");
    case COLUMN_NUMBER: return "General";
    default: return "@";                               /* ids and telephones are no numbers, whatever they look like */
    }
}

static int width(const struct column *c)
{
    enum { CHARACTER = 14, PADDING = 24, WIDEST_CHOICE = 190 };
    static const int of_type[] = {[COLUMN_KEY] = 120, [COLUMN_TEXT] = 130, [COLUMN_PROSE] = 480, [COLUMN_DATE] = 88, [COLUMN_MONTH] = 76,
                                  [COLUMN_YEAR] = 60, [COLUMN_COUNT] = 66, [COLUMN_SIGNED] = 66, [COLUMN_NUMBER] = 80, [COLUMN_MONEY] = 100,
                                  [COLUMN_FLAG] = 60, [COLUMN_CODE] = 80, [COLUMN_AGENCY] = 130};
    int pixels = (int)utf8_length(c->heading) * CHARACTER + PADDING;
    if (of_type[c->type] > pixels) pixels = of_type[c->type];
    for (size_t i = 0; c->codes && i < c->codes->n; i++) {
        int needs = (int)utf8_length(c->codes->codes[i].choice) * CHARACTER + PADDING;
        if (needs > WIDEST_CHOICE) needs = WIDEST_CHOICE;
        if (needs > pixels) pixels = needs;
    }
    return pixels;
}

static struct look cell_look(struct book *b, const struct column *c)
{
    return (struct look){.font = "宋体", .size = 10, .wrap = c->type == COLUMN_PROSE, .down = LXW_ALIGN_VERTICAL_CENTER, .number = number_format(b, c)};
}

static void put_heading(struct book *b, lxw_worksheet *s, const struct table *t, size_t i)
{
    enum { NOTE_WIDTH = 260, NOTE_POINTS = 9 };
    const struct column *c = &t->columns[i];
    struct look look = book_head();
    look.fill = ledger_need_fill(ledger_need_of(t, i));
    look.bold = c->needed;
    if (c->personal != PERSONAL_NO) look.color = LEDGER_PERSONAL_COLOR;
    book_put_text(b, s, 0, (int)i, c->heading, look);
    if (c->note) book_put_note(b, s, 0, (int)i, c->note, &(struct note){.pixels = NOTE_WIDTH, .points = NOTE_POINTS});
}

/* ---- the first row: the agency that is known, or the example ---- */

static void put_value(struct book *b, lxw_worksheet *s, const struct column *c, int col, const char *text, struct look look)
{
    int day, place = c->codes ? code_find(c->codes, text) : 0;
    switch (c->type) {
    case COLUMN_DATE:
        if (civil_parse_iso(text, &day)) book_put_day(b, s, 1, col, day, look);
        break;
    case COLUMN_YEAR: case COLUMN_COUNT: case COLUMN_SIGNED: case COLUMN_NUMBER: case COLUMN_MONEY:
        book_put_number(b, s, 1, col, text, look);
        break;
    default: book_put_text(b, s, 1, col, place ? c->codes->codes[place - 1].choice : text, look);
    }
}

static void put_example(struct book *b, lxw_worksheet *s, const struct table *t)
{
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct column *c = &t->columns[i];
        struct look look = cell_look(b, c);
        look.color = 0x808080;
        look.italic = true;
        if (c->example) put_value(b, s, c, (int)i, c->example, look);
    }
}

static bool put_agency(struct book *b, lxw_worksheet *s, const struct table *t, const struct ledger_blank *blank)
{
    if (strcmp(t->id, "agencies") || (!blank->agency_code && !blank->agency_name)) return false;
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct column *c = &t->columns[i];
        const char *known = !strcmp(c->name, "code") ? blank->agency_code : !strcmp(c->name, "name") ? blank->agency_name : NULL;
        if (known) book_put_text(b, s, 1, (int)i, known, cell_look(b, c));
    }
    return true;
}

/* ---- one table ---- */

static void table_sheet(struct book *b, const struct table *t, const struct ledger_blank *blank)
{
    enum { HEAD_POINTS = 24, PAGE_PIXELS = 1500 };     /* so many pixels of a sheet are still legible across A4 */
    int total = 0;
    lxw_worksheet *s = book_sheet(b, t->name, true);
    if (!s) return;
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct column *c = &t->columns[i];
        book_column_look(b, s, (int)i, width(c), cell_look(b, c));
        total += width(c);
        put_heading(b, s, t, i);
        ledger_column_rules(b, s, t, i);
    }
    if (!put_agency(b, s, t, blank)) put_example(b, s, t);
    book_row_height(b, s, 0, HEAD_POINTS);
    worksheet_freeze_panes(s, 1, 1);
    worksheet_fit_to_pages(s, (uint16_t)((total + PAGE_PIXELS - 1) / PAGE_PIXELS), 0);
    book_check(b, worksheet_repeat_rows(s, 0, 0));
    book_check(b, worksheet_repeat_columns(s, 0, 0));
}

static void name_agencies(struct book *b, const struct schema *schema)
{
    enum { MOST_AGENCIES = 2000 };
    const struct table *t = schema_table(schema, "agencies");
    char from[LXW_MAX_CELL_NAME_LENGTH], to[LXW_MAX_CELL_NAME_LENGTH];
    if (!t || !t->n_key || b->fault) return;
    lxw_rowcol_to_cell_abs(from, 1, (lxw_col_t)t->key[0], true, true);
    lxw_rowcol_to_cell_abs(to, MOST_AGENCIES, (lxw_col_t)t->key[0], true, true);
    book_check(b, workbook_define_name(b->workbook, LEDGER_NAME_AGENCIES, arena_printf(&b->arena, "=%s!%s:%s", t->name, from, to)));
}

bool ledger_blank_write(const struct ledger_blank *blank, const char *path, const char *file, struct diag *diag)
{
    struct book b;
    struct yaml *guide;
    const char *title, *codes;
    if (!yaml_load(&guide, blank->guide, diag)) return false;
    bool ok = false;
    if (!yaml_need(guide, yaml_root(guide), "title", &title, diag) || !yaml_need(guide, yaml_root(guide), "codes", &codes, diag)) goto out;
    book_open_facts(&b, path, file, &(struct book_facts){.title = title, .agency = blank->agency_name, .program = blank->program, .stamp = BLANK_STAMP});
    ledger_guide_sheet(&b, blank, guide);
    for (size_t i = 0; i < blank->schema->n_tables; i++) table_sheet(&b, &blank->schema->tables[i], blank);
    ledger_codes_sheet(&b, blank->schema, codes);
    name_agencies(&b, blank->schema);
    ok = book_close(&b, diag);
out:
    yaml_close(guide);
    return ok;
}
