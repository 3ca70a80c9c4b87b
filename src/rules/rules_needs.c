#include "rules/rules_inside.h"
#include <string.h>

/* What a check needs besides the report, and what of it is missing. */

static bool rows_there(const struct rules_run *run, const char *sql, bool *found, struct diag *diag)
{
    struct query *q = NULL;
    if (!query_open(&q, run->store, sql, "needs", 1, diag)) return false;
    query_bind_asked(q, report_asked(run->report));
    bool ok = query_next(q, found, diag);
    query_close(q);
    return ok;
}

const struct ledger_column *rules_column(const struct schema *schema, const char *address, const struct ledger_table **table)
{
    const char *dot = strchr(address, '.');
    for (size_t i = 0; dot && i < schema->n_tables; i++) {
        const struct ledger_table *t = *table = &schema->tables[i];
        if (strlen(t->id) != (size_t)(dot - address) || strncmp(t->id, address, strlen(t->id))) continue;
        for (size_t k = 0; k < t->n_columns; k++)
            if (!strcmp(t->columns[k].name, dot + 1)) return &t->columns[k];
    }
    return NULL;
}

/* The slot of the form that is the first of the row requests/carried_out; NULL where the form has no such row. */
static const struct form_slot *row_of(const struct form *form, const char *row)
{
    size_t n = strlen(row);
    for (size_t t = 0; t < form->n_tables; t++)
        for (size_t i = 0; i < form->tables[t].n_slots; i++)
            if (!strncmp(form->tables[t].slots[i].address, row, n) && form->tables[t].slots[i].address[n] == '/') return &form->tables[t].slots[i];
    return NULL;
}

static const char last_numbers[] = "SELECT 1 FROM cells WHERE agency = :agency AND year = :year - 1 AND set_id IN ('declared', 'previous') LIMIT 1";

/* Last year's numbers are there, in a form without these rows. */
static bool last_rows_missing(const struct rules_run *run, const struct rule *rule, struct text *missing, struct diag *diag)
{
    bool found = true;
    for (size_t i = 0; i < rule->n_last_rows && run->last_form && found; i++) {
        const struct form_slot *now = row_of(run->report->form, rule->last_rows[i]);
        if (!now || row_of(run->last_form, rule->last_rows[i])) continue;   /* a form without them has nothing to compare */
        if (!rows_there(run, last_numbers, &found, diag)) return false;
        if (found) text_printf(missing, "%s上年用的是“%s”，没有“%s”", missing->n ? "；" : "", run->last_form->name, now->row_label);
    }
    return true;
}

bool rules_missing(const struct rules_run *run, const struct rule *rule, struct text *missing, struct diag *diag)
{
    bool found;
    for (size_t i = 0; i < rule->n_tables; i++) {
        const struct ledger_table *t = schema_table(store_schema(run->store), rule->tables[i]);
        if (!store_has(run->store, rule->tables[i])) text_printf(missing, "%s没有%s表（%s）", missing->n ? "；" : "", t ? t->name : "", rule->tables[i]);
    }
    for (size_t i = 0; i < rule->n_columns; i++) {
        const struct ledger_table *t = NULL;
        const struct ledger_column *c = rules_column(store_schema(run->store), rule->columns[i], &t);
        if (c && store_has(run->store, t->id) && !store_has_column(run->store, t->id, c->name))
            text_printf(missing, "%s%s表没有“%s”列", missing->n ? "；" : "", t->name, c->heading);
    }
    if (rule->needs_level && (!run->report->agency.type || !run->report->agency.level))
        text_printf(missing, "%s机关表没有机关类型和层级", missing->n ? "；" : "");
    if (rule->needs_last_year) {
        if (!rows_there(run, last_numbers, &found, diag)) return false;
        if (!found) text_printf(missing, "%s没有上年的数（--previous，或年报申报数里的上年数）", missing->n ? "；" : "");
    }
    if (rule->needs_last_texts) {
        static const char sql[] = "SELECT 1 FROM texts_previous WHERE agency = :agency UNION ALL SELECT 1 FROM narrative WHERE agency = :agency AND year = :year - 1 LIMIT 1";
        if (!rows_there(run, sql, &found, diag)) return false;
        if (!found) text_printf(missing, "%s没有上年报告的正文（--previous，或正文表里的上年各部分）", missing->n ? "；" : "");
    }
    return last_rows_missing(run, rule, missing, diag);
}

void rules_incomplete(const struct rules_run *run, const struct rule *rule, struct text *words)
{
    for (size_t i = 0; i < rule->n_tables; i++) {
        const struct ledger_table *t = schema_table(store_schema(run->store), rule->tables[i]);
        if (t && !store_has_all_of(run->store, t->id)) text_printf(words, "%s%s表（%s）有读不出的行", words->n ? "；" : "", t->name, t->id);
    }
}
