#include "tally/tally.h"
#include <stdlib.h>
#include <string.h>

/* The message already begins with file and line of the fault; the problem's own place is the form file. */
static void add(struct problems *problems, const struct form *form, const char *text)
{
    problems_add(problems, &(struct problem){.id = "S12", .file = form->file, .text = text, .refuses = true});
}

/* A table that a cell's query reads but the form does not name could be missing from a ledger unnoticed. */
static void prove_reads(const struct query *q, const struct form *form, const char *file, int line, struct problems *problems)
{
    struct diag diag;
    for (size_t i = 0; query_reads(q, i); i++) {
        bool named = false;
        for (size_t k = 0; k < form->n_reads; k++) named = named || !strcmp(form->reads[k], query_reads(q, i));
        for (size_t k = 0; k < form->n_may_read; k++) named = named || !strcmp(form->may_read[k], query_reads(q, i));
        if (named) continue;
        diag_fail(&diag, DIAG_INPUT, "%s:%d: 查询读了“%s”，而 form.yaml 的 reads、may_read 里没有它", file, line, query_reads(q, i));
        add(problems, form, diag.text);
    }
}

static void prove(struct store *store, const struct form *form, const char *sql, const char *file, int line, const char *const *columns, struct problems *problems)
{
    struct diag diag;
    struct query *q = NULL;
    if (!sql) return;
    if (!query_open(&q, store, sql, file, line, &diag)) {
        add(problems, form, diag.text);
        return;
    }
    for (size_t i = 0; columns[i]; i++) {
        if (query_column(q, columns[i]) >= 0) continue;
        diag_fail(&diag, DIAG_INPUT, "%s:%d: 查询缺少“%s”这一列", file, line, columns[i]);
        add(problems, form, diag.text);
    }
    if (!strcmp(columns[0], "row")) prove_reads(q, form, file, line, problems);
    query_close(q);
}

bool tally_has_sections(const struct form *form, const struct schema *schema, struct diag *diag)
{
    const struct code_list *sections = schema_codes(schema, "narrative_sections");
    for (size_t i = 0; i < form->n_sections; i++)
        if (!form->sections[i].table && !code_find(sections, form->sections[i].id))
            return diag_fail(diag, DIAG_INPUT, "%s: “%s”这一部分不在代码表 narrative_sections 里，台账写不了它的正文", form->file, form->sections[i].id);
    return true;
}

bool tally_lint(struct store *store, const struct form *form, struct problems *problems, struct diag *diag)
{
    static const char *const text[] = {"text", NULL}, *const postings[] = {"row", "col", "amount", "source", "key", NULL},
                             *const notes[] = {"row", "col", "text", NULL};
    for (size_t i = 0; i < form->n_reads; i++)
        if (!schema_table(store_schema(store), form->reads[i]))
            return diag_fail(diag, DIAG_INPUT, "%s:%d: reads 里的“%s”不是台账的表", form->file, form->reads_line, form->reads[i]);
    for (size_t i = 0; i < form->n_may_read; i++)
        if (!schema_table(store_schema(store), form->may_read[i]))
            return diag_fail(diag, DIAG_INPUT, "%s:%d: may_read 里的“%s”不是台账的表", form->file, form->reads_line, form->may_read[i]);
    struct diag wrong;
    if (!tally_has_sections(form, store_schema(store), &wrong)) add(problems, form, wrong.text);
    prove(store, form, form->title_query, form->file, form->title_line, text, problems);
    prove(store, form, form->preamble_query, form->file, form->preamble_line, text, problems);
    for (size_t i = 0; i < form->n_tables; i++) {
        const struct form_table *t = &form->tables[i];
        const struct form_slot *other, *twin = form_twins(t, &other);
        if (twin) {
            diag_fail(&wrong, DIAG_INPUT, "%s/%s.yaml: “%s”有两行（%s、%s），交来的表分不清是哪一行：各写 under: 上面是哪一行", form->dir, t->id, twin->row_label, twin->row, other->row);
            add(problems, form, wrong.text);
        }
        prove(store, form, t->query, t->query_file, t->query_line, postings, problems);
        prove(store, form, t->notes, t->notes_file, t->notes_line, notes, problems);
    }
    for (size_t i = 0; i < form->n_sections; i++) {
        const struct form_section *s = &form->sections[i];
        for (size_t k = 0; k < s->n_defaults; k++) prove(store, form, s->defaults[k].query, s->defaults[k].file, s->defaults[k].line, text, problems);
        prove(store, form, s->always.query, s->always.file, s->always.line, text, problems);
        prove(store, form, s->summed.query, s->summed.file, s->summed.line, text, problems);
    }
    return true;
}
