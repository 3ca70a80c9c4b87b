#include "store/columns/columns_inside.h"
#include "base/hash.h"
#include <stdlib.h>

/* Rows by the hash of their values: one chain of rows for each value of the hash's low bits. Its high bits stand beside each row: a row
 * of another value is passed over without reading the value, which may lie in the file. */

struct columns_index {
    size_t column;
    int with;
    uint32_t rows;                                     /* of the table when it was made */
    uint32_t mask, distinct;
    uint32_t *heads, *next;                            /* rows, ascending along a chain */
    uint8_t *tags;                                     /* by row */
};

static void free_index(struct columns_index *index)
{
    free(index->heads);
    free(index->next);
    free(index->tags);
    free(index);
}

void columns_indexes_free(struct columns *c)
{
    for (size_t i = 0; i < c->n_indexes; i++) free_index(c->indexes[i]);
    free(c->indexes);
    c->indexes = NULL;
    c->n_indexes = c->cap_indexes = 0;
}

static uint8_t tag_of(uint64_t hash) { return (uint8_t)(hash >> 56); }

static uint64_t hash_one(const struct columns_value *v)
{
    switch (v->kind) {
    case COLUMNS_NULL: return 0x5851F42D4C957F2Du;
    case COLUMNS_NUMBER: return hash_mix(0, (uint64_t)v->integer);
    default: return hash_bytes(v->text, v->n);
    }
}

uint64_t columns_hash(const struct columns_value *value, const struct columns_value *with)
{
    uint64_t hash = hash_one(value);
    return hash_mix(with ? hash_mix(hash, hash_one(with)) : hash, 0);
}

/* Marks the row, and the one of its chain that has the same hash too. A chain as long as that has rows of one value. */
static void mark_double(const struct columns_index *index, const uint32_t *high, uint32_t row, uint32_t head, uint8_t *doubles)
{
    enum { FARTHEST = 64 };
    uint32_t other = head;
    for (int i = 0; other != COLUMNS_NO_ROW && high[other] != high[row]; i++) {
        if (i == FARTHEST) break;
        other = index->next[other];
    }
    if (other == COLUMNS_NO_ROW) return;
    doubles[row / 8] = (uint8_t)(doubles[row / 8] | 1 << row % 8);
    doubles[other / 8] = (uint8_t)(doubles[other / 8] | 1 << other % 8);
}

/* The hash of every row goes to its place in `next`; then the chains are made from the last row to the first. */
static bool fill(const struct columns *c, struct columns_index *index, uint8_t *doubles)
{
    struct columns_cursor *cursor = columns_cursor_new(c);
    struct columns_value value, with;
    bool ok = true;
    uint8_t *there = memory_alloc(c->sealed / 8 + 1);
    uint32_t *high = doubles ? memory_resize(NULL, ((size_t)c->sealed + 1) * sizeof *high) : NULL;
    for (uint32_t row = 0; ok && row < c->sealed; row++) {
        ok = columns_get(cursor, index->column, row, &value) && (index->with < 0 || columns_get(cursor, (size_t)index->with, row, &with));
        if (!ok || value.kind == COLUMNS_NULL || columns_is_dropped(c, row)) continue;
        uint64_t hash = columns_hash(&value, index->with < 0 ? NULL : &with);
        index->next[row] = (uint32_t)hash & index->mask;
        index->tags[row] = tag_of(hash);
        if (high) high[row] = (uint32_t)(hash >> 32);
        there[row / 8] = (uint8_t)(there[row / 8] | 1 << row % 8);
    }
    for (uint32_t row = c->sealed; ok && row--;) {
        if (!(there[row / 8] >> row % 8 & 1)) continue;
        uint32_t *head = &index->heads[index->next[row]];
        if (doubles) mark_double(index, high, row, *head, doubles);
        if (*head == COLUMNS_NO_ROW) index->distinct++;
        index->next[row] = *head;
        *head = row;
    }
    free(there);
    free(high);
    columns_cursor_free(cursor);
    return ok;
}

static size_t find(const struct columns *c, size_t column, int with)
{
    size_t i = 0;
    while (i < c->n_indexes && (c->indexes[i]->column != column || c->indexes[i]->with != with)) i++;
    return i;
}

const struct columns_index *columns_indexed(const struct columns *c, size_t column, int with)
{
    size_t i = find(c, column, with);
    return i < c->n_indexes && c->indexes[i]->rows == c->sealed ? c->indexes[i] : NULL;
}

static bool make(struct columns *c, size_t column, int with, uint8_t *doubles)
{
    size_t i = find(c, column, with), size = 1024;
    struct columns_index *index = memory_alloc(sizeof *index);
    if (i < c->n_indexes) {
        free_index(c->indexes[i]);
        c->indexes[i] = c->indexes[--c->n_indexes];
    }
    *index = (struct columns_index){.column = column, .with = with, .rows = c->sealed};
    while (size < c->sealed - c->columns[column].nulls) size *= 2;
    index->mask = (uint32_t)(size - 1);
    index->heads = memory_resize(NULL, size * sizeof *index->heads);
    index->next = memory_resize(NULL, ((size_t)c->sealed + 1) * sizeof *index->next);
    index->tags = memory_resize(NULL, (size_t)c->sealed + 1);
    for (size_t k = 0; k < size; k++) index->heads[k] = COLUMNS_NO_ROW;
    if (!fill(c, index, doubles)) {
        free_index(index);
        return false;
    }
    c->indexes = memory_grow(c->indexes, c->n_indexes, &c->cap_indexes, sizeof *c->indexes);
    c->indexes[c->n_indexes++] = index;
    return true;
}

bool columns_index(struct columns *c, size_t column, int with, const struct columns_index **index)
{
    if (!columns_indexed(c, column, with) && !make(c, column, with, NULL)) return false;
    *index = columns_indexed(c, column, with);
    return true;
}

bool columns_doubles(struct columns *c, size_t column, int with, uint8_t **doubles)
{
    *doubles = memory_alloc(c->sealed / 8 + 1);
    if (make(c, column, with, *doubles)) return true;
    free(*doubles);
    return false;
}

uint32_t columns_index_distinct(const struct columns_index *index) { return index->distinct; }

static uint32_t with_tag(const struct columns_index *index, uint32_t row, uint8_t tag)
{
    while (row != COLUMNS_NO_ROW && index->tags[row] != tag) row = index->next[row];
    return row;
}

uint32_t columns_index_first(const struct columns_index *index, uint64_t hash)
{
    return with_tag(index, index->heads[(uint32_t)hash & index->mask], tag_of(hash));
}

uint32_t columns_index_next(const struct columns_index *index, uint32_t row) { return with_tag(index, index->next[row], index->tags[row]); }
