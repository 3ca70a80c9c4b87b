#include "store/store_inside.h"
#include <stdlib.h>
#include <string.h>

/* What no single row shows: keys that stand twice, and references to rows that are not there (ledger.md: A05, A14). */

static bool many_agencies(struct store *s)
{
    sqlite3_stmt *q = NULL;
    bool many = sqlite3_prepare_v2(s->db, "SELECT count(*) > 1 FROM agencies", -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW && sqlite3_column_int(q, 0);
    sqlite3_finalize(q);
    return many;
}

/* By its key, which begins with the agency; a table without one by the row that it names (the events of a request); or, where
 * several agencies are asked for one after another, by the agency. */
static bool index_table(struct store *s, const struct table *t, bool by_agency, struct diag *diag)
{
    struct text sql = {0};
    if (t->n_unique) {
        text_printf(&sql, "CREATE INDEX \"%s_by_key\" ON \"%s\"(", t->id, t->id);
        for (size_t i = 0; i < t->n_unique; i++) text_printf(&sql, "%s\"%s\"", i ? ", " : "", t->columns[t->unique[i]].name);
        text_add(&sql, ")");
    } else if (t->n_refers && t->agency >= 0) {
        const char *name = t->columns[t->refers[0].column].name;
        text_printf(&sql, "CREATE INDEX \"%s_by_%s\" ON \"%s\"(\"%s\", \"%s\")", t->id, name, t->id, t->columns[t->agency].name, name);
    } else if (by_agency && t->agency >= 0) {
        text_printf(&sql, "CREATE INDEX \"%s_by_agency\" ON \"%s\"(\"%s\")", t->id, t->id, t->columns[t->agency].name);
    }
    bool ok = !sql.n || store_run(s, text_get(&sql), diag);
    text_release(&sql);
    return ok;
}

static const char *column(sqlite3_stmt *q, int i) { return (const char *)sqlite3_column_text(q, i); }

/* A row that was left out for a fault of its own is there all the same for those that refer to it. */
static bool was_left_out(const struct problems *problems, const struct table *t, const char *key)
{
    for (size_t i = 0; t && i < problems->n; i++) {
        const struct problem *p = &problems->list[i];
        if (p->lost && p->key && p->table && !strcmp(p->table, t->id) && !strcmp(p->key, key)) return true;
    }
    return false;
}

/* Runs a query of (file, line, key, what would be right) and adds a problem for each row; rows of `target` that were left
 * out are known by their problems. */
static bool report(struct store *s, const char *sql, const struct problem *as, const struct table *target, struct problems *problems, struct diag *diag)
{
    sqlite3_stmt *q;
    if (sqlite3_prepare_v2(s->db, sql, -1, &q, NULL) != SQLITE_OK) return store_fail(s, diag, "核对键");
    int rc;
    while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
        struct problem p = *as;
        if (was_left_out(problems, target, column(q, 2))) continue;
        p.file = column(q, 0);
        p.line = sqlite3_column_int64(q, 1);
        p.key = p.value = column(q, 2);
        p.expected = column(q, 3);
        problems_add(problems, &p);
    }
    sqlite3_finalize(q);
    return rc == SQLITE_DONE || store_fail(s, diag, "核对键");
}

static bool find_doubles(struct store *s, const struct table *t, struct problems *problems, struct diag *diag)
{
    if (!t->n_unique) return true;
    struct text same = {0}, sql = {0};
    for (size_t i = 0; i < t->n_unique; i++)
        text_printf(&same, "%sb.\"%s\" IS a.\"%s\"", i ? " AND " : "", t->columns[t->unique[i]].name, t->columns[t->unique[i]].name);
    const struct column *last = &t->columns[t->unique[t->n_unique - 1]];
    text_printf(&sql,
                "SELECT f.name, a.line, a.\"%s\", (SELECT '与 ' || g.name || ' 第' || b.line || '行重复；只留一行，或改成不同的编号'"
                " FROM \"%s\" b JOIN files g ON g.id = b.file WHERE %s AND b.id < a.id ORDER BY b.id LIMIT 1)"
                " FROM \"%s\" a JOIN files f ON f.id = a.file WHERE EXISTS (SELECT 1 FROM \"%s\" b WHERE %s AND b.id < a.id) ORDER BY a.id",
                last->name, t->id, text_get(&same), t->id, t->id, text_get(&same));
    struct problem as = {.id = "A05", .table = t->id, .column = last->heading, .text = "重复", .lost = true, .refuses = t->core};
    bool ok = report(s, text_get(&sql), &as, NULL, problems, diag);
    text_release(&same);
    text_release(&sql);
    return ok;
}

static bool find_strays(struct store *s, const struct table *t, const struct reference *r, struct problems *problems, struct diag *diag)
{
    const struct column *from = &t->columns[r->column], *to = &r->table->columns[r->table->unique[r->table->n_unique - 1]];
    struct text sql = {0};
    text_printf(&sql,
                "SELECT f.name, a.line, a.\"%s\", '%s（%s）中已有的%s' FROM \"%s\" a JOIN files f ON f.id = a.file"
                " WHERE a.\"%s\" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM \"%s\" b WHERE b.agency IS a.agency AND b.\"%s\" = a.\"%s\")"
                " ORDER BY a.id",
                from->name, r->table->name, r->table->id, to->heading, t->id, from->name, r->table->id, to->name, from->name);
    struct problem as = {.id = "A14", .table = t->id, .column = from->heading, .text = "登记表里没有这个编号", .lost = true, .refuses = t->core};
    bool ok = report(s, text_get(&sql), &as, r->table, problems, diag);
    text_release(&sql);
    return ok;
}

bool store_link(struct store *s, struct problems *problems, struct diag *diag)
{
    bool by_agency = many_agencies(s);
    for (size_t i = 0; i < s->schema->n_tables; i++)
        if (!index_table(s, &s->schema->tables[i], by_agency, diag)) return false;
    for (size_t i = 0; i < s->schema->n_tables; i++) {
        const struct table *t = &s->schema->tables[i];
        if (!find_doubles(s, t, problems, diag)) return false;
        for (size_t k = 0; k < t->n_refers; k++)
            if (!find_strays(s, t, &t->refers[k], problems, diag)) return false;
    }
    return true;
}
