/* What a blank form knows before it is filled in: the tables that are all 0 without requests, the rows that last year's report has. */
#include "form/form_inside.h"
#include <string.h>

static bool read_zero(struct form *form, struct yaml *y, const yaml_item *list, struct diag *diag)
{
    const char **ids;
    if (!list) return true;
    if (!form_ids(&form->arena, y, list, &ids, &form->n_zero, diag)) return false;
    form->zero = arena_alloc(&form->arena, form->n_zero * sizeof *form->zero);
    for (size_t i = 0; i < form->n_zero; i++) {
        form->zero[i] = form_table(form, ids[i]);
        if (!form->zero[i]) return yaml_fail(diag, y, yaml_at(y, list, i), "本表单没有表“%s”", ids[i]);
    }
    return true;
}

static bool read_row(struct form *form, struct yaml *y, const yaml_item *map, const char *key, const struct form_table *table, const char **row, struct diag *diag)
{
    bool found = false;
    if (!form_label(&form->arena, y, map, key, row, diag)) return false;
    for (size_t i = 0; i < table->n_slots; i++) found = found || !strcmp(table->slots[i].row, *row);
    return found || yaml_fail(diag, y, yaml_get(y, map, key), "表“%s”没有行“%s”", table->id, *row);
}

static bool read_carry(struct form *form, struct yaml *y, const yaml_item *map, struct form_carry *c, struct diag *diag)
{
    static const char *const keys[] = {"table", "into", "from", NULL};
    const char *id;
    if (!yaml_only(y, map, keys, diag) || !yaml_need(y, map, "table", &id, diag)) return false;
    c->table = form_table(form, id);
    if (!c->table) return yaml_fail(diag, y, yaml_get(y, map, "table"), "本表单没有表“%s”", id);
    return read_row(form, y, map, "into", c->table, &c->into, diag) && read_row(form, y, map, "from", c->table, &c->from, diag);
}

bool entry_read(struct form *form, struct yaml *y, const yaml_item *map, struct diag *diag)
{
    static const char *const keys[] = {"zero", "carried", NULL};
    yaml_item *carried = yaml_get(y, map, "carried");
    if (!map) return true;
    if (!yaml_only(y, map, keys, diag) || !read_zero(form, y, yaml_get(y, map, "zero"), diag)) return false;
    if (carried && yaml_kind(carried) != YAML_LIST) return yaml_fail(diag, y, carried, "carried 应是一列，每项是 {table, into, from}");
    form->carried = arena_alloc(&form->arena, (yaml_count(carried) + 1) * sizeof *form->carried);
    for (size_t i = 0; i < yaml_count(carried); i++)
        if (!read_carry(form, y, yaml_at(y, carried, i), &form->carried[form->n_carried++], diag)) return false;
    return true;
}
