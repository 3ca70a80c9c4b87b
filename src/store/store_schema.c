#include "store/store_inside.h"
#include <string.h>

/* The one place where the ledger's types become columns. A number keeps its digits, and its words where it may be
 * something else than a number; a name that only links keeps what kind of applicant it suggests. */
void store_columns(const struct table *t, bool types, struct text *out)
{
    text_add(out, types ? "file INTEGER, line INTEGER" : "file, line");
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct column *c = &t->columns[i];
        bool words = (c->type == COLUMN_KEY || c->type == COLUMN_TEXT || c->type == COLUMN_PROSE) && c->personal == PERSONAL_NO;
        text_printf(out, ", \"%s\"%s", c->name, !types ? "" : words ? " TEXT" : " INTEGER");
        if (c->type == COLUMN_MONEY || c->type == COLUMN_NUMBER) text_printf(out, ", \"%s_decimals\"%s", c->name, types ? " INTEGER" : "");
        if (c->personal == PERSONAL_LINK) text_printf(out, ", \"%s_suggests\"%s", c->name, types ? " INTEGER" : "");
        if (c->type == COLUMN_NUMBER) text_printf(out, ", \"%s_text\"%s", c->name, types ? " TEXT" : "");
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
    "CREATE TABLE texts_printed(agency INTEGER NOT NULL, section TEXT NOT NULL, place TEXT NOT NULL, body TEXT NOT NULL) STRICT;"
    "CREATE TABLE texts_previous(agency INTEGER NOT NULL, section TEXT NOT NULL, place TEXT NOT NULL, body TEXT NOT NULL) STRICT;"
    "CREATE TABLE texts_body(text_id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;"
    "CREATE TABLE text_numbers(agency INTEGER NOT NULL, section TEXT NOT NULL, place TEXT NOT NULL, n INTEGER NOT NULL, sentence INTEGER NOT NULL,"
    " value INTEGER NOT NULL, decimals INTEGER NOT NULL, percent INTEGER NOT NULL, unit TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,"
    " words TEXT NOT NULL) STRICT;"
    "CREATE INDEX texts_printed_by_agency ON texts_printed(agency, section);"
    "CREATE INDEX texts_previous_by_agency ON texts_previous(agency, section);"
    "CREATE INDEX text_numbers_by_place ON text_numbers(agency, section, place, n);";

bool store_create(struct store *s, struct diag *diag)
{
    struct text sql = {0};
    text_add(&sql, beside);
    for (size_t i = 0; i < s->schema->n_tables; i++) {
        const struct table *t = &s->schema->tables[i];
        text_printf(&sql, "CREATE TABLE \"%s\"(id INTEGER PRIMARY KEY, ", t->id);
        store_columns(t, true, &sql);
        text_add(&sql, ") STRICT;");
    }
    bool ok = store_run(s, text_get(&sql), diag);
    text_release(&sql);
    return ok;
}
