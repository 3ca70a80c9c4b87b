#include "ledger/rows/row_inside.h"
#include "ledger/values/personal.h"

static void learn_people(const struct row_source *s)
{
    const struct value *v = &s->values[s->link_column], *kind = s->kind_column >= 0 ? &s->values[s->kind_column] : NULL;
    const struct code_list *kinds = kind ? s->table->columns[s->kind_column].codes : NULL;
    if (v->kind == VALUE_TEXT && personal_kind(s->context->schema, kinds, kind && kind->kind == VALUE_INTEGER ? kind->integer : 0))
        personal_learn_name(s->context->schema, s->context->people, (struct slice){v->text, v->n});
}

bool row_keys_are_anonymous(struct row_source *s)
{
    bool ok = true;
    if (!s->context->people) return true;
    if (s->link_column >= 0) learn_people(s);
    for (size_t k = 0; k < s->n_keys; k++) {
        int i = s->keys[k];
        const struct value *v = &s->values[i];
        struct fault fault;
        s->nameless[i] = v->kind == VALUE_TEXT && !personal_key_names(s->context, (struct slice){v->text, v->n});
        if (v->kind != VALUE_TEXT || s->nameless[i]) continue;
        fault_set(&fault, "A05", "编号里有申请人的姓名，会随编号公开出去");
        fault_expect(&fault, "另编的编号");
        s->bad[i] = true;
        row_say(s, i, &fault, true);
        ok = false;
    }
    return ok;
}
