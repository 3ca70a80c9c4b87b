#include "tally/tally.h"
#include <stdlib.h>
#include <string.h>

/* How many requests used how many working days: days[n] is the number of those that used n. Where a calendar is missing some are
 * unknown, and then the ranks are unknown too. */
struct histogram { int64_t *days, total, unknown; size_t n, cap; };

/* Some of the requests, or all of them. */
struct group { struct timeliness numbers; struct histogram used; };

/* The requests divided by a coded column: groups[place of the code]. */
struct parting { const struct ledger_column *column; struct group *groups; };

static void add_days(struct histogram *h, int64_t used)
{
    while (h->n <= (size_t)used) {
        h->days = memory_grow(h->days, h->n, &h->cap, sizeof *h->days);
        h->days[h->n++] = 0;
    }
    h->days[used]++;
    h->total++;
}

/* The smallest number of days that at least `percent` of all did with; -1 where there are none, or some are unknown. */
static int64_t rank(const struct histogram *h, int percent)
{
    if (h->unknown) return -1;
    int64_t wanted = (h->total * percent + 99) / 100, seen = 0;
    for (size_t i = 0; i < h->n; i++)
        if ((seen += h->days[i]) >= wanted && seen) return (int64_t)i;
    return -1;
}

static void add(struct group *g, const struct query *q)
{
    struct timeliness *t = &g->numbers;
    const char *state = query_text(q, 0);
    t->answered++;
    if (!strcmp(state, "in_time")) t->in_time++;
    else if (!strcmp(state, "disputed")) t->disputed++;
    else if (!strcmp(state, "late")) t->late++;
    else t->unknown++;
    if (query_null(q, 1)) g->used.unknown++;
    else add_days(&g->used, query_integer(q, 1));
}

static struct timeliness numbers_of(const struct group *g)
{
    struct timeliness t = g->numbers;
    t.median_days = rank(&g->used, 50);
    t.p90_days = rank(&g->used, 90);
    return t;
}

/* ---- by code ---- */

static struct parting parting_open(const struct schema *schema, const char *column)
{
    const struct ledger_table *t = schema_table(schema, "requests");
    struct parting p = {0};
    for (size_t i = 0; i < t->n_columns; i++)
        if (!strcmp(t->columns[i].name, column)) p.column = &t->columns[i];
    p.groups = memory_alloc((p.column->codes->n + 1) * sizeof *p.groups);
    return p;
}

static void add_rows(const struct parting *p, struct report *r)
{
    for (size_t i = 1; i <= p->column->codes->n; i++) {
        const struct code *code = &p->column->codes->codes[i - 1];
        if (p->groups[i].numbers.answered)
            r->timeliness_rows[r->n_timeliness_rows++] = (struct timeliness_row){
                arena_dup(&r->arena, p->column->heading), arena_dup(&r->arena, code->code), arena_dup(&r->arena, code->label), numbers_of(&p->groups[i])};
    }
}

static void parting_close(struct parting *p)
{
    for (size_t i = 0; i <= p->column->codes->n; i++) free(p->groups[i].used.days);
    free(p->groups);
}

bool timeliness_fill(struct store *store, struct report *r, struct diag *diag)
{
    static const char sql[] =
        "SELECT c.state, c.used_days, r.applicant_kind, r.outcome FROM clock c JOIN requests r ON r.id = c.request"
        " WHERE r.agency = :agency AND c.replied AND c.decisive BETWEEN :first AND :close";
    enum { PARTINGS = 2, FIRST_CODE = 2 };
    struct parting partings[PARTINGS] = {parting_open(store_schema(store), "applicant_kind"), parting_open(store_schema(store), "outcome")};
    struct group all = {0};
    struct query *q = NULL;
    size_t codes = 0;
    bool row, ok = query_open(&q, store, sql, "timeliness", 1, diag);
    if (ok) query_bind_asked(q, report_asked(r));
    while (ok && (ok = query_next(q, &row, diag)) && row) {
        add(&all, q);
        for (int i = 0; i < PARTINGS; i++) add(&partings[i].groups[query_integer(q, FIRST_CODE + i)], q);
    }
    query_close(q);
    if (ok) r->timeliness = numbers_of(&all);
    for (int i = 0; i < PARTINGS; i++) codes += partings[i].column->codes->n;
    r->timeliness_rows = arena_alloc(&r->arena, codes * sizeof *r->timeliness_rows);
    for (int i = 0; i < PARTINGS; i++) {
        if (ok) add_rows(&partings[i], r);
        parting_close(&partings[i]);
    }
    free(all.used.days);
    return ok;
}
