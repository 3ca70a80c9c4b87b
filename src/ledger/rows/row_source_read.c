#include "ledger/rows/row_inside.h"
#include "base/progress.h"
#include "ledger/rows/separator.h"
#include "workbook/sheet_places.h"
#include <string.h>

static void say_of_file(const struct row_source *s, const struct fault *fault)
{
    /* A relation that breaks off, or that the role may not read, is no file that could be set aside: the rest is not known. */
    if (fault->id) row_report(&s->report, &(struct row_place){.line = fault->line, .refuses = s->report.file->database}, fault, true);
}

/* ---- opening ---- */

static void tell_separator(const struct row_source *s)
{
    struct fault fault;
    if (s->raw->sheet || !s->separator->name) return;
    fault_set(&fault, "S27", "各列是用%s分隔的，不是逗号", s->separator->name);
    row_report(&s->report, &(struct row_place){.line = s->row.line}, &fault, false);
}

/* Lines above the header (a title, a signature) are no rows, and reported as left out. */
static void lines_above(const struct row_source *s, struct lines *above)
{
    struct fault fault;
    struct text lines = {0};
    if (above->first) {
        lines_text(above, &lines);
        fault_set(&fault, "S16", "表头以上的内容没有读：%s", text_get(&lines));
        row_report(&s->report, &(struct row_place){.line = above->first}, &fault, false);
    }
    text_release(&lines);
    lines_release(above);
}

static bool find_headings(struct row_source *s)
{
    struct fault fault;
    enum raw_result result = RAW_END;
    bool any = false;
    struct lines above = {0};
    for (int i = 0; i < HEADING_SEARCHED_ROWS && (result = row_take(s, &fault)) == RAW_ROW;) {
        if (!row_first_filled(&s->row).n) continue;
        if (headings_here(s->context->schema, s->table, &s->row)) {
            lines_above(s, &above);
            tell_separator(s);
            s->header_line = s->last_line = s->row.line;
            s->header_cells = s->row.n;
            if (headings_read(&s->headings, s->context, &s->report, &s->row)) return true;
            if (!s->raw->relation && row_take(s, &fault) == RAW_ROW && headings_here(s->context->schema, s->table, &s->row)) row_report_other_header(s);
            return false;
        }
        lines_add(&above, s->row.line);
        any = true;
        i++;
        if (s->raw->relation) break;                   /* its first row, and no other, is the headings */
    }
    if (result != RAW_BROKEN) {
        if (!any) fault_set(&fault, "S04", "%s是空的：没有业务也请留下标题行", s->raw->sheet ? "工作表" : "文件");
        else if (s->raw->relation) fault_set(&fault, "S04", "列名里认不出这张表的标题");
        else fault_set(&fault, "S04", "前 %d 行里没有找到标题行", HEADING_SEARCHED_ROWS);
        struct text words = {0};
        for (size_t i = 0; i < s->table->n_columns; i++)
            if (s->table->columns[i].needed) text_printf(&words, "%s%s", words.n ? "、" : "", s->table->columns[i].heading);
        fault_expect(&fault, "%s", text_get(&words));
        text_release(&words);
    }
    lines_release(&above);
    say_of_file(s, &fault);
    return false;
}

/* Of rows that stand in wide columns, each in its own. */
static enum times_tell times_tell(void *owner, const struct ledger_column *c)
{
    struct row_source *s = owner;
    int cell = row_shown_cell(s, (size_t)(c - s->table->columns)) - 1;
    return cell < 0 ? TIMES_UNCERTAIN : row_times_tell(s->wide ? s->wide : s, (size_t)cell);
}

void row_source_prepare(struct row_source *s)
{
    const struct ledger_table *t = s->table;
    s->values = memory_alloc(t->n_columns * sizeof *s->values);
    s->bad = memory_alloc(t->n_columns * sizeof *s->bad);
    s->nameless = memory_alloc(t->n_columns * sizeof *s->nameless);
    s->unnamed = s->raw->sheet ? memory_alloc(RAW_MAX_CELLS * sizeof *s->unnamed) : NULL;
    s->needed = memory_alloc(t->n_columns * sizeof *s->needed);
    s->keys = memory_alloc(t->n_columns * sizeof *s->keys);
    s->words = memory_alloc(t->n_columns * sizeof *s->words);
    s->links = memory_alloc(t->n_columns * sizeof *s->links);
    s->kind_column = s->link_column = -1;
    s->personal = t->people;
    for (size_t i = 0; i < t->n_columns; i++) spelling_set_add(&s->headings_begin, t->columns[i].heading, t->columns[i].heading + strlen(t->columns[i].heading));
    for (size_t i = 0; i < t->n_columns; i++) {
        enum column_type type = t->columns[i].type;
        if (type == COLUMN_KEY) s->keys[s->n_keys++] = (int)i;
        if ((type == COLUMN_KEY || type == COLUMN_TEXT || type == COLUMN_PROSE) && t->columns[i].personal == PERSONAL_NO) s->words[s->n_words++] = (int)i;
        if (t->columns[i].needed) s->needed[s->n_needed++] = (int)i;
        if (t->columns[i].personal == PERSONAL_LINK) s->link_column = (int)i;
        s->personal |= t->columns[i].personal != PERSONAL_NO;
        if (t->columns[i].type == COLUMN_CODE && !strcmp(t->columns[i].codes->name, "applicant_kinds")) s->kind_column = (int)i;
    }
    row_example_prepare(s);
    totals_init(&s->totals, t);
    notations_init(&s->notations, s->wide ? s->wide->table->wide->n_headings : t->n_columns);
    s->reader.context = s->context;
    s->reader.dates = s->raw->dates;
    s->reader.times = times_tell;
    s->reader.owner = s;
}

/* By the headings of the table and by those that stand in the sheet. */
static void learn_places(const struct row_source *s)
{
    struct sheet_places *p = s->context->places;
    if (!p || !s->raw->sheet || s->raw->relation) return;
    for (size_t i = 0; i < s->table->n_columns; i++) {
        int cell = (headings_collect(&s->headings, s->context->schema, i) ? s->headings.collected_cell : s->headings.cell_of[i]) + 1;
        if (!cell) continue;
        sheet_places_add(p, s->report.file->shown, s->table->columns[i].heading, cell);
        sheet_places_add(p, s->report.file->shown, s->headings.seen[i], cell);
    }
    if (s->headings.collected_cell >= 0) sheet_places_add(p, s->report.file->shown, s->headings.collected_seen, s->headings.collected_cell + 1);
    for (size_t i = 0; s->table->wide && i < s->table->wide->n_headings; i++)
        if (s->headings.wide_cell[i] >= 0) sheet_places_add(p, s->report.file->shown, s->headings.wide_seen[i], s->headings.wide_cell[i] + 1);
}

bool row_source_open(struct row_source **out, const struct row_context *context, const struct ledger_file *file)
{
    struct row_source *s = memory_alloc(sizeof *s);
    struct fault fault;
    bool ok = false;
    s->context = context;
    s->table = file->table;
    s->report = (struct row_report){context->problems, file};
    s->raw = row_source_rows_again(s, &s->text, &fault);
    if (!s->raw) {
        say_of_file(s, &fault);
        goto out;
    }
    if (context->places && s->raw->sheet && !s->raw->relation) sheet_places_add_sheet(context->places, file->shown);
    if (!find_headings(s)) goto out;
    learn_places(s);
    row_source_prepare(s);
    ok = true;
out:
    if (ok) *out = s;
    else row_source_close(s);
    return ok;
}

/* ---- row by row ---- */

/* A row of formulas that were never calculated looks empty. */
static bool any_not_computed(const struct raw_row *row) { return row->marks && memchr(row->marks, RAW_NOT_COMPUTED, row->n); }

static struct slice first_filled(const struct row_source *s)
{
    size_t i = 0;
    while (i < s->row.n && !s->trimmed[i].n) i++;
    return row_trimmed(s, (int)i);
}

/* Those of wide columns are counted by the wide headings. */
static void report_notations(const struct row_source *s)
{
    struct headings wide = {0};
    if (s->wide) wide.seen = s->wide->headings.wide_seen, wide.cell_of = s->wide->headings.wide_cell;
    notations_report(&s->notations, &s->report, s->wide ? &wide : &s->headings);
}

bool row_is_no_record(const struct row_source *s)
{
    struct slice first = first_filled(s);
    return (!first.n && !any_not_computed(&s->row)) || row_is_total(s, first) || row_is_remark(s, first) || row_is_prefilled(s) || row_is_header_again(s);
}

static void tell_at_end(struct row_source *s, bool all_read)
{
    s->ended = true;
    row_report_totals(s);
    row_report_headers(s);
    row_report_remarks(s);
    report_notations(s);
    if (all_read) cell_marks_notes(s);
}

/* Notes whether blank rows lie before this one; true where it is blank itself. Sheets leave out untouched rows. */
static bool lies_apart(struct row_source *s, bool blank)
{
    s->apart = s->after_blank || (s->raw->sheet && s->row.line > s->last_line + 1);
    s->after_blank = blank;
    s->last_line = s->row.line;
    return blank;
}

bool row_source_next(struct row_source *s)
{
    struct fault fault;
    while (!s->ended) {
        enum raw_result result = row_take(s, &fault);
        if (result != RAW_ROW) {
            if (result == RAW_BROKEN) say_of_file(s, &fault);
            tell_at_end(s, result == RAW_END);
            break;
        }
        if (!s->raw->sheet) encoding_pass(&s->text, s->stood[0].s);
        struct slice first = first_filled(s);
        row_collect(s);
        if (lies_apart(s, !first.n && !any_not_computed(&s->row))) continue;
        if (row_is_total(s, first)) {
            row_compare_total(s, first);
            continue;
        }
        s->after_remark = row_is_remark(s, first);
        if (s->after_remark || row_is_prefilled(s)) {
            lines_add(s->after_remark ? &s->remarks : &s->prefilled, s->row.line);
            continue;
        }
        if (row_is_header_again(s) && !s->apart) {
            lines_add(&s->headers, s->row.line);
            continue;
        }
        if (row_is_other_header(s, first)) {
            row_report_other_header(s);
            tell_at_end(s, false);
            break;
        }
        if (row_is_example(s)) continue;
        if (!row_says_sum(s, first) && row_read(s)) {
            totals_add(&s->totals, s->values);
            progress_rows("读入", s->table->name, ++s->rows);
            return true;
        }
        s->set_aside = true;
    }
    return false;
}
