#include "store/columns/columns_inside.h"
#include "base/hash.h"
#include <stdlib.h>
#include <string.h>

/* The texts of a column: a word that is likely to come again is kept once and numbered; once there are too many words the texts that
 * follow stand one behind the other in chunks, each with its length before it, in groups of seven bits, the lowest first,
 * and a NUL behind it, so that SQLite need not copy it to have one. */

enum { MOST_WORDS = 1024, MOST_BYTES_OF_WORDS = 1 << 16, CHUNK = 1 << 16, ROOM_BESIDE = 6 };

static bool close_chunk(struct columns_pool *pool, struct column *column)
{
    if (!column->n_filling) return true;
    column->chunks = memory_grow(column->chunks, column->n_chunks, &column->cap_chunks, sizeof *column->chunks);
    struct columns_chunk *chunk = &column->chunks[column->n_chunks++];
    *chunk = (struct columns_chunk){.first = column->first, .n = (uint32_t)column->n_filling};
    column->first += chunk->n;
    column->n_filling = 0;
    return columns_keep(pool, column->filling, chunk->n, 1, &chunk->bytes);
}

bool columns_text_close(struct columns_pool *pool, struct column *column)
{
    bool ok = close_chunk(pool, column);
    free(column->filling);
    column->filling = NULL;
    column->cap_filling = 0;
    return ok;
}

static bool add_text(struct columns_pool *pool, struct column *column, const char *text, size_t n, int64_t *value)
{
    size_t need = n + ROOM_BESIDE;
    if (column->n_filling + need > CHUNK && !close_chunk(pool, column)) return false;
    if (column->n_filling + need > column->cap_filling) {
        column->cap_filling = need > CHUNK ? need : CHUNK;
        column->filling = memory_resize(column->filling, column->cap_filling);
    }
    *value = column->first + (int64_t)column->n_filling;
    size_t left = n;
    for (; left >= 0x80; left >>= 7) column->filling[column->n_filling++] = (char)(left | 0x80);
    column->filling[column->n_filling++] = (char)left;
    memcpy(column->filling + column->n_filling, text, n);
    column->n_filling += n;
    column->filling[column->n_filling++] = 0;
    return true;
}

/* The words of the rows that are not sealed become texts. */
static bool give_up_codes(struct columns *c, struct column *column)
{
    uint32_t n = c->rows - c->sealed + 1;
    column->coded = false;
    for (uint32_t i = 0; column->open && i < n; i++) {
        if (column->open[i] == COLUMNS_NULL_VALUE) continue;
        const struct columns_word *word = &column->words[column->open[i] - 1];
        if (!add_text(c->pool, column, word->text, word->n, &column->open[i])) return false;
    }
    return true;
}

/* Its place among the words put lately. */
static uint32_t *recent(struct column *column, const char *text, size_t n)
{
    return &column->recent[n ? (n * 5 + (unsigned char)text[n - 1] * 3 + (unsigned char)text[n / 2]) % COLUMNS_RECENT : 0];
}

static bool is_recent(const struct column *column, uint32_t number, const char *text, size_t n)
{
    return number && column->words[number - 1].n == n && !memcmp(column->words[number - 1].text, text, n);
}

bool columns_text_put(struct columns *c, struct column *column, const char *text, size_t n, int64_t *value)
{
    uint32_t *lately = column->coded ? recent(column, text, n) : NULL;
    if (lately && is_recent(column, *lately, text, n)) {
        *value = *lately;
        return true;
    }
    column->with_nul = column->with_nul || memchr(text, 0, n);
    if (!column->coded) return add_text(c->pool, column, text, n, value);
    size_t code = (size_t)intern_find(column->codes, text, n);
    if (!code && (column->n_words == MOST_WORDS || column->bytes_of_words + n > MOST_BYTES_OF_WORDS))
        return give_up_codes(c, column) && add_text(c->pool, column, text, n, value);
    if (!code) {
        code = (size_t)intern_number(column->codes, text, n);
        column->words = memory_grow(column->words, column->n_words, &column->cap_words, sizeof *column->words);
        column->words[column->n_words++] = (struct columns_word){arena_dup_n(&column->arena, text, n), n, hash_bytes(text, n)};
        column->bytes_of_words += n;
    }
    *value = (int64_t)code;
    *lately = (uint32_t)code;
    return true;
}

void columns_text_free(struct columns_pool *pool, struct column *column)
{
    for (size_t i = 0; i < column->n_chunks; i++) columns_release(pool, &column->chunks[i].bytes, column->chunks[i].n);
    free(column->chunks);
    free(column->filling);
    free(column->words);
    if (column->codes) intern_free(column->codes);
    arena_release(&column->arena);
}
