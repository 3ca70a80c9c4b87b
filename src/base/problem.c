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

/* Chains of those that lost a row, by its line: places in the list, from 1. */
static void chain(struct problems *all, size_t place)
{
    size_t *head = &all->of_line[(uint64_t)all->list[place - 1].line % all->n_chains];
    all->next_of_line[place - 1] = *head;
    *head = place;
}

static void chain_all(struct problems *all)
{
    free(all->of_line);
    all->n_chains = all->cap;
    all->of_line = memory_alloc(all->n_chains * sizeof *all->of_line);
    all->next_of_line = memory_resize(all->next_of_line, all->cap * sizeof *all->next_of_line);
    for (size_t i = 1; i <= all->n; i++)
        if (all->list[i - 1].lost) chain(all, i);
}

const struct problem *problems_lost(const struct problems *all, int64_t line, const struct problem *after)
{
    if (!all->n_chains) return NULL;
    size_t place = after ? all->next_of_line[after - all->list] : all->of_line[(uint64_t)line % all->n_chains];
    while (place && all->list[place - 1].line != line) place = all->next_of_line[place - 1];
    return place ? &all->list[place - 1] : NULL;
}

static void add(struct problems *all, const struct problem *p)
{
    struct arena *a = &all->arena;
    struct problem copy = *p;
    const char **strings[] = {&copy.id, &copy.table, &copy.file, &copy.column, &copy.cell, &copy.key, &copy.value, &copy.expected, &copy.text};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) *strings[i] = characters_shown(a, *strings[i]);
    all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
    all->list[all->n++] = copy;
    if (all->n_chains != all->cap) chain_all(all);
    else if (copy.lost) chain(all, all->n);
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
    free(all->of_line);
    free(all->next_of_line);
    *all = (struct problems){0};
}
