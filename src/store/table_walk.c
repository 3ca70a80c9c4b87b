#include "store/table_walk_inside.h"
#include "base/memory.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS_A_BLOCK = 16 };                           /* as of conditions on columns */

struct table_walk {
    struct store *store;
    sqlite3_stmt *plain;                               /* id, then the values; NULL = in columns */
    struct columns *columns;
    struct columns_cursor *cursor;
    struct columns_condition agency;
    size_t n, *places;
    int64_t **numbers;                                 /* by value: of the rows found; NULL = texts */
    uint32_t rows[COLUMNS_BLOCK], n_rows, at, from;    /* rows found; the one behind the row at hand; the next block */
    int64_t id;
};

int table_walk_failed(void) { return errno == ENOSPC ? SQLITE_FULL : SQLITE_IOERR; }
int64_t table_walk_id(const struct table_walk *w) { return w->id; }

static int open_plain(struct table_walk *w, const struct ledger_table *t, sqlite3_value *agency)
{
    struct arena arena = {0};
    struct table_layout layout = store_layout(t, &arena);
    struct text sql = {0};
    text_add(&sql, "SELECT id");
    for (size_t i = 0; i < w->n; i++) {
        text_add(&sql, ", ");
        store_add_column(&layout, w->places[i], false, &sql);
    }
    text_printf(&sql, " FROM main.\"%s\" WHERE \"%s\" = ? ORDER BY id", t->id, t->columns[t->agency].name);
    int rc = sqlite3_prepare_v2(w->store->db, text_get(&sql), -1, &w->plain, NULL);
    text_release(&sql);
    arena_release(&arena);
    return rc == SQLITE_OK ? sqlite3_bind_value(w->plain, 1, agency) : rc;
}

static int open_columns(struct table_walk *w, const struct columns_table *of, sqlite3_value *agency)
{
    int64_t number = sqlite3_value_type(agency) == SQLITE_INTEGER ? sqlite3_value_int64(agency) : 0;
    if (!columns_sealed(of->columns) && !columns_seal(of->columns)) return table_walk_failed();
    w->columns = of->columns;
    w->cursor = columns_cursor_new(of->columns);
    w->agency = (struct columns_condition){.column = (size_t)of->owner, .lo = number, .hi = number};
    w->numbers = memory_alloc((w->n + 1) * sizeof *w->numbers);
    for (size_t i = 0; i < w->n; i++)
        if (columns_kind_of(w->columns, w->places[i]) != COLUMNS_TEXT) w->numbers[i] = memory_resize(NULL, COLUMNS_BLOCK * sizeof **w->numbers);
    return SQLITE_OK;
}

struct table_walk *table_walk_new(struct store *s, const struct ledger_table *t, const size_t *places, size_t n, sqlite3_value *agency, int *rc)
{
    struct table_walk *w = memory_alloc(sizeof *w);
    const struct columns_table *of = store_columns_of(s, t->id);
    w->store = s;
    w->n = n;
    w->places = memory_alloc((n + 1) * sizeof *w->places);
    for (size_t i = 0; i < n; i++) w->places[i] = places[i];
    *rc = of ? open_columns(w, of, agency) : open_plain(w, t, agency);
    return w;
}

void table_walk_free(struct table_walk *w)
{
    if (!w) return;
    sqlite3_finalize(w->plain);
    if (w->cursor) columns_cursor_free(w->cursor);
    for (size_t i = 0; w->numbers && i < w->n; i++) free(w->numbers[i]);
    free(w->numbers);
    free(w->places);
    free(w);
}

static int find_rows(struct table_walk *w)
{
    w->n_rows = w->at = 0;
    while (!w->n_rows && w->from < columns_readable(w->columns)) {
        if (!store_take_steps(w->store, STEPS_A_BLOCK * (1 + (int64_t)w->n))) return SQLITE_INTERRUPT;
        if (!columns_find(w->cursor, &w->agency, 1, w->from, w->rows, &w->n_rows, &w->from)) return table_walk_failed();
    }
    for (size_t i = 0; i < w->n; i++)
        if (w->numbers[i] && !columns_get_numbers(w->cursor, w->places[i], w->rows, w->n_rows, w->numbers[i])) return table_walk_failed();
    return w->n_rows ? SQLITE_OK : SQLITE_DONE;
}

int table_walk_next(struct table_walk *w)
{
    int rc = SQLITE_OK;
    if (w->plain) {
        rc = sqlite3_step(w->plain);
        if (rc == SQLITE_ROW) w->id = sqlite3_column_int64(w->plain, 0);
        return rc;
    }
    if (w->at == w->n_rows) rc = find_rows(w);
    if (rc != SQLITE_OK) return rc;
    w->id = (int64_t)w->rows[w->at++] + 1;
    return SQLITE_ROW;
}

static void get_plain(sqlite3_stmt *q, int i, struct columns_value *value)
{
    *value = (struct columns_value){.kind = COLUMNS_NULL};
    switch (sqlite3_column_type(q, i)) {
    case SQLITE_NULL:
        break;
    case SQLITE_INTEGER:
        value->kind = COLUMNS_NUMBER;
        value->integer = sqlite3_column_int64(q, i);
        break;
    default:
        value->kind = COLUMNS_WORDS;
        value->text = (const char *)sqlite3_column_text(q, i);
        value->n = (size_t)sqlite3_column_bytes(q, i);
    }
}

int table_walk_get(struct table_walk *w, size_t i, struct columns_value *value)
{
    if (w->plain) {
        get_plain(w->plain, (int)i + 1, value);
    } else if (w->numbers[i]) {
        value->integer = w->numbers[i][w->at - 1];
        value->kind = value->integer == COLUMNS_NULL_VALUE ? COLUMNS_NULL : COLUMNS_NUMBER;
    } else if (!columns_get(w->cursor, w->places[i], w->rows[w->at - 1], value)) {
        return table_walk_failed();
    }
    return SQLITE_OK;
}
