#include "store/columns/columns_inside.h"
#include <stdlib.h>
#include <string.h>

/* The integers of a segment, in as few bytes as they need. Its room is a whole number of blocks, so that a loop over a block needs no
 * end of its own. */

static size_t room(uint32_t n) { return ((size_t)n + COLUMNS_BLOCK - 1) / COLUMNS_BLOCK * COLUMNS_BLOCK; }

static int width_of(uint64_t top)
{
    return top <= UINT8_MAX ? 1 : top <= UINT16_MAX ? 2 : top <= UINT32_MAX ? 4 : 8;
}

size_t columns_segment_bytes(const struct columns_pool *pool, const struct columns_segment *s) { return (size_t)s->width * room(pool->segment); }

#define CODE(type)                                                                                                     \
    static void code_##type(type *restrict raws, const int64_t *restrict values, uint32_t n, int64_t base)              \
    {                                                                                                                  \
        for (uint32_t i = 0; i < n; i++) raws[i] = (type)(values[i] == COLUMNS_NULL_VALUE ? 0 : (uint64_t)values[i] - (uint64_t)base); \
    }
CODE(uint8_t)
CODE(uint16_t)
CODE(uint32_t)
CODE(uint64_t)

bool columns_encode(struct columns_pool *pool, const int64_t *values, uint32_t n, struct columns_segment *out)
{
    int64_t least = INT64_MAX, greatest = INT64_MIN;
    uint32_t nulls = 0;
    for (uint32_t i = 0; i < n; i++) {
        int64_t v = values[i];
        bool null = v == COLUMNS_NULL_VALUE;
        nulls += null;
        if (!null && v < least) least = v;
        if (v > greatest) greatest = v;
    }
    *out = (struct columns_segment){.nulls = nulls};
    if (nulls == n) return true;
    out->base = least - 1;
    out->top = (uint64_t)greatest - (uint64_t)out->base;
    if (!nulls && out->top == 1) return true;
    out->width = (uint8_t)width_of(out->top);
    size_t bytes = columns_segment_bytes(pool, out);
    void *raws = memory_alloc(bytes);
    switch (out->width) {
    case 1: code_uint8_t(raws, values, n, out->base); break;
    case 2: code_uint16_t(raws, values, n, out->base); break;
    case 4: code_uint32_t(raws, values, n, out->base); break;
    default: code_uint64_t(raws, values, n, out->base);
    }
    bool ok = columns_keep(pool, raws, bytes, 4, &out->raws);
    free(raws);
    return ok;
}

bool columns_decode(const struct columns_pool *pool, const struct columns_segment *s, uint32_t n, int64_t *values)
{
    size_t bytes = columns_segment_bytes(pool, s);
    void *read = s->width && !s->raws.bytes ? memory_alloc(bytes) : NULL;
    bool ok = !read || columns_fetch(pool, s->raws.at, read, bytes);
    const void *raws = read ? read : s->raws.bytes;
    for (uint32_t i = 0; ok && i < n; i++) {
        uint64_t raw = s->width ? columns_raw(raws, s->width, i) : s->top;
        values[i] = raw ? columns_value_of(s, raw) : COLUMNS_NULL_VALUE;
    }
    free(read);
    return ok;
}
