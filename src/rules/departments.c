#include "rules/rules.h"
#include "base/intern.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

/* Departments by "table key". */
struct departments { struct intern *keys; const char **names; size_t n, cap; };

static void name_of(struct text *t, const char *table, const char *key, size_t n)
{
    text_clear(t);
    text_printf(t, "%s ", table);
    text_add_n(t, key, n);
}

static bool read_all(struct departments *d, struct store *store, const struct report *report, struct arena *arena, struct diag *diag)
{
    static const char sql[] =
        "SELECT 'requests', no, department FROM requests WHERE agency = :agency AND department IS NOT NULL UNION ALL"
        " SELECT 'disputes', d.no, r.department FROM disputes d JOIN requests r ON r.agency = d.agency AND r.no = d.request_no"
        " WHERE d.agency = :agency AND r.department IS NOT NULL";
    struct query *q = NULL;
    struct text key = {0};
    bool row = true, ok = query_open(&q, store, sql, "departments", 1, diag);
    if (!ok) return false;
    query_bind_asked(q, report_asked(report));
    while ((ok = query_next(q, &row, diag)) && row) {
        name_of(&key, query_text(q, 0), query_text(q, 1), strlen(query_text(q, 1)));
        if ((size_t)intern_number(d->keys, key.bytes, key.n) <= d->n) continue;
        d->names = memory_grow(d->names, d->n, &d->cap, sizeof *d->names);
        d->names[d->n++] = arena_dup(arena, query_text(q, 2));
    }
    query_close(q);
    text_release(&key);
    return ok;
}

static const char *find(const struct departments *d, struct text *scratch, const char *table, const char *key, size_t n)
{
    name_of(scratch, table, key, n);
    int64_t at = intern_find(d->keys, scratch->bytes, scratch->n);
    return at ? d->names[at - 1] : NULL;
}

/* An event is named by its request, or by request and 序号. */
static const char *department_of(const struct departments *d, struct text *scratch, const struct finding *f)
{
    if (!f->table || !f->key) return NULL;
    if (!strcmp(f->table, "disputes")) return find(d, scratch, f->table, f->key, strlen(f->key));
    if (strcmp(f->table, "requests") && strcmp(f->table, "events")) return NULL;
    const char *name = find(d, scratch, "requests", f->key, strlen(f->key)), *space = strrchr(f->key, ' ');
    return name || !space ? name : find(d, scratch, "requests", f->key, (size_t)(space - f->key));
}

bool departments_fill(struct store *store, const struct report *report, struct findings *findings, struct diag *diag)
{
    struct departments d = {.keys = intern_new()};
    struct text scratch = {0};
    bool ok = read_all(&d, store, report, &findings->arena, diag);
    for (size_t i = 0; ok && i < findings->n; i++) findings->list[i].department = department_of(&d, &scratch, &findings->list[i]);
    text_release(&scratch);
    intern_free(d.keys);
    free(d.names);
    return ok;
}
