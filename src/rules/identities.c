#include "rules/identities.h"
#include "base/text.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* The cells of one set and year, laid out by the slots of one table. */
struct known { bool there, empty; struct decimal number; const char *file, *place; int64_t line; };
struct cell_set { const char *id; int year; struct arena arena; struct known **tables; const struct form *form; bool any; };

static bool read_set(const struct rules_run *run, struct cell_set *set, struct diag *diag)
{
    static const char sql[] =
        "SELECT c.tbl, c.row, c.col, c.value, c.scale, f.name, c.line, c.place FROM cells c LEFT JOIN files f ON f.id = c.file"
        " WHERE c.agency = :agency AND c.year = :year AND c.set_id = :set";
    struct query *q = NULL;
    bool row = true, ok = query_open(&q, run->store, sql, "cells", 1, diag);
    if (!ok) return false;
    query_bind(q, ":agency", run->report->agency.id);
    query_bind(q, ":year", set->year);
    query_bind_text(q, ":set", set->id);
    set->tables = arena_alloc(&set->arena, set->form->n_tables * sizeof *set->tables);
    for (size_t i = 0; i < set->form->n_tables; i++) set->tables[i] = arena_alloc(&set->arena, (set->form->tables[i].n_slots + 1) * sizeof **set->tables);
    while ((ok = query_next(q, &row, diag)) && row) {
        const struct form_table *t = form_table(set->form, query_text(q, 0));
        int slot = t ? form_slot(t, query_text(q, 1), query_text(q, 2)) : -1;
        if (slot < 0) continue;
        set->any = true;
        set->tables[t - set->form->tables][slot] = (struct known){
            true, query_null(q, 3), {query_integer(q, 3), (int)query_integer(q, 4)}, arena_dup(&set->arena, query_text(q, 5)),
            arena_dup(&set->arena, query_text(q, 7)), query_integer(q, 6)};
    }
    query_close(q);
    return ok;
}

/* One side of an identity in one line (a column or a row). */
struct side { struct decimal sum; size_t there, filled; int last; };

static bool add_side(const struct known *cells, const int *slots, size_t n, struct side *side)
{
    *side = (struct side){.last = -1};
    for (size_t i = 0; i < n; i++) {
        const struct known *cell = &cells[slots[i]];
        side->last = slots[i];
        side->there += cell->there;
        if (!cell->there || cell->empty) continue;
        side->filled++;
        if (!decimal_add(side->sum, cell->number, &side->sum)) return false;
    }
    return true;
}

static void add_broken(const struct rules_run *run, const struct cell_set *set, const struct form_identity *id, const struct rule *rule,
                       const struct side *left, const struct side *right, struct findings *findings)
{
    static const char *const names[][2] = {{"computed", "本表"}, {"declared", "申报数"}, {"previous", "上年报告"}, {"submission", "交来的年报"}};
    const struct form_slot *slot = &id->table->slots[right->last];
    const struct known *place = &set->tables[id->table - set->form->tables][right->last];
    struct decimal minus = {-right->sum.value, right->sum.scale}, difference;
    char l[DECIMAL_TEXT], r[DECIMAL_TEXT], d[DECIMAL_TEXT];
    const char *who = set->id;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i][0], set->id)) who = names[i][1];
    if (!decimal_add(left->sum, minus, &difference)) difference = (struct decimal){0, 0};
    struct text message = {0}, expected = {0};
    text_printf(&message, "%d年%s“%s”勾稽不符（%s）：左边%s，右边%s，相差%s", set->year, who, id->by_row ? slot->row_label : slot->col_label, id->wording,
                decimal_format(left->sum, l), decimal_format(right->sum, r), decimal_format(difference, d));
    text_printf(&expected, "%s", l);
    struct finding f = rule_finding(rule);
    f.agency = run->report->agency.code ? run->report->agency.code : run->report->agency.name;
    f.table = strcmp(set->id, "declared") ? NULL : "declared";
    f.file = place->file;
    f.row = place->line;
    f.column = place->place;
    f.cell = slot->address;
    f.value = right->filled ? r : "空";
    f.expected = text_get(&expected);
    f.message = text_get(&message);
    if (set->year != run->report->year) finding_lower(&f, rule, SEVERITY_WARNING);
    findings_add(findings, &f);
    text_release(&message);
    text_release(&expected);
}

/* One line of the identity; *partial is set where some terms are not in the set at all. */
static void check_line(const struct rules_run *run, const struct cell_set *set, const struct form_identity *id, const struct rule *rule,
                       const struct form_line *line, bool *partial, struct findings *findings)
{
    struct side left, right;
    const struct known *cells = set->tables[id->table - set->form->tables];
    struct decimal a, b;
    if (!add_side(cells, line->left, id->n_left, &left) || !add_side(cells, line->right, id->n_right, &right)) return;
    if (left.there + right.there < id->n_left + id->n_right) {
        *partial = *partial || left.there + right.there;
        return;
    }
    if (!left.filled && !right.filled) return;         /* blank all over: said by its own check */
    if (!decimal_rescale(left.sum, DECIMAL_MAX_SCALE, &a) || !decimal_rescale(right.sum, DECIMAL_MAX_SCALE, &b) || a.value == b.value) return;
    add_broken(run, set, id, rule, &left, &right, findings);
}

static bool check_identity(const struct rules_run *run, const struct cell_set *set, const struct form_identity *id, struct findings *findings, struct diag *diag)
{
    const struct rule *rule = catalogue_rule(run->catalogue, id->check);
    bool partial = false;
    if (!rule || rule->found != FOUND_IDENTITY)
        return diag_fail(diag, DIAG_INPUT, "%s:%d: 勾稽关系 %s 的检查 %s 不在检查目录里", set->form->file, id->line, id->id, id->check);
    for (size_t i = 0; i < id->n_lines; i++) check_line(run, set, id, rule, &id->lines[i], &partial, findings);
    if (!partial || set->year != run->report->year) return true;
    struct finding f = rule_finding(rule);
    f.agency = run->report->agency.code ? run->report->agency.code : run->report->agency.name;
    f.state = STATE_NOT_ASSESSABLE;
    f.blocking = false;
    f.file = strcmp(set->id, "submission") ? NULL : run->file;
    f.value = strcmp(set->id, "submission") ? "申报数不全，有的单元格没有给出" : "交来的年报不全，有的单元格没有给出";
    f.cell = id->table->id;
    findings_add(findings, &f);
    return true;
}

static bool check_set(const struct rules_run *run, const char *id, int year, const struct form *form, struct findings *findings, struct diag *diag)
{
    struct cell_set set = {.id = id, .year = year, .form = form};
    if (!form) return true;
    bool ok = read_set(run, &set, diag);
    for (size_t i = 0; ok && set.any && i < form->n_identities; i++) ok = check_identity(run, &set, &form->identities[i], findings, diag);
    arena_release(&set.arena);
    return ok;
}

bool identities_run(const struct rules_run *run, struct findings *findings, struct diag *diag)
{
    int year = run->report->year;
    return check_set(run, "computed", year, run->report->form, findings, diag) && check_set(run, "declared", year, run->report->form, findings, diag) &&
           check_set(run, "submission", year, run->report->form, findings, diag) &&
           check_set(run, "declared", year - 1, run->last_form, findings, diag) && check_set(run, "previous", year - 1, run->last_form, findings, diag);
}
