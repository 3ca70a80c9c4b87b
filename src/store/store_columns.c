#include "store/store_inside.h"
#include "store/columns/columns_table.h"
#include <stdlib.h>
#include <string.h>

/* Of a store that is for this run only, the large tables of the ledger and the clock lie in columns. A store that is kept has plain
 * tables: another program may open it. */

enum { BUDGET = 32 << 20 };                            /* bytes */

/* As in store_clock_columns. */
enum { REGIME, RECEIPT, RECEIPT_BY, CLOCK_START, EXCLUDED_DAYS, EXTENDED_DAYS, DUE_STRICT, DUE_LENIENT, DECISIVE, DECISIVE_BY, USED_DAYS, OVER_DAYS, PASSED, STATE,
       CALENDAR, REPLIED, COUNTED_AS, EARLIER, CLOCK_COLUMNS };

static bool lacks_means(struct diag *diag) { return store_scratch_fail(diag, "写入"); }

struct columns_table *store_columns_of(const struct store *s, const char *table)
{
    for (size_t i = 0; i < s->columned.n; i++)
        if (!strcmp(s->columned.list[i].name, table)) return &s->columned.list[i];
    return NULL;
}

static void add_table(struct store *s, const char *name, const char *declared, const enum columns_kind *kinds, size_t n, int owner, int unique)
{
    s->columned.list[s->columned.n++] = (struct columns_table){
        .name = name, .declared = declared, .columns = columns_new(s->pool, kinds, n), .owner = owner, .unique = unique, .charge = store_take_steps, .charged = s,
        .lookups = arena_alloc(&s->arena, n * sizeof(uint32_t)),
    };
}

static void add_clock(struct store *s)
{
    enum columns_kind kinds[CLOCK_COLUMNS] = {[REGIME] = COLUMNS_TEXT, [RECEIPT_BY] = COLUMNS_TEXT, [DECISIVE_BY] = COLUMNS_TEXT, [STATE] = COLUMNS_TEXT, [CALENDAR] = COLUMNS_TEXT};
    add_table(s, "clock", arena_printf(&s->arena, "CREATE TABLE x(request INTEGER, %s)", store_clock_columns), kinds, CLOCK_COLUMNS, -1, -1);
}

static int place_of(const struct table_layout *l, int column)
{
    for (size_t i = 0; i < l->n; i++)
        if (column >= 0 && l->columns[i].column == column && l->columns[i].part == PART_VALUE) return (int)i;
    return -1;
}

static void add_ledger_table(struct store *s, const struct ledger_table *t)
{
    struct table_layout l = store_layout(t, &s->arena);
    enum columns_kind *kinds = arena_alloc(&s->arena, l.n * sizeof *kinds);
    struct text sql = {0};
    text_add(&sql, "CREATE TABLE x(id INTEGER, ");
    store_add_columns(&l, true, &sql);
    text_add(&sql, ")");
    for (size_t i = 0; i < l.n; i++) kinds[i] = l.columns[i].part == PART_LINE ? COLUMNS_RISING : store_column_is_words(&l, i) ? COLUMNS_TEXT : COLUMNS_INTEGER;
    add_table(s, t->id, arena_dup(&s->arena, text_get(&sql)), kinds, l.n, place_of(&l, t->agency), t->n_unique ? place_of(&l, t->unique[t->n_unique - 1]) : -1);
    for (size_t i = 0; i < l.n; i++)
        if (!strcmp(t->id, "requests") && l.columns[i].part == PART_VALUE && !strcmp(t->columns[l.columns[i].column].name, "outcome")) s->outcome = i;
    text_release(&sql);
}

bool store_columns_create(struct store *s, struct diag *diag)
{
    struct text sql = {0};
    s->pool = columns_pool_new(BUDGET, COLUMNS_SEGMENT);
    s->columned.list = arena_alloc(&s->arena, (s->schema->n_tables + 1) * sizeof *s->columned.list);
    add_clock(s);
    for (size_t i = 0; i < s->schema->n_tables; i++)
        if (s->schema->tables[i].large) add_ledger_table(s, &s->schema->tables[i]);
    for (size_t i = 0; i < s->columned.n; i++) text_printf(&sql, "CREATE VIRTUAL TABLE \"%s\" USING columns;", s->columned.list[i].name);
    bool ok = (columns_table_register(s->db, &s->columned) == SQLITE_OK || store_fail(s, diag, "登记列存表")) && store_run(s, text_get(&sql), diag);
    text_release(&sql);
    return ok;
}

void store_columns_free(struct store *s)
{
    for (size_t i = 0; i < s->columned.n; i++) columns_free(s->columned.list[i].columns);
    columns_pool_free(s->pool);
}

bool store_columns_begin(struct columns_table *t, struct diag *diag)
{
    t->filling = true;
    return columns_unseal(t->columns) || lacks_means(diag);
}

/* ---- rows of the ledger ---- */

static bool put_value(struct columns *c, size_t i, const struct value *v)
{
    if (v->kind == VALUE_INTEGER) columns_put_integer(c, i, v->integer);
    return v->kind != VALUE_TEXT || columns_put_text(c, i, v->text, v->n);
}

static bool put_part(struct columns *c, size_t i, const struct store_column *at, const struct rows_feed *feed, const struct value *values)
{
    const struct value *v = at->column < 0 ? NULL : &values[at->column];
    switch (at->part) {
    case PART_FILE: columns_put_integer(c, i, feed->file); return true;
    case PART_LINE: columns_put_integer(c, i, row_source_line(feed->source)); return true;
    case PART_VALUE: return put_value(c, i, v);
    case PART_DECIMALS:
        if (v->kind == VALUE_INTEGER) columns_put_integer(c, i, v->decimals);
        return true;
    case PART_SUGGESTS:
        if (v->suggests) columns_put_integer(c, i, v->suggests);
        return true;
    case PART_TEXT: return !v->text || columns_put_text(c, i, v->text, v->n);
    }
    return true;
}

bool store_columns_take(struct columns_table *t, const struct rows_feed *feed, const bool *wanted, struct diag *diag)
{
    const struct table_layout *l = &feed->layout;
    size_t *places = memory_alloc(l->n * sizeof *places), n = 0;
    for (size_t i = 0; i < l->n; i++)
        if (wanted[i]) places[n++] = i;
    bool ok = store_columns_begin(t, diag);
    while (ok && row_source_next(feed->source)) {
        const struct value *values = row_source_values(feed->source);
        for (size_t k = 0; ok && k < n; k++) ok = put_part(t->columns, places[k], &l->columns[places[k]], feed, values);
        if (!ok || !columns_end_row(t->columns)) ok = lacks_means(diag);
    }
    t->filling = false;
    free(places);
    return ok;
}

bool store_columns_see(struct store *s, struct diag *diag)
{
    for (size_t i = 0; i < s->columned.n; i++)
        if (!columns_seal(s->columned.list[i].columns)) return lacks_means(diag);
    return true;
}

/* ---- the clock ---- */

static void put_day(struct columns *c, size_t i, int day)
{
    if (day != NO_DAY) columns_put_integer(c, i, day);
}

static void put_count(struct columns *c, size_t i, int count)
{
    if (count != NO_COUNT) columns_put_integer(c, i, count);
}

static bool put_words(struct columns *c, size_t i, const char *s) { return !s || columns_put_text(c, i, s, strlen(s)); }

static bool put_record(struct columns *c, const struct clock_record *r)
{
    put_day(c, RECEIPT, r->receipt);
    put_day(c, CLOCK_START, r->clock_start);
    put_count(c, EXCLUDED_DAYS, r->excluded_days);
    put_count(c, EXTENDED_DAYS, r->extended_days);
    put_day(c, DUE_STRICT, r->due_strict);
    put_day(c, DUE_LENIENT, r->due_lenient);
    put_day(c, DECISIVE, r->decisive);
    put_count(c, USED_DAYS, r->used_days);
    put_count(c, OVER_DAYS, r->over_days);
    put_count(c, PASSED, r->passed);
    columns_put_integer(c, REPLIED, r->replied);
    if (r->counted_as) columns_put_integer(c, COUNTED_AS, r->counted_as);
    columns_put_integer(c, EARLIER, r->earlier);
    return put_words(c, REGIME, r->regime) && put_words(c, RECEIPT_BY, r->receipt_by) && put_words(c, DECISIVE_BY, r->decisive_by) &&
           put_words(c, STATE, r->state) && put_words(c, CALENDAR, r->calendar) && columns_end_row(c);
}

/* A request without a receipt has no row, and its number stays free. */
static bool pass_until(struct columns *c, int64_t row)
{
    while (columns_rows(c) < row) {
        columns_drop(c, columns_rows(c));
        if (!columns_end_row(c)) return false;
    }
    return true;
}

bool store_columns_fill_clock(struct store *s, struct columns_table *t, struct clock_source source, struct diag *diag)
{
    struct clock_record record;
    const struct columns_table *requests = store_columns_of(s, "requests");
    bool ok = store_columns_begin(t, diag);
    while (ok && source.next(source.context, &record))
        if (!pass_until(t->columns, record.request - 1) || !put_record(t->columns, &record)) ok = lacks_means(diag);
    t->filling = false;
    return ok && (columns_seal(t->columns) || lacks_means(diag)) && (!requests || columns_settle(requests->columns) || lacks_means(diag));
}

/* ---- doubled keys ---- */

static bool put_number(sqlite3_stmt *q, int64_t id)
{
    sqlite3_bind_int64(q, 1, id);
    bool ok = sqlite3_step(q) == SQLITE_DONE;
    sqlite3_reset(q);
    return ok;
}

bool store_columns_note_doubles(struct store *s, struct columns_table *t, bool *any, struct diag *diag)
{
    sqlite3_stmt *q;
    uint8_t *doubles;
    *any = false;
    if (t->unique < 0) return true;
    if (!columns_doubles(t->columns, (size_t)t->unique, t->owner, &doubles)) return lacks_means(diag);
    for (uint32_t i = 0; !*any && i < columns_rows(t->columns) / 8 + 1; i++) *any = doubles[i];
    bool ok = !*any || (store_run(s, "CREATE TABLE main.doubled(id INTEGER PRIMARY KEY)", diag) && store_prepare(s, "INSERT INTO main.doubled VALUES(?)", &q, diag));
    if (ok && *any) {
        for (uint32_t row = 0; ok && row < columns_rows(t->columns); row++)
            if (doubles[row / 8] >> row % 8 & 1) ok = put_number(q, (int64_t)row + 1) || store_fail(s, diag, "核对键");
        sqlite3_finalize(q);
    }
    free(doubles);
    return ok;
}
