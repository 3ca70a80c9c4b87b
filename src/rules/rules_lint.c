#include "rules/rules_inside.h"
#include "base/text.h"

/* The proofs of a catalogue: that its queries run, that the schema has what its records need, and that the lists are as they must be. */

static void lint_needs(const struct rule *rule, const struct schema *schema, struct problems *problems)
{
    struct text words = {0};
    for (size_t i = 0; i < rule->n_tables; i++)
        if (!schema_table(schema, rule->tables[i])) text_printf(&words, "%s: 没有“%s”这张表", rule->file, rule->tables[i]);
    for (size_t i = 0; i < rule->n_columns; i++) {
        const struct ledger_table *t;
        if (!rules_column(schema, rule->columns[i], &t)) text_printf(&words, "%s: 没有“%s”这一列", rule->file, rule->columns[i]);
    }
    if (words.n) problems_add(problems, &(struct problem){.id = "S12", .file = rule->file, .text = text_get(&words), .refuses = true});
    text_release(&words);
}

/* Also on a store without rows a query is prepared, and the codes and settings that it names are proved. */
static bool runs_empty(struct store *store, const struct rule *rule, struct diag *diag)
{
    struct query *q = NULL;
    bool row;
    bool ok = query_open(&q, store, rule->query, rule->file, rule->line, diag) && query_next(q, &row, diag);
    query_close(q);
    return ok;
}

void rules_lint(const struct catalogue *c, struct store *store, struct problems *problems)
{
    for (size_t i = 0; i < c->n; i++) {
        struct diag diag;
        lint_needs(&c->rules[i], store_schema(store), problems);
        if (c->rules[i].found == FOUND_QUERY && !runs_empty(store, &c->rules[i], &diag))
            problems_add(problems, &(struct problem){.id = "S12", .file = c->rules[i].file, .text = diag.text, .refuses = true});
    }
}

bool rules_prove_lists(const struct catalogue *c, struct store *store, struct diag *diag)
{
    bool ok = true;
    for (size_t i = 0; ok && i < c->n; i++) {
        const struct rule *r = &c->rules[i];
        struct query *q = NULL;
        bool row = false;
        if (!r->proof) continue;
        ok = query_open(&q, store, r->proof, r->file, r->proof_line, diag) && query_next(q, &row, diag);
        if (ok && row) ok = diag_fail(diag, DIAG_INPUT, "%s:%d: %s", r->file, r->proof_line, query_text(q, query_column(q, "text")));
        query_close(q);
    }
    return ok;
}

void rules_lint_form(const struct catalogue *c, const struct form *form, struct problems *problems)
{
    for (size_t i = 0; i < form->n_identities; i++) {
        const struct form_identity *id = &form->identities[i];
        const struct rule *rule = catalogue_rule(c, id->check);
        struct diag diag;
        if (rule && rule->found == FOUND_IDENTITY) continue;
        diag_fail(&diag, DIAG_INPUT, "%s:%d: 勾稽关系 %s 的检查 %s 不在检查目录里", form->file, id->line, id->id, id->check);
        problems_add(problems, &(struct problem){.id = "S12", .file = form->file, .text = diag.text, .refuses = true});
    }
}
