/* Hashes of bytes, for tables in memory: they differ between machines, and nothing that is written depends on them.
 *
 *     hash_bytes("A1|张三", 9)                           // for a table that compares what it finds
 *     hash_keyed(&key, "A1|张三", 9)                     // for one that keeps no words to compare with
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* One word more. A product carries upwards only: its upper half is folded down before the next one. */
static inline uint64_t hash_mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 32;
}

/* Eight bytes at a time, the last ones perhaps twice. Whoever knows the words can make two of them the same. */
static inline uint64_t hash_bytes(const char *s, size_t n)
{
    enum { STEP = sizeof(uint64_t), HALF = sizeof(uint32_t) };
    uint64_t hash = n, word = 0;
    for (size_t i = 0; i + STEP < n; i += STEP) {
        memcpy(&word, s + i, STEP);
        hash = hash_mix(hash, word);
    }
    if (n >= STEP) {
        memcpy(&word, s + n - STEP, STEP);
    } else if (n >= HALF) {
        uint32_t first, last;
        memcpy(&first, s, HALF);
        memcpy(&last, s + n - HALF, HALF);
        word = (uint64_t)first << 32 | last;
    } else {
        word = n ? (uint64_t)(unsigned char)s[0] << 16 | (uint64_t)(unsigned char)s[n / 2] << 8 | (unsigned char)s[n - 1] : 0;
    }
    return hash_mix(hash_mix(hash, word), 0);
}

/* SipHash-1-3 of 128 bits (Aumasson, Bernstein: SipHash, a fast short-input PRF): without the key nobody finds two words of one hash, and by
 * chance there are none. */
struct hash_key { uint64_t first, second; };
struct hash_wide { uint64_t first, second; };
struct hash_wide hash_keyed(const struct hash_key *key, const char *s, size_t n);
/* A key of this run. */
struct hash_key hash_key_new(void);

#endif
