#include "store/store_inside.h"
#include "ledger/values/value_key.h"
#include "store/columns/columns_table.h"
#include <stdlib.h>
#include <string.h>

/* Finds keys that a clerk takes for the same and a computer for two: NH-2025-001 and ｎｈ-2025—001 are one request counted twice,
 * and so are 1号 and 第01号. One pass over a million rows takes at most two hashes a row, sixteen bytes; only rows whose hash occurs
 * twice are read again and compared. */

struct alike_row {
    const char *file, *key, *exact, *folded, *bare;    /* exact: the whole key; folded: one spelling of it; bare: also without leading zeros */
    const char *group;                                 /* the same for keys that may be alike */
    int64_t line;
    size_t at;
    const struct alike_row *first;                     /* an earlier row with a key like this one, or NULL */
};

struct alike {
    const struct ledger_table *table;
    struct arena arena;
    struct text group, folded, bare;                   /* of the row at hand */
    uint64_t *hashes;
    size_t n, cap;
    struct alike_row *rows;
    size_t n_rows, cap_rows;
};

static bool is_words(const struct ledger_column *c) { return c->type == COLUMN_KEY || c->type == COLUMN_TEXT; }

static bool has_words(const struct ledger_table *t)
{
    for (size_t i = 0; i < t->n_unique; i++)
        if (is_words(&t->columns[t->unique[i]])) return true;
    return false;
}

static void begin_row(struct alike *a)
{
    text_clear(&a->group);
    text_clear(&a->folded);
    text_clear(&a->bare);
}

/* Folds the i-th column of the key. */
static void fold_part(struct alike *a, size_t i, struct slice cell)
{
    bool words = is_words(&a->table->columns[a->table->unique[i]]);
    text_add_char(&a->folded, '\x1F');
    if (words) {
        key_fold(&a->folded, cell);
        return;
    }
    text_add_char(&a->folded, '|');
    text_add_n(&a->folded, cell.s, cell.n);
    text_add_char(&a->folded, '|');
}

/* Keys that are alike have the same group, which has no dashes, or the same bare form. */
static void end_row(struct alike *a)
{
    const char *at = a->folded.bytes, *end = at + a->folded.n;
    for (const char *dash; (dash = memchr(at, '-', (size_t)(end - at))); at = dash + 1) text_add_n(&a->group, at, (size_t)(dash - at));
    text_add_n(&a->group, at, (size_t)(end - at));
    key_bare(&a->bare, (struct slice){text_get(&a->folded), a->folded.n});
}

static void fold_row(struct alike *a, sqlite3_stmt *q, int from)
{
    begin_row(a);
    for (size_t i = 0; i < a->table->n_unique; i++) {
        const char *s = (const char *)sqlite3_column_text(q, from + (int)i);
        fold_part(a, i, (struct slice){s ? s : "", s ? strlen(s) : 0});
    }
    end_row(a);
}

static uint64_t hash_of(const struct text *t) { return columns_hash(&(struct columns_value){.kind = COLUMNS_WORDS, .text = t->bytes, .n = t->n}, NULL); }

static void take_hash(struct alike *a, uint64_t hash)
{
    a->hashes = memory_grow(a->hashes, a->n, &a->cap, sizeof *a->hashes);
    a->hashes[a->n++] = hash;
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static bool stands_twice(const struct alike *a, uint64_t hash)
{
    return bsearch(&hash, a->hashes, a->n, sizeof hash, by_number);
}

static bool prepare(struct store *s, const struct ledger_table *t, bool places, sqlite3_stmt **q, struct diag *diag)
{
    struct text sql = {0};
    text_add(&sql, places ? "SELECT f.name, a.line" : "SELECT ");
    for (size_t i = 0; i < t->n_unique; i++) text_printf(&sql, "%sa.\"%s\"", places || i ? ", " : "", t->columns[t->unique[i]].name);
    text_printf(&sql, " FROM \"%s\" a%s", t->id, places ? " JOIN files f ON f.id = a.file ORDER BY a.id" : "");
    bool ok = sqlite3_prepare_v2(s->db, text_get(&sql), -1, q, NULL) == SQLITE_OK || store_fail(s, diag, "核对键");
    text_release(&sql);
    return ok;
}

static void take_row(struct alike *a)
{
    uint64_t group = hash_of(&a->group), bare = hash_of(&a->bare);
    take_hash(a, group);
    if (bare != group) take_hash(a, bare);
}

static bool take_plain(struct alike *a, struct store *s, struct diag *diag)
{
    sqlite3_stmt *q;
    int rc;
    if (!prepare(s, a->table, false, &q, diag)) return false;
    while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
        fold_row(a, q, 0);
        take_row(a);
    }
    sqlite3_finalize(q);
    return rc == SQLITE_DONE || store_fail(s, diag, "核对键");
}

static void fold_value(struct alike *a, size_t i, const struct columns_value *v)
{
    char buffer[TEXT_INTEGER];
    const char *s = v->kind == COLUMNS_WORDS ? v->text : v->kind == COLUMNS_NUMBER ? text_integer(v->integer, buffer) : "";
    fold_part(a, i, (struct slice){s, v->kind == COLUMNS_WORDS ? v->n : strlen(s)});
}

/* Straight from the columns: SQLite's machine would cost more a row than the folding. */
static bool take_columns(struct alike *a, const struct columns *c, struct diag *diag)
{
    const struct table_layout layout = store_layout(a->table, &a->arena);
    size_t *places = arena_alloc(&a->arena, a->table->n_unique * sizeof *places);
    for (size_t i = 0; i < a->table->n_unique; i++)
        while (layout.columns[places[i]].column != a->table->unique[i] || layout.columns[places[i]].part != PART_VALUE) places[i]++;
    struct columns_cursor *cursor = columns_cursor_new(c);
    struct columns_value v;
    bool ok = true;
    for (uint32_t row = 0; ok && row < columns_readable(c); row++) {
        if (columns_dropped(c, row)) continue;
        begin_row(a);
        for (size_t i = 0; ok && i < a->table->n_unique; i++) {
            ok = columns_get(cursor, places[i], row, &v) || store_scratch_fail(diag, "核对键");
            if (ok) fold_value(a, i, &v);
        }
        if (!ok) break;
        end_row(a);
        take_row(a);
    }
    columns_cursor_free(cursor);
    return ok;
}

static bool take_hashes(struct alike *a, struct store *s, struct diag *diag)
{
    const struct columns_table *columned = store_columns_of(s, a->table->id);
    return columned ? take_columns(a, columned->columns, diag) : take_plain(a, s, diag);
}

/* Leaves out most hashes that occur once: sorting all of them would cost more than finding them. */
static void leave_likely(struct alike *a)
{
    enum { BITS = 8 };                                 /* of a byte, and at least as many for each hash */
    size_t bits = BITS, left = 0;
    while (bits < a->n * BITS) bits *= 2;
    uint8_t *once = memory_alloc(bits / BITS), *twice = memory_alloc(bits / BITS);
    for (size_t i = 0; i < a->n; i++) {
        size_t at = a->hashes[i] & (bits - 1);
        uint8_t bit = (uint8_t)(1 << at % BITS);
        twice[at / BITS] |= once[at / BITS] & bit;
        once[at / BITS] |= bit;
    }
    for (size_t i = 0; i < a->n; i++) {
        size_t at = a->hashes[i] & (bits - 1);
        if (twice[at / BITS] >> at % BITS & 1) a->hashes[left++] = a->hashes[i];
    }
    free(once);
    free(twice);
    a->n = left;
}

/* Leaves only the hashes that occur twice, once each. */
static void leave_doubles(struct alike *a)
{
    size_t left = 0;
    leave_likely(a);
    if (a->n) qsort(a->hashes, a->n, sizeof *a->hashes, by_number);
    for (size_t i = 1; i < a->n; i++)
        if (a->hashes[i] == a->hashes[i - 1] && (!left || a->hashes[left - 1] != a->hashes[i])) a->hashes[left++] = a->hashes[i];
    a->n = left;
}

static const char *exact_key(struct alike *a, sqlite3_stmt *q, int from)
{
    struct text all = {0};
    for (size_t i = 0; i < a->table->n_unique; i++) {
        const char *s = (const char *)sqlite3_column_text(q, from + (int)i);
        text_printf(&all, "\x1F%s", s ? s : "");
    }
    const char *copy = arena_dup_n(&a->arena, text_get(&all), all.n);
    text_release(&all);
    return copy;
}

static bool take_rows(struct alike *a, struct store *s, struct diag *diag)
{
    enum { AT_FILE, AT_LINE, AT_KEY };
    sqlite3_stmt *q;
    int rc;
    if (!prepare(s, a->table, true, &q, diag)) return false;
    while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
        fold_row(a, q, AT_KEY);
        if (!stands_twice(a, hash_of(&a->group)) && !stands_twice(a, hash_of(&a->bare))) continue;
        const char *key = (const char *)sqlite3_column_text(q, AT_KEY + (int)a->table->n_unique - 1);
        a->rows = memory_grow(a->rows, a->n_rows, &a->cap_rows, sizeof *a->rows);
        a->rows[a->n_rows] = (struct alike_row){
            .file = arena_dup(&a->arena, (const char *)sqlite3_column_text(q, AT_FILE)), .line = sqlite3_column_int64(q, AT_LINE),
            .key = arena_dup(&a->arena, key ? key : ""), .exact = exact_key(a, q, AT_KEY),
            .group = arena_dup_n(&a->arena, text_get(&a->group), a->group.n), .folded = arena_dup_n(&a->arena, text_get(&a->folded), a->folded.n),
            .bare = arena_dup_n(&a->arena, text_get(&a->bare), a->bare.n),
            .at = a->n_rows,
        };
        a->n_rows++;
    }
    sqlite3_finalize(q);
    return rc == SQLITE_DONE || store_fail(s, diag, "核对键");
}

static int by_group(const void *a, const void *b)
{
    const struct alike_row *x = *(struct alike_row *const *)a, *y = *(struct alike_row *const *)b;
    int order = strcmp(x->group, y->group);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

/* store_link.c reports exactly equal keys; they are passed over here. */
static void find_first(struct alike_row *const *group, size_t n)
{
    struct alike_row *row = group[n];
    for (size_t i = 0; i < n; i++) {
        if (!strcmp(group[i]->exact, row->exact)) {
            row->first = NULL;
            return;
        }
        if (!row->first && key_alike(group[i]->folded, row->folded)) row->first = group[i];
    }
}

static void pair_rows(struct alike *a)
{
    struct alike_row **sorted = memory_alloc((a->n_rows + 1) * sizeof *sorted);
    for (size_t i = 0; i < a->n_rows; i++) sorted[i] = &a->rows[i];
    qsort(sorted, a->n_rows, sizeof *sorted, by_group);
    for (size_t i = 0, from = 0; i < a->n_rows; i++) {
        if (strcmp(sorted[from]->group, sorted[i]->group)) from = i;
        find_first(sorted + from, i - from);
    }
    free(sorted);
}

/* Pairs the rows once by their keys without dashes, and once by their bare keys. */
static void pair_all(struct alike *a)
{
    pair_rows(a);
    for (size_t i = 0; i < a->n_rows; i++) a->rows[i].group = a->rows[i].folded = a->rows[i].bare;
    pair_rows(a);
}

static void say(struct alike *a, const struct alike_row *row, struct problems *problems)
{
    const struct ledger_table *t = a->table;
    problems_add(problems, &(struct problem){
        .id = "A05", .table = t->id, .file = row->file, .line = row->line, .column = t->columns[t->unique[t->n_unique - 1]].heading, .key = row->key,
        .value = row->key, .text = arena_printf(&a->arena, "看来是同一件：与 %s 第%lld行的“%s”只是写法不同", row->first->file, (long long)row->first->line, row->first->key),
        .expected = "只留一行；确是两件的，改成不同的编号", .lost = true, .refuses = t->core,
    });
}

bool store_find_alike(struct store *s, const struct ledger_table *t, struct problems *problems, struct diag *diag)
{
    struct alike a = {.table = t};
    bool ok = true;
    if (has_words(t)) ok = take_hashes(&a, s, diag);
    leave_doubles(&a);
    if (ok && a.n) ok = take_rows(&a, s, diag);
    if (a.n_rows) pair_all(&a);
    for (size_t i = 0; ok && i < a.n_rows; i++)
        if (a.rows[i].first) say(&a, &a.rows[i], problems);
    free(a.hashes);
    free(a.rows);
    text_release(&a.group);
    text_release(&a.folded);
    text_release(&a.bare);
    arena_release(&a.arena);
    return ok;
}
