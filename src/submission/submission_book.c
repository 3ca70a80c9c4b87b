/* A report in a workbook or a manuscript: in our workbook the cells are found by their defined names, in what people made by labels. */
#include "base/spelling.h"
#include "base/text.h"
#include "form/cell_names.h"
#include "form/addresses.h"
#include "submission/submission_inside.h"
#include "form/label.h"
#include "submission/typed_cell.h"
#include "workbook/xlsx_format.h"
#include "workbook/xlsx_number.h"
#include <stdlib.h>
#include <string.h>

struct workbook_reading {
    struct submission_reading *r;
    struct loaded_book sheets;
    const struct standard_form *standard;
    struct standard_tables tables;
    struct standard_cell *named;                       /* by slot: where its defined name leads; sheet NULL = not to a cell that can be right */
    size_t n_named;
};

/* ---- its numbers ---- */

static bool says(const struct loaded_cell *c, const char *id) { return c && !strcmp(c->text, id); }

/* A defined name is believed where the ids of its row and column still stand in front of the cell and above it, or where its labels lead
 * to the same cell: names stay in place when rows are sorted or overwritten. */
static bool is_sane(const struct loaded_sheet *s, int row, int col, const struct form_slot *slot)
{
    bool in_front = false, above = false;
    for (int c = col; c-- > 0 && !in_front;) in_front = says(loaded_sheet_at(s, row, c), slot->row);
    for (int r = row; r-- > 0 && !above;) above = says(loaded_sheet_at(s, r, col), slot->col);
    return in_front && above;
}

/* Finds the cell by its ids: sorting rows of a machine sheet moves the ids with the numbers, and leaves the names behind. */
static bool find_ids(const struct loaded_sheet *s, const struct form_slot *slot, int *row, int *col)
{
    for (*row = 0; *row < s->n_rows; ++*row) {
        if (!says(loaded_sheet_at(s, *row, 0), slot->row)) continue;
        for (int r = *row; r-- > 0;)
            for (*col = 1; *col < s->n_cols; ++*col)
                if (says(loaded_sheet_at(s, r, *col), slot->col)) return true;
    }
    return false;
}

static bool is_labelled(const struct standard_cell *labelled, const struct loaded_sheet *sheet, int row, int col)
{
    return labelled->sheet == sheet && labelled->row == row && labelled->col == col;
}

static void find_names(struct workbook_reading *b, const struct form *form)
{
    struct arena *a = &b->r->s->arena;
    const char *const *names = cell_names(a, form);
    size_t i = 0, sheet;
    int row, col;
    b->named = arena_alloc(a, (b->standard->n_slots + 1) * sizeof *b->named);
    for (size_t t = 0; t < form->n_tables; t++)
        for (size_t k = 0; k < form->tables[t].n_slots; k++, i++) {
            if (!b->sheets.reader || !xlsx_reader_name(b->sheets.reader, names[i], &sheet, &row, &col)) continue;
            const struct form_slot *slot = &form->tables[t].slots[k];
            const struct loaded_sheet *s = &b->sheets.list[sheet];
            if (!is_labelled(&b->tables.cells[i], s, row, col) && !is_sane(s, row, col, slot) && !find_ids(s, slot, &row, &col)) continue;
            b->named[i] = (struct standard_cell){s, row, col};
            b->n_named++;
        }
}

/* What people see in the cell must be the number that it holds: 12% is not 0.12, and 1.2 is not 12,345. */
static bool is_shown(const struct loaded_cell *c, const char **why)
{
    struct text number = {0}, shown = {0};
    if (!c || c->kind != XLSX_NUMBER || !c->format) return true;
    xlsx_number_write(&number, c->text, strlen(c->text));
    struct slice stored = {text_get(&number), number.n};
    enum xlsx_shown how = xlsx_format_apply(c->format, stored.s, stored.n, &shown);
    bool same = how == XLSX_AS_STORED || (how == XLSX_SHOWN && xlsx_format_agrees((struct slice){text_get(&shown), shown.n}, stored) != XLSX_DISAGREES);
    if (!same) *why = "按数字格式显示的不是存的数：单元格格式设为常规后，填准确的数";
    text_release(&number);
    text_release(&shown);
    return same;
}

/* What a page or a PDF does not show clearly is not read. */
static bool is_sure(const struct loaded_cell *c, const char **why)
{
    if (c && c->unsure) *why = c->unsure;
    return !c || !c->unsure;
}

/* The unit of money that a text is, or has in brackets at its end: 元, 收取的费用（万元）; NULL = none. */
static const char *unit_in(const char *words)
{
    static const char *const units[] = {"亿元", "百万元", "万元", "千元", "百元", "元"};   /* longer ones first */
    struct text folded = {0};
    const char *unit = NULL;
    spelling_fold(&folded, (struct slice){words, strlen(words)});
    size_t n = folded.n && folded.bytes[folded.n - 1] == ')' ? folded.n - 1 : folded.n;
    for (size_t i = 0; i < sizeof units / sizeof *units && !unit; i++) {
        size_t k = strlen(units[i]);
        if (n >= k && !memcmp(folded.bytes + n - k, units[i], k) && (n == k || folded.bytes[n - k - 1] == '(' || folded.bytes[n - k - 1] == ':')) unit = units[i];
    }
    text_release(&folded);
    return unit;
}

/* Money must be in the unit that the form has beside the row; where the sheet says none, it is that of the form. */
static bool is_of_unit(struct arena *a, const struct form_slot *slot, const struct standard_cell *at, const char **why)
{
    for (int c = at->col; c-- > 0 && slot->type == CELL_DECIMAL && slot->unit;) {
        const struct loaded_cell *cell = loaded_sheet_shown(at->sheet, at->row, c);
        if (cell && typed_number(cell->kind, cell->text)) return true;   /* of the table beside this one */
        const char *unit = cell && cell->kind == XLSX_TEXT ? unit_in(cell->text) : NULL;
        if (!unit || !strcmp(unit, slot->unit)) continue;
        *why = arena_printf(a, "的单位是%s，表单的单位是%s：请换算", unit, slot->unit);
        return false;
    }
    return true;
}

static bool read_at(struct workbook_reading *b, const struct form_slot *slot, const struct standard_cell *at, bool complain, struct submission_cell *out)
{
    struct submission_reading *r = b->r;
    const struct loaded_cell *c = loaded_sheet_at(at->sheet, at->row, at->col);
    const char *why, *place = loaded_sheet_place(&r->s->arena, at->sheet, at->row, at->col);
    bool read = is_sure(c, &why) && is_shown(c, &why) && typed_cell(&r->s->arena, slot, c ? c->kind : XLSX_TEXT, c ? c->text : "", out, &why) &&
                (out->empty || is_of_unit(&r->s->arena, slot, at, &why));
    out->place = place;
    if (!read && complain)
        problems_add(r->problems, &(struct problem){.id = "R02", .file = r->s->shown, .column = place, .key = r->s->name, .cell = slot->address,
                                                    .value = typed_hides(why) ? PROBLEM_PERSONAL : submission_value(c->text), .text = arena_printf(&r->s->arena, "这一格%s", why)});
    return read;
}

/* Our print sheet repeats the numbers of the machine sheets; a different number there was typed in by hand. */
static void compare_print(struct workbook_reading *b, const struct form_slot *slot, const struct standard_cell *at, const struct submission_cell *cell)
{
    struct submission_cell shown;
    if (!at->sheet || !read_at(b, slot, at, false, &shown) || submission_same(cell, &shown)) return;
    struct problem p = {.id = "R03", .file = b->r->s->shown, .column = shown.place, .key = b->r->s->name, .cell = slot->address,
                        .value = shown.empty ? "空" : shown.shown, .expected = cell->empty ? "空" : cell->shown,
                        .text = arena_printf(&b->r->s->arena, "打印页的数与 %s 不同；用了后者", cell->place)};
    problems_add(b->r->problems, &p);
}

static void read_cells(struct workbook_reading *b, bool all_said)
{
    bool *given = memory_alloc((b->standard->n_slots + 1) * sizeof *given);
    const char *where = NULL;
    for (size_t i = 0; i < b->standard->n_slots; i++) {
        const struct form_slot *slot = b->standard->slots[i].slot;
        const struct standard_cell *named = &b->named[i], *labelled = &b->tables.cells[i];
        struct submission_cell cell;
        given[i] = named->sheet || labelled->sheet;
        if (labelled->sheet && !where && *labelled->sheet->name) where = labelled->sheet->name;
        if (labelled->disputed && (!named->sheet || b->r->s->filled_in)) continue;
        if (!given[i] || !read_at(b, slot, named->sheet ? named : labelled, true, &cell)) continue;
        if (named->sheet) compare_print(b, slot, labelled, &cell);
        submission_add(b->r->s, cell);
    }
    if (!all_said) submission_say_missing(b->r, b->standard, given, where);
    free(given);
}

/* A slot of the named ones that is text with a number other than 0: the program that works out a sum passes over it. */
static bool is_passed_over(const struct standard_cell *at, const struct submission_cell *cell)
{
    const struct loaded_cell *c = at->sheet ? loaded_sheet_at(at->sheet, at->row, at->col) : NULL;
    return c && c->kind == XLSX_TEXT && cell && !cell->empty && cell->number.value;
}

/* `named` are the cells of the table. Said only of a sum that is right without its texts. */
static void say_passed_over(struct workbook_reading *b, const struct form_table *t, const struct standard_cell *named, const struct form_slot *sum, bool *said)
{
    const struct submission_cell *own = submission_cell(b->r->s, sum->address);
    int64_t others = 0;
    for (size_t i = 0; i < sum->n_terms; i++) {
        const struct submission_cell *cell = submission_cell(b->r->s, t->slots[sum->terms[i]].address);
        if (cell && !cell->empty && !is_passed_over(&named[sum->terms[i]], cell)) others += cell->number.value;
    }
    if (!own || own->empty || own->number.value != others) return;
    for (size_t i = 0; i < sum->n_terms; i++) {
        const struct submission_cell *cell = submission_cell(b->r->s, t->slots[sum->terms[i]].address);
        if (!is_passed_over(&named[sum->terms[i]], cell) || said[sum->terms[i]]) continue;
        said[sum->terms[i]] = true;
        problems_add(b->r->problems, &(struct problem){.id = "R02", .file = b->r->s->shown, .column = cell->place, .key = b->r->s->name, .cell = cell->address,
                                                       .value = cell->shown, .text = "这一格的数是文本，合计没有算进去：只留数字；还是文本的，点格边的感叹号，选“转换为数字”"});
    }
}

static void say_texts_in_sums(struct workbook_reading *b, const struct form *form)
{
    const struct standard_cell *named = b->named;
    for (size_t i = 0; i < form->n_tables; named += form->tables[i++].n_slots) {
        const struct form_table *t = &form->tables[i];
        bool *said = memory_alloc((t->n_slots + 1) * sizeof *said);
        memset(said, 0, (t->n_slots + 1) * sizeof *said);
        for (size_t k = 0; k < t->n_sums; k++) say_passed_over(b, t, named, &t->slots[t->sum_order[k]], said);
        free(said);
    }
}

/* Notes of our workbook stand on a sheet of their own: 单元格 … 附注. */
static void read_notes(struct workbook_reading *b)
{
    struct submission *s = b->r->s;
    for (size_t i = 0; i < b->sheets.n; i++) {
        const struct loaded_sheet *sheet = &b->sheets.list[i];
        int head = 0, of = -1, words = -1;
        for (; head < sheet->n_rows && head < 10 && (of < 0 || words < 0); head++)
            for (int c = 0; c < sheet->n_cols; c++) {
                if (says(loaded_sheet_at(sheet, head, c), "单元格")) of = c;
                if (says(loaded_sheet_at(sheet, head, c), "附注")) words = c;
            }
        for (int r = head; of >= 0 && words >= 0 && r < sheet->n_rows; r++) {
            const struct loaded_cell *address = loaded_sheet_at(sheet, r, of), *note = loaded_sheet_at(sheet, r, words);
            const struct form_table *table;
            int slot;
            bool known = address && note && address_find(b->standard->form, address->text, &table, &slot, NULL);
            struct submission_cell *cell = known ? (struct submission_cell *)submission_cell(s, table->slots[slot].address) : NULL;
            if (cell) cell->note = arena_dup(&s->arena, note->text);
        }
    }
}

/* Messages call the rows of a manuscript by their official labels. */
static void label_lines(struct workbook_reading *b)
{
    for (size_t i = 0; i < b->standard->n_rows; i++) {
        const struct standard_row *row = &b->standard->rows[i];
        for (size_t k = row->first; k < row->first + row->n; k++) {
            const struct standard_cell *at = &b->tables.cells[k];
            if (at->sheet && at->sheet->lines) at->sheet->lines[at->row].label = row->label.text;
        }
    }
}

static enum submission_kind kind_of(const struct workbook_reading *b)
{
    if (b->n_named) return SUBMISSION_OURS;
    switch (b->sheets.manuscript.kind) {
    case FILE_DOCX: return SUBMISSION_WORD;
    case FILE_HTML: return SUBMISSION_PAGE;
    case FILE_PDF: return SUBMISSION_PDF;
    default: return SUBMISSION_WORKBOOK;
    }
}

static bool read_tables(struct workbook_reading *b, const struct form *form, struct diag *diag)
{
    struct submission *s = b->r->s;
    b->standard = standard_form_of(b->r->shelf, form);
    standard_tables_find(&b->tables, b->standard, &b->sheets);
    label_lines(b);
    find_names(b, form);
    if (!b->tables.n_found && !b->n_named) {
        enum { HALF = 50 };
        const struct form *other;
        submission_say_remarks(b->r, &b->sheets.manuscript);   /* the tables may be in what was passed over */
        if (!submission_other_form(b->r, form, &b->sheets, HALF, &other, diag)) return false;
        if (other) submission_leave_out(b->r, "是“%s”的表，%d年的应是“%s”", other->name, s->year, form->name);
        else submission_leave_out(b->r, "里面找不到年报的表%s", b->sheets.reader ? "" : "；表是图片的，请换成文字的表格；没有填表的，请按标准格式填好，存为 .docx 或 .xlsx");
        return true;
    }
    if (b->sheets.manuscript.kind == FILE_PDF && !submission_believes(b->r, b->standard, &b->tables)) return true;
    s->kind = kind_of(b);
    bool other = false;
    if (!b->n_named && !submission_say_other_form(b->r, b->standard, &b->tables, &b->sheets, &other, diag)) return false;
    if (!b->n_named && !other) submission_say_oddities(b->r, b->standard, &b->tables);
    if (b->n_named && s->filled_in) submission_say_twice(b->r, b->standard, &b->tables);    /* a copy of the sheet, changed: no page for printing is there */
    read_cells(b, other);
    if (b->n_named && s->filled_in) say_texts_in_sums(b, form);
    if (b->n_named) read_notes(b);
    for (size_t i = 0; i < b->sheets.n; i++)
        if (!b->sheets.list[i].hidden) workbook_words(b->r, b->standard, &b->tables, &b->sheets.list[i]);
    section_titles_judge(b->r, b->standard, &b->tables, &b->sheets);
    if (!b->sheets.reader) submission_judge_manuscript(b->r, form, &b->sheets);
    return true;
}

bool book_read(struct submission_reading *r, struct diag *diag)
{
    struct workbook_reading b = {.r = r};
    const struct form *form = NULL;
    struct diag unreadable;
    if (!loaded_book_open(&b.sheets, r->s->path, &unreadable)) {
        const char *reason = strstr(unreadable.text, "：");
        if (unreadable.kind != DIAG_INPUT) {
            *diag = unreadable;
            return false;
        }
        submission_leave_out(r, "%s", reason ? reason + strlen("：") : unreadable.text);
        return true;
    }
    bool ok = !submission_take_owner(r, &b.sheets) || (submission_form(r, &form, diag) && (!form || read_tables(&b, form, diag)));
    standard_tables_release(&b.tables);
    loaded_book_close(&b.sheets);
    return ok;
}
