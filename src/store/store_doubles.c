#include "store/store_inside.h"
#include "ledger/values/value_key.h"
#include <stdlib.h>
#include <string.h>

/* doubles('decisions', 'kind, doc_no', :agency): the ids of the agency's rows whose values occur in another row too, for queries that would
 * have to sort the whole table to find a few rows. A few others are among them, and the query decides.
 *
 * The rows are read twice. The first time their hashes go into a filter of two bytes a row, and those that it seems to have already are
 * suspects; the second time the rows whose hash is one of the suspects are given. */

enum { BYTES_A_ROW = 2, MOST_COLUMNS = 8, FOLDED_A_STEP = 8 };   /* FOLDED_A_STEP: as of bare() */

struct filter { uint64_t *words; size_t n; };

/* What one query asks for: the statement that reads its rows. */
struct doubles {
    struct store *store;
    sqlite3_stmt *rows;                                /* id, then the values */
    int n;                                             /* values */
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

/* ---- the hash of a row ---- */

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

static uint64_t mix_bytes(uint64_t hash, const char *s, size_t n)
{
    uint64_t word = 0;
    hash = mix(hash, n);
    for (; n >= sizeof word; s += sizeof word, n -= sizeof word) {
        memcpy(&word, s, sizeof word);
        hash = mix(hash, word);
    }
    word = 0;
    memcpy(&word, s, n);
    return mix(hash, word);
}

static uint64_t mix_bare(struct doubles *d, uint64_t hash, const char *s, size_t n)
{
    text_clear(&d->folded);
    text_clear(&d->spelt);
    key_fold(&d->folded, (struct slice){s, n});
    key_bare(&d->spelt, (struct slice){text_get(&d->folded), d->folded.n});
    if (d->store->work) *d->store->work->steps_left -= (int64_t)(n / FOLDED_A_STEP);
    return mix_bytes(hash, text_get(&d->spelt), d->spelt.n);
}

/* false where a value is missing: NULL is the same as nothing else. */
static bool hash_of(struct doubles *d, uint64_t *hash)
{
    *hash = 0;
    for (int i = 0; i < d->n; i++) {
        int type = sqlite3_column_type(d->rows, i + 1);
        if (type == SQLITE_NULL) return false;
        if (type == SQLITE_INTEGER && !d->bare[i]) {
            *hash = mix(*hash, (uint64_t)sqlite3_column_int64(d->rows, i + 1));
            continue;
        }
        const char *s = (const char *)sqlite3_column_text(d->rows, i + 1);
        size_t n = (size_t)sqlite3_column_bytes(d->rows, i + 1);
        *hash = d->bare[i] ? mix_bare(d, *hash, s, n) : mix_bytes(*hash, s, n);
    }
    *hash = mix(*hash, *hash >> 32);
    return true;
}

/* Steps to the next row without a missing value; SQLITE_DONE behind the last one. */
static int next_hash(struct doubles *d, uint64_t *hash)
{
    int rc;
    while ((rc = sqlite3_step(d->rows)) == SQLITE_ROW)
        if (hash_of(d, hash)) return d->store->work && *d->store->work->steps_left < 0 ? SQLITE_INTERRUPT : SQLITE_ROW;
    return rc;
}

/* ---- what is asked for ---- */

static bool has_column(const struct ledger_table *t, struct slice name)
{
    struct arena arena = {0};
    struct table_layout layout = store_layout(t, &arena);
    struct text one = {0};
    bool found = false;
    for (size_t i = 0; i < layout.n && !found; i++) {
        text_clear(&one);
        store_add_column(&layout, i, false, &one);
        const char quote = *text_get(&one) == '"';
        found = one.n == name.n + 2 * (size_t)quote && !memcmp(one.bytes + quote, name.s, name.n);
    }
    text_release(&one);
    arena_release(&arena);
    return found;
}

/* Reads "kind, bare(doc_no)" into sql. */
static bool read_columns(struct doubles *d, const struct ledger_table *t, const char *s, struct text *sql)
{
    static const char bare[] = "bare(";
    for (;;) {
        s += strspn(s, " ");
        bool is_bare = !strncmp(s, bare, strlen(bare));
        if (is_bare) s += strlen(bare);
        struct slice name = {s, strspn(s, "abcdefghijklmnopqrstuvwxyz_")};
        s += name.n;
        if (d->n == MOST_COLUMNS || !name.n || !has_column(t, name) || (is_bare && *s++ != ')')) return false;
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

static int prepare(struct doubles *d, sqlite3_vtab *base, sqlite3_value **argv)
{
    const char *name = (const char *)sqlite3_value_text(argv[0]), *columns = (const char *)sqlite3_value_text(argv[1]);
    const struct ledger_table *t = name ? schema_table(d->store->schema, name) : NULL;
    struct text sql = {0};
    if (!t || t->agency < 0) return refuse(base, "doubles(表, 列, 机关)：没有这张表，或表里没有机关");
    text_add(&sql, "SELECT t.id");
    bool ok = columns && read_columns(d, t, columns, &sql);
    text_printf(&sql, " FROM main.\"%s\" t WHERE t.\"%s\" = ?", t->id, t->columns[t->agency].name);
    int rc = ok ? sqlite3_prepare_v2(d->store->db, text_get(&sql), -1, &d->rows, NULL) : refuse(base, "doubles(表, 列, 机关)：列要用逗号隔开，可以写 bare(列)");
    text_release(&sql);
    return rc == SQLITE_OK ? sqlite3_bind_value(d->rows, 1, argv[2]) : rc;
}

static void release(struct doubles *d)
{
    struct store *s = d->store;
    sqlite3_finalize(d->rows);
    free(d->filter.words);
    free(d->suspects);
    text_release(&d->folded);
    text_release(&d->spelt);
    *d = (struct doubles){.store = s};
}

/* The rows are counted first: the filter is as large as they need. */
static int find_suspects(struct doubles *d)
{
    int64_t rows = 0;
    uint64_t hash;
    int rc;
    while ((rc = sqlite3_step(d->rows)) == SQLITE_ROW) rows++;
    if (rc != SQLITE_DONE) return rc;
    sqlite3_reset(d->rows);
    d->filter.n = (size_t)rows * BYTES_A_ROW / sizeof(uint64_t) + 1;
    d->filter.words = memory_alloc(d->filter.n * sizeof(uint64_t));
    while ((rc = next_hash(d, &hash)) == SQLITE_ROW) {
        if (!filter_add(&d->filter, hash, true)) continue;
        d->suspects = memory_grow(d->suspects, d->n_suspects, &d->cap_suspects, sizeof *d->suspects);
        d->suspects[d->n_suspects++] = hash;
    }
    leave_suspects(d);
    sqlite3_reset(d->rows);
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
    if (c->more) c->id = sqlite3_column_int64(c->made.rows, 0);
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
