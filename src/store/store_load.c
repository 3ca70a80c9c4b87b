#include "store/store_inside.h"
#include <stdlib.h>
#include <string.h>

bool store_add_file(struct store *s, const char *name, int64_t *id, struct diag *diag)
{
    sqlite3_stmt *q;
    if (!store_prepare(s, "INSERT INTO files(name) VALUES(?)", &q, diag)) return false;
    sqlite3_bind_text(q, 1, name, -1, SQLITE_STATIC);
    if (!store_finish(s, q, diag)) return false;
    *id = sqlite3_last_insert_rowid(s->db);
    return true;
}

/* The same facts as the tables `loaded` and `loaded_columns`, in memory: asking for them cannot fail. */
static struct loaded *loaded(const struct store *s, const char *table)
{
    const struct ledger_table *t = schema_table(s->schema, table);
    return t ? &s->loaded[t - s->schema->tables] : NULL;
}

/* Of several files of one table, one that lost a row makes the table incomplete. */
bool store_mark_loaded(struct store *s, const char *table, bool complete, struct diag *diag)
{
    struct loaded *l = loaded(s, table);
    l->lost = l->lost || !complete;
    l->there = true;
    sqlite3_stmt *q;
    static const char sql[] = "INSERT INTO loaded VALUES(?1, ?2) ON CONFLICT(tbl) DO UPDATE SET complete = min(complete, ?2)";
    if (!store_prepare(s, sql, &q, diag)) return false;
    sqlite3_bind_text(q, 1, table, -1, SQLITE_STATIC);
    sqlite3_bind_int(q, 2, complete);
    return store_finish(s, q, diag);
}

bool store_mark_column(struct store *s, const struct ledger_table *table, size_t column, struct diag *diag)
{
    struct loaded *l = loaded(s, table->id);
    sqlite3_stmt *q;
    if (!l->columns) l->columns = arena_alloc(&s->arena, table->n_columns * sizeof *l->columns);
    l->columns[column] = true;
    if (!store_prepare(s, "INSERT OR IGNORE INTO loaded_columns VALUES(?, ?)", &q, diag)) return false;
    sqlite3_bind_text(q, 1, table->id, -1, SQLITE_STATIC);
    sqlite3_bind_text(q, 2, table->columns[column].name, -1, SQLITE_STATIC);
    return store_finish(s, q, diag);
}

static bool mark_columns(struct store *s, const struct rows_feed *feed, struct diag *diag)
{
    for (size_t i = 0; i < feed->layout.table->n_columns; i++)
        if (row_source_has(feed->source, i) && !store_mark_column(s, feed->layout.table, i, diag)) return false;
    return true;
}

bool store_has(const struct store *s, const char *table)
{
    const struct loaded *l = loaded(s, table);
    return l && l->there;
}

bool store_has_all_of(const struct store *s, const char *table) { return store_has(s, table) && !loaded(s, table)->lost; }

bool store_has_column(const struct store *s, const char *table, const char *column)
{
    const struct ledger_table *t = schema_table(s->schema, table);
    const struct loaded *l = loaded(s, table);
    for (size_t i = 0; l && l->columns && i < t->n_columns; i++)
        if (l->columns[i] && !strcmp(t->columns[i].name, column)) return true;
    return false;
}

/* Which columns the file has: the others are NULL without being asked for, row by row. */
static const bool *columns_there(const struct rows_feed *feed, struct arena *arena)
{
    const struct table_layout *l = &feed->layout;
    bool *there = arena_alloc(arena, l->n * sizeof *there);
    for (size_t i = 0; i < l->n; i++) {
        int column = l->columns[i].column;             /* the agency is filled in where there is only one */
        there[i] = column < 0 || column == l->table->agency || row_source_has(feed->source, (size_t)column);
    }
    return there;
}

static bool insert(struct store *s, struct rows_feed *feed, const bool *there, struct diag *diag)
{
    const struct table_layout *l = &feed->layout;
    struct text names = {0}, sql = {0};
    for (size_t i = 0; i < l->n; i++) {
        if (!there[i]) continue;
        if (i) text_add(&names, ", ");
        store_add_column(l, i, false, &names);
    }
    text_printf(&sql, "BEGIN; CREATE VIRTUAL TABLE temp.incoming USING ledger_rows; INSERT INTO main.\"%s\"(%s) SELECT %s FROM temp.incoming;"
                      " DROP TABLE temp.incoming; COMMIT;", l->table->id, text_get(&names), text_get(&names));
    s->feed = feed;
    bool ok = store_run(s, text_get(&sql), diag);
    s->feed = NULL;
    text_release(&names);
    text_release(&sql);
    return ok;
}

/* Takes all rows of the source into the table. */
static bool take_rows(struct store *s, struct rows_feed *feed, const struct ledger_table *table, const struct problems *problems, size_t lost, struct diag *diag)
{
    struct arena arena = {0};
    struct columns_table *columned = store_columns_of(s, table->id);
    feed->layout = store_layout(table, &arena);
    const bool *there = columns_there(feed, &arena);
    bool ok = columned ? store_columns_take(columned, feed, there, diag) : insert(s, feed, there, diag);
    ok = ok && mark_columns(s, feed, diag) && store_mark_loaded(s, table->id, problems->lost == lost, diag);
    arena_release(&arena);
    return ok;
}

/* The columns of a wide ledger, read once more as rows of the other table. */
static bool take_wide(struct store *s, const struct row_context *context, const struct ledger_file *file, int64_t id, struct diag *diag)
{
    struct rows_feed feed = {.file = id};
    size_t lost = context->problems->lost;
    if (!row_source_open_wide(&feed.source, context, file)) return true;
    bool ok = take_rows(s, &feed, file->table->wide->into, context->problems, lost, diag);
    s->wide_rows += row_source_rows(feed.source);
    store_wide_note(s, id, file, feed.source);
    row_source_close(feed.source);
    return ok;
}

bool store_load(struct store *s, const struct row_context *context, const struct ledger_file *file, int64_t *rows,
                const char **encoding, struct diag *diag)
{
    struct rows_feed feed = {0};
    *rows = 0;
    *encoding = "";
    s->links = context->applicants;
    size_t lost = context->problems->lost;
    if (!store_add_file(s, file->shown, &feed.file, diag)) return false;
    if (!row_source_open(&feed.source, context, file)) return true;    /* the problems say why; the other files go on */
    bool ok = take_rows(s, &feed, file->table, context->problems, lost, diag);
    *rows = row_source_rows(feed.source);
    s->rows += *rows;
    *encoding = row_source_encoding(feed.source);
    ok = ok && (!row_source_is_wide(feed.source) || take_wide(s, context, file, feed.file, diag));
    row_source_close(feed.source);
    return ok;
}

bool store_add_agency(struct store *s, const char *code, const char *name, struct diag *diag)
{
    sqlite3_stmt *q;
    if (!store_prepare(s, "INSERT INTO agencies(code, name) VALUES(?, ?)", &q, diag)) return false;
    sqlite3_bind_text(q, 1, code, -1, SQLITE_STATIC);      /* NULL = not known */
    sqlite3_bind_text(q, 2, name, -1, SQLITE_STATIC);
    return store_finish(s, q, diag);
}

bool store_add_prose(struct store *s, int64_t agency, int year, int section, const char *text, const char *file, int64_t line, struct diag *diag)
{
    int64_t id;
    sqlite3_stmt *q;
    if (!store_mark_loaded(s, "narrative", true, diag) || !store_add_file(s, file, &id, diag)) return false;
    if (!store_prepare(s, "INSERT INTO narrative(file, line, agency, year, section, text) VALUES(?, ?, ?, ?, ?, ?)", &q, diag)) return false;
    sqlite3_bind_int64(q, 1, id);
    sqlite3_bind_int64(q, 2, line);
    sqlite3_bind_int64(q, 3, agency);
    sqlite3_bind_int(q, 4, year);
    sqlite3_bind_int(q, 5, section);
    sqlite3_bind_text(q, 6, text, -1, SQLITE_STATIC);
    return store_finish(s, q, diag);
}

bool store_drop_prose(struct store *s, int64_t agency, int year, int section, struct diag *diag)
{
    sqlite3_stmt *q;
    if (!store_prepare(s, "DELETE FROM narrative WHERE agency = ? AND year = ? AND section = ?", &q, diag)) return false;
    sqlite3_bind_int64(q, 1, agency);
    sqlite3_bind_int(q, 2, year);
    sqlite3_bind_int(q, 3, section);
    return store_finish(s, q, diag);
}

bool store_put_taken(struct store *s, const struct taken_record *t, struct diag *diag)
{
    sqlite3_stmt *q;
    if (!store_prepare(s, "INSERT INTO texts_taken VALUES(?, ?, ?, ?, ?, ?)", &q, diag)) return false;
    sqlite3_bind_int64(q, 1, t->agency);
    sqlite3_bind_text(q, 2, t->what, -1, SQLITE_STATIC);
    sqlite3_bind_text(q, 3, t->section, -1, SQLITE_STATIC);
    sqlite3_bind_text(q, 4, t->file, -1, SQLITE_STATIC);
    if (t->line) sqlite3_bind_int64(q, 5, t->line);
    sqlite3_bind_text(q, 6, t->body, -1, SQLITE_STATIC);
    return store_finish(s, q, diag);
}
