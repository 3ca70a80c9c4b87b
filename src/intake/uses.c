/* What a column of an old sheet may be used as, and what stands in it. */
#include "intake/intake_inside.h"
#include "ledger/schema/codes.h"
#include "ledger/values/value.h"
#include <string.h>

bool use_is_taken(const struct layout *l, struct column_use use)
{
    for (size_t i = 0; i < l->head.n; i++)
        if (l->uses[i].kind == use.kind && l->uses[i].column == use.column && use.kind != USE_LEFT && use.kind != USE_NOTE && use.kind != USE_DETAIL)
            return true;
    return false;
}

/* A use that another column of the layout has already is none: both cannot stand in one cell. */
bool use_take(struct layout *l, size_t cell, struct column_use use)
{
    if (use_is_taken(l, use)) return false;
    l->uses[cell] = use;
    return true;
}

bool use_take_heading(struct layout *l, size_t cell, const char *heading)
{
    const struct ledger_table *t = l->head.table;
    if (table_column(t, heading) >= 0) return use_take(l, cell, (struct column_use){.kind = USE_COLUMN, .column = table_column(t, heading)});
    return table_wide(t, heading) >= 0 && use_take(l, cell, (struct column_use){.kind = USE_WIDE, .column = table_wide(t, heading)});
}

static bool ends_like_agency(const struct intake_words *words, struct slice name)
{
    for (size_t i = 0; i < words->n_agencies; i++) {
        size_t n = strlen(words->agencies[i]);
        if (name.n > n && !memcmp(name.s + name.n - n, words->agencies[i], n)) return true;
    }
    return false;
}

struct word_count count_words(const struct intake *k, const struct layout *l, size_t cell, const struct code_list *list)
{
    struct word_count count = {0};
    struct intern *seen = intern_new();
    struct text scratch = {0};
    for (size_t s = 0; s < l->n_sheets; s++) {
        const struct old_sheet *sheet = layout_sheet(k, l, s);
        for (size_t r = layout_first_row(k, l, s); r < sheet->n_rows; r++) {
            const char *word = old_cell(&sheet->rows[r], cell);
            struct slice slice = {word, strlen(word)};
            if (!l->records[s][r] || value_absent(slice)) continue;
            if (intern_find(seen, word, slice.n)) continue;
            intern_number(seen, word, slice.n);
            int found = list ? codes_find(list, slice, &scratch) : 0;
            if (list && !found) found = codes_find_odd(list, slice, &scratch);
            count.distinct++;
            count.known += found != 0;
            count.unknown += found == 0;
            count.agencies += ends_like_agency(k->words, slice);
        }
    }
    text_release(&scratch);
    intern_free(seen);
    return count;
}

void use_offer_free(const struct layout *l, struct choices *choices)
{
    const struct ledger_table *t = l->head.table;
    for (size_t i = 0; i < t->n_columns; i++)
        if (!use_is_taken(l, (struct column_use){.kind = USE_COLUMN, .column = (int)i})) choices_offer(choices, t->columns[i].heading);
    for (size_t i = 0; t->wide && i < t->wide->n_headings; i++)
        if (!use_is_taken(l, (struct column_use){.kind = USE_WIDE, .column = (int)i})) choices_offer(choices, t->wide->headings[i]);
}

const char *use_key(struct intake *k, const struct layout *l, size_t cell)
{
    return arena_printf(&k->arena, "列/%s/%s", l->head.table->name, l->head.names[cell]);
}

/* Without an answer the column is read as is probable, so that what follows from it is asked in the same run; its cells are not carried. */
void use_answer(const struct intake *k, struct layout *l, size_t cell, const char *answer, const char *advice)
{
    const char *as = answer ? answer : advice, *by = k->schema->collected.word;
    if (!as || !strcmp(as, INTAKE_LEFT)) return;
    if (by && !strcmp(as, by)) l->uses[cell] = (struct column_use){.kind = USE_BY_CHANNEL};
    else if (!strcmp(as, INTAKE_NOTE)) l->uses[cell] = (struct column_use){.kind = USE_NOTE};
    else if (!use_take_heading(l, cell, as)) return;
    l->uses[cell].assumed = !answer;
}
