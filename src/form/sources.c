#include "form/sources.h"
#include "form/mending.h"
#include <stdlib.h>
#include <string.h>

struct finder {
    struct arena *arena;
    const struct form *form;
    const struct rollup *all;
    size_t table;
    struct mending_value *values;                      /* by slot, of the part at hand */
    struct growing { struct source *list; size_t n, cap; struct decimal gap; } *lines;     /* by line of the table, in the order of identities; gap: of all parts */
};

static bool gap_of(const struct finder *f, const struct form_identity *id, const struct form_line *line, struct decimal *gap)
{
    bool ok = true;
    *gap = (struct decimal){0, 0};
    for (size_t i = 0; ok && i < id->n_left; i++) ok = decimal_add(*gap, f->values[line->left[i]].number, gap);
    for (size_t i = 0; ok && i < id->n_right; i++) ok = decimal_subtract(*gap, f->values[line->right[i]].number, gap);
    return ok;
}

static void take_values(const struct finder *f, size_t part)
{
    const struct form_table *t = &f->form->tables[f->table];
    for (size_t s = 0; s < t->n_slots; s++) {
        const struct decimal *n = rollup_number(f->all, part, f->table, s);
        f->values[s] = (struct mending_value){true, !n, n ? *n : (struct decimal){0, 0}};
    }
}

static const struct mending_line *mending_of(const struct mending *m, const struct form_identity *id, const struct form_line *line)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->list[i].identity == id && m->list[i].line == line) return &m->list[i];
    return NULL;
}

static void take_part(struct finder *f, size_t part)
{
    const struct form_table *t = &f->form->tables[f->table];
    struct mending mending = {0};
    bool searched = false;
    size_t at = 0;
    take_values(f, part);
    for (size_t i = 0; i < f->form->n_identities; i++) {
        const struct form_identity *id = &f->form->identities[i];
        for (size_t k = 0; id->table == t && k < id->n_lines; k++, at++) {
            struct source one = {.part = f->all->parts[part]};
            struct growing *own = &f->lines[at];
            if (!gap_of(f, id, &id->lines[k], &one.gap) || !decimal_add(own->gap, one.gap, &own->gap) || form_holds(id, one.gap.value)) continue;
            if (!searched) mending_find(&mending, f->form, t, f->values, false);
            searched = true;
            const struct mending_line *line = mending_of(&mending, id, &id->lines[k]);
            if (!line) continue;                       /* what was not given is not wrong */
            if (line->certain && line->n_set == 1) {
                one.slot = &t->slots[line->set[0].slot];
                one.empty = f->values[line->set[0].slot].empty;
                one.was = f->values[line->set[0].slot].number;
                one.right = line->set[0].number;
            }
            own->list = memory_grow(own->list, own->n, &own->cap, sizeof *own->list);
            own->list[own->n++] = one;
        }
    }
    if (searched) mending_release(&mending);
}

/* Larger gaps first; qsort has no order of its own for equal ones, so that of the parts is kept by their places. */
static int by_size(const void *a, const void *b)
{
    const struct source *x = a, *y = b;
    struct decimal more;
    if (!decimal_subtract(decimal_size(x->gap), decimal_size(y->gap), &more)) return 0;
    if (more.value) return more.value < 0 ? 1 : -1;
    return x->part < y->part ? -1 : x->part > y->part;
}

static void take_table(struct finder *f, struct rollup *all, size_t n_lines)
{
    const struct form_table *t = &f->form->tables[f->table];
    size_t at = 0;
    f->values = arena_alloc(f->arena, (t->n_slots + 1) * sizeof *f->values);
    f->lines = memory_alloc((n_lines + 1) * sizeof *f->lines);
    memset(f->lines, 0, (n_lines + 1) * sizeof *f->lines);
    for (size_t p = 0; p < all->n_parts; p++) take_part(f, p);
    for (size_t i = 0; i < f->form->n_identities; i++) {
        const struct form_identity *id = &f->form->identities[i];
        for (size_t k = 0; id->table == t && k < id->n_lines; k++, at++) {
            struct growing *own = &f->lines[at];
            if (!own->n) continue;
            struct source_line *line = &all->sources[all->n_sources++];
            *line = (struct source_line){.identity = id, .line = &id->lines[k], .gap = own->gap, .list = arena_alloc(f->arena, own->n * sizeof *line->list), .n = own->n};
            memcpy(line->list, own->list, own->n * sizeof *line->list);
            qsort(line->list, line->n, sizeof *line->list, by_size);
            free(own->list);
        }
    }
    free(f->lines);
}

void sources_find(struct arena *arena, const struct form *form, struct rollup *all)
{
    struct finder f = {.arena = arena, .form = form, .all = all};
    size_t n_lines = 0;
    for (size_t i = 0; i < form->n_identities; i++) n_lines += form->identities[i].n_lines;
    all->sources = arena_alloc(arena, (n_lines + 1) * sizeof *all->sources);
    for (f.table = 0; f.table < form->n_tables; f.table++) take_table(&f, all, n_lines);
}

const struct source_line *sources_of(const struct rollup *all, const struct form_identity *identity, const struct form_line *line)
{
    for (size_t i = 0; i < all->n_sources; i++)
        if (all->sources[i].identity == identity && all->sources[i].line == line) return &all->sources[i];
    return NULL;
}

/* ---- words ---- */

void source_wrong(struct text *out, const struct source *one)
{
    char number[DECIMAL_TEXT], was[DECIMAL_TEXT], right[DECIMAL_TEXT];
    struct decimal more;
    if (one->slot && one->empty)
        text_printf(out, "%s 空着（应为%s）", one->slot->name ? one->slot->name : one->slot->address, decimal_format(one->right, right));
    else if (one->slot && decimal_subtract(one->was, one->right, &more))
        text_printf(out, "%s %s%s（写的%s，应为%s）", one->slot->name ? one->slot->name : one->slot->address, more.value < 0 ? "少" : "多", decimal_format(decimal_size(more), number),
                    decimal_format(one->was, was), decimal_format(one->right, right));
}

static void add_source(struct text *out, const struct source_line *line, const struct source *one)
{
    char number[DECIMAL_TEXT];
    bool excess = line->identity->at_most, against = !excess && line->gap.value && (line->gap.value < 0) != (one->gap.value < 0);
    text_add(out, filing_shown(one->part));
    if (one->slot) {
        text_add(out, "：");
        source_wrong(out, one);
    } else {
        text_printf(out, "（%s%s）", excess ? "多出" : against ? "反方向相差" : "相差", decimal_format(decimal_size(one->gap), number));
    }
}

void sources_words(struct text *out, const struct source_line *line, size_t most)
{
    for (size_t i = 0; i < line->n && i < most; i++) {
        if (i) text_add(out, "、");
        add_source(out, line, &line->list[i]);
    }
    if (line->n > most) text_printf(out, "……（共%zu个机关）", line->n);
}
