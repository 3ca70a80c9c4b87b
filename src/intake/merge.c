#include "intake/merge.h"
#include "intake/answered.h"
#include "intake/intake_inside.h"
#include "ledger/values/discretion.h"
#include <stdlib.h>
#include <string.h>

struct merging {
    struct intake *now;
    const struct old_sheet *sheet;
    const struct carried_table *before;
    struct carried_table *to;
    int *cell_of; /* by cell of the sheet: the cell of our row, -1 = none */
    size_t n_cells;
    bool *is_from;          /* rows of `to` that a row before them has */
    struct intern *written; /* what each row of `before` looked like in the sheet */
};

static bool advise(struct diag *diag, const char *where, const char *what)
{
    return diag_fail(diag, DIAG_INPUT,
                     "%s %s，没法再从原来的台账做一遍，没有改动：请换一个文件名做，再把改的抄过去；或者不再运行 init，直接在这个工作簿里改", where,
                     what);
}

/* ---- columns ---- */

/* Where the line of headings was deleted, a row of the ledger stands in its place. */
static const char *strange_heading(struct merging *m, const char *cell, size_t i)
{
    bool shown = discretion_may_show_heading(m->now->schema, (struct slice){cell, strlen(cell)});
    return shown ? arena_printf(&m->now->arena, "里有自己加的一列“%s”", cell) : arena_printf(&m->now->arena, "第一行的第 %zu 列不是原来的标题（自己加的一列，或者标题行没有了）", i + 1);
}

static bool find_cells(struct merging *m, const struct old_row *head, struct diag *diag)
{
    size_t width = carried_width(m->to->table);
    m->n_cells = head->n;
    m->cell_of = arena_alloc(&m->now->arena, (head->n + 1) * sizeof *m->cell_of);
    for (size_t i = 0; i < head->n; i++) {
        m->cell_of[i] = -1;
        for (size_t c = 0; c < width; c++)
            if (!strcmp(head->cells[i], carried_heading(m->to->table, c))) m->cell_of[i] = (int)c;
        if (m->cell_of[i] < 0 && *head->cells[i]) return advise(diag, m->sheet->shown, strange_heading(m, head->cells[i], i));
    }
    return true;
}

/* ---- rows ---- */

/* The row of `to` that comes from the same row of the old ledger. */
static struct carried_row *same_row(struct merging *m, const struct carried_row *before)
{
    for (size_t i = 0; i < m->to->n_rows; i++) {
        struct carried_row *r = &m->to->rows[i];
        if (m->is_from[i] || r->line != before->line || strcmp(r->sheet, before->sheet)) continue;
        m->is_from[i] = true;
        return r;
    }
    return NULL;
}

static const char *shown_cell(const struct carried_row *row, size_t cell) { return row->cells[cell] ? row->cells[cell] : ""; }

/* What a row holds before the office types into it: the old ledger's, or the example of a table without rows. */
static const char *first_cell(const struct merging *m, size_t row, size_t cell)
{
    const struct ledger_table *t = m->to->table;
    if (row < m->before->n_rows) return shown_cell(&m->before->rows[row], cell);
    if (m->before->n_rows || row || cell >= t->n_columns || !t->columns[cell].example) return "";
    const struct ledger_column *c = &t->columns[cell];
    int code = c->codes ? code_find(c->codes, c->example) : 0;
    return code ? c->codes->codes[code - 1].choice : c->example;
}

/* Digits up to the last that counts: a spreadsheet shows 12500.00 as 12500. */
static size_t significant(const char *s)
{
    size_t n = strlen(s);
    if (!strchr(s, '.') || strspn(s + (*s == '-'), "0123456789.") + (*s == '-') != n) return n;
    while (s[n - 1] == '0') n--;
    return s[n - 1] == '.' ? n - 1 : n;
}

static bool same_value(const char *a, const char *b) { return significant(a) == significant(b) && !memcmp(a, b, significant(a)); }

static size_t count_same(const struct merging *m, const struct old_row *theirs, size_t row, size_t *filled)
{
    size_t same = 0;
    *filled = 0;
    for (size_t i = 0; i < m->n_cells; i++) {
        if (m->cell_of[i] < 0) continue;
        const char *first = first_cell(m, row, (size_t)m->cell_of[i]);
        *filled += *first != 0;
        same += *first && same_value(first, old_cell(theirs, i));
    }
    return same;
}

/* What a row looks like: all cells of the sheet that are ours; `theirs` NULL = as row `at` of `before` was written. */
static struct slice look(const struct merging *m, const struct old_row *theirs, size_t at, struct text *out)
{
    text_clear(out);
    for (size_t i = 0; i < m->n_cells; i++) {
        const char *cell = m->cell_of[i] < 0 ? "" : theirs ? old_cell(theirs, i) : first_cell(m, at, (size_t)m->cell_of[i]);
        text_add_n(out, cell, significant(cell));
        text_add_char(out, '\x1f');
    }
    return (struct slice){out->bytes, out->n};
}

static void learn_rows(struct merging *m)
{
    struct text row = {0};
    m->written = intern_new();
    for (size_t at = 0; at < m->before->n_rows; at++) {
        struct slice s = look(m, NULL, at, &row);
        intern_number(m->written, s.s, s.n);
    }
    text_release(&row);
}

/* Rows that share much are known apart by all they hold: one that is as another was has been moved. */
static bool is_moved(const struct merging *m, const struct old_row *theirs, size_t at)
{
    struct text own = {0}, now = {0};
    struct slice first = look(m, NULL, at, &own), s = look(m, theirs, at, &now);
    bool same = first.n == s.n && !memcmp(first.s, s.s, s.n);
    bool moved = !same && intern_find(m->written, s.s, s.n);
    text_release(&own);
    text_release(&now);
    return moved;
}

static struct carried_row *append_row(struct merging *m, const struct old_row *theirs)
{
    struct carried_table *to = m->to;
    to->rows = memory_grow(to->rows, to->n_rows, &to->cap_rows, sizeof *to->rows);
    struct carried_row *row = &to->rows[to->n_rows++];
    *row = (struct carried_row){.cells = arena_alloc(&m->now->arena, carried_width(to->table) * sizeof *row->cells),
                                .sheet = m->sheet->shown,
                                .line = theirs->line,
                                .number = "",
                                .tab = ""};
    return row;
}

/* A row of no row of the old ledger, an agency's, may be gone by an answer: nothing is lost where the office typed nothing into it. */
static bool is_untouched(const struct merging *m, const struct old_row *theirs, size_t at)
{
    if (*m->before->rows[at].sheet) return false;
    for (size_t i = 0; i < m->n_cells; i++)
        if (m->cell_of[i] >= 0 && !same_value(old_cell(theirs, i), first_cell(m, at, (size_t)m->cell_of[i]))) return false;
    return true;
}

static void take_edits(struct merging *m, struct carried_row *row, const struct old_row *theirs, size_t at)
{
    for (size_t i = 0; i < m->n_cells; i++) {
        if (m->cell_of[i] < 0) continue;
        size_t cell = (size_t)m->cell_of[i];
        const char *typed = old_cell(theirs, i);
        if (same_value(typed, first_cell(m, at, cell))) continue;
        row->cells[cell] = *typed ? typed : NULL;
        if (cell >= m->to->table->n_columns && *typed) m->to->wide[cell - m->to->table->n_columns] = true;
    }
}

/* Row `at` from 0 of the sheet; NULL where it is blank. */
static const struct old_row *their_row(const struct old_sheet *sheet, size_t at)
{
    for (size_t r = 1; r < sheet->n_rows; r++)
        if (sheet->rows[r].line == (int64_t)at + 2) return &sheet->rows[r];
    return NULL;
}

static bool merge_rows(struct merging *m, struct diag *diag)
{
    static const struct old_row blank = {0};
    int64_t last = m->sheet->rows[m->sheet->n_rows - 1].line;
    size_t n_rows = last < 2 ? 0 : (size_t)last - 1, filled;
    m->is_from = arena_alloc(&m->now->arena, (m->to->n_rows + 1) * sizeof *m->is_from);
    for (size_t at = 0; at < m->before->n_rows || at < n_rows; at++) {
        const struct old_row *theirs = their_row(m->sheet, at);
        if (at < m->before->n_rows) {
            const char *where = arena_printf(&m->now->arena, "%s 第%zu行", m->sheet->shown, at + 2);
            if (!theirs) theirs = &blank;
            size_t same = count_same(m, theirs, at, &filled);
            if ((filled >= 3 && 3 * same < filled) || is_moved(m, theirs, at)) return advise(diag, where, "不是原来那一行了（删了行、插了行或排了序）");
            struct carried_row *row = same_row(m, &m->before->rows[at]);
            if (row) take_edits(m, row, theirs, at);
            else if (!is_untouched(m, theirs, at)) return advise(diag, where, *m->before->rows[at].sheet ? "在原来的台账里找不到了" : "按“请确认”里的回答没有了，里面又填了别的");
        } else if (theirs) {
            size_t same = count_same(m, theirs, at, &filled);
            bool example = filled && same == filled && !m->before->n_rows && !at;
            if (!example) take_edits(m, append_row(m, theirs), theirs, at);
        }
    }
    return true;
}

static bool merge_table(struct merging *m, struct diag *diag)
{
    if (!find_cells(m, &m->sheet->rows[0], diag)) return false;
    learn_rows(m);
    bool ok = merge_rows(m, diag);
    intern_free(m->written);
    return ok;
}

/* ---- sheets ---- */

static bool is_ours(const struct intake *k, const char *name)
{
    if (!strcmp(name, CONFIRMATION_SHEET) || !strcmp(name, ANSWERED_VERBATIM)) return true;
    for (size_t i = 0; i < k->schema->n_sheets_left_alone; i++)
        if (!strcmp(k->schema->sheets_left_alone[i], name)) return true;
    return false;
}

bool merge_edits(struct intake *now, const struct intake *before, const struct old_sheets *book, struct diag *diag)
{
    for (size_t s = 0; s < book->n; s++) {
        const struct old_sheet *sheet = &book->list[s];
        const struct ledger_table *t = schema_table_named(now->schema, sheet->name);
        if (!t && !is_ours(now, sheet->name) && sheet->n_rows) return advise(diag, sheet->shown, "是自己加的工作表");
        if (!t || !sheet->n_rows) continue;
        struct merging m = {.now = now, .sheet = sheet, .before = &before->tables[t - now->schema->tables], .to = &now->tables[t - now->schema->tables]};
        if (!merge_table(&m, diag)) return false;
    }
    return true;
}
