#include "store/store_inside.h"
#include "store/shape_rows_inside.h"
#include "store/table_walk_inside.h"
#include <stdlib.h>

/* decision_shapes(:agency): the agency's decisions. Those that have the same in all columns that the query reads come as one row, and n says
 * how many they are, as request_shapes does for requests: ten million decisions are a thousand rows for a query that counts them by kinds
 * and days. A query that reads id, line or words wants to name them, and gets each by itself. */

enum { AT_AGENCY, AT_ID, AT_N, AT_REST };              /* then the columns of the store's table */

struct decisions_table {
    sqlite3_vtab base;
    struct store *store;
    struct arena arena;
    const struct ledger_table *ledger;
    struct table_layout layout;
};

struct decisions_cursor {
    sqlite3_vtab_cursor base;
    struct table_walk *walk;
    size_t *read, *place, n;                           /* the columns that are read; by column: its place among them */
    bool each, ended;                                  /* each by itself; the walk is */
    struct shape_rows *rows;                           /* the gathered ones; NULL = each by itself */
    size_t at;                                         /* which of them */
    int64_t id;
};

static int walk_on(struct decisions_cursor *c)
{
    int rc = table_walk_next(c->walk);
    c->ended = rc != SQLITE_ROW;
    return rc == SQLITE_ROW || rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int gather(struct decisions_cursor *c)
{
    int64_t *values = shape_rows_room(c->rows);
    for (size_t i = 0; i < c->n; i++) {
        struct columns_value v;
        int rc = table_walk_get(c->walk, i, &v);
        if (rc != SQLITE_OK) return rc;
        values[i] = v.kind == COLUMNS_NUMBER ? v.integer : SHAPE_NOTHING;
    }
    shape_rows_add(c->rows, SHAPE_NOTHING);
    return SQLITE_OK;
}

static int gather_many(struct decisions_cursor *c)
{
    int rc = SQLITE_OK;
    shape_rows_clear(c->rows);
    c->at = 0;
    while (rc == SQLITE_OK && !shape_rows_full(c->rows) && (rc = walk_on(c)) == SQLITE_OK && !c->ended) rc = gather(c);
    return rc;
}

/* ---- the table ---- */

static int decisions_disconnect(sqlite3_vtab *base)
{
    arena_release(&((struct decisions_table *)base)->arena);
    free(base);
    return SQLITE_OK;
}

static int decisions_connect(sqlite3 *db, void *aux, int argc, const char *const *argv, sqlite3_vtab **out, char **error)
{
    (void)argc, (void)argv, (void)error;
    struct store *s = aux;
    struct decisions_table *t = memory_alloc(sizeof *t);
    struct text declared = {0};
    bool guarded = s->guarded;
    t->store = s;
    t->ledger = schema_table(s->schema, "decisions");
    t->layout = store_layout(t->ledger, &t->arena);
    text_add(&declared, "CREATE TABLE x(asked_agency HIDDEN, id, n, ");
    store_add_columns(&t->layout, true, &declared);
    text_add(&declared, ")");
    s->guarded = false;                                /* a query of a folder is being prepared, and the guard forbids CREATE TABLE */
    int rc = sqlite3_declare_vtab(db, text_get(&declared));
    s->guarded = guarded;
    text_release(&declared);
    if (rc == SQLITE_OK) *out = &t->base;
    else decisions_disconnect(&t->base);
    return rc;
}

/* The agency must be known. */
static int decisions_best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
    (void)base;
    int asked = 0;
    while (asked < info->nConstraint && (info->aConstraint[asked].iColumn != AT_AGENCY || info->aConstraint[asked].op != SQLITE_INDEX_CONSTRAINT_EQ || !info->aConstraint[asked].usable)) asked++;
    if (asked == info->nConstraint) return SQLITE_CONSTRAINT;
    info->aConstraintUsage[asked].argvIndex = 1;
    info->aConstraintUsage[asked].omit = 1;
    info->estimatedRows = 1000;
    info->estimatedCost = 1e7;
    info->idxStr = sqlite3_mprintf("%llx", (unsigned long long)info->colUsed);
    info->needToFreeIdxStr = 1;
    return info->idxStr ? SQLITE_OK : SQLITE_NOMEM;
}

static void release(struct decisions_cursor *c)
{
    table_walk_free(c->walk);
    shape_rows_free(c->rows);
    free(c->read);
    free(c->place);
}

static int decisions_open(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
    (void)base;
    struct decisions_cursor *c = memory_alloc(sizeof *c);
    *out = &c->base;
    return SQLITE_OK;
}

static int decisions_close(sqlite3_vtab_cursor *base)
{
    release((struct decisions_cursor *)base);
    free(base);
    return SQLITE_OK;
}

/* SQLite has one bit for all columns behind the 63rd. */
static bool is_read(uint64_t used, size_t column) { return used >> (column < 63 ? column : 63) & 1; }

static int decisions_next(sqlite3_vtab_cursor *base)
{
    struct decisions_cursor *c = (struct decisions_cursor *)base;
    c->id++;
    if (c->each) return walk_on(c);
    return ++c->at < shape_rows_n(c->rows) || c->ended ? SQLITE_OK : gather_many(c);
}

static int decisions_filter(sqlite3_vtab_cursor *base, int number, const char *plan, int argc, sqlite3_value **argv)
{
    (void)number, (void)argc;
    struct decisions_cursor *c = (struct decisions_cursor *)base;
    const struct decisions_table *t = (const struct decisions_table *)base->pVtab;
    uint64_t used = strtoull(plan, NULL, 16);
    int rc;
    release(c);
    *c = (struct decisions_cursor){.base = c->base, .each = is_read(used, AT_ID), .read = memory_alloc(t->layout.n * sizeof *c->read), .place = memory_alloc(t->layout.n * sizeof *c->place)};
    for (size_t i = 0; i < t->layout.n; i++) {
        if (!is_read(used, AT_REST + i)) continue;
        c->each = c->each || t->layout.columns[i].part == PART_LINE || store_column_is_words(&t->layout, i);
        c->place[i] = c->n;
        c->read[c->n++] = i;
    }
    c->walk = table_walk_new(t->store, t->ledger, c->read, c->n, argv[0], &rc);
    if (rc != SQLITE_OK) return rc;
    if (c->each) return walk_on(c);
    c->rows = shape_rows_new(c->n, false);
    return gather_many(c);
}

static int decisions_eof(sqlite3_vtab_cursor *base)
{
    const struct decisions_cursor *c = (const struct decisions_cursor *)base;
    return c->ended && (c->each || c->at >= shape_rows_n(c->rows));
}

static int give_value(struct decisions_cursor *c, sqlite3_context *out, size_t place)
{
    struct columns_value v = {.kind = COLUMNS_NUMBER};
    int rc = SQLITE_OK;
    if (c->each) rc = table_walk_get(c->walk, place, &v);
    else v.integer = shape_rows_values(c->rows, c->at)[place];
    if (rc == SQLITE_OK && v.kind == COLUMNS_WORDS) sqlite3_result_text(out, v.text, (int)v.n, SQLITE_TRANSIENT);
    else if (rc == SQLITE_OK && v.kind == COLUMNS_NUMBER && v.integer != SHAPE_NOTHING) sqlite3_result_int64(out, v.integer);
    return rc;
}

static int decisions_column(sqlite3_vtab_cursor *base, sqlite3_context *out, int index)
{
    struct decisions_cursor *c = (struct decisions_cursor *)base;
    if (index >= AT_REST) return give_value(c, out, c->place[index - AT_REST]);
    if (index == AT_ID) sqlite3_result_int64(out, table_walk_id(c->walk));
    if (index == AT_N) sqlite3_result_int64(out, c->each ? 1 : shape_rows_count(c->rows, c->at));
    return SQLITE_OK;
}

static int decisions_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *id)
{
    *id = ((struct decisions_cursor *)base)->id;
    return SQLITE_OK;
}

bool store_decision_shapes_register(struct store *s, struct diag *diag)
{
    static const sqlite3_module module = {
        .iVersion = 1, .xConnect = decisions_connect, .xDisconnect = decisions_disconnect, .xBestIndex = decisions_best_index,
        .xOpen = decisions_open, .xClose = decisions_close, .xFilter = decisions_filter, .xNext = decisions_next, .xEof = decisions_eof,
        .xColumn = decisions_column, .xRowid = decisions_rowid,
    };
    return sqlite3_create_module(s->db, "decision_shapes", &module, s) == SQLITE_OK || store_fail(s, diag, "登记 decision_shapes");
}
