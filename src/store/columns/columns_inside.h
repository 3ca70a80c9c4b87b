/* How a table of columns is laid out in memory and in its file (store/columns.h). */
#ifndef STORE_COLUMNS_INSIDE_H
#define STORE_COLUMNS_INSIDE_H
#include "base/intern.h"
#include "base/memory.h"
#include "store/columns/columns.h"

struct columns_pool {
    size_t budget, held;                               /* bytes in memory */
    uint32_t segment;                                  /* rows of a segment */
    int bits;                                          /* its logarithm */
    int fd;                                            /* -1 = no file yet */
    int64_t end;                                       /* of the file */
};

/* Bytes that lie in memory, or in the file of the pool where `bytes` is NULL. */
struct columns_stored { void *bytes; int64_t at; };

/* The values of one column in the rows of a segment, each as raw = value - base, and 0 for NULL; rooms behind the last row are 0. */
struct columns_segment {
    int64_t base;
    uint64_t top;                                      /* the greatest raw */
    uint32_t nulls;
    uint8_t width;                                     /* bytes of a raw; 0 = all are `top` */
    bool coded;                                        /* values are numbers of words, else positions of texts */
    struct columns_stored raws;
};

/* A run of texts, each with its length before it and a NUL behind it. Positions count on from chunk to chunk. */
struct columns_chunk { int64_t first; uint32_t n; struct columns_stored bytes; };

enum { COLUMNS_RECENT = 16 };
struct columns_word { const char *text; size_t n; uint64_t hash; };

struct column {
    enum columns_kind kind;
    int64_t *open;                                     /* of the rows that are not sealed; NULL = all are NULL */
    struct columns_segment *segments;                  /* as many as the table has */
    size_t cap_segments;
    int64_t least, greatest;                           /* of sealed values but NULL; least > greatest = there are none */
    uint32_t nulls;
    bool coded;                                        /* a text column that numbers its words */
    bool with_nul;                                     /* a NUL stands within one of its texts */
    struct intern *codes;
    struct arena arena;
    struct columns_word *words;                        /* by number, from 1 */
    uint32_t recent[COLUMNS_RECENT];                   /* numbers of words put lately, 0 = none */
    size_t n_words, cap_words, bytes_of_words;
    struct columns_chunk *chunks;
    size_t n_chunks, cap_chunks;
    char *filling;                                     /* the chunk that is not closed */
    size_t n_filling, cap_filling;
    int64_t first;                                     /* its position */
};

struct columns_change { uint32_t row; size_t column; int64_t value; };

struct columns {
    struct columns_pool *pool;
    struct column *columns;
    size_t n;
    size_t n_segments;                                 /* sealed; only the last one may be partly filled */
    uint32_t rows, sealed;                             /* rows in all, and in segments */
    uint32_t version;                                  /* counts what has changed what a cursor may hold */
    uint8_t *dropped;                                  /* a bit a row; NULL = none */
    size_t cap_dropped;                                /* bytes */
    uint32_t n_dropped;
    struct columns_change *changes;
    size_t n_changes, cap_changes;
    struct columns_index **indexes;
    size_t n_indexes, cap_indexes;
};

static inline bool columns_is_dropped(const struct columns *c, uint32_t row)
{
    return row / 8 < c->cap_dropped && c->dropped[row / 8] >> row % 8 & 1;
}

/* columns_stored.c: puts bytes under the share of the budget that they may use, a part of 4, or into the file. */
MUST_CHECK bool columns_keep(struct columns_pool *pool, const void *bytes, size_t n, int quarters, struct columns_stored *out);
MUST_CHECK bool columns_fetch(const struct columns_pool *pool, int64_t at, void *out, size_t n);
void columns_release(struct columns_pool *pool, struct columns_stored *stored, size_t n);
/* columns_segment.c: codes the values of a segment's rows, and gives them back. */
MUST_CHECK bool columns_encode(struct columns_pool *pool, const int64_t *values, uint32_t n, struct columns_segment *out);
MUST_CHECK bool columns_decode(const struct columns_pool *pool, const struct columns_segment *s, uint32_t n, int64_t *values);
size_t columns_segment_bytes(const struct columns_pool *pool, const struct columns_segment *s);
static inline uint64_t columns_raw(const void *raws, int width, size_t i)
{
    switch (width) {
    case 1: return ((const uint8_t *)raws)[i];
    case 2: return ((const uint16_t *)raws)[i];
    case 4: return ((const uint32_t *)raws)[i];
    default: return ((const uint64_t *)raws)[i];
    }
}
static inline int64_t columns_value_of(const struct columns_segment *s, uint64_t raw) { return (int64_t)((uint64_t)s->base + raw); }
/* columns_text.c */
MUST_CHECK bool columns_text_put(struct columns *c, struct column *column, const char *text, size_t n, int64_t *value);
MUST_CHECK bool columns_text_close(struct columns_pool *pool, struct column *column);   /* makes all its texts readable */
void columns_text_free(struct columns_pool *pool, struct column *column);
/* columns_index.c: forgets them; they are made again when they are asked for. */
void columns_indexes_free(struct columns *c);

#endif
