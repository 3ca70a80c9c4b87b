#include "tally/timeliness.h"
#include <stdlib.h>
#include <string.h>

/* How many requests used how many working days; days[n] is the count of those that used n. */
struct histogram { int64_t *days, total; size_t n, cap; };

static void add(struct histogram *h, int64_t used)
{
    while (h->n <= (size_t)used) {
        h->days = memory_grow(h->days, h->n, &h->cap, sizeof *h->days);
        h->days[h->n++] = 0;
    }
    h->days[used]++;
    h->total++;
}

/* The smallest number of days that at least `percent` of all did with; -1 where there are none. */
static int64_t rank(const struct histogram *h, int percent)
{
    int64_t wanted = (h->total * percent + 99) / 100, seen = 0;
    for (size_t i = 0; i < h->n; i++)
        if ((seen += h->days[i]) >= wanted && seen) return (int64_t)i;
    return -1;
}

static void count(struct timeliness *t, const char *state)
{
    t->answered++;
    if (!strcmp(state, "in_time")) t->in_time++;
    else if (!strcmp(state, "disputed")) t->disputed++;
    else if (!strcmp(state, "late")) t->late++;
    else t->unknown++;
}

bool timeliness_fill(struct store *store, struct report *r, struct diag *diag)
{
    static const char sql[] =
        "SELECT c.state, c.used_days FROM clock c JOIN requests r ON r.id = c.request"
        " WHERE r.agency = :agency AND c.replied AND c.decisive BETWEEN :first AND :close";
    struct query *q;
    struct histogram h = {0};
    bool row, ok = query_open(&q, store, sql, "timeliness", 1, diag);
    if (!ok) return false;
    tally_bind(q, r);
    r->timeliness = (struct timeliness){0};
    while ((ok = query_next(q, &row, diag)) && row) {
        count(&r->timeliness, query_text(q, 0));
        if (!query_null(q, 1)) add(&h, query_integer(q, 1));
    }
    query_close(q);
    r->timeliness.median_days = rank(&h, 50);
    r->timeliness.p90_days = rank(&h, 90);
    free(h.days);
    return ok;
}
