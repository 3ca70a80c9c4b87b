#include "cli/explain/explain.h"
#include "base/text.h"
#include "ledger/values/personal.h"
#include "tally/tally.h"
#include <stdlib.h>
#include <string.h>

/* ---- what is shown of a record ---- */

/* How a posting names the rows of a table: by the last column of its key, or by their line where that is empty. */
static void key_words(const struct ledger_table *t, struct text *sql)
{
    const struct ledger_column *c = &t->columns[t->key[t->n_key - 1]];
    if (c->type == COLUMN_CODE) text_printf(sql, "label_text('%s', t.\"%s\")", c->codes->name, c->name);
    else text_printf(sql, "coalesce(t.\"%s\", '第' || t.line || '行')", c->name);
}

/* Of a request the days that the clock found, of other records every date that is filled. */
static void date_words(const struct ledger_table *t, bool request, struct text *sql)
{
    if (request) {
        text_add(sql, "coalesce('，收到 ' || ymd(c.receipt), '') || coalesce('，答复 ' || ymd(c.decisive), '')");
        return;
    }
    text_add(sql, "''");
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct ledger_column *c = &t->columns[i];
        if (c->personal != PERSONAL_NO) continue;
        if (c->type == COLUMN_DATE) text_printf(sql, " || coalesce('，%s ' || ymd(t.\"%s\"), '')", c->heading, c->name);
        if (c->type == COLUMN_MONTH) text_printf(sql, " || coalesce('，%s ' || substr(ymd(t.\"%s\"), 1, 7), '')", c->heading, c->name);
    }
}

static void code_words(const struct ledger_table *t, struct text *sql)
{
    text_add(sql, "''");
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct ledger_column *c = &t->columns[i];
        if (c->type == COLUMN_CODE && c->personal == PERSONAL_NO)
            text_printf(sql, " || coalesce('，%s ' || code_text('%s', t.\"%s\"), '')", c->heading, c->codes->name, c->name);
    }
}

/* key, file, line, dates, codes of every row of the agency. */
static void rows_query(const struct ledger_table *t, struct text *sql)
{
    bool request = !strcmp(t->id, "requests");
    text_add(sql, "SELECT ");
    key_words(t, sql);
    text_add(sql, ", f.name, t.line, ");
    date_words(t, request, sql);
    text_add(sql, ", ");
    code_words(t, sql);
    text_printf(sql, " FROM \"%s\" t JOIN files f ON f.id = t.file%s WHERE t.agency = :agency ORDER BY t.id", t->id,
                request ? " LEFT JOIN clock c ON c.request = t.id" : "");
}

/* The rows of a table that postings name, read once, by key. Of rows with one key each is used once, in their order. */
struct source_row { struct cell_record_shown shown; size_t after; };   /* after: the next row of that key, from 1 */
struct source_key { size_t next, last; };              /* rows, from 1: the next to use, the last one read */
struct posting_source {
    const char *table;
    struct intern *names;
    struct source_row *rows;
    struct source_key *keys;                           /* by number of the key, from 1 */
    size_t n, cap, n_keys, cap_keys;
};

/* The office may have written a personal number where a document's belongs. */
static const char *harmless(const char *key) { return personal_pattern(key) ? PROBLEM_PERSONAL : key; }

static void add_row(struct posting_source *s, const struct cell_record_shown *shown)
{
    size_t key = (size_t)intern_number(s->names, shown->key, strlen(shown->key));
    s->rows = memory_grow(s->rows, s->n, &s->cap, sizeof *s->rows);
    s->rows[s->n++] = (struct source_row){*shown, 0};
    if (key > s->n_keys) {
        s->keys = memory_grow(s->keys, s->n_keys, &s->cap_keys, sizeof *s->keys);
        s->keys[s->n_keys++] = (struct source_key){s->n, s->n};
        return;
    }
    s->rows[s->keys[key - 1].last - 1].after = s->n;
    s->keys[key - 1].last = s->n;
}

static bool read_source(struct posting_source *s, struct explained_cell *cell, struct store *store, const struct ledger_table *t, struct diag *diag)
{
    enum { LEAD = sizeof "，" - 1 };
    struct text sql = {0};
    struct query *q = NULL;
    bool row = true;
    *s = (struct posting_source){.table = t->id, .names = intern_new()};
    rows_query(t, &sql);
    bool ok = query_open(&q, store, text_get(&sql), "explain", 1, diag);
    if (ok) query_bind_asked(q, report_asked(cell->report));
    while (ok && (ok = query_next(q, &row, diag)) && row) {
        const char *key = query_text(q, 0), *dates = query_text(q, 3), *codes = query_text(q, 4);
        add_row(s, &(struct cell_record_shown){t->name, arena_dup(&cell->arena, key ? key : ""), arena_dup(&cell->arena, query_text(q, 1)), query_integer(q, 2),
                                               arena_dup(&cell->arena, *dates ? dates + LEAD : ""), arena_dup(&cell->arena, *codes ? codes + LEAD : ""), NULL});
    }
    query_close(q);
    text_release(&sql);
    return ok;
}

static void source_release(struct posting_source *s)
{
    intern_free(s->names);
    free(s->rows);
    free(s->keys);
}

/* Gives the key alone where no row has it. */
static struct cell_record_shown take_row(struct posting_source *s, const struct ledger_table *t, const char *key)
{
    int64_t number = intern_find(s->names, key, strlen(key));
    size_t row = number ? s->keys[number - 1].next : 0;
    struct cell_record_shown shown = {.table = t->name, .dates = "", .codes = ""};
    if (row) {
        s->keys[number - 1].next = s->rows[row - 1].after;
        shown = s->rows[row - 1].shown;
    }
    shown.key = harmless(key);
    return shown;
}

/* ---- the postings of the cell ---- */

struct sources { struct posting_source *list; size_t n, cap; };

static bool source_of(struct sources *all, struct explained_cell *cell, struct store *store, const struct ledger_table *t, struct posting_source **s, struct diag *diag)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->list[i].table == t->id) {
            *s = &all->list[i];
            return true;
        }
    all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
    *s = &all->list[all->n++];
    return read_source(*s, cell, store, t, diag);
}

static bool same(const char *a, const char *b) { return a && b && !strcmp(a, b); }

static bool add_posting(struct explained_cell *cell, struct sources *sources, struct store *store, const struct query *q, struct diag *diag)
{
    const char *table = query_text(q, query_column(q, "source")), *key = query_text(q, query_column(q, "key")), *amount = query_text(q, query_column(q, "amount"));
    const struct ledger_table *t = table ? schema_table(store_schema(store), table) : NULL;
    struct posting_source *s;
    struct decimal d;
    if (!t || !key) return diag_fail(diag, DIAG_INPUT, "%s:%d: 查询没有说明出自哪张表的哪条记录", cell->table->form->query_file, cell->table->form->query_line);
    if (!amount || !decimal_parse(amount, &d) || !decimal_add(cell->sum, d, &cell->sum)) return diag_fail(diag, DIAG_INPUT, "%s 的数加不上去", key);
    struct cell_record_shown shown;
    const char *kept_key = arena_dup(&cell->arena, key), *kept_amount = arena_dup(&cell->arena, amount);
    if (!source_of(sources, cell, store, t, &s, diag)) return false;
    shown = take_row(s, t, kept_key);
    shown.amount = kept_amount;
    cell->records = memory_grow(cell->records, cell->n_records, &cell->cap_records, sizeof *cell->records);
    cell->records[cell->n_records++] = shown;
    return true;
}

/* A cell is empty where a table that its query reads is not there. */
static void name_missing(struct explained_cell *cell, struct store *store, const struct query *q)
{
    struct text names = {0};
    for (size_t i = 0; query_reads(q, i); i++)
        if (!store_has_all_of(store, query_reads(q, i))) text_printf(&names, "%s%s（%s）", names.n ? "、" : "", schema_table(store_schema(store), query_reads(q, i))->name, query_reads(q, i));
    if (names.n) cell->missing = arena_dup(&cell->arena, text_get(&names));
    text_release(&names);
}

static bool run_postings(struct explained_cell *cell, struct store *store, struct diag *diag)
{
    const struct form_table *f = cell->table->form;
    const struct form_slot *slot = &f->slots[cell->slot];
    struct sources sources = {0};
    struct query *q = NULL;
    bool row = true, ok = query_open(&q, store, f->query, f->query_file, f->query_line, diag);
    if (!ok) return false;
    query_bind_asked(q, report_asked(cell->report));
    name_missing(cell, store, q);
    int at_row = query_column(q, "row"), at_col = query_column(q, "col");
    while (ok && (ok = query_next(q, &row, diag)) && row)
        if (same(query_text(q, at_row), slot->row) && same(query_text(q, at_col), slot->col)) ok = add_posting(cell, &sources, store, q, diag);
    query_close(q);
    for (size_t i = 0; i < sources.n; i++) source_release(&sources.list[i]);
    free(sources.list);
    return ok;
}

static bool add_terms(struct explained_cell *cell, struct diag *diag)
{
    const struct form_slot *slot = &cell->table->form->slots[cell->slot];
    for (size_t i = 0; i < slot->n_terms; i++) {
        const struct cell *term = &cell->table->cells[slot->terms[i]];
        if (term->state == CELL_NUMBER && !decimal_add(cell->sum, term->number, &cell->sum)) return diag_fail(diag, DIAG_INPUT, "%s 的数加不上去", slot->address);
    }
    return true;
}

static bool equal(struct decimal a, struct decimal b)
{
    struct decimal difference;
    return decimal_subtract(a, b, &difference) && difference.value == 0;
}

bool explain_cell(struct explained_cell *cell, struct flow *f, struct report *report, const char *address, struct diag *diag)
{
    const struct form_table *table;
    *cell = (struct explained_cell){.report = report};
    if (!form_address(report->form, address, &table, &cell->slot)) return diag_fail(diag, DIAG_USAGE, "表单里没有单元格 %s", address);
    cell->table = report_table(report, table->id);
    const struct cell *shown = &cell->table->cells[cell->slot];
    bool ok = table->slots[cell->slot].n_terms ? add_terms(cell, diag) : run_postings(cell, f->store, diag);
    cell->agrees = shown->state == CELL_NUMBER ? equal(cell->sum, shown->number) : !cell->n_records;
    return ok;
}

void explained_cell_release(struct explained_cell *cell)
{
    free(cell->records);
    arena_release(&cell->arena);
}
