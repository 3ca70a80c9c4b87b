/* The share of one text that stands in another, measured in shingles: overlapping runs of a few characters.
 *
 * Only words count: Chinese characters and Latin letters. Numbers, marks and blanks are left out, so a text that was
 * taken over with new figures is the same text.
 *
 *     overlap_percent("公开工作机制还不够健全", "公开工作机制还不够完善")      // 71
 */
#ifndef BASE_OVERLAP_H
#define BASE_OVERLAP_H
#include <stddef.h>
#include <stdint.h>

/* 0..100: the share of the different shingles of a that are found in b; 0 where a is too short to have one. */
int overlap_percent(const char *a, const char *b);
/* The different shingles of s as numbers, ascending; free() them. NULL and *n 0 where s is too short. */
uint64_t *overlap_shingles(const char *s, size_t *n);
/* The same share as overlap_percent, of shingles that are at hand. */
int overlap_of(const uint64_t *a, size_t n, const uint64_t *b, size_t m);

#endif
