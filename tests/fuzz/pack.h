/* Parts of an input as a zip file in memory, stored and not deflated. */
#ifndef TESTS_FUZZ_PACK_H
#define TESTS_FUZZ_PACK_H
#include <stddef.h>
#include <stdint.h>

/* malloc()ed; the caller frees it. Leaves out a part whose name an earlier part has. */
uint8_t *fuzz_pack(const uint8_t *data, size_t n, size_t *packed);

#endif
