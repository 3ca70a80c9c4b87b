#include "store/store_inside.h"
#include "base/hash.h"
#include "store/columns_table.h"
#include "ledger/values/value_key.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* doubles('decisions', 'kind, doc_no', :agency): the ids of the agency's rows whose values occur in another row too, for queries that would
 * have to sort the whole table to find a few rows. A few others are among them, and the query decides.
 *
 * The rows are read twice. The first time their hashes go into a filter of two bytes a row, and those that it seems to have already are
 * suspects; the second time the rows whose hash is one of the suspects are given. */

enum { BYTES_A_ROW = 2, MOST_COLUMNS = 8, FOLDED_A_STEP = 8 };   /* FOLDED_A_STEP: as of bare() */

struct filter { uint64_t *words; size_t n; };

/* Reads rows: of a plain table by a statement (id, then the values), of one in columns block by block. */
struct row_reader {
    sqlite3_stmt *plain;
    struct columns *columns;                           /* NULL = a plain table */
    struct columns_cursor *cursor;
    struct columns_condition agency;
    size_t at[MOST_COLUMNS];                           /* the columns */
    uint32_t rows[COLUMNS_BLOCK], n, next, from;
    int64_t id;
};

/* What one query asks for. */
struct doubles {
    struct store *store;
    struct row_reader read;
    int n;                                             /* values of a row */
    bool bare[MOST_COLUMNS];
    struct filter filter;
    uint64_t *suspects;
    size_t n_suspects, cap_suspects;
    struct text folded, spelt;                         /* of the value at hand */
};

struct doubles_table { sqlite3_vtab base; struct store *store; };
struct doubles_cursor { sqlite3_vtab_cursor base; struct doubles made; int64_t id; bool more; };
enum { AT_ID, AT_TABLE, AT_COLUMNS, AT_AGENCY };

/* ---- the filter ---- */

/* Two bits of one word, so that a row costs one place of memory; whether both were set. */
static bool filter_add(struct filter *f, uint64_t hash, bool set)
{
    uint64_t *word = &f->words[(hash >> 32) * f->n >> 32];
    uint64_t bits = UINT64_C(1) << (hash & 63) | UINT64_C(1) << (hash >> 6 & 63);
    bool had = (*word & bits) == bits;
    if (set) *word |= bits;
    return had;
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* The filter of all rows becomes one of the suspects. */
static void leave_suspects(struct doubles *d)
{
    size_t left = 0;
    if (d->n_suspects) qsort(d->suspects, d->n_suspects, sizeof *d->suspects, by_number);
    for (size_t i = 0; i < d->n_suspects; i++)
        if (!left || d->suspects[left - 1] != d->suspects[i]) d->suspects[left++] = d->suspects[i];
    d->n_suspects = left;
    memset(d->filter.words, 0, d->filter.n * sizeof *d->filter.words);
    for (size_t i = 0; i < left; i++) filter_add(&d->filter, d->suspects[i], true);
}

static bool is_suspect(struct doubles *d, uint64_t hash)
{
    return filter_add(&d->filter, hash, false) && bsearch(&hash, d->suspects, d->n_suspects, sizeof hash, by_number);
}

/* ---- the rows ---- */

enum { STEPS_A_BLOCK = 16, TEXT_A_STEP = 64 };         /* as of conditions on columns, and of instr() */

static int failed(void) { return errno == ENOSPC ? SQLITE_FULL : SQLITE_IOERR; }

static void begin(struct doubles *d)
{
    if (d->read.plain) sqlite3_reset(d->read.plain);
    d->read.n = d->read.next = d->read.from = 0;
}

/* SQLITE_ROW, SQLITE_DONE behind the last one, or an error. */
static int next_row(struct doubles *d)
{
    struct row_reader *r = &d->read;
    if (r->plain) {
        int rc = sqlite3_step(r->plain);
        if (rc == SQLITE_ROW) r->id = sqlite3_column_int64(r->plain, 0);
        return rc;
    }
    while (r->next == r->n) {
        if (r->from >= columns_readable(r->columns)) return SQLITE_DONE;
        if (!store_take_steps(d->store, STEPS_A_BLOCK * (1 + (int64_t)d->n))) return SQLITE_INTERRUPT;
        if (!columns_find(r->cursor, &r->agency, 1, r->from, r->rows, &r->n, &r->from)) return failed();
        r->next = 0;
    }
    r->id = (int64_t)r->rows[r->next++] + 1;
    return SQLITE_ROW;
}

/* The i-th value of the row at hand. */
static int value_of(struct doubles *d, int i, struct columns_value *out)
{
    struct row_reader *r = &d->read;
    *out = (struct columns_value){.kind = COLUMNS_NULL};
    if (!r->plain) return columns_get(r->cursor, r->at[i], (uint32_t)(r->id - 1), out) ? SQLITE_OK : failed();
    switch (sqlite3_column_type(r->plain, i + 1)) {
    case SQLITE_NULL:
        break;
    case SQLITE_INTEGER:
        out->kind = COLUMNS_NUMBER;
        out->integer = sqlite3_column_int64(r->plain, i + 1);
        break;
    default:
        out->kind = COLUMNS_WORDS;
        out->text = (const char *)sqlite3_column_text(r->plain, i + 1);
        out->n = (size_t)sqlite3_column_bytes(r->plain, i + 1);
    }
    return SQLITE_OK;
}

/* ---- the hash of a row ---- */

static uint64_t mix_bare(struct doubles *d, uint64_t hash, const char *s, size_t n)
{
    text_clear(&d->folded);
    text_clear(&d->spelt);
    key_fold(&d->folded, (struct slice){s, n});
    key_bare(&d->spelt, (struct slice){text_get(&d->folded), d->folded.n});
    return hash_mix(hash, hash_bytes(text_get(&d->spelt), d->spelt.n));
}

/* The hash of the next row without a missing value, for NULL is the same as nothing else. As next_row. */
static int next_hash(struct doubles *d, uint64_t *hash)
{
    int rc;
    while ((rc = next_row(d)) == SQLITE_ROW) {
        bool whole = true;
        *hash = 0;
        for (int i = 0; i < d->n && whole; i++) {
            struct columns_value v;
            rc = value_of(d, i, &v);
            if (rc != SQLITE_OK) return rc;
            whole = v.kind != COLUMNS_NULL;
            if (v.kind == COLUMNS_NUMBER) *hash = hash_mix(*hash, (uint64_t)v.integer);
            if (v.kind != COLUMNS_WORDS) continue;
            if (!store_take_steps(d->store, (int64_t)v.n / (d->bare[i] ? FOLDED_A_STEP : TEXT_A_STEP))) return SQLITE_INTERRUPT;
            *hash = d->bare[i] ? mix_bare(d, *hash, v.text, v.n) : hash_mix(*hash, hash_bytes(v.text, v.n));
        }
        *hash = hash_mix(*hash, 0);
        if (whole) return SQLITE_ROW;
    }
    return rc;
}

/* ---- what is asked for ---- */

/* The place of the column in the store's table; -1 = there is none. */
static int find_column(const struct table_layout *layout, struct slice name)
{
    struct text one = {0};
    int found = -1;
    for (size_t i = 0; i < layout->n && found < 0; i++) {
        text_clear(&one);
        store_add_column(layout, i, false, &one);
        const size_t quote = *text_get(&one) == '"';
        if (one.n == name.n + 2 * quote && !memcmp(one.bytes + quote, name.s, name.n)) found = (int)i;
    }
    text_release(&one);
    return found;
}

/* Reads "kind, bare(doc_no)" into sql. */
static bool read_columns(struct doubles *d, const struct table_layout *layout, const char *s, struct text *sql)
{
    static const char bare[] = "bare(";
    for (;;) {
        s += strspn(s, " ");
        bool is_bare = !strncmp(s, bare, strlen(bare));
        if (is_bare) s += strlen(bare);
        struct slice name = {s, strspn(s, "abcdefghijklmnopqrstuvwxyz_")};
        int at = find_column(layout, name);
        s += name.n;
        if (d->n == MOST_COLUMNS || at < 0 || (is_bare && *s++ != ')')) return false;
        d->read.at[d->n] = (size_t)at;
        d->bare[d->n++] = is_bare;
        text_printf(sql, ", t.\"%.*s\"", (int)name.n, name.s);
        s += strspn(s, " ");
        if (!*s) return true;
        if (*s++ != ',') return false;
    }
}

static int refuse(sqlite3_vtab *base, const char *words)
{
    sqlite3_free(base->zErrMsg);
    base->zErrMsg = sqlite3_mprintf("%s", words);
    return SQLITE_ERROR;
}

static int open_plain(struct doubles *d, const struct text *sql, sqlite3_value *agency)
{
    int rc = sqlite3_prepare_v2(d->store->db, text_get(sql), -1, &d->read.plain, NULL);
    return rc == SQLITE_OK ? sqlite3_bind_value(d->read.plain, 1, agency) : rc;
}

/* Where the table of the ledger has no row, or the agency is none, nothing is read. */
static int open_columns(struct doubles *d, const struct columns_table *of, sqlite3_value *agency)
{
    int64_t number = sqlite3_value_int64(agency);
    if (!columns_sealed(of->columns) && !columns_seal(of->columns)) return failed();
    d->read.columns = of->columns;
    d->read.cursor = columns_cursor_new(of->columns);
    d->read.agency = (struct columns_condition){.column = (size_t)of->owner, .lo = number, .hi = number};
    return SQLITE_OK;
}

static int prepare(struct doubles *d, sqlite3_vtab *base, sqlite3_value **argv)
{
    const char *name = (const char *)sqlite3_value_text(argv[0]), *columns = (const char *)sqlite3_value_text(argv[1]);
    const struct ledger_table *t = name ? schema_table(d->store->schema, name) : NULL;
    if (!t || t->agency < 0) return refuse(base, "doubles(表, 列, 机关)：没有这张表，或表里没有机关");
    struct arena arena = {0};
    struct table_layout layout = store_layout(t, &arena);
    struct text sql = {0};
    text_add(&sql, "SELECT t.id");
    bool ok = columns && read_columns(d, &layout, columns, &sql);
    text_printf(&sql, " FROM main.\"%s\" t WHERE t.\"%s\" = ?", t->id, t->columns[t->agency].name);
    const struct columns_table *of = store_columns_of(d->store, t->id);
    int rc = !ok ? refuse(base, "doubles(表, 列, 机关)：列要用逗号隔开，可以写 bare(列)") : of ? open_columns(d, of, argv[2]) : open_plain(d, &sql, argv[2]);
    text_release(&sql);
    arena_release(&arena);
    return rc;
}

static void release(struct doubles *d)
{
    struct store *s = d->store;
    sqlite3_finalize(d->read.plain);
    if (d->read.cursor) columns_cursor_free(d->read.cursor);
    free(d->filter.words);
    free(d->suspects);
    text_release(&d->folded);
    text_release(&d->spelt);
    *d = (struct doubles){.store = s};
}

/* The rows are counted first: the filter is as large as they need. */
static int find_suspects(struct doubles *d)
{
    size_t rows = 0;
    uint64_t hash;
    int rc;
    while ((rc = next_row(d)) == SQLITE_ROW) rows++;
    if (rc != SQLITE_DONE) return rc;
    d->filter.n = rows * BYTES_A_ROW / sizeof(uint64_t) + 1;
    d->filter.words = memory_alloc(d->filter.n * sizeof(uint64_t));
    begin(d);
    while ((rc = next_hash(d, &hash)) == SQLITE_ROW) {
        if (!filter_add(&d->filter, hash, true)) continue;
        d->suspects = memory_grow(d->suspects, d->n_suspects, &d->cap_suspects, sizeof *d->suspects);
        d->suspects[d->n_suspects++] = hash;
    }
    leave_suspects(d);
    begin(d);
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* ---- the table ---- */

static int doubles_connect(sqlite3 *db, void *aux, int argc, const char *const *argv, sqlite3_vtab **out, char **error)
{
    (void)argc, (void)argv, (void)error;
    struct store *s = aux;
    bool guarded = s->guarded;
    s->guarded = false;                                /* a query of a folder is being prepared, and the guard forbids CREATE TABLE */
    int rc = sqlite3_declare_vtab(db, "CREATE TABLE x(id INTEGER, tbl HIDDEN, col HIDDEN, agency HIDDEN)");
    s->guarded = guarded;
    if (rc != SQLITE_OK) return rc;
    struct doubles_table *t = memory_alloc(sizeof *t);
    t->store = s;
    *out = &t->base;
    return SQLITE_OK;
}

static int doubles_disconnect(sqlite3_vtab *base)
{
    free(base);
    return SQLITE_OK;
}

/* All three arguments must be known. It reads a whole table, so it is dear inside of another loop, and gives few rows. */
static int doubles_best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
    (void)base;
    int found = 0;
    for (int i = 0; i < info->nConstraint; i++) {
        int column = info->aConstraint[i].iColumn;
        if (column < AT_TABLE || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ || !info->aConstraint[i].usable || found & 1 << column) continue;
        info->aConstraintUsage[i].argvIndex = column;
        info->aConstraintUsage[i].omit = 1;
        found |= 1 << column;
    }
    if (found != (1 << AT_TABLE | 1 << AT_COLUMNS | 1 << AT_AGENCY)) return SQLITE_CONSTRAINT;
    info->estimatedRows = 100;
    info->estimatedCost = 1e7;
    return SQLITE_OK;
}

static int doubles_open(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
    struct doubles_cursor *c = memory_alloc(sizeof *c);
    c->made.store = ((struct doubles_table *)base)->store;
    *out = &c->base;
    return SQLITE_OK;
}

static int doubles_close(sqlite3_vtab_cursor *base)
{
    release(&((struct doubles_cursor *)base)->made);
    free(base);
    return SQLITE_OK;
}

static int doubles_next(sqlite3_vtab_cursor *base)
{
    struct doubles_cursor *c = (struct doubles_cursor *)base;
    uint64_t hash;
    int rc = SQLITE_DONE;
    while (c->made.n_suspects && (rc = next_hash(&c->made, &hash)) == SQLITE_ROW && !is_suspect(&c->made, hash)) continue;
    c->more = rc == SQLITE_ROW;
    if (c->more) c->id = c->made.read.id;
    return c->more || rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int doubles_filter(sqlite3_vtab_cursor *base, int number, const char *name, int argc, sqlite3_value **argv)
{
    (void)number, (void)name, (void)argc;
    struct doubles_cursor *c = (struct doubles_cursor *)base;
    release(&c->made);
    int rc = prepare(&c->made, base->pVtab, argv);
    if (rc == SQLITE_OK) rc = find_suspects(&c->made);
    return rc == SQLITE_OK ? doubles_next(base) : rc;
}

static int doubles_eof(sqlite3_vtab_cursor *base) { return !((struct doubles_cursor *)base)->more; }

static int doubles_column(sqlite3_vtab_cursor *base, sqlite3_context *out, int index)
{
    if (index == AT_ID) sqlite3_result_int64(out, ((struct doubles_cursor *)base)->id);
    return SQLITE_OK;
}

static int doubles_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *id)
{
    *id = ((struct doubles_cursor *)base)->id;
    return SQLITE_OK;
}

bool store_doubles_register(struct store *s, struct diag *diag)
{
    static const sqlite3_module module = {
        .iVersion = 1, .xConnect = doubles_connect, .xDisconnect = doubles_disconnect, .xBestIndex = doubles_best_index,
        .xOpen = doubles_open, .xClose = doubles_close, .xFilter = doubles_filter, .xNext = doubles_next, .xEof = doubles_eof,
        .xColumn = doubles_column, .xRowid = doubles_rowid,
    };
    return sqlite3_create_module(s->db, "doubles", &module, s) == SQLITE_OK || store_fail(s, diag, "登记 doubles");
}
