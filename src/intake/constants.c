/* What stands in no column of its own: kinds that have a column each, and what is the same in every row. */
#include "intake/intake_inside.h"
#include <string.h>

/* The column of codes and the one of counts that each row needs, where the sheet has neither; -1 = the table has not exactly one of each. */
static void spread_columns(const struct layout *l, int *code, int *count)
{
    const struct ledger_table *t = l->head.table;
    *code = *count = -1;
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct ledger_column *c = &t->columns[i];
        if (!c->needed || use_is_taken(l, (struct column_use){.kind = USE_COLUMN, .column = (int)i})) continue;
        if (c->type == COLUMN_CODE) *code = *code < 0 ? (int)i : -2;
        if (c->type == COLUMN_COUNT) *count = *count < 0 ? (int)i : -2;
    }
}

void decide_spread(struct intake *k, struct layout *l)
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

void ask_constants(struct intake *k, struct layout *l)
{
    const struct ledger_table *t = l->head.table;
    for (size_t i = 0; i < t->n_columns; i++) {
        enum column_type type = t->columns[i].type;
        if (!t->columns[i].needed || is_there(l, i) || l->advised[i]) continue;
        if (type == COLUMN_CODE || type == COLUMN_COUNT || type == COLUMN_YEAR) ask_constant(k, l, i);
    }
}
