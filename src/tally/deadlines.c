#include "tally/deadlines.h"
#include "form/report.h"
#include "store/request_walk.h"
#include <stdlib.h>
#include <string.h>

static enum deadline_standing standing_of(const struct deadline *one)
{
    static const char *const states[DEADLINE_STANDINGS] = {
        [DEADLINE_IN_TIME] = "in_time", [DEADLINE_DISPUTED] = "disputed", [DEADLINE_LATE] = "late", [DEADLINE_OPEN] = "open",
        [DEADLINE_PASSED] = "", [DEADLINE_OVERDUE] = "overdue", [DEADLINE_UNKNOWN] = "unknown"};
    int s = 0;
    while (s < DEADLINE_UNKNOWN && strcmp(states[s], one->state)) s++;
    return s == DEADLINE_OPEN && one->passed == 1 ? DEADLINE_PASSED : (enum deadline_standing)s;
}

void deadlines_note(struct deadlines *all, const struct deadline *one)
{
    all->n++;
    all->by_standing[standing_of(one)]++;
    if (one->decisive != NO_DAY && one->decisive <= all->closing_day) return;
    all->open = memory_grow(all->open, all->n_open, &all->cap_open, sizeof *all->open);
    struct deadline *copy = &all->open[all->n_open++];
    *copy = *one;
    copy->request = arena_dup(&all->arena, one->request);
    copy->state = arena_dup(&all->arena, one->state);
}

void deadlines_release(struct deadlines *all)
{
    free(all->open);
    arena_release(&all->arena);
    *all = (struct deadlines){0};
}

/* ---- out of the store ---- */

enum { NO, RECEIPT, START, EXCLUDED, EXTENDED, STRICT, LENIENT, DECISIVE, USED, STATE, PASSED, COLUMNS };
static const char *const columns[COLUMNS] = {
    [NO] = "no",
    [RECEIPT] = "receipt", [START] = "clock_start", [EXCLUDED] = "excluded_days", [EXTENDED] = "extended_days", [STRICT] = "due_strict", [LENIENT] = "due_lenient",
    [DECISIVE] = "decisive", [USED] = "used_days", [STATE] = "state", [PASSED] = "passed"};

static int day_at(const struct request_walk *w, size_t column) { return (int)request_walk_integer_or(w, column, NO_DAY); }
static int count_at(const struct request_walk *w, size_t column) { return (int)request_walk_integer_or(w, column, DEADLINE_NO_COUNT); }

bool deadlines_read(struct store *store, const struct report *r, struct deadlines *all, struct deadline_sink sink, struct diag *diag)
{
    static const struct walk_columns asked = {columns, RECEIPT, columns + RECEIPT, COLUMNS - RECEIPT};
    const int first = civil_day(r->year, 1, 1);
    struct request_walk *w = NULL;
    bool row, ok = request_walk_open(&w, store, &asked, r->agency.id, 0, diag);
    while (ok && (ok = request_walk_next(w, &row, diag)) && row) {
        int receipt = day_at(w, RECEIPT), decisive = day_at(w, DECISIVE);
        if (receipt > r->closing_day || (receipt < first && decisive != NO_DAY && decisive < first)) continue;
        const struct deadline one = {
            .request = request_walk_text(w, NO), .receipt = receipt, .clock_start = day_at(w, START), .excluded_days = count_at(w, EXCLUDED),
            .extended_days = count_at(w, EXTENDED), .due_strict = day_at(w, STRICT), .due_lenient = day_at(w, LENIENT),
            .decisive = decisive > r->as_of ? NO_DAY : decisive,      /* it is not there yet, though the ledger knows of it */
            .used_days = count_at(w, USED), .state = request_walk_text(w, STATE), .passed = count_at(w, PASSED),
        };
        deadlines_note(all, &one);
        ok = sink.take(sink.context, &one, diag);
    }
    request_walk_close(w);
    return ok;
}
