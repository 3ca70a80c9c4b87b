#include "ledger/example.h"
#include <string.h>

/* 2025/3/17 is the example's 2025-03-17, S4 its "S4 电子送达": a spreadsheet and an office rewrite such things by themselves. */
static bool same_value(struct row_source *s, const struct column *c, struct slice cell, struct slice example)
{
    struct value seen, meant;
    struct fault fault;
    if (cell.n == example.n && !memcmp(cell.s, example.s, cell.n)) return true;
    if (c->type == COLUMN_AGENCY || !value_read(&s->reader, c, cell, &seen, &fault) || !value_read(&s->reader, c, example, &meant, &fault)) return false;
    return seen.kind == VALUE_INTEGER && meant.kind == VALUE_INTEGER && seen.integer == meant.integer;
}

static bool unchanged(struct row_source *s)
{
    for (size_t i = 0; i < s->table->n_columns; i++) {
        const struct column *c = &s->table->columns[i];
        struct slice cell = row_cell(s, i), example = {c->example ? c->example : "", c->example ? strlen(c->example) : 0};
        if (s->headings.cell_of[i] < 0 || (!cell.n && !example.n)) continue;
        if (!cell.n || !example.n || !same_value(s, c, cell, example)) return false;
    }
    return true;
}

bool example_passed(struct row_source *s)
{
    struct fault fault;
    int marker = s->table->marker;
    if (marker < 0) return false;
    struct slice cell = row_cell(s, (size_t)marker);
    if (!slice_is(cell, s->table->columns[marker].example)) return false;
    value_reader_begin(&s->reader);
    bool whole = unchanged(s);
    fault_set(&fault, whole ? "S18" : "S19", whole ? "示例行没有改过，没有计入" : "示例行只改了一部分，这一格还是示例里的内容");
    if (!whole) fault_expect(&fault, "自己的内容");
    s->set_aside |= !whole;
    row_report(&s->report, &(struct row_place){.line = s->row.line, .column = s->headings.seen[marker], .value = cell}, &fault, !whole);
    return true;
}
