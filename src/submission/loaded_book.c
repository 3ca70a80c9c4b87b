#include "submission/loaded_book.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

struct collecting { struct loaded_cell *cells; size_t n, cap; };

static void add_row(struct loaded_book *book, struct collecting *all, const struct xlsx_row *row)
{
    for (size_t i = 0; i < row->n && row->cells[i].col < SHEET_COLS; i++) {
        const struct xlsx_cell *c = &row->cells[i];
        all->cells = memory_grow(all->cells, all->n, &all->cap, sizeof *all->cells);
        all->cells[all->n++] = (struct loaded_cell){row->row, c->col, row->row, c->col, c->kind, arena_dup(&book->arena, c->text), c->format};
    }
}

static size_t at(const struct loaded_sheet *s, int row, int col) { return (size_t)row * (size_t)s->n_cols + (size_t)col; }

static int least(int a, int b) { return a < b ? a : b; }

/* Cuts ranges off at the edges of the sheet. Ranges of a spreadsheet never overlap, so together they cover at most the whole sheet;
 * a file that claims more gets no more. */
static void show_merges(struct loaded_sheet *s, const struct xlsx_range *merges, size_t n, struct loaded_cell *cells, size_t n_cells)
{
    size_t left = (size_t)s->n_rows * (size_t)s->n_cols;
    for (size_t i = 0; i < n; i++) {
        const struct xlsx_range *m = &merges[i];
        if (m->row >= s->n_rows || m->col >= s->n_cols || !s->own[at(s, m->row, m->col)]) continue;
        struct loaded_cell *first = &cells[s->own[at(s, m->row, m->col)] - cells];
        if (first >= cells + n_cells) continue;
        int end_row = least(m->last_row + 1, s->n_rows), end_col = least(m->last_col + 1, s->n_cols);
        size_t area = (size_t)(end_row - m->row) * (size_t)(end_col - m->col);
        if (area > left) break;
        left -= area;
        first->last_row = m->last_row;
        first->last_col = m->last_col;
        for (int r = m->row; r < end_row; r++)
            for (int c = m->col; c < end_col; c++)
                if (!s->own[at(s, r, c)]) s->shown[at(s, r, c)] = first;
    }
}

static bool lay_out(struct loaded_book *book, struct loaded_sheet *s, const struct collecting *all, const struct xlsx_range *merges, size_t n_merges)
{
    struct loaded_cell *cells = arena_alloc(&book->arena, (all->n + 1) * sizeof *cells);
    if (all->n) memcpy(cells, all->cells, all->n * sizeof *cells);
    for (size_t i = 0; i < all->n; i++) {
        if (cells[i].row >= s->n_rows) s->n_rows = cells[i].row + 1;
        if (cells[i].col >= s->n_cols) s->n_cols = cells[i].col + 1;
    }
    size_t places = (size_t)s->n_rows * (size_t)s->n_cols + 1;
    book->n_places += places;
    if (book->n_places > SHEET_PLACES) return false;
    s->own = arena_alloc(&book->arena, places * sizeof *s->own);
    s->shown = arena_alloc(&book->arena, places * sizeof *s->shown);
    for (size_t i = 0; i < all->n; i++) s->own[at(s, cells[i].row, cells[i].col)] = s->shown[at(s, cells[i].row, cells[i].col)] = &cells[i];
    show_merges(s, merges, n_merges, cells, all->n);
    return true;
}

static bool load_sheet(struct loaded_book *book, size_t number, struct diag *diag)
{
    struct loaded_sheet *s = &book->list[number];
    struct xlsx_sheet *open = NULL;
    struct collecting all = {0};
    const struct xlsx_row *row = NULL;
    size_t n_merges = 0;
    s->name = xlsx_reader_sheet_name(book->reader, number);
    s->hidden = xlsx_reader_sheet_hidden(book->reader, number);
    bool ok = xlsx_sheet_open(&open, book->reader, number, diag);
    while (ok && (ok = xlsx_sheet_next(open, &row, diag)) && row)      /* merges stand behind the last row */
        if (row->row < SHEET_ROWS) add_row(book, &all, row);
    const struct xlsx_range *merges = ok ? xlsx_sheet_merges(open, &n_merges) : NULL;
    if (ok && !lay_out(book, s, &all, merges, n_merges)) ok = diag_fail(diag, DIAG_INPUT, "%s：各工作表合起来过大，不像一份年报", s->name);
    xlsx_sheet_close(open);
    free(all.cells);
    return ok;
}

bool loaded_book_open(struct loaded_book *book, const char *path, struct diag *diag)
{
    *book = (struct loaded_book){0};
    bool ok = xlsx_reader_open(&book->reader, path, diag);
    if (ok) {
        book->n = xlsx_reader_sheets(book->reader);
        book->list = arena_alloc(&book->arena, (book->n + 1) * sizeof *book->list);
    }
    for (size_t i = 0; ok && i < book->n; i++) ok = load_sheet(book, i, diag);
    if (!ok) loaded_book_close(book);
    return ok;
}

void loaded_book_close(struct loaded_book *book)
{
    xlsx_reader_close(book->reader);
    arena_release(&book->arena);
    *book = (struct loaded_book){0};
}

static bool inside(const struct loaded_sheet *s, int row, int col) { return row >= 0 && col >= 0 && row < s->n_rows && col < s->n_cols; }

const struct loaded_cell *loaded_sheet_at(const struct loaded_sheet *s, int row, int col) { return inside(s, row, col) ? s->own[at(s, row, col)] : NULL; }
const struct loaded_cell *loaded_sheet_shown(const struct loaded_sheet *s, int row, int col) { return inside(s, row, col) ? s->shown[at(s, row, col)] : NULL; }

const char *loaded_sheet_place(struct arena *arena, const struct loaded_sheet *s, int row, int col)
{
    char letters[8];
    size_t n = sizeof letters - 1;
    letters[n] = 0;
    for (int c = col + 1; c > 0; c = (c - 1) / 26) letters[--n] = (char)('A' + (c - 1) % 26);
    return arena_printf(arena, "%s!%s%d", s->name, letters + n, row + 1);
}
