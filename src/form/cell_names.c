#include "form/cell_names.h"
#include <ctype.h>
#include <strings.h>

const char *const answer_names[FORM_ANSWERS] = {"nianbao_agency", "nianbao_code", "nianbao_year", "nianbao_received"};

size_t form_slots(const struct form *form)
{
    size_t n = 0;
    for (size_t i = 0; i < form->n_tables; i++) n += form->tables[i].n_slots;
    return n;
}

/* Spreadsheets do not tell names apart by case. */
static const char *name_of(struct arena *a, const struct form_slot *slot, const char *table, const char *const *taken, size_t n)
{
    char *base = arena_printf(a, "T_%s_%s_%s", table, slot->row, slot->col), *name = base;
    for (char *p = base; *p; p++)
        if (!isalnum((unsigned char)*p)) *p = '_';
    for (int again = 2;; again++) {
        size_t i = 0;
        while (i < n && strcasecmp(taken[i], name)) i++;
        if (i == n) return name;
        name = arena_printf(a, "%s__%d", base, again);
    }
}

const char *const *cell_names(struct arena *arena, const struct form *form)
{
    const char **names = arena_alloc(arena, (form_slots(form) + 1) * sizeof *names);
    size_t n = 0;
    for (size_t t = 0; t < form->n_tables; t++)
        for (size_t i = 0; i < form->tables[t].n_slots; i++, n++) names[n] = name_of(arena, &form->tables[t].slots[i], form->tables[t].id, names, n);
    return names;
}
