#include "form/report.h"
#include <string.h>

struct report *report_new(const struct form *form)
{
    struct arena first = {0};
    struct report *r = arena_alloc(&first, sizeof *r);
    r->arena = first;
    r->form = form;
    r->tables = arena_alloc(&r->arena, form->n_tables * sizeof *r->tables);
    for (size_t i = 0; i < form->n_tables; i++) {
        const struct form_table *t = &form->tables[i];
        r->tables[i].form = t;
        r->tables[i].cells = arena_alloc(&r->arena, t->n_slots * sizeof *r->tables[i].cells);
        for (size_t s = 0; s < t->n_slots; s++) r->tables[i].cells[s].text = "";
    }
    r->sections = arena_alloc(&r->arena, form->n_sections * sizeof *r->sections);
    for (size_t i = 0; i < form->n_sections; i++) {
        r->sections[i].form = &form->sections[i];
        for (size_t t = 0; t < form->n_tables; t++)
            if (form->sections[i].table == &form->tables[t]) r->sections[i].table = &r->tables[t];
    }
    r->timeliness = (struct timeliness){-1, -1, -1, -1, -1, -1, -1};
    return r;
}

struct asked report_asked(const struct report *r)
{
    return (struct asked){.agency = r->agency.id, .year = r->year, .close = r->closing_day, .as_of = r->as_of};
}

void report_free(struct report *r)
{
    if (!r) return;
    struct arena all = r->arena;                       /* r itself lies in it */
    arena_release(&all);
}

struct report_table *report_table(struct report *r, const char *id)
{
    for (size_t i = 0; i < r->form->n_tables; i++)
        if (!strcmp(r->tables[i].form->id, id)) return &r->tables[i];
    return NULL;
}

void report_set(struct report *r, struct report_table *t, int slot, struct decimal number)
{
    char shown[DECIMAL_TEXT];
    t->cells[slot].state = CELL_NUMBER;
    t->cells[slot].number = number;
    t->cells[slot].text = arena_dup(&r->arena, decimal_format(number, shown));
}

void report_set_note(struct report *r, struct report_table *t, int slot, const char *note)
{
    t->cells[slot].note = arena_dup(&r->arena, note);
}

bool report_add_up(struct report *r, struct diag *diag)
{
    for (size_t i = 0; i < r->form->n_tables; i++) {
        struct report_table *t = &r->tables[i];
        for (size_t k = 0; k < t->form->n_sums; k++) {
            int slot = t->form->sum_order[k];
            const struct form_slot *s = &t->form->slots[slot];
            struct decimal sum = {0, 0};
            bool known = true;
            for (size_t j = 0; j < s->n_terms; j++) {
                const struct cell *term = &t->cells[s->terms[j]];
                if (term->state == CELL_NUMBER && !decimal_add(sum, term->number, &sum))
                    return diag_fail(diag, DIAG_INPUT, "%s 的合计超出可表示的范围，请检查明细数", s->address);
                known = known && (term->state == CELL_NUMBER || !t->form->slots[s->terms[j]].may_be_empty);
            }
            if (known) report_set(r, t, slot, sum);
        }
    }
    return true;
}
