#include "base/intern.h"
#include "base/memory.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Open addressing; the numbers are given in order of arrival, so nothing shows the order of the hash. */
struct entry { uint64_t hash; const char *s; size_t n; int64_t number; };
struct intern {
    struct arena arena;
    struct entry *table;
    size_t size, used;                                 /* size is a power of two */
};

struct intern *intern_new(void)
{
    struct intern *all = memory_alloc(sizeof *all);
    all->size = 256;
    all->table = memory_alloc(all->size * sizeof *all->table);
    return all;
}

static uint64_t hash(const char *s, size_t n)
{
    uint64_t h = 14695981039346656037u;                /* FNV-1a */
    for (size_t i = 0; i < n; i++) h = (h ^ (unsigned char)s[i]) * 1099511628211u;
    return h;
}

static struct entry *place(const struct intern *all, const char *s, size_t n, uint64_t h)
{
    for (size_t i = h & (all->size - 1);; i = (i + 1) & (all->size - 1)) {
        struct entry *e = &all->table[i];
        if (!e->s || (e->hash == h && e->n == n && !memcmp(e->s, s, n))) return e;
    }
}

static void grow(struct intern *all)
{
    struct entry *old = all->table;
    size_t n = all->size;
    all->size *= 2;
    all->table = memory_alloc(all->size * sizeof *all->table);
    for (size_t i = 0; i < n; i++)
        if (old[i].s) *place(all, old[i].s, old[i].n, old[i].hash) = old[i];
    free(old);
}

int64_t intern_number(struct intern *all, const char *s, size_t n)
{
    uint64_t h = hash(s, n);
    struct entry *e = place(all, s, n, h);
    if (e->s) return e->number;
    int64_t number = (int64_t)++all->used;
    *e = (struct entry){h, arena_dup_n(&all->arena, s, n), n, number};
    if (all->used * 2 > all->size) grow(all);
    return number;
}

int64_t intern_find(const struct intern *all, const char *s, size_t n)
{
    const struct entry *e = place(all, s, n, hash(s, n));
    return e->s ? e->number : 0;
}

void intern_free(struct intern *all)
{
    if (!all) return;
    arena_release(&all->arena);
    free(all->table);
    free(all);
}
