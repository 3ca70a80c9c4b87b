#include "base/problem.h"
#include <stdlib.h>

void problems_add(struct problems *all, const struct problem *p)
{
    struct arena *a = &all->arena;
    all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
    all->list[all->n++] = (struct problem){
        .id = arena_dup(a, p->id), .table = arena_dup(a, p->table), .file = arena_dup(a, p->file), .line = p->line,
        .column = arena_dup(a, p->column), .key = arena_dup(a, p->key), .value = arena_dup(a, p->value),
        .expected = arena_dup(a, p->expected), .text = arena_dup(a, p->text), .lost = p->lost, .refuses = p->refuses,
        .sheet_column = p->sheet_column,
    };
    all->refusing += p->refuses;
}

void problems_release(struct problems *all)
{
    arena_release(&all->arena);
    free(all->list);
    *all = (struct problems){0};
}
