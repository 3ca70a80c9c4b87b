#include "ledger/rows/shown_rows.h"
#include "ledger/rows/csv.h"
#include "ledger/rows/encoding.h"
#include "ledger/rows/headings.h"
#include "ledger/rows/separator.h"
#include "ledger/rows/xlsx_rows.h"
#include "ledger/values/discretion.h"
#include "ledger/values/guard.h"
#include "ledger/values/personal.h"
#include "ledger/values/value.h"
#include <stdlib.h>
#include <string.h>

struct shown_rows {
    struct row_context context;
    const struct ledger_table *table;
    struct problems unheard;                           /* what reading says a second time */
    struct row_report report;
    struct encoded_text text;
    struct raw_rows *raw;
    struct raw_row row;
    struct headings headings;
    struct value_reader reader;
    struct text scratch;
    struct slice cells[RAW_MAX_CELLS], unguarded[RAW_MAX_CELLS];
    struct shown_row shown;
    struct arena arena;
    const char **names;                                /* by cell of the header: what stands there */
    size_t n_names;
    int searched;                                      /* filled rows before the header */
    bool personal, understood;                         /* the table has personal columns; the header was found */
};

bool shown_rows_open(struct shown_rows **out, const struct row_context *context, const struct ledger_file *file)
{
    struct shown_rows *r = memory_alloc(sizeof *r);
    struct fault fault;
    r->context = *context;
    r->context.problems = &r->unheard;
    r->context.places = NULL;
    r->table = file->table;
    r->report = (struct row_report){&r->unheard, file};
    r->reader.context = &r->context;
    r->personal = file->table->people;
    for (size_t i = 0; i < file->table->n_columns; i++) r->personal |= file->table->columns[i].personal != PERSONAL_NO;
    if (file->book) r->raw = xlsx_rows_open(file->book, file->sheet, &fault);
    else if (encoding_open(&r->text, file->path, context->encoding, &fault)) r->raw = csv_open_separated(r->text.text, r->text.n, separator_of(context->schema, file->table, r->text.text, r->text.n)->character);
    if (!r->raw) {
        shown_rows_close(r);
        return false;
    }
    *out = r;
    return true;
}

/* ---- what is under which heading ---- */

static int column_at(const struct shown_rows *r, size_t cell)
{
    return r->understood && cell < r->headings.n ? r->headings.column_of[cell] : HEADING_NONE;
}

static struct slice trimmed(struct slice cell)
{
    bool odd = false;
    return spelling_trim(cell, &odd);
}

/* What belongs under the heading of a cell: a column of the table, or of the one that a wide column becomes rows of; NULL
 * where it is not known. */
static const struct ledger_column *kind_at(const struct shown_rows *r, size_t cell)
{
    static const struct ledger_column flag = {.type = COLUMN_FLAG};
    int column = column_at(r, cell), heading = 0;
    const struct wide *wide = r->table->wide;
    if (column >= 0) return &r->table->columns[column];
    if (column != HEADING_IS_WIDE) return NULL;
    while ((size_t)heading < wide->n_headings && r->headings.wide_cell[heading] != (int)cell) heading++;
    for (size_t i = 0; i < wide->n_events; i++) {
        const struct wide_event *e = &wide->events[i];
        if (e->day == heading) return &wide->into->columns[wide->day];
        if (e->flag == heading) return &flag;
        for (size_t k = 0; k < e->n_parts; k++)
            if (e->parts[k].heading == heading) return &wide->into->columns[e->parts[k].column];
    }
    return NULL;
}

static bool reads(struct shown_rows *r, const struct ledger_column *c, struct slice cell)
{
    struct value v;
    struct fault fault;
    return value_read(&r->reader, c, cell, &v, &fault);
}

/* Whether it looks like what belongs under the heading; a text may look like anything. */
static bool belongs(struct shown_rows *r, const struct ledger_column *c, struct slice cell)
{
    if (value_absent(cell) || c->personal != PERSONAL_NO) return true;
    switch (c->type) {
    case COLUMN_TEXT: case COLUMN_PROSE: return true;
    case COLUMN_KEY: return discretion_may_show(&r->context, c, cell) && !personal_key(&r->context, cell) && !personal_key_names(&r->context, cell);
    case COLUMN_AGENCY: return reads(r, c, cell);
    /* A telephone number would pass for a number of days. */
    case COLUMN_COUNT: case COLUMN_SIGNED: case COLUMN_NUMBER: case COLUMN_MONEY: return discretion_may_show(&r->context, c, cell);
    default: return reads(r, c, cell) || discretion_may_show(&r->context, c, cell);
    }
}

/* One comma too many or too few, and names stand where they do not belong: then some cell does not look right. Cells of
 * a sheet keep their place, but were perhaps pasted one beside it. */
static bool may_have_slid(struct shown_rows *r)
{
    for (size_t i = 0; i < r->row.n; i++) {
        struct slice cell = trimmed(r->row.cells[i]);
        const struct ledger_column *c = kind_at(r, i);
        if (!cell.n) continue;
        if (c ? !belongs(r, c, cell) : column_at(r, i) == HEADING_NONE && !r->raw->sheet) return true;
    }
    return false;
}

static bool holds_number(struct shown_rows *r, struct slice cell)
{
    text_clear(&r->scratch);
    text_add_n(&r->scratch, cell.s, cell.n);
    return personal_pattern(text_get(&r->scratch)) != NULL;
}

static bool is_ascii(struct slice cell)
{
    for (size_t i = 0; i < cell.n; i++)
        if ((unsigned char)cell.s[i] >= 0x80) return false;
    return true;
}

static bool is_words(const struct ledger_column *c) { return c->type == COLUMN_TEXT || c->type == COLUMN_PROSE; }

static bool may_show(struct shown_rows *r, const struct ledger_column *c, struct slice cell, bool slid)
{
    if (!c || c->personal != PERSONAL_NO) return false;
    if (value_absent(cell)) return true;
    if (is_words(c)) return !slid && discretion_is_right(&r->context, c, cell) && !holds_number(r, cell);
    /* An address has figures too; of a row that is out of place only a plain number is still known for one. */
    if (c->type == COLUMN_KEY) return belongs(r, c, cell) && (!slid || is_ascii(cell));
    return belongs(r, c, cell);
}

static bool is_free(const struct ledger_column *c) { return is_words(c) && c->personal == PERSONAL_NO && (c->holds == HOLDS_FREE || c->holds == HOLDS_PRINTED); }

/* The words in place of a cell: they say at least that text is there. */
static struct slice mask(struct shown_rows *r, const struct ledger_column *c, struct slice cell)
{
    static const char hidden[] = PROBLEM_PERSONAL;
    size_t n = 0;
    uint32_t code_point;
    if (!c || !is_free(c)) return (struct slice){hidden, sizeof hidden - 1};
    for (size_t i = 0; i < cell.n; n++) i += utf8_next(cell.s + i, cell.n - i, &code_point);
    const char *words = arena_printf(&r->reader.odd, "（有文字，%zu字）", n);
    return (struct slice){words, strlen(words)};
}

/* An unknown heading may be a name, where the first line is lost or a row has run into it. */
static bool may_show_heading(const struct shown_rows *r, size_t i, struct slice cell)
{
    int column = column_at(r, i);
    return column >= 0 || column == HEADING_IS_WIDE || discretion_may_show_heading(r->context.schema, cell);
}

/* ---- one row after another ---- */

static bool find_header(struct shown_rows *r)
{
    if (r->understood || r->searched == HEADING_SEARCHED_ROWS || !headings_here(r->context.schema, r->table, &r->row)) return false;
    /* A header with faults still identifies the other columns. */
    r->understood = headings_read(&r->headings, &r->context, &r->report, &r->row) || r->headings.n > 0;
    r->names = arena_alloc(&r->arena, r->row.n * sizeof *r->names);
    for (; r->n_names < r->row.n; r->n_names++) {
        struct slice name = trimmed(r->row.cells[r->n_names]);
        r->names[r->n_names] = arena_dup_n(&r->arena, name.s ? name.s : "", name.n);
    }
    return r->understood;
}

const struct shown_row *shown_rows_next(struct shown_rows *r)
{
    struct fault fault;
    bool filled = false;
    if (r->raw->next(r->raw, &r->row, &fault) != RAW_ROW) return NULL;
    const struct slice *stood = r->row.cells;
    if (!r->raw->sheet) encoding_pass(&r->text, stood[0].s);
    guard_row(&r->row, r->unguarded);
    bool header = find_header(r), slid = !header && r->personal && may_have_slid(r);
    value_reader_begin(&r->reader);
    for (size_t i = 0; i < r->row.n; i++) {
        struct slice cell = stood[i], inner = trimmed(r->row.cells[i]);
        filled |= inner.n > 0;
        const struct ledger_column *c = header ? NULL : kind_at(r, i);
        bool shown = !inner.n || (header ? may_show_heading(r, i, inner) : may_show(r, c, inner, slid));
        r->cells[i] = shown ? cell : mask(r, c, inner);
    }
    r->searched += !r->understood && filled && r->searched < HEADING_SEARCHED_ROWS;
    r->shown = (struct shown_row){r->row.line, r->cells, r->row.n, header};
    return &r->shown;
}

int shown_rows_column(const struct shown_rows *r, const char *heading)
{
    if (!r->understood) return 0;
    for (size_t i = 0; i < r->table->n_columns; i++) {
        if (strcmp(r->table->columns[i].heading, heading)) continue;
        if (headings_collect(&r->headings, r->context.schema, i)) return r->headings.collected_cell + 1;
        if (r->headings.cell_of[i] >= 0) return r->headings.cell_of[i] + 1;
    }
    for (size_t i = 0; i < r->n_names; i++)
        if (!strcmp(r->names[i], heading)) return (int)i + 1;
    return 0;
}

void shown_rows_close(struct shown_rows *r)
{
    if (!r) return;
    if (r->raw) r->raw->close(r->raw);
    encoding_close(&r->text);
    arena_release(&r->arena);
    headings_release(&r->headings);
    value_reader_release(&r->reader);
    text_release(&r->scratch);
    problems_release(&r->unheard);
    free(r);
}
