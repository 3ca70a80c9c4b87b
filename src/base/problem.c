#include "base/problem.h"
#include "base/characters.h"
#include <stdlib.h>
#include <string.h>

/* How many of this id there are, with the one that is being added. */
static size_t count(struct problems *all, const char *id)
{
    for (size_t i = 0; i < all->n_ids; i++)
        if (!strcmp(all->ids[i].id, id)) return ++all->ids[i].n;
    all->ids = memory_grow(all->ids, all->n_ids, &all->cap_ids, sizeof *all->ids);
    all->ids[all->n_ids].id = arena_dup(&all->arena, id);
    all->ids[all->n_ids].n = 1;
    return all->ids[all->n_ids++].n;
}

static void add(struct problems *all, const struct problem *p)
{
    struct arena *a = &all->arena;
    struct problem copy = *p;
    const char **strings[] = {&copy.id, &copy.table, &copy.file, &copy.column, &copy.cell, &copy.key, &copy.value, &copy.expected, &copy.text};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) *strings[i] = characters_shown(a, *strings[i]);
    all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
    all->list[all->n++] = copy;
}

void problems_add(struct problems *all, const struct problem *p)
{
    size_t n = count(all, p->id);
    all->refusing += p->refuses;
    all->lost += p->lost;
    if (n <= PROBLEMS_OF_ONE_ID) add(all, p);
    if (n != PROBLEMS_OF_ONE_ID + 1) return;
    const char *more = arena_printf(&all->arena, "这一项的问题过多，只列出前 %d 处：请先改正已列出的，再查一次", PROBLEMS_OF_ONE_ID);
    add(all, &(struct problem){.id = p->id, .table = p->table, .file = p->file, .text = more, .lost = p->lost, .refuses = p->refuses});
}

void problems_release(struct problems *all)
{
    arena_release(&all->arena);
    free(all->ids);
    free(all->list);
    *all = (struct problems){0};
}
