#include "ledger/rows/row_report.h"
#include <stdio.h>

/* A cell may be very long; its beginning identifies it. */
enum { SHOWN_BYTES = 240, ROOM = SHOWN_BYTES + 4 };

/* The text in `room`, cut between characters. */
static const char *shown(char room[ROOM], struct slice s)
{
    size_t n = s.n;
    if (!n) return NULL;
    if (n > SHOWN_BYTES)
        for (n = SHOWN_BYTES; n && ((unsigned char)s.s[n] & 0xC0) == 0x80;) n--;
    snprintf(room, ROOM, "%.*s%s", (int)n, s.s, n < s.n ? "…" : "");
    return room;
}

void row_report(const struct row_report *r, const struct row_place *place, const struct fault *fault, bool error)
{
    char key[ROOM], value[ROOM];
    problems_add(r->problems, &(struct problem){
        .id = fault->id, .table = r->file->table->id, .file = r->file->shown, .line = fault->line ? fault->line : place->line,
        .column = place->column, .sheet_column = r->file->book ? place->cell : 0, .key = shown(key, place->key),
        .value = place->personal ? PROBLEM_PERSONAL : shown(value, place->value),
        .expected = fault->expected[0] ? fault->expected : NULL, .text = fault->text,
        .lost = error, .refuses = error && (r->file->table->core || place->refuses),
    });
}
