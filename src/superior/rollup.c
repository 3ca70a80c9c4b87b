#include "superior/rollup.h"
#include "form/sources.h"
#include <string.h>

static void lay_out(struct report *r, struct rollup *all, const struct filings *filings)
{
    size_t *first = arena_alloc(&r->arena, (r->form->n_tables + 1) * sizeof *first);
    for (size_t i = 0; i < r->form->n_tables; i++) {
        first[i] = all->n_slots;
        all->n_slots += r->form->tables[i].n_slots;
    }
    all->first = first;
    all->n_filings = filings->n;
    all->filings = arena_alloc(&r->arena, (filings->n + 1) * sizeof *all->filings);
    if (filings->n) memcpy(all->filings, filings->list, filings->n * sizeof *all->filings);
    all->parts = arena_alloc(&r->arena, (filings->n + 1) * sizeof *all->parts);
    for (size_t i = 0; i < filings->n; i++)
        if (all->filings[i].counted) all->parts[all->n_parts++] = &all->filings[i];
    size_t n = all->n_parts * all->n_slots;
    all->numbers = arena_alloc(&r->arena, (n + 1) * sizeof *all->numbers);
    for (size_t i = 0; i < n; i++) all->numbers[i].scale = -1;
}

/* The store has amounts with six digits; they are added with the digits that the report gives. */
static struct decimal as_given(const struct cell_record *c)
{
    const struct decimal kept = {c->value, c->scale};
    struct decimal shown, same;
    return kept.scale && c->shown && decimal_parse(c->shown, &shown) && decimal_rescale(shown, kept.scale, &same) && same.value == kept.value ? shown : kept;
}

struct rollup_reading { const struct form *form; const struct rollup_set *set; struct decimal *numbers; bool any; };

static void take_number(void *context, const struct cell_record *c)
{
    struct rollup_reading *r = context;
    const struct form_table *t = c->empty ? NULL : form_table(r->form, c->table);
    int slot = t ? form_slot(t, c->row, c->col) : -1;
    r->any |= !c->empty;
    if (slot >= 0) r->numbers[r->set->first[t - r->form->tables] + (size_t)slot] = as_given(c);
}

bool rollup_read(struct store *store, const struct report *r, const struct rollup_set *set, struct decimal *numbers, bool *any, struct diag *diag)
{
    struct rollup_reading reading = {r->form, set, numbers, false};
    bool ok = store_each_cell(store, set->agency, set->year, set->id, take_number, &reading, diag);
    *any = reading.any;
    return ok;
}

static bool add_cell(struct report *r, const struct rollup *all, size_t table, size_t slot, struct diag *diag)
{
    struct report_table *t = &r->tables[table];
    struct decimal sum = {0, 0};
    bool filled = false;
    for (size_t p = 0; p < all->n_parts; p++) {
        const struct decimal *n = rollup_number(all, p, table, slot);
        if (n && !decimal_add(sum, *n, &sum))
            return diag_fail(diag, DIAG_INPUT, "%s 加到%s时超出可表示的范围，请检查它的数", t->form->slots[slot].address, filing_shown(all->parts[p]));
        filled = filled || n;
    }
    if (filled) report_set(r, t, (int)slot, sum);
    else t->cells[slot] = (struct cell){.state = CELL_EMPTY, .text = ""};
    return true;
}

static void take_asides(struct report *r, struct rollup *all, const struct collection *k)
{
    all->n_asides = k->unread.n_asides;
    all->asides = arena_alloc(&r->arena, (all->n_asides + 1) * sizeof *all->asides);
    for (size_t i = 0; i < all->n_asides; i++) {
        const struct rollup_aside *one = &k->unread.asides[i];
        all->asides[i] = (struct rollup_aside){arena_dup(&r->arena, one->file), arena_dup(&r->arena, one->why), arena_dup(&r->arena, one->agency)};
    }
}

static void take_notes(struct report *r, struct rollup *all, const struct collection *k)
{
    all->notes = arena_alloc(&r->arena, (k->n_notes + 1) * sizeof *all->notes);
    for (size_t p = 0; p < all->n_parts; p++)
        for (size_t i = 0; i < k->n_notes; i++) {
            if (k->note_of[i] != all->parts[p]->agency) continue;
            all->notes[all->n_notes] = k->notes[i];
            all->notes[all->n_notes++].filing = all->parts[p];
        }
}

bool rollup_sum(struct store *store, struct report *r, const struct filings *filings, const struct collection *collection, struct diag *diag)
{
    struct rollup *all = arena_alloc(&r->arena, sizeof *all);
    lay_out(r, all, filings);
    for (size_t p = 0; p < all->n_parts; p++) {
        const struct rollup_set set = {all->first, all->parts[p]->agency, r->year, "submission"};
        bool any;
        if (!rollup_read(store, r, &set, all->numbers + p * all->n_slots, &any, diag)) return false;
    }
    for (size_t i = 0; i < r->form->n_tables; i++)
        for (size_t s = 0; s < r->form->tables[i].n_slots; s++)
            if (!add_cell(r, all, i, s, diag)) return false;
    sources_find(&r->arena, r->form, all);
    take_notes(r, all, collection);
    take_asides(r, all, collection);
    r->rollup = all;
    return true;
}
