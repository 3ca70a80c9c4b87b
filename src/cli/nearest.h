/* The word that was probably meant by a misspelt one: "chekc" → "check". */
#ifndef CLI_NEAREST_H
#define CLI_NEAREST_H
#include <stddef.h>

/* Of n words the one that is fewest slips away from `typed`: a character left out, added or changed, or two that changed places.
 * NULL where none is within two slips and less than half of the word, or two are equally near. Words are ASCII; `typed` may be any bytes. */
const char *nearest_word(const char *typed, const char *const *words, size_t n);

#endif
