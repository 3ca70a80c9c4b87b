/* A copy of rows with marks (documents/copy.h): rows and columns where they stood, coloured cells with notes, and the words of
 * a row's marks in a column beside them. */
#include "documents/copy.h"
#include "render/xlsx/measure.h"
#include "render/xlsx/xlsx_inside.h"
#include <stdlib.h>

enum {
    MOST_NOTES = 2000,                                 /* a sheet with many more opens slowly; the words stand beside the row too */
    WORDS_PIXELS = 640, NOTE_PIXELS = 300, MOST_CHARACTERS = 30000, NARROWEST = 90
};
static const double words_size = 10, note_size = 9;

/* What is known of a sheet before it is written. */
struct copy_shape { int width; int64_t header; int pixels[LXW_COL_MAX]; };
struct copy_writing { struct book *book; lxw_worksheet *sheet; struct copy *copy; const struct copy_shape *shape; struct text words; };

/* ---- before ---- */

static int heading_pixels(struct copy_text cell)
{
    enum { CHARACTER = 14, PADDING = 24 };
    int n = 0;
    uint32_t c;
    for (size_t i = 0; i < cell.n; n++) i += utf8_next(cell.s + i, cell.n - i, &c);
    n = n * CHARACTER + PADDING;
    return n > NARROWEST ? n : NARROWEST;
}

/* The words of the marks stand behind the widest row, so that is looked for first. */
static bool measure(struct copy *c, struct copy_shape *shape)
{
    struct copy_row row;
    if (!c->begin(c)) return false;
    while (c->next(c, &row)) {
        if ((int)row.n > shape->width) shape->width = (int)row.n;
        if (!row.header) continue;
        shape->header = row.line;
        for (size_t i = 0; i < row.n; i++) shape->pixels[i] = heading_pixels(row.cells[i]);
    }
    c->end(c);
    return true;
}

/* ---- one row ---- */

static uint32_t fill_of(enum mark_kind kind, bool whole_row)
{
    static const uint32_t cells[] = {[MARK_NONE] = 0, [MARK_SETTLED] = 0xD9D9D9, [MARK_HINT] = 0xFFB3B3, [MARK_FAULT] = 0xFF5050};
    static const uint32_t rows[] = {[MARK_NONE] = 0, [MARK_SETTLED] = 0xEDEDED, [MARK_HINT] = 0xFCE4D6, [MARK_FAULT] = 0xF8CBAD};
    return whole_row ? rows[kind] : cells[kind];
}

static struct look cell_look(uint32_t fill, bool header)
{
    struct look look = {.font = "宋体", .size = LAY_SIZE, .fill = fill, .down = LXW_ALIGN_VERTICAL_TOP, .number = "@"};
    if (!header) return look;
    look = book_head();
    look.number = "@";
    if (fill) look.fill = fill;
    return look;
}

/* Longer than a cell may be: cut between characters. */
static const char *cell_text(struct copy_writing *x, struct copy_text cell)
{
    size_t n = 0;
    uint32_t c;
    for (int i = 0; n < cell.n && i < MOST_CHARACTERS; i++) n += utf8_next(cell.s + n, cell.n - n, &c);
    text_clear(&x->words);
    text_add_n(&x->words, cell.s, n);
    if (n < cell.n) text_add(&x->words, "…（余下从略）");
    return text_get(&x->words);
}

static enum mark_kind worst(const struct copy_mark *marks, size_t n, int column)
{
    enum mark_kind kind = MARK_NONE;
    for (size_t i = 0; i < n; i++)
        if (marks[i].column == column && marks[i].kind > kind) kind = marks[i].kind;
    return kind;
}

static void put_cells(struct copy_writing *x, const struct copy_row *row, const struct copy_mark *marks, size_t n)
{
    enum mark_kind whole = worst(marks, n, 0);
    for (int c = 0; c < x->shape->width; c++) {
        enum mark_kind kind = n ? worst(marks, n, c + 1) : MARK_NONE;
        uint32_t fill = kind ? fill_of(kind, false) : fill_of(whole, true);
        bool there = (size_t)c < row->n && row->cells[c].n;
        if (there || fill) book_put_text(x->book, x->sheet, (int)row->line - 1, c, there ? cell_text(x, row->cells[c]) : "", cell_look(fill, row->header));
    }
}

static bool noted_before(const struct copy_mark *marks, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (marks[k].column == marks[i].column && marks[k].note) return true;
    return false;
}

/* One note a cell, with all that was marked there. */
static void put_note(struct copy_writing *x, int row, const struct copy_mark *marks, size_t n, int column)
{
    text_clear(&x->words);
    for (size_t i = 0; i < n; i++) {
        if (marks[i].column != column || !marks[i].note) continue;
        if (x->words.n) text_add(&x->words, "\n\n");
        text_add(&x->words, marks[i].note);
    }
    book_put_note(x->book, x->sheet, row, column - 1, text_get(&x->words), &(struct book_note){NOTE_PIXELS, note_size});
    x->copy->notes++;
}

static void put_notes(struct copy_writing *x, int row, const struct copy_mark *marks, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!marks[i].column || !marks[i].note || noted_before(marks, i)) continue;
        if (x->copy->notes < MOST_NOTES) put_note(x, row, marks, n, marks[i].column);
        else x->copy->without_note++;
    }
}

/* All that is said of the row, one below the other. */
static void put_words(struct copy_writing *x, int row, const struct copy_mark *marks, size_t n)
{
    text_clear(&x->words);
    for (size_t i = 0; i < n; i++) {
        if (i) text_add_char(&x->words, '\n');
        text_add(&x->words, marks[i].words);
    }
    struct look look = {.font = "宋体", .size = words_size, .wrap = true, .color = 0xC00000, .down = LXW_ALIGN_VERTICAL_TOP};
    double height = measure_height(text_get(&x->words), words_size, WORDS_PIXELS);
    book_row_height(x->book, x->sheet, row, height < LAY_MOST_POINTS ? height : LAY_MOST_POINTS);
    book_put_text(x->book, x->sheet, row, x->shape->width + 1, text_get(&x->words), look);
}

static void put_row(struct copy_writing *x, const struct copy_row *row)
{
    const struct copy_mark *marks = NULL;
    size_t n = x->copy->marks(x->copy, row, x->shape->width, &marks);
    put_cells(x, row, marks, n);
    if (row->line == x->shape->header) book_put_text(x->book, x->sheet, (int)row->line - 1, x->shape->width + 1, x->copy->heading, book_head());
    if (!n) return;
    put_notes(x, (int)row->line - 1, marks, n);
    /* Beside the headings stands the heading of the words: what is wrong with them is in their notes and in the list. */
    if (row->line != x->shape->header) put_words(x, (int)row->line - 1, marks, n);
}

/* ---- the whole ---- */

static void put_rows(struct copy_writing *x)
{
    struct copy *c = x->copy;
    struct copy_row row;
    for (int i = 0; i < x->shape->width; i++) book_column(x->book, x->sheet, i, x->shape->pixels[i] ? x->shape->pixels[i] : NARROWEST);
    book_column(x->book, x->sheet, x->shape->width + 1, WORDS_PIXELS);
    if (x->shape->header) worksheet_freeze_panes(x->sheet, (lxw_row_t)x->shape->header, 1);
    if (!c->begin(c)) return;
    while (!x->book->fault && c->next(c, &row)) {
        if (row.line > LXW_ROW_MAX) {
            c->cut = true;
            break;
        }
        put_row(x, &row);
    }
    c->end(c);
}

void copy_put(struct book *b, lxw_worksheet *sheet, struct copy *c)
{
    struct copy_shape *shape = memory_alloc(sizeof *shape);
    c->notes = c->without_note = 0;
    c->cut = false;
    if (measure(c, shape) && shape->width) {
        struct copy_writing x = {.book = b, .sheet = sheet, .copy = c, .shape = shape};
        char last[LXW_MAX_CELL_NAME_LENGTH];
        lxw_rowcol_to_cell(last, LXW_ROW_MAX - 1, (lxw_col_t)shape->width - 1);
        /* The rows are there to be looked at: what was a number is shown as it was written. */
        book_check(b, worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, arena_printf(&b->arena, "A1:%s", last)));
        put_rows(&x);
        text_release(&x.words);
    } else {
        book_put_text(b, sheet, 0, 0, c->unreadable, (struct look){.font = "宋体", .size = LAY_SIZE});
    }
    free(shape);
    if (c->written) c->written(c);
}
