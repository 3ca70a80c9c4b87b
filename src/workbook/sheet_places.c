#include "workbook/sheet_places.h"
#include "base/memory.h"
#include "base/text.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { DOUBTFUL = -1 };

static struct text key_of(const char *file, const char *heading, size_t n)
{
    struct text key = {0};
    text_printf(&key, "%s\n", file);
    text_add_n(&key, heading, n);
    return key;
}

/* The empty heading stands for the sheet itself. */
void sheet_places_add_sheet(struct sheet_places *p, const char *file) { sheet_places_add(p, file, "", 0); }

static void add(struct sheet_places *p, const char *name, size_t n, int column)
{
    if (!p->names) p->names = intern_new();
    size_t number = (size_t)intern_number(p->names, name, n);
    if (number > p->n) {
        p->list = memory_grow(p->list, p->n, &p->cap, sizeof *p->list);
        p->list[p->n++] = (struct sheet_place){arena_dup_n(&p->arena, name, n), column};
    } else if (p->list[number - 1].column != column) {
        p->list[number - 1].column = DOUBTFUL;
    }
}

void sheet_places_add(struct sheet_places *p, const char *file, const char *heading, int column)
{
    struct text key = key_of(file, heading, strlen(heading));
    add(p, key.bytes, key.n, column);
    text_release(&key);
}

void sheet_places_add_place(struct sheet_places *p, const char *name, int column) { add(p, name, strlen(name), column); }

/* NULL where nothing goes by it. */
static const int *find(const struct sheet_places *p, const char *file, const char *heading, size_t n)
{
    if (!p->names) return NULL;
    struct text key = key_of(file, heading, n);
    int64_t number = intern_find(p->names, key.bytes, key.n);
    text_release(&key);
    return number ? &p->list[number - 1].column : NULL;
}

bool sheet_places_is_sheet(const struct sheet_places *p, const char *file) { return file && find(p, file, "", 0); }

int sheet_places_column(const struct sheet_places *p, const char *file, const char *heading)
{
    if (!file || !heading || !*heading) return 0;
    const int *column = find(p, file, heading, strlen(heading));
    const char *end = strstr(heading, "、");
    if (!column && end) column = find(p, file, heading, (size_t)(end - heading));
    return column && *column > 0 ? *column : 0;
}

void sheet_places_release(struct sheet_places *p)
{
    intern_free(p->names);
    free(p->list);
    arena_release(&p->arena);
    *p = (struct sheet_places){0};
}

char *sheet_letters(int column, char out[SHEET_LETTERS])
{
    char back[SHEET_LETTERS];
    int n = 0;
    for (; column > 0 && n < SHEET_LETTERS - 1; column = (column - 1) / 26) back[n++] = (char)('A' + (column - 1) % 26);
    for (int i = 0; i < n; i++) out[i] = back[n - 1 - i];
    out[n] = 0;
    return out;
}

void sheet_place_words(struct text *out, const char *file, bool sheet, int64_t row, int column)
{
    char letters[SHEET_LETTERS];
    text_add(out, file);
    if (!row) return;
    if (!sheet) text_printf(out, ":%" PRId64, row);
    else if (column) text_printf(out, "!%s%" PRId64, sheet_letters(column, letters), row);
    else text_printf(out, " 第%" PRId64 "行", row);
}
