#include "submission/loaded_inside.h"
#include <stdio.h>
#include <stdlib.h>

struct collecting { struct loaded_cell *cells; size_t n, cap; };

static void add_row(struct loaded_book *book, struct collecting *all, const struct xlsx_row *row)
{
    for (size_t i = 0; i < row->n && row->cells[i].col < SHEET_COLS; i++) {
        const struct xlsx_cell *c = &row->cells[i];
        all->cells = memory_grow(all->cells, all->n, &all->cap, sizeof *all->cells);
        all->cells[all->n++] = (struct loaded_cell){row->row, c->col, row->row, c->col, c->kind, arena_dup(&book->arena, c->text), c->format, NULL};
    }
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
    if (ok && !loaded_sheet_lay_out(book, s, all.cells, all.n, merges, n_merges)) ok = diag_fail(diag, DIAG_INPUT, "%s：各工作表合起来过大，不像一份年报", s->name);
    xlsx_sheet_close(open);
    free(all.cells);
    return ok;
}

static bool too_large(const char *path, struct diag *diag) { return diag_fail(diag, DIAG_INPUT, "%s：各表合起来过大，不像一份年报", path); }

static bool open_manuscript(struct loaded_book *book, const char *path, struct diag *diag)
{
    if (!manuscript_read(&book->manuscript, path, diag)) return false;
    if (book->manuscript.refused) return diag_fail(diag, DIAG_INPUT, "%s：%s", path, book->manuscript.refused);
    return loaded_manuscript(book) || too_large(path, diag);
}

/* The names that our workbooks give headings and the later pieces of long paragraphs. A row that was deleted has lost its name. */
static void read_roles(struct loaded_book *book)
{
    enum { MOST = 1000 };
    static const struct { char letter; enum loaded_role role; } names[] = {{'H', ROLE_HEADING}, {'P', ROLE_CONTINUES}};
    char name[16];
    size_t sheet;
    int row, col;
    for (size_t i = 0; i < book->n; i++) book->list[i].roles = arena_alloc(&book->arena, ((size_t)book->list[i].n_rows + 1) * sizeof *book->list[i].roles);
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        for (int n = 1; n <= MOST; n++) {
            snprintf(name, sizeof name, "%c_%d", names[k].letter, n);
            if (xlsx_reader_name(book->reader, name, &sheet, &row, &col) && row < book->list[sheet].n_rows) book->list[sheet].roles[row] = names[k].role;
        }
}

static bool open_workbook(struct loaded_book *book, const char *path, struct diag *diag)
{
    bool ok = xlsx_reader_open(&book->reader, path, diag);
    if (ok) {
        book->n = xlsx_reader_sheets(book->reader);
        book->list = arena_alloc(&book->arena, (book->n + 1) * sizeof *book->list);
    }
    for (size_t i = 0; ok && i < book->n; i++) ok = load_sheet(book, i, diag);
    if (ok) read_roles(book);
    return ok;
}

bool loaded_book_open(struct loaded_book *book, const char *path, struct diag *diag)
{
    *book = (struct loaded_book){0};
    bool ok = manuscript_reads(file_kind_of(path)) ? open_manuscript(book, path, diag) : open_workbook(book, path, diag);
    if (!ok) loaded_book_close(book);
    return ok;
}

void loaded_book_close(struct loaded_book *book)
{
    xlsx_reader_close(book->reader);
    manuscript_release(&book->manuscript);
    arena_release(&book->arena);
    *book = (struct loaded_book){0};
}

const char *loaded_book_property(const struct loaded_book *book, const char *name)
{
    return book->reader ? xlsx_reader_property(book->reader, name) : manuscript_property(&book->manuscript, name);
}
