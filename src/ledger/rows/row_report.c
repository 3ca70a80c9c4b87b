#include "ledger/rows/row_report.h"

/* A cell may be very long; its beginning identifies it. */
enum { SHOWN_BYTES = 240 };

static const char *shown(struct arena *a, struct slice s)
{
    if (!s.n) return NULL;
    if (s.n <= SHOWN_BYTES) return arena_dup_n(a, s.s, s.n);
    size_t n = SHOWN_BYTES;
    while (n && ((unsigned char)s.s[n] & 0xC0) == 0x80) n--;
    return arena_printf(a, "%.*s…", (int)n, s.s);
}

void row_report(const struct row_report *r, const struct row_place *place, const struct fault *fault, bool error)
{
    struct arena words = {0};
    problems_add(r->problems, &(struct problem){
        .id = fault->id, .table = r->file->table->id, .file = r->file->shown, .line = fault->line ? fault->line : place->line,
        .column = place->column, .sheet_column = r->file->book ? place->cell : 0, .key = shown(&words, place->key),
        .value = place->personal ? PROBLEM_PERSONAL : shown(&words, place->value),
        .expected = fault->expected[0] ? fault->expected : NULL, .text = fault->text,
        .lost = error, .refuses = error && (r->file->table->core || place->refuses),
    });
    arena_release(&words);
}
