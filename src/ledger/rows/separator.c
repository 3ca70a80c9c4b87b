#include "ledger/rows/separator.h"
#include "ledger/rows/headings.h"
#include <string.h>

static const struct separator separators[] = {{",", NULL}, {"\t", "制表符"}, {";", "分号"}, {"|", "竖线"}, {"，", "全角逗号"}, {"；", "全角分号"}, {"｜", "全角竖线"}};

/* The line's cells, as they stand: headings have no separators in them. Quotes around them are left out. */
static size_t split(struct slice line, const char *by, struct slice *cells)
{
    size_t n = 0, length = strlen(by);
    for (;;) {
        const char *end = memmem(line.s, line.n, by, length);
        struct slice cell = {line.s, end ? (size_t)(end - line.s) : line.n};
        if (cell.n >= 2 && cell.s[0] == '"' && cell.s[cell.n - 1] == '"') cell.s++, cell.n -= 2;
        cells[n++] = cell;
        if (!end || n == RAW_MAX_CELLS) return n;
        line.n -= (size_t)(end - line.s) + length;
        line.s = end + length;
    }
}

static bool makes_header(const struct schema *schema, const struct ledger_table *t, const char *by, const char *text, size_t n, struct slice *cells)
{
    for (int i = 0; i < HEADING_SEARCHED_ROWS && n; i++) {
        const char *end = memchr(text, '\n', n);
        size_t length = end ? (size_t)(end - text) : n;
        struct slice line = {text, length && text[length - 1] == '\r' ? length - 1 : length};
        struct raw_row row = {.cells = cells, .n = split(line, by, cells), .line = i + 1};
        if (row.n > 1 && headings_here(schema, t, &row)) return true;
        if (!end) return false;
        text = end + 1;
        n -= length + 1;
    }
    return false;
}

const struct separator *separator_of(const struct schema *schema, const struct ledger_table *t, const char *text, size_t n)
{
    struct slice cells[RAW_MAX_CELLS];
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
        if (makes_header(schema, t, separators[i].character, text, n, cells)) return &separators[i];
    return &separators[0];
}

const struct separator *separator_at(size_t i) { return i < sizeof separators / sizeof *separators ? &separators[i] : NULL; }
