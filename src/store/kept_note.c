#include "ledger/values/personal.h"
#include "store/kept_ledger.h"
#include "store/store_inside.h"

/* What a kept store has beside its rows for a later run that takes it as its ledger (kept_ledger.h). */

bool store_is_to_be_kept(const struct store *s) { return s->out; }

static void bind_text(sqlite3_stmt *q, int i, const char *s) { sqlite3_bind_text(q, i, s, -1, SQLITE_STATIC); }

static bool put(struct store *s, sqlite3_stmt *q, struct diag *diag)
{
    bool ok = sqlite3_step(q) == SQLITE_DONE || store_fail(s, diag, "写入");
    sqlite3_reset(q);
    sqlite3_clear_bindings(q);
    return ok;
}

static bool put_problem(struct store *s, sqlite3_stmt *q, const struct problem *p, struct diag *diag)
{
    const char *const words[] = {p->id, p->table, p->file, p->column, p->cell, p->key, p->value, p->expected, p->text};
    const int64_t numbers[] = {p->line, p->sheet_column, p->lost, p->unmade, p->past, p->told};
    int i = 1;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) bind_text(q, i++, words[k]);
    for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) sqlite3_bind_int64(q, i++, numbers[k]);
    return put(s, q, diag);
}

bool store_keep_problems(struct store *s, const struct problems *problems, struct diag *diag)
{
    static const char sql[] = "INSERT INTO kept_problems(id, tbl, file, col, cell, key, value, expected, words, line, sheet_column, lost, unmade, past, told)"
                              " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
    sqlite3_stmt *q;
    bool ok = store_begin(s, diag) && store_prepare(s, sql, &q, diag);
    if (!ok) return false;
    for (size_t i = 0; ok && i < problems->n; i++) ok = put_problem(s, q, &problems->list[i], diag);
    sqlite3_finalize(q);
    return ok && store_commit(s, diag);
}

bool store_keep_option(struct store *s, const char *option, struct diag *diag)
{
    sqlite3_stmt *q;
    if (!s->out) return true;
    if (!store_prepare(s, "INSERT INTO kept_options VALUES(?)", &q, diag)) return false;
    bind_text(q, 1, option);
    return store_finish(s, q, diag);
}

bool store_keep_place(struct store *s, const char *name, int column, struct diag *diag)
{
    sqlite3_stmt *q;
    if (!store_prepare(s, "INSERT INTO kept_places VALUES(?, ?)", &q, diag)) return false;
    bind_text(q, 1, name);
    sqlite3_bind_int(q, 2, column);
    return store_finish(s, q, diag);
}

/* ---- marks in texts ---- */

/* Of marks that only the names of applicants tell, those that are not sure: the others are blanked. The line alone is noted, for the word
 * would tell the name. */
bool store_note_marks(struct store *s, const char *digest, const char *text, const struct personal_marks *marks, struct diag *diag)
{
    sqlite3_stmt *q;
    bool ok = store_prepare(s, "INSERT INTO kept_marks SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM kept_marks WHERE digest = ?1 AND at = ?2 AND kind = ?3)", &q, diag);
    if (!ok) return false;
    for (size_t i = 0; ok && i < marks->n; i++) {
        if (marks->list[i].sure) continue;
        size_t line = marks->list[i].from;
        while (line && text[line - 1] != '\n') line--;
        bind_text(q, 1, digest);
        sqlite3_bind_int64(q, 2, (int64_t)line);
        bind_text(q, 3, marks->list[i].kind);
        ok = put(s, q, diag);
    }
    sqlite3_finalize(q);
    return ok;
}

/* ---- headings and links ---- */

static bool note_headings(struct store *s, const struct wide_file *f, struct diag *diag)
{
    const struct wide *w = f->table->wide;
    sqlite3_stmt *q;
    bool ok = store_prepare(s, "INSERT INTO kept_headings VALUES(?,?,?,?,?)", &q, diag);
    if (!ok) return false;
    for (size_t i = 0; ok && i < w->into->columns[w->event].codes->n * w->into->n_columns; i++) {
        if (!f->headings[i]) continue;
        sqlite3_bind_int64(q, 1, f->file);
        bind_text(q, 2, f->table->id);
        sqlite3_bind_int64(q, 3, (int64_t)(i / w->into->n_columns) + 1);
        sqlite3_bind_int64(q, 4, (int64_t)(i % w->into->n_columns));
        bind_text(q, 5, f->headings[i]);
        ok = put(s, q, diag);
    }
    sqlite3_finalize(q);
    return ok;
}

/* A query may ask for the link of a public name (docs/sql.md): requests that want just that. Of other words it cannot know any. */
static bool note_links(struct store *s, struct diag *diag)
{
    bool ok = true;
    struct text sql = {0};
    for (size_t i = 0; ok && i < s->schema->n_tables; i++) {
        const struct ledger_table *t = &s->schema->tables[i];
        for (size_t k = 0; ok && k < t->n_columns; k++) {
            if (t->columns[k].holds != HOLDS_PUBLIC || t->columns[k].kept != KEPT_VALUE) continue;
            text_clear(&sql);
            text_printf(&sql, "INSERT INTO kept_links SELECT DISTINCT \"%s\", link_text(\"%s\") FROM \"%s\" WHERE link_text(\"%s\") IS NOT NULL", t->columns[k].name,
                        t->columns[k].name, t->id, t->columns[k].name);
            ok = store_run(s, text_get(&sql), diag);
        }
    }
    text_release(&sql);
    return ok;
}

bool store_note_files(struct store *s, struct diag *diag)
{
    bool ok = store_begin(s, diag) && note_links(s, diag);
    for (size_t i = 0; ok && i < s->n_wide; i++) ok = note_headings(s, &s->wide[i], diag);
    return ok && store_commit(s, diag);
}
