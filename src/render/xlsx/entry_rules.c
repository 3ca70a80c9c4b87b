/* What the cells of a sheet ask for while they are typed, and which empty ones are coloured. */
#include "calendar/civil.h"
#include "documents/entry.h"
#include "render/xlsx/xlsx_inside.h"
#include <string.h>

/* Rows of a sheet that rules hold for: all but the headings. */
enum { FIRST_ROW = 1, LAST_ROW = LXW_ROW_MAX - 1, URGENT_FILL = 0xFFC7CE, WANTED_FILL = 0xFFEB9C };

/* ---- while it is typed ---- */

static lxw_data_validation message_of(struct book *b, const struct entry_column *c)
{
    return (lxw_data_validation){.ignore_blank = LXW_VALIDATION_ON, .error_title = c->error_title ? arena_dup(&b->arena, book_text(b, c->error_title)) : NULL,
                                 .error_message = c->error ? arena_dup(&b->arena, book_text(b, c->error)) : NULL};
}

static void validate_column(struct book *b, lxw_worksheet *s, const struct entry_column *c, size_t column)
{
    lxw_data_validation v = message_of(b, c);
    int year, month, day;
    char *yes_or_no[] = {(char[]){"是"}, (char[]){"否"}, NULL};
    switch (c->type) {
    case ENTRY_DATE:
        civil_split((int)c->least, &year, &month, &day);
        v.validate = LXW_VALIDATION_TYPE_DATE;
        v.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
        v.value_datetime = (lxw_datetime){year, month, day, 0, 0, 0};
        break;
    case ENTRY_WHOLE: case ENTRY_NUMBER: case ENTRY_MONEY:
        v.validate = c->type == ENTRY_WHOLE ? LXW_VALIDATION_TYPE_INTEGER : LXW_VALIDATION_TYPE_DECIMAL;
        v.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
        v.minimum_number = c->least;
        v.maximum_number = c->most;
        break;
    case ENTRY_CHOICE:
        v.validate = c->choices ? LXW_VALIDATION_TYPE_LIST_FORMULA : LXW_VALIDATION_TYPE_LIST;
        if (c->open) v.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
        /* libxlsxwriter 1.1.4 copies the formula of a list twice and loses one copy: some twenty bytes a column until the end. */
        if (c->choices) v.value_formula = arena_printf(&b->arena, "=%s", c->choices);
        else v.value_list = (void *)yes_or_no;         /* char **, since libxlsxwriter 1.1.9 const char ** */
        break;
    default: return;
    }
    if (!b->fault) book_check(b, worksheet_data_validation_range(s, FIRST_ROW, (lxw_col_t)column, LAST_ROW, (lxw_col_t)column, &v));
}

/* ---- what is missing ---- */

/* $C2: the cell of a column in the first row that the rule is written for. */
static void add_cell(struct text *t, int column)
{
    char name[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell_abs(name, FIRST_ROW, (lxw_col_t)column, false, true);
    text_add(t, name);
}

static void add_one_of(struct text *t, const struct entry_condition *when)
{
    text_add(t, ",OR(");
    for (size_t i = 0; i < when->n_values; i++) {
        const char *value = when->values[i];
        size_t n = strlen(value);
        bool beginning = n && value[n - 1] == '.';
        text_add(t, i ? "," : "");
        text_add(t, beginning ? "LEFT(" : "");
        add_cell(t, when->column);
        if (beginning) text_printf(t, ",%zu)=\"%s\"", utf8_length(value), value);
        else text_printf(t, "&\"\"=\"%s\"", value);
    }
    text_add_char(t, ')');
}

static void add_condition(struct text *t, const struct entry_condition *when)
{
    switch (when->kind) {
    case WHEN_ALWAYS: break;
    case WHEN_FILLED:
        text_add_char(t, ',');
        add_cell(t, when->column);
        text_add(t, "<>\"\"");
        break;
    case WHEN_ONE_OF: add_one_of(t, when); break;
    case WHEN_ALL_EMPTY:
        for (size_t i = 0; i < when->n_columns; i++) {
            text_add_char(t, ',');
            add_cell(t, when->columns[i]);
            text_add(t, "=\"\"");
        }
        break;
    case WHEN_SEVERAL: text_printf(t, ",COUNTA(%s)>1", when->name); break;
    }
}

/* =AND($A2="",COUNTA($A2:$P2)>0,…): this cell is empty in a row that has anything. */
static void colour(struct book *b, lxw_worksheet *s, const struct entry *e, size_t column, const struct entry_condition *when)
{
    struct text t = {0};
    text_add(&t, "=AND(");
    add_cell(&t, (int)column);
    text_add(&t, "=\"\",COUNTA(");
    add_cell(&t, 0);
    text_add_char(&t, ':');
    add_cell(&t, (int)e->n_columns - 1);
    text_add(&t, ")>0");
    add_condition(&t, when);
    text_add_char(&t, ')');
    lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = arena_dup(&b->arena, book_text(b, text_get(&t))),
                                   .format = book_format(b, (struct look){.fill = when->urgent ? URGENT_FILL : WANTED_FILL})};
    if (!b->fault) book_check(b, worksheet_conditional_format_range(s, FIRST_ROW, (lxw_col_t)column, LAST_ROW, (lxw_col_t)column, &rule));
    text_release(&t);
}

void entry_rules(struct book *b, lxw_worksheet *s, const struct entry *e, size_t column)
{
    const struct entry_column *c = &e->columns[column];
    validate_column(b, s, c, column);
    for (size_t i = 0; i < c->n_conditions; i++) colour(b, s, e, column, &c->conditions[i]);
}
