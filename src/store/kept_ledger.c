#include "store/kept_inside.h"
#include <stdlib.h>
#include <string.h>

static const char *text_at(sqlite3_stmt *q, int i) { return (const char *)sqlite3_column_text(q, i); }

/* ---- opening ---- */

static const char *take_number(void *number, sqlite3_stmt *q)
{
    *(int64_t *)number = sqlite3_column_int64(q, 0);
    return NULL;
}

static bool number_of(struct kept_ledger *k, const char *sql, int64_t *number, struct diag *diag)
{
    *number = 0;
    return kept_each(k, sql, take_number, number, diag);
}

/* Each table must be made by the very statement by which this program makes it: then it has these columns, of these types, and none that is
 * computed. */
static bool prove_tables(struct kept_ledger *k, struct diag *diag)
{
    struct text all = {0}, sql = {0};
    bool ok = true;
    store_plain_tables(k->from->schema, &all);
    for (const char *at = text_get(&all), *end; ok && (end = strchr(at, ';')); at = end + 1) {
        int64_t n;
        while (*at == ' ') at++;
        if (strncmp(at, "CREATE TABLE", strlen("CREATE TABLE"))) continue;
        text_clear(&sql);
        text_printf(&sql, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND sql = '%.*s'", (int)(end - at), at);
        ok = number_of(k, text_get(&sql), &n, diag) && (n || kept_damaged(k, "表的定义", diag));
    }
    text_release(&all);
    text_release(&sql);
    return ok;
}

/* Ids are 1 … n without gaps. */
static bool count(struct kept_ledger *k, const char *table, int64_t *n, struct diag *diag)
{
    struct text sql = {0};
    int64_t even;
    text_printf(&sql, "SELECT count(*) FROM \"%s\"", table);
    bool ok = number_of(k, text_get(&sql), n, diag);
    text_printf(&sql, " WHERE (SELECT coalesce(min(id), 1) = 1 AND coalesce(max(id), 0) = count(*) FROM \"%s\")", table);
    ok = ok && number_of(k, text_get(&sql), &even, diag) && (even == *n || kept_damaged(k, table, diag));
    text_release(&sql);
    return ok;
}

static bool is_a_ledger(struct kept_ledger *k, struct diag *diag)
{
    enum { LATER_TABLES = 2 };
    int64_t later, filings;
    if (!number_of(k, "SELECT count(*) FROM sqlite_schema WHERE name IN ('kept_problems', 'kept_digest')", &later, diag) || !number_of(k, "SELECT count(*) FROM filings", &filings, diag)) return false;
    if (later < LATER_TABLES) return diag_fail(diag, DIAG_INPUT, "%s 是较早的程序留下的记录库，只能给 --previous；请用原来的台账，或用本程序对它重新 --store", k->path);
    if (filings) return diag_fail(diag, DIAG_INPUT, "%s 是汇总时留下的记录库，里面没有台账；请用原来的台账", k->path);
    return prove_tables(k, diag) && store_prove_digest(k->from, k->path, diag) && count(k, "files", &k->n_files, diag) && count(k, "agencies", &k->n_agencies, diag);
}

bool kept_ledger_open(struct kept_ledger **out, const char *path, const struct schema *schema, struct diag *diag)
{
    struct kept_ledger *k = memory_alloc(sizeof *k);
    int close;
    k->path = memory_dup(path);
    bool ok = store_open_kept(&k->from, path, schema, &k->year, &close, diag) && is_a_ledger(k, diag);
    if (ok) *out = k;
    else kept_ledger_close(k);
    return ok;
}

void kept_ledger_close(struct kept_ledger *k)
{
    if (!k) return;
    store_close(k->from);
    free(k->path);
    free(k);
}

int kept_ledger_year(const struct kept_ledger *k) { return k->year; }

bool kept_ledger_had(struct kept_ledger *k, const char *option, bool *had, struct diag *diag)
{
    struct text sql = {0};
    int64_t n;
    text_printf(&sql, "SELECT count(*) FROM kept_options WHERE name = '%s'", option);
    bool ok = number_of(k, text_get(&sql), &n, diag);
    *had = ok && n;
    text_release(&sql);
    return ok;
}

/* ---- beside the rows ---- */

enum { MOST_COLUMNS = 16384 };                         /* of a sheet */

struct kept_taking { struct kept_ledger *from; struct store *into; struct ledger_agencies *agencies; struct problems *problems; struct diag *diag; bool failed; };

/* What `take` says of a row when the store that takes it fails: then the diag has the reason already. */
static const char failure[] = "重复的行";

static const char *done(struct kept_taking *t, bool ok)
{
    t->failed = t->failed || !ok;
    return ok ? NULL : failure;
}

static bool each_taken(struct kept_taking *t, const char *sql, kept_row *take, struct diag *diag)
{
    struct diag own = {0};
    t->diag = &own;
    if (kept_each(t->from, sql, take, t, diag)) return true;
    if (t->failed && (sqlite3_errcode(t->into->db) & 0xff) != SQLITE_CONSTRAINT) *diag = own;     /* else a row that no store takes */
    return false;
}

static const char *take_file(void *context, sqlite3_stmt *q)
{
    struct kept_taking *t = context;
    int64_t id;
    return !kept_is_text(text_at(q, 0), (size_t)sqlite3_column_bytes(q, 0)) ? "files" : done(t, store_add_file(t->into, text_at(q, 0), &id, t->diag));
}

static const char *take_agency(void *context, sqlite3_stmt *q)
{
    struct kept_taking *t = context;
    for (int i = 0; i < 3; i++)
        if (i == 1 || sqlite3_column_type(q, i) != SQLITE_NULL)
            if (!kept_is_text(text_at(q, i), (size_t)sqlite3_column_bytes(q, i))) return "agencies";
    ledger_agencies_add(t->agencies, text_at(q, 0), text_at(q, 1), text_at(q, 2));
    return NULL;
}

static const char *take_problem(void *context, sqlite3_stmt *q)
{
    struct kept_taking *t = context;
    int i = 0;
    struct problem p = {.id = text_at(q, i++)};
    const char **const words[] = {&p.table, &p.file, &p.column, &p.cell, &p.key, &p.value, &p.expected, &p.text};
    bool *const flags[] = {&p.lost, &p.unmade, &p.past, &p.told};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) *words[k] = text_at(q, i++);
    p.line = sqlite3_column_int64(q, i++);
    const int64_t column = sqlite3_column_int64(q, i++);
    p.sheet_column = (int)column;
    for (size_t k = 0; k < sizeof flags / sizeof *flags; k++) *flags[k] = sqlite3_column_int(q, i++);
    if (p.line < 0 || p.line > INT32_MAX || column < 0 || column > MOST_COLUMNS || (p.table && !schema_table(t->into->schema, p.table))) return "kept_problems";
    problems_add(t->problems, &p);
    return NULL;
}

static const char *take_link(void *context, sqlite3_stmt *q)
{
    struct taken_over *t = &((struct kept_taking *)context)->into->taken;
    if (!t->words) t->words = intern_new();
    size_t number = (size_t)intern_number(t->words, text_at(q, 0), (size_t)sqlite3_column_bytes(q, 0));
    if (number <= t->n_links) return NULL;
    t->links = memory_grow(t->links, t->n_links, &t->cap_links, sizeof *t->links);
    t->links[t->n_links++] = sqlite3_column_int64(q, 1);
    return NULL;
}

static const char *take_mark(void *context, sqlite3_stmt *q)
{
    struct store *into = ((struct kept_taking *)context)->into;
    struct taken_over *t = &into->taken;
    const char *digest = text_at(q, 0);
    if (sqlite3_column_bytes(q, 0) != DIGEST_HEX - 1) return "kept_marks";
    t->marks = memory_grow(t->marks, t->n_marks, &t->cap_marks, sizeof *t->marks);
    struct kept_mark *mark = &t->marks[t->n_marks++];
    *mark = (struct kept_mark){.at = (size_t)sqlite3_column_int64(q, 1), .kind = arena_dup(&into->arena, text_at(q, 2))};
    memcpy(mark->digest, digest, DIGEST_HEX);
    return NULL;
}

static const char *take_loaded(void *context, sqlite3_stmt *q)
{
    struct kept_taking *t = context;
    if (!schema_table(t->into->schema, text_at(q, 0))) return "loaded";
    return done(t, store_mark_loaded(t->into, text_at(q, 0), sqlite3_column_int(q, 1), t->diag));
}

static const char *take_column(void *context, sqlite3_stmt *q)
{
    struct kept_taking *t = context;
    const struct ledger_table *table = schema_table(t->into->schema, text_at(q, 0));
    for (size_t i = 0; table && i < table->n_columns; i++)
        if (!strcmp(table->columns[i].name, text_at(q, 1))) return done(t, store_mark_column(t->into, table, i, t->diag));
    return "loaded_columns";
}

static const char *take_body(void *context, sqlite3_stmt *q)
{
    struct kept_taking *t = context;
    return done(t, store_put_text_body(t->into, sqlite3_column_int64(q, 0), text_at(q, 1), (size_t)sqlite3_column_bytes(q, 1), t->diag));
}

static const char *take_heading(void *context, sqlite3_stmt *q)
{
    struct kept_taking *t = context;
    const struct ledger_table *table = schema_table(t->into->schema, text_at(q, 2));
    const bool right = table && table->wide && store_wide_restore(t->into, sqlite3_column_int64(q, 0), text_at(q, 1), table, sqlite3_column_int64(q, 3), sqlite3_column_int64(q, 4), text_at(q, 5));
    return right ? NULL : "kept_headings";
}

bool kept_ledger_take(struct kept_ledger *k, struct store *into, struct ledger_agencies *agencies, struct problems *problems, int64_t *rows, struct diag *diag)
{
    static const struct { const char *sql; kept_row *take; } before[] = {
        {"SELECT name FROM files ORDER BY id", take_file},
        {"SELECT code, name, aliases FROM agencies ORDER BY id", take_agency},
    }, behind[] = {
        {"SELECT tbl, complete FROM loaded ORDER BY rowid", take_loaded},
        {"SELECT tbl, col FROM loaded_columns", take_column},
        {"SELECT text_id, body FROM texts_body ORDER BY text_id", take_body},
        {"SELECT h.file, f.name, h.tbl, h.kind, h.col, h.heading FROM kept_headings h JOIN files f ON f.id = h.file ORDER BY h.rowid", take_heading},
        {"SELECT words, number FROM kept_links ORDER BY rowid", take_link},
        {"SELECT digest, at, kind FROM kept_marks ORDER BY rowid", take_mark},
        {"SELECT id, tbl, file, col, cell, key, value, expected, words, line, sheet_column, lost, unmade, past, told FROM kept_problems ORDER BY rowid", take_problem},
    };
    struct kept_taking t = {.from = k, .into = into, .agencies = agencies, .problems = problems};
    *rows = 0;
    bool ok = store_begin(into, diag);
    for (size_t i = 0; ok && i < sizeof before / sizeof *before; i++) ok = each_taken(&t, before[i].sql, before[i].take, diag);
    ok = ok && kept_rows_take(k, into, rows, diag);
    for (size_t i = 0; ok && i < sizeof behind / sizeof *behind; i++) ok = each_taken(&t, behind[i].sql, behind[i].take, diag);
    return ok && store_wide_recount(into, diag) && store_commit(into, diag);
}

/* ---- texts that --texts had taken ---- */

static const char *take_taken(void *context, sqlite3_stmt *q)
{
    struct kept_taking *t = context;
    const struct taken_record record = {sqlite3_column_int64(q, 0), text_at(q, 1), text_at(q, 2), text_at(q, 3), sqlite3_column_int64(q, 4), text_at(q, 5)};
    return done(t, store_put_taken(t->into, &record, t->diag));
}

static const char *take_cell(void *context, sqlite3_stmt *q)
{
    struct kept_taking *t = context;
    const struct cell_record c = {.set = "texts", .agency = sqlite3_column_int64(q, 0), .year = sqlite3_column_int(q, 1), .table = text_at(q, 2), .row = text_at(q, 3), .col = text_at(q, 4),
                                  .empty = sqlite3_column_type(q, 5) == SQLITE_NULL, .value = sqlite3_column_int64(q, 5), .scale = sqlite3_column_int(q, 6), .shown = text_at(q, 7),
                                  .file = sqlite3_column_int64(q, 8), .line = sqlite3_column_int64(q, 9), .place = text_at(q, 10)};
    if (c.scale < 0 || c.scale > DECIMAL_MAX_SCALE || c.agency < 1 || c.agency > t->from->n_agencies) return "cells";
    return done(t, store_put_cell(t->into, &c, t->diag));
}

bool kept_ledger_take_texts(struct kept_ledger *k, struct store *into, struct diag *diag)
{
    static const char taken[] = "SELECT agency, what, section, file, line, body FROM texts_taken ORDER BY rowid",
                      cells[] = "SELECT agency, year, tbl, row, col, value, scale, shown, file, line, place FROM cells WHERE set_id = 'texts'";
    struct kept_taking t = {.from = k, .into = into};
    return store_begin(into, diag) && each_taken(&t, taken, take_taken, diag) && each_taken(&t, cells, take_cell, diag) && store_commit(into, diag);
}

/* ---- places ---- */

struct place_taker { void (*take)(void *, const char *, int); void *context; };

static const char *take_place(void *context, sqlite3_stmt *q)
{
    const struct place_taker *p = context;
    int64_t column = sqlite3_column_int64(q, 1);
    if (column < -1 || column > MOST_COLUMNS) return "kept_places";
    p->take(p->context, text_at(q, 0), (int)column);
    return NULL;
}

bool kept_ledger_each_place(struct kept_ledger *k, void (*take)(void *, const char *, int), void *context, struct diag *diag)
{
    return kept_each(k, "SELECT name, col FROM kept_places ORDER BY rowid", take_place, &(struct place_taker){take, context}, diag);
}
