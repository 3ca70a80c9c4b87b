#include "store/columns/columns_inside.h"
#include <stdlib.h>
#include <string.h>

struct columns *columns_new(struct columns_pool *pool, const enum columns_kind *kinds, size_t n)
{
    struct columns *c = memory_alloc(sizeof *c);
    c->pool = pool;
    c->n = n;
    c->columns = memory_alloc(n * sizeof *c->columns);
    for (size_t i = 0; i < n; i++) {
        c->columns[i] = (struct column){.kind = kinds[i], .least = INT64_MAX, .greatest = INT64_MIN, .coded = kinds[i] == COLUMNS_TEXT};
        if (kinds[i] == COLUMNS_TEXT) c->columns[i].codes = intern_new();
    }
    return c;
}

void columns_free(struct columns *c)
{
    if (!c) return;
    for (size_t i = 0; i < c->n; i++) {
        struct column *column = &c->columns[i];
        for (size_t k = 0; k < c->n_segments; k++) columns_release(c->pool, &column->segments[k].raws, columns_segment_bytes(c->pool, &column->segments[k]));
        columns_text_free(c->pool, column);
        free(column->segments);
        free(column->open);
    }
    columns_indexes_free(c);
    free(c->columns);
    free(c->dropped);
    free(c->changes);
    free(c);
}

/* ---- rows that are not sealed ---- */

static void open_values_anew(struct columns *c, struct column *column)
{
    column->open = memory_resize(NULL, c->pool->segment * sizeof *column->open);
    for (uint32_t i = 0; i < c->pool->segment; i++) column->open[i] = COLUMNS_NULL_VALUE;
}

static inline int64_t *open_values(struct columns *c, struct column *column)
{
    if (!column->open) open_values_anew(c, column);
    return column->open;
}

void columns_put_integer(struct columns *c, size_t i, int64_t value)
{
    struct column *column = &c->columns[i];
    if (column->kind == COLUMNS_RISING) value -= c->rows;
    open_values(c, column)[c->rows - c->sealed] = value;
}

bool columns_put_text(struct columns *c, size_t i, const char *text, size_t n)
{
    struct column *column = &c->columns[i];
    return columns_text_put(c, column, text, n, &open_values(c, column)[c->rows - c->sealed]);
}

bool columns_unseal(struct columns *c)
{
    uint32_t n = c->sealed & (c->pool->segment - 1);   /* rows of a segment that was sealed before it was full */
    if (!n) return true;
    c->n_segments--;
    for (size_t i = 0; i < c->n; i++) {
        struct columns_segment *s = &c->columns[i].segments[c->n_segments];
        c->columns[i].nulls -= s->nulls;
        if (s->nulls < n && !columns_decode(c->pool, s, n, open_values(c, &c->columns[i]))) return false;
        columns_release(c->pool, &s->raws, columns_segment_bytes(c->pool, s));
    }
    c->version++;
    c->sealed -= n;
    return true;
}

static void take_segment(struct column *column, const struct columns_segment *s)
{
    column->nulls += s->nulls;
    if (!s->top) return;
    int64_t least = s->base + 1, greatest = columns_value_of(s, s->top);
    if (least < column->least) column->least = least;
    if (greatest > column->greatest) column->greatest = greatest;
}

static bool seal_segment(struct columns *c)
{
    uint32_t n = c->rows - c->sealed;
    for (size_t i = 0; i < c->n; i++) {
        struct column *column = &c->columns[i];
        column->segments = memory_grow(column->segments, c->n_segments, &column->cap_segments, sizeof *column->segments);
        struct columns_segment *s = &column->segments[c->n_segments];
        *s = (struct columns_segment){.nulls = n};
        if (column->open && !columns_encode(c->pool, column->open, n, s)) return false;
        s->coded = column->coded;
        take_segment(column, s);
        for (uint32_t k = 0; column->open && k < n; k++) column->open[k] = COLUMNS_NULL_VALUE;
    }
    c->n_segments++;
    c->version++;
    c->sealed = c->rows;
    return true;
}

bool columns_end_row(struct columns *c)
{
    c->rows++;
    return c->rows - c->sealed < c->pool->segment || seal_segment(c);
}

bool columns_seal(struct columns *c)
{
    if (c->rows > c->sealed && !seal_segment(c)) return false;
    for (size_t i = 0; i < c->n; i++) {
        free(c->columns[i].open);
        c->columns[i].open = NULL;
        if (!columns_text_close(c->pool, &c->columns[i])) return false;
    }
    return true;
}

bool columns_sealed(const struct columns *c) { return c->rows == c->sealed; }

/* ---- changes ---- */

void columns_set(struct columns *c, uint32_t row, size_t column, int64_t value)
{
    c->changes = memory_grow(c->changes, c->n_changes, &c->cap_changes, sizeof *c->changes);
    c->changes[c->n_changes++] = (struct columns_change){row, column, value};
}

/* Changes `first` and those after it that are of the same column and segment; *next is the one behind them. */
static bool change_segment(struct columns *c, size_t first, size_t *next)
{
    struct column *column = &c->columns[c->changes[first].column];
    uint32_t at = c->changes[first].row >> c->pool->bits, from = at << c->pool->bits;
    uint32_t n = c->sealed - from < c->pool->segment ? c->sealed - from : c->pool->segment;
    struct columns_segment *s = &column->segments[at], changed;
    int64_t *values = memory_resize(NULL, n * sizeof *values);
    bool ok = columns_decode(c->pool, s, n, values);
    size_t i = first;
    for (; ok && i < c->n_changes && c->changes[i].column == c->changes[first].column && c->changes[i].row >> c->pool->bits == at; i++)
        values[c->changes[i].row - from] = c->changes[i].value;
    ok = ok && columns_encode(c->pool, values, n, &changed);
    if (ok) {
        column->nulls -= s->nulls;
        columns_release(c->pool, &s->raws, columns_segment_bytes(c->pool, s));
        *s = changed;
        take_segment(column, s);
    }
    free(values);
    *next = i;
    return ok;
}

bool columns_settle(struct columns *c)
{
    if (!c->n_changes) return true;
    if (!columns_seal(c)) return false;
    c->version++;
    columns_indexes_free(c);
    for (size_t i = 0; i < c->n_changes;)
        if (!change_segment(c, i, &i)) return false;
    c->n_changes = 0;
    return true;
}

void columns_drop(struct columns *c, uint32_t row)
{
    size_t need = row / 8 + 1;
    if (need > c->cap_dropped) {
        size_t cap = need > 2 * c->cap_dropped ? need : 2 * c->cap_dropped;
        c->dropped = memory_resize(c->dropped, cap);
        memset(c->dropped + c->cap_dropped, 0, cap - c->cap_dropped);
        c->cap_dropped = cap;
    }
    if (!columns_is_dropped(c, row)) c->n_dropped++;
    c->dropped[row / 8] = (uint8_t)(c->dropped[row / 8] | 1 << row % 8);
}

/* ---- what is in it ---- */

bool columns_dropped(const struct columns *c, uint32_t row) { return columns_is_dropped(c, row); }
uint32_t columns_rows(const struct columns *c) { return c->rows; }
uint32_t columns_left(const struct columns *c) { return c->rows - c->n_dropped; }
uint32_t columns_readable(const struct columns *c) { return c->sealed; }
uint32_t columns_nulls(const struct columns *c, size_t column) { return c->columns[column].nulls; }
enum columns_kind columns_kind_of(const struct columns *c, size_t column) { return c->columns[column].kind; }

bool columns_are_coded(const struct columns *c, size_t column) { return c->columns[column].coded; }

bool columns_are_words(const struct columns *c, size_t column) { return c->columns[column].coded && !c->columns[column].with_nul; }

const char *columns_word(const struct columns *c, size_t column, int64_t number) { return c->columns[column].words[number - 1].text; }

uint64_t columns_spread(const struct columns *c, size_t i)
{
    const struct column *column = &c->columns[i];
    if (column->kind == COLUMNS_TEXT) return column->coded ? column->n_words : 0;
    return column->least > column->greatest ? 0 : (uint64_t)column->greatest - (uint64_t)column->least + 1;
}

int64_t columns_code(const struct columns *c, size_t i, const char *text, size_t n) { return intern_find(c->columns[i].codes, text, n); }
