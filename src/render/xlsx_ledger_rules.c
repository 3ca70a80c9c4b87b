#include "base/text.h"
#include "calendar/civil.h"
#include "render/xlsx_ledger_parts.h"
#include <string.h>

/* Rows of a sheet that rules hold for: all but the headings. */
enum { FIRST_ROW = 1, LAST_ROW = LXW_ROW_MAX - 1 };

/* ---- while it is typed ---- */

static void validate(struct book *b, lxw_worksheet *s, size_t column, lxw_data_validation *v)
{
    v->ignore_blank = LXW_VALIDATION_ON;
    book_check(b, worksheet_data_validation_range(s, FIRST_ROW, (lxw_col_t)column, LAST_ROW, (lxw_col_t)column, v));
}

/* Codes, names and other spellings may be typed or pasted as well: an unlisted word is asked about, not refused.
 * libxlsxwriter 1.1.4 copies the formula of a list twice and loses one copy: some twenty bytes a column until the end. */
static void validate_list(struct book *b, lxw_worksheet *s, size_t column, const char *formula, const char *message)
{
    lxw_data_validation v = {
        .validate = LXW_VALIDATION_TYPE_LIST_FORMULA, .value_formula = arena_dup(&b->arena, formula), .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
        .error_title = (char[]){"不在列表里"}, .error_message = arena_dup(&b->arena, message)};
    validate(b, s, column, &v);
}

static void validate_date(struct book *b, lxw_worksheet *s, const struct table *t, size_t column)
{
    char since[CIVIL_ISO];
    int year, month, day;
    civil_split(t->since, &year, &month, &day);
    lxw_data_validation v = {
        .validate = LXW_VALIDATION_TYPE_DATE, .criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO,
        .value_datetime = {year, month, day, 0, 0, 0}, .error_title = (char[]){"不是日期"},
        .error_message = arena_printf(&b->arena, "请填 2025-03-31 或 2025/3/31 这样的日期，不早于 %s；没有的留空。", civil_iso(t->since, since))};
    validate(b, s, column, &v);
}

static void validate_number(struct book *b, lxw_worksheet *s, size_t column, uint8_t type, double least, double most, const char *message)
{
    lxw_data_validation v = {
        .validate = type, .criteria = LXW_VALIDATION_CRITERIA_BETWEEN, .minimum_number = least, .maximum_number = most,
        .error_title = (char[]){"填的不对"}, .error_message = arena_dup(&b->arena, message)};
    validate(b, s, column, &v);
}

static void validate_column(struct book *b, lxw_worksheet *s, const struct table *t, size_t i)
{
    enum { FIRST_YEAR = 2008, LAST_YEAR = 9998 };
    static const double most = 1e12;                   /* more than any office counts; a double holds it exactly */
    const struct column *c = &t->columns[i];
    switch (c->type) {
    case COLUMN_DATE: validate_date(b, s, t, i); break;
    case COLUMN_YEAR: validate_number(b, s, i, LXW_VALIDATION_TYPE_INTEGER, FIRST_YEAR, LAST_YEAR, "请填 2025 这样的四位年度。"); break;
    case COLUMN_COUNT: validate_number(b, s, i, LXW_VALIDATION_TYPE_INTEGER, 0, most, "请填整数，不带单位；没有就填 0，不清楚的留空。"); break;
    case COLUMN_SIGNED: validate_number(b, s, i, LXW_VALIDATION_TYPE_INTEGER, -most, most, "请填整数，减少的填负数。"); break;
    case COLUMN_MONEY:
        validate_number(b, s, i, LXW_VALIDATION_TYPE_DECIMAL, 0, most, arena_printf(&b->arena, "请填金额，不带单位，最多 %d 位小数。", c->decimals));
        break;
    case COLUMN_NUMBER: validate_number(b, s, i, LXW_VALIDATION_TYPE_DECIMAL, -most, most, "请填数，不带单位。"); break;
    case COLUMN_CODE:
        validate_list(b, s, i, arena_printf(&b->arena, "=" LEDGER_NAME_CODES "%s", c->codes->name), "请从下拉列表选，或填“代码表”里的代码、名称或别的写法。确定要这样填吗？");
        break;
    case COLUMN_FLAG: {
        lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_LIST, .value_list = (char *[]){(char[]){"是"}, (char[]){"否"}, NULL},
                                 .error_title = (char[]){"填的不对"}, .error_message = (char[]){"请填“是”或“否”。"}};
        validate(b, s, i, &v);
        break;
    }
    case COLUMN_AGENCY: validate_list(b, s, i, "=" LEDGER_NAME_AGENCIES, "请填“机关”表里的机关代码、名称或别名。确定要这样填吗？"); break;
    default: break;
    }
}

/* ---- what is missing ---- */

/* $C2: the cell of a column in the first row that the rule is written for. */
static const char *cell(struct book *b, size_t column)
{
    char name[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell_abs(name, FIRST_ROW, (lxw_col_t)column, false, true);
    return arena_dup(&b->arena, name);
}

static void colour(struct book *b, lxw_worksheet *s, size_t column, uint32_t fill, const struct text *formula)
{
    lxw_conditional_format rule = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = arena_dup(&b->arena, text_get(formula)),
        .format = book_format(b, (struct look){.fill = fill})};
    if (!b->fault) book_check(b, worksheet_conditional_format_range(s, FIRST_ROW, (lxw_col_t)column, LAST_ROW, (lxw_col_t)column, &rule));
}

/* =AND($A2="",COUNTA($A2:$P2)>0 : this cell is empty in a row that has anything; to be continued. */
static void add_empty_here(struct book *b, struct text *formula, const struct table *t, size_t column)
{
    text_printf(formula, "=AND(%s=\"\",COUNTA(%s:%s)>0", cell(b, column), cell(b, 0), cell(b, t->n_columns - 1));
}

static bool is_group(const char *code) { return code[strlen(code) - 1] == '.'; }

/* A code as it may stand in the cell: alone, as the choice, as the label. */
static void add_code(struct text *formula, const char *at, const struct code_list *list, const char *code)
{
    if (is_group(code)) {
        text_printf(formula, "LEFT(%s,%zu)=\"%s\"", at, strlen(code), code);
        return;
    }
    const struct code *c = &list->codes[code_find(list, code) - 1];
    text_printf(formula, "%s&\"\"=\"%s\",%s=\"%s\"", at, c->code, at, c->label);
    if (strcmp(c->choice, c->label)) text_printf(formula, ",%s=\"%s\"", at, c->choice);
}

static void colour_wanted(struct book *b, lxw_worksheet *s, const struct table *t, size_t column, const struct wanted *w)
{
    struct text formula = {0};
    const char *at = cell(b, (size_t)w->column);
    add_empty_here(b, &formula, t, column);
    if (!w->n_codes) text_printf(&formula, ",%s<>\"\"", at);
    for (size_t i = 0; i < w->n_codes; i++) {
        text_add(&formula, i ? "," : ",OR(");
        add_code(&formula, at, t->columns[w->column].codes, w->codes[i]);
    }
    text_add(&formula, w->n_codes ? "))" : ")");
    colour(b, s, column, LEDGER_WANTED_FILL, &formula);
    text_release(&formula);
}

static bool among_needs_one(const struct table *t, int column)
{
    for (size_t i = 0; i < t->n_needs_one; i++)
        if (t->needs_one[i] == column) return true;
    return false;
}

/* One of several columns has to be filled; where the agency is one of them, a ledger of one agency needs none. */
static bool one_of_several(const struct table *t, size_t column)
{
    return among_needs_one(t, (int)column) && !among_needs_one(t, t->agency);
}

static void colour_missing(struct book *b, lxw_worksheet *s, const struct table *t, size_t column)
{
    struct text formula = {0};
    add_empty_here(b, &formula, t, column);
    if (one_of_several(t, column))
        for (size_t i = 0; i < t->n_needs_one; i++) text_printf(&formula, ",%s=\"\"", cell(b, (size_t)t->needs_one[i]));
    else if ((int)column == t->agency) text_add(&formula, ",COUNTA(" LEDGER_NAME_AGENCIES ")>1");
    text_add(&formula, ")");
    colour(b, s, column, LEDGER_MISSING_FILL, &formula);
    text_release(&formula);
}

void ledger_column_rules(struct book *b, lxw_worksheet *s, const struct table *t, size_t column)
{
    const struct column *c = &t->columns[column];
    if (b->fault) return;
    validate_column(b, s, t, column);
    bool agency = (int)column == t->agency && !among_needs_one(t, t->agency);
    if (c->needed || agency || one_of_several(t, column)) colour_missing(b, s, t, column);
    for (size_t i = 0; i < c->n_wanted; i++) colour_wanted(b, s, t, column, &c->wanted[i]);
}
