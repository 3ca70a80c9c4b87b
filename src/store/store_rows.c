#include "store/store_inside.h"
#include <string.h>

/* A virtual table that gives the rows of a row_source to INSERT … SELECT, which takes less than two thirds of the time of
 * prepared inserts. It can be read once, forwards. */

struct rows_table { sqlite3_vtab base; struct rows_feed *feed; };
struct rows_cursor { sqlite3_vtab_cursor base; struct rows_feed *feed; bool more; };

static int rows_connect(sqlite3 *db, void *aux, int argc, const char *const *argv, sqlite3_vtab **out, char **error)
{
    (void)argc, (void)argv, (void)error;
    struct rows_feed *feed = ((struct store *)aux)->feed;
    struct text sql = {0};
    text_add(&sql, "CREATE TABLE x(");
    store_add_columns(&feed->layout, true, &sql);
    text_add(&sql, ")");
    int rc = sqlite3_declare_vtab(db, text_get(&sql));
    text_release(&sql);
    if (rc != SQLITE_OK) return rc;
    struct rows_table *t = sqlite3_malloc(sizeof *t);
    if (!t) return SQLITE_NOMEM;
    memset(t, 0, sizeof *t);
    t->feed = feed;
    *out = &t->base;
    return SQLITE_OK;
}

static int rows_disconnect(sqlite3_vtab *base)
{
    sqlite3_free(base);
    return SQLITE_OK;
}

static int rows_best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
    (void)base;
    info->estimatedRows = 1000000;
    info->estimatedCost = 1e6;
    return SQLITE_OK;
}

static int rows_open(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
    struct rows_cursor *c = sqlite3_malloc(sizeof *c);
    if (!c) return SQLITE_NOMEM;
    memset(c, 0, sizeof *c);
    c->feed = ((struct rows_table *)base)->feed;
    *out = &c->base;
    return SQLITE_OK;
}

static int rows_close(sqlite3_vtab_cursor *base)
{
    sqlite3_free(base);
    return SQLITE_OK;
}

static int rows_next(sqlite3_vtab_cursor *base)
{
    struct rows_cursor *c = (struct rows_cursor *)base;
    c->more = row_source_next(c->feed->source);
    return SQLITE_OK;
}

static int rows_filter(sqlite3_vtab_cursor *base, int number, const char *name, int argc, sqlite3_value **argv)
{
    (void)number, (void)name, (void)argc, (void)argv;
    return rows_next(base);
}

static int rows_eof(sqlite3_vtab_cursor *base) { return !((struct rows_cursor *)base)->more; }

static void show_value(sqlite3_context *out, const struct value *v)
{
    if (v->kind == VALUE_INTEGER) sqlite3_result_int64(out, v->integer);
    else if (v->kind == VALUE_TEXT) sqlite3_result_text(out, v->text, (int)v->n, SQLITE_STATIC);
}

static int rows_column(sqlite3_vtab_cursor *base, sqlite3_context *out, int index)
{
    const struct rows_feed *feed = ((struct rows_cursor *)base)->feed;
    const struct store_column *at = &feed->layout.columns[index];
    const struct value *v = at->column < 0 ? NULL : &row_source_values(feed->source)[at->column];
    switch (at->part) {
    case PART_FILE:
        sqlite3_result_int64(out, feed->file);
        break;
    case PART_LINE:
        sqlite3_result_int64(out, row_source_line(feed->source));
        break;
    case PART_VALUE:
        show_value(out, v);
        break;
    case PART_DECIMALS:
        if (v->kind == VALUE_INTEGER) sqlite3_result_int(out, v->decimals);
        break;
    case PART_SUGGESTS:
        if (v->suggests) sqlite3_result_int(out, v->suggests);
        break;
    case PART_TEXT:
        if (v->text) sqlite3_result_text(out, v->text, (int)v->n, SQLITE_STATIC);
        break;
    }
    return SQLITE_OK;
}

static int rows_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *id)
{
    *id = row_source_rows(((struct rows_cursor *)base)->feed->source);
    return SQLITE_OK;
}

bool store_rows_register(struct store *s, struct diag *diag)
{
    static const sqlite3_module module = {
        .iVersion = 1, .xCreate = rows_connect, .xConnect = rows_connect, .xDisconnect = rows_disconnect, .xDestroy = rows_disconnect,
        .xBestIndex = rows_best_index,
        .xOpen = rows_open, .xClose = rows_close, .xFilter = rows_filter, .xNext = rows_next, .xEof = rows_eof,
        .xColumn = rows_column, .xRowid = rows_rowid,
    };
    if (sqlite3_create_module(s->db, "ledger_rows", &module, s) != SQLITE_OK) return store_fail(s, diag, "登记读入的表");
    return true;
}
