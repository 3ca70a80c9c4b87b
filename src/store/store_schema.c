#include "store/store_inside.h"
#include "base/digest.h"
#include "base/file_kind.h"
#include <stdlib.h>
#include <string.h>

/* The one place where the ledger's types become columns of SQLite. A number also has a column for its digits and one for its words;
 * a name that only links rows has one for the kind of applicant that it suggests, a code of a list with shared ones for the shared code
 * that the word can mean. */

static bool is_words(const struct table_layout *l, const struct store_column *at)
{
    const struct ledger_column *c = at->column < 0 ? NULL : &l->table->columns[at->column];
    if (at->part == PART_TEXT) return true;
    return c && at->part == PART_VALUE && c->kept == KEPT_VALUE && (c->type == COLUMN_KEY || c->type == COLUMN_TEXT || c->type == COLUMN_PROSE) && c->personal == PERSONAL_NO;
}

static void add(struct table_layout *l, bool words, enum column_part part, int column)
{
    struct store_column at = {part, column};
    if (is_words(l, &at) == words) l->columns[l->n++] = at;
}

static void add_parts(struct table_layout *l, bool words)
{
    for (size_t i = 0; i < l->table->n_columns; i++) {
        const struct ledger_column *c = &l->table->columns[i];
        bool number = c->type == COLUMN_NUMBER;
        if (c->kept == KEPT_NO) continue;
        add(l, words, PART_VALUE, (int)i);
        if (number || c->type == COLUMN_MONEY) add(l, words, PART_DECIMALS, (int)i);
        if (c->personal == PERSONAL_LINK || (c->type == COLUMN_CODE && c->codes->shared)) add(l, words, PART_SUGGESTS, (int)i);
        if (number) add(l, words, PART_TEXT, (int)i);
    }
}

/* SQLite reads a row from its front: dates and codes, which checks compare, come before words, which checks only print. */
struct table_layout store_layout(const struct ledger_table *t, struct arena *arena)
{
    struct table_layout l = {.table = t, .columns = arena_alloc(arena, (2 + 4 * t->n_columns) * sizeof *l.columns)};
    add(&l, false, PART_FILE, -1);
    add(&l, false, PART_LINE, -1);
    add_parts(&l, false);
    add_parts(&l, true);
    return l;
}

bool store_column_is_words(const struct table_layout *l, size_t i) { return is_words(l, &l->columns[i]); }

void store_add_column(const struct table_layout *l, size_t i, bool type, struct text *out)
{
    static const char *const fixed[] = {[PART_FILE] = "file", [PART_LINE] = "line"};
    static const char *const endings[] = {[PART_VALUE] = "", [PART_DECIMALS] = "_decimals", [PART_SUGGESTS] = "_suggests", [PART_TEXT] = "_text"};
    const struct store_column *at = &l->columns[i];
    if (at->column < 0) text_add(out, fixed[at->part]);
    else text_printf(out, "\"%s%s\"", l->table->columns[at->column].name, endings[at->part]);
    if (type) text_add(out, is_words(l, at) ? " TEXT" : " INTEGER");
}

void store_add_columns(const struct table_layout *l, bool types, struct text *out)
{
    for (size_t i = 0; i < l->n; i++) {
        if (i) text_add(out, ", ");
        store_add_column(l, i, types, out);
    }
}

const char store_clock_columns[] =
    "regime TEXT NOT NULL, receipt INTEGER NOT NULL, receipt_by TEXT, clock_start INTEGER,"
    " excluded_days INTEGER, extended_days INTEGER, due_strict INTEGER, due_lenient INTEGER, decisive INTEGER, decisive_by TEXT,"
    " used_days INTEGER, over_days INTEGER, passed INTEGER, state TEXT NOT NULL, calendar TEXT NOT NULL, replied INTEGER NOT NULL, counted_as INTEGER, earlier INTEGER NOT NULL";
static const char beside[] =
    "CREATE TABLE files(id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;"
    "CREATE TABLE loaded(tbl TEXT PRIMARY KEY, complete INTEGER NOT NULL) STRICT;"
    "CREATE TABLE loaded_columns(tbl TEXT NOT NULL, col TEXT NOT NULL, PRIMARY KEY(tbl, col)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE clock_faults(request INTEGER NOT NULL, event INTEGER, kind TEXT NOT NULL, day INTEGER, limit_day INTEGER, days INTEGER,"
    " note TEXT) STRICT;"
    "CREATE TABLE texts_printed(agency INTEGER NOT NULL, section TEXT NOT NULL, place TEXT NOT NULL, body TEXT NOT NULL) STRICT;"
    "CREATE TABLE texts_hidden(agency INTEGER NOT NULL, section TEXT NOT NULL, place TEXT NOT NULL, digest TEXT NOT NULL, kinds TEXT NOT NULL,"
    " sure INTEGER NOT NULL, file TEXT, line INTEGER) STRICT;"
    "CREATE TABLE texts_taken(agency INTEGER NOT NULL, what TEXT NOT NULL, section TEXT, file TEXT, line INTEGER, body TEXT) STRICT;"
    "CREATE TABLE texts_previous(agency INTEGER NOT NULL, section TEXT NOT NULL, place TEXT NOT NULL, body TEXT NOT NULL) STRICT;"
    "CREATE TABLE texts_body(text_id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;"
    "CREATE TABLE text_numbers(agency INTEGER NOT NULL, section TEXT NOT NULL, place TEXT NOT NULL, n INTEGER NOT NULL, sentence INTEGER NOT NULL,"
    " value INTEGER NOT NULL, decimals INTEGER NOT NULL, percent INTEGER NOT NULL, unit TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,"
    " words TEXT NOT NULL, period TEXT NOT NULL, depth INTEGER NOT NULL) STRICT;"
    "CREATE INDEX texts_printed_by_agency ON texts_printed(agency, section);"
    "CREATE INDEX texts_previous_by_agency ON texts_previous(agency, section);"
    "CREATE INDEX text_numbers_by_place ON text_numbers(agency, section, place, n);"
    "CREATE TABLE last_lists(agency INTEGER PRIMARY KEY, source TEXT NOT NULL) STRICT;"
    "CREATE TABLE carried_last(agency INTEGER NOT NULL, no TEXT NOT NULL, receipt INTEGER NOT NULL, applicant_kind INTEGER, decisive INTEGER,"
    " PRIMARY KEY(agency, no)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE filings(agency INTEGER, code TEXT, name TEXT NOT NULL, standing TEXT NOT NULL, state TEXT NOT NULL, counted INTEGER NOT NULL,"
    " above INTEGER, zero INTEGER NOT NULL, twice INTEGER NOT NULL, draft INTEGER NOT NULL, due INTEGER, submitted INTEGER, published INTEGER,"
    " file TEXT, other_file TEXT, said TEXT, form_hash TEXT, rules_hash TEXT, calendar_hash TEXT, blocking INTEGER NOT NULL, unequal INTEGER NOT NULL) STRICT;"
    "CREATE INDEX filings_by_agency ON filings(agency);"
    "CREATE TABLE alike(agency INTEGER NOT NULL, other INTEGER NOT NULL, section TEXT NOT NULL, percent INTEGER NOT NULL) STRICT;"
    "CREATE TABLE explained(set_id TEXT NOT NULL, tbl TEXT NOT NULL, row TEXT NOT NULL, col TEXT NOT NULL, choice INTEGER, agency INTEGER, how TEXT,"
    " choices INTEGER NOT NULL, more INTEGER NOT NULL, searched INTEGER NOT NULL) STRICT;"
    "CREATE TABLE run(year INTEGER NOT NULL, close INTEGER NOT NULL) STRICT;";

/* For a later run that takes the kept store as its ledger (kept_ledger.h). They are no part of the version: a store without them is still
 * one of last year. */
static const char for_later[] =
    "CREATE TABLE kept_problems(id TEXT NOT NULL, tbl TEXT, file TEXT, line INTEGER NOT NULL, col TEXT, cell TEXT, sheet_column INTEGER NOT NULL, key TEXT, value TEXT,"
    " expected TEXT, words TEXT, lost INTEGER NOT NULL, unmade INTEGER NOT NULL, past INTEGER NOT NULL, told INTEGER NOT NULL) STRICT;"
    "CREATE TABLE kept_places(name TEXT NOT NULL, col INTEGER NOT NULL) STRICT;"
    "CREATE TABLE kept_headings(file INTEGER NOT NULL, tbl TEXT NOT NULL, kind INTEGER NOT NULL, col INTEGER NOT NULL, heading TEXT NOT NULL) STRICT;"
    "CREATE TABLE kept_options(name TEXT NOT NULL) STRICT;"
    "CREATE TABLE kept_links(words TEXT NOT NULL, number INTEGER NOT NULL) STRICT;"
    "CREATE TABLE kept_marks(digest TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL) STRICT;"
    "CREATE TABLE kept_digest(sha256 TEXT NOT NULL) STRICT;";

/* `plain`: also those that may lie in columns. */
static void add_tables(const struct schema *schema, bool plain, struct text *sql)
{
    struct arena arena = {0};
    text_add(sql, beside);
    if (plain) text_printf(sql, "CREATE TABLE clock(request INTEGER PRIMARY KEY, %s) STRICT;", store_clock_columns);
    if (plain) text_printf(sql, "CREATE TABLE cells(%s) STRICT, WITHOUT ROWID;", store_cells_columns);
    for (size_t i = 0; i < schema->n_tables; i++) {
        const struct ledger_table *t = &schema->tables[i];
        if (t->large && !plain) continue;
        struct table_layout layout = store_layout(t, &arena);
        text_printf(sql, "CREATE TABLE \"%s\"(id INTEGER PRIMARY KEY, ", t->id);
        store_add_columns(&layout, true, sql);
        text_add(sql, ") STRICT;");
    }
    /* A check of one agency among thousands finds the others by them. */
    text_add(sql, "CREATE INDEX agencies_by_name ON agencies(name); CREATE INDEX agencies_by_successor ON agencies(successor_code) WHERE successor_code IS NOT NULL;");
    arena_release(&arena);
}

/* Codes stand in the store as places in their lists, so the lists are part of the version of a kept store. */
int store_version(const struct schema *schema)
{
    enum { HEX_DIGITS = 7 };
    struct text all = {0};
    char hex[DIGEST_HEX];
    add_tables(schema, true, &all);
    for (size_t i = 0; i < schema->n_lists; i++) {
        text_printf(&all, "\n%s:", schema->lists[i].name);
        for (size_t k = 0; k < schema->lists[i].n; k++) text_printf(&all, " %s", schema->lists[i].codes[k].code);
    }
    digest_sha256(all.bytes, all.n, hex);
    hex[HEX_DIGITS] = 0;
    text_release(&all);
    return (int)strtol(hex, NULL, 16);
}

void store_plain_tables(const struct schema *schema, struct text *out)
{
    add_tables(schema, true, out);
    text_add(out, for_later);
}

bool store_create(struct store *s, struct diag *diag)
{
    struct text sql = {0};
    text_printf(&sql, "PRAGMA application_id = %d; PRAGMA user_version = %d;", FILE_APPLICATION, store_version(s->schema));
    add_tables(s->schema, s->out, &sql);
    if (s->out) text_add(&sql, for_later);
    bool ok = store_run(s, text_get(&sql), diag);
    text_release(&sql);
    return ok;
}
