#include "store/store_inside.h"
#include "base/intern.h"
#include "store/request_walk.h"
#include <stdlib.h>
#include <string.h>

/* request_shapes(:agency, :first, :close): the agency's requests that have a receipt date, with their clock. Those that have the same in all
 * columns that the query reads come as one row, and n says how many they are: a million requests are a few hundred rows for a query
 * that counts them by codes. SQLite tells which columns it reads when the query is prepared. A query that reads id or words of requests
 * (no, doc_no …) wants to name them, and gets each by itself.
 *
 * Requests are gathered until there are many different ones, so that a query that reads days needs no more memory; what is gathered next
 * may be the same as a row before. */

enum { MOST_SHAPES = 1 << 14, PLACES = 4 * MOST_SHAPES, STEPS_A_REQUEST = 4 };
/* The columns: these, those of clock, those of requests, the arguments. */
enum { AT_ID, AT_N, AT_RECEIVED, AT_DECIDED, AT_REST };
enum { ARGUMENTS = 3 };

struct shape_columns { const char **names; bool *words; size_t n, n_clock; };      /* those of clock first */
struct shapes_table { sqlite3_vtab base; struct store *store; struct arena arena; struct shape_columns columns; };

/* What is read of a request, for `columns`: of the walk, or of a gathered row the integer, the number of the word, or NOTHING. */
#define NOTHING INT64_MIN
enum { PERIODS = 2 };                                  /* received and decided come first in a gathered row */

struct shapes_cursor {
    sqlite3_vtab_cursor base;
    const struct shape_columns *columns;
    struct request_walk *walk;                         /* of the columns that are read, then receipt and decisive */
    size_t *place, *read, n_read;                      /* by column: its place in the walk; by place: the column */
    int64_t first, close, id;
    bool each, ended, received, decided;               /* each by itself; the walk is; which periods the query reads */
    int64_t *values, *counts;                          /* of gathered rows: PERIODS + n_read values each */
    uint32_t *rows;                                    /* by hash: row + 1; 0 = free */
    size_t n_rows, at;
    struct intern *numbers;
    const char **words;                                /* by number, from 1 */
    size_t n_words, cap_words;
    struct arena arena;
};

static int fail(sqlite3_vtab *table, const struct diag *diag)
{
    sqlite3_free(table->zErrMsg);
    table->zErrMsg = sqlite3_mprintf("%s", diag->text);
    return diag->kind == DIAG_SYSTEM ? SQLITE_IOERR : SQLITE_ERROR;
}

/* ---- the request at hand ---- */

enum period { BEFORE, WITHIN, AFTER };
static const char *const period_words[] = {[BEFORE] = "before", [WITHIN] = "within", [AFTER] = "after"};

static int64_t period_of(const struct shapes_cursor *c, size_t place)
{
    if (request_walk_null(c->walk, place)) return NOTHING;
    int64_t day = request_walk_integer(c->walk, place);
    return day < c->first ? BEFORE : day <= c->close ? WITHIN : AFTER;
}

static int64_t number_of(struct shapes_cursor *c, const char *word)
{
    size_t number = (size_t)intern_number(c->numbers, word, strlen(word));
    if (number > c->n_words) {
        c->words = memory_grow(c->words, c->n_words, &c->cap_words, sizeof *c->words);
        c->words[c->n_words++] = arena_dup(&c->arena, word);
    }
    return (int64_t)number;
}

static int64_t value_at(struct shapes_cursor *c, size_t place)
{
    if (request_walk_null(c->walk, place)) return NOTHING;
    return c->columns->words[c->read[place]] ? number_of(c, request_walk_text(c->walk, place)) : request_walk_integer(c->walk, place);
}

/* ---- gathering ---- */

static size_t width(const struct shapes_cursor *c) { return PERIODS + c->n_read; }

static void gather(struct shapes_cursor *c)
{
    int64_t *values = c->values + c->n_rows * width(c);
    uint64_t hash = 0;
    values[0] = c->received ? period_of(c, c->n_read) : NOTHING;
    values[1] = c->decided ? period_of(c, c->n_read + 1) : NOTHING;
    for (size_t i = 0; i < c->n_read; i++) values[PERIODS + i] = value_at(c, i);
    for (size_t i = 0; i < width(c); i++) {
        hash = (hash ^ (uint64_t)values[i]) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 32;
    }
    size_t at = hash % PLACES;
    while (c->rows[at] && memcmp(c->values + (c->rows[at] - 1) * width(c), values, width(c) * sizeof *values)) at = (at + 1) % PLACES;
    if (!c->rows[at]) {
        c->counts[c->n_rows] = 0;
        c->rows[at] = (uint32_t)++c->n_rows;
    }
    c->counts[c->rows[at] - 1]++;
}

/* Goes to the next request; c->ended behind the last one. */
static int walk_on(struct shapes_cursor *c)
{
    struct diag diag;
    bool row;
    if (!store_take_steps(((struct shapes_table *)c->base.pVtab)->store, STEPS_A_REQUEST)) return SQLITE_INTERRUPT;
    if (!request_walk_next(c->walk, &row, &diag)) return fail(c->base.pVtab, &diag);
    c->ended = !row;
    return SQLITE_OK;
}

static int gather_many(struct shapes_cursor *c)
{
    int rc = SQLITE_OK;
    memset(c->rows, 0, PLACES * sizeof *c->rows);
    c->n_rows = c->at = 0;
    while (c->n_rows < MOST_SHAPES && (rc = walk_on(c)) == SQLITE_OK && !c->ended) gather(c);
    return rc;
}

/* ---- the table ---- */

/* Takes the columns of a table but the first, which is the number of the row. */
static int take_columns(struct shapes_table *t, const char *sql, struct text *declared)
{
    sqlite3_stmt *all;
    struct shape_columns *c = &t->columns;
    int rc = sqlite3_prepare_v2(t->store->db, sql, -1, &all, NULL);
    if (rc != SQLITE_OK) return rc;
    for (int i = 1; i < sqlite3_column_count(all); i++, c->n++) {
        c->names = memory_resize(c->names, (c->n + 1) * sizeof *c->names);
        c->words = memory_resize(c->words, (c->n + 1) * sizeof *c->words);
        c->names[c->n] = arena_dup(&t->arena, sqlite3_column_name(all, i));
        c->words[c->n] = !sqlite3_stricmp(sqlite3_column_decltype(all, i), "TEXT");
        text_printf(declared, ", \"%s\"", c->names[c->n]);
    }
    sqlite3_finalize(all);
    return SQLITE_OK;
}

static int shapes_disconnect(sqlite3_vtab *base)
{
    struct shapes_table *t = (struct shapes_table *)base;
    arena_release(&t->arena);
    free(t->columns.names);
    free(t->columns.words);
    free(t);
    return SQLITE_OK;
}

static int shapes_connect(sqlite3 *db, void *aux, int argc, const char *const *argv, sqlite3_vtab **out, char **error)
{
    (void)argc, (void)argv, (void)error;
    struct store *s = aux;
    struct shapes_table *t = memory_alloc(sizeof *t);
    struct text declared = {0};
    bool guarded = s->guarded;
    t->store = s;
    s->guarded = false;                                /* a query of a folder is being prepared, and the guard forbids CREATE TABLE */
    text_add(&declared, "CREATE TABLE x(id, n, received, decided");
    int rc = take_columns(t, "SELECT * FROM main.clock", &declared);
    t->columns.n_clock = t->columns.n;
    if (rc == SQLITE_OK) rc = take_columns(t, "SELECT * FROM main.requests", &declared);
    text_add(&declared, ", asked_agency HIDDEN, asked_first HIDDEN, asked_close HIDDEN)");
    if (rc == SQLITE_OK) rc = sqlite3_declare_vtab(db, text_get(&declared));
    s->guarded = guarded;
    text_release(&declared);
    if (rc == SQLITE_OK) *out = &t->base;
    else shapes_disconnect(&t->base);
    return rc;
}

/* All arguments must be known. SQLite has one bit for all columns behind the 63rd. */
static int shapes_best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
    const struct shapes_table *t = (const struct shapes_table *)base;
    int found = 0, arguments = AT_REST + (int)t->columns.n;
    for (int i = 0; i < info->nConstraint; i++) {
        int argument = info->aConstraint[i].iColumn - arguments;
        if (argument < 0 || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ || !info->aConstraint[i].usable || found & 1 << argument) continue;
        info->aConstraintUsage[i].argvIndex = argument + 1;
        info->aConstraintUsage[i].omit = 1;
        found |= 1 << argument;
    }
    if (found != (1 << ARGUMENTS) - 1) return SQLITE_CONSTRAINT;
    info->estimatedRows = 1000;
    info->estimatedCost = 1e7;
    info->idxStr = sqlite3_mprintf("%llx", (unsigned long long)info->colUsed);
    info->needToFreeIdxStr = 1;
    return info->idxStr ? SQLITE_OK : SQLITE_NOMEM;
}

static void release(struct shapes_cursor *c)
{
    request_walk_close(c->walk);
    intern_free(c->numbers);
    free(c->place);
    free(c->read);
    free(c->values);
    free(c->counts);
    free(c->rows);
    free(c->words);
    arena_release(&c->arena);
}

static int shapes_open(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
    (void)base;
    struct shapes_cursor *c = memory_alloc(sizeof *c);
    *out = &c->base;
    return SQLITE_OK;
}

static int shapes_close(sqlite3_vtab_cursor *base)
{
    release((struct shapes_cursor *)base);
    free(base);
    return SQLITE_OK;
}

static bool is_read(uint64_t used, size_t column) { return used >> (column < 63 ? column : 63) & 1; }

static void ask(struct shapes_cursor *c, uint64_t used, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (!is_read(used, AT_REST + i)) continue;
        c->place[i] = c->n_read;
        c->read[c->n_read++] = i;
    }
}

static bool open_walk(struct shapes_cursor *c, struct store *s, uint64_t used, int64_t agency, struct diag *diag)
{
    const struct shape_columns *all = c->columns;
    c->place = memory_alloc(all->n * sizeof *c->place);
    c->read = memory_alloc(all->n * sizeof *c->read);
    ask(c, used, all->n_clock, all->n);
    size_t n_requests = c->n_read, n = 0;
    ask(c, used, 0, all->n_clock);
    c->received = is_read(used, AT_RECEIVED);
    c->decided = is_read(used, AT_DECIDED);
    c->each = is_read(used, AT_ID);
    for (size_t i = 0; i < n_requests; i++) c->each = c->each || all->words[c->read[i]];
    const char **names = memory_alloc((c->n_read + PERIODS) * sizeof *names);
    for (; n < c->n_read; n++) names[n] = all->names[c->read[n]];
    names[n++] = "receipt";
    names[n++] = "decisive";
    const struct walk_columns columns = {names, n_requests, names + n_requests, n - n_requests};
    bool ok = request_walk_open(&c->walk, s, &columns, agency, 0, diag);
    free(names);
    return ok;
}

static int shapes_next(sqlite3_vtab_cursor *base)
{
    struct shapes_cursor *c = (struct shapes_cursor *)base;
    c->id++;
    if (c->each) return walk_on(c);
    return ++c->at < c->n_rows || c->ended ? SQLITE_OK : gather_many(c);
}

/* An argument that is NULL or no number equals nothing. */
static int shapes_filter(sqlite3_vtab_cursor *base, int number, const char *used, int argc, sqlite3_value **argv)
{
    (void)number;
    struct shapes_cursor *c = (struct shapes_cursor *)base;
    struct shapes_table *t = (struct shapes_table *)base->pVtab;
    struct diag diag;
    release(c);
    *c = (struct shapes_cursor){.base = c->base, .columns = &t->columns, .ended = true};
    for (int i = 0; i < argc; i++)
        if (sqlite3_value_type(argv[i]) != SQLITE_INTEGER) return SQLITE_OK;
    int64_t agency = sqlite3_value_int64(argv[0]);
    c->first = sqlite3_value_int64(argv[1]);
    c->close = sqlite3_value_int64(argv[2]);
    if (agency <= 0) return SQLITE_OK;                 /* 0 would be all of them */
    if (!open_walk(c, t->store, strtoull(used, NULL, 16), agency, &diag)) return fail(base->pVtab, &diag);
    if (c->each) return walk_on(c);
    c->numbers = intern_new();
    c->values = memory_resize(NULL, (MOST_SHAPES + 1) * width(c) * sizeof *c->values);
    c->counts = memory_resize(NULL, (MOST_SHAPES + 1) * sizeof *c->counts);
    c->rows = memory_resize(NULL, PLACES * sizeof *c->rows);
    return gather_many(c);
}

static int shapes_eof(sqlite3_vtab_cursor *base)
{
    const struct shapes_cursor *c = (const struct shapes_cursor *)base;
    return c->ended && (c->each || c->at >= c->n_rows);
}

static void give(sqlite3_context *out, int64_t number, const char *word)
{
    if (word) sqlite3_result_text(out, word, -1, SQLITE_TRANSIENT);
    else if (number != NOTHING) sqlite3_result_int64(out, number);
}

static void give_period(const struct shapes_cursor *c, sqlite3_context *out, size_t i)
{
    int64_t period = c->each ? period_of(c, c->n_read + i) : c->values[c->at * width(c) + i];
    if (period != NOTHING) sqlite3_result_text(out, period_words[period], -1, SQLITE_STATIC);
}

static void give_value(const struct shapes_cursor *c, sqlite3_context *out, size_t column)
{
    size_t place = c->place[column];
    bool words = c->columns->words[column];
    if (!c->each) {
        int64_t value = c->values[c->at * width(c) + PERIODS + place];
        give(out, value, words && value != NOTHING ? c->words[value - 1] : NULL);
    } else if (!request_walk_null(c->walk, place)) {
        give(out, words ? NOTHING : request_walk_integer(c->walk, place), words ? request_walk_text(c->walk, place) : NULL);
    }
}

static int shapes_column(sqlite3_vtab_cursor *base, sqlite3_context *out, int index)
{
    const struct shapes_cursor *c = (const struct shapes_cursor *)base;
    switch (index) {
    case AT_ID: sqlite3_result_int64(out, request_walk_id(c->walk)); break;
    case AT_N: sqlite3_result_int64(out, c->each ? 1 : c->counts[c->at]); break;
    case AT_RECEIVED: give_period(c, out, 0); break;
    case AT_DECIDED: give_period(c, out, 1); break;
    default:
        if ((size_t)index - AT_REST < c->columns->n) give_value(c, out, (size_t)index - AT_REST);
    }
    return SQLITE_OK;
}

static int shapes_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *id)
{
    *id = ((struct shapes_cursor *)base)->id;
    return SQLITE_OK;
}

bool store_shapes_register(struct store *s, struct diag *diag)
{
    static const sqlite3_module module = {
        .iVersion = 1, .xConnect = shapes_connect, .xDisconnect = shapes_disconnect, .xBestIndex = shapes_best_index,
        .xOpen = shapes_open, .xClose = shapes_close, .xFilter = shapes_filter, .xNext = shapes_next, .xEof = shapes_eof,
        .xColumn = shapes_column, .xRowid = shapes_rowid,
    };
    return sqlite3_create_module(s->db, "request_shapes", &module, s) == SQLITE_OK || store_fail(s, diag, "登记 request_shapes");
}
