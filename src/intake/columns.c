/* What each column of an old sheet is: what its heading says, else what stands in it, else what the office answers. */
#include "intake/intake_inside.h"
#include "ledger/schema/codes.h"
#include "ledger/values/value.h"
#include <string.h>

enum { MANY_WORDS = 12 };

static int column_of(const struct ledger_table *t, const char *heading)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (!strcmp(t->columns[i].heading, heading)) return (int)i;
    return -1;
}

static int wide_of(const struct ledger_table *t, const char *heading)
{
    for (size_t i = 0; t->wide && i < t->wide->n_headings; i++)
        if (!strcmp(t->wide->headings[i], heading)) return (int)i;
    return -1;
}

static bool is_taken(const struct layout *l, struct column_use use)
{
    for (size_t i = 0; i < l->head.n; i++)
        if (l->uses[i].kind == use.kind && l->uses[i].column == use.column && use.kind != USE_LEFT && use.kind != USE_NOTE && use.kind != USE_DETAIL)
            return true;
    return false;
}

/* A use that another column of the layout has already is none: both cannot stand in one cell. */
static bool take(struct layout *l, size_t cell, struct column_use use)
{
    if (is_taken(l, use)) return false;
    l->uses[cell] = use;
    return true;
}

static bool take_heading(struct layout *l, size_t cell, const char *heading)
{
    const struct ledger_table *t = l->head.table;
    if (column_of(t, heading) >= 0) return take(l, cell, (struct column_use){.kind = USE_COLUMN, .column = column_of(t, heading)});
    return wide_of(t, heading) >= 0 && take(l, cell, (struct column_use){.kind = USE_WIDE, .column = wide_of(t, heading)});
}

/* ---- what stands in it ---- */

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
        }
    }
    text_release(&scratch);
    intern_free(seen);
    return count;
}

/* ---- headings of several meanings ---- */

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
    int column = column_of(t, heading);
    return column >= 0 ? t->columns[column].codes : NULL;
}

/* Whether two of the meanings are days of receipt, of which each row has one by the way it came. */
static bool goes_by_channel(const struct intake *k, const struct ledger_table *t, const struct choices *meanings)
{
    const struct collected *by = &k->schema->collected;
    size_t days = 0;
    for (size_t i = 0; by->table == t && i < meanings->n; i++) {
        bool is = false;
        for (size_t c = 1; c <= t->columns[by->by].codes->n; c++) is |= by->into[c] == column_of(t, meanings->list[i]);
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

static void offer_free(const struct layout *l, struct choices *choices)
{
    const struct ledger_table *t = l->head.table;
    for (size_t i = 0; i < t->n_columns; i++)
        if (!is_taken(l, (struct column_use){.kind = USE_COLUMN, .column = (int)i})) choices_offer(choices, t->columns[i].heading);
    for (size_t i = 0; t->wide && i < t->wide->n_headings; i++)
        if (!is_taken(l, (struct column_use){.kind = USE_WIDE, .column = (int)i})) choices_offer(choices, t->wide->headings[i]);
}

static const char *column_key(struct intake *k, const struct layout *l, size_t cell)
{
    return arena_printf(&k->arena, "列/%s/%s", l->head.table->name, l->head.names[cell]);
}

/* Without an answer the column is read as is probable, so that what follows from it is asked in the same run; its cells are not carried. */
static void use_answer(const struct intake *k, struct layout *l, size_t cell, const char *answer, const char *advice)
{
    const char *as = answer ? answer : advice, *by = k->schema->collected.word;
    if (!as || !strcmp(as, INTAKE_LEFT)) return;
    if (by && !strcmp(as, by)) l->uses[cell] = (struct column_use){.kind = USE_BY_CHANNEL};
    else if (!strcmp(as, INTAKE_NOTE)) l->uses[cell] = (struct column_use){.kind = USE_NOTE};
    else if (!take_heading(l, cell, as)) return;
    l->uses[cell].assumed = !answer;
}

/* A free date column among the meanings: that a year is missing is asked in the same run, whichever of them it is. */
static const char *first_date(const struct layout *l, const struct choices *meanings)
{
    const struct ledger_table *t = l->head.table;
    for (size_t i = 0; i < meanings->n; i++) {
        int own = column_of(t, meanings->list[i]), wide = wide_of(t, meanings->list[i]);
        size_t place = own >= 0 ? (size_t)own : t->n_columns + (size_t)wide;
        bool taken = is_taken(l, (struct column_use){.kind = own >= 0 ? USE_COLUMN : USE_WIDE, .column = own >= 0 ? own : wide});
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
            bool of_event = wide_of(t, meanings->list[i]) == event->day;
            for (size_t p = 0; p < event->n_parts; p++) of_event |= event->parts[p].own && wide_of(t, meanings->list[i]) == event->parts[p].heading;
            if (wide_of(t, meanings->list[i]) < 0 || !of_event) continue;
            if (found) return NULL;
            found = meanings->list[i];
        }
    }
    return found;
}

static void decide_ambiguous(struct intake *k, struct layout *l, size_t cell)
{
    const struct heading_alias *alias = l->head.meanings[cell].alias;
    const char *rest = alias->meanings, *word, *label = l->head.names[cell];
    struct choices meanings = {0}, choices = {0};
    bool mixed = false;
    while ((word = next_meaning(k, &rest))) choices_offer(&meanings, word);
    const char *step = by_step(l, cell, &meanings), *found = step ? step : by_words(k, l, cell, &meanings, &mixed);
    if (step && take_heading(l, cell, step)) return;
    if (found && take_heading(l, cell, found)) {
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
    if (l->head.n_rows > 1) offer_free(l, &choices); /* the word above it may make it another column */
    const char *answer = questions_ask(&k->questions, &(struct question){.key = column_key(k, l, cell),
                                                                         .text = arena_printf(&k->arena, "“%s”这一列是什么", label),
                                                                         .where = layout_where(k, l),
                                                                         .advice = by,
                                                                         .note = by ? explain_channels(k, l->head.table) : alias->advice,
                                                                         .choices = choices.list,
                                                                         .n_choices = choices.n});
    use_answer(k, l, cell, answer, by ? by : first_date(l, &meanings));
}

/* ---- headings that are not known ---- */

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
    if (is_taken(l, (struct column_use){.kind = own ? USE_COLUMN : USE_WIDE, .column = column})) return NULL;
    return own ? t->columns[column].heading : t->wide->headings[column];
}

/* The one column of codes that is free and has all the words that stand here: 怎么来的 with 当面 and 邮寄. */
static const char *by_codes(const struct intake *k, const struct layout *l, size_t cell)
{
    const struct ledger_table *t = l->head.table;
    const char *found = NULL;
    for (size_t i = 0; i < t->n_columns; i++) {
        if (!t->columns[i].codes || is_taken(l, (struct column_use){.kind = USE_COLUMN, .column = (int)i})) continue;
        struct word_count count = count_words(k, l, cell, t->columns[i].codes);
        if (!count.known || 2 * count.known <= count.distinct) continue;
        if (found) return NULL;
        found = t->columns[i].heading;
    }
    return found;
}

static void decide_unknown(struct intake *k, struct layout *l, size_t cell)
{
    struct choices choices = {0};
    const char *near = near_to(l, &l->head.meanings[cell]), *label = l->head.names[cell];
    int detailed;
    if (!count_words(k, l, cell, NULL).distinct) return;
    if (!near) near = by_codes(k, l, cell);
    if (near && column_of(l->head.table, near) >= 0) l->advised[column_of(l->head.table, near)] = true;
    if (is_detail(k, l, cell, &detailed)) {
        l->uses[cell] = (struct column_use){.kind = USE_DETAIL, .column = detailed};
        return;
    }
    if (near) choices_offer(&choices, near);
    choices_offer(&choices, INTAKE_LEFT);
    if (carried_note_column(l->head.table) >= 0) choices_offer(&choices, INTAKE_NOTE);
    offer_free(l, &choices);
    const char *answer =
        questions_ask(&k->questions, &(struct question){.key = column_key(k, l, cell),
                                                        .text = arena_printf(&k->arena, near ? "“%s”这一列是不是“%s”" : "“%s”这一列是什么", label, near),
                                                        .where = layout_where(k, l),
                                                        .advice = near ? near : INTAKE_LEFT,
                                                        .note = near ? NULL : "不认识的一列。年报用不着的，不回答也行：它在“原样”里",
                                                        .choices = choices.list,
                                                        .n_choices = choices.n,
                                                        .optional = !near});
    use_answer(k, l, cell, answer, near);
}

/* ---- one kind a column: 行政许可, 行政处罚 ---- */

/* The column of codes and the one of counts that each row needs, where the sheet has neither; -1 = the table has not exactly one of each. */
static void spread_columns(const struct layout *l, int *code, int *count)
{
    const struct ledger_table *t = l->head.table;
    *code = *count = -1;
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct ledger_column *c = &t->columns[i];
        if (!c->needed || is_taken(l, (struct column_use){.kind = USE_COLUMN, .column = (int)i})) continue;
        if (c->type == COLUMN_CODE) *code = *code < 0 ? (int)i : -2;
        if (c->type == COLUMN_COUNT) *count = *count < 0 ? (int)i : -2;
    }
}

static void decide_spread(struct intake *k, struct layout *l)
{
    int code, count;
    spread_columns(l, &code, &count);
    if (code < 0 || count < 0) return;
    const struct code_list *list = l->head.table->columns[code].codes;
    for (size_t i = 0; i < l->head.n; i++) {
        int found = l->uses[i].kind == USE_LEFT && *l->head.labels[i] ? old_head_kind(k->words, list, l->head.labels[i]) : 0;
        if (found > 0) l->uses[i] = (struct column_use){.kind = USE_SPREAD, .column = count, .value = list->codes[found - 1].choice};
    }
}

/* ---- what stands in no column ---- */

static bool is_there(const struct layout *l, size_t column)
{
    for (size_t i = 0; i < l->head.n; i++) {
        const struct column_use *u = &l->uses[i];
        if ((u->kind == USE_COLUMN && u->column == (int)column) || u->kind == USE_SPREAD) return true;
        if (u->kind == USE_MIXED && strstr(u->alias->meanings, l->head.table->columns[column].heading)) return true;
    }
    return false;
}

/* The code whose name or another spelling stands in the name of the sheet, its book or above its head. */
static bool is_named(const struct intake *k, const struct layout *l, const char *word)
{
    const struct old_sheet *sheet = layout_sheet(k, l, 0);
    bool here = strstr(sheet->name, word) || strstr(sheet->book, word);
    for (size_t r = 0; r < k->heads[l->sheets[0]].row && !here; r++) here = strstr(old_cell(&sheet->rows[r], 0), word) != NULL;
    return here;
}

static const char *code_in_names(const struct intake *k, const struct layout *l, const struct code_list *list)
{
    enum { TELLING = 3 * 3 }; /* three characters: shorter words stand in many names */
    const char *found = NULL;
    for (size_t c = 0; c < list->n; c++) {
        bool here = is_named(k, l, list->codes[c].label);
        for (size_t i = 0; i < list->codes[c].n_aliases && !here; i++)
            here = strlen(list->codes[c].aliases[i]) >= TELLING && is_named(k, l, list->codes[c].aliases[i]);
        if (here && found) return NULL;
        if (here) found = list->codes[c].choice;
    }
    return found;
}

static void ask_constant(struct intake *k, struct layout *l, size_t column)
{
    const struct ledger_column *c = &l->head.table->columns[column];
    struct choices choices = {0};
    const char *advice = NULL;
    bool kinds = c->codes && !strcmp(c->codes->name, "applicant_kinds") && carried_named(l->head.table, "applicant") >= 0;
    if (kinds) choices_offer(&choices, INTAKE_BY_NAME), advice = INTAKE_BY_NAME;
    for (size_t i = 0; c->codes && i < c->codes->n; i++) choices_offer(&choices, c->codes->codes[i].choice);
    if (c->type == COLUMN_COUNT) choices_offer(&choices, "1"), advice = "1";
    if (c->type == COLUMN_YEAR && k->facts.year) advice = arena_printf(&k->arena, "%d", k->facts.year), choices_offer(&choices, advice);
    if (c->codes && !kinds) advice = code_in_names(k, l, c->codes);
    choices_offer(&choices, INTAKE_ROW_BY_ROW);
    const char *answer = questions_ask(
        &k->questions,
        &(struct question){
            .key = arena_printf(&k->arena, "全部/%s/%s/%s", l->head.table->name, layout_sheet(k, l, 0)->shown, c->heading),
            .text = arena_printf(&k->arena, "没有“%s”这一列：各行都填什么", c->heading),
            .where = layout_where(k, l),
            .advice = advice,
            .note = kinds ? "“按名称判断”：名称以公司、律师事务所等结尾的是相应的一种，两三个字的姓名是自然人，看不出来的再问；请在新台账里看一遍" : NULL,
            .choices = choices.list,
            .n_choices = choices.n,
            .kind = c->codes ? ANSWER_CHOICE : ANSWER_WORDS});
    if (answer && strcmp(answer, INTAKE_ROW_BY_ROW)) l->constants[column] = answer;
    l->asks_names |= kinds && !answer;
}

static void ask_constants(struct intake *k, struct layout *l)
{
    const struct ledger_table *t = l->head.table;
    for (size_t i = 0; i < t->n_columns; i++) {
        enum column_type type = t->columns[i].type;
        if (!t->columns[i].needed || is_there(l, i) || l->advised[i]) continue;
        if (type == COLUMN_CODE || type == COLUMN_COUNT || type == COLUMN_YEAR) ask_constant(k, l, i);
    }
}

/* 文号 beside 答复日期, and no 文书号: of the letter, more likely than of the information asked for. */
static void decide_doubts(struct intake *k, struct layout *l)
{
    for (size_t d = 0; d < k->words->n_doubts; d++) {
        const struct intake_doubt *doubt = &k->words->doubts[d];
        const struct ledger_column *columns = l->head.table->columns;
        if (doubt->table != l->head.table || is_taken(l, (struct column_use){.kind = USE_COLUMN, .column = doubt->other})) continue;
        for (size_t i = 0; i < l->head.n; i++) {
            if (l->uses[i].kind != USE_COLUMN || l->uses[i].column != doubt->column || !count_words(k, l, i, NULL).distinct) continue;
            const char *const choices[] = {columns[doubt->other].heading, columns[doubt->column].heading};
            const char *answer = questions_ask(&k->questions, &(struct question){.key = column_key(k, l, i), .where = layout_where(k, l), .advice = choices[0],
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
