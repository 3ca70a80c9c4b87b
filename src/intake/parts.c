/* What stands in one sheet below another table is a table of its own; what a merged cell holds may hold for each of its rows. */
#include "intake/intake_inside.h"
#include "ledger/rows/lines.h"
#include <string.h>

enum { LEAST_CELLS = 3, WINDOW = 3 };

bool heads_same(const struct old_head *a, const struct old_head *b)
{
    if (a->table != b->table || a->n != b->n) return false;
    for (size_t i = 0; i < a->n; i++) {
        const struct heading_meaning *x = &a->meanings[i], *y = &b->meanings[i];
        bool known = x->column >= 0 || x->wide >= 0;
        if (known ? x->column != y->column || x->wide != y->wide : strcmp(a->names[i], b->names[i]) != 0) return false;
    }
    return true;
}

/* ---- several tables in one sheet ---- */

static size_t filled(const struct old_row *row)
{
    size_t n = 0;
    for (size_t i = 0; i < row->n; i++) n += *row->cells[i] != 0;
    return n;
}

/* A record has a number or a day somewhere, a head has none. */
static bool may_be_head(const struct old_row *row)
{
    for (size_t i = 0; i < row->n; i++)
        if (strpbrk(row->cells[i], "0123456789")) return false;
    return filled(row) >= LEAST_CELLS;
}

/* The head that begins in this row or, below words that are none, in the next ones. */
static bool find_head(struct intake *k, const struct old_sheet *sheet, size_t row, struct old_head *head)
{
    struct old_sheet window = *sheet;
    window.rows += row;
    window.n_rows = sheet->n_rows - row < WINDOW ? sheet->n_rows - row : WINDOW;
    old_head_find(head, &k->arena, k->schema, k->words, &window);
    head->row += row;
    return head->table && may_be_head(&sheet->rows[head->row]) && head->n_known >= LEAST_CELLS && (head->sure || 2 * head->n_known >= head->n_labels);
}

static void add_part(struct intake *k, const struct old_sheet *sheet, size_t from, size_t to)
{
    struct old_sheets *parts = &k->parts;
    parts->list = memory_grow(parts->list, parts->n, &parts->cap, sizeof *parts->list);
    struct old_sheet *part = &parts->list[parts->n++];
    *part = *sheet;
    part->rows = sheet->rows + from;
    part->n_rows = to - from;
    if (from) part->n_cleaned = 0;
    if (from) part->shown = arena_printf(&k->arena, "%s 第%lld行起", sheet->shown, (long long)sheet->rows[from].line);
    part->notes = arena_alloc(&k->arena, (sheet->n_notes + 1) * sizeof *part->notes);
    part->n_notes = 0;
    for (size_t i = 0; i < sheet->n_notes; i++) {
        const struct raw_note *n = &sheet->notes[i];
        bool of_rows = n->kind == RAW_MERGED || n->kind == RAW_HIDDEN_ROWS;
        if (!of_rows || ((!from || n->line >= part->rows[0].line) && (to == sheet->n_rows || n->line < sheet->rows[to].line))) part->notes[part->n_notes++] = *n;
    }
}

/* Below a head that is not known there are records all the same. */
static bool has_records(const struct old_sheet *sheet, size_t from, size_t to)
{
    for (size_t r = from; r < to; r++)
        if (filled(&sheet->rows[r]) >= 2 * LEAST_CELLS) return true;
    return false;
}

/* A part begins with the title above its head: 二、行政复议. */
static void split(struct intake *k, const struct old_sheet *sheet)
{
    struct old_head last = {0}, head;
    size_t from = 0;
    for (size_t r = 0; r < sheet->n_rows; r++) {
        if (!may_be_head(&sheet->rows[r]) || !find_head(k, sheet, r, &head)) continue;
        r = head.row + head.n_rows - 1;
        if (last.table ? !heads_same(&last, &head) : has_records(sheet, from, head.row)) {
            size_t begin = head.row;
            while (begin > from + 1 && filled(&sheet->rows[begin - 1]) == 1) begin--;
            add_part(k, sheet, from, begin);
            from = begin;
        }
        last = head;
    }
    add_part(k, sheet, from, sheet->n_rows);
}

void intake_parts(struct intake *k, const struct old_sheets *sheets)
{
    for (size_t s = 0; s < sheets->n; s++) split(k, &sheets->list[s]);
    k->sheets = &k->parts;
}

/* ---- merged cells ---- */

static bool is_over(const struct raw_note *n, const struct old_head *h, const struct old_row *row)
{
    return n->kind == RAW_MERGED && n->cell < h->n && *h->labels[n->cell] && row->line > n->line && row->line <= n->last_line;
}

static void put(struct intake *k, struct old_row *row, size_t cell, const struct old_row *from)
{
    size_t n = row->n > cell ? row->n : cell + 1;
    const char **cells = arena_alloc(&k->arena, (n + 1) * sizeof *cells);
    unsigned char *marks = arena_alloc(&k->arena, n + 1);
    for (size_t i = 0; i < n; i++) {
        cells[i] = i == cell ? from->cells[cell] : old_cell(row, i);
        marks[i] = i == cell ? (from->marks ? from->marks[cell] : RAW_PLAIN) : i < row->n && row->marks ? row->marks[i] : RAW_PLAIN;
    }
    *row = (struct old_row){row->line, cells, marks, n};
}

/* The words of merged cells in each row that has words of its own; where `rows` is NULL, only marks the rows. */
static bool fill(struct intake *k, const struct old_sheet *part, const struct old_head *h, struct old_row *rows, bool *marked)
{
    size_t first = h->row + h->n_rows, top;
    bool found = false;
    for (size_t i = 0; i < part->n_notes; i++) {
        const struct raw_note *n = &part->notes[i];
        for (top = first; top < part->n_rows && part->rows[top].line < n->line;) top++;
        if (top == part->n_rows || part->rows[top].line != n->line || !*old_cell(&part->rows[top], n->cell)) continue;
        for (size_t r = top + 1; r < part->n_rows && is_over(n, h, &part->rows[r]); r++) {
            if (rows) put(k, &rows[r], n->cell, &part->rows[top]);
            else found = marked[r] = true;
        }
    }
    return found;
}

void part_fill_merged(struct intake *k, size_t s)
{
    static const char *const choices[] = {"各行都是", "只有第一行是"};
    struct old_sheet *part = &k->parts.list[s];
    const struct old_head *h = &k->heads[s];
    struct lines seen = {0};
    struct text words = {0};
    bool *marked = arena_alloc(&k->arena, (part->n_rows + 1) * sizeof *marked);
    if (!fill(k, part, h, NULL, marked)) return;
    for (size_t r = 0; r < part->n_rows; r++)
        if (marked[r]) lines_add(&seen, part->rows[r].line);
    lines_text(&seen, &words);
    const char *where = arena_printf(&k->arena, "%s %s", part->shown, text_get(&words));
    text_release(&words);
    lines_release(&seen);
    const char *answer = questions_ask(&k->questions, &(struct question){.key = arena_printf(&k->arena, "合并/%s", part->shown),
                                                                         .text = "有上下合并的单元格：下面各行是不是也是合并格里的内容",
                                                                         .where = where,
                                                                         .advice = choices[0],
                                                                         .note = "如几件申请合用一个申请人、一个答复日期：“各行都是”",
                                                                         .choices = choices,
                                                                         .n_choices = 2});
    if (answer && !strcmp(answer, choices[1])) {
        intake_note(k, where, "上下合并的单元格只有第一行有内容，其余各行请在新台账里填");
        return;
    }
    struct old_row *rows = arena_alloc(&k->arena, (part->n_rows + 1) * sizeof *rows);
    memcpy(rows, part->rows, part->n_rows * sizeof *rows);
    (void)fill(k, part, h, rows, NULL);
    part->rows = rows;
}
