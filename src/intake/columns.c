/* What each column of an old sheet is: what its heading says, else what stands in it, else what the office answers. */
#include "intake/intake_inside.h"
#include <string.h>

static bool is_among(const char *label, const char *const *words, size_t n)
{
    struct text folded = {0};
    bool found = false;
    spelling_fold(&folded, (struct slice){label, strlen(label)});
    for (size_t i = 0; i < n && !found; i++) found = heading_same((struct slice){text_get(&folded), folded.n}, words[i]);
    text_release(&folded);
    return found;
}

/* 不予公开理由: only with 不予公开 beside it does it say which. */
static bool is_detail(const struct intake *k, const struct layout *l, size_t cell, int *column)
{
    for (size_t i = 0; i < k->words->n_details; i++) {
        const struct intake_detail *d = &k->words->details[i];
        if (d->table != l->head.table || !is_among(l->head.names[cell], d->headings, d->n)) continue;
        *column = d->column;
        return true;
    }
    return false;
}

/* What a misspelt heading is near to, if that is free. */
static const char *near_to(const struct layout *l, const struct heading_meaning *m)
{
    const struct ledger_table *t = l->head.table;
    int place = m->verdict == HEADING_NEAR && m->near.n ? m->near.list[0]
                : m->column >= 0                        ? m->column
                : m->wide >= 0                          ? (int)t->n_columns + m->wide
                                                        : -1;
    if (place < 0) return NULL;
    bool own = place < (int)t->n_columns;
    int column = own ? place : place - (int)t->n_columns;
    if (use_is_taken(l, (struct column_use){.kind = own ? USE_COLUMN : USE_WIDE, .column = column})) return NULL;
    return own ? t->columns[column].heading : t->wide->headings[column];
}

/* The one column of codes that is free and has all the words that stand here: 怎么来的 with 当面 and 邮寄. */
static const char *by_codes(const struct intake *k, const struct layout *l, size_t cell)
{
    const struct ledger_table *t = l->head.table;
    const char *found = NULL;
    for (size_t i = 0; i < t->n_columns; i++) {
        if (!t->columns[i].codes || use_is_taken(l, (struct column_use){.kind = USE_COLUMN, .column = (int)i})) continue;
        struct word_count count = count_words(k, l, cell, t->columns[i].codes);
        if (!count.known || 2 * count.known <= count.distinct) continue;
        if (found) return NULL;
        found = t->columns[i].heading;
    }
    return found;
}

/* Several agencies, and no column says which of them a row is of: left alone, all rows would be of one. */
static bool may_be_agencies(const struct intake *k, const struct layout *l, size_t cell)
{
    const struct ledger_table *t = l->head.table;
    if (t->agency < 0 || use_is_taken(l, (struct column_use){.kind = USE_COLUMN, .column = t->agency})) return false;
    struct word_count count = count_words(k, l, cell, NULL);
    return count.agencies > 1 && 2 * count.agencies > count.distinct;
}

static void decide_unknown(struct intake *k, struct layout *l, size_t cell)
{
    struct choices choices = {0};
    const char *near = near_to(l, &l->head.meanings[cell]), *label = l->head.names[cell];
    int detailed;
    if (!count_words(k, l, cell, NULL).distinct) return;
    if (!near) near = by_codes(k, l, cell);
    if (near && table_column(l->head.table, near) >= 0) l->advised[table_column(l->head.table, near)] = true;
    if (is_detail(k, l, cell, &detailed)) {
        l->uses[cell] = (struct column_use){.kind = USE_DETAIL, .column = detailed};
        return;
    }
    const char *agency = !near && may_be_agencies(k, l, cell) ? l->head.table->columns[l->head.table->agency].heading : NULL;
    const char *note = near     ? NULL
                       : agency ? arena_printf(&k->arena, "填的是几个机关：是各行的机关的，选“%s”；不是的，选它是哪一列，或者只留在“原样”", agency)
                                : "不认识的一列。年报用不着的，不回答也行：它在“原样”里";
    if (near) choices_offer(&choices, near);
    if (agency) choices_offer(&choices, agency);
    choices_offer(&choices, INTAKE_LEFT);
    if (carried_note_column(l->head.table) >= 0) choices_offer(&choices, INTAKE_NOTE);
    use_offer_free(l, &choices);
    const char *answer =
        questions_ask(&k->questions, &(struct question){.key = use_key(k, l, cell),
                                                        .text = arena_printf(&k->arena, near ? "“%s”这一列是不是“%s”" : "“%s”这一列是什么", label, near),
                                                        .where = layout_where(k, l),
                                                        .advice = near ? near : agency ? NULL : INTAKE_LEFT,
                                                        .note = note,
                                                        .choices = choices.list,
                                                        .n_choices = choices.n,
                                                        .optional = !near && !agency});
    use_answer(k, l, cell, answer, near);
}

/* 文号 beside 答复日期, and no 文书号: of the letter, more likely than of the information asked for. */
static void decide_doubts(struct intake *k, struct layout *l)
{
    for (size_t d = 0; d < k->words->n_doubts; d++) {
        const struct intake_doubt *doubt = &k->words->doubts[d];
        const struct ledger_column *columns = l->head.table->columns;
        if (doubt->table != l->head.table || use_is_taken(l, (struct column_use){.kind = USE_COLUMN, .column = doubt->other})) continue;
        for (size_t i = 0; i < l->head.n; i++) {
            if (l->uses[i].kind != USE_COLUMN || l->uses[i].column != doubt->column || !count_words(k, l, i, NULL).distinct) continue;
            const char *const choices[] = {columns[doubt->other].heading, columns[doubt->column].heading};
            const char *answer = questions_ask(&k->questions, &(struct question){.key = use_key(k, l, i), .where = layout_where(k, l), .advice = choices[0],
                                                                                 .text = arena_printf(&k->arena, "“%s”这一列是不是“%s”", l->head.names[i], choices[0]),
                                                                                 .note = columns[doubt->column].note, .choices = choices, .n_choices = 2});
            if (answer && !strcmp(answer, choices[0])) l->uses[i].column = doubt->other;
            l->uses[i].assumed = !answer;
        }
    }
}

/* Each row is judged once: every column asks for its words. */
static void find_records(struct intake *k, struct layout *l)
{
    l->records = arena_alloc(&k->arena, l->n_sheets * sizeof *l->records);
    for (size_t s = 0; s < l->n_sheets; s++) {
        const struct old_sheet *sheet = layout_sheet(k, l, s);
        l->records[s] = arena_alloc(&k->arena, (sheet->n_rows + 1) * sizeof **l->records);
        for (size_t r = layout_first_row(k, l, s); r < sheet->n_rows; r++) l->records[s][r] = row_is_record(k, l, &sheet->rows[r]);
    }
}

void layout_decide(struct intake *k, struct layout *l)
{
    const struct old_head *h = &l->head;
    l->uses = arena_alloc(&k->arena, (h->n + 1) * sizeof *l->uses);
    l->constants = arena_alloc(&k->arena, (h->table->n_columns + 1) * sizeof *l->constants);
    l->advised = arena_alloc(&k->arena, (h->table->n_columns + 1) * sizeof *l->advised);
    l->number = -1;
    for (size_t i = 0; i < h->n; i++) {
        const struct heading_meaning *m = &h->meanings[i];
        if (l->number < 0 && is_among(h->labels[i], k->words->numbers, k->words->n_numbers)) l->number = (int)i;
        if (m->verdict == HEADING_COLLECTED) l->uses[i] = (struct column_use){.kind = USE_BY_CHANNEL};
        if (m->verdict != HEADING_OWN && m->verdict != HEADING_ALIAS) continue;
        l->uses[i] = (struct column_use){.kind = m->column >= 0 ? USE_COLUMN : USE_WIDE, .column = m->column >= 0 ? m->column : m->wide};
    }
    find_records(k, l);
    decide_spread(k, l);
    decide_doubts(k, l);
    for (size_t i = 0; i < h->n; i++)
        if (h->meanings[i].verdict == HEADING_AMBIGUOUS) decide_ambiguous(k, l, i);
    for (size_t i = 0; i < h->n; i++) {
        enum heading_verdict v = h->meanings[i].verdict;
        bool unknown = v == HEADING_UNKNOWN || v == HEADING_SLIP || v == HEADING_NEAR;
        int detailed;
        if (l->uses[i].kind != USE_LEFT || (int)i == l->number || !*h->labels[i]) continue;
        if (unknown) decide_unknown(k, l, i);
        else if (v == HEADING_LEFT && is_detail(k, l, i, &detailed)) l->uses[i] = (struct column_use){.kind = USE_DETAIL, .column = detailed};
    }
    ask_constants(k, l);
}
