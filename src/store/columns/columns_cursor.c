#include "store/columns/columns_inside.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Reads a table block by block. What lies in memory is read where it lies; of the file, each column has room for one block and one
 * chunk of texts. */

/* What a cursor holds of one column: the segment and the block at hand, and the chunk of texts. */
struct view {
    uint32_t block;                                    /* the block that is held; COLUMNS_NO_ROW = none */
    const struct columns_segment *segment;
    const void *raws;                                  /* of the block; not used where the segment's width is 0 */
    void *own;                                         /* room for a block of the file */
    int64_t first, end;                                /* positions of the texts held; first > end = none */
    const char *texts;
    bool last;                                         /* they lie in memory as long as the table */
    char *own_texts;
    size_t cap_own;
};

struct columns_cursor {
    const struct columns *table;
    struct view *views;
    uint32_t version;                                  /* of the table that the views hold */
    uint8_t meets[COLUMNS_BLOCK];
};

struct columns_cursor *columns_cursor_new(const struct columns *c)
{
    struct columns_cursor *cursor = memory_alloc(sizeof *cursor);
    cursor->table = c;
    cursor->views = memory_alloc(c->n * sizeof *cursor->views);
    cursor->version = c->version - 1;
    columns_cursor_renew(cursor);
    return cursor;
}

void columns_cursor_renew(struct columns_cursor *cursor)
{
    if (cursor->version == cursor->table->version) return;
    cursor->version = cursor->table->version;
    for (size_t i = 0; i < cursor->table->n; i++) {
        cursor->views[i].block = COLUMNS_NO_ROW;
        cursor->views[i].first = 0;
        cursor->views[i].end = -1;
    }
}

void columns_cursor_free(struct columns_cursor *cursor)
{
    for (size_t i = 0; i < cursor->table->n; i++) {
        free(cursor->views[i].own);
        free(cursor->views[i].own_texts);
    }
    free(cursor->views);
    free(cursor);
}

static const struct columns_segment *segment_of(const struct columns *c, size_t column, uint32_t row)
{
    return &c->columns[column].segments[row >> c->pool->bits];
}

static bool look_at_block(struct columns_cursor *cursor, size_t column, uint32_t row)
{
    const struct columns_pool *pool = cursor->table->pool;
    struct view *v = &cursor->views[column];
    const struct columns_segment *s = segment_of(cursor->table, column, row);
    size_t before = (size_t)(row & (pool->segment - 1) & ~(uint32_t)(COLUMNS_BLOCK - 1)) * s->width;
    v->block = COLUMNS_NO_ROW;
    if (s->width && !s->raws.bytes) {
        if (!v->own) v->own = memory_alloc(COLUMNS_BLOCK * sizeof(uint64_t));
        if (!columns_fetch(pool, s->raws.at + (int64_t)before, v->own, (size_t)COLUMNS_BLOCK * s->width)) return false;
        v->raws = v->own;
    } else if (s->width) {
        v->raws = (const char *)s->raws.bytes + before;
    }
    v->segment = s;
    v->block = row / COLUMNS_BLOCK;
    return true;
}

/* Makes the block of the row the one that is held. */
static inline bool look(struct columns_cursor *cursor, size_t column, uint32_t row)
{
    return cursor->views[column].block == row / COLUMNS_BLOCK || look_at_block(cursor, column, row);
}

static inline uint64_t raw_of(const struct view *v, uint32_t row)
{
    return v->segment->width ? columns_raw(v->raws, v->segment->width, row % COLUMNS_BLOCK) : v->segment->top;
}

/* ---- values ---- */

static size_t chunk_of(const struct column *column, int64_t position)
{
    size_t low = 0, high = column->n_chunks;           /* the last chunk that begins at or before the position */
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (column->chunks[middle].first <= position) low = middle;
        else high = middle;
    }
    return low;
}

/* Of a chunk in the file that is far from the last one read, only the beginning: a query that finds rows by their values wants one text
 * here and one there. `whole`: all of the chunk. */
enum { WINDOW = 1024, NEAR = 1 << 13 };

static bool look_at_texts(struct columns_cursor *cursor, size_t i, int64_t position, bool whole)
{
    const struct column *column = &cursor->table->columns[i];
    const struct columns_chunk *chunk = &column->chunks[chunk_of(column, position)];
    struct view *v = &cursor->views[i];
    int64_t from = chunk->first, n = chunk->n;
    bool near = position >= v->first && position < v->end + NEAR;
    v->end = -1;
    v->texts = chunk->bytes.bytes;
    v->last = v->texts;
    if (!v->texts) {
        if (!whole && !near && chunk->first + n - position > WINDOW) from = position, n = WINDOW;
        if (v->cap_own < (size_t)n) v->own_texts = memory_resize(v->own_texts, v->cap_own = (size_t)n);
        if (!columns_fetch(cursor->table->pool, chunk->bytes.at + (from - chunk->first), v->own_texts, (size_t)n)) return false;
        v->texts = v->own_texts;
    }
    v->first = from;
    v->end = from + n;
    return true;
}

/* Finds the text in what is held; false where it, or the NUL behind it, does not lie there. */
static inline bool find_text(const struct view *v, int64_t position, const unsigned char **text, size_t *n)
{
    const unsigned char *s = (const unsigned char *)v->texts + (position - v->first), *end = (const unsigned char *)v->texts + (v->end - v->first);
    *n = *s++;
    if (*n >= 0x80) {
        *n &= 0x7F;
        for (int shift = 7; s < end; shift += 7) {
            *n |= (size_t)(*s & 0x7F) << shift;
            if (!(*s++ & 0x80)) break;
        }
    }
    *text = s;
    return *n < (size_t)(end - s);
}

/* Not inlined: columns_get is asked most of all, mostly for integers and words, and then saves no registers. */
__attribute__((noinline)) static bool text_at(struct columns_cursor *cursor, size_t i, int64_t position, struct columns_value *value)
{
    const struct view *v = &cursor->views[i];
    const unsigned char *s;
    size_t n;
    if ((position < v->first || position >= v->end) && !look_at_texts(cursor, i, position, false)) return false;
    if (!find_text(v, position, &s, &n)) {
        if (!look_at_texts(cursor, i, position, true)) return false;
        if (!find_text(v, position, &s, &n)) {
            errno = EIO;                               /* the file gave other bytes than were written */
            return false;
        }
    }
    *value = (struct columns_value){COLUMNS_WORDS, v->last, !cursor->table->columns[i].with_nul, 0, (const char *)s, n};
    return true;
}

__attribute__((noinline)) static bool get_elsewhere(struct columns_cursor *cursor, size_t i, uint32_t row, struct columns_value *value)
{
    return look_at_block(cursor, i, row) && columns_get(cursor, i, row, value);
}

bool columns_get(struct columns_cursor *cursor, size_t i, uint32_t row, struct columns_value *value)
{
    const struct view *v = &cursor->views[i];
    if (v->block != row / COLUMNS_BLOCK) return get_elsewhere(cursor, i, row, value);
    const struct columns_segment *s = v->segment;
    uint64_t raw = raw_of(v, row);
    value->kind = COLUMNS_NULL;
    if (!raw) return true;
    int64_t number = columns_value_of(s, raw);
    const struct column *column = &cursor->table->columns[i];
    if (column->kind != COLUMNS_TEXT) {
        value->kind = COLUMNS_NUMBER;
        value->integer = column->kind == COLUMNS_RISING ? number + row : number;
    } else if (s->coded) {
        const struct columns_word *word = &column->words[number - 1];
        *value = (struct columns_value){COLUMNS_WORDS, true, !column->with_nul, 0, word->text, word->n};
    } else {
        return text_at(cursor, i, number, value);
    }
    return true;
}

#define TAKE_RAWS(type)                                                                                                \
    static void take_##type(const type *raws, const uint32_t *rows, uint32_t n, int64_t base, int64_t *values)          \
    {                                                                                                                  \
        for (uint32_t i = 0; i < n; i++) {                                                                             \
            type raw = raws[rows[i] % COLUMNS_BLOCK];                                                                  \
            values[i] = raw ? (int64_t)((uint64_t)base + raw) : COLUMNS_NULL_VALUE;                                    \
        }                                                                                                              \
    }
TAKE_RAWS(uint8_t)
TAKE_RAWS(uint16_t)
TAKE_RAWS(uint32_t)
TAKE_RAWS(uint64_t)

bool columns_get_numbers(struct columns_cursor *cursor, size_t i, const uint32_t *rows, uint32_t n, int64_t *values)
{
    if (!n) return true;
    if (!look(cursor, i, rows[0])) return false;
    const struct view *v = &cursor->views[i];
    const struct columns_segment *s = v->segment;
    switch (s->width) {
    case 0:
        for (uint32_t k = 0; k < n; k++) values[k] = s->top ? columns_value_of(s, s->top) : COLUMNS_NULL_VALUE;
        break;
    case 1: take_uint8_t(v->raws, rows, n, s->base, values); break;
    case 2: take_uint16_t(v->raws, rows, n, s->base, values); break;
    case 4: take_uint32_t(v->raws, rows, n, s->base, values); break;
    default: take_uint64_t(v->raws, rows, n, s->base, values);
    }
    for (uint32_t k = 0; k < n && cursor->table->columns[i].kind == COLUMNS_RISING; k++)
        if (values[k] != COLUMNS_NULL_VALUE) values[k] += rows[k];
    return true;
}

/* ---- conditions ---- */

/* A condition as a range of raws of one segment. */
struct raws { uint64_t low, high; bool none, all; };

static struct raws raws_of(const struct column *column, const struct columns_segment *s, const struct columns_condition *k)
{
    uint64_t least = s->width ? s->nulls ? 0 : 1 : s->top;
    struct raws r = {.low = 1, .high = s->top};
    if (k->null) {
        r.low = r.high = 0;
    } else if (column->kind != COLUMNS_TEXT || s->coded) {
        if (k->hi <= s->base || k->lo > k->hi) return (struct raws){.none = true};
        if (k->lo > s->base) r.low = (uint64_t)k->lo - (uint64_t)s->base;
        uint64_t high = (uint64_t)k->hi - (uint64_t)s->base;
        if (high < r.high) r.high = high;
    }
    r.none = r.low > r.high || r.low > s->top || r.high < least;
    r.all = r.low <= least && r.high >= s->top;
    return r;
}

static bool lists(const struct columns_condition *k, int64_t value)
{
    uint64_t bit = (uint64_t)value - (uint64_t)k->lo;
    return bit < 64 && k->bits >> bit & 1;
}

/* Loops that compilers turn into wide comparisons: of a whole block, one way, unsigned. */
#define KEEP_RANGE(type)                                                                                              \
    static void keep_##type(uint8_t *restrict meets, const type *restrict raws, type low, type span)                   \
    {                                                                                                                  \
        for (size_t i = 0; i < COLUMNS_BLOCK; i++) meets[i] &= (type)(raws[i] - low) <= span;                           \
    }
KEEP_RANGE(uint8_t)
KEEP_RANGE(uint16_t)
KEEP_RANGE(uint32_t)
KEEP_RANGE(uint64_t)

static void keep_range(uint8_t *meets, const void *raws, int width, struct raws r)
{
    uint64_t span = r.high - r.low;
    switch (width) {
    case 1: keep_uint8_t(meets, raws, (uint8_t)r.low, (uint8_t)span); break;
    case 2: keep_uint16_t(meets, raws, (uint16_t)r.low, (uint16_t)span); break;
    case 4: keep_uint32_t(meets, raws, (uint32_t)r.low, (uint32_t)span); break;
    default: keep_uint64_t(meets, raws, r.low, span); break;
    }
}

static void keep_listed(uint8_t *meets, const void *raws, const struct columns_segment *s, const struct columns_condition *k)
{
    for (size_t i = 0; i < COLUMNS_BLOCK; i++)
        if (meets[i] && !lists(k, columns_value_of(s, s->width ? columns_raw(raws, s->width, i) : s->top))) meets[i] = 0;
}

static bool is_listing(const struct column *column, const struct columns_segment *s, const struct columns_condition *k)
{
    return k->listed && (column->kind != COLUMNS_TEXT || s->coded);
}

/* Takes the rows of the block that meet the conditions; *passed is set where none of the whole segment can. */
static bool keep_block(struct columns_cursor *cursor, const struct columns_condition *conditions, size_t n, uint32_t from, bool *passed)
{
    const struct columns *c = cursor->table;
    for (size_t i = 0; i < n; i++)
        if (raws_of(&c->columns[conditions[i].column], segment_of(c, conditions[i].column, from), &conditions[i]).none) {
            *passed = true;
            return true;
        }
    memset(cursor->meets, 1, sizeof cursor->meets);
    for (size_t i = 0; i < n; i++) {
        const struct columns_condition *k = &conditions[i];
        const struct columns_segment *s = segment_of(c, k->column, from);
        struct raws r = raws_of(&c->columns[k->column], s, k);
        bool listing = is_listing(&c->columns[k->column], s, k);
        if (r.all && !listing) continue;
        if (!look(cursor, k->column, from)) return false;
        const void *raws = cursor->views[k->column].raws;
        if (!r.all) keep_range(cursor->meets, raws, s->width, r);
        if (listing) keep_listed(cursor->meets, raws, s, k);
    }
    return true;
}

bool columns_find(struct columns_cursor *cursor, const struct columns_condition *conditions, size_t n_conditions, uint32_t from,
                  uint32_t *rows, uint32_t *n, uint32_t *next)
{
    const struct columns *c = cursor->table;
    bool passed = false;
    *n = 0;
    if (!keep_block(cursor, conditions, n_conditions, from, &passed)) return false;
    uint32_t run = passed ? c->pool->segment : COLUMNS_BLOCK, first = from & ~(run - 1), end = c->sealed - first < run ? c->sealed : first + run;
    *next = end;
    if (passed) return true;
    for (uint32_t row = from; row < end; row++) {
        uint32_t i = row - first;
        if (!(i % 8)) {                                /* most blocks have few rows that meet the conditions: eight are passed over at once */
            uint64_t eight;
            while (i < COLUMNS_BLOCK && (memcpy(&eight, cursor->meets + i, sizeof eight), !eight)) i += 8;
            row = first + i;
            if (row >= end) break;
        }
        if (cursor->meets[i] && !columns_is_dropped(c, row)) rows[(*n)++] = row;
    }
    return true;
}

bool columns_meets(struct columns_cursor *cursor, const struct columns_condition *conditions, size_t n_conditions, uint32_t row, bool *meets)
{
    const struct columns *c = cursor->table;
    *meets = !columns_is_dropped(c, row);
    for (size_t i = 0; *meets && i < n_conditions; i++) {
        const struct columns_condition *k = &conditions[i];
        const struct columns_segment *s = segment_of(c, k->column, row);
        struct raws r = raws_of(&c->columns[k->column], s, k);
        bool listing = is_listing(&c->columns[k->column], s, k);
        if (r.none) *meets = false;
        if (r.none || (r.all && !listing)) continue;
        if (!look(cursor, k->column, row)) return false;
        uint64_t raw = raw_of(&cursor->views[k->column], row);
        *meets = raw >= r.low && raw <= r.high && (!listing || lists(k, columns_value_of(s, raw)));
    }
    return true;
}
