#include "base/intern.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>

/* Open addressing; the numbers are given in order of arrival, so nothing shows the order of the hash. A million names are
 * looked up in random order, so the cost is cache misses: one for the table, one for the word.
 *
 * Words lie one behind the other, each on a whole number of units, in blocks of which each is twice as large as the one before: the
 * place of a word, counted in units from FIRST on, tells its block, and takes half of what a pointer would. */
enum { FIRST = 64, BLOCKS = 26, MOST_OF_TABLE = 2, OF_TABLE = 3 };     /* units of the first block; places are less than 2^32 */
struct word { uint32_t number, n; char bytes[]; };
struct intern_entry { uint32_t hash, at; };            /* at 0 = free */
struct intern {
    struct intern_entry *table;
    size_t size, used;                                 /* size is a power of two */
    uint32_t *blocks[BLOCKS];                          /* those that words lie in */
    size_t end;                                        /* the place of the next word */
};

struct intern *intern_new(void)
{
    struct intern *all = memory_alloc(sizeof *all);
    all->size = 64;
    all->table = memory_alloc(all->size * sizeof *all->table);
    all->end = FIRST;
    return all;
}

static int block_of(size_t at) { return 63 - __builtin_clzll((unsigned long long)at / FIRST); }

static struct word *word_at(const struct intern *all, size_t at)
{
    int block = block_of(at);
    return (struct word *)(all->blocks[block] + (at - ((size_t)FIRST << block)));
}

/* Where a word of n bytes goes: what is left of a block stays free where it is too little. */
static size_t new_place(struct intern *all, size_t n)
{
    size_t units = (sizeof(struct word) + n + sizeof(uint32_t) - 1) / sizeof(uint32_t), size;
    int block = block_of(all->end);
    for (size = (size_t)FIRST << block; all->end + units > 2 * size; size *= 2) {
        if (++block == BLOCKS) memory_exhausted();
        all->end = 2 * size;
    }
    if (!all->blocks[block]) all->blocks[block] = memory_resize(NULL, size * sizeof(uint32_t));
    all->end += units;
    return all->end - units;
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
        if (!e->at) return e;
        if (e->hash != h) continue;
        const struct word *word = word_at(all, e->at);
        if (word->n == n && !memcmp(word->bytes, s, n)) return e;
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
        if (!old[k].at) continue;
        while (all->table[i].at) i = (i + 1) & (all->size - 1);
        all->table[i] = old[k];
    }
    free(old);
}

int64_t intern_number(struct intern *all, const char *s, size_t n)
{
    uint32_t h = hash(s, n);
    struct intern_entry *e = place(all, s, n, h);
    if (e->at) return word_at(all, e->at)->number;
    if (n > UINT32_MAX / 2) memory_exhausted();
    *e = (struct intern_entry){h, (uint32_t)new_place(all, n)};
    struct word *word = word_at(all, e->at);
    word->number = (uint32_t)++all->used;
    word->n = (uint32_t)n;
    if (n) memcpy(word->bytes, s, n);
    if (all->used * OF_TABLE > all->size * MOST_OF_TABLE) grow(all);
    return (int64_t)all->used;
}

int64_t intern_find(const struct intern *all, const char *s, size_t n)
{
    const struct intern_entry *e = place(all, s, n, hash(s, n));
    return e->at ? word_at(all, e->at)->number : 0;
}

void intern_free(struct intern *all)
{
    if (!all) return;
    for (int i = 0; i < BLOCKS; i++) free(all->blocks[i]);
    free(all->table);
    free(all);
}
