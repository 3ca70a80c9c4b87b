#include "form/form_inside.h"
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

/* The first two keys of a node are those of its label. */
static size_t names_of(const struct label_node *node, const char *const **keys)
{
    enum { OF_LABEL = 2 };
    if (!node || node->n_keys < OF_LABEL) return 0;
    *keys = node->keys + OF_LABEL;
    return node->n_keys - OF_LABEL;
}

size_t form_row_names(const struct form_slot *slot, const char *const **keys) { return names_of(slot->row_node, keys); }
size_t form_col_names(const struct form_slot *slot, const char *const **keys) { return names_of(slot->col_node, keys); }

void form_free(struct form *form)
{
    if (!form) return;
    arena_release(&form->arena);
    free(form);
}
