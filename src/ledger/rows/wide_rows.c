#include "ledger/rows/row_inside.h"
#include "ledger/values/discretion.h"
#include "ledger/values/personal.h"
#include "ledger/values/value_date.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct wide_rows {
    struct raw_rows face;
    struct row_source *from, *to;
    const struct wide *wide;
    struct slice *cells;                               /* by column of the other table */
    unsigned char *marks;                              /* likewise; of a sheet */
    struct slice *stored;
    char order[12];
    size_t next;                                       /* the event to look at in the current row of `from` */
};

/* ---- what a cell says ---- */

/* The cell under a wide heading, trimmed; empty where there is none or no value in it. */
static struct slice cell_of(const struct wide_rows *w, int heading)
{
    int cell = w->from->headings.wide_cell[heading];
    bool odd = false;
    if (cell < 0 || (size_t)cell >= w->from->row.n) return (struct slice){NULL, 0};
    struct slice s = spelling_trim(w->from->row.cells[cell], &odd);
    return value_absent(s) ? (struct slice){NULL, 0} : s;
}

/* The same with its guards: those of the wide columns are counted when their rows are read. */
static struct slice stood(const struct wide_rows *w, int heading)
{
    int cell = w->from->headings.wide_cell[heading];
    return cell_of(w, heading).n ? w->from->stood[cell] : (struct slice){NULL, 0};
}

/* A formula without its value is no empty cell: the reader of the row reports it. */
static bool is_not_computed(const struct wide_rows *w, int heading)
{
    const struct raw_row *row = &w->from->row;
    int cell = w->from->headings.wide_cell[heading];
    return row->marks && cell >= 0 && (size_t)cell < row->n && row->marks[cell] == RAW_NOT_COMPUTED;
}

/* The length of a mark that parts values at s, or 0. */
static size_t parting(const char *s, size_t n)
{
    static const char *const marks[] = {"、", "；", ";", "，", ",", "\n", "\r", "和", "及", " "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t k = strlen(marks[i]);
        if (n >= k && !memcmp(s, marks[i], k)) return k;
    }
    return 0;
}

/* Whether the cell, which is no date as a whole, consists of several. */
static bool several_dates(const struct wide_rows *w, struct slice cell)
{
    struct date d;
    size_t dates = 0, from = 0;
    if (date_read(cell, w->to->context->today, w->to->reader.dates, &d) != DATE_BAD) return false;
    for (size_t i = 0, k; i <= cell.n; i += k ? k : 1) {
        k = i < cell.n ? parting(cell.s + i, cell.n - i) : 0;
        if (!k && i < cell.n) continue;
        bool odd = false;
        struct slice part = spelling_trim((struct slice){cell.s + from, i - from}, &odd);
        from = i + k;
        if (!part.n) continue;
        if (date_read(part, w->to->context->today, w->to->reader.dates, &d) == DATE_BAD) return false;
        dates++;
    }
    return dates > 1;
}

/* 甲公司；乙公司. A name may hold other marks. */
static bool several_names(struct slice cell)
{
    for (size_t i = 1; i + 1 < cell.n; i++)
        if (cell.s[i] == ';' || (i + 3 < cell.n && !memcmp(cell.s + i, "；", 3))) return true;
    return false;
}

static bool is_text(const struct ledger_column *c) { return c->type == COLUMN_TEXT || c->type == COLUMN_PROSE; }

static bool several(const struct wide_rows *w, const struct ledger_column *c, struct slice cell)
{
    return cell.n && (c->type == COLUMN_DATE ? several_dates(w, cell) : is_text(c) && several_names(cell));
}

/* 0, 0.00, 0天: columns of numbers are filled with it where nothing happened. */
static bool is_nothing(const struct ledger_column *c, struct slice cell)
{
    if (c->type != COLUMN_COUNT && c->type != COLUMN_MONEY) return !cell.n;
    for (size_t i = 0; i < cell.n; i++)
        if (cell.s[i] >= '1' && cell.s[i] <= '9') return false;
    return !cell.n || cell.s[0] == '0';
}

/* ---- reporting ---- */

static void say(const struct wide_rows *w, int heading, struct slice value, const struct fault *fault, bool error)
{
    struct row_place place = {.line = w->from->row.line, .column = w->from->headings.wide_seen[heading], .cell = w->from->headings.wide_cell[heading] + 1,
                              .value = value, .personal = fault->hides};
    struct slice key = {NULL, 0};
    for (size_t i = 0; i < w->from->table->n_key && !key.n; i++) key = row_cell(w->from, (size_t)w->from->table->key[i]);
    place.key = discretion_is_key(key) && !personal_key(w->to->context, key) ? key : (struct slice){NULL, 0};
    row_report(&w->to->report, &place, fault, error);
}

/* The cell, or nothing where it may be a person's name. */
static struct slice shown(const struct wide_rows *w, const struct ledger_column *c, struct slice cell)
{
    return !w->to->hides && discretion_may_show(w->to->context, c, cell) ? cell : (struct slice){NULL, 0};
}

static const char *event_name(const struct wide_rows *w, const struct wide_event *e)
{
    return w->wide->into->columns[w->wide->event].codes->codes[e->kind - 1].label;
}

/* Whether the flag of the event says yes (1) or no (0); -1 where it says nothing. */
static int flag_of(const struct wide_rows *w, const struct wide_event *e)
{
    static const struct ledger_column flag = {.heading = "", .type = COLUMN_FLAG};
    struct value v = {0};
    struct fault fault;
    if (e->flag < 0) return -1;
    struct slice cell = cell_of(w, e->flag);
    if (is_not_computed(w, e->flag)) {
        fault_set(&fault, "S22", "公式没有保存结果");
        fault_expect(&fault, "在表格软件里重新计算、保存后的值");
        say(w, e->flag, (struct slice){NULL, 0}, &fault, true);
        return -1;
    }
    if (!value_read(&w->to->reader, &flag, cell, &v, &fault)) {
        say(w, e->flag, shown(w, &flag, cell), &fault, true);
        return -1;
    }
    return v.kind == VALUE_NONE ? -1 : (int)v.integer;
}

/* The heading that speaks of the event although there is no date; -1 = none. */
static int part_without_day(const struct wide_rows *w, const struct wide_event *e)
{
    for (size_t i = 0; i < e->n_parts; i++)
        if (e->parts[i].own && !is_nothing(&w->wide->into->columns[e->parts[i].column], cell_of(w, e->parts[i].heading))) return e->parts[i].heading;
    return -1;
}

static void no_day(const struct wide_rows *w, const struct wide_event *e, int heading, const char *seen)
{
    struct fault fault;
    fault_set(&fault, "A26", "有“%s”而没有它的日期，没有算作%s", w->from->headings.wide_seen[heading], event_name(w, e));
    fault_expect(&fault, "填上%s", w->wide->headings[e->day]);
    say(w, heading, (struct slice){seen, strlen(seen)}, &fault, false);
}

/* Says what is wrong with the event of this row; false when there is none to give. */
static bool event_here(const struct wide_rows *w, const struct wide_event *e)
{
    struct fault fault;
    bool day = cell_of(w, e->day).n > 0 || is_not_computed(w, e->day);
    int flag = flag_of(w, e), part = day ? -1 : part_without_day(w, e);
    if (day && flag == 0) {
        fault_set(&fault, "A27", "填了“否”，“%s”却有日期，按日期算", w->from->headings.wide_seen[e->day]);
        fault_expect(&fault, "是，或者删去日期");
        say(w, e->flag, (struct slice){"否", strlen("否")}, &fault, false);
    }
    if (!day && flag == 1) no_day(w, e, e->flag, "是");
    else if (part >= 0) no_day(w, e, part, "");
    return day;
}

/* ---- rows ---- */

/* Two consultations in one cell cannot be separated: it is not known which name belongs to which day. A cell that two events share is
 * reported with the first. */
static bool single(const struct wide_rows *w, int heading, const struct ledger_column *c, bool own)
{
    struct fault fault;
    struct slice cell = cell_of(w, heading);
    if (!several(w, c, cell)) return true;
    if (!own) return false;
    fault_set(&fault, "S17", "这一格里不止一个值");
    fault_expect(&fault, "写到“%s”（%s）表里，一次一行", w->wide->into->name, w->wide->into->id);
    say(w, heading, shown(w, c, cell), &fault, true);
    return false;
}

/* `cell` is where it stands in the wide row, `heading` its wide heading; or -1. */
static void set(struct wide_rows *w, int column, struct slice text, int cell, const char *seen, int heading)
{
    const struct raw_row *row = &w->from->row;
    w->cells[column] = text;
    w->marks[column] = row->marks && cell >= 0 && (size_t)cell < row->n ? row->marks[cell] : RAW_PLAIN;
    if (w->marks[column] == RAW_FORMATTED) w->stored[column] = row->stored[cell];
    w->to->headings.seen[column] = seen;
    w->to->view_cells[column] = cell + 1;
    w->to->view_headings[column] = heading;
}

static bool give(struct wide_rows *w, const struct wide_event *e, struct raw_row *row)
{
    const struct wide *wide = w->wide;
    const struct headings *h = &w->from->headings;
    const struct code *kind = &wide->into->columns[wide->event].codes->codes[e->kind - 1];
    bool ok = single(w, e->day, &wide->into->columns[wide->day], true);
    memset(w->cells, 0, wide->into->n_columns * sizeof *w->cells);
    memset(w->marks, RAW_PLAIN, wide->into->n_columns);
    for (size_t i = 0; i < wide->n_copied; i++) {
        size_t from = (size_t)wide->copied[i].heading;
        set(w, wide->copied[i].column, row_cell(w->from, from), h->cell_of[from], h->seen[from], -1);
    }
    set(w, wide->order, (struct slice){w->order, strlen(w->order)}, -1, h->wide_seen[e->day], -1);
    set(w, wide->event, (struct slice){kind->code, strlen(kind->code)}, -1, h->wide_seen[e->day], -1);
    set(w, wide->day, stood(w, e->day), h->wide_cell[e->day], h->wide_seen[e->day], e->day);
    for (size_t i = 0; i < e->n_parts; i++) {
        ok = single(w, e->parts[i].heading, &wide->into->columns[e->parts[i].column], e->parts[i].own) && ok;
        int heading = e->parts[i].heading;
        set(w, e->parts[i].column, stood(w, heading), h->wide_cell[heading], h->wide_seen[heading], heading);
    }
    *row = (struct raw_row){.cells = w->cells, .n = wide->into->n_columns, .line = w->from->row.line, .marks = w->from->row.marks ? w->marks : NULL, .stored = w->stored};
    return ok;
}

/* The next row of the wide file that is one. The first reading has reported what breaks the file. */
static bool next_row(struct wide_rows *w)
{
    struct fault fault;
    do {
        if (row_take(w->from, &fault) != RAW_ROW) return false;
        if (!w->face.sheet) encoding_pass(&w->from->text, w->from->stood[0].s);
    } while (row_is_no_record(w->from));
    if (row_is_other_header(w->from, row_first_filled(&w->from->row))) return false;
    w->from->rows++;
    /* Cells are lost, so others have moved: this cell may be a person's name. */
    w->to->hides = !w->face.sheet && w->from->row.n < w->from->headings.n;
    return true;
}

static enum raw_result wide_next(struct raw_rows *self, struct raw_row *row, struct fault *fault)
{
    struct wide_rows *w = (struct wide_rows *)self;
    (void)fault;
    for (;;) {
        if (w->next == w->wide->n_events) {
            if (!next_row(w)) return RAW_END;
            w->next = 0;
        }
        const struct wide_event *e = &w->wide->events[w->next++];
        snprintf(w->order, sizeof w->order, "%zu", w->next);
        if (event_here(w, e) && give(w, e, row)) return RAW_ROW;
    }
}

static void wide_close(struct raw_rows *self)
{
    struct wide_rows *w = (struct wide_rows *)self;
    row_source_close(w->from);
    free(w->cells);
    free(w->marks);
    free(w->stored);
    free(w);
}

struct raw_rows *wide_rows_open(struct row_source *from, struct row_source *to)
{
    struct wide_rows *w = memory_alloc(sizeof *w);
    w->face = (struct raw_rows){.next = wide_next, .close = wide_close, .sheet = from->raw->sheet, .relation = from->raw->relation, .dates = from->raw->dates};
    w->from = from;
    w->to = to;
    w->wide = from->table->wide;
    w->next = w->wide->n_events;
    w->cells = memory_alloc(w->wide->into->n_columns * sizeof *w->cells);
    w->marks = memory_alloc(w->wide->into->n_columns);
    w->stored = memory_alloc(w->wide->into->n_columns * sizeof *w->stored);
    return &w->face;
}
