/* Formulas: how a cell follows from others, with what it amounts to. */
#include "render/xlsx/xlsx_inside.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_ARGUMENTS = 250,                               /* in one SUM; spreadsheets allow 255 */
    EPOCH = 25569,                                     /* the serial number of 1970-01-01 */
    VALUE_TEXT = 40
};

static const struct list_place *place_of(const struct drawing *w, const struct list *list)
{
    for (size_t i = 0; list && i < w->n_lists; i++)
        if (w->lists[i].list == list) return &w->lists[i];
    return NULL;
}

static bool add_rows(const struct drawing *w, struct text *out, const struct drawn_sheet *from, const struct place *place, size_t last)
{
    const struct list_place *p = place_of(w, place->list);
    char cell[LXW_MAX_CELL_RANGE_LENGTH];
    if (!p || last >= place->list->n_rows || (size_t)p->first + last >= LXW_ROW_MAX) return false;
    bool here = p->sheet == from;
    lxw_row_t row = (lxw_row_t)p->first + (lxw_row_t)place->row, end = (lxw_row_t)p->first + (lxw_row_t)last;
    lxw_col_t col = (lxw_col_t)place->column;
    if (here) lxw_rowcol_to_range(cell, row, col, end, col);
    else lxw_rowcol_to_range_abs(cell, row, col, end, col);
    if (!here) book_add_sheet_name(out, p->sheet->facts->name);
    text_add(out, cell);
    return true;
}

bool live_reference(const struct drawing *w, struct text *out, const struct drawn_sheet *from, const struct place *place)
{
    return add_rows(w, out, from, place, place->row);
}

bool live_range(const struct drawing *w, struct text *out, const struct drawn_sheet *from, const struct list *list, int column)
{
    return list->n_rows && add_rows(w, out, from, &(struct place){list, 0, column}, list->n_rows - 1);
}

/* What stands in another cell; neighbours in a row are filled once. */
static const struct item *item_at(struct drawing *w, const struct place *p)
{
    struct drawing_look *l = &w->looked_at;
    if (l->list != p->list || l->row != p->row) {
        size_t size = (size_t)p->list->n_columns * sizeof *l->items;
        arena_release(&l->arena);
        if (l->list != p->list) l->items = memory_resize(l->items, size + 1);
        memset(l->items, 0, size);
        l->list = p->list;
        l->row = p->row;
        list_fill(p->list, p->row, l->items, &l->arena);
    }
    return &l->items[p->column];
}

/* ---- values ---- */

static bool number_of(const struct item *item, struct decimal *n)
{
    if (item->type == ITEM_COUNT) *n = (struct decimal){item->number, 0};
    else if (item->type == ITEM_DECIMAL) *n = item->decimal;
    else return false;
    return true;
}

/* The value of a number as digits that a spreadsheet keeps; false for what stands as a text. */
static bool value_of(const struct item *item, char value[VALUE_TEXT])
{
    struct decimal n;
    if (item->type == ITEM_SHARE && item->whole) snprintf(value, VALUE_TEXT, "%.17g", (double)item->number / (double)item->whole);
    else if (item->type == ITEM_DATE) snprintf(value, VALUE_TEXT, "%" PRId64, item->number + EPOCH);
    else if (number_of(item, &n)) return book_holds(decimal_format(n, value));
    else return false;
    return true;
}

static bool put(struct drawing *w, const struct drawn_sheet *s, int row, int col, const struct text *formula, const struct item *item, struct look look)
{
    char value[VALUE_TEXT];
    if (value_of(item, value)) book_put_formula(&w->book, s->sheet, row, col, text_get(formula), value, look);
    else book_put_text_formula(&w->book, s->sheet, row, col, text_get(formula), item->text ? item->text : "", look);
    return true;
}

/* ---- sums ---- */

/* SUM passes over texts, and a formula must never turn into another number than the document's: a sum is live where every term
 * is empty or a number to the spreadsheet too, and where they amount to it. */
static bool adds_up(struct drawing *w, const struct item *item)
{
    struct decimal sum = {0, 0}, total, n;
    char digits[DECIMAL_TEXT];
    if (!number_of(item, &total) || !book_holds(decimal_format(total, digits))) return false;
    for (size_t i = 0; i < item->live->n; i++) {
        const struct item *term = item_at(w, &item->live->of[i]);
        if (term->type == ITEM_EMPTY && !term->text) continue;
        if (!number_of(term, &n) || !book_holds(decimal_format(n, digits)) || !decimal_add(sum, n, &sum)) return false;
    }
    int scale = sum.scale > total.scale ? sum.scale : total.scale;
    return item->live->n && decimal_rescale(sum, scale, &sum) && decimal_rescale(total, scale, &total) && sum.value == total.value;
}

static int compare_cells(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* The terms' cells as one number each, so that neighbours along the sum's way differ by 1. */
struct sum_line { bool across; int64_t *cells; size_t n; };
enum { STRIDE = LXW_ROW_MAX };

static struct sum_line line_of(const struct live *live, int first)
{
    struct sum_line l = {true, memory_alloc(live->n * sizeof *l.cells), live->n};
    for (size_t i = 1; i < l.n; i++) l.across = l.across && live->of[i].row == live->of[0].row;
    for (size_t i = 0; i < l.n; i++) {
        int64_t row = first + (int64_t)live->of[i].row, col = live->of[i].column;
        l.cells[i] = l.across ? row * STRIDE + col : col * STRIDE + row;
    }
    qsort(l.cells, l.n, sizeof *l.cells, compare_cells);
    return l;
}

static void add_cell(struct text *t, const struct sum_line *l, size_t i)
{
    char name[LXW_MAX_CELL_NAME_LENGTH];
    int64_t major = l->cells[i] / STRIDE, minor = l->cells[i] % STRIDE;
    lxw_rowcol_to_cell(name, (lxw_row_t)(l->across ? major : minor), (lxw_col_t)(l->across ? minor : major));
    text_add(t, name);
}

/* SUM over cells of this sheet, runs of neighbours written as ranges: =SUM(B4:B6,B8). */
static void add_ranges(struct text *t, const struct live *live, int first)
{
    struct sum_line l = line_of(live, first);
    int arguments = 0;
    text_add(t, "=SUM(");
    for (size_t i = 0, end; i < l.n; i = end, arguments++) {
        for (end = i + 1; end < l.n && l.cells[end] == l.cells[end - 1] + 1; end++) {}
        if (arguments) text_add(t, arguments % MAX_ARGUMENTS ? "," : ")+SUM(");
        add_cell(t, &l, i);
        if (end == i + 1) continue;
        text_add_char(t, ':');
        add_cell(t, &l, end - 1);
    }
    text_add_char(t, ')');
    free(l.cells);
}

static bool add_sum(struct drawing *w, struct text *t, const struct drawn_sheet *s, const struct live *live)
{
    const struct list_place *first = place_of(w, live->of[0].list);
    bool one_list = first && first->sheet == s;
    for (size_t i = 1; i < live->n; i++) one_list = one_list && live->of[i].list == live->of[0].list;
    if (one_list) {
        add_ranges(t, live, first->first);
        return true;
    }
    for (size_t i = 0; i < live->n; i++) {
        text_add_char(t, i ? '+' : '=');
        if (!live_reference(w, t, s, &live->of[i])) return false;
    }
    return true;
}

/* ---- one formula ---- */

static bool refer(struct drawing *w, const struct drawn_sheet *s, const struct live *live, struct text *a, struct text *b)
{
    return live->n && live_reference(w, a, s, &live->of[0]) && (live->n < 2 || live_reference(w, b, s, &live->of[1]));
}

static bool add_formula(struct drawing *w, struct text *t, const struct drawn_sheet *s, const struct item *item, const char *a, const char *b)
{
    const struct live *live = item->live;
    switch (live->kind) {
    case LIVE_COPY: text_printf(t, "=IF(%s=\"\",\"\",%s)", a, a); return true;    /* a plain reference would show an empty cell as 0 */
    case LIVE_SUM: return adds_up(w, item) && add_sum(w, t, s, live) && book_formula_fits(text_get(t));    /* of thousands with gaps between them stands the number */
    /* Binary sums of decimals can miss zero by a hair: six decimals are all that a form knows. */
    case LIVE_DIFFERENCE: text_printf(t, "=ROUND(%s-%s,%d)", a, b, DECIMAL_MAX_SCALE); return live->n == 2;
    case LIVE_EXCESS: text_printf(t, "=MAX(0,ROUND(%s-%s,%d))", a, b, DECIMAL_MAX_SCALE); return live->n == 2;
    case LIVE_QUOTIENT: text_printf(t, "=%s/%s", a, b); return live->n == 2;
    case LIVE_AGREES: text_printf(t, "=IF(%s=0,\"%s\",\"%s\")", a, live->words[0], live->words[1]); return true;
    }
    return false;
}

bool live_put(struct drawing *w, const struct drawn_sheet *s, int row, int col, const struct item *item, struct look look)
{
    struct text formula = {0}, a = {0}, b = {0};
    bool done = refer(w, s, item->live, &a, &b) && add_formula(w, &formula, s, item, text_get(&a), text_get(&b)) && put(w, s, row, col, &formula, item, look);
    text_release(&formula);
    text_release(&a);
    text_release(&b);
    return done;
}
