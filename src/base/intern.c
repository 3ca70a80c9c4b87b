#include "base/intern.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>

/* Open addressing; the numbers are given in order of arrival, so nothing shows the order of the hash. A million names are
 * looked up in random order, so the cost is cache misses: one for the table, one for the word. */
struct word { size_t n; char bytes[]; };
struct intern_entry { uint32_t hash, number; const struct word *word; };      /* number 0 = free */
struct intern {
    struct arena arena;
    struct intern_entry *table;
    size_t size, used;                                 /* size is a power of two */
};

struct intern *intern_new(void)
{
    struct intern *all = memory_alloc(sizeof *all);
    all->size = 64;
    all->table = memory_alloc(all->size * sizeof *all->table);
    return all;
}

enum { STEP = sizeof(uint64_t), HALF = sizeof(uint32_t) };

static uint64_t eight(const char *s)
{
    uint64_t word;
    memcpy(&word, s, sizeof word);
    return word;
}

/* A word of fewer than eight bytes; some are read twice. */
static uint64_t few(const char *s, size_t n)
{
    uint32_t first, last;
    if (n < HALF) return n ? (uint64_t)(unsigned char)s[0] << 16 | (uint64_t)(unsigned char)s[n / 2] << 8 | (unsigned char)s[n - 1] : 0;
    memcpy(&first, s, sizeof first);
    memcpy(&last, s + n - HALF, sizeof last);
    return (uint64_t)first << 32 | last;
}

/* A product carries upwards only: its upper half is folded down before the next one. */
static uint64_t mix(uint64_t h, uint64_t word)
{
    h = (h ^ word) * 0x9E3779B97F4A7C15u;
    return h ^ h >> 32;
}

/* Eight bytes at a time, the last ones perhaps twice. */
static uint32_t hash(const char *s, size_t n)
{
    uint64_t h = n;
    for (size_t i = 0; i + STEP < n; i += STEP) h = mix(h, eight(s + i));
    h = mix(h, n < STEP ? few(s, n) : eight(s + n - STEP));
    return (uint32_t)(mix(h, 0) >> 16);
}

static struct intern_entry *place(const struct intern *all, const char *s, size_t n, uint32_t h)
{
    for (size_t i = h & (all->size - 1);; i = (i + 1) & (all->size - 1)) {
        struct intern_entry *e = &all->table[i];
        if (!e->number || (e->hash == h && e->word->n == n && !memcmp(e->word->bytes, s, n))) return e;
    }
}

static void grow(struct intern *all)
{
    struct intern_entry *old = all->table;
    size_t n = all->size;
    all->size *= 2;
    all->table = memory_alloc(all->size * sizeof *all->table);
    for (size_t k = 0; k < n; k++) {
        size_t i = old[k].hash & (all->size - 1);
        if (!old[k].number) continue;
        while (all->table[i].number) i = (i + 1) & (all->size - 1);
        all->table[i] = old[k];
    }
    free(old);
}

int64_t intern_number(struct intern *all, const char *s, size_t n)
{
    uint32_t h = hash(s, n);
    struct intern_entry *e = place(all, s, n, h);
    if (e->number) return e->number;
    struct word *word = arena_alloc(&all->arena, sizeof *word + n);
    word->n = n;
    memcpy(word->bytes, s, n);
    *e = (struct intern_entry){h, (uint32_t)++all->used, word};
    if (all->used * 2 > all->size) grow(all);
    return (int64_t)all->used;
}

int64_t intern_find(const struct intern *all, const char *s, size_t n) { return place(all, s, n, hash(s, n))->number; }

size_t intern_size(const struct intern *all) { return all->used; }

void intern_free(struct intern *all)
{
    if (!all) return;
    arena_release(&all->arena);
    free(all->table);
    free(all);
}
