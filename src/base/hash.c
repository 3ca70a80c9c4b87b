#include "base/hash.h"
#include <endian.h>
#include <sys/random.h>

struct state { uint64_t a, b, c, d; };

static inline uint64_t turned(uint64_t v, int bits) { return v << bits | v >> (64 - bits); }

static inline void round_of(struct state *v)
{
    v->a += v->b, v->b = turned(v->b, 13) ^ v->a, v->a = turned(v->a, 32);
    v->c += v->d, v->d = turned(v->d, 16) ^ v->c;
    v->a += v->d, v->d = turned(v->d, 21) ^ v->a;
    v->c += v->b, v->b = turned(v->b, 17) ^ v->c, v->c = turned(v->c, 32);
}

static inline void take(struct state *v, uint64_t word)
{
    v->d ^= word;
    round_of(v);
    v->a ^= word;
}

static inline uint64_t finish(struct state *v)
{
    for (int i = 0; i < 3; i++) round_of(v);
    return v->a ^ v->b ^ v->c ^ v->d;
}

struct hash_wide hash_keyed(const struct hash_key *key, const char *s, size_t n)
{
    struct state v = {key->first ^ 0x736F6D6570736575u, key->second ^ 0x646F72616E646F6Du ^ 0xEE, key->first ^ 0x6C7967656E657261u, key->second ^ 0x7465646279746573u};
    struct hash_wide hash;
    uint64_t word, last = 0;
    size_t i = 0;
    for (; n - i >= sizeof word; i += sizeof word) {
        memcpy(&word, s + i, sizeof word);
        take(&v, le64toh(word));
    }
    if (n > i) memcpy(&last, s + i, n - i);
    take(&v, le64toh(last) | (uint64_t)n << 56);
    v.c ^= 0xEE;
    hash.first = finish(&v);
    v.b ^= 0xDD;
    hash.second = finish(&v);
    return hash;
}

struct hash_key hash_key_new(void)
{
    struct hash_key key = {0x2545F4914F6CDD1Du, 0x9E3779B97F4A7C15u};
    uint64_t drawn[2];
    /* A system that has no numbers to give leaves a key that could be known. */
    if (getrandom(drawn, sizeof drawn, GRND_NONBLOCK) == sizeof drawn) key = (struct hash_key){drawn[0], drawn[1]};
    return key;
}
