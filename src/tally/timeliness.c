#include "tally/tally.h"
#include "calendar/civil.h"
#include "store/request_walk.h"
#include <stdlib.h>
#include <string.h>

/* What is asked of each request, then of its clock. */
enum { KIND, OUTCOME, STATE, USED, DECISIVE, REPLIED, COLUMNS };
enum { NOT_KNOWN = -1 };                               /* in the place of a number of days */

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

enum standing { IN_TIME, DISPUTED, LATE, UNKNOWN };
static enum standing standing_of(const char *state)
{
    return !strcmp(state, "in_time") ? IN_TIME : !strcmp(state, "disputed") ? DISPUTED : !strcmp(state, "late") ? LATE : UNKNOWN;
}

static void add(struct group *g, enum standing standing, int64_t used)
{
    struct timeliness *t = &g->numbers;
    t->answered++;
    t->in_time += standing == IN_TIME;
    t->disputed += standing == DISPUTED;
    t->late += standing == LATE;
    t->unknown += standing == UNKNOWN;
    if (used == NOT_KNOWN) g->used.unknown++;
    else add_days(&g->used, used);
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
    static const char *const columns[COLUMNS] = {
        [KIND] = "applicant_kind", [OUTCOME] = "outcome", [STATE] = "state", [USED] = "used_days", [DECISIVE] = "decisive", [REPLIED] = "replied"};
    static const struct walk_columns asked = {columns, STATE, columns + STATE, COLUMNS - STATE};
    enum { PARTINGS = STATE };
    const int first = civil_day(r->year, 1, 1);
    struct parting partings[PARTINGS];
    struct group all = {0};
    struct request_walk *w = NULL;
    size_t codes = 0;
    for (int i = 0; i < PARTINGS; i++) partings[i] = parting_open(store_schema(store), columns[i]);
    bool row, ok = request_walk_open(&w, store, &asked, r->agency.id, 0, diag);
    while (ok && (ok = request_walk_next(w, &row, diag)) && row) {
        int64_t decisive = request_walk_integer(w, DECISIVE);
        if (!request_walk_integer(w, REPLIED) || decisive < first || decisive > r->closing_day) continue;
        const enum standing standing = standing_of(request_walk_text(w, STATE));
        const int64_t used = request_walk_integer_or(w, USED, NOT_KNOWN);
        add(&all, standing, used);
        for (int i = 0; i < PARTINGS; i++) add(&partings[i].groups[request_walk_integer(w, (size_t)i)], standing, used);
    }
    request_walk_close(w);
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
