#include "rules/rules_inside.h"
#include "base/memory.h"
#include "base/text.h"
#include "form/mending.h"
#include "form/sources.h"
#include <stdlib.h>
#include <string.h>

/* The cells of one set and year, laid out by the slots of one table. */
struct known { bool there, empty; struct decimal number; const char *place; int64_t file, line; };
struct cell_set { const char *id; int year; struct arena arena; struct known **tables; const struct form *form; bool any; };

static void take_cell(void *context, const struct cell_record *c)
{
    struct cell_set *set = context;
    const struct form_table *t = form_table(set->form, c->table);
    int slot = t ? form_slot(t, c->row, c->col) : -1;
    if (slot < 0) return;
    set->any = true;
    set->tables[t - set->form->tables][slot] = (struct known){true, c->empty, {c->value, c->scale}, arena_dup(&set->arena, c->place), c->file, c->line};
}

static bool read_set(const struct rules_run *run, struct cell_set *set, struct diag *diag)
{
    set->tables = arena_alloc(&set->arena, set->form->n_tables * sizeof *set->tables);
    for (size_t i = 0; i < set->form->n_tables; i++) set->tables[i] = arena_alloc(&set->arena, (set->form->tables[i].n_slots + 1) * sizeof **set->tables);
    return store_each_cell(run->store, run->report->agency.id, set->year, set->id, take_cell, set, diag);
}

/* ---- the finding on a line that does not hold ---- */

/* A line of a sum fails because it fails in some of the reports added up: names them, the largest share first. */
static void add_sources(struct text *out, const struct source_line *sources)
{
    enum { NAMED = 10 };
    text_add(out, "；来自 ");
    sources_words(out, sources, NAMED);
    text_add(out, "，请改正那里的");
}

/* The cell of a sum that is another number once the parts are mended, and that number; false unless they all are mended in one cell. What would
 * make the sum itself hold says nothing: wrong parts may cancel or lie in different cells. */
static bool mended_sum(const struct source_line *sources, const struct mending_value *values, int *slot, struct decimal *sum)
{
    const struct form_identity *id = sources->identity;
    const struct form_slot *own = id->at_most ? NULL : sources->list[0].slot;
    *slot = id->at_most ? sources->line->left[0] : sources->line->right[id->n_right - 1];
    for (size_t i = 0; i < sources->n; i++)
        if (!own || sources->list[i].slot != own) return false;
    *slot = (int)(own - id->table->slots);
    *sum = values[*slot].number;
    for (size_t i = 0; i < sources->n; i++) {
        const struct source *s = &sources->list[i];
        if (!decimal_add(*sum, s->right, sum) || !decimal_add(*sum, (struct decimal){-s->was.value, s->was.scale}, sum)) return false;
    }
    return true;
}

static bool tell_place(const struct rules_run *run, struct cell_set *set, const struct form_table *t, int slot, struct finding *f, struct diag *diag)
{
    const struct known *place = &set->tables[t - set->form->tables][slot];
    struct query *q = NULL;
    bool row;
    f->table = strcmp(set->id, "declared") ? NULL : "declared";
    f->row = place->line;
    f->column = place->place;
    f->cell = t->slots[slot].address;
    if (!place->file) return true;
    if (!query_open(&q, run->store, "SELECT name FROM files WHERE id = :id", "files", 1, diag)) return false;
    query_bind(q, ":id", place->file);
    bool ok = query_next(q, &row, diag);
    if (ok && row) f->file = arena_dup(&set->arena, query_text(q, 0));
    query_close(q);
    return ok;
}

static bool add_broken(const struct rules_run *run, struct cell_set *set, const struct rule *rule, const struct mending_line *line,
                       const struct mending_value *values, struct findings *findings, struct diag *diag)
{
    static const char *const names[][2] = {{"computed", "本表"}, {"declared", "申报数"}, {"previous", "上年报告"}, {"submission", "交来的年报"}};
    const struct form_identity *id = line->identity;
    int slot = line->n_cells ? line->cells[0].slot : id->at_most ? line->line->left[0] : line->line->right[id->n_right - 1];
    struct decimal difference, right_number = line->n_cells ? line->cells[0].number : (struct decimal){0, 0};
    const struct source_line *sources = run->report->rollup && !strcmp(set->id, "computed") ? sources_of(run->report->rollup, id, line->line) : NULL;
    bool certain = line->certain;
    if (sources) certain = mended_sum(sources, values, &slot, &right_number);
    char value[DECIMAL_TEXT], expected[DECIMAL_TEXT], apart[DECIMAL_TEXT];
    const char *who = set->id;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i][0], set->id)) who = names[i][1];
    if (run->scope == SCOPE_TOTALS && !strcmp(set->id, "submission")) who = "填报的年报";
    if (!decimal_subtract(line->left, line->right, &difference)) difference = (struct decimal){0, 0};
    difference = decimal_size(difference);
    struct text message = {0}, label = {0}, left = {0}, right = {0}, advice = {0};
    mending_line_label(&label, id, line->line);
    mending_side(&left, id, line->line, true, values);
    mending_side(&right, id, line->line, false, values);
    mending_advice(&advice, line, values);
    text_printf(&message, "%d年%s“%s”%s：%s；%s；%s%s", set->year, who, text_get(&label), id->at_most ? "超出" : "不平", text_get(&left), text_get(&right),
                id->at_most ? "多出" : "相差", decimal_format(difference, apart));
    if (sources) add_sources(&message, sources);
    else text_printf(&message, "；%s", text_get(&advice));
    struct finding f = rule_finding(rule);
    f.agency = rules_agency(run->report);
    bool ok = tell_place(run, set, id->table, slot, &f, diag);
    f.value = mending_shown(&values[slot], value);
    struct text most = {0};
    text_printf(&most, "不大于 %s", decimal_format(line->right, expected));
    f.expected = id->at_most ? text_get(&most) : certain ? decimal_format(right_number, expected) : NULL;
    f.message = text_get(&message);
    f.line = id->table->slots[line->line->right[id->n_right - 1]].address;
    f.line_name = text_get(&label);
    f.left = text_get(&left);
    f.right = text_get(&right);
    f.mending = text_get(&advice);
    if (id->warns || set->year != run->report->year) finding_lower(&f, rule, SEVERITY_WARNING);
    findings_add(findings, &f);
    struct text *const texts[] = {&message, &label, &left, &right, &advice, &most};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) text_release(texts[i]);
    return ok;
}

/* ---- one set of cells ---- */

static bool is_absent(const void *cells, int slot) { return !((const struct known *)cells)[slot].there; }

/* Some terms of a line are in the set and some are not, which the form wants to be there. */
static bool is_partial(const struct known *cells, const struct form_identity *id)
{
    for (size_t i = 0; !id->at_most && i < id->n_lines; i++) {
        size_t there = 0;
        if (!form_line_known(id, &id->lines[i], is_absent, cells)) continue;
        for (size_t k = 0; k < id->n_left; k++) there += cells[id->lines[i].left[k]].there;
        for (size_t k = 0; k < id->n_right; k++) there += cells[id->lines[i].right[k]].there;
        if (there && there < id->n_left + id->n_right) return true;
    }
    return false;
}

static void add_partial(const struct rules_run *run, const struct cell_set *set, const struct form_identity *id, const struct rule *rule, struct findings *findings)
{
    struct finding f = rule_finding(rule);
    f.agency = rules_agency(run->report);
    f.state = STATE_NOT_ASSESSABLE;
    f.blocking = false;
    f.file = strcmp(set->id, "submission") ? NULL : run->file;
    f.value = strcmp(set->id, "submission") ? "申报数不全，有的单元格没有给出" : run->scope == SCOPE_TOTALS ? "填报的年报不全，有的单元格没有给出" : "交来的年报不全，有的单元格没有给出";
    f.cell = id->table->id;
    findings_add(findings, &f);
}

static bool is_identity(const struct rule *rule) { return rule && rule->found == FOUND_IDENTITY; }

static bool check_table(const struct rules_run *run, struct cell_set *set, const struct form_table *t, struct findings *findings, struct diag *diag)
{
    const struct known *cells = set->tables[t - set->form->tables];
    struct mending_value *values = memory_alloc((t->n_slots + 1) * sizeof *values);
    struct mending mending;
    bool ok = true;
    for (size_t i = 0; i < t->n_slots; i++) values[i] = (struct mending_value){cells[i].there, cells[i].empty, cells[i].number};
    /* The totals of a report counted from records are computed, so they cannot be wrong by themselves. */
    mending_find(&mending, set->form, t, values, run->scope == SCOPE_LEDGER && !strcmp(set->id, "computed"));
    for (size_t i = 0; ok && i < mending.n; i++)
        ok = add_broken(run, set, catalogue_rule(run->catalogue, mending.list[i].identity->check), &mending.list[i], values, findings, diag);
    mending_release(&mending);
    free(values);
    for (size_t i = 0; i < set->form->n_identities; i++) {
        const struct form_identity *id = &set->form->identities[i];
        bool partial = id->table == t && set->year == run->report->year && is_partial(cells, id), said = false;
        for (size_t k = 0; k < i && partial; k++) {    /* one check may have several equations */
            const struct form_identity *other = &set->form->identities[k];
            said |= other->table == t && !strcmp(other->check, id->check) && is_partial(cells, other);
        }
        if (partial && !said) add_partial(run, set, id, catalogue_rule(run->catalogue, id->check), findings);
    }
    return ok;
}

static bool check_set(const struct rules_run *run, const char *id, int year, const struct form *form, struct findings *findings, struct diag *diag)
{
    struct cell_set set = {.id = id, .year = year, .form = form};
    if (!form) return true;
    bool ok = read_set(run, &set, diag);
    for (size_t i = 0; ok && i < form->n_identities; i++) {
        const struct form_identity *e = &form->identities[i];
        if (!is_identity(catalogue_rule(run->catalogue, e->check)))
            ok = diag_fail(diag, DIAG_INPUT, "%s:%d: 勾稽关系 %s 的检查 %s 不在检查目录里", form->file, e->line, e->id, e->check);
    }
    for (size_t i = 0; ok && set.any && i < form->n_tables; i++) ok = check_table(run, &set, &form->tables[i], findings, diag);
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
