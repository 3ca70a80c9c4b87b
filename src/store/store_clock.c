#include "store/store_inside.h"
#include <string.h>

/* The clock's results go into their table like the rows of the ledger (store_rows.c): INSERT … SELECT from a virtual table, which
 * costs half of what a prepared INSERT for each row does. Breaches are few and are inserted one by one. */

struct clock_table { sqlite3_vtab base; struct clock_source *source; };
struct clock_cursor { sqlite3_vtab_cursor base; struct clock_source *source; struct clock_record record; bool more; };

static int clock_connect(sqlite3 *db, void *aux, int argc, const char *const *argv, sqlite3_vtab **out, char **error)
{
    (void)argc, (void)argv, (void)error;
    int rc = sqlite3_declare_vtab(db, "CREATE TABLE x(request, regime, receipt, receipt_by, clock_start, excluded_days, extended_days, due_strict,"
                                      " due_lenient, decisive, decisive_by, used_days, over_days, passed, state, calendar, replied, counted_as, earlier)");
    if (rc != SQLITE_OK) return rc;
    struct clock_table *t = sqlite3_malloc(sizeof *t);
    if (!t) return SQLITE_NOMEM;
    memset(t, 0, sizeof *t);
    t->source = ((struct store *)aux)->clock;
    *out = &t->base;
    return SQLITE_OK;
}

static int clock_disconnect(sqlite3_vtab *base)
{
    sqlite3_free(base);
    return SQLITE_OK;
}

static int clock_best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
    (void)base;
    info->estimatedRows = 1000000;
    info->estimatedCost = 1e6;
    return SQLITE_OK;
}

static int clock_open(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
    struct clock_cursor *c = sqlite3_malloc(sizeof *c);
    if (!c) return SQLITE_NOMEM;
    memset(c, 0, sizeof *c);
    c->source = ((struct clock_table *)base)->source;
    *out = &c->base;
    return SQLITE_OK;
}

static int clock_close(sqlite3_vtab_cursor *base)
{
    sqlite3_free(base);
    return SQLITE_OK;
}

static int clock_next(sqlite3_vtab_cursor *base)
{
    struct clock_cursor *c = (struct clock_cursor *)base;
    c->more = c->source->next(c->source->context, &c->record);
    return SQLITE_OK;
}

static int clock_filter(sqlite3_vtab_cursor *base, int number, const char *name, int argc, sqlite3_value **argv)
{
    (void)number, (void)name, (void)argc, (void)argv;
    return clock_next(base);
}

static int clock_eof(sqlite3_vtab_cursor *base) { return !((struct clock_cursor *)base)->more; }

static void day(sqlite3_context *out, int day)
{
    if (day != NO_DAY) sqlite3_result_int(out, day);
}

static void count(sqlite3_context *out, int count)
{
    if (count != NO_COUNT) sqlite3_result_int(out, count);
}

static void words(sqlite3_context *out, const char *s)
{
    if (s) sqlite3_result_text(out, s, -1, SQLITE_STATIC);
}

static int clock_column(sqlite3_vtab_cursor *base, sqlite3_context *out, int index)
{
    const struct clock_record *r = &((struct clock_cursor *)base)->record;
    switch (index) {
    case 0: sqlite3_result_int64(out, r->request); break;
    case 1: words(out, r->regime); break;
    case 2: day(out, r->receipt); break;
    case 3: words(out, r->receipt_by); break;
    case 4: day(out, r->clock_start); break;
    case 5: count(out, r->excluded_days); break;
    case 6: count(out, r->extended_days); break;
    case 7: day(out, r->due_strict); break;
    case 8: day(out, r->due_lenient); break;
    case 9: day(out, r->decisive); break;
    case 10: words(out, r->decisive_by); break;
    case 11: count(out, r->used_days); break;
    case 12: count(out, r->over_days); break;
    case 13: count(out, r->passed); break;
    case 14: words(out, r->state); break;
    case 15: words(out, r->calendar); break;
    case 16: sqlite3_result_int(out, r->replied); break;
    case 17:
        if (r->counted_as) sqlite3_result_int(out, r->counted_as);
        break;
    case 18: sqlite3_result_int(out, r->earlier); break;
    }
    return SQLITE_OK;
}

static int clock_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *id)
{
    *id = ((struct clock_cursor *)base)->record.request;
    return SQLITE_OK;
}

bool store_clock_register(struct store *s, struct diag *diag)
{
    static const sqlite3_module module = {
        .iVersion = 1, .xCreate = clock_connect, .xConnect = clock_connect, .xDisconnect = clock_disconnect, .xDestroy = clock_disconnect,
        .xBestIndex = clock_best_index,
        .xOpen = clock_open, .xClose = clock_close, .xFilter = clock_filter, .xNext = clock_next, .xEof = clock_eof,
        .xColumn = clock_column, .xRowid = clock_rowid,
    };
    if (sqlite3_create_module(s->db, "clock_results", &module, s) != SQLITE_OK) return store_fail(s, diag, "登记期限表");
    return true;
}

bool store_fill_clock(struct store *s, struct clock_source source, struct diag *diag)
{
    struct columns_table *columned = store_columns_of(s, "clock");
    if (columned) return store_columns_fill_clock(s, columned, source, diag);
    s->clock = &source;
    bool ok = store_run(s, "CREATE VIRTUAL TABLE temp.reckoned USING clock_results", diag) &&
              store_run(s, "INSERT INTO main.clock SELECT * FROM temp.reckoned", diag) && store_run(s, "DROP TABLE temp.reckoned", diag);
    s->clock = NULL;
    return ok;
}

bool store_set_outcome(struct store *s, int64_t request, int outcome, struct diag *diag)
{
    static const char sql[] = "UPDATE main.requests SET outcome = ? WHERE id = ?";
    struct columns_table *columned = store_columns_of(s, "requests");
    if (columned) {
        columns_set(columned->columns, (uint32_t)(request - 1), s->outcome, outcome);
        return true;
    }
    if (!s->set_outcome && sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s->set_outcome, NULL) != SQLITE_OK)
        return store_fail(s, diag, "准备语句");
    sqlite3_bind_int(s->set_outcome, 1, outcome);
    sqlite3_bind_int64(s->set_outcome, 2, request);
    bool ok = sqlite3_step(s->set_outcome) == SQLITE_DONE || store_fail(s, diag, "写入");
    sqlite3_reset(s->set_outcome);
    return ok;
}

/* ---- breaches ---- */

bool store_put_clock_fault(struct store *s, const struct clock_fault_record *r, struct diag *diag)
{
    static const char sql[] = "INSERT INTO clock_faults VALUES(?,?,?,?,?,?,?)";
    if (!s->put_fault && sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s->put_fault, NULL) != SQLITE_OK)
        return store_fail(s, diag, "准备语句");
    sqlite3_stmt *q = s->put_fault;
    sqlite3_bind_int64(q, 1, r->request);
    if (r->event) sqlite3_bind_int64(q, 2, r->event);
    sqlite3_bind_text(q, 3, r->kind, -1, SQLITE_STATIC);
    if (r->day != NO_DAY) sqlite3_bind_int(q, 4, r->day);
    if (r->limit != NO_DAY) sqlite3_bind_int(q, 5, r->limit);
    if (r->days != NO_COUNT) sqlite3_bind_int(q, 6, r->days);
    sqlite3_bind_text(q, 7, r->note, -1, SQLITE_STATIC);
    bool ok = sqlite3_step(q) == SQLITE_DONE || store_fail(s, diag, "写入");
    sqlite3_reset(q);
    sqlite3_clear_bindings(q);
    return ok;
}
