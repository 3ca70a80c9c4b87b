#include "render/xlsx_marked.h"
#include "base/text.h"
#include "render/xlsx_book.h"
#include "render/xlsx_marked_parts.h"
#include "render/xlsx_measure.h"
#include <stdlib.h>
#include <string.h>

enum {
    MOST_NOTES = 2000,                                 /* a sheet with many more opens slowly; the words stand beside the row too */
    WORDS_PIXELS = 640, NOTE_PIXELS = 300, MOST_CHARACTERS = 30000
};
static const double words_size = 10, note_size = 9;

/* ---- one sheet ---- */

/* What is known of a sheet before it is written. */
struct shape { int width; int64_t header; int pixels[LXW_COL_MAX]; };
struct writing { struct book *book; lxw_worksheet *sheet; struct marks *marks; const struct shape *shape; struct marked_tally *tally; struct text *words; int number; size_t at; };

static int heading_pixels(struct marked_text cell)
{
    enum { CHARACTER = 14, PADDING = 24, NARROWEST = 90 };
    int n = 0;
    uint32_t c;
    for (size_t i = 0; i < cell.n; n++) i += utf8_next(cell.s + i, cell.n - i, &c);
    n = n * CHARACTER + PADDING;
    return n > NARROWEST ? n : NARROWEST;
}

/* Columns cannot be moved when rows are on the paper, so the widest row is looked for first. */
static bool measure(struct marked_sheet *s, struct shape *shape)
{
    struct marked_row row;
    *shape = (struct shape){0};
    if (!s->begin(s)) return false;
    while (s->next(s, &row)) {
        if ((int)row.n > shape->width) shape->width = (int)row.n;
        if (!row.header) continue;
        shape->header = row.line;
        for (size_t i = 0; i < row.n; i++) shape->pixels[i] = heading_pixels(row.cells[i]);
    }
    s->end(s);
    return true;
}

static struct look cell_look(uint32_t fill, bool header)
{
    struct look look = {.font = "宋体", .size = 10, .fill = fill, .down = LXW_ALIGN_VERTICAL_TOP, .number = "@"};
    if (!header) return look;
    look = book_head();
    look.number = "@";
    if (fill) look.fill = fill;
    return look;
}

/* Longer than a cell may be: cut between characters. */
static const char *cell_text(struct writing *w, struct marked_text cell)
{
    size_t n = 0;
    uint32_t c;
    for (int i = 0; n < cell.n && i < MOST_CHARACTERS; i++) n += utf8_next(cell.s + n, cell.n - n, &c);
    text_clear(w->words);
    text_add_n(w->words, cell.s, n);
    if (n < cell.n) text_add(w->words, "…（余下从略）");
    return text_get(w->words);
}

static enum mark_kind worst(struct mark *const *marks, size_t n, int column)
{
    enum mark_kind kind = MARK_NONE;
    for (size_t i = 0; i < n; i++)
        if (marks[i]->column == column && mark_kind_of(marks[i]->finding) > kind) kind = mark_kind_of(marks[i]->finding);
    return kind;
}

static void put_cells(struct writing *w, const struct marked_row *row, struct mark *const *marks, size_t n)
{
    enum mark_kind whole = worst(marks, n, 0);
    for (int c = 0; c < w->shape->width; c++) {
        enum mark_kind kind = n ? worst(marks, n, c + 1) : MARK_NONE;
        uint32_t fill = kind ? mark_fill(kind, false) : mark_fill(whole, true);
        bool there = (size_t)c < row->n && row->cells[c].n;
        if (there || fill) book_put_text(w->book, w->sheet, (int)row->line - 1, c, there ? cell_text(w, row->cells[c]) : "", cell_look(fill, row->header));
    }
}

static void put_note(struct writing *w, int row, int column, struct mark **marks, size_t n)
{
    bool more = false;
    text_clear(w->words);
    for (size_t i = 0; i < n; i++) {
        if (marks[i]->column != column) continue;
        if (more) text_add(w->words, "\n\n");
        more = true;
        mark_add_note(w->words, marks[i]->finding);
        marks[i]->noted = true;
    }
    book_put_note(w->book, w->sheet, row, column - 1, text_get(w->words), &(struct note){NOTE_PIXELS, note_size});
    w->tally->notes++;
}

static void put_notes(struct writing *w, int row, struct mark **marks, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!marks[i]->column || marks[i]->noted) continue;
        if (w->tally->notes < MOST_NOTES) put_note(w, row, marks[i]->column, marks, n);
        else w->tally->without_note++;
    }
}

/* All that was found in the row, one below the other. */
static void put_words(struct writing *w, int row, struct mark *const *marks, size_t n)
{
    enum { MOST_POINTS = 400 };                        /* spreadsheets end at 409 */
    text_clear(w->words);
    for (size_t i = 0; i < n; i++) {
        if (i) text_add_char(w->words, '\n');
        mark_add_words(w->words, marks[i]->finding);
    }
    struct look look = {.font = "宋体", .size = words_size, .wrap = true, .color = 0xC00000, .down = LXW_ALIGN_VERTICAL_TOP};
    double height = measure_height(text_get(w->words), words_size, WORDS_PIXELS);
    book_row_height(w->book, w->sheet, row, height < MOST_POINTS ? height : MOST_POINTS);
    book_put_text(w->book, w->sheet, row, w->shape->width + 1, text_get(w->words), look);
}

static void put_row(struct writing *w, struct marked_sheet *s, const struct marked_row *row)
{
    size_t n = marks_of_row(w->marks, &w->at, w->number, row->line);
    struct mark **marks = &w->marks->placed[w->at];
    for (size_t i = 0; i < n; i++) {
        const struct finding *f = marks[i]->finding;
        marks[i]->column = f->sheet_column ? f->sheet_column : f->column ? s->column(s, f->column) : 0;
        if (marks[i]->column > w->shape->width) marks[i]->column = 0;
    }
    put_cells(w, row, marks, n);
    if (row->line == w->shape->header) book_put_text(w->book, w->sheet, (int)row->line - 1, w->shape->width + 1, "问题", book_head());
    if (!n) return;
    put_notes(w, (int)row->line - 1, marks, n);
    /* Beside the headings stands the word 问题: what is wrong with them is in their notes and in the list. */
    if (row->line != w->shape->header) put_words(w, (int)row->line - 1, marks, n);
}

static void put_sheet(struct writing *w, struct marked_sheet *s)
{
    struct marked_row row;
    for (int c = 0; c < w->shape->width; c++) book_column(w->book, w->sheet, c, w->shape->pixels[c] ? w->shape->pixels[c] : 90);
    book_column(w->book, w->sheet, w->shape->width + 1, WORDS_PIXELS);
    if (w->shape->header) worksheet_freeze_panes(w->sheet, (lxw_row_t)w->shape->header, 1);
    if (!s->begin(s)) return;
    while (!w->book->fault && s->next(s, &row)) {
        if (row.line > LXW_ROW_MAX) {
            w->tally->cut = true;
            break;
        }
        put_row(w, s, &row);
    }
    s->end(s);
}

/* ---- the whole ---- */

static void write_sheet(struct book *b, const struct marked_book *book, int number, struct marks *marks, struct marked_tally *tally)
{
    struct shape *shape = memory_alloc(sizeof *shape);
    struct text words = {0};
    struct marked_sheet *s = &book->sheets[number];
    lxw_worksheet *sheet = book_sheet(b, s->name, true);
    if (sheet && measure(s, shape) && shape->width) {
        char last[LXW_MAX_CELL_NAME_LENGTH];
        lxw_rowcol_to_cell(last, LXW_ROW_MAX - 1, (lxw_col_t)shape->width - 1);
        /* The rows are there to be looked at: what was a number is shown as it was written. */
        book_check(b, worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, arena_printf(&b->arena, "A1:%s", last)));
        put_sheet(&(struct writing){b, sheet, marks, shape, &tally[number], &words, number, 0}, s);
    } else if (sheet) {
        book_put_text(b, sheet, 0, 0, "读不出来，原因见“" MARKED_LIST "”", (struct look){.font = "宋体", .size = 10});
    }
    text_release(&words);
    free(shape);
}

bool marked_book_write(const struct marked_book *book, const char *path, const char *file, struct diag *diag)
{
    struct book b;
    struct marks marks;
    struct marked_tally *tally = memory_alloc((book->n_sheets + 1) * sizeof *tally);
    marks_init(&marks, book);
    book_open_facts(&b, path, file, &(struct book_facts){.title = book->title, .program = book->program, .stamp = book->stamp, .rows_in_order = true});
    /* The list is the first sheet and written last: until then nobody knows what had no room on the others. */
    lxw_worksheet *list = book_sheet(&b, MARKED_LIST, true);
    for (size_t i = 0; i < book->n_sheets; i++) write_sheet(&b, book, (int)i, &marks, tally);
    if (list) marked_list_sheet(&b, list, book, &marks, tally);
    bool ok = book_close(&b, diag);
    marks_release(&marks);
    free(tally);
    return ok;
}
