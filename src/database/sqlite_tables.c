/* Which tables and views of a SQLite file are tables of the ledger: by their names, and what --tables names. */
#include "database/sqlite_inside.h"
#include "base/characters.h"
#include <string.h>
#include <strings.h>

/* ---- one relation ---- */

static size_t add_relation(struct sqlite_file *f, struct ledger_relation one, const char *from)
{
    size_t n = f->face.n_relations++;
    f->relations = memory_grow(f->relations, n, &f->cap, sizeof *f->relations);
    f->own = memory_grow(f->own, n, &f->own_cap, sizeof *f->own);
    f->relations[n] = one;
    f->own[n] = (struct sqlite_relation){.from = from};
    return n;
}

static const char *quoted(struct arena *a, const char *name)
{
    struct text out = {0};
    text_add_char(&out, '"');
    for (; *name; name++) {
        if (*name == '"') text_add_char(&out, '"');
        text_add_char(&out, *name);
    }
    text_add_char(&out, '"');
    const char *words = arena_dup(a, text_get(&out));
    text_release(&out);
    return words;
}

static bool fail(struct sqlite_file *f, const char *what, const struct database_name *name, struct diag *diag)
{
    const char *expected, *words = sqlite_words(f, &expected), *where = name ? arena_printf(&f->arena, "（%s）", name->place) : "";
    return diag_fail(diag, f->failed ? DIAG_SYSTEM : DIAG_INPUT, "%s%s：%s；%s", what, where, words, expected);
}

/* Its columns; false where SQLite cannot make sense of it. */
static bool describe(struct sqlite_file *f, size_t relation)
{
    struct ledger_relation *r = &f->relations[relation];
    sqlite3_stmt *q = sqlite_ask(f, arena_printf(&f->arena, "SELECT * FROM %s", f->own[relation].from));
    if (!q || f->unfilled) {
        sqlite3_finalize(q);
        return false;
    }
    size_t n = (size_t)sqlite3_column_count(q);
    const char **headings = arena_alloc(&f->arena, (n + 1) * sizeof *headings);
    for (size_t i = 0; i < n; i++) {
        const char *name = arena_dup(&f->arena, sqlite3_column_name(q, (int)i));
        headings[i] = r->table ? database_heading(r->table, name) : name;
    }
    sqlite3_finalize(q);
    r->headings = headings;
    r->n_headings = n;
    return true;
}

/* A name of the rowid that no column has; NULL of a table without one. */
static const char *rowid_of(struct sqlite_file *f, size_t relation)
{
    static const char *const names[] = {"rowid", "_rowid_", "oid"};
    const struct ledger_relation *r = &f->relations[relation];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        bool column = false;
        for (size_t k = 0; k < r->n_headings; k++) column |= !strcasecmp(r->headings[k], names[i]);
        sqlite3_stmt *q = column ? NULL : sqlite_ask(f, arena_printf(&f->arena, "SELECT %s FROM %s", names[i], f->own[relation].from));
        sqlite3_finalize(q);
        if (q) return names[i];
    }
    return NULL;
}

/* One that is a table of the ledger. */
static bool take(struct sqlite_file *f, struct ledger_relation one, const char *from, bool is_table, const struct database_name *name, struct diag *diag)
{
    size_t i = add_relation(f, one, from);
    if (!describe(f, i)) return fail(f, one.shown, name, diag);
    if (f->relations[i].n_headings > RAW_MAX_CELLS) return diag_fail(diag, DIAG_INPUT, "%s 超过 %d 列；请用视图，只给出台账的列", one.shown, RAW_MAX_CELLS);
    if (is_table) f->own[i].order = rowid_of(f, i);
    f->face.relations = f->relations;
    f->own[i].plan = relation_plan_of(&f->arena, f->schema, &f->face, i);
    return true;
}

/* ---- what --tables names ---- */

static bool is_table(struct sqlite_file *f, const char *name, bool *there)
{
    sqlite3_stmt *q = sqlite_ask(f, "SELECT type = 'table' FROM sqlite_schema WHERE type IN ('table', 'view') AND name = ?1 COLLATE NOCASE");
    if (q) sqlite3_bind_text(q, 1, name, -1, SQLITE_STATIC);
    *there = q && sqlite3_step(q) == SQLITE_ROW;
    bool table = *there && sqlite3_column_int(q, 0);
    sqlite3_finalize(q);
    return table;
}

static bool take_named(struct sqlite_file *f, const struct database_name *name, struct diag *diag)
{
    const struct ledger_relation one = {.name = name->table->name, .shown = arena_printf(&f->arena, "%s:%s", f->face.shown, name->table->name), .table = name->table};
    if (name->query) return take(f, one, arena_printf(&f->arena, "(\n%s\n)", name->query), false, name, diag);
    bool there, table = is_table(f, name->relation, &there);
    if (name->in && strcasecmp(name->in, "main")) return diag_fail(diag, DIAG_INPUT, "%s：SQLite 文件里没有模式，只写表或视图的名称：%s", name->place, name->relation);
    if (!there) return diag_fail(diag, DIAG_INPUT, "%s：%s 里没有 %s 这张表或视图", name->place, f->face.shown, name->relation);
    return take(f, one, quoted(&f->arena, name->relation), table, name, diag);
}

static bool is_named(const struct database_names *names, const char *relation)
{
    for (size_t i = 0; i < names->n; i++)
        if (names->list[i].relation && !strcasecmp(names->list[i].relation, relation)) return true;
    return false;
}

/* ---- all of the file ---- */

static bool take_one(struct sqlite_file *f, const struct database_names *names, const char *name, bool table, struct diag *diag)
{
    struct ledger_relation one = {.name = name, .shown = characters_shown(&f->arena, arena_printf(&f->arena, "%s:%s", f->face.shown, name)), .table = schema_table_called(f->schema, name)};
    const char *from = quoted(&f->arena, name);
    if (one.table && !database_names_of(names, one.table)) return take(f, one, from, table, NULL, diag);
    if (is_named(names, name)) return true;
    one.table = NULL;
    (void)describe(f, add_relation(f, one, from));     /* what it is not able to show is at least named */
    return true;
}

/* A store of this program that lost the number which says so: it has our tables, but days as numbers and codes as places. */
static bool refuse_kept(struct sqlite_file *f, struct diag *diag)
{
    enum { ALL = 4 };
    sqlite3_stmt *q = sqlite_ask(f, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('files', 'loaded', 'loaded_columns', 'run')");
    bool kept = q && sqlite3_step(q) == SQLITE_ROW && sqlite3_column_int(q, 0) == ALL;
    sqlite3_finalize(q);
    return !kept || diag_fail(diag, DIAG_INPUT, "%s 是 --store 留下的记录库，损坏了，或被改动过；请用原来的台账", f->face.path);
}

bool sqlite_find_tables(struct sqlite_file *f, const struct database_names *names, struct diag *diag)
{
    bool ok = refuse_kept(f, diag);
    for (size_t i = 0; ok && i < names->n; i++) ok = take_named(f, &names->list[i], diag);
    sqlite3_stmt *q = ok ? sqlite_ask(f, "SELECT name, type = 'table' FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite^_%' ESCAPE '^' ORDER BY name") : NULL;
    if (ok && !q) return fail(f, f->face.path, NULL, diag);
    int rc = SQLITE_DONE;
    while (ok && (rc = sqlite3_step(q)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(q, 0);
        ok = !name || take_one(f, names, arena_dup(&f->arena, name), sqlite3_column_int(q, 1), diag);
    }
    if (ok && rc != SQLITE_DONE) ok = fail(f, f->face.path, NULL, diag);
    sqlite3_finalize(q);
    return ok;
}
