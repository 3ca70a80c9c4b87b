#include "store/store_inside.h"
#include <string.h>

/* Faults that no single row shows: keys that stand twice (A05), and references to missing rows (A14). */

static bool many_agencies(struct store *s)
{
    sqlite3_stmt *q = NULL;
    bool many = sqlite3_prepare_v2(s->db, "SELECT count(*) > 1 FROM agencies", -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW && sqlite3_column_int(q, 0);
    sqlite3_finalize(q);
    return many;
}

/* Queries for one agency after another find the rows of a table without a key by the agency. */
static bool index_agency(struct store *s, const struct ledger_table *t, struct diag *diag)
{
    struct text sql = {0};
    if (t->n_unique || t->agency < 0) return true;
    text_printf(&sql, "CREATE INDEX \"%s_by_agency\" ON \"%s\"(\"%s\")", t->id, t->id, t->columns[t->agency].name);
    bool ok = store_run(s, text_get(&sql), diag);
    text_release(&sql);
    return ok;
}

/* Queries find rows by the row of another table that they name, as the events of a request. References that may lie outside the
 * ledger are few and have no index. */
static bool index_references(struct store *s, const struct ledger_table *t, struct diag *diag)
{
    struct text sql = {0};
    for (size_t i = 0; i < t->n_refers; i++) {
        const char *name = t->columns[t->refers[i].column].name;
        if (!t->refers[i].may_be_outside) text_printf(&sql, "CREATE INDEX \"%s_by_%s\" ON \"%s\"(agency, \"%s\");", t->id, name, t->id, name);
    }
    bool ok = !sql.n || store_run(s, text_get(&sql), diag);
    text_release(&sql);
    return ok;
}

/* Runs a query of (file, line, key, expected) and adds a problem for each row. */
static bool report(struct store *s, const char *sql, const struct problem *as, struct problems *problems, struct diag *diag)
{
    sqlite3_stmt *q;
    if (sqlite3_prepare_v2(s->db, sql, -1, &q, NULL) != SQLITE_OK) return store_fail(s, diag, "核对键");
    int rc;
    while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
        struct problem p = *as;
        p.file = (const char *)sqlite3_column_text(q, 0);
        p.line = sqlite3_column_int64(q, 1);
        p.key = p.value = (const char *)sqlite3_column_text(q, 2);
        p.expected = (const char *)sqlite3_column_text(q, 3);
        problems_add(problems, &p);
    }
    sqlite3_finalize(q);
    return rc == SQLITE_DONE || store_fail(s, diag, "核对键");
}

/* Grouping by the key walks its index once; only groups of more than one row are read again. */
static bool find_doubles(struct store *s, const struct ledger_table *t, const char *names, const char *among, struct problems *problems, struct diag *diag)
{
    struct text same = {0}, sql = {0};
    for (size_t i = 0; i < t->n_unique; i++) {
        const char *name = t->columns[t->unique[i]].name;
        text_printf(&same, " AND a.\"%s\" IS d.\"%s\"", name, name);
    }
    const struct ledger_column *last = &t->columns[t->unique[t->n_unique - 1]];
    text_printf(&sql,
                "SELECT f.name, a.line, a.\"%s\", '与 ' || g.name || ' 第' || b.line || '行重复；只留一行，或改成不同的编号'"
                " FROM (SELECT %s, min(id) AS first FROM \"%s\"%s GROUP BY %s HAVING count(*) > 1) d"
                " JOIN \"%s\" a ON a.id > d.first%s JOIN files f ON f.id = a.file JOIN \"%s\" b ON b.id = d.first JOIN files g ON g.id = b.file"
                " ORDER BY a.id",
                last->name, names, t->id, among, names, t->id, text_get(&same), t->id);
    struct problem as = {.id = "A05", .table = t->id, .column = last->heading, .text = "重复", .lost = true, .refuses = t->core};
    bool ok = report(s, text_get(&sql), &as, problems, diag);
    text_release(&same);
    text_release(&sql);
    return ok;
}

/* Of rows whose keys most likely stand twice, those whose keys do. As in an index of SQLite, keys with a NULL in them are not the same;
 * but where others stand twice they are reported too. */
static bool find_doubles_in_columns(struct store *s, const struct ledger_table *t, struct columns_table *columned, const char *names, struct problems *problems, struct diag *diag)
{
    struct text sql = {0};
    sqlite3_stmt *q;
    bool any, ok = store_columns_note_doubles(s, columned, &any, diag);
    if (!ok || !any) return ok;
    const char *last = t->columns[t->unique[t->n_unique - 1]].name;
    text_printf(&sql, "SELECT 1 FROM \"%s\" WHERE id IN (SELECT id FROM main.doubled)", t->id);
    for (size_t i = 0; i < t->n_unique; i++) text_printf(&sql, " AND \"%s\" IS NOT NULL", t->columns[t->unique[i]].name);
    text_printf(&sql, " GROUP BY %s HAVING count(*) > 1", names);
    ok = store_prepare(s, text_get(&sql), &q, diag);
    int rc = ok ? sqlite3_step(q) : SQLITE_DONE;
    sqlite3_finalize(ok ? q : NULL);
    text_clear(&sql);
    text_printf(&sql, " WHERE id IN (SELECT id FROM main.doubled UNION SELECT id FROM \"%s\" WHERE \"%s\" IS NULL)", t->id, last);
    ok = ok && (rc == SQLITE_DONE || (rc == SQLITE_ROW ? find_doubles(s, t, names, text_get(&sql), problems, diag) : store_fail(s, diag, "核对键")));
    text_release(&sql);
    return store_run(s, "DROP TABLE main.doubled", diag) && ok;
}

/* Making a unique index finds out at no extra cost whether keys stand twice; only then is it worth asking where. */
static bool index_keys(struct store *s, const struct ledger_table *t, const char *names, struct problems *problems, struct diag *diag)
{
    struct text unique = {0}, plain = {0};
    text_printf(&unique, "CREATE UNIQUE INDEX \"%s_by_key\" ON \"%s\"(%s)", t->id, t->id, names);
    text_printf(&plain, "CREATE INDEX \"%s_by_key\" ON \"%s\"(%s)", t->id, t->id, names);
    bool doubles = sqlite3_exec(s->db, text_get(&unique), NULL, NULL, NULL) == SQLITE_CONSTRAINT;
    bool ok = doubles ? store_run(s, text_get(&plain), diag) && find_doubles(s, t, names, "", problems, diag)
                      : sqlite3_errcode(s->db) == SQLITE_OK || store_fail(s, diag, "索引");
    text_release(&unique);
    text_release(&plain);
    return ok;
}

static bool check_keys(struct store *s, const struct ledger_table *t, struct problems *problems, struct diag *diag)
{
    struct columns_table *columned = store_columns_of(s, t->id);
    struct text names = {0};
    if (!t->n_unique) return true;
    for (size_t i = 0; i < t->n_unique; i++) text_printf(&names, "%s\"%s\"", i ? ", " : "", t->columns[t->unique[i]].name);
    bool ok = columned ? find_doubles_in_columns(s, t, columned, text_get(&names), problems, diag) : index_keys(s, t, text_get(&names), problems, diag);
    text_release(&names);
    return ok;
}

bool store_link(struct store *s, struct problems *problems, struct diag *diag)
{
    bool by_agency = many_agencies(s);
    if (!store_columns_see(s, diag)) return false;
    for (size_t i = 0; i < s->schema->n_tables; i++) {
        const struct ledger_table *t = &s->schema->tables[i];
        if (!check_keys(s, t, problems, diag)) return false;
        if (store_columns_of(s, t->id)) continue;      /* its rows are found by their hashes */
        if (!index_references(s, t, diag) || (by_agency && !index_agency(s, t, diag))) return false;
    }
    if (!store_wide_link(s, problems, diag)) return false;
    /* Without statistics SQLite assumes ten rows an agency, and walks an index row by row even where one agency owns the whole
     * table. */
    if (!store_run(s, "ANALYZE", diag)) return false;
    for (size_t i = 0; i < s->schema->n_tables; i++) {
        const struct ledger_table *t = &s->schema->tables[i];
        if (!store_find_alike(s, t, problems, diag)) return false;
        for (size_t k = 0; k < t->n_refers; k++)
            if (!store_find_strays(s, t, &t->refers[k], problems, diag)) return false;
    }
    return true;
}
