#include "ledger/csv.h"
#include "ledger/example.h"
#include "ledger/row_inside.h"
#include "ledger/sheet_places.h"
#include "ledger/xlsx_rows.h"
#include <stdlib.h>
#include <string.h>

static void say_of_file(const struct row_source *s, const struct fault *fault)
{
    row_report(&s->report, &(struct row_place){.line = fault->line}, fault, true);
}

/* ---- the 合计 row ---- */

static struct slice first_filled(const struct raw_row *row)
{
    bool odd = false;
    for (size_t i = 0; i < row->n; i++) {
        struct slice cell = spelling_trim(row->cells[i], &odd);
        if (cell.n) return cell;
    }
    return (struct slice){NULL, 0};
}

/* A row of formulas that nobody has calculated yet looks empty. */
static bool any_not_computed(const struct raw_row *row) { return row->marks && memchr(row->marks, RAW_NOT_COMPUTED, row->n); }

static void keep_total(struct row_source *s)
{
    struct fault fault;
    value_reader_begin(&s->reader);
    memset(s->values, 0, s->table->n_columns * sizeof *s->values);
    for (size_t k = 0; k < s->totals.n; k++) {
        size_t i = s->totals.columns[k];
        struct slice cell = row_cell(s, i);
        if (!cell_marks_allow(s, i, &cell, &fault)) row_report(&s->report, &(struct row_place){.line = s->row.line, .column = s->headings.seen[i], .cell = s->headings.cell_of[i] + 1}, &fault, false);
        else if (!value_read(&s->reader, &s->table->columns[i], cell, &s->values[i], &fault)) s->values[i].kind = VALUE_NONE;
    }
    totals_keep(&s->totals, s->values, s->row.line);
}

/* Rows behind it: no sum at the end, and nobody can tell what it was meant to add up. */
static void total_in_between(struct row_source *s)
{
    struct fault fault;
    fault_set(&fault, "S10", "表中间的合计行没有读，也没有核对");
    fault.line = s->totals.line;
    row_report(&s->report, &(struct row_place){0}, &fault, false);
    s->totals.line = 0;
}

static void compare_total(struct row_source *s)
{
    char sum[32];
    struct fault fault;
    for (size_t k = 0; !s->set_aside && k < s->totals.n; k++) {
        size_t i = s->totals.columns[k];
        if (!totals_differ(&s->totals, i, sum)) continue;
        fault_set(&fault, "S10", "合计行与各行之和 %s 不等；合计行没有读", sum);
        fault_expect(&fault, "%s", sum);
        fault.line = s->totals.line;
        row_report(&s->report, &(struct row_place){.column = s->headings.seen[i], .cell = s->headings.cell_of[i] + 1}, &fault, false);
    }
}

/* ---- the face ---- */

static bool find_headings(struct row_source *s)
{
    struct fault fault;
    enum raw_result result = RAW_END;
    bool any = false, other_separator = false;
    for (int i = 0; i < HEADING_SEARCHED_ROWS && (result = s->raw->next(s->raw, &s->row, &fault)) == RAW_ROW;) {
        if (!first_filled(&s->row).n) continue;
        if (headings_here(s->context->schema, s->table, &s->row)) {
            s->header_line = s->row.line;
            return headings_read(&s->headings, s->context, &s->report, &s->row);
        }
        const struct slice *cell = &s->row.cells[0];
        other_separator |= !any && s->row.n == 1 && (memchr(cell->s, '\t', cell->n) || memchr(cell->s, ';', cell->n));
        any = true;
        i++;
    }
    if (result != RAW_BROKEN) {
        if (!any) fault_set(&fault, "S04", "%s是空的：没有业务也请留下标题行", s->raw->sheet ? "工作表" : "文件");
        else if (other_separator && !s->raw->sheet) fault_set(&fault, "S04", "没有找到标题行：各列要用逗号分隔");
        else fault_set(&fault, "S04", "前 %d 行里没有找到标题行", HEADING_SEARCHED_ROWS);
        struct text words = {0};
        for (size_t i = 0; i < s->table->n_columns; i++)
            if (s->table->columns[i].needed) text_printf(&words, "%s%s", words.n ? "、" : "", s->table->columns[i].heading);
        fault_expect(&fault, "%s", text_get(&words));
        text_release(&words);
    }
    say_of_file(s, &fault);
    return false;
}

static void prepare(struct row_source *s)
{
    const struct table *t = s->table;
    s->values = memory_alloc(t->n_columns * sizeof *s->values);
    s->bad = memory_alloc(t->n_columns * sizeof *s->bad);
    s->trimmed = memory_alloc(t->n_columns * sizeof *s->trimmed);
    s->unnamed = s->raw->sheet ? memory_alloc(RAW_MAX_CELLS * sizeof *s->unnamed) : NULL;
    s->needed = memory_alloc(t->n_columns * sizeof *s->needed);
    s->kind_column = s->link_column = -1;
    for (size_t i = 0; i < t->n_columns; i++) {
        if (t->columns[i].needed) s->needed[s->n_needed++] = (int)i;
        if (t->columns[i].personal == PERSONAL_LINK) s->link_column = (int)i;
        s->personal |= t->columns[i].personal != PERSONAL_NO;
        if (t->columns[i].type == COLUMN_CODE && !strcmp(t->columns[i].codes->name, "applicant_kinds")) s->kind_column = (int)i;
    }
    totals_init(&s->totals, t);
    s->reader.context = s->context;
}

static bool open_rows(struct row_source *s, struct fault *fault)
{
    const struct ledger_file *file = s->report.file;
    if (file->book) s->raw = xlsx_rows_open(file->book, file->sheet, fault);
    else if (encoding_open(&s->text, file->path, s->context->encoding, fault)) s->raw = csv_open(s->text.text, s->text.n);
    return s->raw;
}

/* By the headings of the table and by those that stand in the sheet. */
static void learn_places(const struct row_source *s)
{
    struct sheet_places *p = s->context->places;
    if (!p || !s->raw->sheet) return;
    for (size_t i = 0; i < s->table->n_columns; i++) {
        int cell = s->headings.cell_of[i] + 1;
        if (!cell) continue;
        sheet_places_add(p, s->report.file->shown, s->table->columns[i].heading, cell);
        sheet_places_add(p, s->report.file->shown, s->headings.seen[i], cell);
    }
}

bool row_source_open(struct row_source **out, const struct row_context *context, const struct ledger_file *file)
{
    struct row_source *s = memory_alloc(sizeof *s);
    struct fault fault;
    bool ok = false;
    s->context = context;
    s->table = file->table;
    s->report = (struct row_report){context->problems, file};
    if (!open_rows(s, &fault)) {
        say_of_file(s, &fault);
        goto out;
    }
    if (context->places && s->raw->sheet) sheet_places_add_sheet(context->places, file->shown);
    if (!find_headings(s)) goto out;
    learn_places(s);
    prepare(s);
    ok = true;
out:
    if (ok) *out = s;
    else row_source_close(s);
    return ok;
}

/* 合计 stands in the first filled cell, or where a row's name would be when code and year are repeated before it. */
static bool is_total(const struct row_source *s, struct slice first)
{
    if (totals_word(first)) return true;
    for (size_t i = 0; i < s->table->n_key; i++)
        if (totals_word(row_cell(s, (size_t)s->table->key[i]))) return true;
    return false;
}

bool row_source_next(struct row_source *s)
{
    struct fault fault;
    while (!s->ended) {
        enum raw_result result = s->raw->next(s->raw, &s->row, &fault);
        if (result != RAW_ROW) {
            s->ended = true;
            if (result == RAW_BROKEN) say_of_file(s, &fault);
            else compare_total(s);
            if (result == RAW_END) cell_marks_notes(s);
            break;
        }
        if (!s->raw->sheet) encoding_pass(&s->text, s->row.cells[0].s);
        struct slice first = first_filled(&s->row);
        if (!first.n && !any_not_computed(&s->row)) continue;
        if (s->totals.line) total_in_between(s);
        if (is_total(s, first)) {
            keep_total(s);
            continue;
        }
        if (example_passed(s)) continue;
        if (row_read(s)) {
            totals_add(&s->totals, s->values);
            s->rows++;
            return true;
        }
        s->set_aside = true;
    }
    return false;
}

const struct value *row_source_values(const struct row_source *s) { return s->values; }
int64_t row_source_line(const struct row_source *s) { return s->row.line; }
int64_t row_source_rows(const struct row_source *s) { return s->rows; }
const char *row_source_encoding(const struct row_source *s) { return s->raw->sheet ? "XLSX" : s->text.encoding; }
bool row_source_has(const struct row_source *s, size_t column) { return s->headings.cell_of[column] >= 0; }

void row_source_close(struct row_source *s)
{
    if (!s) return;
    if (s->raw) s->raw->close(s->raw);
    encoding_close(&s->text);
    headings_release(&s->headings);
    value_reader_release(&s->reader);
    totals_release(&s->totals);
    free(s->needed);
    free(s->values);
    free(s->bad);
    free(s->trimmed);
    free(s->unnamed);
    free(s);
}
