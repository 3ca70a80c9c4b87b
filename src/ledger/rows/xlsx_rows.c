#include "ledger/rows/xlsx_rows.h"
#include "base/memory.h"
#include "base/text.h"
#include "calendar/civil.h"
#include "workbook/sheet_places.h"
#include "workbook/xlsx_format.h"
#include "workbook/xlsx_number.h"
#include <stdlib.h>
#include <string.h>

struct xlsx_rows {
    struct raw_rows face;
    struct xlsx_reader *book;
    struct xlsx_sheet *sheet;
    size_t number;
    bool hidden;                                       /* the sheet */
    int64_t first_hidden, n_hidden;                    /* rows */
    size_t width, noted_columns, noted_merges;
    struct text bytes;                                 /* of cells whose text is not that of the file */
    size_t offsets[RAW_MAX_CELLS];
    struct slice cells[RAW_MAX_CELLS];
    size_t stored_offsets[RAW_MAX_CELLS];
    struct slice stored[RAW_MAX_CELLS];                /* where the mark is RAW_FORMATTED */
    unsigned char marks[RAW_MAX_CELLS];
};

/* The place beside the fault names the file. The message gives no local path: such paths must not leak. */
static enum raw_result broken(const struct xlsx_rows *r, struct fault *fault, const struct diag *diag)
{
    const char *path = xlsx_reader_path(r->book);
    size_t n = strlen(path);
    bool named = !strncmp(diag->text, path, n) && !strncmp(diag->text + n, "：", strlen("："));
    fault_set(fault, "S01", "%s", named ? diag->text + n + strlen("：") : diag->text);
    return RAW_BROKEN;
}

/* ---- one cell ---- */

/* A text of our own: its bytes may move until the row is complete, so the cell has its offset until then. */
static void own_text(struct xlsx_rows *r, int col, size_t from)
{
    r->offsets[col] = from;
    r->cells[col] = (struct slice){NULL, r->bytes.n - from};
}

/* A format that shows nothing hides the value; a zero is often left out of sight. */
static bool hides(const struct text *shown, const char *number, size_t n)
{
    bool odd = false;
    struct slice s = {text_get(shown), shown->n}, nothing = {"", 0};
    return !spelling_trim(s, &odd).n && xlsx_format_agrees(nothing, (struct slice){number, n}) == XLSX_DISAGREES;
}

static void put_number(struct xlsx_rows *r, const struct xlsx_cell *c)
{
    size_t from = r->bytes.n;
    r->marks[c->col] = xlsx_number_lost_digits(c->text, c->n) ? RAW_LONG_NUMBER : RAW_NUMBER;
    if (!c->format && xlsx_number_plain(c->text, c->n)) return;
    xlsx_number_write(&r->bytes, c->text, c->n);
    own_text(r, c->col, from);
    if (!c->format || r->marks[c->col] == RAW_LONG_NUMBER) return;
    struct text shown = {0};
    size_t n = r->bytes.n - from;
    enum xlsx_shown how = xlsx_format_apply(c->format, text_get(&r->bytes) + from, n, &shown);
    if (how == XLSX_NOT_SIMPLE || (how == XLSX_SHOWN && hides(&shown, text_get(&r->bytes) + from, n))) {
        r->marks[c->col] = RAW_NOT_SIMPLE;
    } else if (how == XLSX_SHOWN) {
        r->marks[c->col] = RAW_FORMATTED;
        r->stored_offsets[c->col] = from;
        r->stored[c->col] = (struct slice){NULL, n};
        text_add_char(&r->bytes, '\0');
        from = r->bytes.n;
        text_add_n(&r->bytes, text_get(&shown), shown.n);
        own_text(r, c->col, from);
        text_add_char(&r->bytes, '\0');
    }
    text_release(&shown);
}

/* With its time of day, where it has one: date_read judges it. */
static void put_date(struct xlsx_rows *r, const struct xlsx_cell *c)
{
    enum { HOUR = 3600, MINUTE = 60, ISO_DAY = sizeof "2025-03-31" - 1 };
    char iso[CIVIL_ISO];
    int day, second;
    size_t from = r->bytes.n;
    bool real = xlsx_reader_date(r->book, c->text, &day, &second);
    /* Below one there is no day but a time. */
    if (!real || (!xlsx_reader_date1904(r->book) && day < civil_day(1900, 1, 1))) {
        put_number(r, c);
        r->marks[c->col] = RAW_NO_DATE;
        return;
    }
    r->marks[c->col] = RAW_DATE;
    if (c->n > ISO_DAY && c->text[4] == '-') return;   /* written out, perhaps with its zone */
    text_add(&r->bytes, civil_iso(day, iso));
    if (second) text_printf(&r->bytes, " %02d:%02d:%02d", second / HOUR, second / MINUTE % MINUTE, second % MINUTE);
    else if (c->month && !strcmp(iso + 8, "01")) r->marks[c->col] = RAW_MONTH;
    own_text(r, c->col, from);
}

static void put_cell(struct xlsx_rows *r, const struct xlsx_cell *c)
{
    r->cells[c->col] = (struct slice){c->text, c->n};
    switch (c->kind) {
    case XLSX_NUMBER: put_number(r, c); break;
    case XLSX_DATE: put_date(r, c); break;
    case XLSX_TEXT: break;
    case XLSX_BOOL: r->cells[c->col] = *c->text == '1' ? (struct slice){"TRUE", 4} : (struct slice){"FALSE", 5}; break;
    case XLSX_ERROR: r->marks[c->col] = RAW_ERROR; break;
    case XLSX_NOT_COMPUTED: r->marks[c->col] = RAW_NOT_COMPUTED; break;
    }
}

/* ---- rows ---- */

static bool is_blank(const struct xlsx_cell *c)
{
    bool odd = false;
    return c->kind == XLSX_TEXT && !spelling_trim((struct slice){c->text, c->n}, &odd).n;
}

static enum raw_result rows_next(struct raw_rows *self, struct raw_row *out, struct fault *fault)
{
    struct xlsx_rows *r = (struct xlsx_rows *)self;
    const struct xlsx_row *row;
    struct diag diag;
    if (!xlsx_sheet_next(r->sheet, &row, &diag)) return broken(r, fault, &diag);
    if (!row) return RAW_END;
    size_t filled = row->n;
    while (filled && row->cells[filled - 1].col >= RAW_MAX_CELLS && is_blank(&row->cells[filled - 1])) filled--;
    if (filled && row->cells[filled - 1].col >= RAW_MAX_CELLS) {
        char letters[SHEET_LETTERS];
        const char *column = sheet_letters(row->cells[filled - 1].col + 1, letters);
        fault_set(fault, "S03", "%s%d 有内容，超过了 %d 列：在左上角的名称框里输入 %s%d 可以找到", column, row->row + 1, RAW_MAX_CELLS, column, row->row + 1);
        fault_expect(fault, "删去 %s 列和它旁边用不到的各列", column);
        fault->line = row->row + 1;
        return RAW_BROKEN;
    }
    if (row->hidden && !r->n_hidden++) r->first_hidden = row->row + 1;
    size_t n = filled ? (size_t)row->cells[filled - 1].col + 1 : 0;
    if (n > r->width) r->width = n;
    memset(r->cells, 0, r->width * sizeof *r->cells);
    memset(r->marks, RAW_PLAIN, r->width);
    text_clear(&r->bytes);
    bool plain = row->plain;
    for (size_t i = 0; i < filled; i++) put_cell(r, &row->cells[i]);
    for (size_t i = 0; i < filled; i++) {
        int col = row->cells[i].col;
        if (!r->cells[col].s) r->cells[col].s = r->bytes.bytes + r->offsets[col];
        if (r->marks[col] != RAW_FORMATTED) continue;
        r->stored[col].s = r->bytes.bytes + r->stored_offsets[col];
        plain = false;                                 /* a format has words of its own */
    }
    *out = (struct raw_row){.cells = r->cells, .n = r->width, .line = row->row + 1, .marks = r->marks, .plain = plain, .stored = r->stored};
    return RAW_ROW;
}

/* The sheet, its hidden rows, its hidden columns, its merged ranges. */
static bool rows_note(struct raw_rows *self, struct raw_note *note)
{
    struct xlsx_rows *r = (struct xlsx_rows *)self;
    size_t n;
    const struct xlsx_range *merges = xlsx_sheet_merges(r->sheet, &n);
    if (r->hidden) {
        r->hidden = false;
        *note = (struct raw_note){.kind = xlsx_reader_sheet_very_hidden(r->book, r->number) ? RAW_VERY_HIDDEN_SHEET : RAW_HIDDEN_SHEET};
        return true;
    }
    if (r->n_hidden) {
        *note = (struct raw_note){.kind = RAW_HIDDEN_ROWS, .line = r->first_hidden, .last_line = r->n_hidden};
        r->n_hidden = 0;
        return true;
    }
    while (r->noted_columns < r->width) {
        size_t col = r->noted_columns++;
        *note = (struct raw_note){.kind = RAW_HIDDEN_COLUMN, .cell = col, .last_cell = col};
        if (xlsx_sheet_column_hidden(r->sheet, (int)col)) return true;
    }
    if (r->noted_merges == n) return false;
    const struct xlsx_range *m = &merges[r->noted_merges++];
    *note = (struct raw_note){RAW_MERGED, m->row + 1, m->last_row + 1, (size_t)m->col, (size_t)m->last_col};
    return true;
}

static void rows_close(struct raw_rows *self)
{
    struct xlsx_rows *r = (struct xlsx_rows *)self;
    xlsx_sheet_close(r->sheet);
    text_release(&r->bytes);
    free(r);
}

struct raw_rows *xlsx_rows_open(struct xlsx_reader *book, size_t sheet, struct fault *fault)
{
    struct xlsx_rows *r = memory_alloc(sizeof *r);
    struct diag diag;
    r->face = (struct raw_rows){.next = rows_next, .close = rows_close, .note = rows_note, .sheet = true, .dates = xlsx_reader_date1904(book) ? DATES_OF_1904 : DATES_OF_1900};
    r->book = book;
    r->number = sheet;
    r->hidden = xlsx_reader_sheet_hidden(book, sheet);
    if (xlsx_sheet_open(&r->sheet, book, sheet, &diag)) return &r->face;
    broken(r, fault, &diag);
    rows_close(&r->face);
    return NULL;
}

bool xlsx_rows_any(struct xlsx_reader *book, size_t sheet)
{
    struct xlsx_sheet *s;
    const struct xlsx_row *row = NULL;
    struct diag diag;
    bool any = false, readable = true;
    if (!xlsx_sheet_open(&s, book, sheet, &diag)) return true;
    while (!any && (readable = xlsx_sheet_next(s, &row, &diag)) && row)
        for (size_t i = 0; i < row->n && !any; i++) any = !is_blank(&row->cells[i]);
    xlsx_sheet_close(s);
    return any || !readable;
}

bool xlsx_rows_pivot(struct xlsx_reader *book, size_t sheet)
{
    static const char *const words[] = {"行标签", "列标签", "计数项", "求和项", "平均值项", "Row Labels", "Column Labels", "Sum of ", "Count of "};
    enum { LOOKED_AT = 20 };
    struct xlsx_sheet *s;
    const struct xlsx_row *row = NULL;
    struct diag diag;
    bool is = false;
    if (!xlsx_sheet_open(&s, book, sheet, &diag)) return false;
    for (int k = 0; k < LOOKED_AT && !is && xlsx_sheet_next(s, &row, &diag) && row; k++)
        for (size_t i = 0; i < row->n && !is; i++)
            for (size_t w = 0; w < sizeof words / sizeof *words && !is; w++)
                is = row->cells[i].kind == XLSX_TEXT && row->cells[i].n >= strlen(words[w]) && !memcmp(row->cells[i].text, words[w], strlen(words[w]));
    xlsx_sheet_close(s);
    return is;
}
