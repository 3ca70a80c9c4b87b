#include "ledger/schema/heading_log.h"
#include <stdlib.h>

void heading_log_add(struct heading_log *log, const struct heading_note *note)
{
    if (!log) return;
    log->list = memory_grow(log->list, log->n, &log->cap, sizeof *log->list);
    struct heading_note *n = &log->list[log->n++];
    *n = *note;
    n->file = arena_dup(&log->arena, note->file);
    n->table = arena_dup(&log->arena, note->table);
    n->seen = arena_dup(&log->arena, note->seen);
    n->heading = arena_dup(&log->arena, note->heading);
    n->event = arena_dup(&log->arena, note->event);
    n->why = arena_dup(&log->arena, note->why);
}

bool heading_refused(enum heading_verdict verdict) { return verdict >= HEADING_SLIP; }

void heading_log_release(struct heading_log *log)
{
    free(log->list);
    arena_release(&log->arena);
    *log = (struct heading_log){0};
}
