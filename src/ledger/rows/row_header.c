/* A header among the rows: printed lists repeat it on every page, a header of two lines has another one below it, and a second
 * table below the first has its own. */
#include "ledger/rows/row_inside.h"

bool row_is_header_again(const struct row_source *s)
{
    bool any = false;
    for (size_t i = 0; i < s->row.n && i < s->headings.n; i++) {
        int column = s->headings.column_of[i];
        if (column < 0) continue;
        if (!slice_is(s->trimmed[i], s->headings.seen[column])) return false;
        any = true;
    }
    return any;
}

static bool is_heading(const struct row_source *s, struct slice cell)
{
    const struct ledger_table *t = s->table;
    if (!cell.n || !spelling_set_has(&s->headings_begin, cell.s, cell.s + cell.n)) return false;
    for (size_t i = 0; i < t->n_columns; i++)
        if (slice_is(cell, t->columns[i].heading)) return true;
    return false;
}

/* Rows are many: only one that begins with a heading is looked at, and the first one, that may begin with an alias. */
bool row_is_other_header(const struct row_source *s, struct slice first)
{
    bool is_first = !s->rows && !s->set_aside;
    return (is_first || is_heading(s, first)) && headings_here(s->context->schema, s->table, &s->row);
}

void row_report_other_header(const struct row_source *s)
{
    struct fault fault;
    fault_set(&fault, "S04", "这里又有一行标题，从这一行起没有读：一张表只有一行标题");
    fault_expect(&fault, "各列的标题合成一行；下面是另一张表的，另放一张表（文件、工作表、视图）");
    row_report(&s->report, &(struct row_place){.line = s->row.line}, &fault, true);
}

void row_report_headers(const struct row_source *s)
{
    struct fault fault;
    struct text lines = {0};
    if (!s->headers.first) return;
    lines_text(&s->headers, &lines);
    fault_set(&fault, "S16", "重复的标题行没有读：%s", text_get(&lines));
    row_report(&s->report, &(struct row_place){.line = s->headers.first}, &fault, false);
    text_release(&lines);
}
