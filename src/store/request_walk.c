#include "store/request_walk.h"
#include "base/memory.h"
#include "store/store_inside.h"
#include <stdlib.h>
#include <string.h>

/* A table in columns. Its integers and numbers of words are read for all rows found in a block, its other texts row by row. */
struct walked {
    struct columns_table *table;
    struct columns_cursor *cursor;
    size_t *places, n;
    int64_t *numbers;                                  /* of the rows found: COLUMNS_BLOCK of each column */
    size_t *of_texts, n_texts;                         /* which of the columns have texts that are no numbered words */
    struct columns_value *texts;                       /* of the row that the walk stands on, by column */
};

struct request_walk {
    struct query *query;                               /* over plain tables; NULL = over columns */
    struct walked requests, clock;                     /* clock.table NULL: nothing of it is asked for */
    struct walk_place { const int64_t *numbers; const struct columns *words; size_t column; } *places;      /* by column asked for; words: the table, NULL = its texts are no numbered words */
    int64_t agency, only;
    uint32_t *found;                                   /* rows of the block that the walk is in */
    uint32_t n_found, after, next;                     /* the walk stands before `after`; the block after these begins at `next` */
    struct arena words;                                /* texts of the row that have no end of their own */
};

/* ---- plain tables ---- */

static void ask(struct text *sql, const char *from, const char *const *columns, size_t n)
{
    for (size_t i = 0; i < n; i++) text_printf(sql, ", %s.\"%s\"", from, columns[i]);
}

static bool open_query(struct request_walk *w, struct store *store, const struct walk_columns *columns, struct diag *diag)
{
    struct text sql = {0};
    text_add(&sql, "SELECT r.id");
    ask(&sql, "r", columns->requests, columns->n_requests);
    ask(&sql, "c", columns->clock, columns->n_clock);
    text_printf(&sql, " FROM requests r%s%s%s ORDER BY r.id", columns->n_clock ? " JOIN clock c ON c.request = r.id" : "",
                w->agency ? " WHERE r.agency = :agency" : "", !w->only ? "" : w->agency ? " AND r.id = :only" : " WHERE r.id = :only");
    bool ok = query_open(&w->query, store, text_get(&sql), "requests", 1, diag);
    text_release(&sql);
    if (!ok) return false;
    query_bind(w->query, ":agency", w->agency);
    query_bind(w->query, ":only", w->only);
    return true;
}

/* ---- columns ---- */

static bool lacks_means(struct diag *diag) { return store_scratch_fail(diag, "查询"); }

/* The number of the row is the first column of the table, and none of the columns. */
static bool find_places(struct store *s, struct walked *t, const char *const *columns, struct diag *diag)
{
    struct text sql = {0};
    sqlite3_stmt *all;
    text_printf(&sql, "SELECT * FROM main.\"%s\"", t->table->name);
    bool ok = store_prepare(s, text_get(&sql), &all, diag);
    text_release(&sql);
    if (!ok) return false;
    for (size_t i = 0; i < t->n; i++)
        for (int k = 1; k < sqlite3_column_count(all); k++)
            if (!strcmp(sqlite3_column_name(all, k), columns[i])) t->places[i] = (size_t)k - 1;
    sqlite3_finalize(all);
    return true;
}

static bool open_table(struct store *s, struct walked *t, struct columns_table *table, const char *const *columns, size_t n, struct diag *diag)
{
    *t = (struct walked){table, columns_cursor_new(table->columns), memory_alloc((n + 1) * sizeof *t->places), n,
                         memory_resize(NULL, (n + 1) * COLUMNS_BLOCK * sizeof *t->numbers), memory_alloc((n + 1) * sizeof *t->of_texts), 0,
                         memory_alloc((n + 1) * sizeof *t->texts)};
    if (!columns_sealed(table->columns) && !columns_seal(table->columns)) return lacks_means(diag);
    if (!find_places(s, t, columns, diag)) return false;
    for (size_t i = 0; i < n; i++)
        if (columns_kind_of(table->columns, t->places[i]) == COLUMNS_TEXT && !columns_are_words(table->columns, t->places[i])) t->of_texts[t->n_texts++] = i;
    return true;
}

static void close_table(struct walked *t)
{
    if (t->cursor) columns_cursor_free(t->cursor);
    free(t->places);
    free(t->numbers);
    free(t->of_texts);
    free(t->texts);
}

static void place_columns(const struct walked *t, struct walk_place *places)
{
    for (size_t i = 0; i < t->n; i++) {
        const struct columns *c = t->table->columns;
        places[i] = (struct walk_place){t->numbers + i * COLUMNS_BLOCK, columns_are_words(c, t->places[i]) ? c : NULL, t->places[i]};
    }
}

static bool open_columns(struct request_walk *w, struct store *s, struct columns_table *requests, const struct walk_columns *columns, struct diag *diag)
{
    w->found = memory_alloc(COLUMNS_BLOCK * sizeof *w->found);
    if (w->only) w->next = (uint32_t)(w->only - 1);
    w->places = memory_alloc((columns->n_requests + columns->n_clock + 1) * sizeof *w->places);
    if (!open_table(s, &w->requests, requests, columns->requests, columns->n_requests, diag)) return false;
    if (columns->n_clock && !open_table(s, &w->clock, store_columns_of(s, "clock"), columns->clock, columns->n_clock, diag)) return false;
    place_columns(&w->requests, w->places);
    if (columns->n_clock) place_columns(&w->clock, w->places + columns->n_requests);
    return true;
}

static bool read_numbers(struct walked *t, const uint32_t *rows, uint32_t n)
{
    for (size_t i = 0; i < t->n; i++)
        if (!columns_get_numbers(t->cursor, t->places[i], rows, n, t->numbers + i * COLUMNS_BLOCK)) return false;
    return true;
}

static bool read_texts(struct walked *t, uint32_t row)
{
    for (size_t k = 0; k < t->n_texts; k++) {
        size_t i = t->of_texts[k];
        if (!columns_get(t->cursor, t->places[i], row, &t->texts[i])) return false;
    }
    return true;
}

/* Leaves out what lies behind the request that is asked for, and, where the clock is, requests that have none. */
static void leave_wanted(struct request_walk *w)
{
    const struct columns *clock = w->clock.table ? w->clock.table->columns : NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->n_found; i++) {
        uint32_t row = w->found[i];
        if (w->only && row != (uint32_t)(w->only - 1)) continue;
        if (!clock || (row < columns_readable(clock) && !columns_dropped(clock, row))) w->found[n++] = row;
    }
    w->n_found = n;
}

static bool next_row(struct request_walk *w, bool *row)
{
    const struct columns_table *t = w->requests.table;
    const struct columns_condition of_agency = {.column = (size_t)t->owner, .lo = w->agency, .hi = w->agency};
    uint32_t end = columns_readable(t->columns);
    if (w->only && w->only < end) end = (uint32_t)w->only;
    while (w->after == w->n_found) {
        *row = w->next < end;
        if (!*row) return true;
        w->after = 0;
        if (!columns_find(w->requests.cursor, &of_agency, w->agency != 0, w->next, w->found, &w->n_found, &w->next)) return false;
        leave_wanted(w);
        if (!read_numbers(&w->requests, w->found, w->n_found) || (w->clock.table && !read_numbers(&w->clock, w->found, w->n_found))) return false;
    }
    if (w->words.blocks) arena_clear(&w->words);
    *row = true;
    uint32_t at = w->found[w->after++];
    return read_texts(&w->requests, at) && (!w->clock.table || read_texts(&w->clock, at));
}

static inline int64_t number_at(const struct request_walk *w, size_t column) { return w->places[column].numbers[w->after - 1]; }

/* ---- both ---- */

bool request_walk_open(struct request_walk **out, struct store *store, const struct walk_columns *columns, int64_t agency, int64_t only, struct diag *diag)
{
    struct columns_table *requests = store_columns_of(store, "requests");
    struct request_walk *w = memory_alloc(sizeof *w);
    w->agency = agency;
    w->only = only;
    if (!(requests ? open_columns(w, store, requests, columns, diag) : open_query(w, store, columns, diag))) {
        request_walk_close(w);
        return false;
    }
    *out = w;
    return true;
}

void request_walk_close(struct request_walk *walk)
{
    if (!walk) return;
    query_close(walk->query);
    close_table(&walk->requests);
    close_table(&walk->clock);
    free(walk->found);
    free(walk->places);
    arena_release(&walk->words);
    free(walk);
}

bool request_walk_next(struct request_walk *walk, bool *row, struct diag *diag)
{
    return walk->query ? query_next_kept(walk->query, row, diag) : next_row(walk, row) || lacks_means(diag);
}

int64_t request_walk_id(const struct request_walk *walk) { return walk->query ? query_integer(walk->query, 0) : (int64_t)walk->found[walk->after - 1] + 1; }

bool request_walk_null(const struct request_walk *walk, size_t column)
{
    return walk->query ? query_null(walk->query, (int)column + 1) : number_at(walk, column) == COLUMNS_NULL_VALUE;
}

int64_t request_walk_integer_or(const struct request_walk *walk, size_t column, int64_t none)
{
    if (walk->query) return query_null(walk->query, (int)column + 1) ? none : query_integer(walk->query, (int)column + 1);
    int64_t number = number_at(walk, column);
    return number == COLUMNS_NULL_VALUE ? none : number;
}

int64_t request_walk_integer(const struct request_walk *walk, size_t column) { return request_walk_integer_or(walk, column, 0); }

bool request_walk_numbered(const struct request_walk *walk, size_t column) { return !walk->query && walk->places[column].words; }

const char *request_walk_word(const struct request_walk *walk, size_t column, int64_t number)
{
    return columns_word(walk->places[column].words, walk->places[column].column, number);
}

const char *request_walk_text(struct request_walk *walk, size_t column)
{
    if (walk->query) return query_text(walk->query, (int)column + 1);
    if (walk->places[column].words) return request_walk_null(walk, column) ? NULL : request_walk_word(walk, column, number_at(walk, column));
    const struct columns_value *v = column < walk->requests.n ? &walk->requests.texts[column] : &walk->clock.texts[column - walk->requests.n];
    if (v->kind != COLUMNS_WORDS) return NULL;
    return v->ends ? v->text : arena_dup_n(&walk->words, v->text, v->n);
}
