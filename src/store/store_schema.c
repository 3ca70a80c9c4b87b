#include "store/store_inside.h"
#include <string.h>

/* The one place where the ledger's types become columns. A number keeps its digits, and its words where it may be
 * something else than a number; a name that only links keeps what kind of applicant it suggests. */

static bool is_words(const struct layout *l, const struct store_column *at)
{
    const struct column *c = at->column < 0 ? NULL : &l->table->columns[at->column];
    if (at->part == PART_TEXT) return true;
    return c && at->part == PART_VALUE && (c->type == COLUMN_KEY || c->type == COLUMN_TEXT || c->type == COLUMN_PROSE) && c->personal == PERSONAL_NO;
}

static void add(struct layout *l, bool words, enum part part, int column)
{
    struct store_column at = {part, column};
    if (is_words(l, &at) == words) l->columns[l->n++] = at;
}

static void add_parts(struct layout *l, bool words)
{
    for (size_t i = 0; i < l->table->n_columns; i++) {
        const struct column *c = &l->table->columns[i];
        bool number = c->type == COLUMN_NUMBER;
        add(l, words, PART_VALUE, (int)i);
        if (number || c->type == COLUMN_MONEY) add(l, words, PART_DECIMALS, (int)i);
        if (c->personal == PERSONAL_LINK) add(l, words, PART_SUGGESTS, (int)i);
        if (number) add(l, words, PART_TEXT, (int)i);
    }
}

/* SQLite reads a row from its front: dates and codes, which checks compare, stand before the words, which they print. */
struct layout store_layout(const struct table *t, struct arena *arena)
{
    struct layout l = {.table = t, .columns = arena_alloc(arena, (2 + 4 * t->n_columns) * sizeof *l.columns)};
    add(&l, false, PART_FILE, -1);
    add(&l, false, PART_LINE, -1);
    add_parts(&l, false);
    add_parts(&l, true);
    return l;
}

void store_add_column(const struct layout *l, size_t i, bool type, struct text *out)
{
    static const char *const fixed[] = {[PART_FILE] = "file", [PART_LINE] = "line"};
    static const char *const endings[] = {[PART_VALUE] = "", [PART_DECIMALS] = "_decimals", [PART_SUGGESTS] = "_suggests", [PART_TEXT] = "_text"};
    const struct store_column *at = &l->columns[i];
    if (at->column < 0) text_add(out, fixed[at->part]);
    else text_printf(out, "\"%s%s\"", l->table->columns[at->column].name, endings[at->part]);
    if (type) text_add(out, is_words(l, at) ? " TEXT" : " INTEGER");
}

void store_add_columns(const struct layout *l, bool types, struct text *out)
{
    for (size_t i = 0; i < l->n; i++) {
        if (i) text_add(out, ", ");
        store_add_column(l, i, types, out);
    }
}

static const char beside[] =
    "CREATE TABLE files(id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;"
    "CREATE TABLE loaded(tbl TEXT PRIMARY KEY, complete INTEGER NOT NULL) STRICT;"
    "CREATE TABLE loaded_columns(tbl TEXT NOT NULL, col TEXT NOT NULL, PRIMARY KEY(tbl, col)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE clock(request INTEGER PRIMARY KEY, regime TEXT NOT NULL, receipt INTEGER NOT NULL, receipt_by TEXT, clock_start INTEGER,"
    " excluded_days INTEGER, extended_days INTEGER, due_strict INTEGER, due_lenient INTEGER, decisive INTEGER, decisive_by TEXT,"
    " used_days INTEGER, over_days INTEGER, state TEXT NOT NULL, calendar TEXT NOT NULL, replied INTEGER NOT NULL) STRICT;"
    "CREATE TABLE clock_faults(request INTEGER NOT NULL, event INTEGER, kind TEXT NOT NULL, day INTEGER, limit_day INTEGER, days INTEGER,"
    " note TEXT) STRICT;"
    "CREATE TABLE cells(set_id TEXT NOT NULL, agency INTEGER NOT NULL, year INTEGER NOT NULL, tbl TEXT NOT NULL, row TEXT NOT NULL,"
    " col TEXT NOT NULL, value INTEGER, scale INTEGER NOT NULL, shown TEXT, file INTEGER, line INTEGER,"
    " PRIMARY KEY(agency, year, set_id, tbl, row, col)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE texts_printed(agency INTEGER NOT NULL, section TEXT NOT NULL, place TEXT NOT NULL, body TEXT NOT NULL) STRICT;";

bool store_create(struct store *s, struct diag *diag)
{
    struct text sql = {0};
    struct arena arena = {0};
    text_add(&sql, beside);
    for (size_t i = 0; i < s->schema->n_tables; i++) {
        const struct table *t = &s->schema->tables[i];
        text_printf(&sql, "CREATE TABLE \"%s\"(id INTEGER PRIMARY KEY, ", t->id);
        struct layout layout = store_layout(t, &arena);
        store_add_columns(&layout, true, &sql);
        text_add(&sql, ") STRICT;");
    }
    bool ok = store_run(s, text_get(&sql), diag);
    arena_release(&arena);
    text_release(&sql);
    return ok;
}
