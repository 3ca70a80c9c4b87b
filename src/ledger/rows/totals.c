#include "ledger/rows/totals.h"
#include "base/decimal.h"
#include <stdlib.h>
#include <string.h>

_Static_assert(DECIMAL_TEXT <= 32, "totals_differ writes a decimal");
enum { LONGEST_WORD = 60 };

bool totals_adds(const struct ledger_column *c) { return c->type == COLUMN_COUNT || c->type == COLUMN_SIGNED || c->type == COLUMN_MONEY; }

void totals_init(struct totals *t, const struct ledger_table *table)
{
    *t = (struct totals){.table = table};
    t->all = memory_alloc(table->n_columns * sizeof *t->all);
    t->part = memory_alloc(table->n_columns * sizeof *t->part);
    t->told = memory_alloc(table->n_columns * sizeof *t->told);
    t->columns = memory_alloc(table->n_columns * sizeof *t->columns);
    for (size_t i = 0; i < table->n_columns; i++) {
        if (!totals_adds(&table->columns[i])) continue;
        t->columns[t->n++] = i;
        t->all[i].kind = t->part[i].kind = VALUE_INTEGER;
    }
}

void totals_release(struct totals *t)
{
    free(t->columns);
    free(t->all);
    free(t->part);
    free(t->told);
    *t = (struct totals){0};
}

/* ---- the word ---- */

static bool is_word(struct slice folded)
{
    static const char *const words[] = {"合计", "总计", "小计", "共计", "累计", "合计数", "总合计", "本页合计", "本页小计", "全年合计", "全年累计"};
    if (folded.n && folded.s[folded.n - 1] == ':') folded.n--;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_is(folded, words[i])) return true;
    return false;
}

bool totals_may(struct slice cell) { return cell.n >= strlen("合计") && cell.n <= LONGEST_WORD && (slice_has(cell, "计") || slice_has(cell, "汇总")); }

bool totals_word(struct slice cell)
{
    if (!totals_may(cell)) return false;
    struct text folded = {0};
    spelling_fold(&folded, cell);
    bool is = is_word((struct slice){text_get(&folded), folded.n});
    text_release(&folded);
    return is;
}

/* ---- sums ---- */

static void add(struct value *sum, const struct value *v)
{
    if (sum->kind == VALUE_NONE || v->kind != VALUE_INTEGER) return;
    if (v->decimals > sum->decimals) sum->decimals = v->decimals;
    if (__builtin_add_overflow(sum->integer, v->integer, &sum->integer)) sum->kind = VALUE_NONE;
}

void totals_add(struct totals *t, const struct value *values)
{
    for (size_t k = 0; k < t->n; k++) {
        size_t i = t->columns[k];
        add(&t->all[i], &values[i]);
        add(&t->part[i], &values[i]);
    }
}

void totals_meet(struct totals *t, const struct value *values, struct slice word)
{
    memcpy(t->told, values, t->table->n_columns * sizeof *values);
    t->of_part = slice_has(word, "小");
}

void totals_pass(struct totals *t)
{
    for (size_t k = 0; k < t->n; k++) t->part[t->columns[k]] = (struct value){.kind = VALUE_INTEGER};
}

bool totals_differ(const struct totals *t, size_t i, char sum[32])
{
    const struct value *told = &t->told[i], *real = t->of_part ? &t->part[i] : &t->all[i];
    if (real->kind == VALUE_NONE || told->kind != VALUE_INTEGER || told->integer == real->integer) return false;
    if (!t->of_part && told->integer == t->part[i].integer) return false;
    bool money = t->table->columns[i].type == COLUMN_MONEY;
    struct decimal d = {real->integer, money ? MONEY_SCALE : 0};
    if (money && !decimal_rescale(d, real->decimals, &d)) d = (struct decimal){real->integer, MONEY_SCALE};
    decimal_format(d, sum);
    return true;
}
