#include "ledger/rows/row_inside.h"
#include "ledger/values/guard.h"
#include <stdlib.h>

/* Counts for one column of the file: cells with a time that may have slipped, with another time, and days without a time. */
struct row_times { size_t slipped, timed, days; };

static void learn(struct row_times *t, const struct row_source *s, struct slice cell)
{
    struct date d;
    bool odd = false;
    cell = spelling_trim(guard_off(cell), &odd);
    enum date_verdict verdict = cell.n ? date_read(cell, s->context->today, s->raw->dates, &d) : DATE_BAD;
    if (verdict != DATE_OK && verdict != DATE_REPAIRED) return;
    if (d.may_slip) t->slipped++;
    else if (d.second > 0) t->timed++;
    else t->days++;
}

static struct row_times *times_of(struct row_source *s)
{
    struct encoded_text text = {0};
    struct raw_row row;
    struct fault fault;
    struct row_times *all = memory_alloc(RAW_MAX_CELLS * sizeof *all);
    struct raw_rows *raw = row_source_rows_again(s, &text, &fault);
    while (raw && raw->next(raw, &row, &fault) == RAW_ROW)
        for (size_t i = 0; row.line > s->header_line && i < row.n; i++) learn(&all[i], s, row.cells[i]);
    if (raw) raw->close(raw);
    encoding_close(&text);
    return all;
}

enum times_tell row_times_tell(struct row_source *s, size_t cell)
{
    if (!s->times) s->times = times_of(s);
    const struct row_times *t = &s->times[cell];
    if (t->timed) return t->slipped > t->timed ? TIMES_UNCERTAIN : TIMES_ARE_TIMES;
    return t->slipped > 1 || !t->days ? TIMES_SLIPPED : TIMES_UNCERTAIN;
}
