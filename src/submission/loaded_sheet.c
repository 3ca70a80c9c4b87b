#include "submission/loaded_inside.h"
#include <string.h>

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

bool loaded_sheet_lay_out(struct loaded_book *book, struct loaded_sheet *s, const struct loaded_cell *given, size_t n, const struct xlsx_range *merges,
                          size_t n_merges)
{
    struct loaded_cell *cells = arena_alloc(&book->arena, (n + 1) * sizeof *cells);
    if (n) memcpy(cells, given, n * sizeof *cells);
    for (size_t i = 0; i < n; i++) {
        if (cells[i].row >= s->n_rows) s->n_rows = cells[i].row + 1;
        if (cells[i].col >= s->n_cols) s->n_cols = cells[i].col + 1;
    }
    size_t places = (size_t)s->n_rows * (size_t)s->n_cols + 1;
    book->n_places += places;
    if (book->n_places > SHEET_PLACES) return false;
    s->own = arena_alloc(&book->arena, places * sizeof *s->own);
    s->shown = arena_alloc(&book->arena, places * sizeof *s->shown);
    for (size_t i = 0; i < n; i++) s->own[at(s, cells[i].row, cells[i].col)] = s->shown[at(s, cells[i].row, cells[i].col)] = &cells[i];
    show_merges(s, merges, n_merges, cells, n);
    return true;
}

static bool inside(const struct loaded_sheet *s, int row, int col) { return row >= 0 && col >= 0 && row < s->n_rows && col < s->n_cols; }

const struct loaded_cell *loaded_sheet_at(const struct loaded_sheet *s, int row, int col) { return inside(s, row, col) ? s->own[at(s, row, col)] : NULL; }
const struct loaded_cell *loaded_sheet_shown(const struct loaded_sheet *s, int row, int col) { return inside(s, row, col) ? s->shown[at(s, row, col)] : NULL; }

/* 第3页表三“一、本年新收政府信息公开申请数量”, 表三第5行, 第3页表三的图片, 正文第12段 */
static const char *place_of_line(struct arena *arena, const struct loaded_line *l)
{
    const char *page = l->page ? arena_printf(arena, "第%d页", l->page) : "";
    if (l->prose) return arena_printf(arena, "%s正文第%d段", page, l->row);
    if (l->picture) return arena_printf(arena, "%s%s的图片", page, l->table);
    return l->label ? arena_printf(arena, "%s%s“%s”", page, l->table, l->label) : arena_printf(arena, "%s%s第%d行", page, l->table, l->row);
}

const char *loaded_sheet_place(struct arena *arena, const struct loaded_sheet *s, int row, int col)
{
    if (s->lines) return place_of_line(arena, &s->lines[row]);
    char letters[8];
    size_t n = sizeof letters - 1;
    letters[n] = 0;
    for (int c = col + 1; c > 0; c = (c - 1) / 26) letters[--n] = (char)('A' + (c - 1) % 26);
    return arena_printf(arena, "%s!%s%d", s->name, letters + n, row + 1);
}
