#include "form/address_inside.h"
#include "form/addresses.h"
#include "form/label.h"
#include <string.h>

static size_t count_hits(struct arena *arena, const struct form *form, const char *words)
{
    struct typed typed;
    struct hits hits = {0};
    if (typed_split(arena, &typed, words)) find_all(form, &typed, false, &hits);
    return hits.n;
}

/* ---- the names that are shown ---- */

static const char *shown(struct arena *arena, const struct label_node *node)
{
    return node->short_label ? node->short_label : label_short(arena, node->label);
}

/* 其他 and 总计 are said of rows and of columns: such a row is shown with its group. */
static bool is_column_word(const struct form_table *table, const char *name)
{
    for (size_t i = 0; i < table->n_slots; i++)
        for (size_t k = 0; k < table->slots[i].col_node->n_keys; k++)
            if (!strcmp(table->slots[i].col_node->keys[k], name)) return true;
    return false;
}

/* The row and the column, with so many of the names that tell them apart: the row's groups, the table, the column's groups. */
static const char *path_words(struct arena *arena, const struct form_table *table, const struct step *path, size_t steps, size_t extra)
{
    bool said[MAX_STEPS];
    size_t row = 1;
    while (!path[row].needed) row++;
    for (size_t i = 0; i < steps; i++) said[i] = path[i].needed;
    for (size_t i = row + 1; i < steps && extra; i++, extra--) said[i] = true;
    for (size_t i = 1; i < row && extra; i++, extra--) said[i] = true;
    struct text t = {0};
    for (size_t i = steps; i-- > 0;)
        if (said[i]) text_printf(&t, "%s%s", t.n ? "/" : "", path[i].node ? shown(arena, path[i].node) : *table->keys);
    const char *words = arena_dup(arena, text_get(&t));
    text_release(&t);
    return words;
}

static const char *name_of(struct arena *work, struct form *form, const struct form_table *table, const struct form_slot *slot)
{
    struct step path[MAX_STEPS];
    size_t steps = path_of(table, slot, path), row = 1;
    while (!path[row].needed) row++;
    for (size_t extra = path[row].node == slot->row_node && is_column_word(table, shown(work, slot->row_node)); extra + 2 <= steps; extra++) {
        const char *words = path_words(work, table, path, steps, extra);
        if (count_hits(work, form, words) == 1) return arena_dup(&form->arena, words);
    }
    return NULL;
}

/* A name of the folder that could mean two cells is useless. */
static bool prove_names(struct arena *work, struct form *form, const struct form_table *table, const struct form_slot *slot, struct diag *diag)
{
    struct step path[MAX_STEPS];
    size_t steps = path_of(table, slot, path);
    for (size_t i = 0; i < steps; i++)
        for (size_t k = 0; path[i].needed && k < path[i].node->n_names; k++) {
            const char *name = path[i].node->names[k];
            const char *words = i ? arena_printf(work, "%s/%s", name, slot->col) : arena_printf(work, "%s/%s/%s", table->id, slot->row, name);
            if (count_hits(work, form, words) != 1)
                return diag_fail(diag, DIAG_INPUT, "%s/%s.yaml:%d: “%s”不止指一%s，请换一个名称", form->dir, table->id, path[i].node->names_line,
                                 name, i ? "行" : "列");
        }
    return true;
}

static void name_table(struct form *form, struct form_table *table)
{
    for (size_t i = 0; i < form->n_sections; i++) {
        const struct form_section *s = &form->sections[i];
        if (s->table != table) continue;
        table->keys = arena_alloc(&form->arena, (s->n_also + 1) * sizeof *table->keys);
        table->keys[table->n_keys++] = label_key(&form->arena, s->heading);
        for (size_t k = 0; k < s->n_also; k++) table->keys[table->n_keys++] = label_key(&form->arena, s->also[k]);
        return;
    }
}

bool addresses_name(struct form *form, struct diag *diag)
{
    struct arena work = {0};
    bool ok = true;
    for (size_t t = 0; t < form->n_tables; t++) name_table(form, &form->tables[t]);
    for (size_t t = 0; ok && t < form->n_tables; t++)
        for (size_t i = 0; ok && i < form->tables[t].n_slots; i++) {
            struct form_slot *slot = &form->tables[t].slots[i];
            ok = prove_names(&work, form, &form->tables[t], slot, diag);
            if (ok) slot->name = name_of(&work, form, &form->tables[t], slot);
        }
    arena_release(&work);
    return ok;
}

const char *address_name(const struct form *form, const char *address)
{
    const struct form_table *table;
    int slot;
    return form_address(form, address, &table, &slot) ? table->slots[slot].name : NULL;
}

void address_show(struct text *out, const struct form *form, const char *address)
{
    const char *name = address_name(form, address);
    if (name) text_printf(out, "%s（%s）", name, address);
    else text_add(out, address);
}

/* The characters of ids (form_inside.h). */
static const char id_characters[] = "abcdefghijklmnopqrstuvwxyz0123456789_./";

static bool stands_behind(const char *words, const char *at, const char *before)
{
    size_t n = strlen(before);
    return (size_t)(at - words) >= n && !memcmp(at - n, before, n);
}

bool address_show_all(struct text *out, const struct form *form, const char *words)
{
    struct arena arena = {0};
    const char *from = words;
    for (const char *slash = words; (slash = strchr(slash, '/'));) {
        const char *first = slash, *last = slash + strspn(slash, id_characters);
        while (first > from && strchr(id_characters, first[-1])) first--;
        const char *address = arena_dup_n(&arena, first, (size_t)(last - first));
        const char *name = address_name(form, address);
        if (name && !stands_behind(words, first, arena_printf(&arena, "%s（", name))) {
            text_add_n(out, from, (size_t)(first - from));
            address_show(out, form, address);
            from = last;
        }
        slash = last;
    }
    if (from > words) text_add(out, from);
    arena_release(&arena);
    return from > words;
}
