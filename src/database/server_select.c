/* The query that reads one relation.
 *
 * Rows have no order on a server. A fixed one is made: by all columns that are fetched, as texts compared byte by byte, those of the
 * table's key first, then the others as the table has them, then wide ones; rows that are equal in all of them are the same row to the
 * reader. What a heading does not tell of does not leave the server; the heading itself does, so that the reader says what it left.
 * A text beyond the limit of a cell is cut behind it: no message grows with it, and the reader refuses it with its place.
 */
#include "database/server_inside.h"
#include <string.h>

/* ---- which columns, in which order ---- */

static void order_by(struct server_relation *own, int cell, int *next)
{
    if (cell >= 0 && !own->columns[cell].order) own->columns[cell].order = ++*next;
}

static bool is_number(const struct ledger_column *c)
{
    return c && (c->type == COLUMN_COUNT || c->type == COLUMN_SIGNED || c->type == COLUMN_NUMBER || c->type == COLUMN_MONEY);
}

static bool can_take(const struct ledger_relation *r, const struct server_column *c, size_t cell, const struct ledger_column *column, struct diag *diag)
{
    const char *shown = r->headings[cell];
    if (c->take == TAKE_FLOAT && !is_number(column))
        return diag_fail(diag, DIAG_INPUT, "%s 的列“%s”是浮点数（%s），编号、日期和文字会丢了数字；请在视图或查询里转换成 numeric 或 text", r->shown, shown, c->type);
    return c->take != TAKE_NOTHING ||
           diag_fail(diag, DIAG_INPUT, "%s 的列“%s”的类型是 %s，读不了；请在视图或查询里转换成 text 或 date", r->shown, shown, c->type);
}

bool server_plan(struct server_database *d, size_t relation, struct diag *diag)
{
    const struct ledger_relation *r = &d->relations[relation];
    struct server_relation *own = &d->own[relation];
    const struct ledger_table *t = r->table;
    struct problems said_later = {0};                  /* by the reader, with the same headings */
    struct ledger_agencies none = {0};
    const struct row_context context = {.schema = d->schema, .problems = &said_later, .agencies = &none};
    const struct ledger_file file = {.shown = r->shown, .table = t, .database = &d->face, .relation = relation};
    const struct row_report report = {&said_later, &file};
    struct slice *cells = arena_alloc(&d->arena, (r->n_headings + 1) * sizeof *cells);
    struct headings h;
    bool ok = true;
    int next = 0;
    for (size_t i = 0; i < r->n_headings; i++) cells[i] = (struct slice){r->headings[i], strlen(r->headings[i])};
    (void)!headings_read(&h, &context, &report, &(struct raw_row){.cells = cells, .n = r->n_headings, .line = 1});
    for (size_t i = 0; ok && i < h.n; i++) {
        own->columns[i].fetched = h.column_of[i] >= 0 || h.column_of[i] == HEADING_IS_WIDE;
        const struct ledger_column *column = h.column_of[i] >= 0 && h.collected_cell != (int)i ? &t->columns[h.column_of[i]] : NULL;
        if (own->columns[i].fetched) ok = can_take(r, &own->columns[i], i, column, diag);
    }
    for (size_t i = 0; i < t->n_key; i++) order_by(own, h.cell_of[t->key[i]], &next);
    for (size_t i = 0; i < t->n_columns; i++) order_by(own, h.cell_of[i], &next);
    for (size_t i = 0; i < h.n; i++)
        if (own->columns[i].fetched) order_by(own, (int)i, &next);
    own->agency = t->agency >= 0 ? h.cell_of[t->agency] : -1;
    headings_release(&h);
    problems_release(&said_later);
    return ok;
}

/* ---- its words ---- */

static void add_column(const struct server_column *c, size_t i, struct text *sql)
{
    enum { JUST_BEYOND = RAW_MAX_CELL_BYTES + 1 };
    if (!c->fetched) text_add(sql, "NULL::text");
    else if (c->take == TAKE_MOMENT) text_printf(sql, "((c%zu AT TIME ZONE INTERVAL '+08:00' HOUR TO MINUTE)::text || '+08:00') COLLATE \"C\"", i);
    else if (c->take == TAKE_TEXT)
        text_printf(sql, "(CASE WHEN octet_length(c%zu::text) > %d THEN left(c%zu::text, %d) ELSE c%zu::text END) COLLATE \"C\"", i, RAW_MAX_CELL_BYTES, i, JUST_BEYOND, i);
    else text_printf(sql, "c%zu::text COLLATE \"C\"", i);
}

/* Words that are left out are literals of a list that the server can hash, however many there are. */
static void add_condition(const struct server_database *d, const struct server_relation *own, struct text *sql)
{
    if (own->agency < 0 || !d->n_left_out) return;
    text_printf(sql, " WHERE c%d IS NULL OR c%d::text NOT IN (VALUES", own->agency, own->agency);
    for (size_t i = 0; i < d->n_left_out; i++) {
        text_add(sql, i ? ", (" : " (");
        server_add_literal(d->server, d->left_out[i], sql);
        text_add(sql, ")");
    }
    text_add(sql, ")");
}

void server_query(const struct server_database *d, size_t relation, struct text *sql)
{
    const struct server_relation *own = &d->own[relation];
    size_t n = d->relations[relation].n_headings;
    int last = 0;
    text_add(sql, "COPY (SELECT ");
    for (size_t i = 0; i < n; i++) {
        if (i) text_add(sql, ", ");
        add_column(&own->columns[i], i, sql);
    }
    text_printf(sql, " FROM %s AS q(", own->from);
    for (size_t i = 0; i < n; i++) text_printf(sql, "%sc%zu", i ? ", " : "", i);
    text_add(sql, ")");
    add_condition(d, own, sql);
    for (size_t i = 0; i < n; i++)
        if (own->columns[i].order > last) last = own->columns[i].order;
    for (int place = 1; place <= last; place++)
        for (size_t i = 0; i < n; i++)
            if (own->columns[i].order == place) text_printf(sql, "%s%zu NULLS FIRST", place == 1 ? " ORDER BY " : ", ", i + 1);
    text_add(sql, ") TO STDOUT WITH (FORMAT text, NULL '')");
}
