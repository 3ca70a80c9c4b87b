#include "store/store_inside.h"
#include "base/hash.h"
#include "store/table_walk_inside.h"
#include "ledger/values/value_key.h"
#include <stdlib.h>
#include <string.h>

/* doubles('decisions', 'kind, doc_no', :agency): the ids of the agency's rows whose values occur in another row too, for queries that would
 * have to sort the whole table to find a few rows. A few others are among them, and the query decides.
 *
 * A row is read and hashed once. The hashes, in columns of four bytes a row of which all but the first lie in a file, are read three times:
 * first they go into a filter of two bytes a row, and those that it seems to have already are suspects; then the suspects that do not come
 * twice are left out; then the rows whose hash is one of the others are given. */

enum { BYTES_A_ROW = 2, MOST_COLUMNS = 8, FOLDED_A_STEP = 8, TEXT_A_STEP = 64, STEPS_A_BLOCK = 16 };   /* as of bare(), instr(), conditions on columns */
enum { HASH_BITS = 31, HELD = 1 << 20 };               /* a column takes four bytes for so many bits; bytes of hashes in memory */

struct filter { uint64_t *words; size_t n; };

/* The hashes of rows, with their ids. */
struct hashes {
    struct columns_pool *pool;
    struct columns *columns;
    struct columns_cursor *cursor;                     /* NULL = not read yet */
    uint32_t rows[COLUMNS_BLOCK], n, next, from;
    int64_t values[COLUMNS_BLOCK];
};
enum { OF_ID, OF_HASH, OF_HASHES };

/* What one query asks for. */
struct doubles {
    struct store *store;
    struct table_walk *walk;
    size_t at[MOST_COLUMNS], n;                        /* the columns: values of a row */
    bool bare[MOST_COLUMNS];
    struct hashes hashes;
    struct filter filter;
    uint32_t *suspects;
    size_t n_suspects, cap_suspects;
    struct text folded, spelt;                         /* of the value at hand */
};

struct doubles_table { sqlite3_vtab base; struct store *store; };
struct doubles_cursor { sqlite3_vtab_cursor base; struct doubles made; int64_t id; bool more; };
enum { AT_ID, AT_TABLE, AT_COLUMNS, AT_AGENCY };

/* ---- the filter ---- */

static uint64_t *word_of(const struct filter *f, uint32_t hash) { return &f->words[(uint64_t)hash * f->n >> HASH_BITS]; }

/* Two bits of one word, so that a row costs one place of memory; whether both were set. */
static bool filter_add(struct filter *f, uint32_t hash, bool set)
{
    uint64_t *word = word_of(f, hash);
    uint64_t bits = UINT64_C(1) << (hash & 63) | UINT64_C(1) << (hash >> 6 & 63);
    bool had = (*word & bits) == bits;
    if (set) *word |= bits;
    return had;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
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

/* NULL = it is none. */
static uint32_t *suspect_of(struct doubles *d, uint32_t hash)
{
    return filter_add(&d->filter, hash, false) ? bsearch(&hash, d->suspects, d->n_suspects, sizeof hash, by_number) : NULL;
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

/* The hash of the next row without a missing value, for NULL is the same as nothing else. As table_walk_next. */
static int hash_row(struct doubles *d, uint32_t *out)
{
    int rc;
    while ((rc = table_walk_next(d->walk)) == SQLITE_ROW) {
        bool whole = true;
        uint64_t hash = 0;
        for (size_t i = 0; i < d->n && whole; i++) {
            struct columns_value v;
            rc = table_walk_get(d->walk, i, &v);
            if (rc != SQLITE_OK) return rc;
            whole = v.kind != COLUMNS_NULL;
            if (v.kind == COLUMNS_NUMBER) hash = hash_mix(hash, (uint64_t)v.integer);
            if (v.kind != COLUMNS_WORDS) continue;
            if (!store_take_steps(d->store, (int64_t)v.n / (d->bare[i] ? FOLDED_A_STEP : TEXT_A_STEP))) return SQLITE_INTERRUPT;
            hash = d->bare[i] ? mix_bare(d, hash, v.text, v.n) : hash_mix(hash, hash_bytes(v.text, v.n));
        }
        *out = (uint32_t)(hash_mix(hash, 0) >> (64 - HASH_BITS));
        if (whole) return SQLITE_ROW;
    }
    return rc;
}

/* ---- the hashes ---- */

static int hash_rows(struct doubles *d)
{
    static const enum columns_kind kinds[OF_HASHES] = {[OF_ID] = COLUMNS_RISING, [OF_HASH] = COLUMNS_INTEGER};
    struct hashes *h = &d->hashes;
    uint32_t hash = 0;                                 /* gcc does not see that SQLITE_ROW gives one */
    int rc;
    h->pool = columns_pool_new(HELD, COLUMNS_BLOCK);
    h->columns = columns_new(h->pool, kinds, OF_HASHES);
    while ((rc = hash_row(d, &hash)) == SQLITE_ROW) {
        columns_put_integer(h->columns, OF_ID, table_walk_id(d->walk));
        columns_put_integer(h->columns, OF_HASH, hash);
        if (!columns_end_row(h->columns)) return table_walk_failed();
    }
    if (rc != SQLITE_DONE) return rc;
    if (!columns_seal(h->columns)) return table_walk_failed();
    h->cursor = columns_cursor_new(h->columns);
    return SQLITE_OK;
}

/* As table_walk_next. */
static int next_hash(struct doubles *d, uint32_t *hash)
{
    struct hashes *h = &d->hashes;
    while (h->next == h->n) {
        if (h->from >= columns_readable(h->columns)) return SQLITE_DONE;
        if (!store_take_steps(d->store, STEPS_A_BLOCK)) return SQLITE_INTERRUPT;
        if (!columns_find(h->cursor, NULL, 0, h->from, h->rows, &h->n, &h->from)) return table_walk_failed();
        if (!columns_get_numbers(h->cursor, OF_HASH, h->rows, h->n, h->values)) return table_walk_failed();
        h->next = 0;
        for (uint32_t i = 0; i < h->n; i++) __builtin_prefetch(word_of(&d->filter, (uint32_t)h->values[i]), 1);
    }
    *hash = (uint32_t)h->values[h->next++];
    return SQLITE_ROW;
}

/* Of the hash that next_hash gave. */
static int row_hashed(struct doubles *d, int64_t *id)
{
    struct hashes *h = &d->hashes;
    return columns_get_numbers(h->cursor, OF_ID, &h->rows[h->next - 1], 1, id) ? SQLITE_OK : table_walk_failed();
}

static void begin_hashes(struct doubles *d) { d->hashes.n = d->hashes.next = d->hashes.from = 0; }

/* Suspects whose hash only one row has were none. As table_walk_next. */
static int leave_out_single(struct doubles *d)
{
    uint32_t hash, *found;
    unsigned char *rows = memory_alloc(d->n_suspects + 1);   /* of each suspect, at most 2 */
    size_t left = 0;
    int rc;
    while ((rc = next_hash(d, &hash)) == SQLITE_ROW)
        if ((found = suspect_of(d, hash)) && rows[found - d->suspects] < 2) rows[found - d->suspects]++;
    for (size_t i = 0; i < d->n_suspects; i++)
        if (rows[i] == 2) d->suspects[left++] = d->suspects[i];
    d->n_suspects = left;
    free(rows);
    return rc;
}

/* The filter is as large as the rows need. */
static int find_suspects(struct doubles *d)
{
    uint32_t hash;
    int rc = hash_rows(d);
    if (rc != SQLITE_OK) return rc;
    d->filter.n = (size_t)columns_rows(d->hashes.columns) * BYTES_A_ROW / sizeof(uint64_t) + 1;
    d->filter.words = memory_alloc(d->filter.n * sizeof(uint64_t));
    while ((rc = next_hash(d, &hash)) == SQLITE_ROW) {
        if (!filter_add(&d->filter, hash, true)) continue;
        d->suspects = memory_grow(d->suspects, d->n_suspects, &d->cap_suspects, sizeof *d->suspects);
        d->suspects[d->n_suspects++] = hash;
    }
    if (rc != SQLITE_DONE) return rc;
    leave_suspects(d);
    begin_hashes(d);
    rc = d->n_suspects ? leave_out_single(d) : SQLITE_DONE;
    begin_hashes(d);
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
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
static bool read_columns(struct doubles *d, const struct table_layout *layout, const char *s)
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
        d->at[d->n] = (size_t)at;
        d->bare[d->n++] = is_bare;
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

static int prepare(struct doubles *d, sqlite3_vtab *base, sqlite3_value **argv)
{
    const char *name = (const char *)sqlite3_value_text(argv[0]), *columns = (const char *)sqlite3_value_text(argv[1]);
    const struct ledger_table *t = name ? schema_table(d->store->schema, name) : NULL;
    if (!t || t->agency < 0) return refuse(base, "doubles(表, 列, 机关)：没有这张表，或表里没有机关");
    struct arena arena = {0};
    struct table_layout layout = store_layout(t, &arena);
    int rc = SQLITE_OK;
    if (!columns || !read_columns(d, &layout, columns)) rc = refuse(base, "doubles(表, 列, 机关)：列要用逗号隔开，可以写 bare(列)");
    else d->walk = table_walk_new(d->store, t, d->at, d->n, argv[2], &rc);
    arena_release(&arena);
    return rc;
}

static void release(struct doubles *d)
{
    struct store *s = d->store;
    table_walk_free(d->walk);
    if (d->hashes.cursor) columns_cursor_free(d->hashes.cursor);
    columns_free(d->hashes.columns);
    if (d->hashes.pool) columns_pool_free(d->hashes.pool);
    free(d->filter.words);
    free(d->suspects);
    text_release(&d->folded);
    text_release(&d->spelt);
    *d = (struct doubles){.store = s};
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
    uint32_t hash;
    int rc = SQLITE_DONE;
    while (c->made.n_suspects && (rc = next_hash(&c->made, &hash)) == SQLITE_ROW && !suspect_of(&c->made, hash)) continue;
    c->more = rc == SQLITE_ROW;
    if (c->more) return row_hashed(&c->made, &c->id);
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
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
