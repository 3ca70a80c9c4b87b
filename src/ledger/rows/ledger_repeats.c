/* Whether parts of one table repeat each other: a year's list beside those of its months, a copy. Rows are compared by the columns
 * that the table knows, blanks and widths left out. */
#include "base/intern.h"
#include "base/spelling.h"
#include "ledger/rows/ledger_inside.h"
#include "ledger/rows/totals.h"
#include "ledger/values/guard.h"
#include <stdlib.h>

/* Rows of all parts by their numbers: in how many parts each stands, and the last of them. */
struct seen { struct intern *words; size_t *parts, *last, n, cap; };

/* The cells of the columns that are known, one behind the other; false where they are all blank, or the row is one of sums. */
static bool words_of(const struct ledger_part *part, const struct raw_row *row, struct text *words)
{
    const struct ledger_table *t = part->file.table;
    size_t n = t->n_columns + (t->wide ? t->wide->n_headings : 0);
    bool odd = false, any = false;
    text_clear(words);
    for (size_t i = 0; i < n; i++) {
        int cell = part->fit.cell_of[i];
        if (cell < 0) continue;
        struct slice seen = (size_t)cell < row->n ? spelling_trim(row->cells[cell], &odd) : (struct slice){NULL, 0};
        if (!any && seen.n && totals_word(seen)) return false;
        any |= seen.n > 0;
        if (seen.n) spelling_fold(words, seen);
        text_add_char(words, '\n');
    }
    return any;
}

static void count(struct seen *all, size_t part, const struct text *words, int64_t *number)
{
    *number = intern_number(all->words, words->bytes, words->n);
    while (all->n < (size_t)*number) {
        if (all->n == all->cap) {
            size_t cap = all->cap;
            all->parts = memory_grow(all->parts, all->n, &cap, sizeof *all->parts);
            all->last = memory_grow(all->last, all->n, &all->cap, sizeof *all->last);
        }
        all->parts[all->n] = all->last[all->n] = 0;
        all->n++;
    }
    size_t at = (size_t)*number - 1;
    if (all->last[at] == part + 1) return;
    all->parts[at]++;
    all->last[at] = part + 1;
}

static void read_rows(const struct sorting *s, const struct ledger_part *part, size_t place, struct seen *all, int64_t **numbers, size_t *n)
{
    struct encoded_text bytes;
    struct raw_rows *rows = ledger_part_rows(s, part, &bytes);
    struct slice *unguarded = memory_alloc(RAW_MAX_CELLS * sizeof *unguarded);
    struct text words = {0};
    struct raw_row row;
    struct fault fault;
    size_t cap = 0;
    while (rows && rows->next(rows, &row, &fault) == RAW_ROW) {
        guard_row(&row, unguarded);
        if (row.line <= part->fit.line || !words_of(part, &row, &words)) continue;
        *numbers = memory_grow(*numbers, *n, &cap, sizeof **numbers);
        count(all, place, &words, &(*numbers)[(*n)++]);
    }
    if (rows) rows->close(rows);
    encoding_close(&bytes);
    text_release(&words);
    free(unguarded);
}

void ledger_compare_rows(const struct sorting *s, const struct ledger_part *const *parts, size_t n, struct repeats *rows)
{
    struct seen all = {.words = intern_new()};
    int64_t **numbers = memory_alloc(n * sizeof *numbers);
    size_t filled = 0;
    for (size_t i = 0; i < n; i++) {
        rows[i] = (struct repeats){0, false, false};
        if (parts[i]->fit.table) read_rows(s, parts[i], i, &all, &numbers[i], &rows[i].n);
        filled += rows[i].n > 0;
    }
    for (size_t i = 0; i < n; i++) {
        rows[i].elsewhere = rows[i].everywhere = rows[i].n > 0;
        for (size_t k = 0; k < rows[i].n; k++) {
            rows[i].elsewhere &= all.parts[numbers[i][k] - 1] > 1;
            rows[i].everywhere &= all.parts[numbers[i][k] - 1] == filled;
        }
        free(numbers[i]);
    }
    free(numbers);
    free(all.parts);
    free(all.last);
    intern_free(all.words);
}
