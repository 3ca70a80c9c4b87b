/* Which slots are sums, of which others, and in what order they can be added up. */
#include "base/text.h"
#include "form/form_inside.h"
#include <string.h>

struct resolver {
    struct form *form;
    struct form_table *table;
    const struct slot_origin *origins;
    struct yaml *y;
    struct diag *diag;
    enum { UNSEEN, OPEN, DONE } *states;
    int *order;
    size_t n_order;
    int *path;                                         /* the sums that are open, outermost first */
    size_t n_path;
};

static bool has_row(const struct form_table *t, const char *row)
{
    for (size_t i = 0; i < t->n_slots; i++)
        if (!strcmp(t->slots[i].row, row)) return true;
    return false;
}

static bool has_col(const struct form_table *t, const char *col)
{
    for (size_t i = 0; i < t->n_slots; i++)
        if (!strcmp(t->slots[i].col, col)) return true;
    return false;
}

/* A row that sums rows goes before a column that sums columns: where they cross, the sum of the row holds. */
static const struct label_node *summing(const struct slot_origin *o)
{
    if (o->row && o->row->n_sum) return o->row;
    return o->col->n_sum ? o->col : NULL;
}

static bool find_terms(struct resolver *r, int slot)
{
    struct form_slot *s = &r->table->slots[slot];
    const struct label_node *node = summing(&r->origins[slot]);
    if (!node) return true;
    bool rows = node == r->origins[slot].row;
    int *terms = arena_alloc(&r->form->arena, node->n_sum * sizeof *terms);
    for (size_t i = 0; i < node->n_sum; i++) {
        const char *id = node->sum[i];
        const yaml_item *place = yaml_at(r->y, node->sum_item, i);
        if (!(rows ? has_row : has_col)(r->table, id)) return yaml_fail(r->diag, r->y, place, "合计里的“%s”：本表没有这一%s", id, rows ? "行" : "列");
        terms[i] = rows ? form_slot(r->table, id, s->col) : form_slot(r->table, s->row, id);
        if (terms[i] < 0)
            return yaml_fail(r->diag, r->y, place, "%s 的合计要用 %s/%s/%s，本表没有这一格", s->address, r->table->id, rows ? id : s->row, rows ? s->col : id);
        if (s->type == CELL_COUNT && r->table->slots[terms[i]].type == CELL_DECIMAL)
            return yaml_fail(r->diag, r->y, place, "%s 是整数，不能由小数 %s 相加", s->address, r->table->slots[terms[i]].address);
    }
    s->terms = terms;
    s->n_terms = node->n_sum;
    return true;
}

static bool name_cycle(struct resolver *r, int slot)
{
    struct text t = {0};
    size_t from = 0;
    while (r->path[from] != slot) from++;
    for (size_t i = from; i < r->n_path; i++) text_printf(&t, "%s → ", r->table->slots[r->path[i]].address);
    yaml_fail(r->diag, r->y, summing(&r->origins[slot])->sum_item, "合计绕成了圈：%s%s", text_get(&t), r->table->slots[slot].address);
    text_release(&t);
    return false;
}

static bool visit(struct resolver *r, int slot)
{
    const struct form_slot *s = &r->table->slots[slot];
    if (!s->n_terms || r->states[slot] == DONE) return true;
    if (r->states[slot] == OPEN) return name_cycle(r, slot);
    r->states[slot] = OPEN;
    r->path[r->n_path++] = slot;
    for (size_t i = 0; i < s->n_terms; i++)
        if (!visit(r, s->terms[i])) return false;
    for (size_t i = 0; i < s->n_terms; i++)
        if (r->table->slots[s->terms[i]].may_be_empty) r->table->slots[slot].may_be_empty = true;
    r->n_path--;
    r->states[slot] = DONE;
    r->order[r->n_order++] = slot;
    return true;
}

bool sums_resolve(struct form *form, struct form_table *table, const struct slot_origin *origins, struct yaml *y, struct diag *diag)
{
    struct resolver r = {.form = form, .table = table, .origins = origins, .y = y, .diag = diag};
    r.states = arena_alloc(&form->arena, table->n_slots * sizeof *r.states);
    r.order = arena_alloc(&form->arena, table->n_slots * sizeof *r.order);
    r.path = arena_alloc(&form->arena, table->n_slots * sizeof *r.path);
    for (size_t i = 0; i < table->n_slots; i++)
        if (!find_terms(&r, (int)i)) return false;
    for (size_t i = 0; i < table->n_slots; i++)
        if (!visit(&r, (int)i)) return false;
    table->sum_order = r.order;
    table->n_sums = r.n_order;
    return true;
}
