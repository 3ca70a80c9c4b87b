#include "rules/rules_inside.h"
#include "base/progress.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

static void take_problem(const struct catalogue *c, const struct schema *schema, const struct problem *p, const char *agency, struct findings *findings)
{
    const struct rule *rule = catalogue_rule(c, p->id);
    if (!rule) abort();                            /* a bug: the list of catalogue.c lacks the id; no data can cause it */
    struct finding f = rule_finding(rule);
    f.agency = agency;
    const struct ledger_table *t = p->table ? schema_table(schema, p->table) : NULL;
    if (t && !t->core) f.blocking = false;
    f.table = p->table;
    f.file = p->file;
    f.row = p->line;
    f.column = p->column;
    f.cell = p->cell;
    f.sheet_column = p->sheet_column;
    f.key = p->key;
    f.value = p->value;
    f.expected = p->expected;
    if (p->unmade) {
        f.state = STATE_NOT_ASSESSABLE;
        f.blocking = false;
    }
    if (p->past && f.severity == SEVERITY_ERROR) finding_lower(&f, rule, SEVERITY_WARNING);
    if (p->text) f.message = p->text;
    bool said = !agency && p->told && !p->lost && !f.blocking;                     /* once, among the agency's own */
    if (!said) findings_add(findings, &f);
}

void rules_take_problems(const struct catalogue *c, const struct schema *schema, const struct problems *problems, struct findings *findings)
{
    for (size_t i = 0; i < problems->n; i++) take_problem(c, schema, &problems->list[i], NULL, findings);
}

void rules_take_file(const struct rules_run *run, const struct problems *problems, const char *name, const char *code, struct findings *findings)
{
    for (size_t i = 0; i < problems->n; i++) {
        struct problem *p = &problems->list[i];
        const struct rule *rule = catalogue_rule(run->catalogue, p->id);
        if (!p->file || strcmp(p->file, run->file) || !rule || *rule->id == 'R') continue;   /* R: faults of the submission, which are the superior's to settle */
        bool named = (name && p->key && !strcmp(p->key, name)) || (code && p->key && !strcmp(p->key, code));
        if (!named && (name || code)) continue;
        take_problem(run->catalogue, store_schema(run->store), p, rules_agency(run->report), findings);
        p->told = true;
    }
}

void rules_take_handed(const struct rules_run *run, const struct problems *problems, const char *name, const char *code, bool shares, struct findings *findings)
{
    for (size_t i = 0; i < problems->n; i++) {
        const struct problem *p = &problems->list[i];
        const bool named = p->key && (!strcmp(p->key, name) || (code && !strcmp(p->key, code)));
        if (*p->id != 'R' || !p->file) continue;
        if (strcmp(p->file, run->file) ? named && p->cell : named || !shares)
            take_problem(run->catalogue, store_schema(run->store), p, rules_agency(run->report), findings);
    }
}

static bool for_this_form(const struct rule *rule, const struct form *form)
{
    for (size_t i = 0; i < rule->n_forms; i++)
        if (!strcmp(rule->forms[i], form->id)) return true;
    return rule->n_forms == 0 && rules_for_year(rule, form);
}

static void add_not_assessable(const struct rules_run *run, const struct rule *rule, const char *missing, struct findings *findings)
{
    struct finding f = rule_finding(rule);
    f.agency = rules_agency(run->report);
    f.state = STATE_NOT_ASSESSABLE;
    f.blocking = false;
    f.value = missing;
    findings_add(findings, &f);
}

/* Kind and level of an agency stand in the ledger's table of agencies. */
static bool needs_records(const struct rule *rule) { return rule->n_tables || rule->n_columns || rule->needs_level; }

static size_t of_records(const struct catalogue *c, const struct form *form, const char *letter)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct rule *rule = &c->rules[i];
        bool listed = !letter || *rule->id == *letter;
        n += listed && rule->found == FOUND_QUERY && (rule->scopes & SCOPE_LEDGER) && needs_records(rule) && for_this_form(rule, form);
    }
    return n;
}

void rules_of_records(const struct catalogue *c, const struct form *form, struct text *words)
{
    const char *gap = "（";
    text_printf(words, "%zu 项", of_records(c, form, NULL));
    for (size_t i = 0; i < c->n_groups; i++) {
        size_t n = of_records(c, form, c->groups[i].letter);
        if (!n) continue;
        text_printf(words, "%s%s %zu", gap, c->groups[i].name, n);
        gap = "、";
    }
    text_add(words, "）");
}

static bool is_run(const struct rules_run *run, const struct rule *rule)
{
    unsigned scopes = run->scope == SCOPE_TOTALS ? SCOPE_TOTALS | SCOPE_SUBMISSION : run->scope;
    return rule->found == FOUND_QUERY && (rule->scopes & scopes) && for_this_form(rule, run->report->form) && !(run->scope == SCOPE_TOTALS && needs_records(rule));
}

bool rules_run(const struct rules_run *run, struct findings *findings, struct diag *diag)
{
    struct text missing = {0};
    bool ok = true;
    for (size_t i = 0; ok && i < run->catalogue->n; i++) {
        const struct rule *rule = &run->catalogue->rules[i];
        if (!is_run(run, rule)) continue;
        progress_count("核对", i + 1, run->catalogue->n);
        text_clear(&missing);
        ok = rules_missing(run, rule, &missing, diag);
        bool runs = ok && !missing.n;
        if (ok && missing.n && run->scope == SCOPE_SUBMISSION) continue;
        if (runs) rules_incomplete(run, rule, &missing);
        if (ok && missing.n) add_not_assessable(run, rule, text_get(&missing), findings);
        if (runs) ok = rules_run_query(run, rule, findings, diag);
    }
    text_release(&missing);
    return ok && identities_run(run, findings, diag) && rules_by_law(run, findings, diag);
}
