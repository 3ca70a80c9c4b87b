/* The rows of old sheets as rows of our tables. */
#include "intake/intake_inside.h"
#include "ledger/rows/lines.h"
#include "ledger/schema/codes.h"
#include "ledger/schema/name_kinds.h"
#include "ledger/values/personal.h"
#include "ledger/values/value.h"
#include <string.h>

/* ---- one row ---- */

struct carrying {
    struct intake *k;
    struct layout *l;
    struct carried_table *to;
    struct carried_row *row;
    const struct old_sheet *sheet;
    const struct old_row *from;
    const char *where;
};

static void add_to_note(struct carrying *c, const char *label, const char *text)
{
    int column = carried_note_column(c->l->head.table);
    const char **cell = &c->row->cells[column];
    const char *one = arena_printf(&c->k->arena, "%s：%s", label, text);
    *cell = *cell ? arena_printf(&c->k->arena, "%s；%s", *cell, one) : one;
}

/* Of two old columns that are one of ours and say different things, the office chooses where the report depends on it. */
static const char *ask_which(struct carrying *c, size_t cell, const char *first, const char *second)
{
    const char *const choices[] = {first, second};
    const char *heading = carried_heading(c->l->head.table, cell);
    const char *answer = questions_ask(&c->k->questions, &(struct question){.key = arena_printf(&c->k->arena, "行/%s/%lld/%s/两列", c->sheet->shown, (long long)c->from->line, heading),
                                                                            .text = arena_printf(&c->k->arena, "两列都是“%s”，填的不同：是哪一个", heading),
                                                                            .where = c->where,
                                                                            .choices = choices,
                                                                            .n_choices = 2});
    return answer ? answer : first;
}

/* Else the first that is filled counts. */
static void put(struct carrying *c, size_t cell, const char *text, const char *label)
{
    const struct ledger_table *t = c->l->head.table;
    const char **to = &c->row->cells[cell];
    enum column_type type = carried_column(t, cell)->type;
    if (!text || !*text) return;
    if (!*to || !strcmp(*to, text)) *to = text;
    else if (type != COLUMN_TEXT && type != COLUMN_PROSE) *to = ask_which(c, cell, *to, text);
    else intake_note(c->k, c->where, arena_printf(&c->k->arena, "“%s”和前面的一列都是“%s”，填的不同，用了前面的", label, carried_heading(t, cell)));
    if (cell >= t->n_columns) c->to->wide[cell - t->n_columns] = true;
}

static const char *detail_of(const struct carrying *c, int column)
{
    for (size_t i = 0; i < c->l->head.n; i++)
        if (c->l->uses[i].kind == USE_DETAIL && c->l->uses[i].column == column) return old_cell(c->from, i);
    return "";
}

static void carry_cell(struct carrying *c, size_t i)
{
    const struct ledger_table *t = c->l->head.table;
    const struct column_use *use = &c->l->uses[i];
    const char *cell = old_cell(c->from, i), *label = c->l->head.names[i];
    size_t place = use->kind == USE_WIDE ? t->n_columns + (size_t)use->column : (size_t)use->column;
    int column;
    if (!*cell) return;
    switch (use->kind) {
    case USE_COLUMN:
    case USE_WIDE: {
        const char *detail = use->kind == USE_COLUMN ? detail_of(c, use->column) : "";
        const char *text = cell_carry(c->k, c->l, carried_column(t, place), label, cell, detail, c->where);
        if (!use->assumed) put(c, place, text, label);
        break;
    }
    case USE_MIXED: {
        const char *text = cell_mixed(c->k, c->l, use->alias, label, cell, c->where, &column);
        if (column >= 0) put(c, (size_t)column, text, label);
        break;
    }
    case USE_NOTE:
        if (!use->assumed) add_to_note(c, label, cell);
        break;
    case USE_LEFT:
    case USE_BY_CHANNEL:
    case USE_DETAIL:
    case USE_SPREAD: break;
    }
}

/* The day of receipt goes where the way that the request came needs it. */
static void carry_by_channel(struct carrying *c, size_t i)
{
    const struct ledger_table *t = c->l->head.table;
    const struct collected *by = &c->k->schema->collected;
    int column = -1;
    if (c->l->uses[i].kind != USE_BY_CHANNEL || !*old_cell(c->from, i)) return;
    if (c->l->uses[i].assumed) {
        (void)cell_carry(c->k, c->l, &t->columns[by->into[1]], c->l->head.names[i], old_cell(c->from, i), "", c->where);
        return;
    }
    const char *way = c->row->cells[by->by], *cell = old_cell(c->from, i);
    struct text scratch = {0};
    int code = way ? codes_find(t->columns[by->by].codes, slice_of(way), &scratch) : 0;
    text_release(&scratch);
    if (code > 0) column = by->into[code];
    if (column >= 0)
        put(c, (size_t)column, cell_carry(c->k, c->l, &t->columns[column], c->l->head.labels[i], cell, "", c->where), c->l->head.labels[i]);
    else
        intake_note(c->k, c->where, arena_printf(&c->k->arena, "“%s”没有填到哪一列：这一行的申请方式定不下来，请在新台账里填", c->l->head.labels[i]));
}

/* ---- the kind of an applicant, by the name: only where the office has answered so ---- */

/* data/ledger/personal.yaml says which kind of applicant is a person; 0 = none. */
static int kind_of_persons(const struct schema *schema, const struct code_list *list)
{
    for (size_t i = 1; i <= list->n; i++)
        if (personal_kind(schema, list, (int64_t)i)) return (int)i;
    return 0;
}

static const char *kind_of_name(struct carrying *c, const struct code_list *list, const char *name)
{
    struct text folded = {0};
    spelling_fold(&folded, slice_of(name));
    int found = name_kind(c->k->schema, (struct slice){text_get(&folded), folded.n});
    if (!found && intake_is_person(c->k->schema, name)) found = kind_of_persons(c->k->schema, list);
    text_release(&folded);
    if (found) return list->codes[found - 1].choice;
    const char **choices = arena_alloc(&c->k->arena, list->n * sizeof *choices);
    for (size_t i = 0; i < list->n; i++) choices[i] = list->codes[i].choice;
    return questions_ask(&c->k->questions, &(struct question){.key = arena_printf(&c->k->arena, "名称/%s", name),
                                                              .text = arena_printf(&c->k->arena, "申请人“%s”是哪一种", name),
                                                              .where = c->where,
                                                              .note = "从名称看不出来",
                                                              .choices = choices,
                                                              .n_choices = list->n});
}

static void judge_by_name(struct carrying *c)
{
    const struct ledger_table *t = c->l->head.table;
    int kind = carried_named(t, "applicant_kind"), name = carried_named(t, "applicant");
    if (c->l->asks_names && c->row->cells[name]) (void)kind_of_name(c, t->columns[kind].codes, c->row->cells[name]);
    if (kind < 0 || name < 0 || !c->row->cells[kind] || strcmp(c->row->cells[kind], INTAKE_BY_NAME)) return;
    c->row->cells[kind] = c->row->cells[name] ? kind_of_name(c, t->columns[kind].codes, c->row->cells[name]) : NULL;
    if (!c->row->cells[name]) intake_note(c->k, c->where, "没有申请人名称，看不出申请人类型，请在新台账里填");
}

/* ---- steps that have no date ---- */

static bool speaks_of(const struct intake *k, const struct intake_hint *hint, const char *text)
{
    for (size_t i = 0; i < hint->n; i++)
        for (const char *at = text; (at = strstr(at, hint->words[i])); at += strlen(hint->words[i])) {
            bool denied = false;
            for (size_t d = 0; d < k->words->n_denials; d++) {
                size_t n = strlen(k->words->denials[d]);
                denied |= (size_t)(at - text) >= n && !memcmp(at - n, k->words->denials[d], n);
            }
            if (!denied) return true;
        }
    return false;
}

static void ask_day(struct carrying *c, const struct wide_event *e, const char *says)
{
    const struct ledger_table *t = c->l->head.table;
    const char *day = t->wide->headings[e->day], *none = arena_printf(&c->k->arena, "没有这回事");
    const char *answer = questions_ask(
        &c->k->questions, &(struct question){.key = arena_printf(&c->k->arena, "行/%s/%lld/%s", c->sheet->shown, (long long)c->from->line, day),
                                             .text = arena_printf(&c->k->arena, "%s：“%s”是哪一天", says, day),
                                             .where = c->where,
                                             .note = "只有日期才影响期限",
                                             .choices = &none,
                                             .n_choices = 1,
                                             .kind = ANSWER_DATE});
    if (!answer) return;
    const char **flag = e->flag >= 0 ? &c->row->cells[t->n_columns + (size_t)e->flag] : NULL;
    if (strcmp(answer, none)) put(c, t->n_columns + (size_t)e->day, answer, day);
    else if (flag && *flag) *flag = "否";
}

/* A column that may hold the day is filled, but what it is was not answered yet. */
static bool may_be_there(const struct carrying *c)
{
    for (size_t i = 0; i < c->l->head.n; i++)
        if (c->l->uses[i].kind == USE_WIDE && c->l->uses[i].assumed && *old_cell(c->from, i)) return true;
    return false;
}

static void ask_days(struct carrying *c)
{
    const struct ledger_table *t = c->l->head.table;
    int note = carried_note_column(t);
    for (size_t i = 0; t->wide && !may_be_there(c) && i < t->wide->n_events; i++) {
        const struct wide_event *e = &t->wide->events[i];
        const char *flag = e->flag >= 0 ? c->row->cells[t->n_columns + (size_t)e->flag] : NULL;
        if (c->row->cells[t->n_columns + (size_t)e->day]) continue;
        if (flag && !strcmp(flag, "是")) {
            ask_day(c, e, arena_printf(&c->k->arena, "“%s”是“是”", t->wide->headings[e->flag]));
            continue;
        }
        for (size_t h = 0; note >= 0 && c->row->cells[note] && h < c->k->words->n_hints; h++) {
            const struct intake_hint *hint = &c->k->words->hints[h];
            if (hint->table == t && hint->event == i && speaks_of(c->k, hint, c->row->cells[note]))
                ask_day(c, e, arena_printf(&c->k->arena, "备注写着“%s”", c->row->cells[note]));
        }
    }
}

/* ---- rows ---- */

static struct carried_row *new_row(struct carrying *c)
{
    struct carried_row *row = carried_add(c->to, &c->k->arena, c->sheet->shown, c->from->line);
    row->tab = c->sheet->name;
    if (c->l->number >= 0) row->number = old_cell(c->from, (size_t)c->l->number);
    return row;
}

static void carry_row(struct carrying *c)
{
    c->row = new_row(c);
    for (size_t i = 0; i < c->l->head.n; i++) carry_cell(c, i);
    for (size_t i = 0; i < c->l->head.table->n_columns; i++)
        if (c->l->constants[i] && !c->row->cells[i]) c->row->cells[i] = c->l->constants[i];
    for (size_t i = 0; i < c->l->head.n; i++) carry_by_channel(c, i);
    judge_by_name(c);
    ask_days(c);
}

/* A row for each kind that has a column: 行政许可 12, 行政处罚 3. */
static void carry_spread(struct carrying *c)
{
    int code = -1;
    for (size_t i = 0; i < c->l->head.table->n_columns; i++)
        if (c->l->head.table->columns[i].type == COLUMN_CODE && c->l->head.table->columns[i].needed) code = (int)i;
    for (size_t i = 0; i < c->l->head.n; i++) {
        const struct column_use *use = &c->l->uses[i];
        if (use->kind != USE_SPREAD || !*old_cell(c->from, i)) continue;
        carry_row(c);
        c->row->cells[code] = use->value;
        c->row->cells[use->column] = old_cell(c->from, i);
    }
}

static bool is_spread(const struct layout *l)
{
    for (size_t i = 0; i < l->head.n; i++)
        if (l->uses[i].kind == USE_SPREAD) return true;
    return false;
}

static void note_marks(struct carrying *c)
{
    static const char *const words[] = {
        [RAW_LONG_NUMBER] = "的数可能丢了末几位", [RAW_ERROR] = "是公式的错误", [RAW_NOT_COMPUTED] = "是没有算出来的公式：用 Excel 或 WPS 打开、保存一次再来", [RAW_NO_DATE] = "不是真的日期"};
    for (size_t i = 0; c->from->marks && i < c->from->n; i++) {
        unsigned mark = c->from->marks[i];
        if (mark < sizeof words / sizeof *words && words[mark] && i < c->l->head.n && *c->l->head.labels[i])
            intake_note(c->k, c->where, arena_printf(&c->k->arena, "“%s”%s", c->l->head.labels[i], words[mark]));
    }
}

static void note_lines(struct intake *k, const struct old_sheet *sheet, struct lines *lines, const char *what)
{
    struct text words = {0};
    if (lines->first) {
        lines_text(lines, &words);
        intake_note(k, arena_printf(&k->arena, "%s %s", sheet->shown, text_get(&words)), what);
    }
    text_release(&words);
    lines_release(lines);
}

static void carry_sheet(struct intake *k, struct layout *l, size_t s)
{
    const struct old_sheet *sheet = layout_sheet(k, l, s);
    struct carrying c = {.k = k, .l = l, .to = &k->tables[l->head.table - k->schema->tables], .sheet = sheet};
    struct lines left = {0};
    size_t first = layout_first_row(k, l, s);
    bool spread = is_spread(l);
    for (size_t r = first; r < sheet->n_rows; r++) {
        c.from = &sheet->rows[r];
        if (!l->records[s][r]) {
            lines_add(&left, c.from->line);
            continue;
        }
        c.where = row_where(k, sheet, c.from);
        note_marks(&c);
        if (spread) carry_spread(&c);
        else carry_row(&c);
    }
    note_lines(k, sheet, &left, "合计、落款、注、月份等行，没有当作记录");
}

void carry_rows(struct intake *k)
{
    for (size_t l = 0; l < k->n_layouts; l++)
        for (size_t s = 0; s < k->layouts[l].n_sheets; s++) carry_sheet(k, &k->layouts[l], s);
}
