#include "form/form.h"
#include "form/parts.h"
#include <stdlib.h>
#include <string.h>

const struct form_table *form_table(const struct form *form, const char *id)
{
    for (size_t i = 0; i < form->n_tables; i++)
        if (!strcmp(form->tables[i].id, id)) return &form->tables[i];
    return NULL;
}

static int compare_ids(const struct form_slot *s, const char *row, size_t n_row, const char *col)
{
    int order = strncmp(s->row, row, n_row);
    if (!order && s->row[n_row]) order = 1;
    return order ? order : strcmp(s->col, col);
}

/* Slots are looked for by ids a hundred times a report, and superiors have thousands of reports. */
static int find_slot(const struct form_table *t, const char *row, size_t n_row, const char *col)
{
    for (size_t i = 0; !t->by_id && i < t->n_slots; i++)
        if (!compare_ids(&t->slots[i], row, n_row, col)) return (int)i;
    for (size_t low = 0, high = t->by_id ? t->n_slots : 0; low < high;) {
        size_t middle = (low + high) / 2;
        int order = compare_ids(&t->slots[t->by_id[middle]], row, n_row, col);
        if (!order) return t->by_id[middle];
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return -1;
}

void form_index(struct arena *arena, struct form_table *t)
{
    int *order = arena_alloc(arena, (t->n_slots + 1) * sizeof *order);
    for (size_t i = 0; i < t->n_slots; i++) {
        size_t at = i;
        for (; at && compare_ids(&t->slots[order[at - 1]], t->slots[i].row, strlen(t->slots[i].row), t->slots[i].col) > 0; at--) order[at] = order[at - 1];
        order[at] = (int)i;
    }
    t->by_id = order;
}

int form_slot(const struct form_table *table, const char *row, const char *col) { return find_slot(table, row, strlen(row), col); }

bool form_address(const struct form *form, const char *address, const struct form_table **table, int *slot)
{
    const char *row = strchr(address, '/'), *col = row ? strchr(row + 1, '/') : NULL;
    for (size_t t = 0; col && t < form->n_tables; t++) {
        const char *id = form->tables[t].id;
        if (strncmp(id, address, (size_t)(row - address)) || id[row - address]) continue;
        int found = find_slot(&form->tables[t], row + 1, (size_t)(col - row - 1), col + 1);
        if (found < 0) return false;
        *table = &form->tables[t];
        *slot = found;
        return true;
    }
    return false;
}

/* A form is asked for by the name of its folder, so the two may not differ. */
static bool read_id(struct form *form, struct yaml *y, struct diag *diag)
{
    const yaml_item *item = yaml_get(y, yaml_root(y), "id");
    if (!form_label(&form->arena, y, yaml_root(y), "id", &form->id, diag)) return false;
    char *real = realpath(form->dir, NULL);
    if (!real) return diag_fail_errno(diag, "读不了 %s", form->dir);
    const char *slash = strrchr(real, '/');
    bool same = !strcmp(slash + 1, form->id);
    if (!same) yaml_fail(diag, y, item, "id“%s”应与文件夹名相同：%s", form->id, slash + 1);
    free(real);
    return same;
}

static bool read_reads(struct form *form, struct yaml *y, struct diag *diag)
{
    const yaml_item *list = yaml_get(y, yaml_root(y), "reads");
    if (!list) return yaml_fail(diag, y, yaml_root(y), "缺少“reads”（查询要读的台账表）");
    form->reads_line = yaml_line(list);
    return form_ids(&form->arena, y, list, &form->reads, &form->n_reads, diag);
}

static bool read_form(struct form *form, struct yaml *y, struct diag *diag)
{
    static const char *const keys[] = {"id", "name", "basis", "years", "reads", "title", "preamble", "sections", "identities", NULL};
    const yaml_item *root = yaml_root(y);
    struct arena *arena = &form->arena;
    return yaml_only(y, root, keys, diag)
        && read_id(form, y, diag)
        && form_label(arena, y, root, "name", &form->name, diag)
        && form_label(arena, y, root, "basis", &form->basis, diag)
        && form_years(y, &form->first_year, &form->last_year, diag)
        && read_reads(form, y, diag)
        && form_query(arena, y, root, "title", &form->title_query, &form->title_line, diag)
        && form_query(arena, y, root, "preamble", &form->preamble_query, &form->preamble_line, diag)
        && sections_read(form, y, yaml_get(y, root, "sections"), diag)
        && identities_read(form, y, yaml_get(y, root, "identities"), diag);
}

bool form_load(struct form **out, const char *dir, struct diag *diag)
{
    struct form *form = memory_alloc(sizeof *form);
    struct yaml *y = NULL;
    size_t n = strlen(dir);
    while (n > 1 && dir[n - 1] == '/') n--;
    form->dir = arena_dup_n(&form->arena, dir, n);
    form->file = arena_printf(&form->arena, "%s/form.yaml", form->dir);
    bool ok = form_open(&y, form->file, diag) && read_form(form, y, diag) && form_digest(form->dir, form->hash, diag);
    yaml_close(y);
    if (ok) *out = form;
    else form_free(form);
    return ok;
}

void form_free(struct form *form)
{
    if (!form) return;
    arena_release(&form->arena);
    free(form);
}
