#include "base/characters.h"
#include "base/progress.h"
#include "ledger/values/value_number.h"
#include "store/kept_inside.h"
#include <string.h>

/* The rows of a kept store, each value proved: codes and agencies are places in lists, which C believes. */

struct kept_copy {
    struct kept_ledger *from;
    struct store *to;
    const struct table_layout *layout;
    struct columns_table *columned;                    /* NULL = a plain table … */
    sqlite3_stmt *put;                                 /* … which this fills */
};

static bool is_place(int64_t v, int64_t n) { return v >= 1 && v <= n; }

/* What becomes of words: docs/privacy.md. */
static bool is_mark(const struct ledger_column *c, int64_t v)
{
    if (c->personal == PERSONAL_IDENTITY) return v == 0 || v == 1;
    if (c->personal == PERSONAL_PRESENCE || (c->personal == PERSONAL_NO && c->kept == KEPT_PRESENCE)) return v == 1;
    return v >= 1;
}

static bool is_value(const struct kept_ledger *k, const struct ledger_column *c, int64_t v)
{
    switch (c->type) {
    case COLUMN_KEY: case COLUMN_TEXT: case COLUMN_PROSE: return is_mark(c, v);
    case COLUMN_DATE: case COLUMN_MONTH: return v >= civil_day(1, 1, 1) && v <= civil_day(9999, 12, 31);
    case COLUMN_YEAR: return is_place(v, 9999);
    case COLUMN_COUNT: return v >= 0 && number_likely((struct decimal){v, 0}, UNIT_OF_COUNT);
    case COLUMN_SIGNED: return number_likely((struct decimal){v, 0}, UNIT_OF_COUNT);
    case COLUMN_NUMBER: case COLUMN_MONEY: return number_likely((struct decimal){v, MONEY_SCALE}, UNIT_NONE);
    case COLUMN_FLAG: return v == 0 || v == 1;
    case COLUMN_CODE: return is_place(v, (int64_t)c->codes->n);
    case COLUMN_AGENCY: return is_place(v, k->n_agencies);
    }
    return false;
}

static bool is_integer(const struct kept_ledger *k, const struct table_layout *l, size_t i, int64_t v)
{
    const struct store_column *at = &l->columns[i];
    const struct ledger_column *c = at->column < 0 ? NULL : &l->table->columns[at->column];
    const struct code_list *list;
    switch (at->part) {
    case PART_FILE: return is_place(v, k->n_files);
    case PART_LINE: return v >= 0 && v <= INT32_MAX;
    case PART_VALUE: return is_value(k, c, v);
    case PART_DECIMALS: return v >= 0 && v <= DECIMAL_MAX_SCALE;
    case PART_SUGGESTS:
        list = c->type == COLUMN_CODE ? c->codes : schema_codes(k->from->schema, "applicant_kinds");
        return list && is_place(v, (int64_t)list->n);
    case PART_TEXT: break;
    }
    return false;
}

bool kept_is_text(const char *s, size_t n)
{
    struct character_fault fault;
    return s && characters_allowed(s, n, &fault);
}

static bool is_needed(const struct table_layout *l, size_t i)
{
    const struct store_column *at = &l->columns[i];
    return at->part == PART_VALUE && at->column >= 0 && l->table->columns[at->column].needed;
}

/* An agency of --agency has a name and nothing else. */
static bool may_lack(const struct table_layout *l, size_t i) { return !is_needed(l, i) || !strcmp(l->table->id, "agencies"); }

/* Puts the value behind the id, which is column 0 of both statements. */
static bool take_value(struct kept_copy *c, sqlite3_stmt *rows, size_t i, bool *right, struct diag *diag)
{
    const int at = (int)i + 1, type = sqlite3_column_type(rows, at);
    const bool words = store_column_is_words(c->layout, i);
    *right = type == SQLITE_NULL ? may_lack(c->layout, i) : type == (words ? SQLITE_TEXT : SQLITE_INTEGER);
    if (type == SQLITE_NULL || !*right) return true;
    if (words) {
        const char *s = (const char *)sqlite3_column_text(rows, at);
        size_t n = (size_t)sqlite3_column_bytes(rows, at);
        *right = kept_is_text(s, n);
        if (!*right) return true;
        if (!c->columned) return sqlite3_bind_text(c->put, at + 1, s, (int)n, SQLITE_STATIC) == SQLITE_OK || store_fail(c->to, diag, "写入");
        return columns_put_text(c->columned->columns, i, s, n) || store_scratch_fail(diag, "写入");
    }
    int64_t v = sqlite3_column_int64(rows, at);
    *right = is_integer(c->from, c->layout, i, v);
    if (!*right) return true;
    if (!c->columned) return sqlite3_bind_int64(c->put, at + 1, v) == SQLITE_OK || store_fail(c->to, diag, "写入");
    columns_put_integer(c->columned->columns, i, v);
    return true;
}

static bool end_row(struct kept_copy *c, int64_t id, struct diag *diag)
{
    c->to->rows++;
    if (c->columned) return columns_end_row(c->columned->columns) || store_scratch_fail(diag, "写入");
    sqlite3_bind_int64(c->put, 1, id);
    bool ok = sqlite3_step(c->put) == SQLITE_DONE || store_fail(c->to, diag, "写入");
    sqlite3_reset(c->put);
    sqlite3_clear_bindings(c->put);
    return ok;
}

static bool take_row(struct kept_copy *c, sqlite3_stmt *rows, struct diag *diag)
{
    const struct table_layout *l = c->layout;
    for (size_t i = 0; i < l->n; i++) {
        bool right;
        if (!take_value(c, rows, i, &right, diag)) return false;
        if (right) continue;
        struct text column = {0}, where = {0};
        store_add_column(l, i, false, &column);
        text_printf(&where, "%s 第 %lld 行的 %s", l->table->id, (long long)sqlite3_column_int64(rows, 0), text_get(&column));
        kept_damaged(c->from, text_get(&where), diag);
        text_release(&column);
        text_release(&where);
        return false;
    }
    return end_row(c, sqlite3_column_int64(rows, 0), diag);
}

static bool prepare(struct kept_copy *c, sqlite3_stmt **rows, struct diag *diag)
{
    struct text names = {0}, sql = {0};
    store_add_columns(c->layout, false, &names);
    text_printf(&sql, "SELECT id, %s FROM \"%s\" ORDER BY id", text_get(&names), c->layout->table->id);
    bool ok = kept_prepare(c->from, text_get(&sql), rows, diag);
    text_clear(&sql);
    text_printf(&sql, "INSERT INTO main.\"%s\"(id, %s) VALUES(?", c->layout->table->id, text_get(&names));
    for (size_t i = 0; i < c->layout->n; i++) text_add(&sql, ",?");
    text_add(&sql, ")");
    ok = ok && (c->columned || store_prepare(c->to, text_get(&sql), &c->put, diag));
    text_release(&names);
    text_release(&sql);
    return ok;
}

static bool take_table(struct kept_copy *c, int64_t *rows, struct diag *diag)
{
    sqlite3_stmt *q = NULL;
    int rc = SQLITE_DONE;
    bool ok = prepare(c, &q, diag) && (!c->columned || store_columns_begin(c->columned, diag));
    for (int64_t n = 0; ok && (rc = sqlite3_step(q)) == SQLITE_ROW; n++, ++*rows) {
        progress_rows("读入", c->layout->table->name, n);
        ok = take_row(c, q, diag);
    }
    if (c->columned) c->columned->filling = false;
    if (ok && rc != SQLITE_DONE) ok = kept_unread(c->from, diag);
    sqlite3_finalize(q);
    sqlite3_finalize(c->put);
    return ok;
}

bool kept_rows_take(struct kept_ledger *k, struct store *into, int64_t *rows, struct diag *diag)
{
    bool ok = true;
    struct arena arena = {0};
    for (size_t i = 0; ok && i < into->schema->n_tables; i++) {
        const struct ledger_table *t = &into->schema->tables[i];
        struct table_layout layout = store_layout(t, &arena);
        ok = take_table(&(struct kept_copy){.from = k, .to = into, .layout = &layout, .columned = store_columns_of(into, t->id)}, rows, diag);
    }
    arena_release(&arena);
    return ok;
}
