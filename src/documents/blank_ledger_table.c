#include "base/text.h"
#include "calendar/civil.h"
#include "documents/blank_ledger_inside.h"
#include <string.h>

static bool among_needs_one(const struct ledger_table *t, int column)
{
    for (size_t i = 0; i < t->n_needs_one; i++)
        if (t->needs_one[i] == column) return true;
    return false;
}

/* One of several columns has to be filled; where the agency is one of them, a ledger of one agency needs none. */
static bool one_of_several(const struct ledger_table *t, size_t column)
{
    return among_needs_one(t, (int)column) && !among_needs_one(t, t->agency);
}

static enum entry_need need_of(const struct ledger_table *t, size_t column)
{
    if (t->columns[column].needed) return ENTRY_NEEDED;
    if (among_needs_one(t, (int)column)) return ENTRY_WANTED;
    return t->columns[column].n_wanted || (int)column == t->agency ? ENTRY_WANTED : ENTRY_FREE;
}

static int width(const struct ledger_column *c)
{
    enum { CHARACTER = 14, PADDING = 24, WIDEST_CHOICE = 190 };
    static const int of_type[] = {[COLUMN_KEY] = 120, [COLUMN_TEXT] = 130, [COLUMN_PROSE] = 480, [COLUMN_DATE] = 88, [COLUMN_MONTH] = 76,
                                  [COLUMN_YEAR] = 60, [COLUMN_COUNT] = 66, [COLUMN_SIGNED] = 66, [COLUMN_NUMBER] = 80, [COLUMN_MONEY] = 100,
                                  [COLUMN_FLAG] = 60, [COLUMN_CODE] = 80, [COLUMN_AGENCY] = 130};
    int pixels = (int)utf8_length(c->heading) * CHARACTER + PADDING;
    if (of_type[c->type] > pixels) pixels = of_type[c->type];
    for (size_t i = 0; c->codes && i < c->codes->n; i++) {
        int needs = (int)utf8_length(c->codes->codes[i].choice) * CHARACTER + PADDING;
        if (needs > WIDEST_CHOICE) needs = WIDEST_CHOICE;
        if (needs > pixels && !c->codes->codes[i].shared) pixels = needs;
    }
    return pixels;
}

/* ---- while it is typed ---- */

static void allow_numbers(struct entry_column *e, enum entry_type type, double least, double most, const char *error)
{
    e->type = type;
    e->least = least;
    e->most = most;
    e->error_title = "填的不对";
    e->error = error;
}

/* Codes, names and other spellings may be typed or pasted as well: an unlisted word is asked about, not refused. */
static void offer(struct entry_column *e, const char *choices, const char *error)
{
    e->type = ENTRY_CHOICE;
    e->open = true;
    e->choices = choices;
    e->error_title = "不在列表里";
    e->error = error;
}

static void say_what_fits(struct arena *a, struct entry_column *e, const struct ledger_table *t, const struct ledger_column *c)
{
    enum { FIRST_YEAR = 2008, LAST_YEAR = 9998 };
    static const double most = 1e12;                   /* more than any office counts; a double holds it exactly */
    char since[CIVIL_ISO];
    switch (c->type) {
    case COLUMN_DATE:
        allow_numbers(e, ENTRY_DATE, t->since, 0, arena_printf(a, "请填 2025-03-31 或 2025/3/31 这样的日期，不早于 %s；没有的留空。", civil_iso(t->since, since)));
        e->error_title = "不是日期";
        break;
    case COLUMN_YEAR: allow_numbers(e, ENTRY_WHOLE, FIRST_YEAR, LAST_YEAR, "请填 2025 这样的四位年度。"); break;
    case COLUMN_COUNT: allow_numbers(e, ENTRY_WHOLE, 0, most, "请填整数，不带单位；没有就填 0，不清楚的留空。"); break;
    case COLUMN_SIGNED: allow_numbers(e, ENTRY_WHOLE, -most, most, "请填整数，减少的填负数。"); break;
    case COLUMN_MONEY:
        allow_numbers(e, ENTRY_MONEY, 0, most, arena_printf(a, "请填金额，不带单位，最多 %d 位小数。", c->decimals));
        e->decimals = c->decimals;
        break;
    case COLUMN_NUMBER: allow_numbers(e, ENTRY_NUMBER, -most, most, "请填数，不带单位。"); break;
    case COLUMN_CODE:
        offer(e, arena_printf(a, LEDGER_NAME_CODES "%s", c->codes->name), "请从下拉列表选，或填“代码表”里的代码、名称或别的写法。确定要这样填吗？");
        break;
    case COLUMN_AGENCY: offer(e, LEDGER_NAME_AGENCIES, "请填“机关”表里的机关代码、名称或别名。确定要这样填吗？"); break;
    case COLUMN_FLAG:
        e->type = ENTRY_CHOICE;
        e->error_title = "填的不对";
        e->error = "请填“是”或“否”。";
        break;
    case COLUMN_PROSE: e->type = ENTRY_PROSE; break;
    case COLUMN_KEY: case COLUMN_TEXT: case COLUMN_MONTH: e->type = ENTRY_TEXT; break;
    }
}

/* ---- what is missing ---- */

/* A code as it may stand in a cell: alone, as the choice, as the label; one that ends with . is the beginning of several. */
static void add_spellings(const char **values, size_t *n, const struct code_list *list, const char *code)
{
    if (code[strlen(code) - 1] == '.') {
        values[(*n)++] = code;
        return;
    }
    const struct code *c = &list->codes[code_find(list, code) - 1];
    values[(*n)++] = c->code;
    values[(*n)++] = c->label;
    if (strcmp(c->choice, c->label)) values[(*n)++] = c->choice;
}

static struct entry_condition wanted_condition(struct arena *a, const struct ledger_table *t, const struct wanted *w)
{
    if (!w->n_codes) return (struct entry_condition){.kind = WHEN_FILLED, .column = w->column};
    const char **values = arena_alloc(a, 3 * w->n_codes * sizeof *values);
    size_t n = 0;
    for (size_t i = 0; i < w->n_codes; i++) add_spellings(values, &n, t->columns[w->column].codes, w->codes[i]);
    return (struct entry_condition){.kind = WHEN_ONE_OF, .column = w->column, .values = values, .n_values = n};
}

static void add_conditions(struct arena *a, struct entry_column *e, const struct ledger_table *t, size_t column)
{
    const struct ledger_column *c = &t->columns[column];
    struct entry_condition *all = arena_alloc(a, (c->n_wanted + 1) * sizeof *all);
    bool agency = (int)column == t->agency && !among_needs_one(t, t->agency);
    if (c->needed || agency || one_of_several(t, column)) {
        struct entry_condition *first = &all[e->n_conditions++];
        first->urgent = true;
        if (one_of_several(t, column)) *first = (struct entry_condition){.kind = WHEN_ALL_EMPTY, .columns = t->needs_one, .n_columns = t->n_needs_one, .urgent = true};
        else if ((int)column == t->agency) *first = (struct entry_condition){.kind = WHEN_SEVERAL, .name = LEDGER_NAME_AGENCIES, .urgent = true};
    }
    for (size_t i = 0; i < c->n_wanted; i++) all[e->n_conditions++] = wanted_condition(a, t, &c->wanted[i]);
    e->conditions = all;
}

/* ---- the sheet ---- */

/* In the first row: the agency that is known, or the example. */
static void fill_first_row(struct entry_column *e, const struct ledger_table *t, const struct ledger_column *c, const struct blank_ledger *blank)
{
    bool agencies = !strcmp(t->id, "agencies");
    if (agencies && (blank->agency_code || blank->agency_name)) {
        e->value = !strcmp(c->name, "code") ? blank->agency_code : !strcmp(c->name, "name") ? blank->agency_name : NULL;
        return;
    }
    int place = c->example && c->codes ? code_find(c->codes, c->example) : 0;
    e->example = place ? c->codes->codes[place - 1].choice : c->example;
}

/* The wide columns that the old ledger has stand behind those of the table. */
static size_t add_wide_columns(struct document *d, struct entry_column *columns, const struct carried_table *carried)
{
    const struct ledger_table *t = carried->table;
    size_t n = t->n_columns;
    for (size_t i = 0; t->wide && i < t->wide->n_headings; i++) {
        if (!carried->wide[i]) continue;
        const struct ledger_column *c = carried_column(t, t->n_columns + i);
        columns[n] = (struct entry_column){.heading = t->wide->headings[i], .need = ENTRY_FREE, .pixels = width(c)};
        say_what_fits(&d->arena, &columns[n++], t, c);
    }
    return n;
}

static void add_rows(struct document *d, struct entry *entry, const struct carried_table *carried)
{
    const struct ledger_table *t = carried->table;
    struct entry_row *rows = arena_alloc(&d->arena, (carried->n_rows + 1) * sizeof *rows);
    for (size_t r = 0; r < carried->n_rows; r++) {
        const char **values = arena_alloc(&d->arena, entry->n_columns * sizeof *values);
        size_t n = t->n_columns;
        memcpy(values, carried->rows[r].cells, n * sizeof *values);
        for (size_t i = 0; t->wide && i < t->wide->n_headings; i++)
            if (carried->wide[i]) values[n++] = carried->rows[r].cells[t->n_columns + i];
        rows[r].values = values;
    }
    entry->rows = rows;
    entry->n_rows = carried->n_rows;
}

void blank_ledger_table(struct document *d, const struct ledger_table *t, const struct blank_ledger *blank)
{
    const struct carried_table *carried = blank->carried ? &blank->carried[t - blank->schema->tables] : NULL;
    struct entry *entry = arena_alloc(&d->arena, sizeof *entry);
    struct entry_column *columns = arena_alloc(&d->arena, carried_width(t) * sizeof *columns);
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct ledger_column *c = &t->columns[i];
        columns[i] = (struct entry_column){.heading = c->heading, .note = c->note, .need = need_of(t, i), .bold = c->needed,
                                           .personal = c->personal != PERSONAL_NO, .pixels = width(c)};
        say_what_fits(&d->arena, &columns[i], t, c);
        add_conditions(&d->arena, &columns[i], t, i);
        fill_first_row(&columns[i], t, c, blank);
    }
    *entry = (struct entry){.columns = columns, .n_columns = carried ? add_wide_columns(d, columns, carried) : t->n_columns, .asked = -1};
    if (carried) add_rows(d, entry, carried);
    if (!strcmp(t->id, "agencies") && t->n_key) {
        entry->defines = LEDGER_NAME_AGENCIES;
        entry->defined = t->key[0];
    }
    document_sheet(d, t->name, true);
    document_add(d, BLOCK_ENTRY)->entry = entry;
}
