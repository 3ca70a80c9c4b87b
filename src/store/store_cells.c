#include "store/store_inside.h"
#include <string.h>

const char store_cells_columns[] =
    "set_id TEXT NOT NULL, agency INTEGER NOT NULL, year INTEGER NOT NULL, tbl TEXT NOT NULL, row TEXT NOT NULL, col TEXT NOT NULL, value INTEGER,"
    " scale INTEGER NOT NULL, shown TEXT, file INTEGER, line INTEGER, place TEXT, PRIMARY KEY(agency, year, set_id, tbl, row, col)";

bool store_cells_create(struct store *s, struct diag *diag)
{
    s->celled = (struct cells_table){cells_new(), store_cells_columns, store_take_steps, s};
    return (cells_table_register(s->db, &s->celled) == SQLITE_OK || store_fail(s, diag, "登记单元格表")) && store_run(s, "CREATE VIRTUAL TABLE cells USING cells", diag);
}

static bool prepare(struct store *s, sqlite3_stmt **statement, const char *sql, struct diag *diag)
{
    return *statement || sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) == SQLITE_OK || store_fail(s, diag, "准备语句");
}

static void bind_text(sqlite3_stmt *q, int i, const char *s) { sqlite3_bind_text(q, i, s, -1, SQLITE_STATIC); }

static bool done(struct store *s, sqlite3_stmt *q, const char *what, struct diag *diag)
{
    bool ok = sqlite3_step(q) == SQLITE_DONE || store_fail(s, diag, what);
    sqlite3_reset(q);
    sqlite3_clear_bindings(q);
    return ok;
}

bool store_put_cell(struct store *s, const struct cell_record *c, struct diag *diag)
{
    s->rows++;
    if (s->celled.cells) {
        cells_put(s->celled.cells, c);
        return true;
    }
    if (!prepare(s, &s->put_cell, "INSERT OR REPLACE INTO cells VALUES(?,?,?,?,?,?,?,?,?,?,?,?)", diag)) return false;
    sqlite3_stmt *q = s->put_cell;
    bind_text(q, 1, c->set);
    sqlite3_bind_int64(q, 2, c->agency);
    sqlite3_bind_int(q, 3, c->year);
    bind_text(q, 4, c->table);
    bind_text(q, 5, c->row);
    bind_text(q, 6, c->col);
    if (!c->empty) sqlite3_bind_int64(q, 7, c->value);
    sqlite3_bind_int(q, 8, c->scale);
    bind_text(q, 9, c->shown);
    if (c->file) sqlite3_bind_int64(q, 10, c->file);
    if (c->line) sqlite3_bind_int64(q, 11, c->line);
    bind_text(q, 12, c->place);
    return done(s, q, "写入", diag);
}

bool store_rename_cells(struct store *s, int64_t agency, int year, const char *from, const char *to, struct diag *diag)
{
    sqlite3_stmt *q = NULL;
    if (s->celled.cells) {
        cells_rename(s->celled.cells, agency, year, from, to);
        return true;
    }
    if (!store_prepare(s, "UPDATE cells SET set_id = ?1 WHERE agency = ?2 AND year = ?3 AND set_id = ?4", &q, diag)) return false;
    bind_text(q, 1, to);
    sqlite3_bind_int64(q, 2, agency);
    sqlite3_bind_int(q, 3, year);
    bind_text(q, 4, from);
    return store_finish(s, q, diag);
}

bool store_forget_cells(struct store *s, int64_t agency, int year, const char *set, struct diag *diag)
{
    sqlite3_stmt *q = NULL;
    if (s->celled.cells) {
        cells_forget(s->celled.cells, agency, year, set);
        return true;
    }
    if (!store_prepare(s, "DELETE FROM cells WHERE agency = ?1 AND year = ?2 AND set_id = coalesce(?3, set_id)", &q, diag)) return false;
    sqlite3_bind_int64(q, 1, agency);
    sqlite3_bind_int(q, 2, year);
    bind_text(q, 3, set);
    return store_finish(s, q, diag);
}

/* ---- reading ---- */

typedef void take_cell(void *context, const struct cell_record *cell);

static void each_of_sheet(struct cells *all, const struct cells_sheet *s, take_cell *take, void *context)
{
    char shown[DECIMAL_TEXT];
    for (uint32_t i = 0; i < s->n; i++) {
        const struct cells_address *a = &all->addresses[cells_get(s, CELLS_ADDRESS, i)];
        const int64_t marks = cells_get(s, CELLS_MARKS, i);
        take(context, &(struct cell_record){
            .set = all->sets[s->set], .agency = s->agency, .year = s->year, .table = a->ids[0], .row = a->ids[1], .col = a->ids[2], .empty = marks & CELLS_EMPTY,
            .value = cells_get(s, CELLS_VALUE, i), .scale = (int)(marks & CELLS_SCALE), .shown = cells_shown(all, s, i, shown),
            .file = cells_get(s, CELLS_FILE, i), .line = cells_get(s, CELLS_LINE, i), .place = cells_words(all, cells_get(s, CELLS_PLACE, i))});
    }
}

static const char *words(sqlite3_stmt *q, int i) { return (const char *)sqlite3_column_text(q, i); }

static void take_row(sqlite3_stmt *q, struct cell_record c, take_cell *take, void *context)
{
    c.table = words(q, 0);
    c.row = words(q, 1);
    c.col = words(q, 2);
    c.empty = sqlite3_column_type(q, 3) == SQLITE_NULL;
    c.value = sqlite3_column_int64(q, 3);
    c.scale = sqlite3_column_int(q, 4);
    c.shown = words(q, 5);
    c.file = sqlite3_column_int64(q, 6);
    c.line = sqlite3_column_int64(q, 7);
    c.place = words(q, 8);
    take(context, &c);
}

bool store_each_cell(struct store *s, int64_t agency, int year, const char *set, take_cell *take, void *context, struct diag *diag)
{
    struct cells *all = s->celled.cells;
    for (size_t i = all ? cells_from(all, agency, year) : 0; all && i < all->n && all->sheets[i]->agency == agency && all->sheets[i]->year == year; i++) {
        if (strcmp(all->sets[all->sheets[i]->set], set)) continue;
        cells_pack(all, all->sheets[i]);
        each_of_sheet(all, all->sheets[i], take, context);
    }
    if (all) return true;
    if (!prepare(s, &s->read_cells, "SELECT tbl, row, col, value, scale, shown, file, line, place FROM cells WHERE agency = ? AND year = ? AND set_id = ?", diag)) return false;
    sqlite3_stmt *q = s->read_cells;
    int rc;
    sqlite3_bind_int64(q, 1, agency);
    sqlite3_bind_int(q, 2, year);
    bind_text(q, 3, set);
    while ((rc = sqlite3_step(q)) == SQLITE_ROW) take_row(q, (struct cell_record){.set = set, .agency = agency, .year = year}, take, context);
    bool ok = rc == SQLITE_DONE || store_fail(s, diag, "读取");
    sqlite3_reset(q);
    sqlite3_clear_bindings(q);
    return ok;
}
