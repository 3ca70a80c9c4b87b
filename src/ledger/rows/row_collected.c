/* One column of the file holds one of several dates, by a code of its row: 收件日期 is 签收日期 of one request and 实收日期 of the next
 * (data/ledger/collected.yaml). For the time of a row its cell stands under the column that the row's code gives. */
#include "ledger/rows/row_inside.h"

static void put_back(struct row_source *s)
{
    struct headings *h = &s->headings;
    if (s->collecting.placed) {
        h->cell_of[s->collected] = s->collecting.own_cell;
        h->seen[s->collected] = s->collecting.own_seen;
        if (s->collecting.own_cell >= 0) h->column_of[s->collecting.own_cell] = s->collected;
    }
    h->column_of[h->collected_cell] = HEADING_LEFT_ALONE;
    s->collecting.placed = false;
}

static void place(struct row_source *s)
{
    struct headings *h = &s->headings;
    s->collecting.own_cell = h->cell_of[s->collected];
    s->collecting.own_seen = h->seen[s->collected];
    if (s->collecting.own_cell >= 0) h->column_of[s->collecting.own_cell] = HEADING_LEFT_ALONE;
    h->cell_of[s->collected] = h->collected_cell;
    h->seen[s->collected] = h->collected_seen;
    h->column_of[h->collected_cell] = s->collected;
    s->collecting.placed = true;
}

/* -1 where the row has no code, or one that cannot be read: then that is reported of its own cell. */
static int column_of_row(struct row_source *s)
{
    const struct collected *c = &s->context->schema->collected;
    struct slice cell = row_cell(s, (size_t)c->by);
    struct value code;
    struct fault fault;
    return cell.n && value_read(&s->reader, &s->table->columns[c->by], cell, &code, &fault) && code.kind == VALUE_INTEGER ? c->into[code.integer] : -1;
}

void row_collect(struct row_source *s)
{
    if (s->wide || s->headings.collected_cell < 0) return;
    put_back(s);
    s->collected = column_of_row(s);
    bool filled = row_trimmed(s, s->headings.collected_cell).n > 0;
    s->collecting.twice = filled && s->collected >= 0 && row_trimmed(s, s->headings.cell_of[s->collected]).n > 0;
    if (filled && s->collected >= 0 && !s->collecting.twice) place(s);
}

/* At the place of the collected cell. */
static bool refuse(struct row_source *s, int column, const struct fault *fault)
{
    s->collected = column;
    if (!s->collecting.placed) place(s);
    row_say(s, column, fault, true);
    return false;
}

bool row_collected_well(struct row_source *s)
{
    const struct collected *c = &s->context->schema->collected;
    struct slice cell = s->wide || s->headings.collected_cell < 0 ? (struct slice){NULL, 0} : row_trimmed(s, s->headings.collected_cell);
    struct value v;
    struct fault fault;
    if (value_absent(cell)) return true;
    if (s->collected < 0) {
        fault_set(&fault, "S41", "没有认得出的%s，不知道这个日期归入哪一列", s->table->columns[c->by].heading);
        fault_expect(&fault, "先写明%s", s->table->columns[c->by].heading);
        return refuse(s, c->into[1], &fault);
    }
    if (!s->collecting.twice) return true;
    const struct ledger_column *own = &s->table->columns[s->collected];
    const struct value *stands = &s->values[s->collected];
    if (value_read(&s->reader, own, cell, &v, &fault) && (v.kind == VALUE_NONE || (stands->kind == VALUE_INTEGER && v.integer == stands->integer)))
        return true;
    fault_set(&fault, "S41", "这一行%s归入“%s”，那一列已有另一个日期", c->word, own->heading);
    fault_expect(&fault, "两列只填一列，或填同一天");
    return refuse(s, s->collected, &fault);
}
