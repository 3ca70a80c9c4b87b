#include "tally/deadlines.h"
#include "form/report.h"
#include "store/store.h"

static int day_at(const struct query *q, int column) { return query_null(q, column) ? NO_DAY : (int)query_integer(q, column); }
static int count_at(const struct query *q, int column) { return query_null(q, column) ? DEADLINE_NO_COUNT : (int)query_integer(q, column); }

bool deadlines_read(struct store *store, struct report *r, struct deadline **list, size_t *n, struct diag *diag)
{
    /* A reply after the as-of day is not there yet, though the ledger knows of it. */
    static const char sql[] =
        "SELECT r.no, c.receipt, c.clock_start, c.excluded_days, c.extended_days, c.due_strict, c.due_lenient,"
        " iif(c.decisive <= :as_of, c.decisive, NULL), c.used_days, c.state, c.passed"
        " FROM requests r JOIN clock c ON c.request = r.id"
        " WHERE r.agency = :agency AND c.receipt <= :close AND (c.receipt >= :first OR c.decisive IS NULL OR c.decisive >= :first)"
        " ORDER BY r.id";
    struct query *q = NULL;
    size_t cap = 0;
    bool row = true, ok = query_open(&q, store, sql, "deadlines", 1, diag);
    if (!ok) return false;
    query_bind_asked(q, report_asked(r));
    while ((ok = query_next(q, &row, diag)) && row) {
        *list = memory_grow(*list, *n, &cap, sizeof **list);
        (*list)[(*n)++] = (struct deadline){
            .request = arena_dup(&r->arena, query_text(q, 0)), .receipt = day_at(q, 1), .clock_start = day_at(q, 2), .excluded_days = count_at(q, 3),
            .extended_days = count_at(q, 4), .due_strict = day_at(q, 5), .due_lenient = day_at(q, 6), .decisive = day_at(q, 7),
            .used_days = count_at(q, 8), .state = arena_dup(&r->arena, query_text(q, 9)), .passed = count_at(q, 10),
        };
    }
    query_close(q);
    return ok;
}
