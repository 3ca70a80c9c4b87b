/* All of it, step by step. */
#include "intake/intake_inside.h"
#include <stdlib.h>
#include <string.h>

static const char **add_row(struct intake *k, const struct ledger_table *t, const char *from) { return carried_add(&k->tables[t - k->schema->tables], &k->arena, from, 0)->cells; }

/* ---- which table each sheet is ---- */

/* By its name a list of what other sheets hold: 全年汇总. */
static bool repeats_others(const struct intake *k, const struct old_sheet *sheet)
{
    for (size_t i = 0; i < k->schema->whole_sheets.n; i++)
        if (strstr(sheet->name, k->schema->whole_sheets.words[i])) return k->sheets->n > 1;
    return false;
}

static bool is_hidden(const struct old_sheet *sheet)
{
    for (size_t i = 0; i < sheet->n_notes; i++)
        if (sheet->notes[i].kind == RAW_HIDDEN_SHEET || sheet->notes[i].kind == RAW_VERY_HIDDEN_SHEET) return true;
    return false;
}

/* A head that only might be one: a table of statistics has some of the words as well. */
static void ask_table(struct intake *k, size_t s)
{
    const struct old_sheet *sheet = &k->sheets->list[s];
    struct old_head *head = &k->heads[s];
    const char *none = "不是台账，" INTAKE_LEFT;
    const char **choices = arena_alloc(&k->arena, (k->schema->n_tables + 1) * sizeof *choices);
    size_t n = 0;
    bool whole = repeats_others(k, sheet), hidden = is_hidden(sheet);
    choices[n++] = whole ? none : head->table->name;
    choices[n++] = whole ? head->table->name : none;
    for (size_t i = 0; i < k->schema->n_tables; i++)
        if (&k->schema->tables[i] != head->table) choices[n++] = k->schema->tables[i].name;
    const char *answer =
        questions_ask(&k->questions, &(struct question){.key = arena_printf(&k->arena, "表/%s", sheet->shown),
                                                        .text = arena_printf(&k->arena, "“%s”是哪一张表", sheet->name),
                                                        .where = sheet->shown,
                                                        .advice = hidden ? NULL : choices[0],
                                                        .note = arena_printf(&k->arena, "%s%zu 个标题里认得 %zu 个", hidden ? "隐藏的工作表；" : "", head->n_labels, head->n_known),
                                                        .choices = choices,
                                                        .n_choices = n});
    const struct ledger_table *table = answer ? schema_table_named(k->schema, answer) : NULL;
    if (table && table != head->table) old_head_find_of(head, &k->arena, k->schema, k->words, sheet, table);
    if (!table) head->table = NULL;
}

static void add_to_layout(struct intake *k, size_t s)
{
    size_t i = 0;
    while (i < k->n_layouts && !heads_same(&k->layouts[i].head, &k->heads[s])) i++;
    if (i == k->n_layouts) {
        k->layouts = memory_grow(k->layouts, k->n_layouts, &k->cap_layouts, sizeof *k->layouts);
        k->layouts[k->n_layouts++] = (struct layout){.head = k->heads[s]};
    }
    struct layout *l = &k->layouts[i];
    l->sheets = memory_grow(l->sheets, l->n_sheets, &l->cap_sheets, sizeof *l->sheets);
    l->sheets[l->n_sheets++] = s;
    k->layout_of[s] = (int)i;
}

static bool is_left_alone(const struct intake *k, const char *name)
{
    for (size_t i = 0; i < k->schema->n_sheets_left_alone; i++)
        if (!strcmp(k->schema->sheets_left_alone[i], name)) return true;
    return false;
}

static void sort_sheets(struct intake *k)
{
    static const char not_read[] = "没有读作台账，全部在“原样”里";
    for (size_t s = 0; s < k->sheets->n; s++) {
        const struct old_sheet *sheet = &k->sheets->list[s];
        k->layout_of[s] = -1;
        if (!sheet->n_rows) continue;
        if (is_left_alone(k, sheet->name)) {
            intake_note(k, sheet->shown, not_read);
            continue;
        }
        if (sheet->n_cleaned) intake_note(k, sheet->shown, arena_printf(&k->arena, "去掉了 %zu 个控制符、看不见的字符", sheet->n_cleaned));
        old_head_find(&k->heads[s], &k->arena, k->schema, k->words, sheet);
        if (k->heads[s].table && (!k->heads[s].sure || repeats_others(k, sheet) || is_hidden(sheet))) ask_table(k, s);
        if (k->heads[s].table) {
            part_fill_merged(k, s);
            add_to_layout(k, s);
            intake_note(k, sheet->shown, arena_printf(&k->arena, "读作“%s”", k->heads[s].table->name));
        } else {
            intake_note(k, sheet->shown, not_read);
        }
    }
}

/* ---- the year ---- */

/* The year that most dates name, for what is suggested; never for what is carried. */
static int likely_year(const struct old_sheets *sheets)
{
    enum { FIRST = 2008, YEARS = 100 };
    size_t seen[YEARS] = {0}, most = 0;
    int year = 0;
    for (size_t s = 0; s < sheets->n; s++)
        for (size_t r = 0; r < sheets->list[s].n_rows; r++)
            for (size_t i = 0; i < sheets->list[s].rows[r].n; i++) {
                const char *cell = sheets->list[s].rows[r].cells[i];
                int found = strspn(cell, "0123456789") == 4 && strchr("-./", cell[4]) && cell[4] ? (int)strtol(cell, NULL, 10) : 0;
                if (found >= FIRST && found < FIRST + YEARS) seen[found - FIRST]++;
            }
    for (int i = 0; i < YEARS; i++)
        if (seen[i] > most) most = seen[i], year = FIRST + i;
    return year;
}

/* ---- last year ---- */

static void set(const struct ledger_table *t, const char **cells, const char *name, const char *text)
{
    if (text) cells[carried_named(t, name)] = text;
}

static void add_submitted(struct intake *k, const struct submitted *s)
{
    const struct ledger_table *narrative = schema_table(k->schema, "narrative");
    const struct code_list *sections = schema_codes(k->schema, "narrative_sections");
    for (size_t i = 0; i < s->n_texts; i++) {
        int section = code_find(sections, s->texts[i].section);
        if (!section) continue;
        const char **cells = add_row(k, narrative, s->shown);
        set(narrative, cells, "year", arena_printf(&k->arena, "%d", s->year));
        set(narrative, cells, "section", sections->codes[section - 1].choice);
        set(narrative, cells, "text", s->texts[i].text);
    }
    intake_note(k, s->shown, "年报里没有一件一件的申请：上年没有办完的，请填进“申请登记”，或者用上年的台账做 --previous");
    if (s->n_texts) intake_note(k, s->shown, arena_printf(&k->arena, "“%s”里是 %d 年的文字：改成今年的，年度也改", narrative->name, s->year));
}

/* ---- all of it ---- */

void intake_build(struct intake *k, const struct old_sheets *sheets)
{
    intake_parts(k, sheets);
    k->heads = arena_alloc(&k->arena, (k->sheets->n + 1) * sizeof *k->heads);
    k->layout_of = arena_alloc(&k->arena, (k->sheets->n + 1) * sizeof *k->layout_of);
    if (!k->facts.year) k->facts.year = likely_year(sheets);
    sort_sheets(k);
    for (size_t i = 0; i < k->n_layouts; i++) layout_decide(k, &k->layouts[i]);
    carry_rows(k);
    number_rows(k);
    if (k->facts.previous) (void)previous_carry(k, k->facts.previous);
    if (k->facts.submitted) add_submitted(k, k->facts.submitted);
    agencies_carry(k);
}
