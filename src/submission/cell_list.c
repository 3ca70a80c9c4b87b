#include "base/text.h"
#include "submission/submission_inside.h"
#include "form/label.h"
#include "base/spelling.h"
#include <string.h>

const char *const cell_list_headings[CELL_LIST_COLUMNS] = {"机关代码", "年度", "单元格", "数值", "附注"};

/* The column of a heading, compared without quotes, stars, numbers in front and remarks in brackets; CELL_LIST_COLUMNS = none. */
static int column_of(struct slice cell)
{
    enum { LONGEST = 120 };
    struct arena arena = {0};
    int column = 0;
    const char *words = arena_dup_n(&arena, cell.s, cell.n < LONGEST ? cell.n : LONGEST);
    const char *key = label_key(&arena, words), *brief = label_short(&arena, words);
    while (column < CELL_LIST_COLUMNS && strcmp(key, cell_list_headings[column]) && strcmp(brief, cell_list_headings[column])) column++;
    arena_release(&arena);
    return column;
}

static bool is_whole(const size_t at[CELL_LIST_COLUMNS])
{
    for (int c = 0; c < AT_NOTE; c++)
        if (at[c] == SIZE_MAX) return false;
    return true;
}

static void begin_list(struct cell_list_head *head)
{
    for (int c = 0; c < CELL_LIST_COLUMNS; c++) head->at[head->n][c] = SIZE_MAX;
    head->n++;
}

bool cell_list_read(struct cell_list_head *head, const struct raw_row *row)
{
    head->n = 0;
    begin_list(head);
    memset(head->named, 0, sizeof head->named);
    for (size_t i = 0; i < row->n; i++) {
        bool odd = false;
        struct slice cell = spelling_trim(row->cells[i], &odd);
        int column = column_of(cell);
        head->named[i] = cell.n > 0;
        if (column == CELL_LIST_COLUMNS) continue;
        if (head->at[head->n - 1][column] != SIZE_MAX) {
            if (head->n == CELL_LISTS) return false;
            begin_list(head);
        }
        head->at[head->n - 1][column] = i;
    }
    for (size_t i = 0; i < head->n; i++)
        if (!is_whole(head->at[i])) return false;
    return true;
}

int cell_list_year(const char *words)
{
    struct text folded = {0};
    struct decimal year;
    spelling_fold(&folded, (struct slice){words, strlen(words)});
    char *at = folded.n ? strstr(folded.bytes, "年") : NULL;
    if (at && (!strcmp(at, "年") || !strcmp(at, "年度"))) *at = 0;
    bool read = folded.n && decimal_parse(folded.bytes, &year) && decimal_rescale(year, 0, &year) && year.value >= 2008 && year.value <= 2100;
    text_release(&folded);
    return read ? (int)year.value : 0;
}

/* Cuts the line at a separator, without looking at quotes: headings hold no separator. */
static size_t cut(const char *line, size_t n, char separator, struct slice *cells)
{
    size_t count = 0;
    for (size_t from = 0, i = 0; i <= n && count < RAW_MAX_CELLS; i++) {
        if (i < n && line[i] != separator) continue;
        cells[count++] = (struct slice){line + from, i - from};
        from = i + 1;
    }
    return count;
}

bool cell_list_find(struct cell_list_head *head, const char *text, size_t n)
{
    enum { FIRST_LINES = 20, LONGEST = 4096 };
    struct slice cells[RAW_MAX_CELLS];
    head->line = 0;
    for (size_t from = 0, end; from < n && head->line < FIRST_LINES; from = end + 1) {
        head->line++;
        for (end = from; end < n && text[end] != '\n' && text[end] != '\r';) end++;
        if (end - from <= LONGEST)
            for (const char *s = ",;\t|"; *s; s++) {
                const struct raw_row row = {.cells = cells, .n = cut(text + from, end - from, *s, cells), .line = head->line};
                head->separator = *s;
                if (row.n > 1 && cell_list_read(head, &row)) return true;
            }
        if (end + 1 < n && text[end] == '\r' && text[end + 1] == '\n') end++;
    }
    return false;
}
