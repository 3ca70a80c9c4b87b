/* A report in a workbook: in ours the cells are found by their defined names, in one of the standard form by its labels. */
#include "base/text.h"
#include "form/cell_names.h"
#include "submission/submission_inside.h"
#include "form/label.h"
#include "submission/title.h"
#include "submission/typed_cell.h"
#include "workbook/xlsx_format.h"
#include "workbook/xlsx_number.h"
#include <stdlib.h>
#include <string.h>

struct workbook_reading {
    struct submission_reading *r;
    struct loaded_book sheets;
    struct standard_form standard;
    struct standard_tables tables;
    struct standard_cell *named;                       /* by slot: where its defined name leads; sheet NULL = not to a cell that can be right */
    size_t n_named;
    const struct loaded_sheet *titled;                        /* the sheet with the title */
};

/* ---- whose it is ---- */

static const char *property(struct workbook_reading *b, const char *name) { return arena_dup(&b->r->s->arena, xlsx_reader_property(b->sheets.reader, name)); }

/* Seven counts, "-1" = not known; any other words are ignored. */
static void read_timeliness(struct timeliness *t, const char *words)
{
    int64_t counts[7];
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct text one = {0};
        struct decimal number;
        size_t n = strcspn(words, " ");
        text_add_n(&one, words, n);
        bool read = decimal_parse(text_get(&one), &number) && !number.scale && number.value >= -1;
        text_release(&one);
        if (!read) return;
        counts[i] = number.value;
        words += n + (words[n] != 0);
    }
    *t = (struct timeliness){counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6]};
}

static void read_marks(struct workbook_reading *b)
{
    struct submission *s = b->r->s;
    const char *year = property(b, "nianbao.year"), *status = property(b, "nianbao.status");
    struct decimal number;
    s->code = property(b, "nianbao.code");
    s->name = property(b, "nianbao.name");
    s->draft = status && strcmp(status, "final");
    if (property(b, "nianbao.timeliness")) read_timeliness(&s->timeliness, property(b, "nianbao.timeliness"));
    s->origin = (struct submission_origin){property(b, "nianbao.hash.form"), property(b, "nianbao.hash.rules"), property(b, "nianbao.hash.calendar"),
                                           property(b, "nianbao.program"), property(b, "nianbao.as_of")};
    if (year && decimal_parse(year, &number) && !number.scale && number.value > 0 && number.value < 10000) s->year = (int)number.value;
}

static const char *row_text(const struct loaded_sheet *s, int row)
{
    for (int c = 0; c < s->n_cols; c++)
        if (loaded_sheet_at(s, row, c) && loaded_sheet_at(s, row, c)->kind == XLSX_TEXT) return loaded_sheet_at(s, row, c)->text;
    return NULL;
}

/* A title on two lines: the name above, or name and year above. */
static void complete_title(struct workbook_reading *b, struct title *title, const char *above, const char *text)
{
    enum { MAX_NAME = 120 };
    struct arena *a = &b->r->s->arena;
    struct title both;
    if ((title->name && title->year) || !above || strlen(above) > MAX_NAME) return;
    if (title_read(a, arena_printf(a, "%s%s", above, text), &both) && both.name && both.year) *title = both;
}

/* The title of a sheet, in its first rows. */
static bool find_title(struct workbook_reading *b, const struct loaded_sheet *s, struct title *title)
{
    enum { TITLE_ROWS = 20 };
    const char *above = NULL;
    for (int r = 0; r < s->n_rows && r < TITLE_ROWS; r++) {
        const char *text = row_text(s, r);
        if (!text) continue;
        if (title_read(&b->r->s->arena, text, title)) {
            complete_title(b, title, above, text);
            return true;
        }
        above = text;
    }
    return false;
}

static bool differs(const char *a, const char *b, struct arena *arena) { return a && b && strcmp(label_key(arena, a), label_key(arena, b)); }

/* Every visible sheet may have a title; all must be of one report. False: the file is left out. */
static bool read_titles(struct workbook_reading *b)
{
    struct submission *s = b->r->s;
    struct title first = {0}, title;
    for (size_t i = 0; i < b->sheets.n; i++) {
        if (b->sheets.list[i].hidden || !find_title(b, &b->sheets.list[i], &title)) continue;
        if (!b->titled) b->titled = &b->sheets.list[i];
        if (differs(first.name, title.name, &s->arena) || (first.year && title.year && first.year != title.year)) {
            submission_leave_out(b->r, "一个工作簿里有几份报告（“%s”和“%s”），请一份一个文件", b->titled->name, b->sheets.list[i].name);
            return false;
        }
        if (!first.name) first.name = title.name;
        if (!first.year) first.year = title.year;
    }
    if (!s->name) s->name = first.name;
    if (!s->year) s->year = first.year;
    return true;
}

static bool read_owner(struct workbook_reading *b)
{
    struct submission *s = b->r->s;
    read_marks(b);
    if (!read_titles(b)) return false;
    submission_take_path(s);
    if (!s->year) submission_leave_out(b->r, "看不出是哪一年的报告；请写上标题，如“某某局2025年政府信息公开工作年度报告”");
    else if (!s->name && !s->code) submission_leave_out(b->r, "看不出是哪个机关的报告；请写上标题，如“某某局%d年政府信息公开工作年度报告”", s->year);
    return s->year && (s->name || s->code);
}

/* ---- its numbers ---- */

static bool says(const struct loaded_cell *c, const char *id) { return c && !strcmp(c->text, id); }

/* A defined name is believed where the ids of its row and column still stand in front of the cell and above it: names stay in place
 * when rows are sorted or overwritten. */
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

static void find_names(struct workbook_reading *b, const struct form *form)
{
    struct arena *a = &b->r->s->arena;
    const char *const *names = cell_names(a, form);
    size_t i = 0, sheet;
    int row, col;
    b->named = arena_alloc(a, (b->standard.n_slots + 1) * sizeof *b->named);
    for (size_t t = 0; t < form->n_tables; t++)
        for (size_t k = 0; k < form->tables[t].n_slots; k++, i++) {
            if (!xlsx_reader_name(b->sheets.reader, names[i], &sheet, &row, &col)) continue;
            const struct form_slot *slot = &form->tables[t].slots[k];
            if (!is_sane(&b->sheets.list[sheet], row, col, slot) && !find_ids(&b->sheets.list[sheet], slot, &row, &col)) continue;
            b->named[i] = (struct standard_cell){&b->sheets.list[sheet], row, col};
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

static bool read_at(struct workbook_reading *b, const struct form_slot *slot, const struct standard_cell *at, bool complain, struct submission_cell *out)
{
    struct submission_reading *r = b->r;
    const struct loaded_cell *c = loaded_sheet_at(at->sheet, at->row, at->col);
    const char *why, *place = loaded_sheet_place(&r->s->arena, at->sheet, at->row, at->col);
    bool read = is_shown(c, &why) && typed_cell(&r->s->arena, slot, c ? c->kind : XLSX_TEXT, c ? c->text : "", out, &why);
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
    bool *given = memory_alloc((b->standard.n_slots + 1) * sizeof *given);
    const char *where = NULL;
    for (size_t i = 0; i < b->standard.n_slots; i++) {
        const struct form_slot *slot = b->standard.slots[i].slot;
        const struct standard_cell *named = &b->named[i], *labelled = &b->tables.cells[i];
        struct submission_cell cell;
        given[i] = named->sheet || labelled->sheet;
        if (labelled->sheet && !where) where = labelled->sheet->name;
        if (!given[i] || !read_at(b, slot, named->sheet ? named : labelled, true, &cell)) continue;
        if (named->sheet) compare_print(b, slot, labelled, &cell);
        submission_add(b->r->s, cell);
    }
    if (!all_said) submission_say_missing(b->r, &b->standard, given, where);
    free(given);
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
            struct submission_cell *cell = address && note ? (struct submission_cell *)submission_cell(s, address->text) : NULL;
            if (cell) cell->note = arena_dup(&s->arena, note->text);
        }
    }
}

static bool read_tables(struct workbook_reading *b, const struct form *form, struct diag *diag)
{
    struct submission *s = b->r->s;
    standard_form_init(&b->standard, form);
    standard_tables_find(&b->tables, &b->standard, &b->sheets);
    find_names(b, form);
    if (!b->tables.n_found && !b->n_named) {
        submission_leave_out(b->r, "里面找不到年报的表");
        return true;
    }
    s->kind = b->n_named ? SUBMISSION_OURS : SUBMISSION_WORKBOOK;
    bool other = false;
    if (!b->n_named && !submission_say_other_form(b->r, &b->standard, &b->tables, &b->sheets, &other, diag)) return false;
    if (!b->n_named && !other) submission_say_oddities(b->r, &b->standard, &b->tables);
    read_cells(b, other);
    if (b->n_named) read_notes(b);
    for (size_t i = 0; i < b->sheets.n; i++)
        if (!b->sheets.list[i].hidden) workbook_words(b->r, form, &b->sheets.list[i]);
    return true;
}

bool workbook_read(struct submission_reading *r, struct diag *diag)
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
    bool ok = !read_owner(&b) || (submission_form(r, &form, diag) && (!form || read_tables(&b, form, diag)));
    standard_tables_release(&b.tables);
    standard_form_release(&b.standard);
    loaded_book_close(&b.sheets);
    return ok;
}
