#include "intake/intake_inside.h"
#include <stdlib.h>
#include <string.h>

/* ---- places, for people ---- */

/* What is said of several places is said once. */
void intake_note(struct intake *k, const char *where, const char *text)
{
    enum { LONGEST = 900 };
    for (size_t i = 0; i < k->n_notes; i++) {
        struct carried_note *n = &k->notes[i];
        if (strcmp(n->text, text) || strlen(n->where) + strlen(where) > LONGEST) continue;
        n->where = arena_printf(&k->arena, "%s；%s", n->where, where);
        return;
    }
    k->notes = memory_grow(k->notes, k->n_notes, &k->cap_notes, sizeof *k->notes);
    k->notes[k->n_notes++] = (struct carried_note){arena_dup(&k->arena, text), arena_dup(&k->arena, where)};
}

const struct old_sheet *layout_sheet(const struct intake *k, const struct layout *l, size_t i) { return &k->sheets->list[l->sheets[i]]; }

const char *layout_where(struct intake *k, const struct layout *l)
{
    const char *first = layout_sheet(k, l, 0)->shown;
    return l->n_sheets > 1 ? arena_printf(&k->arena, "%s 等 %zu 张表", first, l->n_sheets) : first;
}

const char *row_where(struct intake *k, const struct old_sheet *sheet, const struct old_row *row)
{
    return arena_printf(&k->arena, "%s 第%lld行", sheet->shown, (long long)row->line);
}

size_t layout_first_row(const struct intake *k, const struct layout *l, size_t i)
{
    const struct old_head *h = &k->heads[l->sheets[i]];
    return h->row + h->n_rows;
}

void choices_offer(struct choices *c, const char *word)
{
    for (size_t i = 0; i < c->n; i++)
        if (!strcmp(c->list[i], word)) return;
    if (c->n < CHOICES_MOST) c->list[c->n++] = word;
}

/* ---- the struct ---- */

void intake_init(struct intake *k, const struct schema *schema, const struct intake_words *words, const struct intake_facts *facts)
{
    *k = (struct intake){.schema = schema, .words = words, .facts = *facts};
    questions_init(&k->questions);
    k->tables = arena_alloc(&k->arena, schema->n_tables * sizeof *k->tables);
    for (size_t i = 0; i < schema->n_tables; i++) {
        const struct wide *wide = schema->tables[i].wide;
        k->tables[i] =
            (struct carried_table){.table = &schema->tables[i], .wide = wide ? arena_alloc(&k->arena, wide->n_headings * sizeof(bool)) : NULL};
    }
}

void intake_release(struct intake *k)
{
    for (size_t i = 0; i < k->schema->n_tables; i++) free(k->tables[i].rows);
    for (size_t i = 0; i < k->n_layouts; i++) free(k->layouts[i].sheets);
    free(k->layouts);
    free(k->parts.list); /* its rows are of the sheets given, or of the arena */
    free(k->notes);
    questions_release(&k->questions);
    arena_release(&k->arena);
}
