#include "store/store_inside.h"
#include <stdlib.h>
#include <string.h>

/* Events that stand in the columns of a wide ledger: where the office finds them, and those that its table of events has as well. */

static struct wide_file *add_file(struct store *s, int64_t file, const char *name, const struct ledger_table *table)
{
    const struct wide *w = table->wide;
    s->wide = memory_grow(s->wide, s->n_wide, &s->cap_wide, sizeof *s->wide);
    struct wide_file *f = &s->wide[s->n_wide++];
    *f = (struct wide_file){.file = file, .name = arena_dup(&s->wide_words, name), .table = table};
    f->headings = arena_alloc(&s->wide_words, w->into->columns[w->event].codes->n * w->into->n_columns * sizeof *f->headings);
    return f;
}

/* Remembers the headings of the file by kind of event. */
void store_wide_note(struct store *s, int64_t file, const struct ledger_file *from, const struct row_source *source)
{
    const struct wide *w = from->table->wide;
    struct wide_file *f = add_file(s, file, from->shown, from->table);
    const struct code_list *kinds = w->into->columns[w->event].codes;
    for (size_t kind = 1; kind <= kinds->n; kind++)
        for (size_t i = 0; i < w->into->n_columns; i++)
            f->headings[(kind - 1) * w->into->n_columns + i] = arena_dup(&s->wide_words, row_source_wide_heading(source, (int)kind, i));
}

static const char *heading_at(const struct wide_file *f, int64_t kind, size_t column)
{
    const struct wide *w = f->table->wide;
    if (kind < 1 || (size_t)kind > w->into->columns[w->event].codes->n) return NULL;
    const char *const *of_kind = &f->headings[(size_t)(kind - 1) * w->into->n_columns];
    return of_kind[column] ? of_kind[column] : of_kind[w->day];
}

void store_wide_place(const struct store *s, const char *file, int64_t kind, const char **table, const char **column)
{
    for (size_t i = 0; file && i < s->n_wide; i++) {
        const struct ledger_table *into = s->wide[i].table->wide->into;
        if (strcmp(s->wide[i].name, file) || strcmp(into->id, *table)) continue;
        for (size_t k = 0; *column && k < into->n_columns; k++) {
            const char *heading = strcmp(into->columns[k].heading, *column) ? NULL : heading_at(&s->wide[i], kind, k);
            if (!heading) continue;
            *column = heading;
            break;
        }
        *table = s->wide[i].table->id;
        return;
    }
}

bool store_wide_restore(struct store *s, int64_t file, const char *name, const struct ledger_table *table, int64_t kind, int64_t column, const char *heading)
{
    const struct wide *w = table->wide;
    const size_t kinds = w->into->columns[w->event].codes->n;
    if (kind < 1 || (size_t)kind > kinds || column < 0 || (size_t)column >= w->into->n_columns) return false;
    struct wide_file *f = s->n_wide ? &s->wide[s->n_wide - 1] : NULL;
    if (!f || f->file != file || f->table != table) f = add_file(s, file, name, table);
    f->headings[(size_t)(kind - 1) * w->into->n_columns + (size_t)column] = arena_dup(&s->wide_words, heading);
    return true;
}

bool store_wide_recount(struct store *s, struct diag *diag)
{
    bool ok = store_columns_see(s, diag);
    for (size_t i = 0; ok && i < s->n_wide; i++) {
        struct text sql = {0};
        sqlite3_stmt *q;
        text_printf(&sql, "SELECT count(*) FROM \"%s\" WHERE file = %lld", s->wide[i].table->wide->into->id, (long long)s->wide[i].file);
        ok = store_prepare(s, text_get(&sql), &q, diag);
        if (ok && sqlite3_step(q) == SQLITE_ROW) s->wide_rows += sqlite3_column_int64(q, 0);
        else if (ok) ok = store_fail(s, diag, "读取");
        sqlite3_finalize(ok ? q : NULL);
        text_release(&sql);
    }
    return ok;
}

int64_t store_wide_rows(const struct store *s) { return s->wide_rows; }

/* ---- the same event in both ---- */

enum { AT_ID, AT_LINE, AT_KEY, AT_KIND, AT_DAY, AT_OTHER };

/* Both tables have an event of the same kind for one request, and it cannot be known whether that is one event or two. The table of
 * events counts, which can say more. */
static bool drop_doubles(struct store *s, const struct wide_file *f, struct problems *problems, struct diag *diag)
{
    const struct wide *w = f->table->wide;
    const struct code_list *kinds = w->into->columns[w->event].codes;
    struct columns_table *columned = store_columns_of(s, w->into->id);
    sqlite3_stmt *q;
    struct arena words = {0};
    struct text ids = {0}, sql = {0};
    text_printf(&sql,
                "SELECT w.id, w.line, w.request_no, w.event, ymd(w.day), (SELECT f.name || ' 第' || e.line || '行' FROM \"%s\" e JOIN files f ON f.id = e.file"
                " WHERE e.agency IS w.agency AND e.request_no = w.request_no AND e.event = w.event AND e.file <> w.file ORDER BY e.id LIMIT 1) AS other"
                " FROM \"%s\" w WHERE w.file = %lld AND other IS NOT NULL ORDER BY w.id",
                w->into->id, w->into->id, (long long)f->file);
    int rc = sqlite3_prepare_v2(s->db, text_get(&sql), -1, &q, NULL);
    while (rc == SQLITE_OK && (rc = sqlite3_step(q)) == SQLITE_ROW) {
        rc = SQLITE_OK;
        int kind = sqlite3_column_int(q, AT_KIND);
        const char *other = (const char *)sqlite3_column_text(q, AT_OTHER), *key = (const char *)sqlite3_column_text(q, AT_KEY);
        problems_add(problems, &(struct problem){
            .id = "A28", .table = f->table->id, .file = f->name, .line = sqlite3_column_int64(q, AT_LINE), .column = heading_at(f, kind, (size_t)w->day),
            .key = key, .value = (const char *)sqlite3_column_text(q, AT_DAY),
            .text = arena_printf(&words, "“%s”里也有这一件的%s（%s），以那里为准，这里的没有算", w->into->name, kinds->codes[kind - 1].label, other),
            .expected = arena_printf(&words, "只在“%s”里写", w->into->name),
        });
        text_printf(&ids, "%s%lld", ids.n ? "," : "", (long long)sqlite3_column_int64(q, AT_ID));
        s->wide_rows--;
    }
    bool ok = rc == SQLITE_DONE || store_fail(s, diag, "核对宽台账");
    sqlite3_finalize(q);
    text_clear(&sql);
    text_printf(&sql, "DELETE FROM \"%s\" WHERE id IN (%s)", w->into->id, text_get(&ids));
    for (const char *id = text_get(&ids); ok && columned && *id; id += *id == ',') columns_drop(columned->columns, (uint32_t)strtol(id, (char **)&id, 10) - 1);
    ok = ok && (!ids.n || columned || store_run(s, text_get(&sql), diag));
    text_release(&ids);
    text_release(&sql);
    arena_release(&words);
    return ok;
}

bool store_wide_link(struct store *s, struct problems *problems, struct diag *diag)
{
    for (size_t i = 0; i < s->n_wide; i++)
        if (!drop_doubles(s, &s->wide[i], problems, diag)) return false;
    return true;
}

void store_wide_release(struct store *s)
{
    arena_release(&s->wide_words);
    free(s->wide);
}
