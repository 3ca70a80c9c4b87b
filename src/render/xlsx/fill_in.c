/* Cells of a print sheet that are to be filled in: what may be typed, which are still empty, and what follows from them. */
#include "render/xlsx/measure.h"
#include "render/xlsx/xlsx_inside.h"
#include <stdlib.h>
#include <string.h>

enum { EMPTY_FILL = 0xFFF2CC, SUM_FILL = 0xEDEDED, ALERT_COLOR = 0xC00000, ALERT_FILL = 0xFFE0E0 };

static void colour_empty(struct raster *f, int row, int col)
{
    lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_BLANKS, .format = book_format(f->book, (struct look){.fill = EMPTY_FILL})};
    if (!f->book->fault) book_check(f->book, worksheet_conditional_format_cell(f->sheet->sheet, (lxw_row_t)row, (lxw_col_t)col, &rule));
}

static void validate(struct raster *f, int row, int col, lxw_data_validation v)
{
    v.ignore_blank = LXW_VALIDATION_ON;
    if (!f->book->fault) book_check(f->book, worksheet_data_validation_cell(f->sheet->sheet, (lxw_row_t)row, (lxw_col_t)col, &v));
}

static char *words(struct book *b, const char *text) { return text ? arena_dup(&b->arena, book_text(b, text)) : NULL; }

/* ---- a field ---- */

static lxw_data_validation validation_of(struct book *b, const struct document_field *field)
{
    static char yes[] = "是", no[] = "否", *yes_no[] = {yes, no, NULL};
    lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_ANY, .input_message = words(b, field->message)};
    if (field->type == FIELD_YES_NO) {
        v.validate = LXW_VALIDATION_TYPE_LIST;
        v.value_list = (void *)yes_no;                 /* char **, since libxlsxwriter 1.1.9 const char ** */
    } else if (field->type == FIELD_WHOLE) {
        v.validate = LXW_VALIDATION_TYPE_INTEGER;
        v.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
        v.minimum_number = field->least;
        v.maximum_number = field->most;
    }
    return v;
}

void fill_in_field(struct drawing *w, struct raster *f, const struct document_field *field)
{
    enum { FIELD_POINTS = 20, SIZE = 11 };
    static const double widths[] = {1, 3};
    int *at = raster_columns(f, widths, 2), row = raster_row(f, field->points > 0 ? field->points : FIELD_POINTS, false);
    int first = field->label ? at[1] : 0, last = at[2] - 1;
    struct look look = {.font = "宋体", .size = SIZE, .border = true, .wrap = true, .open = true, .down = LXW_ALIGN_VERTICAL_CENTER}, label = look;
    label.open = false;
    label.fill = SUM_FILL;
    if (field->type == FIELD_PROSE) look.down = LXW_ALIGN_VERTICAL_TOP;
    if (field->type == FIELD_TEXT) look.number = "@";  /* a code is no number */
    if (field->type == FIELD_WHOLE) look.across = LXW_ALIGN_LEFT;
    if (field->label) {
        book_merge(f->book, f->sheet->sheet, row, 0, row, first - 1, label);
        book_put_text(f->book, f->sheet->sheet, row, 0, field->label, label);
    }
    book_merge(f->book, f->sheet->sheet, row, first, row, last, look);
    if (field->type == FIELD_WHOLE && field->value) book_put_number(f->book, f->sheet->sheet, row, first, field->value, look);
    else book_put_text(f->book, f->sheet->sheet, row, first, field->value, look);
    if (field->name) item_define(w, f->sheet, row, first, field->name);
    if (!field->optional) colour_empty(f, row, first);
    if (field->type != FIELD_TEXT || field->message) validate(f, row, first, validation_of(f->book, field));
    free(at);
}

/* ---- a number of a grid ---- */

static void add_cell(struct text *t, const struct raster_place *at)
{
    char name[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell(name, (lxw_row_t)at->row, (lxw_col_t)at->col);
    text_add(t, name);
}

/* SUM(D8:D28): terms one below the other are one range. */
static void add_sum(struct text *t, const struct fill_in *g, const int *slots, size_t n)
{
    text_add(t, "SUM(");
    for (size_t i = 0, end; i < n; i = end) {
        const struct raster_place *at = &g->cells[slots[i]];
        for (end = i + 1; end < n && g->cells[slots[end]].col == at->col && g->cells[slots[end]].row == at->row + (int)(end - i); end++) {}
        text_add(t, i ? "," : "");
        add_cell(t, at);
        if (end == i + 1) continue;
        text_add_char(t, ':');
        add_cell(t, &g->cells[slots[end - 1]]);
    }
    text_add_char(t, ')');
}

/* How many of those cells that may be empty have no number: COUNTBLANK would take an empty result for one. */
static size_t add_missing(struct text *t, const struct fill_in *g, const int *slots, size_t n)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        if (!g->grid->table->form->slots[slots[i]].may_be_empty) continue;
        text_add(t, found++ ? "+NOT(ISNUMBER(" : "0+NOT(ISNUMBER(");   /* a truth value alone is greater than any number */
        add_cell(t, &g->cells[slots[i]]);
        text_add(t, "))");
    }
    return found;
}

struct look fill_in_look(const struct fill_in *g, int slot, struct look look)
{
    const struct form_slot *of = &g->grid->table->form->slots[slot];
    look.open = !of->n_terms;
    look.fill = of->n_terms ? SUM_FILL : 0;
    if (of->type == CELL_COUNT) look.number = "0";
    return look;
}

void fill_in_cell(const struct fill_in *g, int slot, struct look look)
{
    const struct form_slot *of = &g->grid->table->form->slots[slot];
    const struct cell *cell = &g->grid->table->cells[slot];
    const struct raster_place *at = &g->cells[slot];
    struct book *b = g->f->book;
    lxw_worksheet *sheet = g->f->sheet->sheet;
    if (g->grid->entry->names) item_define(g->w, g->f->sheet, at->row, at->col, g->grid->entry->names[slot]);
    if (of->n_terms) {
        struct text formula = {0};
        text_add_char(&formula, '=');
        if (of->may_be_empty) {
            text_add(&formula, "IF(");
            add_missing(&formula, g, of->terms, of->n_terms);
            text_add(&formula, ">0,\"\",");
        }
        add_sum(&formula, g, of->terms, of->n_terms);
        if (of->may_be_empty) text_add_char(&formula, ')');
        if (cell->state == CELL_NUMBER) book_put_formula(b, sheet, at->row, at->col, text_get(&formula), cell->text, look);
        else book_put_text_formula(b, sheet, at->row, at->col, text_get(&formula), "", look);
        text_release(&formula);
        return;
    }
    if (cell->state == CELL_NUMBER) book_put_number(b, sheet, at->row, at->col, cell->text, look);
    else book_put_text(b, sheet, at->row, at->col, NULL, look);
    if (!of->may_be_empty) colour_empty(g->f, at->row, at->col);
    lxw_data_validation v = {.validate = of->type == CELL_COUNT ? LXW_VALIDATION_TYPE_INTEGER : LXW_VALIDATION_TYPE_DECIMAL,
                             .criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO, .error_message = words(b, g->grid->entry->error)};
    if (g->grid->entry->noted) v.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    validate(g->f, at->row, at->col, v);
}

/* ---- whether equations hold ---- */

/* Decimals are compared as they are shown: binary sums can miss each other by a hair. */
static void add_agrees(struct text *t, const struct fill_in *g, const struct form_identity *e, size_t line)
{
    struct text missing = {0};
    size_t n = add_missing(&missing, g, e->lines[line].left, e->n_left);
    if (n) text_add_char(&missing, '+');
    size_t more = add_missing(&missing, g, e->lines[line].right, e->n_right);
    if (n + more) text_printf(t, "OR(%s%s>0,", text_get(&missing), more ? "" : "0");
    text_add(t, "ROUND(");
    add_sum(t, g, e->lines[line].left, e->n_left);
    text_add(t, "-");
    add_sum(t, g, e->lines[line].right, e->n_right);
    text_printf(t, ",%d)%s0%s", DECIMAL_MAX_SCALE, e->at_most ? "<=" : "=", n + more ? ")" : "");
    text_release(&missing);
}

static bool is_empty(const void *cells, int slot) { return ((const struct cell *)cells)[slot].state == CELL_EMPTY; }

static bool holds(const struct report_table *table, const struct form_identity *e, size_t line)
{
    struct decimal sum = {0};
    bool known = true;
    if (!form_line_known(e, &e->lines[line], is_empty, table->cells)) return true;
    for (size_t side = 0; side < 2; side++)
        for (size_t i = 0; i < (side ? e->n_right : e->n_left); i++) {
            const struct decimal n = table->cells[(side ? e->lines[line].right : e->lines[line].left)[i]].number;
            known = known && (side ? decimal_subtract : decimal_add)(sum, n, &sum);
        }
    return known && form_holds(e, sum.value);
}

static void put_result(const struct fill_in *g, const char *formula, bool agrees, int row, int first, int last, struct look look)
{
    const struct grid_entry *e = g->grid->entry;
    struct book *b = g->f->book;
    lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_TEXT, .criteria = LXW_CONDITIONAL_CRITERIA_TEXT_CONTAINING, .value_string = words(b, e->differs)};
    book_merge(b, g->f->sheet->sheet, row, first, row, last, look);
    book_put_text_formula(b, g->f->sheet->sheet, row, first, formula, agrees ? e->agrees : e->differs, look);
    rule.format = book_format(b, (struct look){.color = ALERT_COLOR, .fill = ALERT_FILL, .bold = true});
    if (!b->fault) book_check(b, worksheet_conditional_format_cell(g->f->sheet->sheet, (lxw_row_t)row, (lxw_col_t)first, &rule));
}

/* Of an equation of columns each result stands below its column; one of rows has one result. */
static void put_check(const struct fill_in *g, const struct form_identity *e, int label_end)
{
    const struct grid_entry *entry = g->grid->entry;
    struct look look = {.font = "宋体", .size = 9, .border = true, .wrap = true, .down = LXW_ALIGN_VERTICAL_CENTER};
    struct text t = {0}, all = {0};
    const char *label = arena_printf(&g->f->book->arena, "%s%s", entry->check_words, e->wording);
    int row = raster_row(g->f, measure_height(label, look.size, g->f->edges[label_end]), true);
    bool agree = true;
    book_merge(g->f->book, g->f->sheet->sheet, row, 0, row, label_end - 1, look);
    book_put_text(g->f->book, g->f->sheet->sheet, row, 0, label, look);
    look.across = LXW_ALIGN_CENTER;
    for (size_t i = 0; i < e->n_lines; i++) {
        bool one = holds(g->grid->table, e, i);
        agree = agree && one;
        text_clear(&t);
        add_agrees(&t, g, e, i);
        text_printf(&all, "%s%s", i ? "," : "=IF(AND(", text_get(&t));
        if (e->by_row) continue;
        const struct raster_place *at = &g->cells[e->lines[i].left[0]];
        put_result(g, arena_printf(&g->f->book->arena, "=IF(%s,\"%s\",\"%s\")", text_get(&t), entry->agrees, entry->differs), one, row, at->col, at->last_col, look);
    }
    text_printf(&all, "),\"%s\",\"%s\")", entry->agrees, entry->differs);
    if (e->by_row && e->n_lines) put_result(g, text_get(&all), agree, row, label_end, g->f->n_edges - 2, look);
    text_release(&t);
    text_release(&all);
}

void fill_in_checks(const struct fill_in *g, int label_end)
{
    for (size_t i = 0; i < g->grid->entry->n_checks; i++) put_check(g, g->grid->entry->checks[i], label_end);
}

void fill_in_protect(struct drawing *w, struct drawn_sheet *s)
{
    lxw_protection allowed = {.format_cells = true, .format_columns = true, .format_rows = true};
    if (!w->book.fault) worksheet_protect(s->sheet, NULL, &allowed);
}
