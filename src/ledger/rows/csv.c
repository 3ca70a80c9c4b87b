#include "ledger/rows/csv.h"
#include "base/memory.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct csv_rows {
    struct raw_rows face;
    char *at, *end;
    const char *separator;
    size_t n_separator;
    uint64_t separators;                               /* its first byte, in each byte */
    int64_t line;                                      /* of `at` */
    struct slice cells[RAW_MAX_CELLS];
};

static inline bool separates(const struct csv_rows *c)
{
    if (*c->at != *c->separator) return false;
    return c->n_separator == 1 || ((size_t)(c->end - c->at) >= c->n_separator && !memcmp(c->at, c->separator, c->n_separator));
}

static bool ends_cell(const struct csv_rows *c) { return *c->at == '\n' || *c->at == '\r' || separates(c); }

/* Past a line break of any of the three kinds. */
static void pass_break(struct csv_rows *c)
{
    if (*c->at == '\r' && c->at + 1 < c->end && c->at[1] == '\n') c->at++;
    c->at++;
    c->line++;
}

static int64_t breaks_in(const char *s, const char *end)
{
    int64_t n = 0;
    if (!memchr(s, '\n', (size_t)(end - s)) && !memchr(s, '\r', (size_t)(end - s))) return 0;
    for (; s < end; s++) n += *s == '\n' || (*s == '\r' && !(s + 1 < end && s[1] == '\n'));
    return n;
}

static bool broken(struct fault *fault, int64_t line, const char *why)
{
    fault_set(fault, "S03", "%s", why);
    fault->line = line;
    return fault_expect(fault, "成对的引号，引号里的引号写两个");
}

/* Cells are read to a byte behind the most that is allowed: csv_next sees that they are too long, and a file of one cell is
 * not gone through to its end. */
static size_t at_most(const struct csv_rows *c)
{
    size_t left = (size_t)(c->end - c->at);
    return left > RAW_MAX_CELL_BYTES ? RAW_MAX_CELL_BYTES + 1 : left;
}

enum { WORD = sizeof(uint64_t) };
static const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;

/* The high bits of bytes below `limit`, which is at most 0x80; and perhaps of some behind the first one. */
static uint64_t bytes_below(uint64_t word, uint64_t limit) { return (word - limit * ones) & ~word & high; }

/* The first byte that may end a cell, or one before it; `end` where there is none. */
static inline char *next_end(const struct csv_rows *c, char *at, char *end)
{
    for (; end - at >= WORD; at += WORD) {
        uint64_t word;
        memcpy(&word, at, WORD);
        uint64_t found = bytes_below(word ^ c->separators, 1) | bytes_below(word, '\r' + 1);
        if (!found) continue;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        return at + __builtin_ctzll(found) / 8;
#else
        return at + __builtin_clzll(found) / 8;
#endif
    }
    while (at < end && *at != *c->separator && *at != '\n' && *at != '\r') at++;
    return at;
}

/* The end of the cell that begins at `from`. */
static inline char *plain_end(struct csv_rows *c, char *from)
{
    char *end = from + at_most(c);
    while ((c->at = next_end(c, c->at, end)) < end && !ends_cell(c)) c->at++;
    return c->at;
}

static bool quoted_cell(struct csv_rows *c, struct slice *cell, struct fault *fault)
{
    int64_t opened = c->line;
    char *from = ++c->at, *to = from;
    for (bool closed = false; !closed;) {
        size_t n = at_most(c);
        char *quote = memchr(c->at, '"', n);
        if (quote) n = (size_t)(quote - c->at);
        if ((size_t)(to - from) + n > RAW_MAX_CELL_BYTES) {
            *cell = (struct slice){from, RAW_MAX_CELL_BYTES + 1};
            return true;
        }
        if (!quote) return broken(fault, opened, "这一行打开的引号到文件末尾也没有关上");
        c->line += breaks_in(c->at, quote);
        if (to != c->at) memmove(to, c->at, n);
        to += n;
        c->at = quote + 1;
        closed = c->at == c->end || *c->at != '"';
        if (!closed) *to++ = *c->at++;
    }
    if (c->at < c->end && !ends_cell(c)) return broken(fault, opened, "这一行打开的引号，关上之后还有别的字；从这里起没有再读");
    *cell = (struct slice){from, (size_t)(to - from)};
    return true;
}

static enum raw_result csv_next(struct raw_rows *self, struct raw_row *row, struct fault *fault)
{
    struct csv_rows *c = (struct csv_rows *)self;
    if (c->at == c->end) return RAW_END;
    int64_t line = c->line;
    size_t n = 0;
    for (;;) {
        if (n == RAW_MAX_CELLS) {
            fault_set(fault, "S03", "一行超过 %d 列", RAW_MAX_CELLS);
            fault->line = line;
            return RAW_BROKEN;
        }
        struct slice *cell = &c->cells[n++];
        if (c->at < c->end && *c->at == '"') {
            if (!quoted_cell(c, cell, fault)) return RAW_BROKEN;
        } else {
            char *from = c->at;
            *cell = (struct slice){from, (size_t)(plain_end(c, from) - from)};
        }
        if (cell->n > RAW_MAX_CELL_BYTES) {
            fault_set(fault, "S03", "第 %zu 列的一格超过 1 MiB，可能是引号没有关上", n);
            fault->line = line;
            return RAW_BROKEN;
        }
        if (c->at == c->end) break;
        if (!separates(c)) {
            pass_break(c);
            break;
        }
        c->at += c->n_separator;
    }
    *row = (struct raw_row){.cells = c->cells, .n = n, .line = line};
    return RAW_ROW;
}

static void csv_close(struct raw_rows *self) { free(self); }

struct raw_rows *csv_open(char *text, size_t n) { return csv_open_separated(text, n, ","); }

struct raw_rows *csv_open_separated(char *text, size_t n, const char *separator)
{
    struct csv_rows *c = memory_alloc(sizeof *c);
    c->face = (struct raw_rows){.next = csv_next, .close = csv_close};
    c->at = text;
    c->end = text + n;
    c->separator = separator;
    c->n_separator = strlen(separator);
    c->separators = (unsigned char)*separator * ones;
    c->line = 1;
    return &c->face;
}
