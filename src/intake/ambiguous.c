/* A heading of several meanings: the word above it tells, or what stands below it, else the office. */
#include "intake/intake_inside.h"
#include <string.h>

enum { MANY_WORDS = 12 };

/* The next of 签收日期、实收日期; NULL behind the last. */
static const char *next_meaning(struct intake *k, const char **rest)
{
    static const char between[] = "、";
    if (!**rest) return NULL;
    const char *end = strstr(*rest, between);
    const char *word = end ? arena_dup_n(&k->arena, *rest, (size_t)(end - *rest)) : arena_dup(&k->arena, *rest);
    *rest = end ? end + strlen(between) : "";
    return word;
}

static const struct code_list *codes_of(const struct ledger_table *t, const char *heading)
{
    int column = table_column(t, heading);
    return column >= 0 ? t->columns[column].codes : NULL;
}

/* Whether two of the meanings are days of receipt, of which each row has one by the way it came. */
static bool goes_by_channel(const struct intake *k, const struct ledger_table *t, const struct choices *meanings)
{
    const struct collected *by = &k->schema->collected;
    size_t days = 0;
    for (size_t i = 0; by->table == t && i < meanings->n; i++) {
        bool is = false;
        for (size_t c = 1; c <= t->columns[by->by].codes->n; c++) is |= by->into[c] == table_column(t, meanings->list[i]);
        days += is;
    }
    return days > 1;
}

/* 当面的作提交日期，…: what the office agrees to. */
static const char *explain_channels(struct intake *k, const struct ledger_table *t)
{
    const struct collected *by = &k->schema->collected;
    const struct code_list *list = t->columns[by->by].codes;
    struct text words = {0};
    text_printf(&words, "“%s”：", by->word);
    for (size_t c = 1; c <= list->n; c++)
        if (by->into[c] >= 0) text_printf(&words, "%s%s作%s", c > 1 ? "，" : "", list->codes[c - 1].label, t->columns[by->into[c]].heading);
    const char *all = arena_dup(&k->arena, text_get(&words));
    text_release(&words);
    return all;
}

/* 答复方式 where only words of one of its meanings stand in it; NULL where that does not tell. Words that no list has may be any text. */
static const char *by_words(const struct intake *k, const struct layout *l, size_t cell, const struct choices *meanings, bool *mixed)
{
    const char *fits = NULL, *words = NULL;
    size_t n_fitting = 0, n_lists = 0;
    *mixed = false;
    struct word_count any = count_words(k, l, cell, NULL);
    for (size_t i = 0; i < meanings->n; i++) {
        const struct code_list *list = codes_of(l->head.table, meanings->list[i]);
        if (!list) {
            words = meanings->list[i];
            continue;
        }
        struct word_count count = count_words(k, l, cell, list);
        n_lists++;
        *mixed |= count.known > 0;
        if (count.known == any.distinct && any.distinct) fits = meanings->list[i], n_fitting++;
    }
    if (n_fitting == 1) return fits;
    *mixed = *mixed && any.distinct <= MANY_WORDS + MANY_WORDS;
    if (!*mixed && n_lists == 1 && meanings->n == 2 && words && any.distinct) return words; /* 申请人: no word is a kind, so they are names */
    return NULL;
}

/* A free date column among the meanings: that a year is missing is asked in the same run, whichever of them it is. */
static const char *first_date(const struct layout *l, const struct choices *meanings)
{
    const struct ledger_table *t = l->head.table;
    for (size_t i = 0; i < meanings->n; i++) {
        int own = table_column(t, meanings->list[i]), wide = table_wide(t, meanings->list[i]);
        size_t place = own >= 0 ? (size_t)own : t->n_columns + (size_t)wide;
        bool taken = use_is_taken(l, (struct column_use){.kind = own >= 0 ? USE_COLUMN : USE_WIDE, .column = own >= 0 ? own : wide});
        if ((own >= 0 || wide >= 0) && !taken && carried_column(t, place)->type == COLUMN_DATE) return meanings->list[i];
    }
    return NULL;
}

/* The one meaning that is a column of the step above it: 征求日期 below 征求第三方意见; NULL = none, or several. */
static const char *by_step(const struct layout *l, size_t cell, const struct choices *meanings)
{
    const struct ledger_table *t = l->head.table;
    const char *found = NULL;
    int step = l->head.uppers[cell];
    for (size_t e = 0; step >= 0 && t->wide && e < t->wide->n_events; e++) {
        const struct wide_event *event = &t->wide->events[e];
        if (event->flag != step && event->day != step) continue;
        for (size_t i = 0; i < meanings->n; i++) {
            bool of_event = table_wide(t, meanings->list[i]) == event->day;
            for (size_t p = 0; p < event->n_parts; p++) of_event |= event->parts[p].own && table_wide(t, meanings->list[i]) == event->parts[p].heading;
            if (table_wide(t, meanings->list[i]) < 0 || !of_event) continue;
            if (found) return NULL;
            found = meanings->list[i];
        }
    }
    return found;
}

void decide_ambiguous(struct intake *k, struct layout *l, size_t cell)
{
    const struct heading_alias *alias = l->head.meanings[cell].alias;
    const char *rest = alias->meanings, *word, *label = l->head.names[cell];
    struct choices meanings = {0}, choices = {0};
    bool mixed = false;
    while ((word = next_meaning(k, &rest))) choices_offer(&meanings, word);
    const char *step = by_step(l, cell, &meanings), *found = step ? step : by_words(k, l, cell, &meanings, &mixed);
    if (step && use_take_heading(l, cell, step)) return;
    if (found && use_take_heading(l, cell, found)) {
        intake_note(k, layout_where(k, l), arena_printf(&k->arena, "“%s”里填的都是%s，读作“%s”", label, found, found));
        return;
    }
    if (mixed) {
        l->uses[cell] = (struct column_use){.kind = USE_MIXED, .alias = alias};
        return;
    }
    bool by_channel = goes_by_channel(k, l->head.table, &meanings);
    const char *by = by_channel ? k->schema->collected.word : NULL;
    if (by) choices_offer(&choices, by);
    for (size_t i = 0; i < meanings.n; i++) choices_offer(&choices, meanings.list[i]);
    if (carried_note_column(l->head.table) >= 0) choices_offer(&choices, INTAKE_NOTE);
    choices_offer(&choices, INTAKE_LEFT);
    if (l->head.n_rows > 1) use_offer_free(l, &choices); /* the word above it may make it another column */
    const char *answer = questions_ask(&k->questions, &(struct question){.key = use_key(k, l, cell),
                                                                         .text = arena_printf(&k->arena, "“%s”这一列是什么", label),
                                                                         .where = layout_where(k, l),
                                                                         .advice = by,
                                                                         .note = by ? explain_channels(k, l->head.table) : alias->advice,
                                                                         .choices = choices.list,
                                                                         .n_choices = choices.n});
    use_answer(k, l, cell, answer, by ? by : first_date(l, &meanings));
}
