/* Walks a sheet from top to bottom: heads open a table, labels tell its rows. */
#include "submission/submission_inside.h"
#include "form/label.h"
#include "submission/typed_cell.h"
#include <stdlib.h>
#include <string.h>

enum { MAX_LABEL_BYTES = 600 };

struct walk {
    const struct standard_form *form;
    const struct loaded_sheet *sheet;
    struct standard_tables *found;
    struct heads heads;
    struct sheet_row row;                              /* at hand */
    bool settled;                                      /* the heads are complete */
    bool order_said;
    int last_taken;                                    /* of a table without row labels: its row of numbers; -1 = none since the last heads */
    const struct standard_row *unlabelled;             /* that row of the form; its heads stay known */
};

static void note(struct walk *w, enum standard_oddity_kind kind, int row, int col, const char *text, const char *official)
{
    struct standard_tables *f = w->found;
    while (!strncmp(text, "　", strlen("　"))) text += strlen("　");
    for (size_t i = 0; i < f->n_odd; i++)
        if (f->odd[i].kind == kind && f->odd[i].sheet == w->sheet && f->odd[i].row == row && f->odd[i].col == col) return;
    f->odd = memory_grow(f->odd, f->n_odd, &f->cap_odd, sizeof *f->odd);
    f->odd[f->n_odd++] = (struct standard_oddity){.kind = kind, .sheet = w->sheet, .row = row, .col = col, .text = text, .official = official};
}

static bool is_data(const struct loaded_cell *c) { return c && (c->unsure || typed_data(c->kind, c->text)); }

/* Paragraphs between the pieces of a table that was cut do not end it; headings and captions do. */
static bool is_between(const struct walk *w, int row) { return w->sheet->lines && row < w->sheet->n_rows && (w->sheet->lines[row].prose || w->sheet->lines[row].picture); }

static void read_keys(struct walk *w, int row)
{
    w->row.at = row;
    for (int c = 0; c < w->sheet->n_cols; c++) {
        const struct loaded_cell *cell = loaded_sheet_shown(w->sheet, row, c);
        bool same = cell && c && loaded_sheet_shown(w->sheet, row, c - 1) == cell;
        bool label = cell && !same && cell->kind == XLSX_TEXT && strlen(cell->text) <= MAX_LABEL_BYTES && !is_data(cell);
        w->row.keys[c] = same ? w->row.keys[c - 1] : label ? label_key(&w->found->arena, cell->text) : NULL;
        w->row.briefs[c] = same ? w->row.briefs[c - 1] : label ? label_short(&w->found->arena, cell->text) : NULL;
    }
}

static bool is_head_row(const struct walk *w, int row)
{
    bool head = false;
    for (int c = 0; c < w->sheet->n_cols; c++) {
        if (is_data(loaded_sheet_at(w->sheet, row, c))) return false;
        if (w->row.keys[c] && (!w->settled || c >= w->heads.band->first_col)) head |= standard_form_is_head(w->form, w->row.keys[c]);
    }
    return head;
}

static void close_table(struct walk *w)
{
    struct head_band *b = w->heads.band = w->heads.bands;
    w->heads.n = 0;
    w->heads.n_bands = 1;
    *b = (struct head_band){.end = w->sheet->n_cols, .last = b->last, .lost = b->lost};
    w->settled = false;
    w->last_taken = -1;
}

/* Numbers of a wide table that was broken in two, or that slipped beside their heads: other numbers of the same row may be wrong as
 * well. */
static void say_outside(struct walk *w, int row, int col)
{
    const struct loaded_cell *cell = loaded_sheet_at(w->sheet, row, col);
    if (cell && typed_number(cell->kind, cell->text)) note(w, ODD_OUTSIDE, row, col, cell->text, NULL);
}

/* A column of serial numbers before the data is no data. */
static bool counts_rows(const struct walk *w, int col)
{
    static const char *const heads[] = {"序号", "行次", "行号", "栏次", "编号", "项目编号"};
    for (size_t i = 0; w->heads.columns[col].key && i < sizeof heads / sizeof *heads; i++)
        if (!strcmp(w->heads.columns[col].key, heads[i])) return true;
    return false;
}

static void say_outside_left(struct walk *w, int row)
{
    for (int c = w->heads.band->from; c < w->heads.band->first_col; c++)
        if (!counts_rows(w, c)) say_outside(w, row, c);
}

static void add_head(struct walk *w, int row)
{
    if (w->settled || w->heads.n == MAX_HEAD_ROWS) close_table(w);
    if (!w->heads.n) w->heads.first = row;
    size_t n = (size_t)w->sheet->n_cols;
    memcpy(w->heads.keys + (size_t)w->heads.n++ * n, w->row.keys, n * sizeof *w->row.keys);
}

/* Where no column is one of the form, the data begin at the first column with a number in the row at hand. */
static void settle(struct walk *w, int row)
{
    w->settled = true;
    heads_settle(&w->heads, &w->found->arena);
    bool none = w->heads.band->first_col == w->heads.band->end;
    for (int c = w->sheet->n_cols; c-- > 0 && none;)
        if (is_data(loaded_sheet_at(w->sheet, row, c))) w->heads.band->first_col = c;
}

static bool row_has_data(const struct loaded_sheet *s, int row)
{
    for (int c = 0; c < s->n_cols; c++)
        if (is_data(loaded_sheet_at(s, row, c))) return true;
    return false;
}

/* Whether the cell that was found lies under the same merged head as this one, in the same row. */
static bool is_same_cell(const struct walk *w, const struct standard_cell *at, int row, int col)
{
    const struct head_column *a = &w->heads.columns[at->col], *b = &w->heads.columns[col];
    return at->sheet == w->sheet && at->row == row && a->head_row == b->head_row && a->head_col == b->head_col;
}

/* A cell found twice counts once: a row without numbers is one of a blank form, or of a table that goes on. */
static void put_cell(struct walk *w, const struct standard_slot *slot, int row, int col)
{
    struct standard_cell *at = &w->found->cells[slot - w->form->slots];
    const struct loaded_cell *old = at->sheet ? loaded_sheet_at(at->sheet, at->row, at->col) : NULL, *new = loaded_sheet_at(w->sheet, row, col);
    bool covered = at->sheet && !old && loaded_sheet_shown(at->sheet, at->row, at->col);   /* by the cell beside it, under a head that reaches too far */
    bool blank = at->sheet && !old && new && !covered && !is_same_cell(w, at, row, col) && row_has_data(at->sheet, at->row);
    if (blank || (old && new && strcmp(old->text, new->text))) {
        note(w, ODD_TWICE, row, col, new->text, slot->slot->address);
        w->found->odd[w->found->n_odd - 1].other = *at;
    }
    w->found->n_found += !at->sheet;
    if (!at->sheet || (!old && new && !blank)) *at = (struct standard_cell){w->sheet, row, col, false};
}

/* Rows of one column of a table follow each other as in the form. */
static void meet(struct walk *w, const struct standard_row *row, int at)
{
    struct head_band *b = w->heads.band;
    if (b->last && b->last->table == row->table && row < b->last && !w->order_said) {
        note(w, ODD_ORDER, at, b->from, row->label.text, NULL);
        w->order_said = true;
    }
    b->last = row;
    b->lost = false;
}

/* The numbers of one row of the form. Of columns under one merged head the first with a value counts. */
static void take_row(struct walk *w, const struct standard_row *row, int at)
{
    const struct standard_slot *last = NULL;
    for (int c = w->heads.band->first_col; c < w->heads.band->end; c++) {
        enum label_fit fit;
        struct head_column *k = &w->heads.columns[c];
        const struct standard_slot *slot = heads_slot(&w->heads, row, k, &fit);
        if (!slot && (!k->key || k->matched)) say_outside(w, at, c);
        if (!slot) continue;
        if (slot == last && !loaded_sheet_at(w->sheet, at, c)) continue;
        if (fit != LABEL_SAME && !k->matched) note(w, ODD_LABEL, k->head_row, k->head_col, k->text, slot->head.text);
        if (last && slot < last && !w->order_said) note(w, ODD_ORDER, k->head_row, k->head_col, k->text, NULL), w->order_said = true;
        k->matched = true;
        if (w->sheet->lines && slot != last && c >= w->sheet->lines[at].end) note(w, ODD_SHORT, at, w->heads.band->first_col, k->text, NULL);
        put_cell(w, slot, at, c);
        last = slot;
    }
    say_outside_left(w, at);
    meet(w, row, at);
}

static bool has_data(const struct walk *w, int row)
{
    for (int c = w->heads.band->first_col; c < w->heads.band->end; c++)
        if (is_data(loaded_sheet_at(w->sheet, row, c))) return true;
    return false;
}

static void say_unknown_columns(struct walk *w, int row)
{
    for (int c = w->heads.band->first_col; c < w->heads.band->end; c++) {
        const struct head_column *k = &w->heads.columns[c];
        if (k->key && !k->matched && k->head_col == c && is_data(loaded_sheet_at(w->sheet, row, c)))
            note(w, ODD_COLUMN, k->head_row, c, k->text, NULL);
    }
}

/* The row of the form that the row of the sheet is; *any: it may be several. Only the last label may be misspelt. */
static const struct standard_row *row_at(struct walk *w, int at, bool *any)
{
    *any = false;
    for (int near = 0; near < 2 && !*any; near++) {
        for (int c = w->heads.band->first_col; c-- > w->heads.band->from && !*any;) {
            enum label_fit fit;
            if (!sheet_row_labelled(&w->row, c)) continue;
            const struct standard_row *row = sheet_row_find(&w->row, c, near, &fit, any);
            if (!row && !*any && near && has_data(w, at)) row = sheet_row_next(&w->row, c);
            if (row && fit != LABEL_SAME) note(w, ODD_LABEL, at, c, loaded_sheet_shown(w->sheet, at, c)->text, row->label.text);
            if (row) return row;
            if (near) break;
        }
    }
    return NULL;
}

static bool has_words(const struct walk *w)
{
    bool words = false;
    for (int c = w->heads.band->from; c < w->heads.band->end; c++) words |= w->row.keys[c] && *w->row.keys[c];
    return words;
}

static bool read_row(struct walk *w, int at)
{
    struct head_band *b = w->heads.band;
    bool any;
    int last = b->first_col - 1;
    while (last >= b->from && !sheet_row_labelled(&w->row, last)) last--;
    const struct standard_row *row = row_at(w, at, &any), *line = row ? NULL : sheet_row_line(&w->row);
    if (row) {
        take_row(w, row, at);
        return true;
    }
    if (line) meet(w, line, at);
    else b->lost |= has_words(w);
    if (last < b->from) say_outside_left(w, at);
    if (!has_data(w, at)) return false;
    bool labelled = last >= b->from;
    if (any) note(w, ODD_ANY, at, last, loaded_sheet_shown(w->sheet, at, last)->text, NULL);
    else if (labelled && sheet_row_named(&w->row, last)) say_unknown_columns(w, at);
    else note(w, ODD_ROW, at, labelled ? last : b->from, labelled ? loaded_sheet_shown(w->sheet, at, last)->text : "", NULL);
    return false;
}

/* A table without row labels has its numbers right below its heads, or one blank row further down. */
static bool read_unlabelled(struct walk *w, int at)
{
    for (size_t i = 0; i < w->form->n_rows; i++) {
        const struct standard_row *row = &w->form->rows[i];
        if (row->label.key || heads_fit(&w->heads, row) * 2 < row->n) continue;
        w->last_taken = !has_data(w, at) && has_data(w, at + 1) ? at + 1 : at;
        w->unlabelled = row;
        take_row(w, row, w->last_taken);
        return true;
    }
    return false;
}

/* A second row of numbers right below the first: which one counts is not known (two years, or numbers of the columns). */
static void read_second(struct walk *w, int at)
{
    enum label_fit fit;
    for (int c = 0; c < w->sheet->n_cols; c++) {
        const struct loaded_cell *cell = loaded_sheet_at(w->sheet, at, c);
        const struct standard_slot *slot = c >= w->heads.band->first_col ? heads_slot(&w->heads, w->unlabelled, &w->heads.columns[c], &fit) : NULL;
        if (slot && cell && typed_number(cell->kind, cell->text)) put_cell(w, slot, at, c);
        else say_outside(w, at, c);
    }
}

/* A line of words within an open table may have the words of a section's heading (三、依申请公开情况). */
static bool ends_table(const struct walk *w)
{
    if (w->heads.n && !is_between(w, w->row.at) && sheet_row_line(&w->row)) return false;
    for (int c = 0; c < w->sheet->n_cols; c++)
        if (w->row.keys[c]) return standard_form_is_break(w->form, w->row.keys[c]);
    return false;
}

static void read_line(struct walk *w, int row)
{
    read_keys(w, row);
    if (ends_table(w)) {
        close_table(w);
    } else if (is_between(w, row)) {
        return;
    } else if (is_head_row(w, row)) {
        add_head(w, row);
    } else if (w->heads.n) {
        bool fresh = !w->settled;
        if (fresh) settle(w, row);
        if (fresh && read_unlabelled(w, row)) {
            int taken = w->last_taken;
            say_unknown_columns(w, taken);
            close_table(w);
            w->last_taken = taken;
            return;
        }
        for (int i = 0; i < w->heads.n_bands; i++) {
            w->heads.band = &w->heads.bands[i];
            if (read_row(w, row)) say_unknown_columns(w, row);
        }
        w->heads.band = w->heads.bands;
    } else if (w->last_taken >= 0 && row == w->last_taken + 1) {
        read_second(w, row);
    } else if (w->last_taken >= 0 && row > w->last_taken) {
        for (int c = 0; c < w->sheet->n_cols; c++) say_outside(w, row, c);
    }
}

static void walk_sheet(struct standard_tables *found, const struct standard_form *form, const struct loaded_sheet *sheet)
{
    size_t n = (size_t)sheet->n_cols;
    struct walk w = {.form = form, .sheet = sheet, .found = found, .last_taken = -1, .heads = {.form = form, .sheet = sheet}};
    w.row.heads = &w.heads;
    w.row.keys = memory_alloc((n + 1) * sizeof *w.row.keys);
    w.row.briefs = memory_alloc((n + 1) * sizeof *w.row.briefs);
    w.heads.keys = memory_alloc((n + 1) * MAX_HEAD_ROWS * sizeof *w.heads.keys);
    w.heads.columns = memory_alloc((n + 1) * sizeof *w.heads.columns);
    close_table(&w);
    for (int r = 0; r <= sheet->n_rows; r++) read_line(&w, r);
    free(w.row.keys);
    free(w.row.briefs);
    free(w.heads.keys);
    free(w.heads.columns);
}

void standard_tables_find(struct standard_tables *found, const struct standard_form *form, const struct loaded_book *book)
{
    *found = (struct standard_tables){0};
    found->cells = arena_alloc(&found->arena, (form->n_slots + 1) * sizeof *found->cells);
    for (size_t i = 0; i < book->n; i++)
        if (!book->list[i].hidden) walk_sheet(found, form, &book->list[i]);
}

void standard_tables_release(struct standard_tables *found)
{
    arena_release(&found->arena);
    free(found->odd);
}
