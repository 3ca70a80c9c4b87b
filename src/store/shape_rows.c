#include "store/shape_rows_inside.h"
#include "base/intern.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 1 << 14, PLACES = 4 * MOST_ROWS };

struct shape_rows {
    size_t width, n;
    int64_t *values, *counts;
    struct shape_run *runs;                            /* NULL = without */
    uint32_t places[PLACES];                           /* by hash: row + 1, the last one with these values; 0 = free */
    struct intern *numbers;
    const char **words;                                /* by number, from 1 */
    size_t n_words, cap_words;
    struct arena arena;
};

struct shape_rows *shape_rows_new(size_t width, bool runs)
{
    struct shape_rows *rows = memory_alloc(sizeof *rows);
    rows->width = width;
    rows->values = memory_resize(NULL, MOST_ROWS * width * sizeof *rows->values);
    rows->counts = memory_resize(NULL, MOST_ROWS * sizeof *rows->counts);
    if (runs) rows->runs = memory_resize(NULL, MOST_ROWS * sizeof *rows->runs);
    rows->numbers = intern_new();
    return rows;
}

static void free_words(struct shape_rows *rows)
{
    intern_free(rows->numbers);
    arena_release(&rows->arena);
}

void shape_rows_free(struct shape_rows *rows)
{
    if (!rows) return;
    free_words(rows);
    free(rows->values);
    free(rows->counts);
    free(rows->runs);
    free(rows->words);
    free(rows);
}

void shape_rows_clear(struct shape_rows *rows)
{
    memset(rows->places, 0, sizeof rows->places);
    rows->n = 0;
    free_words(rows);
    rows->numbers = intern_new();
    rows->n_words = 0;
}

int64_t *shape_rows_room(struct shape_rows *rows) { return rows->values + rows->n * rows->width; }

static size_t place_of(const struct shape_rows *rows, const int64_t *values)
{
    uint64_t hash = 0;
    size_t bytes = rows->width * sizeof *values;
    for (size_t i = 0; i < rows->width; i++) {
        hash = (hash ^ (uint64_t)values[i]) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 32;
    }
    size_t at = hash % PLACES;
    while (rows->places[at] && memcmp(rows->values + (rows->places[at] - 1) * rows->width, values, bytes)) at = (at + 1) % PLACES;
    return at;
}

void shape_rows_add(struct shape_rows *rows, int64_t serial)
{
    uint32_t *place = &rows->places[place_of(rows, shape_rows_room(rows))];
    bool goes_in = *place && (!rows->runs || serial == SHAPE_NOTHING || serial == rows->runs[*place - 1].last + 1);
    if (!goes_in) {
        *place = (uint32_t)++rows->n;
        rows->counts[*place - 1] = 0;
        if (rows->runs) rows->runs[*place - 1].first = serial;
    }
    rows->counts[*place - 1]++;
    if (rows->runs) rows->runs[*place - 1].last = serial;
}

bool shape_rows_full(const struct shape_rows *rows) { return rows->n == MOST_ROWS; }
size_t shape_rows_n(const struct shape_rows *rows) { return rows->n; }
const int64_t *shape_rows_values(const struct shape_rows *rows, size_t row) { return rows->values + row * rows->width; }
int64_t shape_rows_count(const struct shape_rows *rows, size_t row) { return rows->counts[row]; }
struct shape_run shape_rows_run(const struct shape_rows *rows, size_t row) { return rows->runs[row]; }

int64_t shape_rows_number(struct shape_rows *rows, const char *s, size_t n)
{
    size_t number = (size_t)intern_number(rows->numbers, s, n);
    if (number > rows->n_words) {
        rows->words = memory_grow(rows->words, rows->n_words, &rows->cap_words, sizeof *rows->words);
        rows->words[rows->n_words++] = arena_dup_n(&rows->arena, s, n);
    }
    return (int64_t)number;
}

const char *shape_rows_words(const struct shape_rows *rows, int64_t number) { return rows->words[number - 1]; }
