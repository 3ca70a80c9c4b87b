/* What is said of a report that was read from a Word file, a web page or a PDF, beyond its cells. */
#include "submission/submission_inside.h"
#include <string.h>

enum { ENOUGH = 95 };                                  /* per cent of the cells in the rows that were found */

static size_t found_in(const struct standard_row *row, const struct standard_tables *found)
{
    size_t n = 0;
    for (size_t i = row->first; i < row->first + row->n; i++) n += found->cells[i].sheet != NULL;
    return n;
}

/* Rows that are missing as a whole are named (D16); cells missing here and there mean that the lines of the table were not understood. */
bool submission_believes(struct submission_reading *r, const struct standard_form *form, const struct standard_tables *found)
{
    size_t cells = 0, wanted = 0;
    for (size_t i = 0; i < form->n_rows; i++) {
        size_t n = found_in(&form->rows[i], found);
        cells += n;
        if (n) wanted += form->rows[i].n;
    }
    if (cells * 100 >= wanted * ENOUGH) return true;
    submission_leave_out(r, "PDF 里的表线认不清（%zu 格只认出 %zu 格），数不敢用：请交 Word（.docx）或工作簿（.xlsx）", wanted, cells);
    return false;
}

/* ---- R10 ---- */

static void say(struct submission_reading *r, const char *id, const char *place, const char *text)
{
    problems_add(r->problems, &(struct problem){.id = id, .file = r->s->shown, .column = place, .key = r->s->name ? r->s->name : r->s->code, .text = text});
}

static bool has_table(const struct submission *s, const struct form_table *t)
{
    size_t n = strlen(t->id);
    for (size_t i = 0; i < s->n; i++)
        if (!strncmp(s->cells[i].address, t->id, n) && s->cells[i].address[n] == '/') return true;
    return false;
}

/* Pictures are of interest where a table is missing. */
static void say_pictures(struct submission_reading *r, const struct form *form, const struct loaded_sheet *s)
{
    bool all = true;
    for (size_t i = 0; i < form->n_tables; i++) all &= has_table(r->s, &form->tables[i]);
    for (int row = 0; row < s->n_rows && !all; row++)
        if (s->lines[row].picture) say(r, "R10", loaded_sheet_place(&r->s->arena, s, row, 0), "这里是图片，图片里的数读不出来：请换成文字的表格");
}

/* ---- R09 ---- */

/* The sum of the terms; false where a term has no number, or too many digits. */
static bool sum_of(const struct submission *s, const struct form_table *t, const int *slots, size_t n, int64_t *sum)
{
    *sum = 0;
    for (size_t i = 0; i < n; i++) {
        const struct submission_cell *c = slots[i] < 0 ? NULL : submission_cell(s, t->slots[slots[i]].address);
        struct decimal number;
        if (!c || c->empty || !decimal_rescale(c->number, DECIMAL_MAX_SCALE, &number) || __builtin_add_overflow(*sum, number.value, sum)) return false;
    }
    return true;
}

/* How many equations of the form do not hold; *first is one of their cells. */
static size_t broken(const struct submission *s, const struct form *form, const struct submission_cell **first)
{
    size_t n = 0;
    *first = NULL;
    for (size_t i = 0; i < form->n_identities; i++) {
        const struct form_identity *e = &form->identities[i];
        for (size_t k = 0; k < e->n_lines; k++) {
            const struct form_line *l = &e->lines[k];
            int64_t left, right;
            if (!sum_of(s, e->table, l->left, e->n_left, &left) || !sum_of(s, e->table, l->right, e->n_right, &right) || form_holds(e, left - right)) continue;
            if (!n++) *first = submission_cell(s, e->table->slots[l->left[0]].address);
        }
    }
    return n;
}

static void say_broken(struct submission_reading *r, const struct form *form)
{
    const struct submission_cell *first;
    size_t n = broken(r->s, form, &first);
    if (!n) return;
    problems_add(r->problems, &(struct problem){.id = "R09", .file = r->s->shown, .column = first->place, .key = r->s->name ? r->s->name : r->s->code, .cell = first->address,
                                                .text = arena_printf(&r->s->arena, "这些数读自 PDF，有 %zu 处等式不成立；先对照原件，看是原件错了还是读错了", n)});
}

void submission_say_remarks(struct submission_reading *r, const struct manuscript *m)
{
    for (size_t i = 0; i < m->n_remarks; i++) say(r, "R10", NULL, m->remarks[i]);
}

void submission_judge_manuscript(struct submission_reading *r, const struct form *form, const struct loaded_book *book)
{
    const struct manuscript *m = &book->manuscript;
    submission_say_remarks(r, m);
    say_pictures(r, form, &book->list[0]);
    if (m->kind == FILE_PDF) say_broken(r, form);
}
