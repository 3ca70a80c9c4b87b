#include "store/columns/columns_table_inside.h"
#include "base/memory.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Rows are looked for by a number so often before an index is made of the column. */
enum { LOOKUPS_BEFORE_INDEX = 16 };
/* What a block costs of a query's steps, for each condition; and a row of an index. */
enum { STEPS_A_BLOCK = 16, STEPS_A_ROW = 2 };

struct table { sqlite3_vtab base; struct columns_table *of; };

struct cursor {
    sqlite3_vtab_cursor base;
    struct columns_table *of;
    struct columns_cursor *read;
    struct columns_condition conditions[MOST_CONDITIONS];
    size_t n_conditions;
    uint32_t rows[COLUMNS_BLOCK];
    uint32_t n, at;                                    /* of rows */
    uint32_t from, end;                                /* the rows wanted; `from` goes on block by block */
    const struct columns_index *index;                 /* NULL = block by block */
    uint32_t head;                                     /* the first row of its chain */
    uint32_t row;                                      /* the current one; COLUMNS_NO_ROW = behind the last */
};

static int failed(void) { return errno == ENOSPC ? SQLITE_FULL : SQLITE_IOERR; }

static int see_rows(struct columns_table *of)
{
    return of->filling || columns_sealed(of->columns) || columns_seal(of->columns) ? SQLITE_OK : failed();
}

static bool charge(const struct columns_table *of, int64_t steps) { return of->charge(of->charged, steps); }

/* ---- the table ---- */

static int connect(sqlite3 *db, void *aux, int argc, const char *const *argv, sqlite3_vtab **out, char **error)
{
    const struct columns_tables *all = aux;
    (void)argc, (void)error;
    for (size_t i = 0; i < all->n; i++) {
        if (strcmp(all->list[i].name, argv[2])) continue;
        int rc = sqlite3_declare_vtab(db, all->list[i].declared);
        if (rc != SQLITE_OK) return rc;
        struct table *t = memory_alloc(sizeof *t);
        t->of = &all->list[i];
        *out = &t->base;
        return SQLITE_OK;
    }
    return SQLITE_ERROR;
}

static int disconnect(sqlite3_vtab *base)
{
    free(base);
    return SQLITE_OK;
}

/* It reads and writes no file: what fails here SQLite takes for a fault of the query. */
static int best_index(sqlite3_vtab *base, sqlite3_index_info *info) { return columns_plan(((struct table *)base)->of, info); }

/* ---- the cursor ---- */

static int open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
    struct cursor *c = memory_alloc(sizeof *c);
    c->of = ((struct table *)base)->of;
    c->read = columns_cursor_new(c->of->columns);
    *out = &c->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *base)
{
    struct cursor *c = (struct cursor *)base;
    columns_cursor_free(c->read);
    free(c);
    return SQLITE_OK;
}

/* Goes to the next row: of the index, of the block at hand, of the next block in which there is one. */
static int go_on(struct cursor *c)
{
    if (c->index) {
        bool meets = false;
        while (!meets) {
            c->row = c->row == COLUMNS_NO_ROW ? c->head : columns_index_next(c->index, c->row);
            if (c->row >= c->end) break;
            if (c->row >= c->from && !columns_meets(c->read, c->conditions, c->n_conditions, c->row, &meets)) return failed();
            if (!charge(c->of, STEPS_A_ROW)) return SQLITE_INTERRUPT;
        }
        if (!meets) c->row = COLUMNS_NO_ROW;
        return SQLITE_OK;
    }
    while (c->at == c->n && c->from < c->end) {
        if (!charge(c->of, (int64_t)STEPS_A_BLOCK * (int64_t)(1 + c->n_conditions))) return SQLITE_INTERRUPT;
        if (!columns_find(c->read, c->conditions, c->n_conditions, c->from, c->rows, &c->n, &c->from)) return failed();
        c->at = 0;
    }
    c->row = c->at < c->n && c->rows[c->at] < c->end ? c->rows[c->at++] : COLUMNS_NO_ROW;
    return SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *base) { return go_on((struct cursor *)base); }

/* The rest of the conditions of one column is one range. */
static bool narrow(struct cursor *c, const struct columns_condition *k)
{
    for (size_t i = 0; i < c->n_conditions; i++) {
        struct columns_condition *old = &c->conditions[i];
        if (old->column != k->column || old->listed || k->listed) continue;
        if (old->null != k->null) return false;
        if (k->lo > old->lo) old->lo = k->lo;
        if (k->hi < old->hi) old->hi = k->hi;
        return old->lo <= old->hi;
    }
    c->conditions[c->n_conditions++] = *k;
    return true;
}

static bool value_of(sqlite3_value *v, enum columns_kind kind, struct columns_value *out)
{
    int type = sqlite3_value_type(v);
    if (kind == COLUMNS_TEXT ? type != SQLITE_TEXT : type != SQLITE_INTEGER) return false;
    if (kind == COLUMNS_TEXT) *out = (struct columns_value){.kind = COLUMNS_WORDS, .text = (const char *)sqlite3_value_text(v), .n = (size_t)sqlite3_value_bytes(v)};
    else *out = (struct columns_value){.kind = COLUMNS_NUMBER, .integer = sqlite3_value_int64(v)};
    return true;
}

/* A value as a number of the column: of a word its number. */
static int64_t number_of(const struct columns_table *of, size_t column, const struct columns_value *v)
{
    return v->kind == COLUMNS_NUMBER ? v->integer : columns_code(of->columns, column, v->text, v->n);
}

static int take_list(struct cursor *c, size_t column, sqlite3_value *list)
{
    int64_t lo = INT64_MAX, hi = INT64_MIN;
    struct columns_condition k = {.column = column, .listed = true};
    enum columns_kind kind = columns_kind_of(c->of->columns, column);
    for (int pass = 0; pass < 2; pass++) {
        sqlite3_value *one;
        int rc;
        for (rc = sqlite3_vtab_in_first(list, &one); rc == SQLITE_OK; rc = sqlite3_vtab_in_next(list, &one)) {
            struct columns_value v;
            if (sqlite3_value_type(one) == SQLITE_NULL) continue;
            if (!value_of(one, kind, &v)) return SQLITE_OK;         /* SQLite compares it in a way of its own */
            int64_t number = number_of(c->of, column, &v);
            if (number < lo) lo = number;
            if (number > hi) hi = number;
            uint64_t bit = (uint64_t)number - (uint64_t)lo;
            if (pass && bit < 64) k.bits |= (uint64_t)1 << bit;
        }
        if (rc != SQLITE_DONE) return rc;
    }
    k.lo = lo;
    k.hi = hi;
    k.listed = lo <= hi && (uint64_t)hi - (uint64_t)lo < 64;
    if (!narrow(c, &k) || lo > hi) c->end = 0;
    return SQLITE_OK;
}

/* lo..hi of a comparison with v; false = no value meets it. */
static bool range_of(char op, int64_t v, int64_t *lo, int64_t *hi)
{
    if ((op == OP_LESS && v == INT64_MIN) || (op == OP_MORE && v == INT64_MAX)) return false;
    *lo = op == OP_LESS || op == OP_AT_MOST ? INT64_MIN : op == OP_MORE ? v + 1 : v;
    *hi = op == OP_MORE || op == OP_AT_LEAST ? INT64_MAX : op == OP_LESS ? v - 1 : v;
    return true;
}

/* Rows by their numbers, which count from 1. */
static void take_numbers(struct cursor *c, int64_t lo, int64_t hi)
{
    if (hi < c->end) c->end = hi < 1 ? 0 : (uint32_t)hi;
    if (lo > (int64_t)c->from + 1) c->from = lo - 1 > (int64_t)c->end ? c->end : (uint32_t)(lo - 1);
}

static int take_value(struct cursor *c, char op, int at, sqlite3_value *v)
{
    enum columns_kind kind = at ? columns_kind_of(c->of->columns, (size_t)at - 1) : COLUMNS_INTEGER;
    struct columns_condition k = {.column = (size_t)at - 1};
    struct columns_value value;
    if (op == OP_IN) return take_list(c, k.column, v);
    if (sqlite3_value_type(v) == SQLITE_NULL) {
        k.null = true;
        if (op != OP_IS || !at || !narrow(c, &k)) c->end = 0;
        return SQLITE_OK;
    }
    if (!value_of(v, kind, &value)) return SQLITE_OK;
    if (kind == COLUMNS_TEXT) k.lo = k.hi = number_of(c->of, k.column, &value);
    else if (!range_of(op == OP_IS ? OP_EQUAL : op, value.integer, &k.lo, &k.hi)) c->end = 0;
    if (!at) take_numbers(c, k.lo, k.hi);
    else if (!narrow(c, &k)) c->end = 0;
    return SQLITE_OK;
}

/* Rows by the hash of a value and of their owner. What is no number or text as the column has them is left to SQLite. */
static int take_hash(struct cursor *c, int at, sqlite3_value *v, bool with, bool is, sqlite3_value *owner)
{
    struct columns_table *of = c->of;
    size_t column = (size_t)at - 1;
    enum columns_kind kind = columns_kind_of(of->columns, column);
    struct columns_value value, beside = {.kind = COLUMNS_NULL};
    if (sqlite3_value_type(v) == SQLITE_NULL || (with && !is && sqlite3_value_type(owner) == SQLITE_NULL)) {
        c->end = 0;
        return SQLITE_OK;
    }
    if (!value_of(v, kind, &value) || (with && sqlite3_value_type(owner) != SQLITE_NULL && !value_of(owner, COLUMNS_INTEGER, &beside)))
        return take_value(c, OP_EQUAL, at, v);
    int other = with ? of->owner : -1;
    bool often = kind == COLUMNS_TEXT || columns_indexed(of->columns, column, other) || of->lookups[column]++ >= LOOKUPS_BEFORE_INDEX;
    if (!often) return take_value(c, OP_EQUAL, at, v);
    if (!columns_index(of->columns, column, other, &c->index)) return failed();
    c->head = columns_index_first(c->index, columns_hash(&value, with ? &beside : NULL));
    return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *base, int number, const char *plan, int n_values, sqlite3_value **values)
{
    struct cursor *c = (struct cursor *)base;
    int rc = see_rows(c->of);
    if (rc != SQLITE_OK) return rc;
    columns_cursor_renew(c->read);
    c->n_conditions = 0;
    c->index = NULL;
    c->n = c->at = c->from = 0;
    c->end = columns_readable(c->of->columns);
    c->row = COLUMNS_NO_ROW;
    if (number == PLAN_ROW && sqlite3_value_type(values[0]) == SQLITE_INTEGER) {
        int64_t id = sqlite3_value_int64(values[0]);
        if (id >= 1 && id <= c->end && !columns_dropped(c->of->columns, (uint32_t)(id - 1))) c->row = (uint32_t)(id - 1);
        c->end = 0;
        return SQLITE_OK;
    }
    const char *end = plan + strlen(plan);
    for (const char *p = plan; p < end && rc == SQLITE_OK; p += 2, values++) {
        int column = (unsigned char)p[1] - FIRST_COLUMN;
        struct columns_condition k = {.column = (size_t)column - 1, .null = p[0] == OP_NULL, .lo = INT64_MIN, .hi = INT64_MAX};
        if (p[0] == OP_HASH) {
            bool is = p[2] == OP_OWNER_IS, with = is || p[2] == OP_OWNER;
            rc = take_hash(c, column, values[0], with, is, with ? values[1] : NULL);
            if (with) p += 2, values++;
        } else if (p[0] == OP_NULL || p[0] == OP_THERE) {
            if (!narrow(c, &k)) c->end = 0;
        } else {
            rc = take_value(c, p[0], column, values[0]);
        }
    }
    (void)n_values;
    return rc == SQLITE_OK ? go_on(c) : rc;
}

static int eof(sqlite3_vtab_cursor *base) { return ((struct cursor *)base)->row == COLUMNS_NO_ROW; }

static int column(sqlite3_vtab_cursor *base, sqlite3_context *out, int i)
{
    struct cursor *c = (struct cursor *)base;
    struct columns_value v;
    if (!i) {
        sqlite3_result_int64(out, (sqlite3_int64)c->row + 1);
        return SQLITE_OK;
    }
    if (!columns_get(c->read, (size_t)i - 1, c->row, &v)) return failed();
    /* Without its length SQLite knows that a NUL stands behind it, and need not make a copy that has one. */
    if (v.kind == COLUMNS_NUMBER) sqlite3_result_int64(out, v.integer);
    else if (v.kind == COLUMNS_WORDS) sqlite3_result_text(out, v.text, v.ends ? -1 : (int)v.n, v.lasts ? SQLITE_STATIC : SQLITE_TRANSIENT);
    return SQLITE_OK;
}

static int rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *id)
{
    *id = (sqlite3_int64)((struct cursor *)base)->row + 1;
    return SQLITE_OK;
}

int columns_table_register(sqlite3 *db, struct columns_tables *all)
{
    static const sqlite3_module module = {
        .iVersion = 1, .xCreate = connect, .xConnect = connect, .xDisconnect = disconnect, .xDestroy = disconnect, .xBestIndex = best_index,
        .xOpen = open_cursor, .xClose = close_cursor, .xFilter = filter, .xNext = next, .xEof = eof, .xColumn = column, .xRowid = rowid,
    };
    return sqlite3_create_module(db, "columns", &module, all);
}
