#include "ledger/totals.h"
#include "base/decimal.h"
#include <stdlib.h>
#include <string.h>

_Static_assert(DECIMAL_TEXT <= 32, "totals_differ writes a decimal");

void totals_init(struct totals *t, const struct table *table)
{
    *t = (struct totals){.table = table};
    t->sums = memory_alloc(table->n_columns * sizeof *t->sums);
    t->kept = memory_alloc(table->n_columns * sizeof *t->kept);
    t->columns = memory_alloc(table->n_columns * sizeof *t->columns);
    for (size_t i = 0; i < table->n_columns; i++) {
        enum column_type type = table->columns[i].type;
        if (type != COLUMN_COUNT && type != COLUMN_SIGNED && type != COLUMN_MONEY) continue;
        t->columns[t->n++] = i;
        t->sums[i].kind = VALUE_INTEGER;
    }
}

void totals_release(struct totals *t)
{
    free(t->columns);
    free(t->sums);
    free(t->kept);
    *t = (struct totals){0};
}

bool totals_word(struct slice cell)
{
    static const char *const words[] = {"合计", "总计", "小计", "共计", "合　计", "合 计", "总 计", "小 计"};
    if (cell.n < 6 || cell.n > 9) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_is(cell, words[i])) return true;
    return false;
}

void totals_add(struct totals *t, const struct value *values)
{
    for (size_t k = 0; k < t->n; k++) {
        const struct value *v = &values[t->columns[k]];
        struct value *sum = &t->sums[t->columns[k]];
        if (sum->kind == VALUE_NONE || v->kind != VALUE_INTEGER) continue;
        if (v->decimals > sum->decimals) sum->decimals = v->decimals;
        if (__builtin_add_overflow(sum->integer, v->integer, &sum->integer)) sum->kind = VALUE_NONE;
    }
}

void totals_keep(struct totals *t, const struct value *values, int64_t line)
{
    memcpy(t->kept, values, t->table->n_columns * sizeof *values);
    t->line = line;
}

bool totals_differ(const struct totals *t, size_t i, char sum[32])
{
    const struct value *kept = &t->kept[i], *real = &t->sums[i];
    if (!t->line || real->kind == VALUE_NONE || kept->kind != VALUE_INTEGER || kept->integer == real->integer) return false;
    bool money = t->table->columns[i].type == COLUMN_MONEY;
    struct decimal d = {real->integer, money ? MONEY_SCALE : 0};
    if (money && !decimal_rescale(d, real->decimals, &d)) d = (struct decimal){real->integer, MONEY_SCALE};
    decimal_format(d, sum);
    return true;
}
