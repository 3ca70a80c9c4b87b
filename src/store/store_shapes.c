#include "store/store_inside.h"
#include "store/request_walk.h"
#include "store/shape_rows_inside.h"
#include <stdlib.h>
#include <string.h>

/* request_shapes(:agency, :first, :close): the agency's requests that have a receipt date, with their clock. Those that have the same in all
 * columns that the query reads come as one row, and n says how many they are: a million requests are a few hundred rows for a query
 * that counts them by codes. SQLite tells which columns it reads when the query is prepared. A query that reads id or words of requests
 * (no, doc_no …) wants to name them, and gets each by itself.
 *
 * A number (受理编号) is a prefix and the digits at its end. A query that reads prefix or digits gets requests by these as well; one that
 * reads serial or last_serial gets a row for each run of numbers that follow one another in the ledger: where none is missing, a few.
 *
 * Requests are gathered until there are many different ones, so that a query that reads days needs no more memory; what is gathered next
 * may be the same as a row before. */

enum { STEPS_A_REQUEST = 4 };
/* The columns: the arguments, these, those of clock, those of requests. SQLite has one bit for all columns behind the 63rd, and each
 * query reads the arguments. */
enum { ARGUMENTS = 3 };
enum { AT_ID = ARGUMENTS, AT_N, AT_RECEIVED, AT_DECIDED, AT_PREFIX, AT_DIGITS, AT_SERIAL, AT_LAST_SERIAL, AT_REST };
#define NO_PLACE SIZE_MAX
enum { MOST_DIGITS = 18 };                             /* of a serial number */

struct shape_columns { const char **names; bool *words; size_t n, n_clock, no; };      /* those of clock first; no: 受理编号 */
struct shapes_table { sqlite3_vtab base; struct store *store; struct arena arena; struct shape_columns columns; };

/* In a gathered row: these, then what stands in the places of the walk: integers, numbers of words. */
enum { GATHERED_RECEIVED, GATHERED_DECIDED, GATHERED_DIGITS, GATHERED_REST };

/* 受理编号 as a prefix and the digits at its end. */
struct request_number { const char *s; size_t prefix, digits; };

struct shapes_cursor {
    sqlite3_vtab_cursor base;
    const struct shape_columns *columns;
    struct request_walk *walk;                         /* of the columns that are read, then receipt and decisive */
    size_t *place, *read, n_read;                      /* by column: its place in the walk; by place: the column */
    bool *texts;                                       /* by place: words that the walk has no numbers for */
    size_t number;                                     /* the place of 受理编号 for its prefix; NO_PLACE = not read */
    int64_t first, close, id;
    bool each, ended, received, decided, prefixes, digits, runs;   /* each by itself; the walk is; whether the query reads these, serial numbers */
    struct shape_rows *rows;                           /* the gathered ones; NULL = each by itself */
    size_t at;                                         /* which of them */
    int64_t prefix;                                    /* the number of that of the last request; 0 = none yet */
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
    int64_t day = request_walk_integer_or(c->walk, place, SHAPE_NOTHING);
    return day == SHAPE_NOTHING ? SHAPE_NOTHING : day < c->first ? BEFORE : day <= c->close ? WITHIN : AFTER;
}

static struct request_number number_at(const struct shapes_cursor *c)
{
    const char *s = request_walk_text(c->walk, c->number);
    struct request_number number = {s ? s : "", s ? strlen(s) : 0, 0};
    while (number.prefix && (unsigned char)(s[number.prefix - 1] - '0') < 10) number.prefix--, number.digits++;
    return number;
}

static int64_t serial_of(const struct request_number *number)
{
    int64_t serial = 0;
    if (!number->digits || number->digits > MOST_DIGITS) return SHAPE_NOTHING;
    for (size_t i = 0; i < number->digits; i++) serial = serial * 10 + (number->s[number->prefix + i] - '0');
    return serial;
}

/* Most requests have the prefix of the one before. */
static int64_t prefix_of(struct shapes_cursor *c, const struct request_number *number)
{
    const char *before = c->prefix ? shape_rows_words(c->rows, c->prefix) : NULL;
    if (!before || strncmp(before, number->s, number->prefix) || before[number->prefix]) c->prefix = shape_rows_number(c->rows, number->s, number->prefix);
    return c->prefix;
}

static int64_t value_at(struct shapes_cursor *c, size_t place)
{
    if (!c->texts[place]) return request_walk_integer_or(c->walk, place, SHAPE_NOTHING);
    const char *word = request_walk_text(c->walk, place);
    return word ? shape_rows_number(c->rows, word, strlen(word)) : SHAPE_NOTHING;
}

static const char *word_of(const struct shapes_cursor *c, size_t place, int64_t value)
{
    return c->texts[place] ? shape_rows_words(c->rows, value) : request_walk_word(c->walk, place, value);
}

/* ---- gathering ---- */

static void gather(struct shapes_cursor *c)
{
    int64_t *values = shape_rows_room(c->rows), serial = SHAPE_NOTHING;
    values[GATHERED_RECEIVED] = c->received ? period_of(c, c->n_read) : SHAPE_NOTHING;
    values[GATHERED_DECIDED] = c->decided ? period_of(c, c->n_read + 1) : SHAPE_NOTHING;
    values[GATHERED_DIGITS] = SHAPE_NOTHING;
    for (size_t i = 0; i < c->n_read; i++)
        if (i != c->number) values[GATHERED_REST + i] = value_at(c, i);
    if (c->number != NO_PLACE) {
        struct request_number number = number_at(c);
        if (c->digits) values[GATHERED_DIGITS] = (int64_t)number.digits;
        values[GATHERED_REST + c->number] = c->prefixes ? prefix_of(c, &number) : SHAPE_NOTHING;
        if (c->runs) serial = serial_of(&number);
    }
    shape_rows_add(c->rows, serial);
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
    shape_rows_clear(c->rows);
    c->at = 0;
    c->prefix = 0;
    while (!shape_rows_full(c->rows) && (rc = walk_on(c)) == SQLITE_OK && !c->ended) gather(c);
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
        if (!strcmp(c->names[c->n], "no")) c->no = c->n;
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
    text_add(&declared, "CREATE TABLE x(asked_agency HIDDEN, asked_first HIDDEN, asked_close HIDDEN, id, n, received, decided, prefix, digits, serial, last_serial");
    int rc = take_columns(t, "SELECT * FROM main.clock", &declared);
    t->columns.n_clock = t->columns.n;
    if (rc == SQLITE_OK) rc = take_columns(t, "SELECT * FROM main.requests", &declared);
    text_add(&declared, ")");
    if (rc == SQLITE_OK) rc = sqlite3_declare_vtab(db, text_get(&declared));
    s->guarded = guarded;
    text_release(&declared);
    if (rc == SQLITE_OK) *out = &t->base;
    else shapes_disconnect(&t->base);
    return rc;
}

/* All arguments must be known. */
static int shapes_best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
    (void)base;
    int found = 0;
    for (int i = 0; i < info->nConstraint; i++) {
        int argument = info->aConstraint[i].iColumn;
        if (argument < 0 || argument >= ARGUMENTS || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ || !info->aConstraint[i].usable || found & 1 << argument) continue;
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
    shape_rows_free(c->rows);
    free(c->place);
    free(c->read);
    free(c->texts);
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

static bool reads_number(uint64_t used)
{
    return is_read(used, AT_PREFIX) || is_read(used, AT_DIGITS) || is_read(used, AT_SERIAL) || is_read(used, AT_LAST_SERIAL);
}

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
    c->read = memory_alloc((all->n + 1) * sizeof *c->read);
    ask(c, used, all->n_clock, all->n);
    if (reads_number(used)) {
        c->number = c->n_read;
        c->read[c->n_read++] = all->no;
    }
    size_t n_requests = c->n_read, n = 0;
    ask(c, used, 0, all->n_clock);
    c->prefixes = is_read(used, AT_PREFIX);
    c->digits = is_read(used, AT_DIGITS);
    c->runs = is_read(used, AT_SERIAL) || is_read(used, AT_LAST_SERIAL);
    c->received = is_read(used, AT_RECEIVED);
    c->decided = is_read(used, AT_DECIDED);
    c->each = is_read(used, AT_ID);
    for (size_t i = 0; i < n_requests; i++) c->each = c->each || (i != c->number && all->words[c->read[i]]);
    const char **names = memory_alloc((c->n_read + 2) * sizeof *names);
    for (; n < c->n_read; n++) names[n] = all->names[c->read[n]];
    names[n++] = "receipt";
    names[n++] = "decisive";
    const struct walk_columns columns = {names, n_requests, names + n_requests, n - n_requests};
    bool ok = request_walk_open(&c->walk, s, &columns, agency, 0, diag);
    free(names);
    c->texts = memory_alloc((c->n_read + 1) * sizeof *c->texts);
    for (size_t i = 0; ok && i < c->n_read; i++) c->texts[i] = all->words[c->read[i]] && !request_walk_numbered(c->walk, i);
    return ok;
}

static int shapes_next(sqlite3_vtab_cursor *base)
{
    struct shapes_cursor *c = (struct shapes_cursor *)base;
    c->id++;
    if (c->each) return walk_on(c);
    return ++c->at < shape_rows_n(c->rows) || c->ended ? SQLITE_OK : gather_many(c);
}

/* An argument that is NULL or no number equals nothing. */
static int shapes_filter(sqlite3_vtab_cursor *base, int number, const char *used, int argc, sqlite3_value **argv)
{
    (void)number;
    struct shapes_cursor *c = (struct shapes_cursor *)base;
    struct shapes_table *t = (struct shapes_table *)base->pVtab;
    struct diag diag;
    release(c);
    *c = (struct shapes_cursor){.base = c->base, .columns = &t->columns, .number = NO_PLACE, .ended = true};
    for (int i = 0; i < argc; i++)
        if (sqlite3_value_type(argv[i]) != SQLITE_INTEGER) return SQLITE_OK;
    int64_t agency = sqlite3_value_int64(argv[0]);
    c->first = sqlite3_value_int64(argv[1]);
    c->close = sqlite3_value_int64(argv[2]);
    if (agency <= 0) return SQLITE_OK;                 /* 0 would be all of them */
    if (!open_walk(c, t->store, strtoull(used, NULL, 16), agency, &diag)) return fail(base->pVtab, &diag);
    if (c->each) return walk_on(c);
    c->rows = shape_rows_new(GATHERED_REST + c->n_read, c->runs);
    return gather_many(c);
}

static int shapes_eof(sqlite3_vtab_cursor *base)
{
    const struct shapes_cursor *c = (const struct shapes_cursor *)base;
    return c->ended && (c->each || !c->rows || c->at >= shape_rows_n(c->rows));
}

static void give(sqlite3_context *out, int64_t number, const char *word)
{
    if (word) sqlite3_result_text(out, word, -1, SQLITE_TRANSIENT);
    else if (number != SHAPE_NOTHING) sqlite3_result_int64(out, number);
}

static void give_period(const struct shapes_cursor *c, sqlite3_context *out, size_t i)
{
    int64_t period = c->each ? period_of(c, c->n_read + i) : shape_rows_values(c->rows, c->at)[GATHERED_RECEIVED + i];
    if (period != SHAPE_NOTHING) sqlite3_result_text(out, period_words[period], -1, SQLITE_STATIC);
}

static void give_value(const struct shapes_cursor *c, sqlite3_context *out, size_t column)
{
    size_t place = c->place[column];
    bool words = c->columns->words[column];
    if (!c->each) {
        int64_t value = shape_rows_values(c->rows, c->at)[GATHERED_REST + place];
        give(out, value, words && value != SHAPE_NOTHING ? word_of(c, place, value) : NULL);
    } else if (!request_walk_null(c->walk, place)) {
        give(out, words ? SHAPE_NOTHING : request_walk_integer(c->walk, place), words ? request_walk_text(c->walk, place) : NULL);
    }
}

static void give_number(const struct shapes_cursor *c, sqlite3_context *out, int index)
{
    struct request_number number = {"", 0, 0};
    const int64_t *values = c->each ? NULL : shape_rows_values(c->rows, c->at);
    if (c->each) number = number_at(c);
    switch (index) {
    case AT_PREFIX:
        if (c->each) sqlite3_result_text(out, number.s, (int)number.prefix, SQLITE_TRANSIENT);
        else sqlite3_result_text(out, shape_rows_words(c->rows, values[GATHERED_REST + c->number]), -1, SQLITE_TRANSIENT);
        break;
    case AT_DIGITS: sqlite3_result_int64(out, c->each ? (int64_t)number.digits : values[GATHERED_DIGITS]); break;
    case AT_SERIAL: give(out, c->each ? serial_of(&number) : shape_rows_run(c->rows, c->at).first, NULL); break;
    default: give(out, c->each ? serial_of(&number) : shape_rows_run(c->rows, c->at).last, NULL);
    }
}

static int shapes_column(sqlite3_vtab_cursor *base, sqlite3_context *out, int index)
{
    const struct shapes_cursor *c = (const struct shapes_cursor *)base;
    switch (index) {
    case AT_ID: sqlite3_result_int64(out, request_walk_id(c->walk)); break;
    case AT_N: sqlite3_result_int64(out, c->each ? 1 : shape_rows_count(c->rows, c->at)); break;
    case AT_RECEIVED: give_period(c, out, 0); break;
    case AT_DECIDED: give_period(c, out, 1); break;
    case AT_PREFIX: case AT_DIGITS: case AT_SERIAL: case AT_LAST_SERIAL: give_number(c, out, index); break;
    default:
        if (index >= AT_REST) give_value(c, out, (size_t)index - AT_REST);
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
