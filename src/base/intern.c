#include "base/intern.h"
#include "base/hash.h"
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
struct hashed_entry { uint64_t hash; uint32_t more, number; };         /* 96 bits of a word's hash; number 0 = free */
struct intern {
    struct intern_entry *table;                        /* NULL in a table of hashes */
    struct hashed_entry *hashed;
    struct hash_key key;
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

struct intern *intern_new_hashed(void)
{
    struct intern *all = memory_alloc(sizeof *all);
    all->size = 64;
    all->hashed = memory_alloc(all->size * sizeof *all->hashed);
    all->key = hash_key_new();
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

static uint32_t hash(const char *s, size_t n) { return (uint32_t)(hash_bytes(s, n) >> 16); }

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

/* ---- of hashes ---- */

static struct hashed_entry *hashed_place(struct hashed_entry *table, size_t size, uint64_t hash, uint32_t more)
{
    size_t i = hash & (size - 1);
    while (table[i].number && (table[i].hash != hash || table[i].more != more)) i = (i + 1) & (size - 1);
    return &table[i];
}

static void grow_hashed(struct intern *all)
{
    struct hashed_entry *table = memory_alloc(2 * all->size * sizeof *table);
    for (size_t k = 0; k < all->size; k++) {
        const struct hashed_entry *e = &all->hashed[k];
        if (e->number) *hashed_place(table, 2 * all->size, e->hash, e->more) = *e;
    }
    free(all->hashed);
    all->hashed = table;
    all->size *= 2;
}

static int64_t hashed_number(struct intern *all, struct intern_key key)
{
    struct hashed_entry *e = hashed_place(all->hashed, all->size, key.first, (uint32_t)key.second);
    if (e->number) return e->number;
    if (all->used == UINT32_MAX) memory_exhausted();
    *e = (struct hashed_entry){key.first, (uint32_t)key.second, (uint32_t)++all->used};
    if (all->used * OF_TABLE > all->size * MOST_OF_TABLE) grow_hashed(all);
    return (int64_t)all->used;
}

/* ---- of either kind ---- */

static struct intern_key key_of(const struct intern *all, const char *s, size_t n)
{
    if (!all->hashed) return (struct intern_key){hash(s, n), 0};
    const struct hash_wide wide = hash_keyed(&all->key, s, n);
    return (struct intern_key){wide.first, wide.second};
}

struct intern_key intern_expect(const struct intern *all, const char *s, size_t n)
{
    const struct intern_key key = key_of(all, s, n);
    const size_t at = key.first & (all->size - 1);
    __builtin_prefetch(all->hashed ? (const void *)&all->hashed[at] : (const void *)&all->table[at]);
    return key;
}

int64_t intern_number_of(struct intern *all, struct intern_key key, const char *s, size_t n)
{
    if (all->hashed) return hashed_number(all, key);
    struct intern_entry *e = place(all, s, n, (uint32_t)key.first);
    if (e->at) return word_at(all, e->at)->number;
    if (n > UINT32_MAX / 2) memory_exhausted();
    *e = (struct intern_entry){(uint32_t)key.first, (uint32_t)new_place(all, n)};
    struct word *word = word_at(all, e->at);
    word->number = (uint32_t)++all->used;
    word->n = (uint32_t)n;
    if (n) memcpy(word->bytes, s, n);
    if (all->used * OF_TABLE > all->size * MOST_OF_TABLE) grow(all);
    return (int64_t)all->used;
}

int64_t intern_number(struct intern *all, const char *s, size_t n) { return intern_number_of(all, key_of(all, s, n), s, n); }

int64_t intern_find(const struct intern *all, const char *s, size_t n)
{
    const struct intern_key key = key_of(all, s, n);
    if (all->hashed) return hashed_place(all->hashed, all->size, key.first, (uint32_t)key.second)->number;
    const struct intern_entry *e = place(all, s, n, (uint32_t)key.first);
    return e->at ? word_at(all, e->at)->number : 0;
}

bool intern_any(const struct intern *all) { return all->used; }

void intern_free(struct intern *all)
{
    if (!all) return;
    for (int i = 0; i < BLOCKS; i++) free(all->blocks[i]);
    free(all->table);
    free(all->hashed);
    free(all);
}
