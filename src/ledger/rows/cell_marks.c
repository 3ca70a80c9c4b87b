#include "ledger/rows/row_inside.h"
#include "workbook/xlsx_format.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static enum raw_mark mark_of(const struct row_source *s, size_t column)
{
    int cell = s->headings.cell_of[column];
    return s->row.marks && cell >= 0 && (size_t)cell < s->row.n ? (enum raw_mark)s->row.marks[cell] : RAW_PLAIN;
}

static bool damaged(struct fault *fault, const char *what)
{
    fault_set(fault, "A05", "编号被电子表格改成了%s，原来的编号不知道了", what);
    return fault_expect(fault, "原来的编号（先把这一列设为文本再填）");
}

/* A spreadsheet makes the first of March of a typed 2025-03; in a column of months or words 2025-03 was meant. */
static void cut_to_month(struct slice *cell)
{
    enum { MONTH = sizeof "2025-03" - 1, DAY = sizeof "2025-03-01" - 1 };
    if (cell->n == DAY && !memcmp(cell->s + MONTH, "-01", DAY - MONTH)) cell->n = MONTH;
}

/* ---- numbers that their format shows otherwise ---- */

static bool is_number(enum column_type t) { return t == COLUMN_COUNT || t == COLUMN_SIGNED || t == COLUMN_NUMBER || t == COLUMN_MONEY; }

static bool is_digits(enum column_type t) { return is_number(t) || t == COLUMN_DATE || t == COLUMN_MONTH || t == COLUMN_YEAR; }

static struct slice stored_of(const struct row_source *s, size_t column) { return s->row.stored[s->headings.cell_of[column]]; }

/* Where the stored number counts, if that is what is shown. A code is a number only to the last digit; a zero that is out of sight
 * is none but where numbers stand. */
static bool is_read_by_value(enum column_type t, struct slice shown, struct slice stored)
{
    if (t == COLUMN_CODE || t == COLUMN_FLAG) return xlsx_format_is_plain(shown) && xlsx_format_agrees(shown, stored) == XLSX_AGREES;
    return is_number(t) || (is_digits(t) && shown.n);
}

/* The stored number with the words that are shown around it, so that a unit is still read as one. */
static struct slice in_words(struct row_source *s, struct slice shown, struct slice stored)
{
    static const char in_numbers[] = "0123456789.,-+() ";
    size_t before = 0, behind = shown.n;
    while (before < shown.n && !strchr(in_numbers, shown.s[before])) before++;
    while (behind > before && !strchr(in_numbers, shown.s[behind - 1])) behind--;
    char *all = arena_printf(&s->reader.odd, "%.*s%.*s%.*s", (int)before, shown.s, (int)stored.n, stored.s, (int)(shown.n - behind), shown.s + behind);
    return (struct slice){all, strlen(all)};
}

/* 12% is not 0.12, and 12 not 12,345: which of the two was meant only the office knows. */
static bool read_formatted(struct row_source *s, size_t column, struct slice *cell, struct fault *fault)
{
    enum column_type type = s->table->columns[column].type;
    struct slice stored = stored_of(s, column);
    if (!is_read_by_value(type, *cell, stored)) return true;
    if (xlsx_format_agrees(*cell, stored) != XLSX_DISAGREES) {
        *cell = is_number(type) && !xlsx_format_is_plain(*cell) ? in_words(s, *cell, stored) : xlsx_format_is_plain(*cell) ? stored : *cell;
        return true;
    }
    if (!is_number(type)) return true;
    fault_set(fault, "A20", "按数字格式显示的与存的不同");
    return fault_expect(fault, "单元格格式设为常规后，填准确的数");
}

static bool not_simple(enum column_type type, struct fault *fault)
{
    if (type == COLUMN_TEXT || type == COLUMN_PROSE) return true;
    fault_set(fault, type == COLUMN_KEY ? "A05" : is_number(type) ? "A20" : is_digits(type) ? "A01" : "S07", "单元格的数字格式让人看到的不是存的数，不知道看到的是什么");
    return fault_expect(fault, "单元格格式设为文本或常规后，填看到的内容");
}

enum notation_kind cell_marks_notation(const struct row_source *s, size_t column, struct slice *seen, const char **read)
{
    enum raw_mark mark = mark_of(s, column);
    enum column_type type = s->table->columns[column].type;
    if (mark != RAW_FORMATTED) return NOTATION_NONE;
    struct slice shown = s->row.cells[s->headings.cell_of[column]], stored = stored_of(s, column);
    enum xlsx_agreement agreement = xlsx_format_agrees(shown, stored);
    bool by_value = is_read_by_value(type, shown, stored);
    if (by_value && agreement == XLSX_AGREES) return NOTATION_NONE;
    bool rounded = by_value && agreement == XLSX_AGREES_ROUNDED;
    *seen = rounded ? shown : stored;
    *read = rounded ? stored.s : shown.s;
    return rounded ? NOTATION_ROUNDED : NOTATION_SHOWN;
}

bool cell_marks_allow(struct row_source *s, size_t column, struct slice *cell, struct fault *fault)
{
    enum column_type type = s->table->columns[column].type;
    switch (mark_of(s, column)) {
    case RAW_FORMATTED:
        return read_formatted(s, column, cell, fault);
    case RAW_NOT_SIMPLE:
        return not_simple(type, fault);
    case RAW_NOT_COMPUTED:
        fault_set(fault, "S22", "公式没有保存结果");
        return fault_expect(fault, "在表格软件里重新计算、保存后的值");
    case RAW_ERROR:
        fault_set(fault, "S22", "公式出错，这一格没有值");
        return fault_expect(fault, "改正公式，或直接填值");
    case RAW_NO_DATE:
        if (type != COLUMN_DATE && type != COLUMN_MONTH) return true;
        fault_set(fault, "A01", "这一格的格式是日期，但没有哪一天是这个数");
        return fault_expect(fault, "2025-03-31 这样的日期");
    case RAW_LONG_NUMBER:
        return type != COLUMN_KEY || damaged(fault, "数字或科学记数法");
    case RAW_MONTH: case RAW_DATE:
        if (type == COLUMN_MONTH || (type == COLUMN_TEXT && mark_of(s, column) == RAW_MONTH)) cut_to_month(cell);
        return type != COLUMN_KEY || damaged(fault, "日期");
    case RAW_NUMBER: case RAW_PLAIN:
        return true;
    }
    return true;
}

void cell_marks_explain(const struct row_source *s, size_t column, struct fault *fault)
{
    size_t n = strlen(fault->text);
    if (mark_of(s, column) != RAW_FORMATTED) return;
    struct slice stored = stored_of(s, column);
    if (!value_looks_personal(stored)) snprintf(fault->text + n, sizeof fault->text - n, "（存的是 %.*s，显示的是数字格式变出来的）", (int)stored.n, stored.s);
}

void cell_marks_warn(const struct row_source *s, size_t column, struct fault *fault)
{
    const struct ledger_column *c = &s->table->columns[column];
    if (c->type != COLUMN_TEXT && c->type != COLUMN_PROSE) return;
    if (mark_of(s, column) == RAW_NOT_SIMPLE) {
        fault_set(fault, "S23", "单元格的数字格式让人看到的不是存的数，读的是存的数");
        fault_expect(fault, "单元格格式设为文本后，填看到的内容");
    }
    if (mark_of(s, column) != RAW_LONG_NUMBER) return;
    fault_set(fault, "S23", "这一格是很长的数字，电子表格只留下前 15 位");
    fault_expect(fault, "原来的数字（先把这一列设为文本再填）");
}

/* ---- after the last row ---- */

static void say(const struct row_source *s, const struct fault *fault, int64_t line, int column)
{
    struct row_place place = {.line = line};
    if (column >= 0) {
        place.column = s->headings.seen[column];
        place.cell = s->headings.cell_of[column] + 1;
    }
    row_report(&s->report, &place, fault, false);
}

static void say_hidden(const struct row_source *s, const struct raw_note *note)
{
    struct fault fault;
    int column = note->cell < s->headings.n ? s->headings.column_of[note->cell] : HEADING_NONE;
    if (note->kind == RAW_HIDDEN_SHEET) {
        fault_set(&fault, "S21", "工作表是隐藏的，也读了；右键点任一工作表标签，选“取消隐藏”可以看到");
    } else if (note->kind == RAW_VERY_HIDDEN_SHEET) {
        fault_set(&fault, "S21", "工作表是深度隐藏的，“取消隐藏”里也没有，也读了；按 Alt+F11 打开 VBA 编辑器，选这张表，把 Visible 改为 xlSheetVisible 可以看到");
    } else if (note->kind == RAW_HIDDEN_ROWS) {
        fault_set(&fault, "S21", "有 %" PRId64 " 行是隐藏的或被筛选掉的，也读了；这是第一行", note->last_line);
    } else if (column >= 0) {
        fault_set(&fault, "S21", "这一列是隐藏的，也读了");
    } else {
        return;
    }
    say(s, &fault, note->kind == RAW_HIDDEN_COLUMN ? s->header_line : note->line, note->kind == RAW_HIDDEN_COLUMN ? column : -1);
}

/* The first cell of a merged range has its value, the others are empty and stay so: whose they are only the office knows. */
static void say_merged(const struct row_source *s, const struct raw_note *note)
{
    struct fault fault;
    int first = -1;
    size_t read = 0;
    for (size_t i = note->cell; i <= note->last_cell && i < s->headings.n; i++) {
        if (s->headings.column_of[i] < 0) continue;
        if (first < 0) first = s->headings.column_of[i];
        read++;
    }
    bool downwards = note->last_line > note->line;
    if (note->line <= s->header_line || note->line == s->sums.to || !read || (!downwards && read < 2)) return;
    if (downwards) fault_set(&fault, "S20", "第 %" PRId64 " 至 %" PRId64 " 行合并成一格：只有第一行有这个值，下面各行是空的", note->line, note->last_line);
    else fault_set(&fault, "S20", "这一行有几列合并成一格：只有第一列有值，右边各列是空的");
    fault_expect(&fault, "取消合并，每一格都填上自己的值");
    say(s, &fault, note->line, first);
}

void cell_marks_notes(struct row_source *s)
{
    struct raw_note note;
    while (s->raw->note && s->raw->note(s->raw, &note)) {
        if (note.kind == RAW_MERGED) say_merged(s, &note);
        else say_hidden(s, &note);
    }
}
